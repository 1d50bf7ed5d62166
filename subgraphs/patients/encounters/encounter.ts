import { Directive, Field, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { Coding } from '#kernel/graph/coding.js';
import { connectionOf, OrderDirection } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { defineList, nestedList } from '#kernel/subgraph/list.js';
import { loaderById } from '#kernel/subgraph/loader.js';
import { EncounterClass, EncounterStatus, nextStatuses } from './encounter-status.js';

@Entity('encounters')
@ObjectType({ implements: Node, description: 'A visit or stay of a patient at a branch (FHIR R4 Encounter).' })
@Directive('@key(fields: "id")')
@Access('encounters:read')
export class Encounter extends TenantEntity implements Node {
  @IdColumn('encounter')
  id: string;

  @ReferenceColumn('branch')
  branchId: string;

  @ReferenceColumn('patient')
  patientId: string;

  @Column('text')
  @Field(() => EncounterStatus, { simple: true, description: 'How far it has come.' })
  status: EncounterStatus;

  @Column('text')
  @Field(() => EncounterClass, { simple: true, description: 'In which setting.' })
  class: EncounterClass;

  @Column('jsonb', { nullable: true })
  @Field(() => Coding, { simple: true, nullable: true, description: 'What kind of visit.' })
  type: Coding | null;

  @Column('jsonb', { nullable: true })
  @Field(() => Coding, { simple: true, nullable: true, description: 'Why the patient came.' })
  reason: Coding | null;

  @Column({ type: 'timestamptz', precision: 3 })
  @Field(() => DateTimeScalar, { simple: true, description: 'When it began, or is planned to.' })
  startsAt: Date;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When it ended.' })
  endsAt: Date | null;

  @Column('text', { nullable: true })
  externalId: string | null;

  /** Takes the encounter to another status, or says where it could go instead. */
  moveTo(status: EncounterStatus, at: Date): readonly EncounterStatus[] | null {
    const allowed = nextStatuses(this.status);
    if (!allowed.includes(status)) return allowed;
    this.status = status;
    if (status === EncounterStatus.FINISHED || status === EncounterStatus.CANCELLED) this.endsAt = at < this.startsAt ? this.startsAt : at;
    return null;
  }
}

export const EncounterConnection = connectionOf(Encounter, 'Encounter');

export enum EncounterOrderField {
  STARTS_AT = 'STARTS_AT',
}

registerEnumType(EncounterOrderField, {
  name: 'EncounterOrderField',
  description: 'What encounters can be sorted by.',
  valuesConfig: { STARTS_AT: { description: 'When they began.' } },
});

export const encounterById = loaderById(Encounter);

export const encounterList = defineList<Encounter, EncounterOrderField>({
  name: 'encounters',
  entity: Encounter,
  orders: { STARTS_AT: ['startsAt'] },
});

export const encountersOfPatient = nestedList(encounterList, 'patientId');

export const newestFirst = { field: EncounterOrderField.STARTS_AT, direction: OrderDirection.DESC };
