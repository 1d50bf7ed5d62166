import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { SpecimenResult } from './specimen-result.js';
import { RejectionReason } from './specimen-terms.js';
import { Specimen } from './specimen.js';

@InputType({ description: 'Specimens that were collected: all of them, or none where one is refused.' })
export class CollectSpecimensInput {
  @Field(() => [String], { description: 'What was scanned from their labels, 1 to 200.' })
  accessionNumbers: string[];

  @Field(() => DateTimeScalar, { nullable: true, description: 'When, where that was told later; now when left out.' })
  collectedAt?: Date | null;
}

@ObjectType({ description: 'The specimens as they are now, or why not.' })
export class CollectSpecimensPayload extends MutationPayload {
  @Field(() => [Specimen], { simple: true, description: 'The specimens, by number.' })
  specimens: Specimen[];
}

@InputType({ description: 'Specimens that arrived at the laboratory: all of them, or none where one is refused.' })
export class ReceiveSpecimensInput {
  @Field(() => [String], { description: 'What was scanned from their labels, 1 to 200.' })
  accessionNumbers: string[];
}

@ObjectType({ description: 'Something about a specimen that who has it in hand should know.' })
export class SpecimenWarning {
  @Field(() => String, { simple: true, description: 'Which specimen.' })
  accessionNumber: string;

  @Field(() => String, { simple: true, description: 'What is the matter, and what to do.' })
  message: string;

  /** By which it is left out where the caller may not read the specimen. */
  specimen: Specimen;
}

@ObjectType({ description: 'The specimens as they are now, or why not.' })
export class ReceiveSpecimensPayload extends MutationPayload {
  @Field(() => [Specimen], { simple: true, description: 'The specimens, by number.' })
  specimens: Specimen[];

  @Field(() => [SpecimenWarning], {
    simple: true,
    description: 'Those that are older than their stability, and those that are held. They were received nevertheless.',
  })
  warnings: SpecimenWarning[];
}

@InputType({ description: 'Specimens that the laboratory cannot examine: all of them, or none where one is refused.' })
export class RejectSpecimensInput {
  @Field(() => [String], { description: 'What was scanned from their labels, or stands in the order, 1 to 200.' })
  accessionNumbers: string[];

  @Field(() => RejectionReason, { description: 'Why.' })
  reason: RejectionReason;

  @Field(() => String, { nullable: true, description: 'What else is to be said of it; needed with OTHER.' })
  text?: string | null;
}

@ObjectType({ description: 'The specimens as they are now, or why not.' })
export class RejectSpecimensPayload extends MutationPayload {
  @Field(() => [Specimen], { simple: true, description: 'The specimens, by number.' })
  specimens: Specimen[];
}

@InputType({ description: 'A rejected specimen for which others are to be collected.' })
export class RecollectSpecimenInput {
  @Field(() => String, { description: 'The number of the rejected specimen.' })
  accessionNumber: string;
}

@ObjectType({ description: 'What is to be collected now, or why not.' })
export class RecollectSpecimenPayload extends MutationPayload {
  @Field(() => [Specimen], {
    simple: true,
    description: 'The new specimens: as examinations need them now; none where their requirements were removed, or their lines called off.',
  })
  specimens: Specimen[];
}

@InputType({ description: 'A document, such as the report of a laboratory.' })
export class ResultDocumentInput {
  @Field(() => String, { description: 'Its media type: `application/pdf`, `image/jpeg`, `image/png` or `text/plain`.' })
  contentType: string;

  @Field(() => String, { description: 'The document in base64 (RFC 4648), up to 2 MiB of it.' })
  base64: string;

  @Field(() => String, { nullable: true, description: 'Its SHA-256 in hex, where what arrives is to be compared with what was sent.' })
  sha256?: string | null;
}

@InputType({
  description: 'What the laboratory found in a specimen: words, a document, or both. A correction is recorded as another result.',
})
export class RecordSpecimenResultInput {
  @Field(() => String, { description: 'The number of the specimen, as it stands on its label.' })
  accessionNumber: string;

  @Field(() => String, { description: 'What it is: `Complete blood count`.' })
  title: string;

  @Field(() => String, { nullable: true, description: 'What was found, in words; up to 10000 characters.' })
  conclusion?: string | null;

  @Field(() => ResultDocumentInput, { nullable: true, description: 'The document that says what was found.' })
  document?: ResultDocumentInput | null;
}

@ObjectType({ description: 'What was recorded, or why not.' })
export class RecordSpecimenResultPayload extends MutationPayload {
  @Field(() => Specimen, { simple: true, nullable: true, description: 'The specimen as it is now.' })
  specimen: Specimen | null;

  @Field(() => SpecimenResult, { simple: true, nullable: true, description: 'The result.' })
  result: SpecimenResult | null;
}

@InputType({ description: 'That a specimen can be examined, although something happened to it on the way.' })
export class ReleaseSpecimenInput {
  @Field(() => ID, { description: 'The specimen.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => String, { description: 'Why it can be examined nevertheless.' })
  reason: string;
}

@ObjectType({ description: 'The specimen as it is now, or why not.' })
export class ReleaseSpecimenPayload extends MutationPayload {
  @Field(() => Specimen, { simple: true, nullable: true, description: 'The specimen.' })
  specimen: Specimen | null;
}
