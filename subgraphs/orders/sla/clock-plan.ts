import type { CountedTime } from './working-calendar.js';

/** Something that happens as a clock runs. */
export interface Moment {
  readonly kind: 'WARNING' | 'BREACH' | 'ESCALATION';
  /** After so much counted time. */
  readonly minutes: number;
  /** RFC 3339; as it was reckoned when the clock was started or resumed last. */
  readonly at: string;
  /** Who is told. */
  readonly teams: readonly string[];
}

export interface EscalationStep {
  readonly on: 'WARNING' | 'BREACH';
  readonly delayMinutes: number;
  readonly teams: readonly string[];
}

export interface ClockPolicy {
  readonly targetMinutes: number;
  readonly warnPercent: number;
  readonly escalation: readonly EscalationStep[];
}

const minuteMs = 60_000;

/** What happens to a clock, in order, when it is started now. Steps without delay are told with the warning or the breach itself. */
export function planOf({ targetMinutes, warnPercent, escalation }: ClockPolicy, time: CountedTime, from: number): Moment[] {
  const warnMinutes = (targetMinutes * warnPercent) / 100;
  const at = (kind: Moment['kind'], minutes: number, teams: readonly string[]) => ({ kind, minutes, teams, at: '' });
  const toldWith = (on: EscalationStep['on']) => [
    ...new Set(escalation.filter((step) => step.on === on && step.delayMinutes === 0).flatMap(({ teams }) => teams)),
  ];
  const later = escalation
    .filter(({ delayMinutes }) => delayMinutes > 0)
    .map(({ on, delayMinutes, teams }) => at('ESCALATION', (on === 'WARNING' ? warnMinutes : targetMinutes) + delayMinutes, teams));
  const moments = [at('WARNING', warnMinutes, toldWith('WARNING')), at('BREACH', targetMinutes, toldWith('BREACH')), ...later];
  return reckoned(
    moments.toSorted((one, other) => one.minutes - other.minutes),
    time,
    from,
    0,
  );
}

/** The same with the instants anew, when so much time has been counted before. */
export function reckoned(plan: readonly Moment[], time: CountedTime, since: number, elapsedMs: number): Moment[] {
  return plan.map((moment) => ({
    ...moment,
    at: new Date(time.after(since, Math.max(0, moment.minutes * minuteMs - elapsedMs))).toISOString(),
  }));
}

export function instantOf(plan: readonly Moment[], kind: 'WARNING' | 'BREACH'): string {
  const found = plan.find((moment) => moment.kind === kind);
  if (!found) throw new Error(`A clock without ${kind}`);
  return found.at;
}
