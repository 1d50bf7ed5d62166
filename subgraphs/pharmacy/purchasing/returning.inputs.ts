import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { MoneyInput } from '#kernel/graph/money.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { StockStatus } from '../stock/stock-terms.js';
import { SupplierReturn, SupplierReturnStatus } from './supplier-return.js';

@InputType({ description: 'Which returns to suppliers; all conditions given must hold.' })
export class SupplierReturnFilter {
  @Field(() => ID, { nullable: true, description: 'From this branch.' })
  branchId?: string | null;

  @Field(() => ID, { nullable: true, description: 'To this supplier.' })
  supplierId?: string | null;

  @Field(() => SupplierReturnStatus, { nullable: true, description: 'In this status.' })
  status?: SupplierReturnStatus | null;
}

@InputType({ description: 'Packs to send back. Name the stock by `stockItemId`, or by `lotId`, `locationId` and `status`.' })
export class SupplierReturnLineInput {
  @Field(() => ID, { nullable: true, description: 'The stock: a lot in one place, in one state.' })
  stockItemId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The lot.' })
  lotId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Where it lies.' })
  locationId?: string | null;

  @Field(() => StockStatus, {
    nullable: true,
    description: 'In which state it is there. What has expired is named by EXPIRED or by AVAILABLE.',
  })
  status?: StockStatus | null;

  @Field(() => Int, { description: 'How many packs; those that are set aside for somebody cannot leave.' })
  quantity: number;
}

@InputType({ description: 'Goods that go back to a supplier, in whichever state they are.' })
export class ReturnToSupplierInput {
  @Field(() => ID, { nullable: true, description: 'The branch; the chosen one (`X-Branch-ID`) when left out.' })
  branchId?: string | null;

  @Field(() => ID, { description: 'To whom.' })
  supplierId: string;

  @Field(() => [SupplierReturnLineInput], { description: 'What goes back, 1 to 500 lines.' })
  lines: SupplierReturnLineInput[];

  @Field(() => String, { description: 'Why, in at most 1000 characters.' })
  reason: string;

  @Field(() => String, { nullable: true, description: 'Under which number the supplier takes it back.' })
  creditNote?: string | null;
}

@InputType({ description: 'What a supplier pays back for a return.' })
export class CreditSupplierReturnInput {
  @Field(() => ID, { description: 'The return.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => MoneyInput, { description: 'How much, in the currency of the return; zero when it pays nothing back.' })
  amount: MoneyInput;

  @Field(() => String, { nullable: true, description: 'The number of its credit note; what was known before stays when left out.' })
  creditNote?: string | null;
}

@ObjectType({ description: 'The return, or why nothing left.' })
export class ReturnToSupplierPayload extends MutationPayload {
  @Field(() => SupplierReturn, { simple: true, nullable: true, description: 'The return.' })
  supplierReturn: SupplierReturn | null;
}

@ObjectType({ description: 'The return as credited, or why not.' })
export class CreditSupplierReturnPayload extends MutationPayload {
  @Field(() => SupplierReturn, { simple: true, nullable: true, description: 'The return.' })
  supplierReturn: SupplierReturn | null;
}
