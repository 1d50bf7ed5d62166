import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { Node } from '#kernel/graph/node.js';
import { loaderById } from '#kernel/subgraph/loader.js';
import { SterilePackagingKind } from './instrument-terms.js';

@Entity('sterile_packagings')
@ObjectType({ implements: Node, description: 'A way to wrap things before they are sterilized, and how long they stay sterile in it.' })
@Directive('@key(fields: "id")')
@Access('sterilization:read')
export class SterilePackaging extends TenantEntity implements Node {
  @IdColumn('packaging')
  id: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'As people call it: `Double pouch`.' })
  name: string;

  @Column('text')
  nameKey: string;

  @Column('text')
  @Field(() => SterilePackagingKind, { simple: true, description: 'What it is made of.' })
  kind: SterilePackagingKind;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'For how many days after the cycle what is in it counts as sterile.' })
  shelfDays: number;
}

export const packagingById = loaderById(SterilePackaging);
