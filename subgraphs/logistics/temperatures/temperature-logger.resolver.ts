import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';
import { PageArgs, type Page } from '#kernel/graph/connection.js';
import type { Context } from '#kernel/subgraph/context.js';
import { page } from '#kernel/subgraph/list.js';
import { Branch, branchReference } from '../references/branch.js';
import { addTemperatureLogger, updateTemperatureLogger } from './logger-changes.js';
import {
  AddTemperatureLoggerInput,
  AddTemperatureLoggerPayload,
  loggersMatching,
  TemperatureLoggerFilter,
  UpdateTemperatureLoggerInput,
  UpdateTemperatureLoggerPayload,
} from './temperature-logger.inputs.js';
import { loggerById, loggerList, loggersByName, TemperatureLogger, TemperatureLoggerConnection } from './temperature-logger.js';
import { TemperatureWatchConnection, newestWatchFirst, watchesOfLogger, type TemperatureWatch } from './temperature-watch.js';

@Resolver(() => TemperatureLogger)
export class TemperatureLoggerResolver {
  @Query(() => TemperatureLogger, { nullable: true, description: 'One temperature logger; null when there is none that you may see.' })
  @Access('temperatures:read')
  temperatureLogger(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
  ): Promise<TemperatureLogger | null> {
    return context.load(loggerById, id);
  }

  @Query(() => TemperatureLoggerConnection, { description: 'Temperature loggers of the branches that you may see, by name.' })
  @Access('temperatures:read')
  temperatureLoggers(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => TemperatureLoggerFilter, { nullable: true, description: 'Which loggers.' }) filter: TemperatureLoggerFilter | null,
  ): Promise<Page<TemperatureLogger>> {
    return page(context, loggerList, args, loggersByName, loggersMatching(filter));
  }

  @Mutation(() => AddTemperatureLoggerPayload, { description: 'Adds a temperature logger of a branch.' })
  @Access('loggers:manage')
  addTemperatureLogger(
    @Ctx() context: Context,
    @Arg('input', () => AddTemperatureLoggerInput, { description: 'The logger.' }) input: AddTemperatureLoggerInput,
  ): Promise<AddTemperatureLoggerPayload> {
    return addTemperatureLogger(context, input);
  }

  @Mutation(() => UpdateTemperatureLoggerPayload, { description: 'Changes a temperature logger, or takes it out of use.' })
  @Access('loggers:manage')
  updateTemperatureLogger(
    @Ctx() context: Context,
    @Arg('input', () => UpdateTemperatureLoggerInput, { description: 'The changes.' }) input: UpdateTemperatureLoggerInput,
  ): Promise<UpdateTemperatureLoggerPayload> {
    return updateTemperatureLogger(context, input);
  }

  @FieldResolver(() => Branch, { description: 'Whose it is.' })
  branch(@Root() { branchId }: TemperatureLogger): Branch {
    return branchReference(branchId);
  }

  @FieldResolver(() => TemperatureWatchConnection, { description: 'What it was and is with, the newest first.' })
  watches(
    @Root() { id }: TemperatureLogger,
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<TemperatureWatch>> {
    return watchesOfLogger.page(context, id, args, newestWatchFirst);
  }
}
