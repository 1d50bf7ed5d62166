import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { CodingInput } from '#kernel/graph/coding.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { HealthcareService, PractitionerService } from './healthcare-service.js';

@InputType({ description: 'Which services; all conditions given must hold.' })
export class HealthcareServiceFilter {
  @Field(() => ID, { nullable: true, description: 'Which this practitioner offers.' })
  practitionerId?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Which can be booked, or which cannot.' })
  active?: boolean | null;
}

@InputType({ description: 'How a service is booked. What is left out stays as it is, or takes the value named.' })
export class VisitTermsInput {
  @Field(() => Int, { nullable: true, description: 'How long a visit takes: 1 to 1440 minutes.' })
  durationMinutes?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Minutes before a visit in which practitioner and resources are taken too: 0 to 240, at first 0.',
  })
  bufferBeforeMinutes?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Minutes after a visit in which practitioner and resources are taken too: 0 to 240, at first 0.',
  })
  bufferAfterMinutes?: number | null;

  @Field(() => Int, { nullable: true, description: 'How many patients can have the same visit at the same time: 1 to 1000, at first 1.' })
  capacity?: number | null;

  @Field(() => Int, { nullable: true, description: 'Visits begin at multiples of so many minutes after midnight: 1 to 1440, at first 15.' })
  alignmentMinutes?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'A visit can be booked until so many minutes before it begins: 0 to 525600, at first 0.',
  })
  minimumNoticeMinutes?: number | null;

  @Field(() => Int, { nullable: true, description: 'A visit can be booked at most so many days ahead: 1 to 730, at first 90.' })
  horizonDays?: number | null;

  @Field(() => Int, { nullable: true, description: 'Within so many days after a visit one follow-up is free: 1 to 365; null for none.' })
  followUpDays?: number | null;

  @Field(() => String, { nullable: true, description: 'The key of the price in the price list.' })
  priceReference?: string | null;
}

@InputType({ description: 'A type of visit.' })
export class CreateHealthcareServiceInput {
  @Field(() => String, { description: '1 to 40 letters, digits, hyphens, dots or underscores, unique in the tenant.' })
  code: string;

  @Field(() => String, { description: 'The name that patients read.' })
  name: string;

  @Field(() => CodingInput, { nullable: true, description: 'The specialty that it belongs to.' })
  specialty?: CodingInput | null;

  @Field(() => Boolean, { defaultValue: true, description: 'Whether a visit needs a practitioner.' })
  requiresPractitioner: boolean;

  @Field(() => VisitTermsInput, { description: 'How it is booked; the duration is required.' })
  terms: VisitTermsInput;
}

@InputType({ description: 'Changes to a service; what is booked stays as it was booked.' })
export class UpdateHealthcareServiceInput {
  @Field(() => ID, { description: 'The service.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => String, { nullable: true, description: 'The name that patients read.' })
  name?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it can be booked from now on.' })
  active?: boolean | null;

  @Field(() => CodingInput, { nullable: true, description: 'The specialty that it belongs to.' })
  specialty?: CodingInput | null;

  @Field(() => VisitTermsInput, { nullable: true, description: 'How it is booked.' })
  terms?: VisitTermsInput | null;
}

@InputType({ description: 'That a practitioner offers a service, and with which values of their own.' })
export class OfferServiceInput {
  @Field(() => ID, { description: 'The practitioner.' })
  practitionerId: string;

  @Field(() => ID, { description: 'The service.' })
  serviceId: string;

  @Field(() => VisitTermsInput, {
    nullable: true,
    description: "Values in place of the service's. They replace all that the practitioner had; what is left out is the service's.",
  })
  terms?: VisitTermsInput | null;
}

@InputType({ description: 'That a practitioner no longer offers a service.' })
export class WithdrawServiceInput {
  @Field(() => ID, { description: 'The practitioner.' })
  practitionerId: string;

  @Field(() => ID, { description: 'The service.' })
  serviceId: string;
}

@ObjectType({ description: 'The service created, or why not.' })
export class CreateHealthcareServicePayload extends MutationPayload {
  @Field(() => HealthcareService, { simple: true, nullable: true, description: 'The service.' })
  service: HealthcareService | null;
}

@ObjectType({ description: 'The service as changed, or why not.' })
export class UpdateHealthcareServicePayload extends MutationPayload {
  @Field(() => HealthcareService, { simple: true, nullable: true, description: 'The service.' })
  service: HealthcareService | null;
}

@ObjectType({ description: 'What the practitioner offers now, or why not.' })
export class OfferServicePayload extends MutationPayload {
  @Field(() => PractitionerService, { simple: true, nullable: true, description: 'The service with this practitioner.' })
  practitionerService: PractitionerService | null;
}

@ObjectType({ description: 'Whether the practitioner stopped offering the service, or why not.' })
export class WithdrawServicePayload extends MutationPayload {
  @Field(() => ID, { simple: true, nullable: true, description: 'The id of what was offered until now.' })
  withdrawnId: string | null;
}
