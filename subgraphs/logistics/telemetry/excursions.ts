import { holdReadings, type HeldReading, type HoldingOptions } from './holding.js';
import type { TemperatureReading } from './temperature-log.js';

/** Between which temperatures goods must be kept, and for how long they may be beyond them. A temperature that equals a limit keeps it. */
export interface TemperatureLimits {
  /** In degrees Celsius; absent where nothing is too cold. */
  readonly minCelsius?: number | null;
  /** In degrees Celsius; absent where nothing is too warm. */
  readonly maxCelsius?: number | null;
  /** How many minutes at a stretch may be beyond the same limit. */
  readonly consecutiveMinutes?: number | null;
  /** How many minutes together may be beyond the same limit. Where neither is given, none may. */
  readonly cumulativeMinutes?: number | null;
}

export type ExcursionKind = 'TOO_WARM' | 'TOO_COLD';

/** A stretch of time beyond one of the limits. */
export interface Excursion {
  readonly kind: ExcursionKind;
  readonly begin: Date;
  /** Of the first reading within the limits again, of the last one before a silence, or of the end of the log. */
  readonly end: Date;
  readonly minutes: number;
  /** The highest or the lowest temperature, in degrees Celsius. */
  readonly extremeCelsius: number;
  readonly extremeAt: Date;
  /** The minutes of this and of all earlier excursions beyond the same limit. */
  readonly cumulativeMinutes: number;
  /** When this excursion had used up the minutes that it may last at a stretch; null where it has not. */
  readonly consecutiveExceededAt: Date | null;
  /** When this and earlier excursions had used up the minutes that they may last together; null where they have not. */
  readonly cumulativeExceededAt: Date | null;
}

/** A time without readings, of which nobody knows whether the limits were kept. */
export interface SignalLoss {
  readonly kind: 'SIGNAL_LOST';
  readonly begin: Date;
  readonly end: Date;
  readonly minutes: number;
}

export type TemperatureFinding = Excursion | SignalLoss;

/** What of an allowance was used up before the first reading. */
export interface SpentAllowance {
  readonly minutes: number;
  /** When all of it was, if it was. */
  readonly exceededAt: Date | null;
}

export interface JudgingOptions extends HoldingOptions {
  /** Of readings that go on from others which were judged before: what those had used up of the minutes together, by the limit. */
  readonly before?: Readonly<Partial<Record<ExcursionKind, SpentAllowance>>>;
}

const minuteMs = 60_000;

/**
 * Judges readings by limits: each excursion and each loss of the signal, in the order in which they begin. Time is given to readings as
 * holdReadings says: a reading holds until the next one, and silence counts as neither within nor beyond the limits. As the devices do, an
 * allowance of 60 minutes is used up when the 60th is over, not only after it.
 */
export function excursions(
  readings: readonly TemperatureReading[],
  limits: TemperatureLimits,
  options: JudgingOptions = {},
): TemperatureFinding[] {
  checkLimits(limits);
  const { held, silent } = holdReadings(readings, options);
  const losses = silent.map(({ begin, end }): SignalLoss => ({
    kind: 'SIGNAL_LOST',
    begin: new Date(begin),
    end: new Date(end),
    minutes: (end - begin) / minuteMs,
  }));
  const findings = [...judgeStretches(stretchesOf(held, limits), limits, options.before ?? {}), ...losses];
  return findings.sort((a, b) => a.begin.getTime() - b.begin.getTime());
}

/** Whether a temperature is beyond the limits. */
export function beyond(celsius: number, { minCelsius, maxCelsius }: TemperatureLimits): ExcursionKind | null {
  if (maxCelsius != null && celsius > maxCelsius) return 'TOO_WARM';
  return minCelsius != null && celsius < minCelsius ? 'TOO_COLD' : null;
}

function checkLimits({ minCelsius, maxCelsius, consecutiveMinutes, cumulativeMinutes }: TemperatureLimits): void {
  if (minCelsius == null && maxCelsius == null) throw new RangeError('Limits need a lowest temperature, a highest one, or both.');
  if (minCelsius != null && maxCelsius != null && !(minCelsius <= maxCelsius))
    throw new RangeError('The lowest temperature of limits is above the highest one.');
  if (![minCelsius, maxCelsius].every((limit) => limit == null || Number.isFinite(limit)))
    throw new RangeError('Limits are temperatures in degrees Celsius.');
  if (![consecutiveMinutes, cumulativeMinutes].every((allowance) => allowance == null || allowance >= 0)) {
    throw new RangeError('An allowance is a number of minutes from 0 on.');
  }
}

interface Stretch {
  readonly kind: ExcursionKind;
  readonly begin: number;
  end: number;
  extreme: HeldReading;
}

function stretchesOf(held: readonly HeldReading[], limits: TemperatureLimits): Stretch[] {
  const stretches: Stretch[] = [];
  for (const reading of held) {
    const kind = beyond(reading.celsius, limits);
    if (kind === null) continue;
    const last = stretches.at(-1);
    // A reading within the limits, and silence, part what comes after from what was before, as they take time.
    if (last?.kind === kind && last.end === reading.begin) {
      last.end = reading.end;
      if (kind === 'TOO_WARM' ? reading.celsius > last.extreme.celsius : reading.celsius < last.extreme.celsius) last.extreme = reading;
    } else {
      stretches.push({ kind, begin: reading.begin, end: reading.end, extreme: reading });
    }
  }
  return stretches;
}

function judgeStretches(
  stretches: readonly Stretch[],
  limits: TemperatureLimits,
  { TOO_WARM: warm, TOO_COLD: cold }: NonNullable<JudgingOptions['before']>,
): Excursion[] {
  const { cumulativeMinutes: together } = limits;
  const atAStretch = limits.consecutiveMinutes ?? (together == null ? 0 : null);
  const spent = { TOO_WARM: Math.round((warm?.minutes ?? 0) * minuteMs), TOO_COLD: Math.round((cold?.minutes ?? 0) * minuteMs) };
  const usedUp: Record<ExcursionKind, Date | null> = { TOO_WARM: warm?.exceededAt ?? null, TOO_COLD: cold?.exceededAt ?? null };
  return stretches.map(({ kind, begin, end, extreme }) => {
    const before = spent[kind];
    const after = (spent[kind] += end - begin);
    if (together != null && after >= together * minuteMs) usedUp[kind] ??= new Date(begin + together * minuteMs - before);
    return {
      kind,
      begin: new Date(begin),
      end: new Date(end),
      minutes: (end - begin) / minuteMs,
      extremeCelsius: extreme.celsius,
      extremeAt: new Date(extreme.begin),
      cumulativeMinutes: after / minuteMs,
      consecutiveExceededAt: atAStretch !== null && end - begin >= atAStretch * minuteMs ? new Date(begin + atAStretch * minuteMs) : null,
      cumulativeExceededAt: usedUp[kind],
    };
  });
}
