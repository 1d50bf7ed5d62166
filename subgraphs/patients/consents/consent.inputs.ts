import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { Consent } from './consent.js';
import { PurposeOfUse } from '#kernel/graph/purpose-of-use.js';

@InputType({ description: 'Which consents.' })
export class ConsentFilter {
  @Field(() => ID, { nullable: true, description: 'Those given to this client.' })
  clientId?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Those that hold now, or those that do not.' })
  inForce?: boolean | null;
}

@InputType({ description: 'A consent that a patient gave to the staff.' })
export class RecordConsentInput {
  @Field(() => ID, { description: 'Who consents.' })
  patientId: string;

  @Field(() => ID, { description: 'The client that may use the data.' })
  clientId: string;

  @Field(() => [PurposeOfUse], { description: 'For what.' })
  purposes: PurposeOfUse[];

  @Field(() => [String], {
    description: 'What the client may do: permissions that the public graph asks for, such as `patients:read` (`publicScopes`).',
  })
  scopes: string[];

  @Field(() => DateTimeScalar, { nullable: true, description: 'From when it holds; now when left out.' })
  startsAt?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Until when it holds; until it is withdrawn when left out.' })
  endsAt?: Date | null;

  @Field(() => String, { nullable: true, description: 'Where the signed form is kept. Give this or a note.' })
  documentReference?: string | null;

  @Field(() => String, { nullable: true, description: 'How the patient said so. Give this or a document.' })
  note?: string | null;
}

@InputType({ description: 'A consent that holds no longer.' })
export class WithdrawConsentInput {
  @Field(() => ID, { description: 'The consent.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => String, { description: 'Why, in at most 1000 characters.' })
  reason: string;

  @Field(() => Boolean, { defaultValue: false, description: 'It was never given, but recorded by mistake.' })
  enteredInError: boolean;
}

@ObjectType({ description: 'The consent recorded, or why not.' })
export class RecordConsentPayload extends MutationPayload {
  @Field(() => Consent, { simple: true, nullable: true, description: 'The consent; one that said the same before, extended.' })
  consent: Consent | null;
}

@ObjectType({ description: 'The consent as withdrawn, or why not.' })
export class WithdrawConsentPayload extends MutationPayload {
  @Field(() => Consent, { simple: true, nullable: true, description: 'The consent.' })
  consent: Consent | null;
}
