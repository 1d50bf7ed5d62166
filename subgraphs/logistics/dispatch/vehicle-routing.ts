import type { Vehicle } from '../tasks/task-terms.js';
import { openRouteServiceRouting } from '../traces/open-route-service-routing.js';
import { osrmRouting } from '../traces/osrm-routing.js';
import type { RemoteRouting } from '../traces/routing.js';
import type { VehicleRouting } from './travel-times.js';

/** Where ways are looked up. */
export interface RoutingSettings {
  readonly provider: 'OSRM' | 'OPENROUTESERVICE';
  readonly url: string;
  readonly apiKey: string | null;
}

const profiles: Readonly<Record<RoutingSettings['provider'], Readonly<Record<Vehicle, string>>>> = {
  OSRM: { FOOT: 'foot', BICYCLE: 'bike', MOTORCYCLE: 'driving', CAR: 'driving', VAN: 'driving' },
  OPENROUTESERVICE: {
    FOOT: 'foot-walking',
    BICYCLE: 'cycling-regular',
    MOTORCYCLE: 'driving-car',
    CAR: 'driving-car',
    VAN: 'driving-car',
  },
};

/** A server of ways for each vehicle, to be closed with the process. */
export function vehicleRouting({ provider, url, apiKey }: RoutingSettings): { readonly routing: VehicleRouting; close(): Promise<void> } {
  const byProfile = new Map<string, RemoteRouting>();
  for (const profile of new Set(Object.values(profiles[provider]))) {
    const options = { url, profile, ...(apiKey === null ? {} : { apiKey }) };
    byProfile.set(profile, provider === 'OSRM' ? osrmRouting(options) : openRouteServiceRouting(options));
  }
  return {
    routing: (vehicle) => {
      const found = byProfile.get(profiles[provider][vehicle]);
      if (!found) throw new Error(`No ways for ${vehicle}`);
      return found;
    },
    close: async () => {
      await Promise.all([...byProfile.values()].map((routing) => routing.close()));
    },
  };
}
