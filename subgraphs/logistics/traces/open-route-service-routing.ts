import type { Place } from './position.js';
import { RouteProvider } from './route-provider.js';
import { tableInBlocks, tableOf } from './route-table.js';
import type { RemoteRouting } from './routing.js';

export interface OpenRouteServiceRoutingOptions {
  /** Where the service is, without `/v2/directions`: https://api.openrouteservice.org, or one's own with its `/ors`. */
  readonly url: string;
  /** One's own service needs none. */
  readonly apiKey?: string;
  readonly profile?: string;
  /** 3 seconds unless told otherwise. */
  readonly timeoutMs?: number;
}

interface OpenRouteServiceAnswer {
  readonly routes?: readonly { readonly summary?: { readonly distance?: unknown; readonly duration?: unknown } }[];
}

interface OpenRouteServiceTable {
  readonly distances?: unknown;
  readonly durations?: unknown;
}

/** Routes by an openrouteservice (directions v2, matrix v2). */
export function openRouteServiceRouting(options: OpenRouteServiceRoutingOptions): RemoteRouting {
  const { url, apiKey, profile = 'driving-car', timeoutMs = 3_000 } = options;
  const provider = new RouteProvider({ name: 'openrouteservice', url, timeoutMs });
  const headers = { accept: 'application/json', 'content-type': 'application/json', ...(apiKey ? { authorization: apiKey } : {}) };
  return {
    async route(from, to, via = []) {
      const path = `/v2/directions/${encodeURIComponent(profile)}/json`;
      const coordinates = [from, ...via, to].map(written);
      const body = JSON.stringify({ coordinates, instructions: false, geometry: false });
      const answer = ((await provider.ask({ method: 'POST', path, headers, body })) ?? {}) as OpenRouteServiceAnswer;
      const summary = answer.routes?.[0]?.summary;
      if (!summary) throw provider.unavailable('has no route');
      // Up to 9.6 the summary of a way of no length is empty (GIScience/openrouteservice#2233).
      const isEmpty = Object.keys(summary).length === 0;
      return isEmpty ? provider.routeOf(0, 0) : provider.routeOf(summary.distance, summary.duration);
    },
    table: (from, to) =>
      tableInBlocks(from, to, async (starts, ends) => {
        const path = `/v2/matrix/${encodeURIComponent(profile)}`;
        const [sources, destinations] = [starts.map((_, index) => index), ends.map((_, index) => starts.length + index)];
        const locations = [...starts, ...ends].map(written);
        const body = JSON.stringify({ locations, sources, destinations, metrics: ['distance', 'duration'], units: 'm' });
        const answer = ((await provider.ask({ method: 'POST', path, headers, body })) ?? {}) as OpenRouteServiceTable;
        return tableOf(provider, { from: starts, to: ends, metres: answer.distances, seconds: answer.durations });
      }),
    close: () => provider.close(),
  };
}

function written({ latitude, longitude }: Place): [number, number] {
  return [longitude, latitude];
}
