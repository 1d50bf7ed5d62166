import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { join, sql, type Sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { PageArgs, type Page } from '#kernel/graph/connection.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { Context } from '#kernel/subgraph/context.js';
import { page } from '#kernel/subgraph/list.js';
import { Branch, branchReference } from '../references/branch.js';
import { createResource, updateResource } from './resource-changes.js';
import {
  BookableResourceFilter,
  CreateResourceInput,
  CreateResourcePayload,
  UpdateResourceInput,
  UpdateResourcePayload,
} from './resource.inputs.js';
import { BookableResource, BookableResourceConnection, resourceById, resourceList, resourcesByName } from './resource.js';

@Resolver(() => BookableResource)
export class ResourceResolver {
  @Query(() => BookableResource, {
    nullable: true,
    description: 'One room or device at a branch that you may see; null when there is none.',
  })
  @Access('schedules:read')
  resource(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<BookableResource | null> {
    return context.load(resourceById, id);
  }

  @Query(() => BookableResourceConnection, { description: 'Rooms and devices at the branches that you may see, by name.' })
  @Access('schedules:read')
  resources(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => BookableResourceFilter, { nullable: true, description: 'Which resources.' }) filter: BookableResourceFilter | null,
  ): Promise<Page<BookableResource>> {
    return page(context, resourceList, args, resourcesByName, resourcesMatching(filter));
  }

  @Mutation(() => CreateResourcePayload, { description: 'Adds a room or device that visits take up.' })
  @Access('schedules:manage')
  createResource(
    @Ctx() context: Context,
    @Arg('input', () => CreateResourceInput, { description: 'The resource.' }) input: CreateResourceInput,
  ): Promise<CreateResourcePayload> {
    return createResource(context, input);
  }

  @Mutation(() => UpdateResourcePayload, { description: 'Changes a room or device.' })
  @Access('schedules:manage')
  updateResource(
    @Ctx() context: Context,
    @Arg('input', () => UpdateResourceInput, { description: 'The changes.' }) input: UpdateResourceInput,
  ): Promise<UpdateResourcePayload> {
    return updateResource(context, input);
  }

  @FieldResolver(() => Branch, { description: 'Where it is.' })
  branch(@Root() { branchId }: BookableResource): Branch {
    return branchReference(branchId);
  }
}

function resourcesMatching(filter: BookableResourceFilter | null): Sql {
  const conditions = [sql`true`];
  if (filter?.branchId) conditions.push(sql`resources.branch_id = ${toUuid('branch', filter.branchId)}`);
  if (filter?.kind) conditions.push(sql`resources.kind = ${filter.kind}`);
  if (filter?.active != null) conditions.push(sql`resources.active = ${filter.active}`);
  return join(conditions, ' and ');
}
