import { Directive, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf, OrderDirection } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { defineList } from '#kernel/subgraph/list.js';
import { loaderById, loaderByParent } from '#kernel/subgraph/loader.js';
import { DispenseStatus, nextDispenseStatuses } from './dispense-status.js';

@Entity('dispenses')
@ObjectType({
  implements: Node,
  description: 'The handing out of one medicine of a prescription, whole or in part (FHIR R4 MedicationDispense).',
})
@Directive('@key(fields: "id")')
@Access('dispenses:read')
export class MedicationDispense extends TenantEntity implements Node {
  @IdColumn('dispense')
  id: string;

  @ReferenceColumn('branch')
  branchId: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'Its number at the branch: `UB1-DI-000042`.' })
  number: string;

  @Column('text')
  @Field(() => DispenseStatus, { simple: true, description: 'How far it has come.' })
  status: DispenseStatus;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'Why it was put on hold, cancelled or declined.' })
  statusReason: string | null;

  @ReferenceColumn('prescription')
  prescriptionId: string;

  @ReferenceColumn('medicationrequest')
  requestId: string;

  @ReferenceColumn('patient')
  patientId: string;

  @ReferenceColumn('product')
  productId: string;

  @ReferenceColumn('product')
  prescribedProductId: string;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'Why another product is given than was prescribed.' })
  substitutionReason: string | null;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'Which fill it belongs to: 1 is the first, 2 the first refill.' })
  fill: number;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'How many packs.' })
  quantity: number;

  @Column('integer', { nullable: true })
  @Field(() => Int, {
    simple: true,
    nullable: true,
    description:
      'For how many packs as prescribed a substitute counts that comes in packs of another size; null where each pack counts as one.',
  })
  countsAs: number | null;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'How many packs of the fill were still owed to the patient after it.' })
  owed: number;

  @Column('text', { nullable: true })
  preparedById: string | null;

  @Column('text', { nullable: true })
  checkedById: string | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When somebody looked a second time.' })
  checkedAt: Date | null;

  @Column('text', { nullable: true })
  handedOverById: string | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When it was handed over.' })
  handedOverAt: Date | null;

  @Column('text', { nullable: true })
  @Field(() => String, {
    simple: true,
    nullable: true,
    description: 'The name of who took it for the patient; null when the patient did.',
  })
  collectedBy: string | null;

  /** In packs as prescribed. */
  get counted(): number {
    return this.countsAs ?? this.quantity;
  }

  get wasSubstituted(): boolean {
    return this.productId !== this.prescribedProductId;
  }

  /** Takes it to another status; a sentence when that cannot be. */
  moveTo(status: DispenseStatus): string | null {
    const ways = nextDispenseStatuses(this.status);
    if (!ways.includes(status)) {
      const open = ways.length > 0 ? `it can become ${ways.join(', ')}` : 'nothing follows that';
      return `The dispense is ${this.status} and cannot become ${status}: ${open}.`;
    }
    this.status = status;
    return null;
  }
}

export const DispenseConnection = connectionOf(MedicationDispense, 'MedicationDispense');

export enum DispenseOrderField {
  CREATED_AT = 'CREATED_AT',
}

registerEnumType(DispenseOrderField, {
  name: 'MedicationDispenseOrderField',
  description: 'What dispenses can be sorted by.',
  valuesConfig: { CREATED_AT: { description: 'When they were prepared.' } },
});

export const dispenseById = loaderById(MedicationDispense);
export const dispensesOfRequest = loaderByParent(MedicationDispense, 'requestId', ['id']);
export const dispensesOfPrescription = loaderByParent(MedicationDispense, 'prescriptionId', ['id']);

/** Ids are given in the order of preparing. */
export const dispenseList = defineList<MedicationDispense, DispenseOrderField>({
  name: 'dispenses',
  entity: MedicationDispense,
  orders: { CREATED_AT: [] },
});

export const newestDispenseFirst = { field: DispenseOrderField.CREATED_AT, direction: OrderDirection.DESC };
