import { metresBetween } from './distance.js';
import type { Place, Trace } from './position.js';

export interface Geofence {
  readonly center: Place;
  /** Who comes this near has arrived. */
  readonly radiusMetres: number;
  /** Who goes farther than this has left; 50 metres more than `radiusMetres` unless told otherwise. */
  readonly leaveRadiusMetres?: number;
  /** How long one must have stayed, or stayed away, until that counts; at once unless told otherwise. */
  readonly dwellMs?: number;
}

export interface GeofenceEvent {
  readonly kind: 'ARRIVED' | 'LEFT';
  /** Of the first position on that side, also when the dwell time has passed only later. */
  readonly at: Date;
}

/**
 * Arrivals and departures at a place, by turns, beginning with an arrival: at the first position when the trace begins inside.
 * Between the two radii nothing changes, so that noise at the edge is neither coming nor going.
 */
export function geofenceEvents(trace: Trace, fence: Geofence): GeofenceEvent[] {
  const { center, radiusMetres, leaveRadiusMetres = radiusMetres + 50, dwellMs = 0 } = fence;
  if (!(radiusMetres > 0 && leaveRadiusMetres >= radiusMetres && dwellMs >= 0))
    throw new RangeError(
      'A geofence needs a radius above 0, a radius for leaving that is not smaller, and a dwell time that is not negative.',
    );
  const events: GeofenceEvent[] = [];
  let inside = false;
  let since: Date | null = null;
  for (const position of trace) {
    const metres = metresBetween(position, center);
    const [near, far] = [metres <= radiusMetres, metres > leaveRadiusMetres];
    if (inside ? near : far) since = null;
    else if (inside ? far : near) since ??= position.at;
    if (!since || position.at.getTime() - since.getTime() < dwellMs) continue;
    inside = !inside;
    events.push({ kind: inside ? 'ARRIVED' : 'LEFT', at: since });
    since = null;
  }
  return events;
}
