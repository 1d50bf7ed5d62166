import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { OrderDirection } from '#kernel/graph/connection.js';
import { MoneyInput } from '#kernel/graph/money.js';
import { BigIntScalar, DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { TillSession, TillSessionOrderField } from './till-session.js';
import { CashMovementKind, TenderKind, TillSessionStatus } from './till-terms.js';
import { Till, TillOrderField } from './till.js';

@InputType({ description: 'Which tills; all conditions given must hold.' })
export class TillFilter {
  @Field(() => ID, {
    nullable: true,
    description: 'At this branch; at the chosen one (`X-Branch-ID`), or all that you may see, when left out.',
  })
  branchId?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'In use, or not.' })
  active?: boolean | null;
}

@InputType({ description: 'How tills are sorted.' })
export class TillOrder {
  @Field(() => TillOrderField, { description: 'By what.' })
  field: TillOrderField;

  @Field(() => OrderDirection, { defaultValue: OrderDirection.ASC, description: 'In which direction.' })
  direction: OrderDirection;
}

@InputType({ description: 'Which sessions of tills; all conditions given must hold.' })
export class TillSessionFilter {
  @Field(() => ID, {
    nullable: true,
    description: 'At this branch; at the chosen one (`X-Branch-ID`), or all that you may see, when left out.',
  })
  branchId?: string | null;

  @Field(() => ID, { nullable: true, description: 'At this till.' })
  tillId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this cashier.' })
  cashierId?: string | null;

  @Field(() => TillSessionStatus, { nullable: true, description: 'In this status.' })
  status?: TillSessionStatus | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Opened at this moment or later.' })
  from?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Opened before this moment.' })
  until?: Date | null;
}

@InputType({ description: 'How the sessions of tills are sorted.' })
export class TillSessionOrder {
  @Field(() => TillSessionOrderField, { description: 'By what.' })
  field: TillSessionOrderField;

  @Field(() => OrderDirection, { defaultValue: OrderDirection.DESC, description: 'In which direction.' })
  direction: OrderDirection;
}

@InputType({ description: 'A new till.' })
export class AddTillInput {
  @Field(() => ID, { nullable: true, description: 'The branch; the chosen one (`X-Branch-ID`) when left out.' })
  branchId?: string | null;

  @Field(() => String, { description: 'Its name, unique in the branch.' })
  name: string;

  @Field(() => BigIntScalar, {
    nullable: true,
    description:
      "The smallest coin that it takes and gives, in minor units of the branch's currency, to which cash is rounded; 1 when left out.",
  })
  cashRoundingMinor?: bigint | null;
}

@InputType({ description: 'Changes to a till; what is left out stays.' })
export class UpdateTillInput {
  @Field(() => ID, { description: 'The till.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => String, { nullable: true, description: 'Its name, unique in the branch.' })
  name?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it can be opened; one that is open is worked at until it is closed.' })
  active?: boolean | null;

  @Field(() => BigIntScalar, { nullable: true, description: 'The smallest coin that it takes and gives, in minor units.' })
  cashRoundingMinor?: bigint | null;
}

@InputType({ description: 'Who begins to work at a till: you.' })
export class OpenTillInput {
  @Field(() => ID, { description: 'The till.' })
  tillId: string;

  @Field(() => MoneyInput, { description: 'The cash that is in it now, counted; zero or more.' })
  openingFloat: MoneyInput;
}

@InputType({ description: 'Cash that is put in or taken out without a sale.' })
export class RecordCashInput {
  @Field(() => ID, { description: 'The session of the till.' })
  tillSessionId: string;

  @Field(() => CashMovementKind, { description: 'Which way.' })
  kind: CashMovementKind;

  @Field(() => MoneyInput, { description: 'How much; more than zero.' })
  amount: MoneyInput;

  @Field(() => String, { description: 'What for.' })
  reason: string;
}

@InputType({ description: 'What was counted of what people paid with.' })
export class CountedTenderInput {
  @Field(() => TenderKind, { description: 'Of what.' })
  tender: TenderKind;

  @Field(() => MoneyInput, { description: 'How much: the cash in the drawer, or the sum of the slips and of the terminal.' })
  amount: MoneyInput;
}

@InputType({ description: 'So many notes or coins of one value.' })
export class DenominationInput {
  @Field(() => BigIntScalar, { description: 'What one is worth, in minor units.' })
  valueMinor: bigint;

  @Field(() => Int, { description: 'How many there are.' })
  count: number;
}

@InputType({ description: 'The count on which a till is closed.' })
export class CloseTillInput {
  @Field(() => ID, { description: 'The session of the till.' })
  tillSessionId: string;

  @Field(() => [CountedTenderInput], { description: 'What was counted of everything that the journal has entries in, each once.' })
  counted: CountedTenderInput[];

  @Field(() => [DenominationInput], { nullable: true, description: 'Which notes and coins make up the cash.' })
  denominations?: DenominationInput[] | null;

  @Field(() => String, { nullable: true, description: 'Why what was counted is not what was expected; needed when it is not.' })
  reason?: string | null;
}

@ObjectType({ description: 'The till added, or why not.' })
export class AddTillPayload extends MutationPayload {
  @Field(() => Till, { simple: true, nullable: true, description: 'The till.' })
  till: Till | null;
}

@ObjectType({ description: 'The till as changed, or why not.' })
export class UpdateTillPayload extends MutationPayload {
  @Field(() => Till, { simple: true, nullable: true, description: 'The till.' })
  till: Till | null;
}

@ObjectType({ description: 'The session that began, or why not.' })
export class OpenTillPayload extends MutationPayload {
  @Field(() => TillSession, { simple: true, nullable: true, description: 'The session.' })
  tillSession: TillSession | null;
}

@ObjectType({ description: 'The session with the cash entered, or why not.' })
export class RecordCashPayload extends MutationPayload {
  @Field(() => TillSession, { simple: true, nullable: true, description: 'The session.' })
  tillSession: TillSession | null;
}

@ObjectType({ description: 'The session as closed, or why not.' })
export class CloseTillPayload extends MutationPayload {
  @Field(() => TillSession, { simple: true, nullable: true, description: 'The session.' })
  tillSession: TillSession | null;
}
