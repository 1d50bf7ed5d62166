import type { RoutingSettings } from '../subgraphs/logistics/index.js';
import { StartupError } from './engines/startup-error.js';
import { requireUrl } from './require-url.js';

const names = ['OSRM_URL', 'OPENROUTESERVICE_URL', 'OPENROUTESERVICE_KEY'] as const;

/** The variables of routing that are set, by name. */
export function routingVariables(text: (name: string) => string | null): Readonly<Record<string, string>> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = text(name);
      return value === null ? [] : [[name, value]];
    }),
  );
}

/** Where ways are looked up; null guesses them by distance. Throws a `StartupError` that names the variable. */
export function routingSettings({
  OSRM_URL: osrm,
  OPENROUTESERVICE_URL: openRouteService,
  OPENROUTESERVICE_KEY: apiKey = null,
}: Readonly<Partial<Record<string, string | null>>>): RoutingSettings | null {
  if (osrm && openRouteService) throw new StartupError('Set OSRM_URL or OPENROUTESERVICE_URL, not both: ways are looked up in one place.');
  if (apiKey && !openRouteService)
    throw new StartupError('OPENROUTESERVICE_KEY is set without OPENROUTESERVICE_URL: set both, or neither.');
  if (osrm) {
    requireUrl('OSRM_URL', osrm, ['http:', 'https:']);
    return { provider: 'OSRM', url: osrm, apiKey: null };
  }
  if (!openRouteService) return null;
  requireUrl('OPENROUTESERVICE_URL', openRouteService, ['http:', 'https:']);
  return { provider: 'OPENROUTESERVICE', url: openRouteService, apiKey };
}
