import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { PhoneNumberScalar } from '#kernel/graph/scalars/index.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { Customer } from './customer.js';

@InputType({ description: 'Which customers; all conditions given must hold.' })
export class CustomerFilter {
  @Field(() => String, { nullable: true, description: 'Whose name begins with this, without regard to accents and case.' })
  search?: string | null;

  @Field(() => String, { nullable: true, description: 'With this code.' })
  code?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'For whom orders can be written, or cannot.' })
  active?: boolean | null;
}

@InputType({ description: 'A new customer.' })
export class CreateCustomerInput {
  @Field(() => String, { description: 'Its name, unique in the tenant.' })
  name: string;

  @Field(() => String, { nullable: true, description: 'The short name by which you know it, unique.' })
  code?: string | null;

  @Field(() => String, { nullable: true, description: 'Where it is written to.' })
  email?: string | null;

  @Field(() => PhoneNumberScalar, { nullable: true, description: 'Where it can be called.' })
  phone?: string | null;

  @Field(() => String, { nullable: true, description: 'GS1 Global Location Number: 13 digits with the check digit.' })
  gln?: string | null;

  @Field(() => String, { nullable: true, description: 'Its postal address.' })
  address?: string | null;
}

@InputType({ description: 'Changes to a customer. What is left out stays.' })
export class UpdateCustomerInput {
  @Field(() => ID, { description: 'The customer.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => String, { nullable: true, description: 'Its name, unique in the tenant.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'The short name by which you know it, unique; null takes it away.' })
  code?: string | null;

  @Field(() => String, { nullable: true, description: 'Where it is written to; null takes it away.' })
  email?: string | null;

  @Field(() => PhoneNumberScalar, { nullable: true, description: 'Where it can be called; null takes it away.' })
  phone?: string | null;

  @Field(() => String, { nullable: true, description: 'GS1 Global Location Number; null takes it away.' })
  gln?: string | null;

  @Field(() => String, { nullable: true, description: 'Its postal address; null takes it away.' })
  address?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether orders for it can be written from now on.' })
  active?: boolean | null;
}

@ObjectType({ description: 'The customer created, or why not.' })
export class CreateCustomerPayload extends MutationPayload {
  @Field(() => Customer, { simple: true, nullable: true, description: 'The customer.' })
  customer: Customer | null;
}

@ObjectType({ description: 'The customer as changed, or why not.' })
export class UpdateCustomerPayload extends MutationPayload {
  @Field(() => Customer, { simple: true, nullable: true, description: 'The customer.' })
  customer: Customer | null;
}
