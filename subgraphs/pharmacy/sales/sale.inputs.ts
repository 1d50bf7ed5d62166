import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { OrderDirection } from '#kernel/graph/connection.js';
import { MoneyInput } from '#kernel/graph/money.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { TenderKind } from '../tills/till-terms.js';
import { SaleLine } from './sale-line.js';
import { SaleKind, SaleStatus } from './sale-terms.js';
import { Sale, SaleOrderField } from './sale.js';

@InputType({ description: 'Which sales; all conditions given must hold. With `from` or `until` the months that are looked into are few.' })
export class SaleFilter {
  @Field(() => ID, {
    nullable: true,
    description: 'At this branch; at the chosen one (`X-Branch-ID`), or all that you may see, when left out.',
  })
  branchId?: string | null;

  @Field(() => ID, { nullable: true, description: 'At the till, in this session.' })
  tillSessionId?: string | null;

  @Field(() => SaleKind, { nullable: true, description: 'Sales, or returns.' })
  kind?: SaleKind | null;

  @Field(() => SaleStatus, { nullable: true, description: 'In this status.' })
  status?: SaleStatus | null;

  @Field(() => String, { nullable: true, description: 'With this number on its receipt.' })
  receiptNumber?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this patient.' })
  patientId?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Paid, or refunded, at this moment or later; baskets are left out.' })
  from?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Paid, or refunded, before this moment; baskets are left out.' })
  until?: Date | null;
}

@InputType({ description: 'How sales are sorted.' })
export class SaleOrder {
  @Field(() => SaleOrderField, { description: 'By what.' })
  field: SaleOrderField;

  @Field(() => OrderDirection, { defaultValue: OrderDirection.DESC, description: 'In which direction.' })
  direction: OrderDirection;
}

@InputType({ description: 'A new basket.' })
export class StartSaleInput {
  @Field(() => ID, { description: 'Your session at a till.' })
  tillSessionId: string;

  @Field(() => ID, { nullable: true, description: 'Who buys, when it is a patient who is known.' })
  patientId?: string | null;
}

@InputType({ description: 'Packs to put into a basket.' })
export class AddSaleLineInput {
  @Field(() => ID, { description: 'The basket.' })
  saleId: string;

  @Field(() => ID, { nullable: true, description: 'The product; either this or `scan`.' })
  productId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What a scanner read on the pack: a GS1 code or a GTIN. Where it names the lot, packs of that lot are taken.',
  })
  scan?: string | null;

  @Field(() => Int, { defaultValue: 1, description: 'How many packs, 1 to 10000.' })
  quantity: number;

  @Field(() => ID, { nullable: true, description: 'Of this lot; of those that expire first when left out.' })
  lotId?: string | null;
}

@InputType({ description: 'What was handed out, to be paid.' })
export class AddDispenseLineInput {
  @Field(() => ID, { description: 'The basket.' })
  saleId: string;

  @Field(() => ID, { description: 'What was handed out, or is about to be, at this branch.' })
  dispenseId: string;
}

@InputType({ description: 'A line to take out of a basket.' })
export class RemoveSaleLineInput {
  @Field(() => ID, { description: 'The basket.' })
  saleId: string;

  @Field(() => ID, { description: 'The line.' })
  lineId: string;
}

@InputType({ description: 'What is taken off: an amount, or a part of the price.' })
export class DiscountInput {
  @Field(() => MoneyInput, { nullable: true, description: 'So much.' })
  amount?: MoneyInput | null;

  @Field(() => Int, { nullable: true, description: 'This part, in basis points, 1 to 10000: 500 is 5 %.' })
  basisPoints?: number | null;
}

@InputType({ description: 'A discount of one line.' })
export class DiscountSaleLineInput {
  @Field(() => ID, { description: 'The basket.' })
  saleId: string;

  @Field(() => ID, { description: 'The line.' })
  lineId: string;

  @Field(() => DiscountInput, { nullable: true, description: 'The discount, in place of the one before; none when left out.' })
  discount?: DiscountInput | null;
}

@InputType({ description: 'A discount of a whole sale.' })
export class DiscountSaleInput {
  @Field(() => ID, { description: 'The basket.' })
  saleId: string;

  @Field(() => DiscountInput, { nullable: true, description: 'The discount, in place of the one before; none when left out.' })
  discount?: DiscountInput | null;
}

@InputType({ description: 'A basket to put by.' })
export class HoldSaleInput {
  @Field(() => ID, { description: 'The basket.' })
  saleId: string;

  @Field(() => Int, {
    defaultValue: 24,
    description: 'For how many hours its goods are set aside, 1 to 168; no longer than it can be paid, seven days after it was begun.',
  })
  hours: number;
}

@InputType({ description: 'A held basket to go on with.' })
export class ResumeSaleInput {
  @Field(() => ID, { description: 'The basket.' })
  saleId: string;

  @Field(() => ID, { description: 'Your session at a till of its branch.' })
  tillSessionId: string;
}

@InputType({ description: 'A basket to give up.' })
export class DiscardSaleInput {
  @Field(() => ID, { description: 'The basket.' })
  saleId: string;
}

@InputType({ description: 'With what somebody pays, and how much.' })
export class TenderInput {
  @Field(() => TenderKind, { description: 'With what.' })
  kind: TenderKind;

  @Field(() => MoneyInput, { description: 'How much; cash as it was handed over, before the change.' })
  amount: MoneyInput;

  @Field(() => String, { nullable: true, description: 'The slip or transaction; the coverage or claim, which an insurer needs.' })
  reference?: string | null;
}

@InputType({ description: 'How a basket is paid.' })
export class CompleteSaleInput {
  @Field(() => ID, { description: 'The basket.' })
  saleId: string;

  @Field(() => Int, { description: 'The `version` you have read: what was paid for is what was shown.' })
  expectedVersion: number;

  @Field(() => [TenderInput], { description: 'What is paid with; together they cover the total, and more only in cash.' })
  tenders: TenderInput[];

  @Field(() => ID, { nullable: true, description: 'Who buys, in place of who was named before; needed for credit.' })
  patientId?: string | null;
}

@InputType({ description: 'A sale to undo.' })
export class VoidSaleInput {
  @Field(() => ID, { description: 'The sale.' })
  saleId: string;

  @Field(() => String, { description: 'Why.' })
  reason: string;
}

@InputType({ description: 'Packs of a line that come back.' })
export class ReturnedSaleLineInput {
  @Field(() => ID, { description: 'The line of the sale.' })
  lineId: string;

  @Field(() => Int, { description: 'How many packs; at most those that were sold less those that came back before.' })
  quantity: number;

  @Field(() => ID, { nullable: true, description: 'Of this lot; of those that were sold, in their order, when left out.' })
  lotId?: string | null;
}

@InputType({ description: 'With what money is given back; how much follows from what was paid.' })
export class RefundInput {
  @Field(() => TenderKind, { description: 'With what.' })
  kind: TenderKind;

  @Field(() => String, { nullable: true, description: 'The slip, transaction, coverage or claim.' })
  reference?: string | null;
}

@InputType({ description: 'Goods that come back against their receipt.' })
export class ReturnSaleInput {
  @Field(() => ID, { description: 'The sale in which they were bought.' })
  originalSaleId: string;

  @Field(() => ID, { description: 'Your session at a till of its branch, out of which the money is given back.' })
  tillSessionId: string;

  @Field(() => [ReturnedSaleLineInput], { description: 'What comes back.' })
  lines: ReturnedSaleLineInput[];

  @Field(() => String, { description: 'Why.' })
  reason: string;

  @Field(() => RefundInput, {
    description: 'With what money is given back; at most what was paid with it, less what was given back with it before.',
  })
  tender: RefundInput;

  @Field(() => [TenderInput], {
    defaultValue: [],
    description:
      'How much of it is given back otherwise, where no one tender paid for all of it; not in cash. What is left goes by `tender`.',
  })
  otherTenders: TenderInput[];
}

@ObjectType()
abstract class SalePayload extends MutationPayload {
  @Field(() => Sale, { simple: true, nullable: true, description: 'The sale.' })
  sale: Sale | null;
}

@ObjectType()
abstract class SaleLinePayload extends SalePayload {
  @Field(() => SaleLine, { simple: true, nullable: true, description: 'The line that was added.' })
  line: SaleLine | null;
}

@ObjectType({ description: 'The basket begun, or why not.' })
export class StartSalePayload extends SalePayload {}

@ObjectType({ description: 'The basket with the packs in it, or why not.' })
export class AddSaleLinePayload extends SaleLinePayload {}

@ObjectType({ description: 'The basket with the dispense in it, or why not.' })
export class AddDispenseLinePayload extends SaleLinePayload {}

@ObjectType({ description: 'The basket without the line, or why not.' })
export class RemoveSaleLinePayload extends SalePayload {}

@ObjectType({ description: 'The basket with the discount, or why not.' })
export class DiscountSaleLinePayload extends SalePayload {}

@ObjectType({ description: 'The basket with the discount, or why not.' })
export class DiscountSalePayload extends SalePayload {}

@ObjectType({ description: 'The basket put by, or why not.' })
export class HoldSalePayload extends SalePayload {}

@ObjectType({ description: 'The basket to go on with, or why not.' })
export class ResumeSalePayload extends SalePayload {}

@ObjectType({ description: 'The basket given up, or why not.' })
export class DiscardSalePayload extends SalePayload {}

@ObjectType({ description: 'The sale as paid, with its receipt number, or why not.' })
export class CompleteSalePayload extends SalePayload {}

@ObjectType({ description: 'The sale as voided, or why not.' })
export class VoidSalePayload extends SalePayload {}

@ObjectType({ description: 'The return, with a receipt of its own, or why not.' })
export class ReturnSalePayload extends SalePayload {}
