import { Directive, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf, OrderDirection } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { defineList } from '#kernel/subgraph/list.js';
import { loaderById } from '#kernel/subgraph/loader.js';
import { RegisterRequestKind, RegisterRequestStatus } from './register-terms.js';

@Entity('register_requests')
@ObjectType({
  implements: Node,
  description:
    'Something with a controlled substance that takes two people: one asks, and another who stands by confirms. Until then nothing changes.',
})
@Directive('@key(fields: "id")')
@Access('registers:read')
export class RegisterRequest extends TenantEntity implements Node {
  @IdColumn('registerrequest')
  id: string;

  @ReferenceColumn('branch')
  branchId: string;

  @Column('text')
  @Field(() => RegisterRequestKind, { simple: true, description: 'What is asked for.' })
  kind: RegisterRequestKind;

  @Column('text')
  @Field(() => RegisterRequestStatus, { simple: true, description: 'How far it has come.' })
  status: RegisterRequestStatus;

  @ReferenceColumn('stockitem')
  stockItemId: string;

  @ReferenceColumn('product')
  productId: string;

  @ReferenceColumn('lot')
  lotId: string;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'How many packs: negative out, positive in.' })
  quantity: number;

  @Column('text')
  @Field(() => String, { simple: true, description: 'Why, in the words of who asked.' })
  reason: string;

  @ReferenceColumn('registerentry', { nullable: true })
  voidsId: string | null;

  @ReferenceColumn('registercountline', { nullable: true })
  countLineId: string | null;

  @ReferenceColumn('staff')
  requestedBy: string;

  @ReferenceColumn('staff', { nullable: true })
  decidedBy: string | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When it was confirmed, declined or withdrawn.' })
  decidedAt: Date | null;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'Why it was declined or withdrawn.' })
  decisionReason: string | null;

  decide(status: Exclude<RegisterRequestStatus, RegisterRequestStatus.PENDING>, by: string, reason: string | null): void {
    Object.assign(this, { status, decidedBy: by, decidedAt: new Date(), decisionReason: reason });
  }
}

export const RegisterRequestConnection = connectionOf(RegisterRequest, 'RegisterRequest');

export enum RegisterRequestOrderField {
  REQUESTED_AT = 'REQUESTED_AT',
}

registerEnumType(RegisterRequestOrderField, {
  name: 'RegisterRequestOrderField',
  description: 'What requests can be sorted by.',
  valuesConfig: { REQUESTED_AT: { description: 'When they were made.' } },
});

export const registerRequestById = loaderById(RegisterRequest);

export const registerRequestList = defineList<RegisterRequest, RegisterRequestOrderField>({
  name: 'registerRequests',
  entity: RegisterRequest,
  orders: { REQUESTED_AT: [] },
});

export const newestRequestFirst = { field: RegisterRequestOrderField.REQUESTED_AT, direction: OrderDirection.DESC };
