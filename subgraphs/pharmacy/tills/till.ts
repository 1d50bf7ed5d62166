import { Directive, Field, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { AmountColumn, IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf, OrderDirection } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { BigIntScalar } from '#kernel/graph/scalars/index.js';
import { defineList } from '#kernel/subgraph/list.js';
import { loaderById, loaderByParent } from '#kernel/subgraph/loader.js';

@Entity('tills')
@ObjectType({ implements: Node, description: 'A drawer of a branch at which somebody sells.' })
@Directive('@key(fields: "id")')
@Access('tills:read')
export class Till extends TenantEntity implements Node {
  @IdColumn('till')
  id: string;

  @ReferenceColumn('branch')
  branchId: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'Its name, unique in the branch: `Front desk`.' })
  name: string;

  @Column('text')
  nameKey: string;

  @Column('boolean')
  @Field(() => Boolean, { simple: true, description: 'Whether it can be opened.' })
  active: boolean;

  @AmountColumn()
  @Field(() => BigIntScalar, {
    simple: true,
    description:
      "The smallest coin that it takes and gives, in minor units of the branch's currency; what is paid in cash is rounded to it. 1 where nothing is rounded.",
  })
  cashRoundingMinor: bigint;
}

export const TillConnection = connectionOf(Till, 'Till');

export enum TillOrderField {
  NAME = 'NAME',
}

registerEnumType(TillOrderField, {
  name: 'TillOrderField',
  description: 'What tills can be sorted by.',
  valuesConfig: { NAME: { description: 'Their name, without regard to accents and case.' } },
});

export const tillById = loaderById(Till);

export const tillsOfBranch = loaderByParent(Till, 'branchId', ['nameKey', 'id']);

export const tillList = defineList<Till, TillOrderField>({ name: 'tills', entity: Till, orders: { NAME: ['nameKey'] } });

export const tillsByName = { field: TillOrderField.NAME, direction: OrderDirection.ASC };
