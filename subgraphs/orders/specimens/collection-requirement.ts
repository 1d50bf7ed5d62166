import { Directive, Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { Coding } from '#kernel/graph/coding.js';
import { connectionOf, OrderDirection } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { defineList } from '#kernel/subgraph/list.js';
import { defineLoader, loaderById } from '#kernel/subgraph/loader.js';
import { numeric } from './numeric-column.js';

@Entity('collection_requirements')
@ObjectType({
  implements: Node,
  description: 'What has to be collected for an examination, into which tube, and how it is kept until it is examined.',
})
@Directive('@key(fields: "id")')
@Access('signed-in')
export class CollectionRequirement extends TenantEntity implements Node {
  @IdColumn('collectionrequirement')
  id: string;

  @ReferenceColumn('product')
  productId: string;

  @Column('jsonb')
  @Field(() => Coding, { simple: true, description: 'What is collected (FHIR R4 Specimen.type).' })
  specimenType: Coding;

  @Column('text')
  @Field(() => String, { simple: true, description: 'Into which tube or vessel: `Vacuum tube 4 mL, lavender cap`.' })
  containerType: string;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'What is in it before: `K2EDTA`; null for nothing.' })
  additive: string | null;

  @Column('numeric', numeric)
  @Field(() => Float, { simple: true, description: 'To how many millilitres the tube is filled.' })
  volumeMl: number;

  @Column('numeric', { ...numeric, nullable: true })
  @Field(() => Float, {
    simple: true,
    nullable: true,
    description: 'Not colder than this it is carried, in °C; null where it does not matter.',
  })
  minCelsius: number | null;

  @Column('numeric', { ...numeric, nullable: true })
  @Field(() => Float, {
    simple: true,
    nullable: true,
    description: 'Not warmer than this it is carried, in °C; null where it does not matter.',
  })
  maxCelsius: number | null;

  @Column('integer', { nullable: true })
  @Field(() => Int, {
    simple: true,
    nullable: true,
    description: 'For how many minutes after it is collected it can be examined; null where that is long enough.',
  })
  stabilityMinutes: number | null;

  @Column('integer')
  @Field(() => Int, {
    simple: true,
    description: 'For how many examinations, this among them, one such tube is enough: 1 when it shares with none.',
  })
  testsPerContainer: number;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'What who collects it should know: `Fasting for 8 hours`.' })
  instructions: string | null;
}

export const CollectionRequirementConnection = connectionOf(CollectionRequirement, 'CollectionRequirement');

export enum CollectionRequirementOrderField {
  CREATED_AT = 'CREATED_AT',
}

registerEnumType(CollectionRequirementOrderField, {
  name: 'CollectionRequirementOrderField',
  description: 'What collection requirements can be sorted by.',
  valuesConfig: { CREATED_AT: { description: 'When they were first set.' } },
});

export const collectionRequirementById = loaderById(CollectionRequirement);

/** A product has one, or none. */
export const requirementOfProduct = defineLoader<string, CollectionRequirement>('requirement of product', async ({ db }, productIds) => {
  const uuids = productIds.map((id) => toUuid('product', id));
  const found = await db.all(CollectionRequirement, sql`where product_id = any (${uuids}::uuid[])`);
  return new Map(found.map((requirement) => [requirement.productId, requirement]));
});

export const collectionRequirementList = defineList<CollectionRequirement, CollectionRequirementOrderField>({
  name: 'collectionRequirements',
  entity: CollectionRequirement,
  orders: { CREATED_AT: [] },
});

export const newestRequirementFirst = { field: CollectionRequirementOrderField.CREATED_AT, direction: OrderDirection.DESC };
