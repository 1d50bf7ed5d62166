import { registerEnumType } from 'type-graphql';

export enum LoggerUnit {
  CELSIUS = 'CELSIUS',
  FAHRENHEIT = 'FAHRENHEIT',
}

registerEnumType(LoggerUnit, {
  name: 'LoggerUnit',
  description: 'In what a file gives temperatures.',
  valuesConfig: {
    CELSIUS: { description: 'Degrees Celsius (UCUM Cel).' },
    FAHRENHEIT: { description: 'Degrees Fahrenheit (UCUM [degF]).' },
  },
});

export enum LoggerDateOrder {
  DAY_FIRST = 'DAY_FIRST',
  MONTH_FIRST = 'MONTH_FIRST',
  YEAR_FIRST = 'YEAR_FIRST',
}

registerEnumType(LoggerDateOrder, {
  name: 'LoggerDateOrder',
  description: 'How dates in a file are meant.',
  valuesConfig: {
    DAY_FIRST: { description: '03/04/2026 is the third of April.' },
    MONTH_FIRST: { description: '03/04/2026 is the fourth of March.' },
    YEAR_FIRST: { description: '2026/03/04 is the fourth of March.' },
  },
});

export enum TemperatureExcursionKind {
  TOO_WARM = 'TOO_WARM',
  TOO_COLD = 'TOO_COLD',
  SIGNAL_LOST = 'SIGNAL_LOST',
}

registerEnumType(TemperatureExcursionKind, {
  name: 'TemperatureExcursionKind',
  description: 'What was found.',
  valuesConfig: {
    TOO_WARM: { description: 'Warmer than the highest temperature.' },
    TOO_COLD: { description: 'Colder than the lowest temperature.' },
    SIGNAL_LOST: { description: 'No readings: nobody knows whether the limits were kept.' },
  },
});

export enum TemperatureExcursionStatus {
  OPEN = 'OPEN',
  ACKNOWLEDGED = 'ACKNOWLEDGED',
}

registerEnumType(TemperatureExcursionStatus, {
  name: 'TemperatureExcursionStatus',
  description: 'Whether somebody has dealt with it.',
  valuesConfig: {
    OPEN: { description: 'Nobody has, or it grew since.' },
    ACKNOWLEDGED: { description: 'Somebody has seen it and said what was done.' },
  },
});

export enum TemperatureLogStatus {
  WAITING = 'WAITING',
  READ = 'READ',
  UNREADABLE = 'UNREADABLE',
}

registerEnumType(TemperatureLogStatus, {
  name: 'TemperatureLogStatus',
  description: 'How far the file of a logger is.',
  valuesConfig: {
    WAITING: { description: 'It is kept, and will be read in a moment.' },
    READ: { description: 'Its readings were taken.' },
    UNREADABLE: { description: 'It cannot be read, for the reason given; sent again, it is tried again.' },
  },
});

export enum TemperatureLogFormatName {
  BERLINGER_TEXT = 'BERLINGER_TEXT',
  READINGS_TABLE = 'READINGS_TABLE',
  DAILY_TABLE = 'DAILY_TABLE',
}

registerEnumType(TemperatureLogFormatName, {
  name: 'TemperatureLogFormat',
  description: 'What the file of a logger is.',
  valuesConfig: {
    BERLINGER_TEXT: { description: 'The text of a Fridge-tag or Q-tag of Berlinger.' },
    READINGS_TABLE: { description: 'A table with one reading a line.' },
    DAILY_TABLE: { description: 'A table with one day a line: figures of the device, and no readings.' },
  },
});
