import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { join, sql, type Sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { PageArgs, type Page } from '#kernel/graph/connection.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { Context } from '#kernel/subgraph/context.js';
import { page } from '#kernel/subgraph/list.js';
import { Branch, branchReference } from '../references/branch.js';
import { Patient, patientReference } from '../references/patient.js';
import { Staff, staffReference } from '../references/staff.js';
import { claimCallback, commentOnCallback, resolveCallback, unclaimCallback } from './callback-changes.js';
import {
  CallbackRequestFilter,
  ClaimCallbackInput,
  ClaimCallbackPayload,
  CommentOnCallbackInput,
  CommentOnCallbackPayload,
  ConversationMessage,
  ResolveCallbackInput,
  ResolveCallbackPayload,
  UnclaimCallbackInput,
  UnclaimCallbackPayload,
} from './callback.inputs.js';
import {
  callbackById,
  CallbackComment,
  callbackList,
  CallbackRequest,
  CallbackRequestConnection,
  commentsOfCallback,
  longestWaitingFirst,
} from './callback-request.js';
import { messagesOfCallback } from './thread.js';

@Resolver(() => CallbackRequest)
export class CallbackRequestResolver {
  @Query(() => CallbackRequest, { nullable: true, description: 'One callback that you may see; null when there is none.' })
  @Access('messaging:answer')
  callbackRequest(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<CallbackRequest | null> {
    return context.load(callbackById, id);
  }

  @Query(() => CallbackRequestConnection, {
    description: 'Who is to be called: by your branches, and those who chose none yet. Who has waited longest comes first.',
  })
  @Access('messaging:answer')
  callbackRequests(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => CallbackRequestFilter, { nullable: true, description: 'Which callbacks.' }) filter: CallbackRequestFilter | null,
  ): Promise<Page<CallbackRequest>> {
    return page(context, callbackList, args, longestWaitingFirst, callbacksMatching(filter));
  }

  @Mutation(() => ClaimCallbackPayload, { description: 'Takes a callback, so that nobody else calls too.' })
  @Access('messaging:answer')
  claimCallback(
    @Ctx() context: Context,
    @Arg('input', () => ClaimCallbackInput, { description: 'The callback.' }) input: ClaimCallbackInput,
  ): Promise<ClaimCallbackPayload> {
    return claimCallback(context, input);
  }

  @Mutation(() => UnclaimCallbackPayload, { description: 'Gives a callback back, for somebody else to take.' })
  @Access('messaging:answer')
  unclaimCallback(
    @Ctx() context: Context,
    @Arg('input', () => UnclaimCallbackInput, { description: 'The callback.' }) input: UnclaimCallbackInput,
  ): Promise<UnclaimCallbackPayload> {
    return unclaimCallback(context, input);
  }

  @Mutation(() => ResolveCallbackPayload, { description: 'Says that a callback is done, and what came of it.' })
  @Access('messaging:answer')
  resolveCallback(
    @Ctx() context: Context,
    @Arg('input', () => ResolveCallbackInput, { description: 'The callback.' }) input: ResolveCallbackInput,
  ): Promise<ResolveCallbackPayload> {
    return resolveCallback(context, input);
  }

  @Mutation(() => CommentOnCallbackPayload, { description: 'Notes something about a callback, for whoever looks after it.' })
  @Access('messaging:answer')
  commentOnCallback(
    @Ctx() context: Context,
    @Arg('input', () => CommentOnCallbackInput, { description: 'The note.' }) input: CommentOnCallbackInput,
  ): Promise<CommentOnCallbackPayload> {
    return commentOnCallback(context, input);
  }

  @FieldResolver(() => Branch, { nullable: true, description: 'The clinic that they chose; null when they had not come that far.' })
  branch(@Root() { branchId }: CallbackRequest): Branch | null {
    return branchId === null ? null : branchReference(branchId);
  }

  @FieldResolver(() => Patient, { nullable: true, description: 'Who it is, where the code has proved it.' })
  patient(@Root() { patientId }: CallbackRequest): Patient | null {
    return patientId === null ? null : patientReference(patientId);
  }

  @FieldResolver(() => Staff, { nullable: true, description: 'Who looks after it.' })
  claimedBy(@Root() { claimedBy }: CallbackRequest): Staff | null {
    return claimedBy === null ? null : staffReference(claimedBy);
  }

  @FieldResolver(() => Staff, { nullable: true, description: 'Who said that it is done.' })
  resolvedBy(@Root() { resolvedBy }: CallbackRequest): Staff | null {
    return resolvedBy === null ? null : staffReference(resolvedBy);
  }

  @FieldResolver(() => [CallbackComment], { description: 'What was noted about it, oldest first.' })
  async comments(@Ctx() context: Context, @Root() { id }: CallbackRequest): Promise<CallbackComment[]> {
    return (await context.load(commentsOfCallback, id)) ?? [];
  }

  @FieldResolver(() => [ConversationMessage], {
    description:
      'What was written from the beginning of the talk that led to it until it was resolved, oldest first: the latest 50 messages. They are kept for 90 days.',
  })
  async messages(@Ctx() context: Context, @Root() { id }: CallbackRequest): Promise<ConversationMessage[]> {
    return (await context.load(messagesOfCallback, id)) ?? [];
  }
}

@Resolver(() => CallbackComment)
export class CallbackCommentResolver {
  @FieldResolver(() => Staff, { description: 'Who noted it.' })
  author(@Root() { authorId }: CallbackComment): Staff {
    return staffReference(authorId);
  }
}

function callbacksMatching(filter: CallbackRequestFilter | null): Sql {
  const conditions = [
    filter?.statuses
      ? sql`callback_requests.status = any (${filter.statuses}::text[])`
      : sql`callback_requests.status in ('OPEN', 'CLAIMED')`,
  ];
  if (filter?.branchId) conditions.push(sql`callback_requests.branch_id = ${toUuid('branch', filter.branchId)}`);
  if (filter?.reason) conditions.push(sql`callback_requests.reason = ${filter.reason}`);
  return join(conditions, ' and ');
}
