import { Directive, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf, OrderDirection } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { defineList } from '#kernel/subgraph/list.js';
import { loaderById } from '#kernel/subgraph/loader.js';
import { RegisterEntryKind } from './register-terms.js';

@Entity('register_entries')
@ObjectType({
  implements: Node,
  description:
    'A line of the register of controlled substances, made by the database for each movement of them and never altered. A mistake is taken back by a counter-entry.',
})
@Directive('@key(fields: "id")')
@Access('registers:read')
export class RegisterEntry extends TenantEntity implements Node {
  @IdColumn('registerentry')
  id: string;

  @ReferenceColumn('branch')
  branchId: string;

  @ReferenceColumn('product')
  productId: string;

  @ReferenceColumn('lot')
  lotId: string;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'Counts the entries of the lot at the branch, from 1 and without gaps.' })
  sequence: number;

  @Column('text')
  @Field(() => RegisterEntryKind, { simple: true, description: 'Why.' })
  kind: RegisterEntryKind;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'How many packs: positive in, negative out.' })
  quantity: number;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'How many packs of the lot the branch has after this entry.' })
  balance: number;

  @ReferenceColumn('movement', { nullable: true })
  movementId: string | null;

  @ReferenceColumn('registerentry', { nullable: true })
  voidsId: string | null;

  @ReferenceColumn('patient', { nullable: true })
  patientId: string | null;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'Why, in the words of who did it.' })
  reason: string | null;

  @Column('text', { nullable: true })
  witnessId: string | null;

  @Column('text', { nullable: true })
  createdBy: string | null;
}

export const RegisterEntryConnection = connectionOf(RegisterEntry, 'RegisterEntry');

export enum RegisterEntryOrderField {
  ENTERED_AT = 'ENTERED_AT',
}

registerEnumType(RegisterEntryOrderField, {
  name: 'RegisterEntryOrderField',
  description: 'What entries of the register can be sorted by.',
  valuesConfig: { ENTERED_AT: { description: 'When they were made.' } },
});

export const registerEntryById = loaderById(RegisterEntry);

/** Ids are given in the order of entry. */
export const registerEntryList = defineList<RegisterEntry, RegisterEntryOrderField>({
  name: 'registerEntries',
  entity: RegisterEntry,
  orders: { ENTERED_AT: [] },
});

export const newestEntryFirst = { field: RegisterEntryOrderField.ENTERED_AT, direction: OrderDirection.DESC };
