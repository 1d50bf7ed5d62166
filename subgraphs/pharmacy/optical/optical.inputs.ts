import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { OrderDirection } from '#kernel/graph/connection.js';
import { DateScalar } from '#kernel/graph/scalars/index.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { opticalValidity } from '../prescriptions/validity.js';
import { rangeOf } from './lens-check.js';
import { OpticalPrescription, OpticalPrescriptionOrderField } from './optical-prescription.js';
import { Eye, LensKind, OpticalPrescriptionStatus, PrismBase } from './optical-terms.js';

@InputType({ description: 'How optical prescriptions are sorted.' })
export class OpticalPrescriptionOrder {
  @Field(() => OpticalPrescriptionOrderField, { description: 'By what.' })
  field: OpticalPrescriptionOrderField;

  @Field(() => OrderDirection, { defaultValue: OrderDirection.DESC, description: 'In which direction.' })
  direction: OrderDirection;
}

@InputType({ description: 'Which optical prescriptions; all conditions given must hold.' })
export class OpticalPrescriptionFilter {
  @Field(() => ID, { nullable: true, description: 'Written at this branch.' })
  branchId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this patient.' })
  patientId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this prescriber: a member of staff.' })
  prescriberId?: string | null;

  @Field(() => OpticalPrescriptionStatus, { nullable: true, description: 'In this status.' })
  status?: OpticalPrescriptionStatus | null;

  @Field(() => DateScalar, { nullable: true, description: 'Written on this day or later.' })
  writtenFrom?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Written on this day or earlier.' })
  writtenUntil?: string | null;

  @Field(() => String, { nullable: true, description: 'Of this number: `UB1-OP-000042`.' })
  number?: string | null;
}

@InputType({ description: 'A prism of a lens.' })
export class PrismInput {
  @Field(() => Float, { description: `How strong: ${rangeOf('prism')} prism dioptres.` })
  amount: number;

  @Field(() => PrismBase, { description: 'To which side its thick edge lies.' })
  base: PrismBase;
}

@InputType({ description: 'What one eye needs. Powers are in dioptres, lengths in millimetres.' })
export class LensInput {
  @Field(() => Eye, { description: 'For which eye.' })
  eye: Eye;

  @Field(() => LensKind, { defaultValue: LensKind.SPECTACLE_LENS, description: 'Of glasses, or a contact lens.' })
  product: LensKind;

  @Field(() => Float, {
    nullable: true,
    description: `The sphere of a lens of glasses, which needs one: ${rangeOf('sphere')}; zero is plano.`,
  })
  sphere?: number | null;

  @Field(() => Float, { nullable: true, description: `The cylinder: ${rangeOf('cylinder')}; zero is none.` })
  cylinder?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'The axis of the cylinder: 1 to 180 whole degrees. Needed with a cylinder, and only then.',
  })
  axis?: number | null;

  @Field(() => Float, { nullable: true, description: `How much more power for near: ${rangeOf('add')}.` })
  add?: number | null;

  @Field(() => [PrismInput], { defaultValue: [], description: 'Its prisms: at most one up or down, and one in or out.' })
  prisms: PrismInput[];

  @Field(() => Float, {
    nullable: true,
    description: `From the middle of the nose to the pupil, for glasses: ${rangeOf('pupillaryDistance')}. Say either this or that of both eyes.`,
  })
  pupillaryDistance?: number | null;

  @Field(() => Float, { nullable: true, description: `From the back of the lens to the eye, for glasses: ${rangeOf('backDistance')}.` })
  backDistance?: number | null;

  @Field(() => Float, { nullable: true, description: `The power of a contact lens, which needs one: ${rangeOf('power')}.` })
  power?: number | null;

  @Field(() => Float, { nullable: true, description: `The base curve of a contact lens, which needs one: ${rangeOf('baseCurve')}.` })
  baseCurve?: number | null;

  @Field(() => Float, { nullable: true, description: `The diameter of a contact lens, which needs one: ${rangeOf('diameter')}.` })
  diameter?: number | null;

  @Field(() => String, { nullable: true, description: 'To the optician.' })
  note?: string | null;
}

@InputType({ description: 'A new optical prescription; it is a draft until its prescriber signs it.' })
export class WriteOpticalPrescriptionInput {
  @Field(() => ID, { nullable: true, description: 'The branch that writes it; the chosen one (`X-Branch-ID`) when left out.' })
  branchId?: string | null;

  @Field(() => ID, { description: 'The patient.' })
  patientId: string;

  @Field(() => ID, { nullable: true, description: 'The member of staff who prescribes and will sign; you when left out.' })
  prescriberId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The encounter in which it is written; of the same patient.' })
  encounterId?: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: `The last day on which lenses may be made by it; ${opticalValidity.defaultMonths} months from today when left out, and at most ${opticalValidity.mostMonths}.`,
  })
  validUntil?: string | null;

  @Field(() => Float, { nullable: true, description: `From pupil to pupil in millimetres: ${rangeOf('bothPupils')}.` })
  pupillaryDistance?: number | null;

  @Field(() => String, { nullable: true, description: 'To the optician.' })
  note?: string | null;

  @Field(() => [LensInput], { description: 'What each eye needs: at most one lens of each product an eye.' })
  lenses: LensInput[];
}

@InputType({ description: 'Changes to a draft; what is left out stays.' })
export class UpdateOpticalPrescriptionInput {
  @Field(() => ID, { description: 'The prescription.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => ID, { nullable: true, description: 'The member of staff who prescribes and will sign.' })
  prescriberId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The encounter in which it is written; null takes it away.' })
  encounterId?: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: `The last day on which lenses may be made by it; at most ${opticalValidity.mostMonths} months after it was begun.`,
  })
  validUntil?: string | null;

  @Field(() => String, { nullable: true, description: 'To the optician; null takes it away.' })
  note?: string | null;

  @Field(() => [LensInput], {
    nullable: true,
    description: 'What each eye needs as a whole, in place of what was said; `pupillaryDistance` goes with it.',
  })
  lenses?: LensInput[] | null;

  @Field(() => Float, {
    nullable: true,
    description: `From pupil to pupil in millimetres: ${rangeOf('bothPupils')}. Taken only with \`lenses\`.`,
  })
  pupillaryDistance?: number | null;
}

@InputType({ description: 'A draft to sign.' })
export class SignOpticalPrescriptionInput {
  @Field(() => ID, { description: 'The prescription.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read: what you sign is what you have seen.' })
  expectedVersion: number;
}

/** What ends an optical prescription. */
@InputType({ description: 'What becomes of an optical prescription, and why.' })
export abstract class EndOpticalPrescriptionInput {
  @Field(() => ID, { description: 'The prescription.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => String, { description: 'Why, for those who read it later.' })
  reason: string;
}

@InputType({ description: 'An optical prescription to withdraw.' })
export class CancelOpticalPrescriptionInput extends EndOpticalPrescriptionInput {}

@InputType({ description: 'An optical prescription that was a mistake.' })
export class MarkOpticalPrescriptionInErrorInput extends EndOpticalPrescriptionInput {}

/** What every command on an optical prescription answers. */
@ObjectType()
export abstract class OpticalPrescriptionPayload extends MutationPayload {
  @Field(() => OpticalPrescription, {
    simple: true,
    nullable: true,
    description: 'The prescription as it is now; null when it was refused.',
  })
  opticalPrescription: OpticalPrescription | null;
}

@ObjectType({ description: 'What came of writing an optical prescription.' })
export class WriteOpticalPrescriptionPayload extends OpticalPrescriptionPayload {}

@ObjectType({ description: 'What came of changing a draft.' })
export class UpdateOpticalPrescriptionPayload extends OpticalPrescriptionPayload {}

@ObjectType({ description: 'What came of signing.' })
export class SignOpticalPrescriptionPayload extends OpticalPrescriptionPayload {}

@ObjectType({ description: 'What came of withdrawing an optical prescription.' })
export class CancelOpticalPrescriptionPayload extends OpticalPrescriptionPayload {}

@ObjectType({ description: 'What came of marking an optical prescription as a mistake.' })
export class MarkOpticalPrescriptionInErrorPayload extends OpticalPrescriptionPayload {}
