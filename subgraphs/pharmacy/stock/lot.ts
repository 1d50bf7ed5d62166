import { Directive, Field, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf, OrderDirection } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { DateScalar } from '#kernel/graph/scalars/index.js';
import { defineList } from '#kernel/subgraph/list.js';
import { loaderById } from '#kernel/subgraph/loader.js';

/** As GS1 has it (AI 10). */
export const longestLotNumber = 20;

@Entity('lots')
@ObjectType({ implements: Node, description: 'A batch of a product, wherever the tenant keeps some of it.' })
@Directive('@key(fields: "id")')
@Access('stock:read')
export class Lot extends TenantEntity implements Node {
  @IdColumn('lot')
  id: string;

  @ReferenceColumn('product')
  productId: string;

  /** Empty for what bears none; see `number` in the graph. */
  @Column('text')
  lotNumber: string;

  @Column('date', { nullable: true })
  @Field(() => DateScalar, {
    simple: true,
    nullable: true,
    description: 'The last day on which it may be used: where the pack names only a month, the last of that month.',
  })
  expiresOn: string | null;

  @Column('boolean')
  @Field(() => Boolean, {
    simple: true,
    description: 'Whether the pack names the day; false where it names the month only (GS1 `YYMM00`).',
  })
  expiryDayKnown: boolean;

  @ReferenceColumn('recall', { nullable: true })
  recallId: string | null;

  /** Whether its last day is over on that day, YYYY-MM-DD. */
  hasExpiredBy(day: string): boolean {
    return this.expiresOn !== null && this.expiresOn < day;
  }

  /** As a sentence names it. */
  get called(): string {
    return this.lotNumber ? `Lot ${this.lotNumber}` : 'The lot without a number';
  }
}

export const LotConnection = connectionOf(Lot, 'Lot');

export enum LotOrderField {
  NUMBER = 'NUMBER',
  EXPIRES_ON = 'EXPIRES_ON',
}

registerEnumType(LotOrderField, {
  name: 'LotOrderField',
  description: 'What lots can be sorted by.',
  valuesConfig: {
    NUMBER: { description: 'Their number, those without one first.' },
    EXPIRES_ON: { description: 'Their last day; those that never expire are left out.' },
  },
});

export const lotById = loaderById(Lot);

export const lotList = defineList<Lot, LotOrderField>({
  name: 'lots',
  entity: Lot,
  orders: { NUMBER: ['lotNumber'], EXPIRES_ON: ['expiresOn'] },
});

export const lotsByNumber = { field: LotOrderField.NUMBER, direction: OrderDirection.ASC };
