import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { join, sql, type Sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { PageArgs, type Page } from '#kernel/graph/connection.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { Context } from '#kernel/subgraph/context.js';
import { page } from '#kernel/subgraph/list.js';
import { Product, productById } from '../products/product.js';
import { Branch, branchReference } from '../references/branch.js';
import { Staff, staffReference } from '../references/staff.js';
import { Lot, lotById } from '../stock/lot.js';
import {
  ComplianceEvent,
  complianceEventById,
  ComplianceEventConnection,
  complianceEventList,
  newestEventFirst,
} from './compliance-event.js';
import { countLineById, RegisterCountLine } from './register-count.js';
import { RegisterEntry, registerEntryById } from './register-entry.js';
import { ComplianceEventFilter, ResolveComplianceEventInput, ResolveComplianceEventPayload } from './register.inputs.js';
import { resolveComplianceEvent } from './resolving.js';

@Resolver(() => ComplianceEvent)
export class ComplianceEventResolver {
  @Query(() => ComplianceEventConnection, { description: 'Compliance events at the branches that you may see, the newest first.' })
  @Access('registers:read')
  complianceEvents(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => ComplianceEventFilter, { nullable: true, description: 'Which events.' }) filter: ComplianceEventFilter | null,
  ): Promise<Page<ComplianceEvent>> {
    return page(context, complianceEventList, args, newestEventFirst, eventsMatching(filter));
  }

  @Query(() => ComplianceEvent, { nullable: true, description: 'One compliance event; null when there is none that you may see.' })
  @Access('registers:read')
  complianceEvent(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<ComplianceEvent | null> {
    return context.load(complianceEventById, id);
  }

  @Mutation(() => ResolveComplianceEventPayload, { description: 'Says what came of a compliance event.' })
  @Access('compliance:resolve')
  resolveComplianceEvent(
    @Ctx() context: Context,
    @Arg('input', () => ResolveComplianceEventInput, { description: 'The resolution.' }) input: ResolveComplianceEventInput,
  ): Promise<ResolveComplianceEventPayload> {
    return resolveComplianceEvent(context, input);
  }

  @FieldResolver(() => Branch, { description: 'The branch.' })
  branch(@Root() { branchId }: ComplianceEvent): Branch {
    return branchReference(branchId);
  }

  @FieldResolver(() => Product, { nullable: true, description: 'The controlled substance.' })
  product(@Root() { productId }: ComplianceEvent, @Ctx() context: Context): Promise<Product | null> {
    return context.load(productById, productId);
  }

  @FieldResolver(() => Lot, { nullable: true, description: 'The lot.' })
  lot(@Root() { lotId }: ComplianceEvent, @Ctx() context: Context): Promise<Lot | null> {
    return context.load(lotById, lotId);
  }

  @FieldResolver(() => RegisterEntry, { nullable: true, description: 'The entry that it is about; of several, the last.' })
  async entry(@Root() { registerEntryId }: ComplianceEvent, @Ctx() context: Context): Promise<RegisterEntry | null> {
    return registerEntryId === null ? null : context.load(registerEntryById, registerEntryId);
  }

  @FieldResolver(() => RegisterCountLine, { nullable: true, description: 'The line of the count that it is about.' })
  async countLine(@Root() { countLineId }: ComplianceEvent, @Ctx() context: Context): Promise<RegisterCountLine | null> {
    return countLineId === null ? null : context.load(countLineById, countLineId);
  }

  @FieldResolver(() => Staff, { nullable: true, description: 'Who resolved it.' })
  resolvedBy(@Root() event: ComplianceEvent): Staff | null {
    return event.resolvedBy === null ? null : staffReference(event.resolvedBy);
  }
}

function eventsMatching(filter: ComplianceEventFilter | null): Sql {
  const conditions = [sql`true`];
  if (filter?.branchId) conditions.push(sql`compliance_events.branch_id = ${toUuid('branch', filter.branchId)}`);
  if (filter?.kind) conditions.push(sql`compliance_events.kind = ${filter.kind}`);
  if (filter?.severity) conditions.push(sql`compliance_events.severity = ${filter.severity}`);
  if (filter?.resolved != null)
    conditions.push(filter.resolved ? sql`compliance_events.resolved_at is not null` : sql`compliance_events.resolved_at is null`);
  return join(conditions, ' and ');
}
