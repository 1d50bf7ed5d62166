import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { OrderDirection } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { connectionOf } from '#kernel/graph/connection.js';
import { defineList, nestedList } from '#kernel/subgraph/list.js';
import { defineLoader, loaderById } from '#kernel/subgraph/loader.js';
import { ProductKind } from '../references/product-kind.js';
import { attributeDefinition, type AttributeDefinition } from './attribute-definition.js';

@Entity('attribute_sets')
@ObjectType({
  implements: Node,
  description: 'What is to be known of the products of a kind. It changes by revisions; values that were written stay as they are.',
})
@Directive('@key(fields: "id")')
@Access('medicines:read')
export class AttributeSet extends TenantEntity implements Node {
  @IdColumn('attributeset')
  id: string;

  @Column('text')
  @Field(() => ProductKind, { simple: true, description: 'Of which products.' })
  productKind: ProductKind;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'The newest revision, by which values are checked.' })
  revision: number;
}

@Entity('attribute_set_revisions')
@ObjectType({ implements: Node, description: 'One revision of an attribute set; never altered.' })
@Directive('@key(fields: "id")')
@Access('medicines:read')
export class AttributeSetRevision extends TenantEntity implements Node {
  @IdColumn('attributesetrevision')
  id: string;

  @ReferenceColumn('attributeset')
  setId: string;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'Which one, from 1.' })
  revision: number;

  @Column('jsonb', {
    transformer: {
      to: (definitions: unknown) => definitions,
      from: (json: unknown) => (Array.isArray(json) ? (json as AttributeDefinition[]).map(attributeDefinition) : json),
    },
  })
  definitions: AttributeDefinition[];

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'Why it was made.' })
  note: string | null;
}

export const AttributeSetRevisionConnection = connectionOf(AttributeSetRevision, 'AttributeSetRevision');

export const attributeSetById = loaderById(AttributeSet);

export const attributeSetRevisionById = loaderById(AttributeSetRevision);

/** By set and revision, as `revisionKey` writes them. */
export const definitionsOf = defineLoader<string, AttributeDefinition[]>('attribute definitions', async ({ db }, keys) => {
  const wanted = keys.map((key) => key.split(' '));
  const mapper = db.mapper(AttributeSetRevision);
  const sets = wanted.map(([setId]) => mapper.columnValue('setId', setId));
  const revisions = wanted.map(([, revision]) => Number(revision));
  const rows = await db.all(
    AttributeSetRevision,
    sql`where (set_id, revision) in (select * from unnest(${sets}::uuid[], ${revisions}::integer[]))`,
  );
  return new Map(rows.map((row) => [revisionKey(row), row.definitions]));
});

export function revisionKey({ setId, revision }: { readonly setId: string; readonly revision: number }): string {
  return `${setId} ${revision}`;
}

export const attributeSetRevisionList = defineList<AttributeSetRevision, 'CREATED_AT'>({
  name: 'attributeSetRevisions',
  entity: AttributeSetRevision,
  orders: { CREATED_AT: [] },
});

export const revisionsOfSet = nestedList(attributeSetRevisionList, 'setId');

export const newestRevisionFirst = { field: 'CREATED_AT', direction: OrderDirection.DESC } as const;
