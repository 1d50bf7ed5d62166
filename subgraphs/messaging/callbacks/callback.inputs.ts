import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { CallbackComment, CallbackReason, CallbackRequest, CallbackStatus } from './callback-request.js';

@InputType({ description: 'Which callbacks; all conditions given must hold.' })
export class CallbackRequestFilter {
  @Field(() => [CallbackStatus], { nullable: true, description: 'In one of these statuses; those that are not done when left out.' })
  statuses?: CallbackStatus[] | null;

  @Field(() => ID, { nullable: true, description: 'Of people who chose this branch; those who chose none yet are not among them.' })
  branchId?: string | null;

  @Field(() => CallbackReason, { nullable: true, description: 'For this reason.' })
  reason?: CallbackReason | null;
}

@InputType({ description: 'A callback that you take.' })
export class ClaimCallbackInput {
  @Field(() => ID, { description: 'The callback.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;
}

@InputType({ description: 'A callback that you give back to the queue.' })
export class UnclaimCallbackInput {
  @Field(() => ID, { description: 'The callback.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;
}

@InputType({ description: 'A callback that is done.' })
export class ResolveCallbackInput {
  @Field(() => ID, { description: 'The callback.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => String, { description: 'What came of it, in at most 1,000 characters.' })
  resolution: string;
}

@InputType({ description: 'A note about a callback.' })
export class CommentOnCallbackInput {
  @Field(() => ID, { description: 'The callback.' })
  id: string;

  @Field(() => String, { description: 'The note, in at most 1,000 characters.' })
  text: string;
}

@ObjectType({ description: 'The callback as it is now, or why not.' })
export class ClaimCallbackPayload extends MutationPayload {
  @Field(() => CallbackRequest, { simple: true, nullable: true, description: 'The callback.' })
  callback: CallbackRequest | null;
}

@ObjectType({ description: 'The callback as it is now, or why not.' })
export class UnclaimCallbackPayload extends MutationPayload {
  @Field(() => CallbackRequest, { simple: true, nullable: true, description: 'The callback.' })
  callback: CallbackRequest | null;
}

@ObjectType({ description: 'The callback as it is now, or why not.' })
export class ResolveCallbackPayload extends MutationPayload {
  @Field(() => CallbackRequest, { simple: true, nullable: true, description: 'The callback.' })
  callback: CallbackRequest | null;
}

@ObjectType({ description: 'The note, or why there is none.' })
export class CommentOnCallbackPayload extends MutationPayload {
  @Field(() => CallbackComment, { simple: true, nullable: true, description: 'The note.' })
  comment: CallbackComment | null;
}

export enum MessageDirection {
  INBOUND = 'INBOUND',
  OUTBOUND = 'OUTBOUND',
}

registerEnumType(MessageDirection, {
  name: 'MessageDirection',
  description: 'Who wrote a message.',
  valuesConfig: { INBOUND: { description: 'The person.' }, OUTBOUND: { description: 'We.' } },
});

@ObjectType({ description: 'One message of a thread, as staff read it.' })
export class ConversationMessage {
  @Field(() => MessageDirection, { simple: true, description: 'Who wrote it.' })
  direction: MessageDirection;

  @Field(() => String, {
    simple: true,
    nullable: true,
    description: 'What it says; codes are not kept. Null for a picture or the like, and for what was taken back.',
  })
  text: string | null;

  @Field(() => DateTimeScalar, { simple: true, description: 'When it was written.' })
  at: Date;

  @Field(() => String, {
    simple: true,
    nullable: true,
    description: 'What became of ours: `QUEUED`, `SENT`, `DELIVERED`, `READ` or `FAILED`.',
  })
  status: string | null;
}
