import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { DateScalar, DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { ComplianceEvent } from './compliance-event.js';
import { RegisterCount, RegisterCountLine } from './register-count.js';
import { RegisterRequest } from './register-request.js';
import { ComplianceEventKind, ComplianceSeverity, RegisterEntryKind, RegisterRequestStatus } from './register-terms.js';

@InputType({ description: 'Which entries; all conditions given must hold.' })
export class RegisterEntryFilter {
  @Field(() => ID, { nullable: true, description: 'Of this branch.' })
  branchId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this product.' })
  productId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this lot.' })
  lotId?: string | null;

  @Field(() => RegisterEntryKind, { nullable: true, description: 'Of this kind.' })
  kind?: RegisterEntryKind | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Made then or later.' })
  from?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Made before then.' })
  before?: Date | null;
}

@InputType({ description: 'Which requests; all conditions given must hold.' })
export class RegisterRequestFilter {
  @Field(() => ID, { nullable: true, description: 'Of this branch.' })
  branchId?: string | null;

  @Field(() => RegisterRequestStatus, { nullable: true, description: 'In this status.' })
  status?: RegisterRequestStatus | null;
}

@InputType({ description: 'Which compliance events; all conditions given must hold.' })
export class ComplianceEventFilter {
  @Field(() => ID, { nullable: true, description: 'Of this branch.' })
  branchId?: string | null;

  @Field(() => ComplianceEventKind, { nullable: true, description: 'Of this kind.' })
  kind?: ComplianceEventKind | null;

  @Field(() => ComplianceSeverity, { nullable: true, description: 'Of this severity.' })
  severity?: ComplianceSeverity | null;

  @Field(() => Boolean, { nullable: true, description: 'Those that are resolved, or those that are not.' })
  resolved?: boolean | null;
}

@InputType({ description: 'Packs of a controlled substance to destroy.' })
export class RequestControlledDestructionInput {
  @Field(() => ID, { description: 'Which stock.' })
  stockItemId: string;

  @Field(() => Int, { description: 'How many packs, from 1.' })
  quantity: number;

  @Field(() => String, { description: 'Why and how they are destroyed, or how they came to be missing.' })
  reason: string;

  @Field(() => ID, { nullable: true, description: 'The line of a count that it settles, in whole or in part.' })
  countLineId?: string | null;
}

@InputType({ description: 'A correction of the stock of a controlled substance.' })
export class RequestControlledAdjustmentInput {
  @Field(() => ID, { description: 'Which stock.' })
  stockItemId: string;

  @Field(() => Int, { description: 'How many packs more (positive) or fewer (negative) there are than the register says; not zero.' })
  quantity: number;

  @Field(() => String, { description: 'What was found, and why it is so.' })
  reason: string;

  @Field(() => ID, { nullable: true, description: 'The line of a count that it settles, in whole or in part.' })
  countLineId?: string | null;
}

@InputType({ description: 'An entry that was a mistake.' })
export class RequestRegisterVoidInput {
  @Field(() => ID, { description: 'The entry.' })
  registerEntryId: string;

  @Field(() => String, { description: 'What was wrong with it.' })
  reason: string;
}

@InputType({ description: "A second person's confirmation." })
export class WitnessRegisterRequestInput {
  @Field(() => ID, { description: 'The request.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;
}

@InputType({ description: 'A request that is not to be done.' })
export class DeclineRegisterRequestInput {
  @Field(() => ID, { description: 'The request.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => String, { description: 'Why.' })
  reason: string;
}

@InputType({ description: 'What was counted of a lot.' })
export class RegisterCountLineInput {
  @Field(() => ID, { description: 'The lot.' })
  lotId: string;

  @Field(() => Int, { description: 'How many packs were there, in whatever state, from 0.' })
  counted: number;
}

@InputType({ description: 'The count of all controlled substances of a branch.' })
export class RecordRegisterCountInput {
  @Field(() => ID, { nullable: true, description: 'The branch; the chosen one (`X-Branch-ID`) when left out.' })
  branchId?: string | null;

  @Field(() => [RegisterCountLineInput], {
    description: 'Every lot that the register has at the branch, and any other that was found; each once, at most 1000.',
  })
  lines: RegisterCountLineInput[];

  @Field(() => String, { nullable: true, description: 'What is to be said of it.' })
  note?: string | null;
}

@InputType({ description: 'The second count of a lot that was not as the register said.' })
export class RecountRegisterLineInput {
  @Field(() => ID, { description: 'The line of the count.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => Int, { description: 'How many packs are there now, from 0.' })
  counted: number;
}

@InputType({ description: 'What came of a compliance event.' })
export class ResolveComplianceEventInput {
  @Field(() => ID, { description: 'The event.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => String, { description: 'What came of it.' })
  resolution: string;
}

@ObjectType({ description: 'The request as it is now, or why not.' })
export class RequestControlledDestructionPayload extends MutationPayload {
  @Field(() => RegisterRequest, { simple: true, nullable: true, description: 'The request.' })
  request: RegisterRequest | null;
}

@ObjectType({ description: 'The request as it is now, or why not.' })
export class RequestControlledAdjustmentPayload extends MutationPayload {
  @Field(() => RegisterRequest, { simple: true, nullable: true, description: 'The request.' })
  request: RegisterRequest | null;
}

@ObjectType({ description: 'The request as it is now, or why not.' })
export class RequestRegisterVoidPayload extends MutationPayload {
  @Field(() => RegisterRequest, { simple: true, nullable: true, description: 'The request.' })
  request: RegisterRequest | null;
}

@ObjectType({ description: 'The request as it is now, or why not.' })
export class WitnessRegisterRequestPayload extends MutationPayload {
  @Field(() => RegisterRequest, { simple: true, nullable: true, description: 'The request.' })
  request: RegisterRequest | null;
}

@ObjectType({ description: 'The request as it is now, or why not.' })
export class DeclineRegisterRequestPayload extends MutationPayload {
  @Field(() => RegisterRequest, { simple: true, nullable: true, description: 'The request.' })
  request: RegisterRequest | null;
}

@ObjectType({ description: 'The count, or why not.' })
export class RecordRegisterCountPayload extends MutationPayload {
  @Field(() => RegisterCount, { simple: true, nullable: true, description: 'The count.' })
  count: RegisterCount | null;
}

@ObjectType({ description: 'The line as it is now, or why not.' })
export class RecountRegisterLinePayload extends MutationPayload {
  @Field(() => RegisterCountLine, { simple: true, nullable: true, description: 'The line.' })
  line: RegisterCountLine | null;
}

@ObjectType({ description: 'The event as it is now, or why not.' })
export class ResolveComplianceEventPayload extends MutationPayload {
  @Field(() => ComplianceEvent, { simple: true, nullable: true, description: 'The event.' })
  event: ComplianceEvent | null;
}

@InputType({ description: 'Which counts; all conditions given must hold.' })
export class RegisterCountFilter {
  @Field(() => ID, { nullable: true, description: 'Of this branch.' })
  branchId?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'On this day or later.' })
  from?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Before this day.' })
  before?: string | null;
}
