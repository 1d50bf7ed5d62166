import { Directive, Field, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import type { ConsentFacts } from '#kernel/consents/known-consents.js';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { defineList } from '#kernel/subgraph/list.js';
import { loaderById, loaderByParent } from '#kernel/subgraph/loader.js';
import { PurposeOfUse } from '#kernel/graph/purpose-of-use.js';

export enum ConsentStatus {
  ACTIVE = 'ACTIVE',
  INACTIVE = 'INACTIVE',
  ENTERED_IN_ERROR = 'ENTERED_IN_ERROR',
}

registerEnumType(ConsentStatus, {
  name: 'ConsentStatus',
  description: 'What has become of a consent (FHIR R4 consent-state-codes).',
  valuesConfig: {
    ACTIVE: { description: 'Given; it holds within its period.' },
    INACTIVE: { description: 'Withdrawn.' },
    ENTERED_IN_ERROR: { description: 'Recorded by mistake.' },
  },
});

export enum ConsentMethod {
  STAFF_RECORDED = 'STAFF_RECORDED',
  PATIENT_VERIFIED = 'PATIENT_VERIFIED',
}

registerEnumType(ConsentMethod, {
  name: 'ConsentMethod',
  description: 'How a consent was given.',
  valuesConfig: {
    STAFF_RECORDED: { description: 'To the staff, who recorded it.' },
    PATIENT_VERIFIED: { description: "By whoever entered the code that was sent to the patient's telephone." },
  },
});

@Entity('consents')
@ObjectType({ implements: Node, description: "A patient's permission that a client uses their data for a purpose (FHIR R4 Consent)." })
@Directive('@key(fields: "id")')
@Access('consents:read')
export class Consent extends TenantEntity implements Node {
  @IdColumn('consent')
  id: string;

  @ReferenceColumn('patient')
  patientId: string;

  @ReferenceColumn('client')
  clientId: string;

  @Column('text')
  @Field(() => ConsentStatus, { simple: true, description: 'What has become of it.' })
  status: ConsentStatus;

  @Column('text', { array: true })
  @Field(() => [PurposeOfUse], { simple: true, description: 'For what the data may be used.' })
  purposes: PurposeOfUse[];

  @Column('text', { array: true })
  @Field(() => [String], { simple: true, description: 'What the client may do: permissions, such as `appointments:book`.' })
  scopes: string[];

  @Column({ type: 'timestamptz', precision: 3 })
  @Field(() => DateTimeScalar, { simple: true, description: 'From when it holds.' })
  startsAt: Date;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'Until when it holds; null until it is withdrawn.' })
  endsAt: Date | null;

  @Column('text')
  @Field(() => ConsentMethod, { simple: true, description: 'How it was given.' })
  method: ConsentMethod;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'Where the signed form is kept.' })
  documentReference: string | null;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'Remarks.' })
  note: string | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When it was withdrawn, or found to be a mistake.' })
  withdrawnAt: Date | null;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'Why it was withdrawn.' })
  withdrawalReason: string | null;

  /** What other subgraphs are told of it. */
  get facts(): ConsentFacts {
    const { patientId, clientId, purposes, scopes, startsAt, endsAt, version } = this;
    return { patientId, clientId, purposes, scopes, startsAt: startsAt.toISOString(), endsAt: endsAt?.toISOString() ?? null, version };
  }

  holdsAt(moment: Date): boolean {
    return this.status === ConsentStatus.ACTIVE && this.startsAt <= moment && !this.isOver(moment);
  }

  isOver(moment: Date): boolean {
    return this.endsAt !== null && this.endsAt <= moment;
  }

  /** Takes the other period in as well, when the two meet: a time between them was never consented to. */
  extendTo(startsAt: Date, endsAt: Date | null): boolean {
    if (this.isOver(startsAt) && this.endsAt?.getTime() !== startsAt.getTime()) return false;
    if (endsAt !== null && endsAt < this.startsAt) return false;
    if (startsAt < this.startsAt) this.startsAt = startsAt;
    if (this.endsAt !== null && (endsAt === null || endsAt > this.endsAt)) this.endsAt = endsAt;
    return true;
  }
}

export const ConsentConnection = connectionOf(Consent, 'Consent');

export const consentById = loaderById(Consent);
export const consentsOfPatient = loaderByParent(Consent, 'patientId', ['createdAt', 'id']);

export const consentList = defineList<Consent, 'CREATED_AT'>({ name: 'consents', entity: Consent, orders: { CREATED_AT: ['createdAt'] } });
