import { Directive, Field, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf, OrderDirection } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { defineList, nestedList } from '#kernel/subgraph/list.js';
import { loaderById } from '#kernel/subgraph/loader.js';
import { LocationKind } from './stock-terms.js';

@Entity('stock_locations')
@ObjectType({ implements: Node, description: 'A place of a branch where stock is kept.' })
@Directive('@key(fields: "id")')
@Access('stock:read')
export class StockLocation extends TenantEntity implements Node {
  @IdColumn('stocklocation')
  id: string;

  @ReferenceColumn('branch')
  branchId: string;

  @Column('text')
  @Field(() => LocationKind, { simple: true, description: 'What kind of place.' })
  kind: LocationKind;

  @Column('text')
  @Field(() => String, { simple: true, description: 'Its name, unique in the branch: `Shelf A3`.' })
  name: string;

  @Column('text')
  nameKey: string;

  @Column('boolean')
  @Field(() => Boolean, { simple: true, description: 'Whether goods can be put there.' })
  active: boolean;
}

export const StockLocationConnection = connectionOf(StockLocation, 'StockLocation');

export enum StockLocationOrderField {
  NAME = 'NAME',
}

registerEnumType(StockLocationOrderField, {
  name: 'StockLocationOrderField',
  description: 'What places of stock can be sorted by.',
  valuesConfig: { NAME: { description: 'Their name, without regard to accents and case.' } },
});

export const stockLocationById = loaderById(StockLocation);

export const stockLocationList = defineList<StockLocation, StockLocationOrderField>({
  name: 'stockLocations',
  entity: StockLocation,
  orders: { NAME: ['nameKey'] },
});

export const locationsByName = { field: StockLocationOrderField.NAME, direction: OrderDirection.ASC };

export const locationsOfBranch = nestedList(stockLocationList, 'branchId');
