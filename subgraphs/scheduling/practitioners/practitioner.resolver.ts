import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { join, sql, type Sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { PageArgs, type Page } from '#kernel/graph/connection.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { Context } from '#kernel/subgraph/context.js';
import { page } from '#kernel/subgraph/list.js';
import { Branch, branchReference } from '../references/branch.js';
import { Staff, staffReference } from '../references/staff.js';
import { createPractitioner, updatePractitioner } from './practitioner-changes.js';
import {
  CreatePractitionerInput,
  CreatePractitionerPayload,
  PractitionerFilter,
  UpdatePractitionerInput,
  UpdatePractitionerPayload,
} from './practitioner.inputs.js';
import {
  branchesOfPractitioner,
  byName,
  Practitioner,
  practitionerById,
  PractitionerConnection,
  practitionerList,
  practitionerOfStaff,
  practitionersOfBranch,
} from './practitioner.js';

@Resolver(() => Practitioner)
export class PractitionerResolver {
  @Query(() => Practitioner, { nullable: true, description: 'One practitioner; null when there is none.' })
  @Access('schedules:read')
  practitioner(@Ctx() context: Context, @Arg('id', () => ID, { description: 'The id.' }) id: string): Promise<Practitioner | null> {
    return context.load(practitionerById, id);
  }

  @Query(() => PractitionerConnection, { description: 'Practitioners, by name.' })
  @Access('schedules:read')
  practitioners(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => PractitionerFilter, { nullable: true, description: 'Which practitioners.' }) filter: PractitionerFilter | null,
  ): Promise<Page<Practitioner>> {
    return page(context, practitionerList, args, byName, practitionersMatching(filter));
  }

  @Mutation(() => CreatePractitionerPayload, { description: 'Adds somebody who gives care and can be booked.' })
  @Access('schedules:manage')
  createPractitioner(
    @Ctx() context: Context,
    @Arg('input', () => CreatePractitionerInput, { description: 'The practitioner.' }) input: CreatePractitionerInput,
  ): Promise<CreatePractitionerPayload> {
    return createPractitioner(context, input);
  }

  @Mutation(() => UpdatePractitionerPayload, { description: 'Changes a practitioner.' })
  @Access('schedules:manage')
  updatePractitioner(
    @Ctx() context: Context,
    @Arg('input', () => UpdatePractitionerInput, { description: 'The changes.' }) input: UpdatePractitionerInput,
  ): Promise<UpdatePractitionerPayload> {
    return updatePractitioner(context, input);
  }

  @FieldResolver(() => Staff, { nullable: true, description: 'The member of staff that this is; null for a visiting practitioner.' })
  staff(@Root() { staffId }: Practitioner): Staff | null {
    return staffId === null ? null : staffReference(staffId);
  }

  @FieldResolver(() => [Branch], { description: 'Where they work.' })
  async branches(@Root() { id }: Practitioner, @Ctx() context: Context): Promise<Branch[]> {
    return ((await context.load(branchesOfPractitioner, id)) ?? []).map(branchReference);
  }
}

@Resolver(() => Branch)
export class BranchPractitionersResolver {
  @FieldResolver(() => [Practitioner], { description: 'Who works there and can be booked, by name.' })
  @Access('schedules:read')
  async practitioners(@Root() { id }: Branch, @Ctx() context: Context): Promise<Practitioner[]> {
    return (await context.load(practitionersOfBranch, id)) ?? [];
  }
}

@Resolver(() => Staff)
export class StaffPractitionerResolver {
  @FieldResolver(() => Practitioner, {
    nullable: true,
    description:
      "The practitioner that this member of staff is; null when they give no care. `me { practitioner { appointments } }` is a day of one's own.",
  })
  @Access('schedules:read')
  practitioner(@Root() { id }: Staff, @Ctx() context: Context): Promise<Practitioner | null> {
    return context.load(practitionerOfStaff, id);
  }
}

function practitionersMatching(filter: PractitionerFilter | null): Sql {
  const conditions = [sql`true`];
  if (filter?.active != null) conditions.push(sql`practitioners.active = ${filter.active}`);
  if (filter?.specialtyCode) conditions.push(sql`practitioners.specialties @> ${JSON.stringify([{ code: filter.specialtyCode }])}::jsonb`);
  if (filter?.branchId) {
    const branch = toUuid('branch', filter.branchId);
    conditions.push(sql`practitioners.id in (select practitioner_id from practitioner_branches where branch_id = ${branch})`);
  }
  if (filter?.serviceId) {
    const service = toUuid('service', filter.serviceId);
    conditions.push(sql`practitioners.id in (select practitioner_id from practitioner_services where service_id = ${service})`);
  }
  return join(conditions, ' and ');
}
