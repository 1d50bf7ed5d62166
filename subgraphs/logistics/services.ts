import type { VehicleRouting } from './dispatch/travel-times.js';

/** What logistics needs beside its database, handed in by the app. */
export interface LogisticsServices {
  /** Where ways are looked up; null guesses them by distance. */
  readonly routing: VehicleRouting | null;
  /** The domain below which tenants have their subdomains, and things that have no key of others are named. */
  readonly publicDomain: string;
}
