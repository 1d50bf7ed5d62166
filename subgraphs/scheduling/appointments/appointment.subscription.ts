import { Arg, Ctx, Field, ID, ObjectType, Resolver, Root, Subscription } from 'type-graphql';
import { sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { LiveUpdate, liveUpdate } from '#kernel/graph/live-update.js';
import { DateScalar } from '#kernel/graph/scalars/index.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { Heard } from '#kernel/live/follower.js';
import { chosenBranch, requireBranch } from '#kernel/subgraph/branch-choice.js';
import type { Context } from '#kernel/subgraph/context.js';
import { appointmentChanges, dayTopic } from '../feeds.js';
import { takingStatuses } from './appointment-status.js';
import { Appointment, appointmentById } from './appointment.js';

const mostShown = 1000;

interface Subscribed {
  readonly context: Context;
  readonly args: { readonly branchId: string | null; readonly date: string };
}

@ObjectType({ description: 'A message of `appointmentsChanged`.' })
@Access('appointments:read')
export class AppointmentUpdate extends LiveUpdate {
  @Field(() => [Appointment], {
    simple: true,
    description: `With \`CURRENT_STATE\`, the appointments of the day that take up time, soonest first and at most ${mostShown}; with \`CHANGE\`, the one that changed, as it is now: take it off when it is cancelled, a mistake, or on another day or branch.`,
  })
  appointments: Appointment[];
}

@Resolver()
export class AppointmentSubscription {
  @Subscription(() => AppointmentUpdate, {
    description: 'Follows the appointments of one day at a branch.',
    subscribe: async ({ context, args }: Subscribed) =>
      context.follow(appointmentChanges, dayTopic(await requireBranch(context, args.branchId, 'appointments:read'), args.date)),
  })
  @Access('appointments:read')
  async appointmentsChanged(
    @Ctx() context: Context,
    @Root() heard: Heard,
    @Arg('branchId', () => ID, { nullable: true, description: 'The branch; by default that of `X-Branch-ID`.' }) branchId: string | null,
    @Arg('date', () => DateScalar, { description: 'The day of the branch.' }) date: string,
  ): Promise<AppointmentUpdate> {
    if (heard.kind === 'CURRENT_STATE')
      return liveUpdate(AppointmentUpdate, heard, { appointments: await ofDay(context, chosenBranch(context, branchId), date) });
    const found = await Promise.all(heard.subjects.map((id) => context.load(appointmentById, id)));
    return liveUpdate(AppointmentUpdate, heard, { appointments: found.filter((appointment) => appointment !== null) });
  }
}

function ofDay(context: Context, branchId: string, date: string): Promise<Appointment[]> {
  return context.db.all(
    Appointment,
    sql`where branch_id = ${toUuid('branch', branchId)} and local_date = ${date} and status = any (${takingStatuses}) order by starts_at, id limit ${mostShown}`,
  );
}
