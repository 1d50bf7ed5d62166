import { Arg, Args, Ctx, Field, FieldResolver, Float, ID, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { join, sql, type Sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { PageArgs, type Page } from '#kernel/graph/connection.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { Context } from '#kernel/subgraph/context.js';
import { page } from '#kernel/subgraph/list.js';
import { Branch, branchReference } from '../references/branch.js';
import { Staff, staffReference } from '../references/staff.js';
import { Task } from '../tasks/task.js';
import { addCourier, updateCourier } from './courier-changes.js';
import { CourierShiftConnection, newestShiftFirst, shiftsOfCourier, type CourierShift } from './courier-shift.js';
import {
  AddCourierInput,
  AddCourierPayload,
  CourierFilter,
  EndShiftInput,
  EndShiftPayload,
  GoOffShiftInput,
  GoOffShiftPayload,
  GoOnShiftInput,
  GoOnShiftPayload,
  UpdateCourierInput,
  UpdateCourierPayload,
} from './courier.inputs.js';
import { Courier, courierById, CourierConnection, courierList, couriersByName, couriersOfBranch } from './courier.js';
import { endShift, goOffShift, goOnShift } from './shifts.js';
import { stopsOfCourier } from './stops-of-courier.js';

@ObjectType({ description: 'A box that keeps what is carried between two temperatures.' })
export class ColdBox {
  @Field(() => Float, { simple: true, description: 'Not colder than this it is inside, in degrees Celsius.' })
  minCelsius: number;

  @Field(() => Float, { simple: true, description: 'Not warmer than this it is inside, in degrees Celsius.' })
  maxCelsius: number;
}

@Resolver(() => Courier)
export class CourierResolver {
  @Query(() => Courier, { nullable: true, description: 'One courier; null when there is none at the branches that you may see.' })
  @Access('couriers:read')
  courier(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<Courier | null> {
    return context.load(courierById, id);
  }

  @Query(() => CourierConnection, { description: 'Couriers of the branches that you may see, by name.' })
  @Access('couriers:read')
  couriers(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => CourierFilter, { nullable: true, description: 'Which couriers.' }) filter: CourierFilter | null,
  ): Promise<Page<Courier>> {
    return page(context, courierList, args, couriersByName, couriersMatching(filter));
  }

  @Query(() => Courier, { nullable: true, description: 'Oneself as a courier; null for who is none.' })
  @Access('tasks:perform')
  myCourier(@Ctx() context: Context): Promise<Courier | null> {
    const { kind, id } = context.request.actor;
    return kind === 'staff' && id ? context.db.first(Courier, sql`where staff_id = ${toUuid('staff', id)}`) : Promise.resolve(null);
  }

  @Mutation(() => AddCourierPayload, { description: 'Makes a member of staff a courier.' })
  @Access('couriers:manage')
  addCourier(
    @Ctx() context: Context,
    @Arg('input', () => AddCourierInput, { description: 'The courier.' }) input: AddCourierInput,
  ): Promise<AddCourierPayload> {
    return addCourier(context, input);
  }

  @Mutation(() => UpdateCourierPayload, { description: 'Changes a courier.' })
  @Access('couriers:manage')
  updateCourier(
    @Ctx() context: Context,
    @Arg('input', () => UpdateCourierInput, { description: 'The changes.' }) input: UpdateCourierInput,
  ): Promise<UpdateCourierPayload> {
    return updateCourier(context, input);
  }

  @Mutation(() => GoOnShiftPayload, { description: 'Goes on shift oneself: from now on one can be sent.' })
  @Access('tasks:perform')
  goOnShift(
    @Ctx() context: Context,
    @Arg('input', () => GoOnShiftInput, { description: 'How long.' }) input: GoOnShiftInput,
  ): Promise<GoOnShiftPayload> {
    return goOnShift(context, input);
  }

  @Mutation(() => GoOffShiftPayload, {
    description: 'Goes off shift oneself: what one was sent to and has not begun goes back; who is on the way cannot.',
  })
  @Access('tasks:perform')
  goOffShift(
    @Ctx() context: Context,
    @Arg('input', () => GoOffShiftInput, { description: 'Why.' }) input: GoOffShiftInput,
  ): Promise<GoOffShiftPayload> {
    return goOffShift(context, input);
  }

  @Mutation(() => EndShiftPayload, {
    description:
      'Ends the shift of a courier who cannot, or does not: what the courier was sent to and has not begun goes back; who is on the way stays on shift.',
  })
  @Access('couriers:manage')
  endShift(
    @Ctx() context: Context,
    @Arg('input', () => EndShiftInput, { description: 'Whose, and why.' }) input: EndShiftInput,
  ): Promise<EndShiftPayload> {
    return endShift(context, input);
  }

  @FieldResolver(() => Branch, { description: 'For which the courier goes.' })
  branch(@Root() { branchId }: Courier): Branch {
    return branchReference(branchId);
  }

  @FieldResolver(() => Staff, { description: 'Who it is.' })
  @Access('staff:read')
  staff(@Root() { staffId }: Courier): Staff {
    return staffReference(staffId);
  }

  @FieldResolver(() => ColdBox, { nullable: true, description: 'What keeps cold or warm what is carried; null without one.' })
  coldBox(@Root() { coldBoxMinCelsius, coldBoxMaxCelsius }: Courier): ColdBox | null {
    if (coldBoxMinCelsius === null || coldBoxMaxCelsius === null) return null;
    return { minCelsius: Number(coldBoxMinCelsius), maxCelsius: Number(coldBoxMaxCelsius) };
  }

  @FieldResolver(() => CourierShiftConnection, { description: 'When the courier was on shift, the newest first.' })
  shifts(@Root() { id }: Courier, @Ctx() context: Context, @Args(() => PageArgs) args: PageArgs): Promise<Page<CourierShift>> {
    return shiftsOfCourier.page(context, id, args, newestShiftFirst);
  }

  @FieldResolver(() => [Task], { description: 'What the courier has yet to do, the next stop first.' })
  @Access('tasks:read')
  async stops(@Root() { id }: Courier, @Ctx() context: Context): Promise<Task[]> {
    return (await context.load(stopsOfCourier, id)) ?? [];
  }
}

@Resolver(() => Branch)
export class BranchCouriersResolver {
  @FieldResolver(() => CourierConnection, { description: 'Who go for it, by name.' })
  @Access('couriers:read')
  couriers(@Root() { id }: Branch, @Ctx() context: Context, @Args(() => PageArgs) args: PageArgs): Promise<Page<Courier>> {
    return couriersOfBranch.page(context, id, args, couriersByName);
  }
}

function couriersMatching(filter: CourierFilter | null): Sql {
  const conditions = [sql`true`];
  if (filter?.branchId) conditions.push(sql`couriers.branch_id = ${toUuid('branch', filter.branchId)}`);
  if (filter?.vehicle) conditions.push(sql`couriers.vehicle = ${filter.vehicle}`);
  if (filter?.onShift != null) conditions.push(sql`(couriers.on_shift_since is not null) = ${filter.onShift}`);
  if (filter?.active != null) conditions.push(sql`couriers.active = ${filter.active}`);
  return join(conditions, ' and ');
}
