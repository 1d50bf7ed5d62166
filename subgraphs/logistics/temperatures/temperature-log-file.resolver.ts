import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';
import { PageArgs, type Page } from '#kernel/graph/connection.js';
import type { Context } from '#kernel/subgraph/context.js';
import { importTemperatureLog } from './importing-logs.js';
import { ImportTemperatureLogInput, ImportTemperatureLogPayload } from './recording.inputs.js';
import {
  logFileById,
  logFilesOfLogger,
  newestLogFileFirst,
  TemperatureLogFile,
  TemperatureLogFileConnection,
} from './temperature-log-file.js';
import { reportFrom, TemperatureLogReport } from './temperature-log-report.js';
import { loggerById, TemperatureLogger } from './temperature-logger.js';

@Resolver(() => TemperatureLogFile)
export class TemperatureLogFileResolver {
  @Query(() => TemperatureLogFile, { nullable: true, description: 'One file of a logger; null when there is none that you may see.' })
  @Access('temperatures:read')
  temperatureLogFile(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
  ): Promise<TemperatureLogFile | null> {
    return context.load(logFileById, id);
  }

  @Mutation(() => ImportTemperatureLogPayload, {
    description:
      'Takes a file that was read out of a logger: the text of a Fridge-tag or Q-tag, or a table. One of up to 256 KB is read at once, and a larger one in a moment.',
  })
  @Access('temperatures:record')
  importTemperatureLog(
    @Ctx() context: Context,
    @Arg('input', () => ImportTemperatureLogInput, { description: 'The file.' }) input: ImportTemperatureLogInput,
  ): Promise<ImportTemperatureLogPayload> {
    return importTemperatureLog(context, input);
  }

  @FieldResolver(() => TemperatureLogger, { nullable: true, description: 'The logger.' })
  logger(@Root() { loggerId }: TemperatureLogFile, @Ctx() context: Context): Promise<TemperatureLogger | null> {
    return context.load(loggerById, loggerId);
  }

  @FieldResolver(() => TemperatureLogReport, { nullable: true, description: 'What was read in it; null as long as it was not.' })
  report(@Root() { report }: TemperatureLogFile): TemperatureLogReport | null {
    return report && reportFrom(report);
  }
}

@Resolver(() => TemperatureLogger)
export class LoggerFilesResolver {
  @FieldResolver(() => TemperatureLogFileConnection, { description: 'The files that were read out of it, the newest first.' })
  files(
    @Root() { id }: TemperatureLogger,
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<TemperatureLogFile>> {
    return logFilesOfLogger.page(context, id, args, newestLogFileFirst);
  }
}
