import { Directive, Field, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { DateScalar, DateTimeScalar, TimeZoneScalar } from '#kernel/graph/scalars/index.js';
import { defineList } from '#kernel/subgraph/list.js';
import { loaderById } from '#kernel/subgraph/loader.js';
import { ContactPoint, Gender, HumanName, NameUse, PatientAddress, PatientContact } from './demographics.js';
import { initialsOf } from './initials.js';
import { searchKey } from '#kernel/graph/search-key.js';

export enum PatientStatus {
  ACTIVE = 'ACTIVE',
  INACTIVE = 'INACTIVE',
}

registerEnumType(PatientStatus, {
  name: 'PatientStatus',
  description: 'Whether the record is in use (FHIR R4 Patient.active).',
  valuesConfig: { ACTIVE: { description: 'In use.' }, INACTIVE: { description: 'Kept, but no longer in use.' } },
});

@Entity('patients')
@ObjectType({ implements: Node, description: 'A person who receives care from the tenant, at whichever branch (FHIR R4 Patient).' })
@Directive('@key(fields: "id")')
@Access('patients:read')
export class Patient extends TenantEntity implements Node {
  @IdColumn('patient')
  id: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'Patient number, unique in the tenant: `P-000123`.' })
  number: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'The official name in one line, for people to read.' })
  name: string;

  @Column('text')
  nameKey: string;

  @Column('jsonb')
  @Field(() => [HumanName], { simple: true, description: 'All names, the official one first.' })
  names: HumanName[];

  @Column('text', { nullable: true })
  @Field(() => Gender, { simple: true, nullable: true, description: 'Administrative gender.' })
  gender: Gender | null;

  @Column('date', { nullable: true })
  @Field(() => DateScalar, { simple: true, nullable: true, description: 'Date of birth.' })
  birthDate: string | null;

  @Column('boolean')
  @Field(() => Boolean, { simple: true, description: 'Whether the patient has died.' })
  deceased: boolean;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When the patient died, where known.' })
  deceasedAt: Date | null;

  @Column('jsonb')
  @Field(() => [ContactPoint], { simple: true, description: 'How to reach the patient, the preferred way first.' })
  telecom: ContactPoint[];

  @Column('jsonb')
  @Field(() => [PatientAddress], { simple: true, description: 'Where the patient lives or gets mail.' })
  addresses: PatientAddress[];

  @Column('jsonb')
  @Field(() => [PatientContact], { simple: true, description: 'Whom to turn to about the patient.' })
  contacts: PatientContact[];

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'Preferred language, as BCP 47 tag.' })
  language: string | null;

  @Column('text', { nullable: true })
  @Field(() => TimeZoneScalar, {
    simple: true,
    nullable: true,
    description: "The time zone where the patient lives, where it is not the branch's: the quiet hours of reminders are counted there.",
  })
  timeZone: string | null;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'Where the photo is kept.' })
  photoUrl: string | null;

  @Column('text')
  @Field(() => PatientStatus, { simple: true, description: 'Whether the record is in use.' })
  status: PatientStatus;

  @Column('text', { array: true })
  @Field(() => [String], { simple: true, description: "The tenant's own marks." })
  tags: string[];

  @ReferenceColumn('branch', { nullable: true })
  branchId: string | null;

  @Column('text', { nullable: true })
  externalId: string | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When the record was deleted; it can be restored.' })
  deletedAt: Date | null;

  @Field(() => String, {
    simple: true,
    description:
      'For boards that others can read: the first letters of the given and the family name of the official name, in upper case and each with a full stop, such as `C.B.`; `C.` of one name only. Empty when the name has neither letters nor digits.',
  })
  get initials(): string {
    const [main] = this.names;
    return main ? initialsOf(main) : '';
  }

  /** Sets the names, and the one line and the key that follow from them. */
  rename(names: readonly HumanName[]): void {
    this.names = [...names].sort((a, b) => Number(b.use === NameUse.OFFICIAL) - Number(a.use === NameUse.OFFICIAL));
    const [main] = this.names;
    this.name = main ? [...main.prefix, ...main.given, main.family, ...main.suffix].filter(Boolean).join(' ') : '';
    this.nameKey = main ? searchKey([main.family, ...main.given].filter(Boolean).join(' ')).slice(0, 200) : '';
  }
}

export const PatientConnection = connectionOf(Patient, 'Patient');

export const patientById = loaderById(Patient);

export enum PatientOrderField {
  NAME = 'NAME',
  CREATED_AT = 'CREATED_AT',
}

registerEnumType(PatientOrderField, {
  name: 'PatientOrderField',
  description: 'What patients can be sorted by.',
  valuesConfig: {
    NAME: { description: 'Family name, then given names, without regard to accents and case.' },
    CREATED_AT: { description: 'When they were registered.' },
  },
});

export const patientList = defineList<Patient, PatientOrderField>({
  name: 'patients',
  entity: Patient,
  orders: { NAME: ['nameKey'], CREATED_AT: ['createdAt'] },
});
