import { Directive, Field, Float, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf, OrderDirection } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { defineList, nestedList } from '#kernel/subgraph/list.js';
import { loaderById } from '#kernel/subgraph/loader.js';
import { SignedSheet } from '../prescriptions/signed-sheet.js';
import { fromHundredths } from './hundredths.js';
import { OpticalPrescriptionStatus } from './optical-terms.js';

@Entity('optical_prescriptions')
@ObjectType({
  implements: Node,
  description: 'Glasses or contact lenses that a prescriber wants a patient to have (FHIR R4 VisionPrescription).',
})
@Directive('@key(fields: "id")')
@Access('prescriptions:read')
export class OpticalPrescription extends SignedSheet implements Node {
  @IdColumn('opticalprescription')
  id: string;

  @Column('text')
  @Field(() => OpticalPrescriptionStatus, { simple: true, description: 'How far it has come.' })
  status: OpticalPrescriptionStatus;

  /** Hundredths of a millimetre; see `pupillaryDistance`. */
  @Column('integer', { name: 'pupillary_distance', nullable: true })
  pupillaryHundredths: number | null;

  @Field(() => Float, {
    simple: true,
    nullable: true,
    description: 'From pupil to pupil in millimetres; null when each lens says its own, or nobody measured it.',
  })
  get pupillaryDistance(): number | null {
    return this.pupillaryHundredths === null ? null : fromHundredths(this.pupillaryHundredths);
  }
}

export const OpticalPrescriptionConnection = connectionOf(OpticalPrescription, 'OpticalPrescription');

export enum OpticalPrescriptionOrderField {
  CREATED_AT = 'CREATED_AT',
}

registerEnumType(OpticalPrescriptionOrderField, {
  name: 'OpticalPrescriptionOrderField',
  description: 'What optical prescriptions can be sorted by.',
  valuesConfig: { CREATED_AT: { description: 'When they were written.' } },
});

export const opticalPrescriptionById = loaderById(OpticalPrescription);

/** Ids are given in the order of writing. */
export const opticalPrescriptionList = defineList<OpticalPrescription, OpticalPrescriptionOrderField>({
  name: 'opticalPrescriptions',
  entity: OpticalPrescription,
  orders: { CREATED_AT: [] },
});

export const opticalPrescriptionsOfPatient = nestedList(opticalPrescriptionList, 'patientId');

export const newestOpticalFirst = { field: OpticalPrescriptionOrderField.CREATED_AT, direction: OrderDirection.DESC };
