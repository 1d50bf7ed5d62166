import { Directive, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf, OrderDirection } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { defineList } from '#kernel/subgraph/list.js';
import { loaderById } from '#kernel/subgraph/loader.js';
import { ComplianceEventKind, ComplianceSeverity } from './register-terms.js';

@ObjectType({ description: 'What a compliance event is about, as it was then.' })
export class ComplianceData {
  @Field(() => Int, {
    simple: true,
    nullable: true,
    description: 'The quantity of the entry, or of all entries by which one document handed the lot out, in packs: negative out.',
  })
  quantity?: number | null;

  @Field(() => Int, { simple: true, nullable: true, description: 'The balance after the entry, or after the last of them.' })
  balance?: number | null;

  @Field(() => Int, { simple: true, nullable: true, description: 'How many packs the register said, of a discrepancy.' })
  expected?: number | null;

  @Field(() => Int, { simple: true, nullable: true, description: 'How many packs were counted, of a discrepancy.' })
  counted?: number | null;

  @Field(() => String, { simple: true, nullable: true, description: 'The reason given for the entry.' })
  reason?: string | null;
}

@Entity('compliance_events')
@ObjectType({
  implements: Node,
  description: 'Something with a controlled substance that the authority may ask about. It stays open until somebody says what came of it.',
})
@Directive('@key(fields: "id")')
@Access('registers:read')
export class ComplianceEvent extends TenantEntity implements Node {
  @IdColumn('complianceevent')
  id: string;

  @ReferenceColumn('branch')
  branchId: string;

  @Column('text')
  @Field(() => ComplianceEventKind, { simple: true, description: 'What happened.' })
  kind: ComplianceEventKind;

  @Column('text')
  @Field(() => ComplianceSeverity, { simple: true, description: 'How soon it is to be looked at.' })
  severity: ComplianceSeverity;

  @Column('jsonb')
  @Field(() => ComplianceData, { simple: true, description: 'The figures, as they were.' })
  data: ComplianceData;

  @ReferenceColumn('product')
  productId: string;

  @ReferenceColumn('lot')
  lotId: string;

  @ReferenceColumn('registerentry', { nullable: true })
  registerEntryId: string | null;

  @ReferenceColumn('registercountline', { nullable: true })
  countLineId: string | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When it was resolved; null while it is open.' })
  resolvedAt: Date | null;

  @ReferenceColumn('staff', { nullable: true })
  resolvedBy: string | null;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'What came of it, in the words of who looked at it.' })
  resolution: string | null;

  resolve(by: string, resolution: string): void {
    Object.assign(this, { resolvedAt: new Date(), resolvedBy: by, resolution });
  }
}

export const ComplianceEventConnection = connectionOf(ComplianceEvent, 'ComplianceEvent');

export enum ComplianceEventOrderField {
  OPENED_AT = 'OPENED_AT',
}

registerEnumType(ComplianceEventOrderField, {
  name: 'ComplianceEventOrderField',
  description: 'What compliance events can be sorted by.',
  valuesConfig: { OPENED_AT: { description: 'When they were opened.' } },
});

export const complianceEventById = loaderById(ComplianceEvent);

export const complianceEventList = defineList<ComplianceEvent, ComplianceEventOrderField>({
  name: 'complianceEvents',
  entity: ComplianceEvent,
  orders: { OPENED_AT: [] },
});

export const newestEventFirst = { field: ComplianceEventOrderField.OPENED_AT, direction: OrderDirection.DESC };
