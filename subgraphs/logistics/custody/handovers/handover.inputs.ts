import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { HandoverCondition } from '../handover.js';
import { CustodyHandover, HandoverStatus } from './custody-handover.js';

@InputType({ description: 'Which handovers; all conditions given must hold.' })
export class CustodyHandoverFilter {
  @Field(() => ID, { nullable: true, description: 'In which this branch gives.' })
  fromBranchId?: string | null;

  @Field(() => ID, { nullable: true, description: 'In which this branch takes.' })
  toBranchId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this task.' })
  taskId?: string | null;

  @Field(() => HandoverStatus, { nullable: true, description: 'In this status.' })
  status?: HandoverStatus | null;
}

@InputType({ description: 'Who takes: a courier, a branch, or a person at a branch.' })
export class HandoverTakerInput {
  @Field(() => ID, { nullable: true, description: 'A courier, who carries it on; alone.' })
  courierId?: string | null;

  @Field(() => ID, { nullable: true, description: 'A person of the staff, who signs alone.' })
  staffId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      "Without `staffId` the branch that takes, in whose name any of its people signs; with it where the person is, the giver's when left out.",
  })
  branchId?: string | null;
}

@InputType({ description: 'Where something changes hands.' })
export class HandoverPlaceInput {
  @Field(() => String, { description: 'Its name: `Ward 3`.' })
  name: string;

  @Field(() => String, { nullable: true, description: 'Its GLN, 13 digits.' })
  gln?: string | null;

  @Field(() => Float, { nullable: true, description: 'Degrees north (WGS 84); with the longitude.' })
  latitude?: number | null;

  @Field(() => Float, { nullable: true, description: 'Degrees east (WGS 84).' })
  longitude?: number | null;
}

@InputType({ description: 'What a thermometer at the thing shows.' })
export class HandoverTemperatureInput {
  @Field(() => Float, { description: 'In degrees Celsius.' })
  celsius: number;

  @Field(() => String, { nullable: true, description: 'Which thermometer.' })
  deviceId?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was read; at the handover when left out.' })
  at?: Date | null;
}

@InputType({ description: 'A thing that is handed over.' })
export class HandoverItemInput {
  @Field(() => ID, { description: 'What it is in the graph: `specimen_…`, `lot_…`.' })
  itemId: string;

  @Field(() => String, { description: 'What the scanner reads on it; its code where it has one.' })
  scan: string;

  @Field(() => String, {
    nullable: true,
    description: 'What people call it; needed at its first handover, unless the task names it. Later ones keep what it was called.',
  })
  name?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What stands on its label; for its first handover, unless the task says it. Later ones keep it.',
  })
  code?: string | null;

  @Field(() => ID, { nullable: true, description: 'The order that it belongs to; for its first handover.' })
  orderId?: string | null;

  @Field(() => HandoverCondition, { defaultValue: HandoverCondition.INTACT, description: 'In what state it is.' })
  condition: HandoverCondition;

  @Field(() => String, { nullable: true, description: 'What is to be remarked.' })
  remark?: string | null;

  @Field(() => HandoverTemperatureInput, { nullable: true, description: 'How warm it is.' })
  temperature?: HandoverTemperatureInput | null;
}

@InputType({ description: 'What one gives to another.' })
export class ProposeHandoverInput {
  @Field(() => ID, { nullable: true, description: "The giver's branch; the chosen one (`X-Branch-ID`) when left out." })
  branchId?: string | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether the branch gives, as it must where the branch has the item; otherwise you do.',
  })
  inNameOfBranch: boolean;

  @Field(() => HandoverTakerInput, { description: 'Who takes.' })
  to: HandoverTakerInput;

  @Field(() => ID, { nullable: true, description: 'The task for which it is handed over.' })
  taskId?: string | null;

  @Field(() => HandoverPlaceInput, { description: 'Where.' })
  place: HandoverPlaceInput;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When; now when left out.' })
  at?: Date | null;

  @Field(() => [HandoverItemInput], { description: 'What; each thing once, 1 to 100.' })
  items: HandoverItemInput[];
}

@InputType({ description: 'A signature for one thing of a handover.' })
export class HandoverSignatureInput {
  @Field(() => ID, { description: 'Which thing.' })
  itemId: string;

  @Field(() => ID, { description: "By which of one's own keys: `signingkey_…`." })
  keyId: string;

  @Field(() => String, { description: 'Ed25519 over the 32 bytes of its `hash`, 64 bytes in base64url.' })
  value: string;
}

@InputType({ description: 'That the giver gives it so. The hashes that are signed say which state of the handover is meant.' })
export class SignHandoverInput {
  @Field(() => ID, { description: 'The handover.' })
  id: string;

  @Field(() => [HandoverSignatureInput], { description: 'For each thing one.' })
  signatures: HandoverSignatureInput[];
}

@InputType({ description: 'That the taker takes it so. The hashes that are signed say which state of the handover is meant.' })
export class AcceptHandoverInput extends SignHandoverInput {}

@InputType({ description: 'In what state a thing really is.' })
export class RestatedItemInput {
  @Field(() => ID, { description: 'Which thing.' })
  itemId: string;

  @Field(() => HandoverCondition, { description: 'In what state it is.' })
  condition: HandoverCondition;

  @Field(() => String, { nullable: true, description: 'What is to be remarked.' })
  remark?: string | null;
}

@InputType({ description: 'What a handover is to say instead. What is left out stays.' })
export class RestateHandoverInput {
  @Field(() => ID, { description: 'The handover.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When; now when left out.' })
  at?: Date | null;

  @Field(() => [RestatedItemInput], { defaultValue: [], description: 'Things that are in another state than was said.' })
  items: RestatedItemInput[];
}

@InputType({ description: 'That the taker does not take it.' })
export class RefuseHandoverInput {
  @Field(() => ID, { description: 'The handover.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => String, { description: 'Why.' })
  reason: string;
}

@InputType({ description: 'That the giver does not give it after all.' })
export class WithdrawHandoverInput extends RefuseHandoverInput {}

@ObjectType({ description: 'The handover as it is now, or why not.' })
export class ProposeHandoverPayload extends MutationPayload {
  @Field(() => CustodyHandover, { simple: true, nullable: true, description: 'The handover; its items say what is to be signed.' })
  handover: CustodyHandover | null;
}

@ObjectType({ description: 'The handover as it is now, or why not.' })
export class SignHandoverPayload extends MutationPayload {
  @Field(() => CustodyHandover, { simple: true, nullable: true, description: 'The handover.' })
  handover: CustodyHandover | null;
}

@ObjectType({ description: 'The handover as it is now, or why not.' })
export class AcceptHandoverPayload extends MutationPayload {
  @Field(() => CustodyHandover, { simple: true, nullable: true, description: 'The handover.' })
  handover: CustodyHandover | null;
}

@ObjectType({ description: 'The handover as it is now, or why not.' })
export class RestateHandoverPayload extends MutationPayload {
  @Field(() => CustodyHandover, { simple: true, nullable: true, description: 'The handover; both sides sign it anew.' })
  handover: CustodyHandover | null;
}

@ObjectType({ description: 'The handover as it is now, or why not.' })
export class RefuseHandoverPayload extends MutationPayload {
  @Field(() => CustodyHandover, { simple: true, nullable: true, description: 'The handover.' })
  handover: CustodyHandover | null;
}

@ObjectType({ description: 'The handover as it is now, or why not.' })
export class WithdrawHandoverPayload extends MutationPayload {
  @Field(() => CustodyHandover, { simple: true, nullable: true, description: 'The handover.' })
  handover: CustodyHandover | null;
}
