import type { Place } from '../traces/position.js';

/** A task as a stop on somebody's way. Instants are milliseconds since 1970. */
export interface Stop {
  readonly taskId: string;
  /** Null where nobody knows where it is. */
  readonly place: Place | null;
  /** How many items come aboard there; below zero, how many leave. */
  readonly load: number;
  readonly serviceSeconds: number;
  /** Between these the service is to begin. */
  readonly notBefore: number | null;
  readonly notAfter: number | null;
  /** Tasks that must be done before. */
  readonly after: readonly string[];
  /** How many seconds of driving it is worth that it is reached a second sooner. */
  readonly urgency: number;
  /** The courier is on the way there, or there: it stays the first. */
  readonly begun: boolean;
}

/** How long it takes from one place to another, in seconds. */
export type Travel = (from: Place | null, to: Place | null) => number;

/** Where and when a courier sets out, and with what. */
export interface Departure {
  readonly from: Place | null;
  readonly at: number;
  /** Until when the courier is there at all. */
  readonly until: number | null;
  readonly capacity: number;
  readonly travel: Travel;
}
