import { Field, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf } from '#kernel/graph/connection.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { defineList } from '#kernel/subgraph/list.js';

@Entity('access_denials')
@ObjectType({
  description: 'A client asked for something of a patient who had not consented to that; it was told that there is no such thing.',
})
@Access('audit:read')
export class AccessDenial {
  @IdColumn('denial')
  id: string;

  @Column({ type: 'timestamptz', precision: 3 })
  @Field(() => DateTimeScalar, { simple: true, description: 'When it asked.' })
  deniedAt: Date;

  @ReferenceColumn('client')
  clientId: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'Why it asked: a code of HL7 v3 PurposeOfUse, such as `TREAT`.' })
  purpose: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'The permission that the patient had not consented to.' })
  scope: string;

  @Column('text', { name: 'entity' })
  @Field(() => String, { simple: true, description: 'What kind of thing it asked for, such as `Encounter`.' })
  entityType: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'The id that it asked for.' })
  entityId: string;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'The request, as logs name it.' })
  requestId: string | null;
}

export const AccessDenialConnection = connectionOf(AccessDenial, 'AccessDenial');

export const denialList = defineList<AccessDenial, 'DENIED_AT'>({
  name: 'access denials',
  entity: AccessDenial,
  orders: { DENIED_AT: ['deniedAt'] },
});
