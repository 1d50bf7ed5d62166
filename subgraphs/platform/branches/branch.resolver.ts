import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { OrderDirection, PageArgs, type Page } from '#kernel/graph/connection.js';
import type { Context } from '#kernel/subgraph/context.js';
import { page } from '#kernel/subgraph/list.js';
import { createBranch, createDepartment, updateBranch, updateDepartment } from './branch-changes.js';
import {
  CreateBranchInput,
  CreateBranchPayload,
  CreateDepartmentInput,
  CreateDepartmentPayload,
  UpdateBranchInput,
  UpdateBranchPayload,
  UpdateDepartmentInput,
  UpdateDepartmentPayload,
} from './branch.inputs.js';
import { Branch, branchById, BranchConnection, branchList, BranchOrderField, BranchStatus, BranchType, Department, departmentsOfBranch } from './branch.js';

@Resolver(() => Branch)
export class BranchResolver {
  @Query(() => Branch, { nullable: true, description: 'One branch of your tenant; null when there is none.' })
  @Access('signed-in')
  branch(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<Branch | null> {
    return context.load(branchById, id);
  }

  @Query(() => BranchConnection, { description: 'The branches of your tenant, by name.' })
  @Access('signed-in')
  branches(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('type', () => BranchType, { nullable: true, description: 'Only of this type.' }) type: BranchType | null,
    @Arg('status', () => BranchStatus, { nullable: true, description: 'Only in this status.' }) status: BranchStatus | null,
  ): Promise<Page<Branch>> {
    const where = sql`(${type}::text is null or type = ${type}) and (${status}::text is null or status = ${status})`;
    return page(context, branchList, args, { field: BranchOrderField.NAME, direction: OrderDirection.ASC }, where);
  }

  @Mutation(() => CreateBranchPayload, { description: 'Opens a branch, within the plan.' })
  @Access('branches:manage')
  createBranch(
    @Ctx() context: Context,
    @Arg('input', () => CreateBranchInput, { description: 'The branch.' }) input: CreateBranchInput,
  ): Promise<CreateBranchPayload> {
    return createBranch(context, input);
  }

  @Mutation(() => UpdateBranchPayload, { description: 'Changes, closes or reopens a branch.' })
  @Access('branches:manage')
  updateBranch(
    @Ctx() context: Context,
    @Arg('input', () => UpdateBranchInput, { description: 'The changes.' }) input: UpdateBranchInput,
  ): Promise<UpdateBranchPayload> {
    return updateBranch(context, input);
  }

  @Mutation(() => CreateDepartmentPayload, { description: 'Adds a department to a branch.' })
  @Access('branches:manage')
  createDepartment(
    @Ctx() context: Context,
    @Arg('input', () => CreateDepartmentInput, { description: 'The department.' }) input: CreateDepartmentInput,
  ): Promise<CreateDepartmentPayload> {
    return createDepartment(context, input);
  }

  @Mutation(() => UpdateDepartmentPayload, { description: 'Renames a department.' })
  @Access('branches:manage')
  updateDepartment(
    @Ctx() context: Context,
    @Arg('input', () => UpdateDepartmentInput, { description: 'The name.' }) input: UpdateDepartmentInput,
  ): Promise<UpdateDepartmentPayload> {
    return updateDepartment(context, input);
  }

  @FieldResolver(() => [Department], { description: 'Its departments, by name.' })
  async departments(@Root() branch: Branch, @Ctx() context: Context): Promise<Department[]> {
    return (await context.load(departmentsOfBranch, branch.id)) ?? [];
  }
}

@Resolver(() => Department)
export class DepartmentResolver {
  @FieldResolver(() => Branch, { nullable: true, description: 'The branch that it is a part of.' })
  branch(@Root() department: Department, @Ctx() context: Context): Promise<Branch | null> {
    return context.load(branchById, department.branchId);
  }
}
