import { Directive, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf, OrderDirection } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { CurrencyScalar, PhoneNumberScalar } from '#kernel/graph/scalars/index.js';
import { defineList } from '#kernel/subgraph/list.js';
import { loaderById } from '#kernel/subgraph/loader.js';

@Entity('suppliers')
@ObjectType({ implements: Node, description: 'Who sells goods to the tenant: a wholesaler, a maker, a lab.' })
@Directive('@key(fields: "id")')
@Access('suppliers:read')
export class Supplier extends TenantEntity implements Node {
  @IdColumn('supplier')
  id: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'Its name, unique in the tenant.' })
  name: string;

  @Column('text')
  nameKey: string;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'The short name by which the tenant knows it, unique: `MEDIMPEX`.' })
  code: string | null;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'Where orders are mailed to.' })
  email: string | null;

  @Column('text', { nullable: true })
  @Field(() => PhoneNumberScalar, { simple: true, nullable: true, description: 'Where it can be called.' })
  phone: string | null;

  @Column('text', { nullable: true })
  @Field(() => String, {
    simple: true,
    nullable: true,
    description: 'GS1 Global Location Number: 13 digits, the last of which is the check digit.',
  })
  gln: string | null;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'Its postal address, as it is written on an envelope.' })
  address: string | null;

  @Column('text')
  @Field(() => CurrencyScalar, { simple: true, description: 'In which currency it quotes its prices.' })
  currency: string;

  @Column('integer', { nullable: true })
  @Field(() => Int, { simple: true, nullable: true, description: 'How many days it usually takes from order to delivery.' })
  leadTimeDays: number | null;

  @Column('boolean')
  @Field(() => Boolean, { simple: true, description: 'Whether it can be ordered from.' })
  active: boolean;
}

export const SupplierConnection = connectionOf(Supplier, 'Supplier');

export enum SupplierOrderField {
  NAME = 'NAME',
}

registerEnumType(SupplierOrderField, {
  name: 'SupplierOrderField',
  description: 'What suppliers can be sorted by.',
  valuesConfig: { NAME: { description: 'Their name, without regard to accents and case.' } },
});

export const supplierById = loaderById(Supplier);

export const supplierList = defineList<Supplier, SupplierOrderField>({
  name: 'suppliers',
  entity: Supplier,
  orders: { NAME: ['nameKey'] },
});

export const suppliersByName = { field: SupplierOrderField.NAME, direction: OrderDirection.ASC };
