import { Directive, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf, OrderDirection } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { defineList } from '#kernel/subgraph/list.js';
import { loaderById } from '#kernel/subgraph/loader.js';

export enum ResourceKind {
  ROOM = 'ROOM',
  DEVICE = 'DEVICE',
}

registerEnumType(ResourceKind, {
  name: 'ResourceKind',
  description: 'What a bookable resource is.',
  valuesConfig: {
    ROOM: { description: 'A room, or a place in one (FHIR R4 Location).' },
    DEVICE: { description: 'A device (FHIR R4 Device).' },
  },
});

@Entity('resources')
@ObjectType({ implements: Node, description: 'A room or device of a branch that visits take up.' })
@Directive('@key(fields: "id")')
@Access('schedules:read')
export class BookableResource extends TenantEntity implements Node {
  @IdColumn('resource')
  id: string;

  @ReferenceColumn('branch')
  branchId: string;

  @Column('text')
  @Field(() => ResourceKind, { simple: true, description: 'What it is.' })
  kind: ResourceKind;

  @Column('text')
  @Field(() => String, { simple: true, description: 'Its name, unique in the branch: `Room 2`.' })
  name: string;

  @Column('text')
  nameKey: string;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'What one should know of it.' })
  description: string | null;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'How many visits it can take at the same time: the chairs of an infusion room, for one.' })
  capacity: number;

  @Column('boolean')
  @Field(() => Boolean, { simple: true, description: 'Whether it can be booked.' })
  active: boolean;
}

export const BookableResourceConnection = connectionOf(BookableResource, 'BookableResource');

export enum BookableResourceOrderField {
  NAME = 'NAME',
}

registerEnumType(BookableResourceOrderField, {
  name: 'BookableResourceOrderField',
  description: 'What resources can be sorted by.',
  valuesConfig: { NAME: { description: 'Their name, without regard to accents and case.' } },
});

export const resourceById = loaderById(BookableResource);

export const resourceList = defineList<BookableResource, BookableResourceOrderField>({
  name: 'resources',
  entity: BookableResource,
  orders: { NAME: ['nameKey'] },
});

export const resourcesByName = { field: BookableResourceOrderField.NAME, direction: OrderDirection.ASC };
