import { Directive, Field, Float, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { CurrencyScalar, LocalTimeScalar, PhoneNumberScalar, TimeZoneScalar } from '#kernel/graph/scalars/index.js';
import { defineList } from '#kernel/subgraph/list.js';
import { loaderById, loaderByParent } from '#kernel/subgraph/loader.js';

export enum BranchType {
  CLINIC = 'CLINIC',
  HOSPITAL = 'HOSPITAL',
  LAB = 'LAB',
  PHARMACY = 'PHARMACY',
  SUPPLIER = 'SUPPLIER',
  STERILIZATION = 'STERILIZATION',
  OPTICS = 'OPTICS',
}

registerEnumType(BranchType, {
  name: 'BranchType',
  description: 'What a branch is.',
  valuesConfig: {
    CLINIC: { description: 'Outpatient care.' },
    HOSPITAL: { description: 'Inpatient care.' },
    LAB: { description: 'Examines samples.' },
    PHARMACY: { description: 'Dispenses medicines.' },
    SUPPLIER: { description: 'Sells to the others.' },
    STERILIZATION: { description: 'Sterilizes instruments.' },
    OPTICS: { description: 'Fits glasses and lenses.' },
  },
});

export enum BranchStatus {
  ACTIVE = 'ACTIVE',
  CLOSED = 'CLOSED',
}

registerEnumType(BranchStatus, {
  name: 'BranchStatus',
  description: 'Whether a branch works.',
  valuesConfig: { ACTIVE: { description: 'Works.' }, CLOSED: { description: 'No longer works; its records stay.' } },
});

/** FHIR R4 days-of-week. */
export enum DayOfWeek {
  MON = 'MON',
  TUE = 'TUE',
  WED = 'WED',
  THU = 'THU',
  FRI = 'FRI',
  SAT = 'SAT',
  SUN = 'SUN',
}

registerEnumType(DayOfWeek, {
  name: 'DayOfWeek',
  description: 'A day of the week (FHIR R4 days-of-week).',
  valuesConfig: {
    MON: { description: 'Monday.' },
    TUE: { description: 'Tuesday.' },
    WED: { description: 'Wednesday.' },
    THU: { description: 'Thursday.' },
    FRI: { description: 'Friday.' },
    SAT: { description: 'Saturday.' },
    SUN: { description: 'Sunday.' },
  },
});

@ObjectType({ description: 'When a branch is open on a day of the week, on its own wall clock.' })
export class OpeningHours {
  @Field(() => DayOfWeek, { simple: true, description: 'The day.' })
  day: DayOfWeek;

  @Field(() => LocalTimeScalar, { simple: true, description: 'From.' })
  opens: string;

  @Field(() => LocalTimeScalar, { simple: true, description: 'Until; before `opens` it is on the next day.' })
  closes: string;
}

@ObjectType({ description: 'A postal address (FHIR R4 Address).' })
export class BranchAddress {
  @Field(() => [String], { simple: true, description: 'Street and house, as lines.' })
  lines: string[];

  @Field(() => String, { simple: true, nullable: true, description: 'City, town or village.' })
  city: string | null;

  @Field(() => String, { simple: true, nullable: true, description: 'State or province.' })
  state: string | null;

  @Field(() => String, { simple: true, nullable: true, description: 'Postal code.' })
  postalCode: string | null;

  @Field(() => String, { simple: true, nullable: true, description: 'Country, by ISO 3166-1 alpha-2.' })
  country: string | null;
}

@Entity('branches')
@ObjectType({ implements: Node, description: 'A place where the tenant works.' })
@Directive('@key(fields: "id")')
@Access('signed-in')
export class Branch extends TenantEntity implements Node {
  @IdColumn('branch')
  id: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'Short code, unique in the tenant: `UB1`.' })
  code: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'Name.' })
  name: string;

  @Column('text')
  nameKey: string;

  @Column('text')
  @Field(() => BranchType, { simple: true, description: 'What it is.' })
  type: BranchType;

  @Column('text')
  @Field(() => BranchStatus, { simple: true, description: 'Whether it works.' })
  status: BranchStatus;

  @Column('jsonb', { nullable: true })
  @Field(() => BranchAddress, { simple: true, nullable: true, description: 'Where it is.' })
  address: BranchAddress | null;

  @Column('double precision', { nullable: true })
  @Field(() => Float, { simple: true, nullable: true, description: 'Degrees north, WGS 84.' })
  latitude: number | null;

  @Column('double precision', { nullable: true })
  @Field(() => Float, { simple: true, nullable: true, description: 'Degrees east, WGS 84.' })
  longitude: number | null;

  @Column('text')
  @Field(() => TimeZoneScalar, { simple: true, description: 'Its time zone: every "per day" at this branch is a day there.' })
  timeZone: string;

  @Column('text')
  @Field(() => CurrencyScalar, { simple: true, description: 'The currency of its prices, tills and stock: ISO 4217.' })
  currency: string;

  @Column('jsonb')
  @Field(() => [OpeningHours], { simple: true, description: 'When it is open.' })
  openingHours: OpeningHours[];

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'Number of its licence.' })
  licenceNumber: string | null;

  @Column('text', { nullable: true })
  @Field(() => PhoneNumberScalar, { simple: true, nullable: true, description: 'Telephone.' })
  phone: string | null;
}

@Entity('departments')
@ObjectType({ implements: Node, description: 'A part of a branch.' })
@Directive('@key(fields: "id")')
@Access('signed-in')
export class Department extends TenantEntity implements Node {
  @IdColumn('department')
  id: string;

  @ReferenceColumn('branch')
  branchId: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'Name, unique in the branch.' })
  name: string;
}

export const BranchConnection = connectionOf(Branch, 'Branch');

export const branchById = loaderById(Branch);
export const departmentById = loaderById(Department);
export const departmentsOfBranch = loaderByParent(Department, 'branchId', ['name', 'id']);

export enum BranchOrderField {
  NAME = 'NAME',
}

registerEnumType(BranchOrderField, {
  name: 'BranchOrderField',
  description: 'What branches can be sorted by.',
  valuesConfig: { NAME: { description: 'Their name, without regard to accents and case.' } },
});

export const branchList = defineList<Branch, BranchOrderField>({ name: 'branches', entity: Branch, orders: { NAME: ['nameKey'] } });
