/** One measurement of a data logger. */
export interface TemperatureReading {
  readonly at: Date;
  /** In degrees Celsius. */
  readonly celsius: number;
}

/** An alarm as it is set up in the device, with what the device says of it. What the file does not say is null. */
export interface ReportedAlarm {
  /** The device's number of the alarm. */
  readonly number: number;
  /** On which side of the limit the alarm watches. */
  readonly kind: 'TOO_WARM' | 'TOO_COLD';
  /** In degrees Celsius. */
  readonly limitCelsius: number;
  /** How many minutes beyond the limit are allowed. */
  readonly allowedMinutes: number;
  /** Whether the minutes are those of one stretch or of all together. */
  readonly counting: 'CONSECUTIVE' | 'CUMULATIVE' | null;
  /** When the temperature first left the limit. */
  readonly beganAt: Date | null;
  /** When the allowance was used up. */
  readonly alarmedAt: Date | null;
  readonly minutesBeyond: number | null;
}

/** What the device has worked out for one day of its own calendar. */
export interface ReportedDay {
  /** `2023-04-17` on the device's clock. */
  readonly date: string;
  readonly minCelsius: number | null;
  readonly maxCelsius: number | null;
  readonly meanCelsius: number | null;
  /** How many minutes of the day were beyond the limit of each alarm, by the number of the alarm. */
  readonly alarmMinutes: Readonly<Record<number, number>>;
}

/** The device's own figures of the whole log. Those that the file does not give are null. */
export interface ReportedFigures {
  readonly minCelsius: number | null;
  readonly maxCelsius: number | null;
  readonly meanCelsius: number | null;
  readonly meanKineticCelsius: number | null;
  /** The heat of activation that the device takes for the mean kinetic temperature, in kJ/mol. */
  readonly activationEnergy: number | null;
  readonly loggingIntervalMinutes: number | null;
  /** What the device's clock is said to be ahead of UTC, in minutes. */
  readonly utcOffsetMinutes: number | null;
  readonly startedAt: Date | null;
  readonly stoppedAt: Date | null;
  /** How many lines the device has marked as out of its limits, also those without a temperature. */
  readonly outOfLimits: number | null;
  readonly alarms: readonly ReportedAlarm[];
  /** Newest or oldest first, as the file has them. */
  readonly days: readonly ReportedDay[];
  /** Everything that stands before and after the readings, word for word, by its path: `Conf.Serial`. */
  readonly header: Readonly<Record<string, string>>;
}

/** What of a file has not become a reading. */
export interface LeftOut {
  /** From 1. */
  readonly line: number;
  /** A sentence. */
  readonly reason: string;
}

export type TemperatureLogFormat = 'BERLINGER_TEXT' | 'READINGS_TABLE' | 'DAILY_TABLE';

/** What a data logger has recorded, as a file gives it. */
export interface TemperatureLog {
  readonly format: TemperatureLogFormat;
  /** The serial number, where the file has it. */
  readonly deviceId: string | null;
  /** In the order of the file. A daily summary has none. */
  readonly readings: readonly TemperatureReading[];
  readonly reported: ReportedFigures;
  /** In the order of the lines. */
  readonly leftOut: readonly LeftOut[];
}

export type DateOrder = 'DAY_FIRST' | 'MONTH_FIRST' | 'YEAR_FIRST';

/** What a file may not say of itself. */
export interface TemperatureLogOptions {
  /**
   * The time zone to which the device's clock was set: an IANA name or an offset such as `+07:00`. It goes before an offset in the header of
   * the file, which loggers whose clock was set by hand leave at 0; a time with an offset of its own keeps that.
   */
  readonly timeZone?: string;
  /** The unit of temperatures of which the file does not say it. */
  readonly unit?: 'CELSIUS' | 'FAHRENHEIT';
  /** How dates such as 03/04/2023 are meant, where no date of the file shows it. */
  readonly dateOrder?: DateOrder;
  /** The heading of the column to read, where there are several of temperatures. */
  readonly column?: string;
}

/** A file that cannot be read as a whole. The message says what is wrong and what to do. */
export class TemperatureLogError extends Error {
  override readonly name = 'TemperatureLogError';
}

export const nothingReported: ReportedFigures = {
  minCelsius: null,
  maxCelsius: null,
  meanCelsius: null,
  meanKineticCelsius: null,
  activationEnergy: null,
  loggingIntervalMinutes: null,
  utcOffsetMinutes: null,
  startedAt: null,
  stoppedAt: null,
  outOfLimits: null,
  alarms: [],
  days: [],
  header: {},
};
