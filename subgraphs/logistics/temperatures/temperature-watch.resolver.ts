import { Arg, Args, Ctx, FieldResolver, Float, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';
import { PageArgs, type Page } from '#kernel/graph/connection.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import type { Context } from '#kernel/subgraph/context.js';
import { page } from '#kernel/subgraph/list.js';
import { Branch, branchReference } from '../references/branch.js';
import { Task, taskById } from '../tasks/task.js';
import { seriesKey, seriesOfWatch, TemperatureBucket } from './reading-series.js';
import { recordTemperatures } from './recording.js';
import { RecordTemperaturesInput, RecordTemperaturesPayload } from './recording.inputs.js';
import {
  excursionsOfWatch,
  firstExcursionFirst,
  standing,
  TemperatureExcursionConnection,
  type TemperatureExcursion,
} from './temperature-excursion.js';
import { loggerById, TemperatureLogger } from './temperature-logger.js';
import {
  EndTemperatureWatchInput,
  EndTemperatureWatchPayload,
  StartTemperatureWatchInput,
  StartTemperatureWatchPayload,
  TemperatureWatchFilter,
  watchesMatching,
} from './temperature-watch.inputs.js';
import {
  newestWatchFirst,
  signalOfWatch,
  TemperatureWatch,
  TemperatureWatchConnection,
  watchById,
  watchesOfTask,
  watchList,
} from './temperature-watch.js';
import { statisticsKey, statisticsOfWatch, TemperatureWatchStatistics } from './watch-statistics.js';
import { endTemperatureWatch, startTemperatureWatch } from './watching.js';

@Resolver(() => TemperatureWatch)
export class TemperatureWatchResolver {
  @Query(() => TemperatureWatch, { nullable: true, description: 'One watch of temperatures; null when there is none that you may see.' })
  @Access('temperatures:read')
  temperatureWatch(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<TemperatureWatch | null> {
    return context.load(watchById, id);
  }

  @Query(() => TemperatureWatchConnection, { description: 'Watches of temperatures at the branches that you may see, the newest first.' })
  @Access('temperatures:read')
  temperatureWatches(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => TemperatureWatchFilter, { nullable: true, description: 'Which watches.' }) filter: TemperatureWatchFilter | null,
  ): Promise<Page<TemperatureWatch>> {
    return page(context, watchList, args, newestWatchFirst, watchesMatching(filter));
  }

  @Mutation(() => StartTemperatureWatchPayload, {
    description:
      'Says that a logger is with goods, and between which temperatures those are to be kept. Readings that it has of that time count at once.',
  })
  @Access('temperatures:record')
  startTemperatureWatch(
    @Ctx() context: Context,
    @Arg('input', () => StartTemperatureWatchInput, { description: 'The watch.' }) input: StartTemperatureWatchInput,
  ): Promise<StartTemperatureWatchPayload> {
    return startTemperatureWatch(context, input);
  }

  @Mutation(() => EndTemperatureWatchPayload, { description: 'Ends a watch; readings from before that are still taken.' })
  @Access('temperatures:record')
  endTemperatureWatch(
    @Ctx() context: Context,
    @Arg('input', () => EndTemperatureWatchInput, { description: 'The watch.' }) input: EndTemperatureWatchInput,
  ): Promise<EndTemperatureWatchPayload> {
    return endTemperatureWatch(context, input);
  }

  @Mutation(() => RecordTemperaturesPayload, {
    description: 'Takes measurements of a logger, as they come or many at once, in any order and as often as they are sent.',
  })
  @Access('temperatures:record')
  recordTemperatures(
    @Ctx() context: Context,
    @Arg('input', () => RecordTemperaturesInput, { description: 'The measurements.' }) input: RecordTemperaturesInput,
  ): Promise<RecordTemperaturesPayload> {
    return recordTemperatures(context, input);
  }

  @FieldResolver(() => Branch, { description: 'The branch of the logger.' })
  branch(@Root() { branchId }: TemperatureWatch): Branch {
    return branchReference(branchId);
  }

  @FieldResolver(() => TemperatureLogger, { nullable: true, description: 'The logger.' })
  logger(@Root() { loggerId }: TemperatureWatch, @Ctx() context: Context): Promise<TemperatureLogger | null> {
    return context.load(loggerById, loggerId);
  }

  @FieldResolver(() => Task, { nullable: true, description: 'The task that carries it.' })
  @Access('tasks:read')
  task(@Root() { taskId }: TemperatureWatch, @Ctx() context: Context): Promise<Task | null> {
    return taskId ? context.load(taskById, taskId) : Promise.resolve(null);
  }

  @FieldResolver(() => DateTimeScalar, { nullable: true, description: 'When the last reading so far was taken.' })
  async lastReadingAt(@Root() { id }: TemperatureWatch, @Ctx() context: Context): Promise<Date | null> {
    return (await context.load(signalOfWatch, id))?.lastReadingAt ?? null;
  }

  @FieldResolver(() => [TemperatureBucket], {
    description: 'What was measured, as the points of a chart: so many parts of equal length, without those of which there is no reading.',
  })
  async readings(
    @Root() { id }: TemperatureWatch,
    @Ctx() context: Context,
    @Arg('from', () => DateTimeScalar, { nullable: true, description: 'From when on; from the beginning when left out.' })
    from: Date | null,
    @Arg('until', () => DateTimeScalar, { nullable: true, description: 'Until when; until the last reading when left out.' })
    until: Date | null,
    @Arg('points', () => Int, { defaultValue: 200, description: 'In how many parts, 1 to 1000.' }) points: number,
  ): Promise<TemperatureBucket[]> {
    return (await context.load(seriesOfWatch, seriesKey(id, { from: from ?? null, until: until ?? null, points }))) ?? [];
  }

  @FieldResolver(() => TemperatureWatchStatistics, { nullable: true, description: 'The watch in figures; null before the first reading.' })
  statistics(
    @Root() { id }: TemperatureWatch,
    @Ctx() context: Context,
    @Arg('activationEnergy', () => Float, {
      nullable: true,
      description:
        'The heat of activation for the mean kinetic temperature in kJ/mol; that of the watch when left out, and else the usual 83.144.',
    })
    activationEnergy: number | null,
  ): Promise<TemperatureWatchStatistics | null> {
    return context.load(statisticsOfWatch, statisticsKey(id, activationEnergy ?? null));
  }

  @FieldResolver(() => TemperatureExcursionConnection, {
    description: 'What was found in the readings, or in their absence, the first first.',
  })
  excursions(
    @Root() { id }: TemperatureWatch,
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<TemperatureExcursion>> {
    return excursionsOfWatch.page(context, id, args, firstExcursionFirst, standing);
  }
}

@Resolver(() => Task)
export class TaskTemperatureWatchesResolver {
  @FieldResolver(() => [TemperatureWatch], { description: 'The loggers that are with what it fetches or brings, the first first.' })
  @Access('temperatures:read')
  async temperatureWatches(@Root() { id }: Task, @Ctx() context: Context): Promise<TemperatureWatch[]> {
    return (await context.load(watchesOfTask, id)) ?? [];
  }
}
