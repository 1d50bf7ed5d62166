import { Field, InputType, ObjectType, registerEnumType } from 'type-graphql';

/** FHIR R4 AdministrativeGender. */
export enum Gender {
  MALE = 'MALE',
  FEMALE = 'FEMALE',
  OTHER = 'OTHER',
  UNKNOWN = 'UNKNOWN',
}

registerEnumType(Gender, {
  name: 'Gender',
  description: 'Administrative gender (FHIR R4 administrative-gender).',
  valuesConfig: {
    MALE: { description: 'Male.' },
    FEMALE: { description: 'Female.' },
    OTHER: { description: 'Other.' },
    UNKNOWN: { description: 'Not known.' },
  },
});

export enum NameUse {
  USUAL = 'USUAL',
  OFFICIAL = 'OFFICIAL',
  TEMP = 'TEMP',
  NICKNAME = 'NICKNAME',
  ANONYMOUS = 'ANONYMOUS',
  OLD = 'OLD',
  MAIDEN = 'MAIDEN',
}

registerEnumType(NameUse, {
  name: 'NameUse',
  description: 'What a name is for (FHIR R4 name-use).',
  valuesConfig: {
    USUAL: { description: 'Known as.' },
    OFFICIAL: { description: 'As on official papers.' },
    TEMP: { description: 'For a time only.' },
    NICKNAME: { description: 'Among friends.' },
    ANONYMOUS: { description: 'Assigned to hide the person.' },
    OLD: { description: 'No longer in use.' },
    MAIDEN: { description: 'Before marriage.' },
  },
});

@ObjectType({ description: 'A name of a person and its parts (FHIR R4 HumanName).' })
export class HumanName {
  @Field(() => NameUse, { simple: true, description: 'What it is for.' })
  use: NameUse;

  @Field(() => String, { simple: true, nullable: true, description: 'Family name.' })
  family: string | null;

  @Field(() => [String], { simple: true, description: 'Given names, first and middle ones in order.' })
  given: string[];

  @Field(() => [String], { simple: true, description: 'Parts before the name, such as `Dr.`.' })
  prefix: string[];

  @Field(() => [String], { simple: true, description: 'Parts after the name, such as `Jr.`.' })
  suffix: string[];
}

@InputType({ description: 'A name of a person; a family name or a given name is needed.' })
export class HumanNameInput {
  @Field(() => NameUse, { defaultValue: NameUse.OFFICIAL, description: 'What it is for.' })
  use: NameUse;

  @Field(() => String, { nullable: true, description: 'Family name.' })
  family?: string | null;

  @Field(() => [String], { defaultValue: [], description: 'Given names, first and middle ones in order.' })
  given: string[];

  @Field(() => [String], { defaultValue: [], description: 'Parts before the name, such as `Dr.`.' })
  prefix: string[];

  @Field(() => [String], { defaultValue: [], description: 'Parts after the name, such as `Jr.`.' })
  suffix: string[];
}

export enum ContactSystem {
  PHONE = 'PHONE',
  FAX = 'FAX',
  EMAIL = 'EMAIL',
  PAGER = 'PAGER',
  URL = 'URL',
  SMS = 'SMS',
  OTHER = 'OTHER',
}

registerEnumType(ContactSystem, {
  name: 'ContactSystem',
  description: 'By which means somebody is reached (FHIR R4 contact-point-system).',
  valuesConfig: {
    PHONE: { description: 'A telephone, in E.164.' },
    FAX: { description: 'A fax machine.' },
    EMAIL: { description: 'An email address.' },
    PAGER: { description: 'A pager.' },
    URL: { description: 'A web address or messenger handle.' },
    SMS: { description: 'A number for text messages only, in E.164.' },
    OTHER: { description: 'Something else.' },
  },
});

export enum ContactUse {
  HOME = 'HOME',
  WORK = 'WORK',
  TEMP = 'TEMP',
  OLD = 'OLD',
  MOBILE = 'MOBILE',
}

registerEnumType(ContactUse, {
  name: 'ContactUse',
  description: 'Where or when a contact point reaches the person (FHIR R4 contact-point-use).',
  valuesConfig: {
    HOME: { description: 'At home.' },
    WORK: { description: 'At work.' },
    TEMP: { description: 'For a time only.' },
    OLD: { description: 'No longer in use.' },
    MOBILE: { description: 'Carried along.' },
  },
});

@ObjectType({ description: 'A way to reach somebody (FHIR R4 ContactPoint).' })
export class ContactPoint {
  @Field(() => ContactSystem, { simple: true, description: 'By which means.' })
  system: ContactSystem;

  @Field(() => String, { simple: true, description: 'The number or address. Telephone numbers are E.164, except imported ones that are no valid numbers.' })
  value: string;

  @Field(() => ContactUse, { simple: true, nullable: true, description: 'Where or when it reaches the person.' })
  use: ContactUse | null;
}

@InputType({ description: 'A way to reach somebody.' })
export class ContactPointInput {
  @Field(() => ContactSystem, { description: 'By which means.' })
  system: ContactSystem;

  @Field(() => String, { description: 'The number or address; telephone numbers with + and country code.' })
  value: string;

  @Field(() => ContactUse, { nullable: true, description: 'Where or when it reaches the person.' })
  use?: ContactUse | null;
}

@ObjectType({ description: 'A postal address (FHIR R4 Address).' })
export class PatientAddress {
  @Field(() => [String], { simple: true, description: 'Street, house, apartment, as lines.' })
  lines: string[];

  @Field(() => String, { simple: true, nullable: true, description: 'City, town or village.' })
  city: string | null;

  @Field(() => String, { simple: true, nullable: true, description: 'District or county.' })
  district: string | null;

  @Field(() => String, { simple: true, nullable: true, description: 'State or province.' })
  state: string | null;

  @Field(() => String, { simple: true, nullable: true, description: 'Postal code.' })
  postalCode: string | null;

  @Field(() => String, { simple: true, nullable: true, description: 'Country, by ISO 3166-1 alpha-2 where known.' })
  country: string | null;
}

@InputType({ description: 'A postal address.' })
export class PatientAddressInput {
  @Field(() => [String], { defaultValue: [], description: 'Street, house, apartment, as lines.' })
  lines: string[];

  @Field(() => String, { nullable: true, description: 'City, town or village.' })
  city?: string | null;

  @Field(() => String, { nullable: true, description: 'District or county.' })
  district?: string | null;

  @Field(() => String, { nullable: true, description: 'State or province.' })
  state?: string | null;

  @Field(() => String, { nullable: true, description: 'Postal code.' })
  postalCode?: string | null;

  @Field(() => String, { nullable: true, description: 'Country, by ISO 3166-1 alpha-2.' })
  country?: string | null;
}

@ObjectType({ description: 'Somebody to turn to about the patient: a guardian, partner or friend (FHIR R4 Patient.contact).' })
export class PatientContact {
  @Field(() => String, { simple: true, description: 'Who it is.' })
  name: string;

  @Field(() => String, { simple: true, nullable: true, description: 'What they are to the patient, such as `mother`.' })
  relationship: string | null;

  @Field(() => [ContactPoint], { simple: true, description: 'How to reach them.' })
  telecom: ContactPoint[];
}

@InputType({ description: 'Somebody to turn to about the patient.' })
export class PatientContactInput {
  @Field(() => String, { description: 'Who it is.' })
  name: string;

  @Field(() => String, { nullable: true, description: 'What they are to the patient, such as `mother`.' })
  relationship?: string | null;

  @Field(() => [ContactPointInput], { defaultValue: [], description: 'How to reach them.' })
  telecom: ContactPointInput[];
}

