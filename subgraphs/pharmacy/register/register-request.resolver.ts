import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { join, sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { PageArgs, type Page } from '#kernel/graph/connection.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { Context } from '#kernel/subgraph/context.js';
import { page } from '#kernel/subgraph/list.js';
import { Product, productById } from '../products/product.js';
import { Branch, branchReference } from '../references/branch.js';
import { Staff, staffReference } from '../references/staff.js';
import { Lot, lotById } from '../stock/lot.js';
import { RegisterEntry, registerEntryById } from './register-entry.js';
import {
  newestRequestFirst,
  RegisterRequest,
  registerRequestById,
  RegisterRequestConnection,
  registerRequestList,
} from './register-request.js';
import {
  DeclineRegisterRequestInput,
  DeclineRegisterRequestPayload,
  RegisterRequestFilter,
  RequestControlledAdjustmentInput,
  RequestControlledAdjustmentPayload,
  RequestControlledDestructionInput,
  RequestControlledDestructionPayload,
  RequestRegisterVoidInput,
  RequestRegisterVoidPayload,
  WitnessRegisterRequestInput,
  WitnessRegisterRequestPayload,
} from './register.inputs.js';
import { requestControlledAdjustment, requestControlledDestruction, requestRegisterVoid } from './requesting.js';
import { declineRegisterRequest, witnessRegisterRequest } from './witnessing.js';

@Resolver(() => RegisterRequest)
export class RegisterRequestResolver {
  @Query(() => RegisterRequest, { nullable: true, description: 'One request; null when there is none that you may see.' })
  @Access('registers:read')
  registerRequest(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<RegisterRequest | null> {
    return context.load(registerRequestById, id);
  }

  @Query(() => RegisterRequestConnection, { description: 'Requests that take two people, the newest first.' })
  @Access('registers:read')
  registerRequests(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => RegisterRequestFilter, { nullable: true, description: 'Which requests.' }) filter: RegisterRequestFilter | null,
  ): Promise<Page<RegisterRequest>> {
    const conditions = [sql`true`];
    if (filter?.branchId) conditions.push(sql`register_requests.branch_id = ${toUuid('branch', filter.branchId)}`);
    if (filter?.status) conditions.push(sql`register_requests.status = ${filter.status}`);
    return page(context, registerRequestList, args, newestRequestFirst, join(conditions, ' and '));
  }

  @Mutation(() => RequestControlledDestructionPayload, {
    description: 'Asks to destroy packs of a controlled substance; a second person has to confirm it.',
  })
  @Access('registers:request')
  requestControlledDestruction(
    @Ctx() context: Context,
    @Arg('input', () => RequestControlledDestructionInput, { description: 'What to destroy.' }) input: RequestControlledDestructionInput,
  ): Promise<RequestControlledDestructionPayload> {
    return requestControlledDestruction(context, input);
  }

  @Mutation(() => RequestControlledAdjustmentPayload, {
    description: 'Asks to correct the stock of a controlled substance; a second person has to confirm it.',
  })
  @Access('registers:request')
  requestControlledAdjustment(
    @Ctx() context: Context,
    @Arg('input', () => RequestControlledAdjustmentInput, { description: 'The correction.' }) input: RequestControlledAdjustmentInput,
  ): Promise<RequestControlledAdjustmentPayload> {
    return requestControlledAdjustment(context, input);
  }

  @Mutation(() => RequestRegisterVoidPayload, {
    description: 'Asks to take an entry back by a counter-entry; a second person has to confirm it.',
  })
  @Access('registers:request')
  requestRegisterVoid(
    @Ctx() context: Context,
    @Arg('input', () => RequestRegisterVoidInput, { description: 'The entry.' }) input: RequestRegisterVoidInput,
  ): Promise<RequestRegisterVoidPayload> {
    return requestRegisterVoid(context, input);
  }

  @Mutation(() => WitnessRegisterRequestPayload, {
    description: 'Confirms, as a second person, what another asked for; it is done in the same moment.',
  })
  @Access('registers:witness')
  witnessRegisterRequest(
    @Ctx() context: Context,
    @Arg('input', () => WitnessRegisterRequestInput, { description: 'The request.' }) input: WitnessRegisterRequestInput,
  ): Promise<WitnessRegisterRequestPayload> {
    return witnessRegisterRequest(context, input);
  }

  @Mutation(() => DeclineRegisterRequestPayload, {
    description: 'Ends a request without doing it: who asked withdraws it, anybody else declines it.',
  })
  @Access('registers:request')
  declineRegisterRequest(
    @Ctx() context: Context,
    @Arg('input', () => DeclineRegisterRequestInput, { description: 'The request.' }) input: DeclineRegisterRequestInput,
  ): Promise<DeclineRegisterRequestPayload> {
    return declineRegisterRequest(context, input);
  }

  @FieldResolver(() => Branch, { description: 'The branch.' })
  branch(@Root() { branchId }: RegisterRequest): Branch {
    return branchReference(branchId);
  }

  @FieldResolver(() => Product, { nullable: true, description: 'The controlled substance.' })
  product(@Root() { productId }: RegisterRequest, @Ctx() context: Context): Promise<Product | null> {
    return context.load(productById, productId);
  }

  @FieldResolver(() => Lot, { nullable: true, description: 'The lot.' })
  lot(@Root() { lotId }: RegisterRequest, @Ctx() context: Context): Promise<Lot | null> {
    return context.load(lotById, lotId);
  }

  @FieldResolver(() => RegisterEntry, { nullable: true, description: 'The entry that is to be taken back.' })
  async voids(@Root() { voidsId }: RegisterRequest, @Ctx() context: Context): Promise<RegisterEntry | null> {
    return voidsId === null ? null : context.load(registerEntryById, voidsId);
  }

  @FieldResolver(() => Staff, { description: 'Who asked for it.' })
  requestedBy(@Root() request: RegisterRequest): Staff {
    return staffReference(request.requestedBy);
  }

  @FieldResolver(() => Staff, { nullable: true, description: 'Who confirmed, declined or withdrew it.' })
  decidedBy(@Root() request: RegisterRequest): Staff | null {
    return request.decidedBy === null ? null : staffReference(request.decidedBy);
  }
}
