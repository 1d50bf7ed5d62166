import { Field, Float, Int, ObjectType } from 'type-graphql';
import { DateScalar, DateTimeScalar } from '#kernel/graph/scalars/index.js';
import type { LeftOut, TemperatureLog } from '../telemetry/temperature-log.js';
import { temperatureStatistics } from '../telemetry/temperature-statistics.js';
import type { KeptReadings } from './keeping-readings.js';
import { TemperatureExcursionKind, TemperatureLogFormatName } from './temperature-terms.js';

@ObjectType({ description: 'Something that did not become a reading.' })
export class TemperatureLeftOut {
  @Field(() => Int, {
    simple: true,
    nullable: true,
    description: 'The line of the file, or the place in what was sent, from 1; null of a reading as such.',
  })
  line: number | null;

  @Field(() => String, { simple: true, description: 'Why.' })
  reason: string;
}

@ObjectType({ description: 'A log in figures. Those that are not known are null.' })
export class TemperatureLogFigures {
  @Field(() => Float, { simple: true, nullable: true, description: 'The lowest temperature, in degrees Celsius.' })
  minCelsius: number | null;

  @Field(() => Float, { simple: true, nullable: true, description: 'The highest temperature, in degrees Celsius.' })
  maxCelsius: number | null;

  @Field(() => Float, { simple: true, nullable: true, description: 'The arithmetic mean, in degrees Celsius.' })
  meanCelsius: number | null;

  @Field(() => Float, { simple: true, nullable: true, description: 'The mean kinetic temperature, in degrees Celsius.' })
  meanKineticCelsius: number | null;
}

@ObjectType({ description: 'An alarm as it is set up in a logger, with what the logger says of it.' })
export class TemperatureLogAlarm {
  @Field(() => Int, { simple: true, description: 'The number that the logger gives it.' })
  number: number;

  @Field(() => TemperatureExcursionKind, { simple: true, description: 'On which side of the limit it watches.' })
  kind: TemperatureExcursionKind;

  @Field(() => Float, { simple: true, description: 'The limit, in degrees Celsius.' })
  limitCelsius: number;

  @Field(() => Float, { simple: true, description: 'How many minutes beyond it are allowed.' })
  allowedMinutes: number;

  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When the allowance was used up.' })
  alarmedAt: Date | null;

  @Field(() => Float, { simple: true, nullable: true, description: 'How many minutes it counted.' })
  minutesBeyond: number | null;
}

@ObjectType({ description: 'What a logger worked out for one day.' })
export class TemperatureLogDay {
  @Field(() => DateScalar, { simple: true, description: 'The day on the clock of the logger.' })
  date: string;

  @Field(() => Float, { simple: true, nullable: true, description: 'The lowest temperature, in degrees Celsius.' })
  minCelsius: number | null;

  @Field(() => Float, { simple: true, nullable: true, description: 'The highest temperature, in degrees Celsius.' })
  maxCelsius: number | null;

  @Field(() => Float, { simple: true, nullable: true, description: 'The mean temperature, in degrees Celsius.' })
  meanCelsius: number | null;
}

@ObjectType({ description: 'What was read in a file of a logger.' })
export class TemperatureLogReport {
  @Field(() => TemperatureLogFormatName, { simple: true, description: 'What the file is.' })
  format: TemperatureLogFormatName;

  @Field(() => String, { simple: true, nullable: true, description: 'The serial number that stands in it.' })
  deviceId: string | null;

  @Field(() => Int, { simple: true, description: 'How many readings were new, or warmer than what was known of their moment.' })
  taken: number;

  @Field(() => Int, { simple: true, description: 'How many readings were known already.' })
  known: number;

  @Field(() => Int, { simple: true, description: 'How much was left out.' })
  leftOutCount: number;

  @Field(() => [TemperatureLeftOut], { simple: true, description: 'The first 200 of what was left out, with the reason.' })
  leftOut: TemperatureLeftOut[];

  @Field(() => TemperatureLogFigures, { simple: true, description: 'What the logger itself says of the whole log.' })
  device: TemperatureLogFigures;

  @Field(() => TemperatureLogFigures, {
    simple: true,
    description:
      'What is worked out here from the readings of the file, each weighing the time until the next one, with the heat of activation of the logger.',
  })
  ours: TemperatureLogFigures;

  @Field(() => Float, { simple: true, nullable: true, description: 'The heat of activation that the logger takes, in kJ/mol.' })
  activationEnergy: number | null;

  @Field(() => Float, { simple: true, nullable: true, description: 'How many minutes lie between two readings, as the logger says.' })
  intervalMinutes: number | null;

  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When the logger was started.' })
  startedAt: Date | null;

  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When the logger was stopped or read out.' })
  stoppedAt: Date | null;

  @Field(() => [TemperatureLogAlarm], { simple: true, description: 'The alarms of the logger.' })
  alarms: TemperatureLogAlarm[];

  @Field(() => [TemperatureLogDay], { simple: true, description: 'The days of the logger.' })
  days: TemperatureLogDay[];
}

const mostLeftOut = 200;
const nothing = { minCelsius: null, maxCelsius: null, meanCelsius: null, meanKineticCelsius: null };

export function reportOf(log: TemperatureLog, kept: KeptReadings): TemperatureLogReport {
  const { reported, readings } = log;
  const { activationEnergy, stoppedAt } = reported;
  const leftOut = [...log.leftOut, ...kept.leftOut.map(({ reason }): Omit<LeftOut, 'line'> & { line: null } => ({ line: null, reason }))];
  return {
    format: TemperatureLogFormatName[log.format],
    deviceId: log.deviceId,
    taken: kept.taken,
    known: kept.known,
    leftOutCount: leftOut.length,
    leftOut: leftOut.slice(0, mostLeftOut),
    device: figuresOf(reported),
    ours: figuresOf(temperatureStatistics(readings, { activationEnergy, until: stoppedAt }) ?? nothing),
    activationEnergy,
    intervalMinutes: reported.loggingIntervalMinutes,
    startedAt: reported.startedAt,
    stoppedAt,
    alarms: reported.alarms.map(({ number, kind, limitCelsius, allowedMinutes, alarmedAt, minutesBeyond }) => ({
      number,
      kind: TemperatureExcursionKind[kind],
      limitCelsius,
      allowedMinutes,
      alarmedAt,
      minutesBeyond,
    })),
    days: reported.days.map(({ date, minCelsius, maxCelsius, meanCelsius }) => ({ date, minCelsius, maxCelsius, meanCelsius })),
  };
}

function figuresOf({ minCelsius, maxCelsius, meanCelsius, meanKineticCelsius }: TemperatureLogFigures): TemperatureLogFigures {
  return { minCelsius, maxCelsius, meanCelsius, meanKineticCelsius };
}

/** As it was before it was kept as JSON, which knows no dates. */
export function reportFrom(kept: TemperatureLogReport): TemperatureLogReport {
  const date = (text: unknown): Date | null => (text == null ? null : new Date(text as string));
  return {
    ...kept,
    startedAt: date(kept.startedAt),
    stoppedAt: date(kept.stoppedAt),
    alarms: kept.alarms.map((alarm) => ({ ...alarm, alarmedAt: date(alarm.alarmedAt) })),
  };
}
