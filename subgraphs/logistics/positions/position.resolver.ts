import { Arg, Ctx, FieldResolver, Int, Mutation, Resolver, Root } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';
import { GraphError } from '#kernel/graph/graph-error.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import type { Context } from '#kernel/subgraph/context.js';
import { Courier } from '../couriers/courier.js';
import { Task } from '../tasks/task.js';
import { CourierPosition } from './courier-position.js';
import { ReportPositionsInput, ReportPositionsPayload } from './position.inputs.js';
import { reportPositions } from './reporting-positions.js';
import { longestTraceMs, simplifiedTrace, traceKey } from './stored-trace.js';
import { estimateOfTask, TaskEstimate } from './task-estimate.js';

const toleranceOption = {
  defaultValue: 10,
  description: 'How far from the way that is drawn a position may lie that is left out, in metres: 0 to 1000.',
};

@Resolver(() => Courier)
export class CourierPositionResolver {
  @Mutation(() => ReportPositionsPayload, { description: "Tells where one is, and was, in one's own name as a courier." })
  @Access('tasks:perform')
  reportPositions(
    @Ctx() context: Context,
    @Arg('input', () => ReportPositionsInput, { description: 'The positions.' }) input: ReportPositionsInput,
  ): Promise<ReportPositionsPayload> {
    return reportPositions(context, input);
  }

  @FieldResolver(() => CourierPosition, { nullable: true, description: 'Where the courier was last; null when nobody knows.' })
  position(@Root() { positionAt, latitude, longitude }: Courier): CourierPosition | null {
    if (positionAt === null || latitude === null || longitude === null) return null;
    return Object.assign(new CourierPosition(), { at: positionAt, latitude, longitude });
  }

  @FieldResolver(() => [CourierPosition], {
    description: 'The way that the courier went, in the order of time: as it is believed, without what lies within the tolerance of it.',
  })
  async trace(
    @Root() { id }: Courier,
    @Ctx() context: Context,
    @Arg('from', () => DateTimeScalar, { description: 'Since when.' }) from: Date,
    @Arg('until', () => DateTimeScalar, { description: 'Until when: at most 24 hours later.' }) until: Date,
    @Arg('toleranceMetres', () => Int, toleranceOption) toleranceMetres: number,
  ): Promise<CourierPosition[]> {
    const ms = until.getTime() - from.getTime();
    if (!(ms >= 0 && ms <= longestTraceMs))
      throw new GraphError('BAD_USER_INPUT', 'A trace is of at most 24 hours: let `until` be after `from`, and no more than a day.');
    requireTolerance(toleranceMetres);
    return (await context.load(simplifiedTrace, traceKey({ courierId: id, from, until, toleranceMetres }))) ?? [];
  }
}

@Resolver(() => Task)
export class TaskPositionResolver {
  @FieldResolver(() => TaskEstimate, {
    nullable: true,
    description: 'When the courier is expected; null before the task is under way, and once the courier has come.',
  })
  async estimate(@Root() { id, arrivedAt, endedAt }: Task, @Ctx() context: Context): Promise<TaskEstimate | null> {
    if (arrivedAt !== null || endedAt !== null) return null;
    const [estimate = null] = (await context.load(estimateOfTask, id)) ?? [];
    return estimate;
  }

  @FieldResolver(() => [CourierPosition], {
    description: 'The way of the courier while the task was under way, at most the first 24 hours of it; empty before.',
  })
  async trace(
    @Root() { courierId, startedAt, endedAt }: Task,
    @Ctx() context: Context,
    @Arg('toleranceMetres', () => Int, toleranceOption) toleranceMetres: number,
  ): Promise<CourierPosition[]> {
    requireTolerance(toleranceMetres);
    if (courierId === null || startedAt === null) return [];
    const until = new Date(Math.min((endedAt ?? new Date()).getTime(), startedAt.getTime() + longestTraceMs));
    return (await context.load(simplifiedTrace, traceKey({ courierId, from: startedAt, until, toleranceMetres }))) ?? [];
  }
}

function requireTolerance(metres: number): void {
  if (metres < 0 || metres > 1_000) throw new GraphError('BAD_USER_INPUT', 'The tolerance is from 0 to 1000 metres.');
}
