import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { join, sql, type Sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { OrderDirection, PageArgs, type Page } from '#kernel/graph/connection.js';
import { prefixRange, searchKey } from '#kernel/graph/search-key.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { page } from '#kernel/subgraph/list.js';
import { Branch, branchById } from '../branches/branch.js';
import type { PlatformContext } from '../services.js';
import { Tenant, tenantById } from '../tenants/tenant.js';
import { createStaff, resetStaffPassword, updateStaff } from './staff-changes.js';
import {
  CreateStaffInput,
  CreateStaffPayload,
  ResetStaffPasswordInput,
  ResetStaffPasswordPayload,
  StaffFilter,
  UpdateStaffInput,
  UpdateStaffPayload,
} from './staff.inputs.js';
import { grantsOfStaff, Staff, staffById, StaffConnection, StaffGrant, staffList, StaffOrderField } from './staff.js';

@Resolver(() => Staff)
export class StaffResolver {
  @Query(() => Staff, { nullable: true, description: 'You, when you are a person and signed in.' })
  @Access('signed-in')
  async me(@Ctx() context: PlatformContext): Promise<Staff | null> {
    const { kind, id } = context.request.actor;
    return kind === 'staff' && id !== null ? context.load(staffById, id) : null;
  }

  @Query(() => Staff, { nullable: true, description: 'One person of your tenant; null when there is none.' })
  @Access('staff:read')
  staffMember(@Ctx() context: PlatformContext, @Arg('id', () => ID, { description: 'The id.' }) id: string): Promise<Staff | null> {
    return context.load(staffById, id);
  }

  @Query(() => StaffConnection, { description: 'The people of your tenant, by name.' })
  @Access('staff:read')
  staff(
    @Ctx() context: PlatformContext,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => StaffFilter, { nullable: true, description: 'Which people.' }) filter: StaffFilter | null,
  ): Promise<Page<Staff>> {
    return page(context, staffList, args, { field: StaffOrderField.NAME, direction: OrderDirection.ASC }, staffMatching(filter));
  }

  @Mutation(() => CreateStaffPayload, { description: 'Adds a person, within the plan. You can give only rights that you hold yourself.' })
  @Access('staff:manage')
  createStaff(
    @Ctx() context: PlatformContext,
    @Arg('input', () => CreateStaffInput, { description: 'The person.' }) input: CreateStaffInput,
  ): Promise<CreateStaffPayload> {
    return createStaff(context, input);
  }

  @Mutation(() => UpdateStaffPayload, { description: "Changes a person's record, grants or status." })
  @Access('staff:manage')
  updateStaff(
    @Ctx() context: PlatformContext,
    @Arg('input', () => UpdateStaffInput, { description: 'The changes.' }) input: UpdateStaffInput,
  ): Promise<UpdateStaffPayload> {
    return updateStaff(context, input);
  }

  @Mutation(() => ResetStaffPasswordPayload, { description: 'Makes a temporary password for a person, and ends their sessions.' })
  @Access('staff:manage')
  resetStaffPassword(
    @Ctx() context: PlatformContext,
    @Arg('input', () => ResetStaffPasswordInput, { description: 'Whose.' }) input: ResetStaffPasswordInput,
  ): Promise<ResetStaffPasswordPayload> {
    return resetStaffPassword(context, input);
  }

  @FieldResolver(() => [StaffGrant], { description: 'What the person may do, and where.' })
  async grants(@Root() staff: Staff, @Ctx() context: PlatformContext): Promise<StaffGrant[]> {
    return (await context.load(grantsOfStaff, staff.id)) ?? [];
  }

  @FieldResolver(() => Tenant, { nullable: true, description: 'The tenant that the person works for.' })
  async tenant(@Ctx() context: PlatformContext): Promise<Tenant | null> {
    const id = context.request.tenant?.id;
    return id === undefined ? null : context.load(tenantById, id);
  }
}

@Resolver(() => StaffGrant)
export class StaffGrantResolver {
  @FieldResolver(() => Branch, { nullable: true, description: 'The branch; null for all branches.' })
  async branch(@Root() grant: StaffGrant, @Ctx() context: PlatformContext): Promise<Branch | null> {
    return grant.branchId === null ? null : context.load(branchById, grant.branchId);
  }
}

function staffMatching(filter: StaffFilter | null): Sql {
  const conditions = [sql`true`];
  if (filter?.status) conditions.push(sql`staff.status = ${filter.status}`);
  if (filter?.role) conditions.push(sql`staff.id in (select staff_id from staff_grants where role = ${filter.role})`);
  if (filter?.branchId) {
    const branch = toUuid('branch', filter.branchId);
    conditions.push(sql`staff.id in (select staff_id from staff_grants where branch_id = ${branch} or branch_id is null)`);
  }
  if (filter?.nameStartsWith) {
    const { from, to } = prefixRange(searchKey(filter.nameStartsWith));
    conditions.push(sql`staff.name_key >= ${from} and staff.name_key < ${to}`);
  }
  return join(conditions, ' and ');
}
