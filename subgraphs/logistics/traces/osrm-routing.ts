import type { Place } from './position.js';
import { RouteProvider } from './route-provider.js';
import { tableInBlocks, tableOf } from './route-table.js';
import type { RemoteRouting } from './routing.js';

export interface OsrmRoutingOptions {
  /** Where the server is, without `/route/v1`. */
  readonly url: string;
  /** Which roads it takes; a stock server knows only those for which its map was prepared, and ignores this. */
  readonly profile?: string;
  /** 3 seconds unless told otherwise. */
  readonly timeoutMs?: number;
}

interface OsrmAnswer {
  readonly code?: string;
  readonly routes?: readonly { readonly distance?: unknown; readonly duration?: unknown }[];
  /** `distance` is how far the nearest road is from the place that was asked for. */
  readonly waypoints?: readonly RoadNearby[];
}

interface OsrmTable {
  readonly code?: string;
  readonly distances?: unknown;
  readonly durations?: unknown;
  readonly sources?: readonly RoadNearby[];
  readonly destinations?: readonly RoadNearby[];
}

interface RoadNearby {
  readonly distance?: number;
}

/** Beyond its map OSRM takes the nearest road that it has, be it in another country, and answers with a way of 0 metres. */
const farthestRoadMetres = 1_000;

/** Routes by an OSRM server (project-osrm.org, HTTP API v1). */
export function osrmRouting({ url, profile = 'driving', timeoutMs = 3_000 }: OsrmRoutingOptions): RemoteRouting {
  const provider = new RouteProvider({ name: 'OSRM', url, timeoutMs });
  return {
    async route(from, to, via = []) {
      const path = `/route/v1/${encodeURIComponent(profile)}/${[from, ...via, to].map(written).join(';')}?overview=false`;
      const answer = ((await provider.ask({ method: 'GET', path })) ?? {}) as OsrmAnswer;
      if (answer.code !== 'Ok') throw provider.unavailable(`has no route: ${String(answer.code)}`);
      if (answer.waypoints?.some(({ distance = 0 }) => distance > farthestRoadMetres))
        throw provider.unavailable('knows no road near the place: its map does not reach there');
      const [route] = answer.routes ?? [];
      return provider.routeOf(route?.distance, route?.duration);
    },
    table: (from, to) =>
      tableInBlocks(from, to, async (starts, ends) => {
        const [sources, destinations] = [starts.map((_, index) => index), ends.map((_, index) => starts.length + index)];
        const query = `sources=${sources.join(';')}&destinations=${destinations.join(';')}&annotations=duration,distance`;
        const path = `/table/v1/${encodeURIComponent(profile)}/${[...starts, ...ends].map(written).join(';')}?${query}`;
        const answer = ((await provider.ask({ method: 'GET', path })) ?? {}) as OsrmTable;
        if (answer.code !== 'Ok') throw provider.unavailable(`has no table: ${String(answer.code)}`);
        const table = tableOf(provider, { from: starts, to: ends, metres: answer.distances, seconds: answer.durations });
        const isFar = (road?: RoadNearby): boolean => (road?.distance ?? 0) > farthestRoadMetres;
        return table.map((row, index) =>
          row.map((route, column) => (isFar(answer.sources?.[index]) || isFar(answer.destinations?.[column]) ? null : route)),
        );
      }),
    close: () => provider.close(),
  };
}

/** With six decimals (0.1 m), which never come out as 1e-7. */
function written({ latitude, longitude }: Place): string {
  return `${longitude.toFixed(6)},${latitude.toFixed(6)}`;
}
