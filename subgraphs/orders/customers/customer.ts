import { Directive, Field, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf, OrderDirection } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { PhoneNumberScalar } from '#kernel/graph/scalars/index.js';
import { defineList } from '#kernel/subgraph/list.js';
import { loaderById } from '#kernel/subgraph/loader.js';

@Entity('customers')
@ObjectType({
  implements: Node,
  description: 'Who buys from the tenant: a clinic, a shop, a person. Patients are no customers; orders name them beside.',
})
@Directive('@key(fields: "id")')
@Access('orders:read')
export class Customer extends TenantEntity implements Node {
  @IdColumn('customer')
  id: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'Its name, unique in the tenant.' })
  name: string;

  @Column('text')
  nameKey: string;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'The short name by which the tenant knows it, unique: `GOBI-CLINIC`.' })
  code: string | null;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'Where it is written to.' })
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

  @Column('boolean')
  @Field(() => Boolean, { simple: true, description: 'Whether orders for it can be written.' })
  active: boolean;
}

export const CustomerConnection = connectionOf(Customer, 'Customer');

export enum CustomerOrderField {
  NAME = 'NAME',
}

registerEnumType(CustomerOrderField, {
  name: 'CustomerOrderField',
  description: 'What customers can be sorted by.',
  valuesConfig: { NAME: { description: 'Their name, without regard to accents and case.' } },
});

export const customerById = loaderById(Customer);

export const customerList = defineList<Customer, CustomerOrderField>({
  name: 'customers',
  entity: Customer,
  orders: { NAME: ['nameKey'] },
});

export const customersByName = { field: CustomerOrderField.NAME, direction: OrderDirection.ASC };
