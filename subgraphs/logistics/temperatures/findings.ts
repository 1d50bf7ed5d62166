import { excursions, type JudgingOptions, type TemperatureFinding } from '../telemetry/excursions.js';
import type { TemperatureReading } from '../telemetry/temperature-log.js';
import type { KeptFinding } from './reconciling.js';
import type { TemperatureWatch } from './temperature-watch.js';

const minuteMs = 60_000;

export interface Found {
  readonly findings: readonly KeptFinding[];
  /** When the signal is lost if nothing comes until then; null where nobody waits, and where it is lost. */
  readonly dueAt: Date | null;
}

/**
 * What readings of a watch show. They are all of its readings, or, with `before`, all from one on: then what those before them had used up is
 * in it. Time before the first reading of a watch, and after the last one of a watch that is live, can be silent too.
 */
export function findIn(
  readings: readonly TemperatureReading[],
  watch: TemperatureWatch,
  before: NonNullable<JudgingOptions['before']> | null,
  now: Date,
): Found {
  const silence = watch.silenceMinutes * minuteMs;
  const isSilent = (begin: Date, end: Date): boolean => end.getTime() - begin.getTime() > silence;
  const findings = excursions(readings, watch, {
    intervalMinutes: watch.silenceMinutes,
    signalLostAfter: 1,
    until: watch.endedAt,
    ...(before && { before }),
  }).map(keptFrom);
  const head = readings[0]?.at ?? watch.endedAt;
  if (before === null && head && isSilent(watch.beganAt, head)) findings.unshift(loss(watch.beganAt, head));
  if (!watch.live || watch.endedAt) return { findings, dueAt: null };
  const last = readings.at(-1)?.at ?? watch.beganAt;
  if (isSilent(last, now)) return { findings: [...findings, loss(last, null)], dueAt: null };
  return { findings, dueAt: new Date(last.getTime() + silence) };
}

function keptFrom(finding: TemperatureFinding): KeptFinding {
  if (finding.kind === 'SIGNAL_LOST') return loss(finding.begin, finding.end);
  const { kind, begin, end, minutes, extremeCelsius, extremeAt, cumulativeMinutes, consecutiveExceededAt, cumulativeExceededAt } = finding;
  return {
    kind,
    beganAt: begin,
    endedAt: end,
    minutes,
    extremeCelsius,
    extremeAt,
    cumulativeMinutes,
    consecutiveExceededAt,
    cumulativeExceededAt,
  };
}

function loss(beganAt: Date, endedAt: Date | null): KeptFinding {
  return {
    kind: 'SIGNAL_LOST',
    beganAt,
    endedAt,
    minutes: endedAt && (endedAt.getTime() - beganAt.getTime()) / minuteMs,
    extremeCelsius: null,
    extremeAt: null,
    cumulativeMinutes: null,
    consecutiveExceededAt: null,
    cumulativeExceededAt: null,
  };
}
