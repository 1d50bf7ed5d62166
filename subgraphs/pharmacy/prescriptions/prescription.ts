import { Directive, Field, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { Coding } from '#kernel/graph/coding.js';
import { connectionOf, OrderDirection } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { defineList, nestedList } from '#kernel/subgraph/list.js';
import { loaderById } from '#kernel/subgraph/loader.js';
import { SignedSheet } from './signed-sheet.js';
import { MedicationRequestStatus } from './request-status.js';

@Entity('prescriptions')
@ObjectType({
  implements: Node,
  description: 'Medicines that a prescriber wants a patient to have, signed as one. Any pharmacy of the tenant may dispense it.',
})
@Directive('@key(fields: "id")')
@Access('prescriptions:read')
export class Prescription extends SignedSheet implements Node {
  @IdColumn('prescription')
  id: string;

  @ReferenceColumn('branch', { nullable: true })
  dispensingBranchId: string | null;

  @Column('text')
  @Field(() => MedicationRequestStatus, { simple: true, description: 'How far it has come.' })
  status: MedicationRequestStatus;

  /** By the prescriber, whatever becomes of its medicines. */
  @Column('boolean')
  stoppedWhole: boolean;

  @Column('jsonb', { nullable: true })
  @Field(() => Coding, { simple: true, nullable: true, description: 'What the medicines are for.' })
  diagnosis: Coding | null;
}

export const PrescriptionConnection = connectionOf(Prescription, 'Prescription');

export enum PrescriptionOrderField {
  CREATED_AT = 'CREATED_AT',
}

registerEnumType(PrescriptionOrderField, {
  name: 'PrescriptionOrderField',
  description: 'What prescriptions can be sorted by.',
  valuesConfig: { CREATED_AT: { description: 'When they were written.' } },
});

export const prescriptionById = loaderById(Prescription);

/** Ids are given in the order of writing. */
export const prescriptionList = defineList<Prescription, PrescriptionOrderField>({
  name: 'prescriptions',
  entity: Prescription,
  orders: { CREATED_AT: [] },
});

export const prescriptionsOfPatient = nestedList(prescriptionList, 'patientId');

export const newestPrescriptionFirst = { field: PrescriptionOrderField.CREATED_AT, direction: OrderDirection.DESC };
