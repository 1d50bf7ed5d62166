import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { TemperatureLogFile } from './temperature-log-file.js';
import { TemperatureLeftOut } from './temperature-log-report.js';
import { TemperatureLogger } from './temperature-logger.js';
import { LoggerDateOrder, LoggerUnit } from './temperature-terms.js';

@InputType({ description: 'One measurement.' })
export class TemperatureReadingInput {
  @Field(() => DateTimeScalar, { description: 'When.' })
  at: Date;

  @Field(() => Float, { description: 'In degrees Celsius.' })
  celsius: number;
}

@InputType({ description: 'Measurements of a logger, as they come or many at once.' })
export class RecordTemperaturesInput {
  @Field(() => ID, { description: 'The logger.' })
  loggerId: string;

  @Field(() => [TemperatureReadingInput], {
    description:
      'In any order, at most 5,000; those that were sent before change nothing, and of two at the same moment the warmer counts.',
  })
  readings: TemperatureReadingInput[];
}

export enum FileEncoding {
  TEXT = 'TEXT',
  BASE64 = 'BASE64',
}

registerEnumType(FileEncoding, {
  name: 'TemperatureLogEncoding',
  description: 'How the content of a file is sent.',
  valuesConfig: {
    TEXT: { description: 'As text.' },
    BASE64: { description: 'As its bytes in base64 (RFC 4648), for files in other encodings than UTF-8.' },
  },
});

@InputType({ description: 'A file that was read out of a logger.' })
export class ImportTemperatureLogInput {
  @Field(() => ID, { nullable: true, description: 'The watch whose logger it is of; this or `loggerId`.' })
  watchId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The logger that it is of.' })
  loggerId?: string | null;

  @Field(() => String, { description: 'The name of the file.' })
  fileName: string;

  @Field(() => String, { description: 'All of it, at most 5 MB.' })
  content: string;

  @Field(() => FileEncoding, { defaultValue: FileEncoding.TEXT, description: 'How the content is sent.' })
  encoding: FileEncoding;

  @Field(() => String, {
    nullable: true,
    description:
      'To which zone the clock was set: an IANA name, or an offset such as `+07:00`, which leaves no doubt about summer time; that of the logger when left out.',
  })
  timeZone?: string | null;

  @Field(() => LoggerDateOrder, {
    nullable: true,
    description: 'How dates are meant where no date of the file shows it; as the logger says when left out.',
  })
  dateOrder?: LoggerDateOrder | null;

  @Field(() => LoggerUnit, { nullable: true, description: 'The unit where the file does not say it; as the logger says when left out.' })
  unit?: LoggerUnit | null;

  @Field(() => String, { nullable: true, description: 'The heading of the column to read, where there are several of temperatures.' })
  column?: string | null;
}

@ObjectType({ description: 'What became of the measurements, or why nothing was taken.' })
export class RecordTemperaturesPayload extends MutationPayload {
  @Field(() => TemperatureLogger, { simple: true, nullable: true, description: 'The logger.' })
  logger: TemperatureLogger | null;

  @Field(() => Int, { simple: true, description: 'How many were new, or warmer than what was known of their moment.' })
  taken: number;

  @Field(() => Int, { simple: true, description: 'How many were known already.' })
  known: number;

  @Field(() => [TemperatureLeftOut], { simple: true, description: 'What was not taken, by its place in what was sent, from 1.' })
  leftOut: TemperatureLeftOut[];
}

@ObjectType({ description: 'The file, or why it was not taken.' })
export class ImportTemperatureLogPayload extends MutationPayload {
  @Field(() => TemperatureLogFile, {
    simple: true,
    nullable: true,
    description: 'The file with its report; a large one is `WAITING` at first, and read in a moment.',
  })
  file: TemperatureLogFile | null;

  @Field(() => Boolean, { simple: true, description: 'Whether the same file had come before: nothing was changed then.' })
  isRepeated: boolean;
}
