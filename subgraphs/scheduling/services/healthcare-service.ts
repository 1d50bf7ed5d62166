import { Directive, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { Coding } from '#kernel/graph/coding.js';
import { connectionOf, OrderDirection } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { defineList } from '#kernel/subgraph/list.js';
import { loaderById, loaderByParent } from '#kernel/subgraph/loader.js';
import type { OwnTerms, VisitTerms } from './visit-terms.js';

@Entity('healthcare_services')
@ObjectType({ implements: Node, description: 'A type of visit that can be booked (FHIR R4 HealthcareService).' })
@Directive('@key(fields: "id")')
@Access('schedules:read')
export class HealthcareService extends TenantEntity implements Node, VisitTerms {
  @IdColumn('service')
  id: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'Short code, unique in the tenant: `GP-15`.' })
  code: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'The name that patients read.' })
  name: string;

  @Column('text')
  nameKey: string;

  @Column('jsonb', { nullable: true })
  @Field(() => Coding, { simple: true, nullable: true, description: 'The specialty that it belongs to.' })
  specialty: Coding | null;

  @Column('boolean')
  @Field(() => Boolean, { simple: true, description: 'Whether it can be booked.' })
  active: boolean;

  @Column('boolean')
  @Field(() => Boolean, {
    simple: true,
    description: 'Whether a visit needs a practitioner; otherwise the schedule of the service or of its resources decides.',
  })
  requiresPractitioner: boolean;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'How long a visit takes, in minutes.' })
  durationMinutes: number;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'Minutes before a visit in which practitioner and resources are taken too.' })
  bufferBeforeMinutes: number;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'Minutes after a visit in which practitioner and resources are taken too.' })
  bufferAfterMinutes: number;

  @Column('integer')
  @Field(() => Int, {
    simple: true,
    description: 'How many patients can have the same visit at the same time: over 1 for groups and overbooking.',
  })
  capacity: number;

  @Column('integer')
  @Field(() => Int, {
    simple: true,
    description: 'Visits begin at multiples of so many minutes after midnight, on the wall clock of the branch.',
  })
  alignmentMinutes: number;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'A visit can be booked until so many minutes before it begins.' })
  minimumNoticeMinutes: number;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'A visit can be booked at most so many days ahead.' })
  horizonDays: number;

  @Column('integer', { nullable: true })
  @Field(() => Int, {
    simple: true,
    nullable: true,
    description: 'Within so many days after a visit one follow-up is free; null when none is.',
  })
  followUpDays: number | null;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'The key of the price in the price list.' })
  priceReference: string | null;
}

@Entity('practitioner_services')
@ObjectType({ implements: Node, description: 'That a practitioner offers a service, with values of their own where they differ.' })
@Directive('@key(fields: "id")')
@Access('schedules:read')
export class PractitionerService extends TenantEntity implements Node, OwnTerms {
  @IdColumn('practitionerservice')
  id: string;

  @ReferenceColumn('practitioner')
  practitionerId: string;

  @ReferenceColumn('service')
  serviceId: string;

  @Column('integer', { nullable: true })
  @Field(() => Int, { simple: true, nullable: true, description: "In place of the service's duration, in minutes." })
  durationMinutes: number | null;

  @Column('integer', { nullable: true })
  @Field(() => Int, { simple: true, nullable: true, description: "In place of the service's buffer before, in minutes." })
  bufferBeforeMinutes: number | null;

  @Column('integer', { nullable: true })
  @Field(() => Int, { simple: true, nullable: true, description: "In place of the service's buffer after, in minutes." })
  bufferAfterMinutes: number | null;

  @Column('integer', { nullable: true })
  @Field(() => Int, { simple: true, nullable: true, description: "In place of the service's capacity." })
  capacity: number | null;

  @Column('integer', { nullable: true })
  @Field(() => Int, { simple: true, nullable: true, description: "In place of the service's alignment, in minutes." })
  alignmentMinutes: number | null;

  @Column('integer', { nullable: true })
  @Field(() => Int, { simple: true, nullable: true, description: "In place of the service's minimum notice, in minutes." })
  minimumNoticeMinutes: number | null;

  @Column('integer', { nullable: true })
  @Field(() => Int, { simple: true, nullable: true, description: "In place of the service's horizon, in days." })
  horizonDays: number | null;

  @Column('integer', { nullable: true })
  @Field(() => Int, { simple: true, nullable: true, description: "In place of the service's follow-up window, in days." })
  followUpDays: number | null;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: "In place of the service's price." })
  priceReference: string | null;
}

export const HealthcareServiceConnection = connectionOf(HealthcareService, 'HealthcareService');

export enum HealthcareServiceOrderField {
  NAME = 'NAME',
}

registerEnumType(HealthcareServiceOrderField, {
  name: 'HealthcareServiceOrderField',
  description: 'What services can be sorted by.',
  valuesConfig: { NAME: { description: 'Their name, without regard to accents and case.' } },
});

export const serviceById = loaderById(HealthcareService);
export const practitionerServiceById = loaderById(PractitionerService);
export const servicesOfPractitioner = loaderByParent(PractitionerService, 'practitionerId', ['createdAt', 'id']);

export const serviceList = defineList<HealthcareService, HealthcareServiceOrderField>({
  name: 'services',
  entity: HealthcareService,
  orders: { NAME: ['nameKey'] },
});

export const servicesByName = { field: HealthcareServiceOrderField.NAME, direction: OrderDirection.ASC };
