import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { AmountColumn, IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { Node } from '#kernel/graph/node.js';
import { loaderById, loaderByParent } from '#kernel/subgraph/loader.js';
import { StockStatus } from '../stock/stock-terms.js';

@Entity('supplier_return_lines')
@ObjectType({ implements: Node, description: 'Packs of one lot that went back.' })
@Directive('@key(fields: "id")')
@Access('purchases:read')
export class SupplierReturnLine extends TenantEntity implements Node {
  @IdColumn('supplierreturnline')
  id: string;

  @ReferenceColumn('supplierreturn')
  supplierReturnId: string;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'Its place in the return, from 1.' })
  position: number;

  @ReferenceColumn('product')
  productId: string;

  @ReferenceColumn('lot')
  lotId: string;

  @ReferenceColumn('stocklocation')
  locationId: string;

  @Column('text')
  @Field(() => StockStatus, { simple: true, description: 'In which state it was when it left.' })
  stockStatus: StockStatus;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'How many packs.' })
  quantity: number;

  @AmountColumn({ nullable: true })
  unitCostMinor: bigint | null;

  /** Null when nobody knows what a pack had cost. */
  get valueMinor(): bigint | null {
    return this.unitCostMinor === null ? null : BigInt(this.quantity) * this.unitCostMinor;
  }
}

export const supplierReturnLineById = loaderById(SupplierReturnLine);

export const linesOfSupplierReturn = loaderByParent(SupplierReturnLine, 'supplierReturnId', ['position']);
