import { lengthOf } from './distance.js';
import type { Place, Position, Trace } from './position.js';
import type { Routing } from './routing.js';

export interface ArrivalEstimate {
  readonly at: Date;
  /** What is left to go from the last position. */
  readonly metres: number;
  /** Metres per second at which that is reckoned. */
  readonly speed: number;
  /** Whether no road was looked at. */
  readonly approximate: boolean;
  /** Of what time the position is from which it is reckoned: the older, the less it is worth. */
  readonly positionAt: Date;
}

export interface ArrivalQuestion {
  readonly to: Place;
  /** Stops before, in their order. */
  readonly via?: readonly Place[];
  readonly now: Date;
  readonly routing: Routing;
}

/** Long enough for lights and corners, short enough for a jam to show. */
const recentMs = 10 * 60_000;
/** Of less, one cannot tell how fast somebody is. */
const tellingMs = 60_000;
/** Who stands, hands over or waits at a light goes on: nobody is reckoned slower than half of what the route takes, or a walk. */
const slowestPart = 0.5;
const walking = 5 / 3.6;

/**
 * When the courier will be there: what is left to go, by the speed of the last ten minutes, or by that of the route where the trace
 * tells none. Null where there is no position yet. Expects a trace of believed positions.
 */
export async function estimateArrival(trace: Trace, { to, via = [], now, routing }: ArrivalQuestion): Promise<ArrivalEstimate | null> {
  const last = trace.at(-1);
  if (!last) return null;
  const { metres, seconds, approximate } = await routing.route(last, to, via);
  const routed = seconds > 0 ? metres / seconds : walking;
  const speed = Math.max(recentSpeed(trace, last) ?? routed, routed * slowestPart, walking);
  const at = new Date(Math.max(now.getTime(), last.at.getTime() + (metres / speed) * 1_000));
  return { at, metres, speed, approximate, positionAt: last.at };
}

function recentSpeed(trace: Trace, last: Position): number | null {
  const recent = trace.slice(trace.findLastIndex(({ at }) => last.at.getTime() - at.getTime() > recentMs) + 1);
  const ms = last.at.getTime() - (recent[0] ?? last).at.getTime();
  return ms < tellingMs ? null : lengthOf(recent) / (ms / 1_000);
}
