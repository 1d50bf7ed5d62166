import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { CurrencyScalar, PhoneNumberScalar } from '#kernel/graph/scalars/index.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { Supplier } from './supplier.js';

@InputType({ description: 'Which suppliers; all conditions given must hold.' })
export class SupplierFilter {
  @Field(() => String, { nullable: true, description: 'Whose name begins with this, without regard to accents and case.' })
  search?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Which can be ordered from, or which cannot.' })
  active?: boolean | null;
}

@InputType({ description: 'A new supplier.' })
export class CreateSupplierInput {
  @Field(() => String, { description: 'Its name, unique in the tenant.' })
  name: string;

  @Field(() => String, { nullable: true, description: 'The short name by which you know it, unique.' })
  code?: string | null;

  @Field(() => String, { nullable: true, description: 'Where orders are mailed to.' })
  email?: string | null;

  @Field(() => PhoneNumberScalar, { nullable: true, description: 'Where it can be called.' })
  phone?: string | null;

  @Field(() => String, { nullable: true, description: 'GS1 Global Location Number: 13 digits with the check digit.' })
  gln?: string | null;

  @Field(() => String, { nullable: true, description: 'Its postal address.' })
  address?: string | null;

  @Field(() => CurrencyScalar, { description: 'In which currency it quotes its prices.' })
  currency: string;

  @Field(() => Int, { nullable: true, description: 'How many days it usually takes to deliver, 0 to 365.' })
  leadTimeDays?: number | null;
}

@InputType({ description: 'Changes to a supplier. What is left out stays.' })
export class UpdateSupplierInput {
  @Field(() => ID, { description: 'The supplier.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => String, { nullable: true, description: 'Its name, unique in the tenant.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'The short name by which you know it, unique; null takes it away.' })
  code?: string | null;

  @Field(() => String, { nullable: true, description: 'Where orders are mailed to; null takes it away.' })
  email?: string | null;

  @Field(() => PhoneNumberScalar, { nullable: true, description: 'Where it can be called; null takes it away.' })
  phone?: string | null;

  @Field(() => String, { nullable: true, description: 'GS1 Global Location Number; null takes it away.' })
  gln?: string | null;

  @Field(() => String, { nullable: true, description: 'Its postal address; null takes it away.' })
  address?: string | null;

  @Field(() => CurrencyScalar, { nullable: true, description: 'In which currency it quotes from now on; prices known so far keep theirs.' })
  currency?: string | null;

  @Field(() => Int, { nullable: true, description: 'How many days it usually takes to deliver; null when nobody knows.' })
  leadTimeDays?: number | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it can be ordered from; orders that were sent can still be received.' })
  active?: boolean | null;
}

@ObjectType({ description: 'The supplier created, or why not.' })
export class CreateSupplierPayload extends MutationPayload {
  @Field(() => Supplier, { simple: true, nullable: true, description: 'The supplier.' })
  supplier: Supplier | null;
}

@ObjectType({ description: 'The supplier as changed, or why not.' })
export class UpdateSupplierPayload extends MutationPayload {
  @Field(() => Supplier, { simple: true, nullable: true, description: 'The supplier.' })
  supplier: Supplier | null;
}
