import { Directive, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf, OrderDirection } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { defineList } from '#kernel/subgraph/list.js';
import { loaderById, loaderByParent } from '#kernel/subgraph/loader.js';
import { Reusable } from './reusable.js';

@Entity('instruments')
@ObjectType({
  implements: Node,
  description: 'One piece that is used again and again: scissors, an endoscope; seen by its branch and where it is.',
})
@Directive('@key(fields: "id")')
@Access('sterilization:read')
export class Instrument extends Reusable implements Node {
  @IdColumn('instrument')
  id: string;

  @ReferenceColumn('product', { nullable: true })
  productId: string | null;

  @ReferenceColumn('packaging', { nullable: true })
  packagingId: string | null;

  @ReferenceColumn('instrumentset', { nullable: true })
  setId: string | null;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'How many cycles in a sterilizer it has been through.' })
  cycles: number;

  @Column('integer', { nullable: true })
  @Field(() => Int, { simple: true, nullable: true, description: 'How many its maker allows; null without a limit.' })
  mostCycles: number | null;

  get isWornOut(): boolean {
    return this.mostCycles != null && this.cycles >= this.mostCycles;
  }
}

export const InstrumentConnection = connectionOf(Instrument, 'Instrument');

export enum InstrumentOrderField {
  CREATED_AT = 'CREATED_AT',
}

registerEnumType(InstrumentOrderField, {
  name: 'InstrumentOrderField',
  description: 'What instruments and sets can be sorted by.',
  valuesConfig: { CREATED_AT: { description: 'When they were registered.' } },
});

export const instrumentById = loaderById(Instrument);

export const instrumentsOfSet = loaderByParent(Instrument, 'setId', ['id']);

export const instrumentList = defineList<Instrument, InstrumentOrderField>({
  name: 'instruments',
  entity: Instrument,
  orders: { CREATED_AT: [] },
});

export const oldestInstrumentFirst = { field: InstrumentOrderField.CREATED_AT, direction: OrderDirection.ASC };
