import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { RegisterRequest } from '../register/register-request.js';
import { TransferStatus } from './transfer-status.js';
import { Transfer, TransferShipment } from './transfer.js';

@InputType({ description: 'Which transfers; all conditions given must hold.' })
export class TransferFilter {
  @Field(() => ID, { nullable: true, description: 'That leave from this branch.' })
  fromBranchId?: string | null;

  @Field(() => ID, { nullable: true, description: 'That go to this branch.' })
  toBranchId?: string | null;

  @Field(() => TransferStatus, { nullable: true, description: 'In this status.' })
  status?: TransferStatus | null;
}

@InputType({ description: 'How much of a product is asked for.' })
export class TransferLineInput {
  @Field(() => ID, { description: 'The product.' })
  productId: string;

  @Field(() => Int, { description: 'How many packs, from 1.' })
  quantity: number;
}

@InputType({ description: 'Goods that one branch asks another for.' })
export class RequestTransferInput {
  @Field(() => ID, { nullable: true, description: 'The branch that asks, to which they go; the chosen one (`X-Branch-ID`) when left out.' })
  branchId?: string | null;

  @Field(() => ID, { description: 'The branch that is to send them.' })
  fromBranchId: string;

  @Field(() => [TransferLineInput], { description: 'What; each product once, 1 to 500.' })
  lines: TransferLineInput[];

  @Field(() => String, { nullable: true, description: 'What is to be said of it.' })
  note?: string | null;
}

@InputType({ description: 'How much of a line will be sent.' })
export class ApprovedLineInput {
  @Field(() => ID, { description: 'The line.' })
  lineId: string;

  @Field(() => Int, { description: 'How many packs, from 0 to what was asked for.' })
  quantity: number;
}

@InputType({ description: 'That a branch will send what it was asked for.' })
export class ApproveTransferInput {
  @Field(() => ID, { description: 'The transfer.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => [ApprovedLineInput], { defaultValue: [], description: 'Lines of which less is sent; all of it for those left out.' })
  lines: ApprovedLineInput[];
}

@InputType({ description: 'A transfer that is not to be.' })
export class RejectTransferInput {
  @Field(() => ID, { description: 'The transfer.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => String, { description: 'Why.' })
  reason: string;
}

@InputType({ description: 'A transfer that is called off.' })
export class CancelTransferInput extends RejectTransferInput {}

@InputType({ description: 'That the goods leave.' })
export class ShipTransferInput {
  @Field(() => ID, { description: 'The transfer.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether to send what there is when it is less than approved; otherwise that is refused.',
  })
  allowPartial: boolean;
}

@InputType({ description: 'What arrived of a lot.' })
export class ReceivedShipmentInput {
  @Field(() => ID, { description: 'The shipment.' })
  shipmentId: string;

  @Field(() => Int, { description: 'How many packs arrived, from 0 to what was shipped, damaged ones among them.' })
  received: number;

  @Field(() => Int, { defaultValue: 0, description: 'How many of them are damaged.' })
  damaged: number;
}

@InputType({ description: 'That the goods arrived.' })
export class ReceiveTransferInput {
  @Field(() => ID, { description: 'The transfer.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => [ReceivedShipmentInput], {
    defaultValue: [],
    description: 'Where it is not as shipped; all of it arrived well for those left out.',
  })
  shipments: ReceivedShipmentInput[];

  @Field(() => ID, { nullable: true, description: "Where they are put; the branch's usual place when left out." })
  locationId?: string | null;
}

export enum DifferenceOutcome {
  FOUND = 'FOUND',
  LOST = 'LOST',
}

registerEnumType(DifferenceOutcome, {
  name: 'TransferDifferenceOutcome',
  description: 'What became of packs that did not arrive with the others.',
  valuesConfig: {
    FOUND: { description: 'They came after all.' },
    LOST: { description: 'They are given up. Controlled substances wait on hold until a second person confirms it.' },
  },
});

@InputType({ description: 'What became of packs that did not arrive with the others.' })
export class SettleTransferDifferenceInput {
  @Field(() => ID, { description: 'The shipment.' })
  shipmentId: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => Int, { description: 'How many packs, from 1 to those outstanding.' })
  quantity: number;

  @Field(() => DifferenceOutcome, { description: 'What became of them.' })
  outcome: DifferenceOutcome;

  @Field(() => String, { description: 'What was found out.' })
  reason: string;
}

@ObjectType({ description: 'The transfer as it is now, or why not.' })
export class RequestTransferPayload extends MutationPayload {
  @Field(() => Transfer, { simple: true, nullable: true, description: 'The transfer.' })
  transfer: Transfer | null;
}

@ObjectType({ description: 'The transfer as it is now, or why not.' })
export class ApproveTransferPayload extends MutationPayload {
  @Field(() => Transfer, { simple: true, nullable: true, description: 'The transfer.' })
  transfer: Transfer | null;
}

@ObjectType({ description: 'The transfer as it is now, or why not.' })
export class RejectTransferPayload extends MutationPayload {
  @Field(() => Transfer, { simple: true, nullable: true, description: 'The transfer.' })
  transfer: Transfer | null;
}

@ObjectType({ description: 'The transfer as it is now, or why not.' })
export class CancelTransferPayload extends MutationPayload {
  @Field(() => Transfer, { simple: true, nullable: true, description: 'The transfer.' })
  transfer: Transfer | null;
}

@ObjectType({ description: 'The transfer as it is now, or why not.' })
export class ShipTransferPayload extends MutationPayload {
  @Field(() => Transfer, { simple: true, nullable: true, description: 'The transfer.' })
  transfer: Transfer | null;
}

@ObjectType({ description: 'The transfer as it is now, or why not.' })
export class ReceiveTransferPayload extends MutationPayload {
  @Field(() => Transfer, { simple: true, nullable: true, description: 'The transfer.' })
  transfer: Transfer | null;
}

@ObjectType({ description: 'The shipment as it is now, or why not.' })
export class SettleTransferDifferencePayload extends MutationPayload {
  @Field(() => TransferShipment, { simple: true, nullable: true, description: 'The shipment.' })
  shipment: TransferShipment | null;

  @Field(() => RegisterRequest, {
    simple: true,
    nullable: true,
    description: 'What a second person has to confirm, where packs of a controlled substance are given up.',
  })
  request: RegisterRequest | null;
}
