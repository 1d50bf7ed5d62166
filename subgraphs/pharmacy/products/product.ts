import { Directive, Field, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { AmountColumn, IdColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf, OrderDirection } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { defineList } from '#kernel/subgraph/list.js';
import { loaderById } from '#kernel/subgraph/loader.js';
import { ProductKind, ProductStatus } from './product-terms.js';

/** What a tenant may make stricter than the base that a product was imported from. */
export interface SourcedRules {
  readonly status: ProductStatus;
  readonly prescriptionRequired: boolean;
  readonly controlledSchedule: string | null;
}

@Entity('products')
@ObjectType({
  implements: Node,
  description:
    'A product as it is ordered, kept and sold: one pack, as its GTIN names it. All quantities of stock count such packs; who splits packs keeps the single unit as a product of its own.',
})
@Directive('@key(fields: "id")')
@Access('medicines:read')
export class Product extends TenantEntity implements Node {
  @IdColumn('product')
  id: string;

  @Column('text')
  @Field(() => ProductKind, { simple: true, description: 'What it is.' })
  kind: ProductKind;

  @Column('text')
  @Field(() => ProductStatus, { simple: true, description: 'Whether it is in use.' })
  status: ProductStatus;

  @Column('text')
  @Field(() => String, { simple: true, description: 'Its name with strength and form: `METFORMIN 500 mg, tablet`.' })
  name: string;

  @Column('text')
  nameKey: string;

  @Column('text', { nullable: true })
  @Field(() => String, {
    simple: true,
    nullable: true,
    description: 'GS1 Global Trade Item Number of the pack, as 14 digits; its last is the check digit.',
  })
  gtin: string | null;

  @Column('text', { nullable: true })
  @Field(() => String, {
    simple: true,
    nullable: true,
    description: 'Whose `nationalCode` it is: a URI, or the name of the code, such as `CIP13` or `NDC`.',
  })
  nationalCodeSystem: string | null;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'The code by which the country knows the pack.' })
  nationalCode: string | null;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'What a pack holds: `30 tablets in blisters`.' })
  pack: string | null;

  @Column('text', { array: true })
  @Field(() => [String], { simple: true, description: 'Addresses of pictures, the best first.' })
  imageUrls: string[];

  @AmountColumn({ nullable: true })
  referencePriceMinor: bigint | null;

  @Column('text', { nullable: true })
  referencePriceCurrency: string | null;

  @Column('text', { nullable: true })
  genericName: string | null;

  @Column('text', { nullable: true })
  genericKey: string | null;

  @Column('text', { nullable: true })
  doseForm: string | null;

  @Column('text', { array: true })
  routes: string[];

  @Column('text', { array: true })
  atcCodes: string[];

  @Column('text', { array: true })
  rxNormCodes: string[];

  @Column('boolean')
  prescriptionRequired: boolean;

  @Column('text', { nullable: true })
  controlledSchedule: string | null;

  @Column('numeric', { nullable: true })
  storageMinCelsius: string | null;

  @Column('numeric', { nullable: true })
  storageMaxCelsius: string | null;

  @Column('text', { nullable: true })
  storageNote: string | null;

  @Column('text', { nullable: true })
  substitutionGroup: string | null;

  @Column('text', { nullable: true })
  importKey: string | null;

  /** What the last import brought of these, to tell it from what the tenant says itself; null for what nobody imported. */
  @Column('jsonb', { nullable: true })
  sourced: Partial<SourcedRules> | null;

  /** Whether what comes and goes of it is entered in the register. */
  get isControlled(): boolean {
    return this.controlledSchedule !== null;
  }

  /** Whether one may be given for the other by the lists that were imported. */
  mayReplace(other: Product): boolean {
    return this.id !== other.id && this.substitutionGroup !== null && this.substitutionGroup === other.substitutionGroup;
  }
}

export const ProductConnection = connectionOf(Product, 'Product');

export enum ProductOrderField {
  NAME = 'NAME',
}

registerEnumType(ProductOrderField, {
  name: 'ProductOrderField',
  description: 'What products can be sorted by.',
  valuesConfig: { NAME: { description: 'Their name, without regard to accents and case.' } },
});

export const productById = loaderById(Product);

export const productList = defineList<Product, ProductOrderField>({ name: 'products', entity: Product, orders: { NAME: ['nameKey'] } });

export const productsByName = { field: ProductOrderField.NAME, direction: OrderDirection.ASC };
