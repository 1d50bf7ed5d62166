import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { OrderDirection } from '#kernel/graph/connection.js';
import { DateScalar, DateTimeScalar, PhoneNumberScalar } from '#kernel/graph/scalars/index.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { ContactPointInput, Gender, HumanNameInput, PatientAddressInput, PatientContactInput } from './demographics.js';
import { PatientIdentifierInput } from './identifier.js';
import { Patient, PatientOrderField, PatientStatus } from './patient.js';

@InputType({ description: 'An identifier to search for.' })
export class IdentifierFilter {
  @Field(() => String, { nullable: true, description: 'Who gave it, as a URI; any system when left out.' })
  system?: string | null;

  @Field(() => String, { description: 'The whole identifier.' })
  value: string;
}

@InputType({ description: 'Which patients; all conditions given must hold. Deleted ones are left out unless asked for.' })
export class PatientFilter {
  @Field(() => String, {
    nullable: true,
    description: 'Beginnings of names, in any order, without regard to accents and case: `fee` or `jo fee` find José Feeney.',
  })
  nameStartsWith?: string | null;

  @Field(() => PhoneNumberScalar, { nullable: true, description: 'One of their telephone numbers.' })
  phone?: string | null;

  @Field(() => IdentifierFilter, { nullable: true, description: 'One of their identifiers.' })
  identifier?: IdentifierFilter | null;

  @Field(() => DateScalar, { nullable: true, description: 'Their date of birth.' })
  birthDate?: string | null;

  @Field(() => PatientStatus, { nullable: true, description: 'Whether the record is in use.' })
  status?: PatientStatus | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Only deleted records, to restore one.' })
  deleted: boolean;
}

@InputType({ description: 'The order of a list of patients.' })
export class PatientOrder {
  @Field(() => PatientOrderField, { description: 'By what.' })
  field: PatientOrderField;

  @Field(() => OrderDirection, { defaultValue: OrderDirection.ASC, description: 'Which end first.' })
  direction: OrderDirection;
}

@InputType({ description: 'A new patient.' })
export class RegisterPatientInput {
  @Field(() => [HumanNameInput], { description: 'At least one name, with a family or a given name.' })
  names: HumanNameInput[];

  @Field(() => Gender, { nullable: true, description: 'Administrative gender.' })
  gender?: Gender | null;

  @Field(() => DateScalar, { nullable: true, description: 'Date of birth; not in the future.' })
  birthDate?: string | null;

  @Field(() => [ContactPointInput], { defaultValue: [], description: 'How to reach the patient, the preferred way first.' })
  telecom: ContactPointInput[];

  @Field(() => [PatientAddressInput], { defaultValue: [], description: 'Where the patient lives or gets mail.' })
  addresses: PatientAddressInput[];

  @Field(() => [PatientContactInput], { defaultValue: [], description: 'Whom to turn to about the patient.' })
  contacts: PatientContactInput[];

  @Field(() => [PatientIdentifierInput], { defaultValue: [], description: 'Numbers that other systems gave the patient.' })
  identifiers: PatientIdentifierInput[];

  @Field(() => String, { nullable: true, description: 'Preferred language, as BCP 47 tag.' })
  language?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Time zone where the patient lives, where it is not the branch's, by its IANA name: `Asia/Ulaanbaatar`.",
  })
  timeZone?: string | null;

  @Field(() => String, { nullable: true, description: 'Where the photo is kept, as https address.' })
  photoUrl?: string | null;

  @Field(() => [String], { defaultValue: [], description: "The tenant's own marks." })
  tags: string[];

  @Field(() => ID, { nullable: true, description: 'The branch that registers; the chosen branch (`X-Branch-ID`) when left out.' })
  branchId?: string | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Register although a patient like this one exists.' })
  allowDuplicate: boolean;
}

@InputType({ description: 'Changes to a patient. What is left out stays; null empties what may be empty; lists are replaced as a whole.' })
export class UpdatePatientInput {
  @Field(() => ID, { description: 'The patient.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => [HumanNameInput], { nullable: true, description: 'All names.' })
  names?: HumanNameInput[] | null;

  @Field(() => Gender, { nullable: true, description: 'Administrative gender.' })
  gender?: Gender | null;

  @Field(() => DateScalar, { nullable: true, description: 'Date of birth.' })
  birthDate?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the patient has died.' })
  deceased?: boolean | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the patient died; implies `deceased`.' })
  deceasedAt?: Date | null;

  @Field(() => [ContactPointInput], { nullable: true, description: 'All ways to reach the patient.' })
  telecom?: ContactPointInput[] | null;

  @Field(() => [PatientAddressInput], { nullable: true, description: 'All addresses.' })
  addresses?: PatientAddressInput[] | null;

  @Field(() => [PatientContactInput], { nullable: true, description: 'All contacts.' })
  contacts?: PatientContactInput[] | null;

  @Field(() => [PatientIdentifierInput], { nullable: true, description: 'All identifiers.' })
  identifiers?: PatientIdentifierInput[] | null;

  @Field(() => String, { nullable: true, description: 'Preferred language, as BCP 47 tag.' })
  language?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Time zone where the patient lives, where it is not the branch's, by its IANA name: `Asia/Ulaanbaatar`.",
  })
  timeZone?: string | null;

  @Field(() => String, { nullable: true, description: 'Where the photo is kept, as https address.' })
  photoUrl?: string | null;

  @Field(() => PatientStatus, { nullable: true, description: 'Whether the record is in use.' })
  status?: PatientStatus | null;

  @Field(() => [String], { nullable: true, description: "The tenant's own marks." })
  tags?: string[] | null;
}

@InputType({ description: 'Which patient to delete.' })
export class DeletePatientInput {
  @Field(() => ID, { description: 'The patient.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;
}

@InputType({ description: 'Which deleted patient to restore.' })
export class RestorePatientInput {
  @Field(() => ID, { description: 'The patient.' })
  id: string;
}

@ObjectType({ description: 'The patient registered, or why not.' })
export class RegisterPatientPayload extends MutationPayload {
  @Field(() => Patient, { simple: true, nullable: true, description: 'The new patient.' })
  patient: Patient | null;

  @Field(() => [Patient], { simple: true, description: 'With `LIKELY_DUPLICATE`: the patients that seem to be the same person.' })
  duplicates: Patient[];
}

@ObjectType({ description: 'The patient as changed, or why not.' })
export class UpdatePatientPayload extends MutationPayload {
  @Field(() => Patient, { simple: true, nullable: true, description: 'The patient.' })
  patient: Patient | null;
}

@ObjectType({ description: 'The patient as deleted, or why not.' })
export class DeletePatientPayload extends MutationPayload {
  @Field(() => Patient, { simple: true, nullable: true, description: 'The patient, with `deletedAt`.' })
  patient: Patient | null;
}

@ObjectType({ description: 'The patient as restored, or why not.' })
export class RestorePatientPayload extends MutationPayload {
  @Field(() => Patient, { simple: true, nullable: true, description: 'The patient.' })
  patient: Patient | null;
}
