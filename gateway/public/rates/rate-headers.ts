import type { RateState } from './rates.js';

export interface DayState {
  readonly perDay: number;
  readonly left: number;
  readonly secondsLeft: number;
}

/**
 * `RateLimit-Policy` and `RateLimit` after draft-ietf-httpapi-ratelimit-headers-10: structured fields (RFC 9651), one item for each
 * bucket and one for the day. A bucket's window is the time in which it fills, and its `t` the seconds until it is full. The unit
 * is cost, which the draft's registry does not have; without a unit readers would take it for requests.
 */
export function rateHeaders(states: readonly RateState[], day: DayState): Readonly<Record<'ratelimit-policy' | 'ratelimit', string>> {
  const policies = states.map(
    ({ name, policy: { capacity, restoreRate } }) => `"${name}";q=${capacity};w=${Math.ceil(capacity / restoreRate)};qu="cost"`,
  );
  const now = states.map(
    ({ name, policy: { capacity, restoreRate }, available }) =>
      `"${name}";r=${available};t=${Math.ceil((capacity - available) / restoreRate)}`,
  );
  return {
    'ratelimit-policy': [...policies, `"day";q=${day.perDay};w=86400;qu="cost"`].join(', '),
    ratelimit: [...now, `"day";r=${day.left};t=${day.secondsLeft}`].join(', '),
  };
}
