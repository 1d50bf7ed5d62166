import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { join, sql, type Sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { PageArgs, type Page } from '#kernel/graph/connection.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { chosenBranch } from '#kernel/subgraph/branch-choice.js';
import type { Context } from '#kernel/subgraph/context.js';
import { page } from '#kernel/subgraph/list.js';
import { Practitioner, practitionerById } from '../practitioners/practitioner.js';
import { Branch, branchReference } from '../references/branch.js';
import { BookableResource, resourceById } from '../resources/resource.js';
import { HealthcareService, serviceById } from '../services/healthcare-service.js';
import { createSchedule, updateSchedule } from './schedule-changes.js';
import {
  CreateScheduleInput,
  CreateSchedulePayload,
  ScheduleFilter,
  UpdateScheduleInput,
  UpdateSchedulePayload,
} from './schedule.inputs.js';
import { oldestFirst, Schedule, ScheduleConnection, scheduleList } from './schedule.js';
import { addUnavailability, addBranchClosure, removeUnavailability, removeBranchClosure } from './unavailability-changes.js';
import {
  AddUnavailabilityInput,
  AddUnavailabilityPayload,
  BranchClosureFilter,
  AddBranchClosureInput,
  AddBranchClosurePayload,
  RemoveUnavailabilityInput,
  RemoveUnavailabilityPayload,
  RemoveBranchClosureInput,
  RemoveBranchClosurePayload,
  UnavailabilityFilter,
} from './unavailability.inputs.js';
import { BranchClosure, Unavailability } from './unavailability.js';

const mostShown = 500;

@Resolver(() => Schedule)
export class ScheduleResolver {
  @Query(() => ScheduleConnection, { description: 'Schedules, the oldest first.' })
  @Access('schedules:read')
  schedules(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => ScheduleFilter, { nullable: true, description: 'Which schedules.' }) filter: ScheduleFilter | null,
  ): Promise<Page<Schedule>> {
    return page(context, scheduleList, args, oldestFirst, schedulesMatching(filter));
  }

  @Mutation(() => CreateSchedulePayload, { description: 'Says when somebody or something can be booked at a branch.' })
  @Access('schedules:manage')
  createSchedule(
    @Ctx() context: Context,
    @Arg('input', () => CreateScheduleInput, { description: 'The schedule.' }) input: CreateScheduleInput,
  ): Promise<CreateSchedulePayload> {
    return createSchedule(context, input);
  }

  @Mutation(() => UpdateSchedulePayload, { description: 'Changes a schedule.' })
  @Access('schedules:manage')
  updateSchedule(
    @Ctx() context: Context,
    @Arg('input', () => UpdateScheduleInput, { description: 'The changes.' }) input: UpdateScheduleInput,
  ): Promise<UpdateSchedulePayload> {
    return updateSchedule(context, input);
  }

  @FieldResolver(() => Branch, { description: 'Where, and on whose wall clock.' })
  branch(@Root() { branchId }: Schedule): Branch {
    return branchReference(branchId);
  }

  @FieldResolver(() => Practitioner, { nullable: true, description: 'The practitioner, when it is of one.' })
  async practitioner(@Root() { practitionerId }: Schedule, @Ctx() context: Context): Promise<Practitioner | null> {
    return practitionerId === null ? null : context.load(practitionerById, practitionerId);
  }

  @FieldResolver(() => BookableResource, { nullable: true, description: 'The room or device, when it is of one.' })
  async resource(@Root() { resourceId }: Schedule, @Ctx() context: Context): Promise<BookableResource | null> {
    return resourceId === null ? null : context.load(resourceById, resourceId);
  }

  @FieldResolver(() => HealthcareService, { nullable: true, description: 'The service, when it is of one.' })
  async service(@Root() { serviceId }: Schedule, @Ctx() context: Context): Promise<HealthcareService | null> {
    return serviceId === null ? null : context.load(serviceById, serviceId);
  }

  @FieldResolver(() => [HealthcareService], {
    nullable: true,
    description: 'The services that can be booked in these hours; null for all that the practitioner offers.',
  })
  async forServices(@Root() { forServices }: Schedule, @Ctx() context: Context): Promise<HealthcareService[] | null> {
    if (forServices === null) return null;
    const services = await Promise.all(forServices.map((id) => context.load(serviceById, id)));
    return services.filter((service) => service !== null);
  }
}

@Resolver(() => Unavailability)
export class UnavailabilityResolver {
  @Query(() => [Unavailability], {
    description: `When practitioners and resources cannot be booked, soonest first and at most ${mostShown}.`,
  })
  @Access('schedules:read')
  unavailabilities(
    @Ctx() context: Context,
    @Arg('filter', () => UnavailabilityFilter, { nullable: true, description: 'Whose.' }) filter: UnavailabilityFilter | null,
  ): Promise<Unavailability[]> {
    const conditions = [sql`ends_at > ${filter?.from ?? new Date()}`];
    if (filter?.practitionerId) conditions.push(sql`practitioner_id = ${toUuid('practitioner', filter.practitionerId)}`);
    if (filter?.resourceId) conditions.push(sql`resource_id = ${toUuid('resource', filter.resourceId)}`);
    return context.db.all(Unavailability, sql`where ${join(conditions, ' and ')} order by starts_at, id limit ${mostShown}`);
  }

  @Mutation(() => AddUnavailabilityPayload, {
    description: 'Takes a time away from what can be booked, and tells what is booked in it already.',
  })
  @Access('schedules:manage')
  addUnavailability(
    @Ctx() context: Context,
    @Arg('input', () => AddUnavailabilityInput, { description: 'Who or what, and when.' }) input: AddUnavailabilityInput,
  ): Promise<AddUnavailabilityPayload> {
    return addUnavailability(context, input);
  }

  @Mutation(() => RemoveUnavailabilityPayload, { description: 'Gives a time back.' })
  @Access('schedules:manage')
  removeUnavailability(
    @Ctx() context: Context,
    @Arg('input', () => RemoveUnavailabilityInput, { description: 'Which one.' }) input: RemoveUnavailabilityInput,
  ): Promise<RemoveUnavailabilityPayload> {
    return removeUnavailability(context, input);
  }

  @FieldResolver(() => Practitioner, { nullable: true, description: 'The practitioner, when it is of one.' })
  async practitioner(@Root() { practitionerId }: Unavailability, @Ctx() context: Context): Promise<Practitioner | null> {
    return practitionerId === null ? null : context.load(practitionerById, practitionerId);
  }

  @FieldResolver(() => BookableResource, { nullable: true, description: 'The room or device, when it is of one.' })
  async resource(@Root() { resourceId }: Unavailability, @Ctx() context: Context): Promise<BookableResource | null> {
    return resourceId === null ? null : context.load(resourceById, resourceId);
  }

  @FieldResolver(() => Branch, { nullable: true, description: 'Only there; everywhere when null.' })
  branch(@Root() { branchId }: Unavailability): Branch | null {
    return branchId === null ? null : branchReference(branchId);
  }
}

@Resolver(() => BranchClosure)
export class BranchClosureResolver {
  @Query(() => [BranchClosure], { description: `Holidays and other closures of a branch, soonest first and at most ${mostShown}.` })
  @Access('schedules:read')
  branchClosures(
    @Ctx() context: Context,
    @Arg('filter', () => BranchClosureFilter, { nullable: true, description: 'Which closures.' }) filter: BranchClosureFilter | null,
  ): Promise<BranchClosure[]> {
    const branch = toUuid('branch', chosenBranch(context, filter?.branchId));
    return context.db.all(
      BranchClosure,
      sql`where branch_id = ${branch} and (${filter?.from ?? null}::date is null or ends_on >= ${filter?.from ?? null}::date) order by starts_on, id limit ${mostShown}`,
    );
  }

  @Mutation(() => AddBranchClosurePayload, {
    description: 'Closes a branch for some days or hours, and tells what is booked in them already.',
  })
  @Access('schedules:manage')
  addBranchClosure(
    @Ctx() context: Context,
    @Arg('input', () => AddBranchClosureInput, { description: 'When.' }) input: AddBranchClosureInput,
  ): Promise<AddBranchClosurePayload> {
    return addBranchClosure(context, input);
  }

  @Mutation(() => RemoveBranchClosurePayload, { description: 'Takes a closure back.' })
  @Access('schedules:manage')
  removeBranchClosure(
    @Ctx() context: Context,
    @Arg('input', () => RemoveBranchClosureInput, { description: 'Which one.' }) input: RemoveBranchClosureInput,
  ): Promise<RemoveBranchClosurePayload> {
    return removeBranchClosure(context, input);
  }

  @FieldResolver(() => Branch, { description: 'The branch.' })
  branch(@Root() { branchId }: BranchClosure): Branch {
    return branchReference(branchId);
  }
}

function schedulesMatching(filter: ScheduleFilter | null): Sql {
  const conditions = [sql`true`];
  if (filter?.branchId) conditions.push(sql`schedules.branch_id = ${toUuid('branch', filter.branchId)}`);
  if (filter?.practitionerId) conditions.push(sql`schedules.practitioner_id = ${toUuid('practitioner', filter.practitionerId)}`);
  if (filter?.resourceId) conditions.push(sql`schedules.resource_id = ${toUuid('resource', filter.resourceId)}`);
  if (filter?.serviceId) conditions.push(sql`schedules.service_id = ${toUuid('service', filter.serviceId)}`);
  if (filter?.context) conditions.push(sql`schedules.context = ${filter.context}`);
  return join(conditions, ' and ');
}
