import { metresBetween } from '../traces/distance.js';
import { geofenceEvents } from '../traces/geofence.js';
import type { Place, Position, Trace } from '../traces/position.js';

/** Who comes this near to the place of a task has arrived: a front yard, and what a phone errs by between houses. */
export const arrivalRadiusMetres = 75;
/** Who goes farther than this has left. */
export const leaveRadiusMetres = 125;
/** How long one must stay, or stay away, until that counts. */
export const dwellMs = 0;

export interface Visit {
  readonly arrivedAt: Date | null;
  /** The first time after the arrival. */
  readonly leftAt: Date | null;
}

/** When the courier came to a place and left it, by all that is known of the way since it was set out for. */
export function visitIn(trace: Trace, center: Place, arrivedAt: Date | null = null): Visit {
  const events = geofenceEvents(trace, { center, radiusMetres: arrivalRadiusMetres, leaveRadiusMetres, dwellMs });
  const arrival = arrivedAt ?? events.find(({ kind }) => kind === 'ARRIVED')?.at ?? null;
  const leaving = arrival && events.find(({ kind, at }) => kind === 'LEFT' && at > arrival);
  return { arrivedAt: arrival, leftAt: leaving?.at ?? null };
}

/** Whether new positions can mean that somebody arrived, or left; if not, the way before need not be read. Who stands there does neither. */
export function mayVisit(batch: readonly Position[], center: Place, arrivedAt: Date | null): boolean {
  return batch.some((position) => {
    const metres = metresBetween(position, center);
    return arrivedAt === null ? metres <= arrivalRadiusMetres : position.at > arrivedAt && metres > leaveRadiusMetres;
  });
}
