import { Directive, Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import type { RequestContext } from '#kernel/context/request-context.js';
import { branchesFor } from '#kernel/context/request-context.js';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf, OrderDirection } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { defineList } from '#kernel/subgraph/list.js';
import { loaderById, loaderByParent } from '#kernel/subgraph/loader.js';
import { handoverPermission } from '../custody-permission.js';
import { HandoverCondition, type Party, type Side } from '../handover.js';

export enum HandoverStatus {
  PROPOSED = 'PROPOSED',
  SIGNED = 'SIGNED',
  ACCEPTED = 'ACCEPTED',
  REFUSED = 'REFUSED',
  WITHDRAWN = 'WITHDRAWN',
}

registerEnumType(HandoverStatus, {
  name: 'HandoverStatus',
  description: 'How far a handover is.',
  valuesConfig: {
    PROPOSED: { description: 'The giver has said what is handed over, and is to sign it.' },
    SIGNED: { description: 'The giver has signed; the taker is to.' },
    ACCEPTED: { description: 'Both have signed: the items have changed hands.' },
    REFUSED: { description: 'The taker did not take them.' },
    WITHDRAWN: { description: 'The giver did not give them.' },
  },
});

/** By the status that it has, what can be said of a handover that cannot be changed any more. */
export const ended: Readonly<Partial<Record<HandoverStatus, string>>> = {
  [HandoverStatus.ACCEPTED]: 'was accepted already: the items have changed hands',
  [HandoverStatus.REFUSED]: 'was refused by the taker',
  [HandoverStatus.WITHDRAWN]: 'was withdrawn by the giver',
};

@Entity('handovers')
@ObjectType({
  implements: Node,
  description: 'Things that one side gives to another at one time and place; seen by the branches of both.',
})
@Directive('@key(fields: "id")')
@Access('custody:read')
export class CustodyHandover extends TenantEntity implements Node {
  @IdColumn('handover')
  id: string;

  @ReferenceColumn('branch')
  branchId: string;

  @ReferenceColumn('branch')
  otherBranchId: string;

  @ReferenceColumn('task', { nullable: true })
  taskId: string | null;

  @Column('text')
  @Field(() => HandoverStatus, { simple: true, description: 'How far it is.' })
  status: HandoverStatus;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'Why it was refused or withdrawn.' })
  reason: string | null;

  @Column('text')
  fromId: string;

  @Column('text')
  fromName: string;

  @Column('text')
  toId: string;

  @Column('text')
  toName: string;

  @ReferenceColumn('courier', { nullable: true })
  toCourierId: string | null;

  @Column('text')
  placeName: string;

  @Column('text', { nullable: true })
  placeGln: string | null;

  @Column('double precision', { nullable: true })
  latitude: number | null;

  @Column('double precision', { nullable: true })
  longitude: number | null;

  @Column({ type: 'timestamptz', precision: 3 })
  @Field(() => DateTimeScalar, { simple: true, description: 'When the items change hands, as both sides sign it.' })
  happenedAt: Date;

  @ReferenceColumn('staff', { nullable: true })
  givenBy: string | null;

  @ReferenceColumn('staff', { nullable: true })
  takenBy: string | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When the giver signed.' })
  signedAt: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When it was accepted, refused or withdrawn.' })
  endedAt: Date | null;

  get isEnded(): boolean {
    return this.endedAt !== null;
  }

  /** As it stands in what is signed. */
  party(side: Side): Party {
    return side === 'FROM' ? { id: this.fromId, name: this.fromName } : { id: this.toId, name: this.toName };
  }

  /** Whether the caller acts for that side: as the person named, or as one who may do so at the branch named. */
  isOf(request: RequestContext, side: Side): boolean {
    const { id } = this.party(side);
    if (!id.startsWith('branch_')) return request.actor.id === id;
    const branches = branchesFor(request, handoverPermission);
    return request.actor.kind === 'staff' && (branches === 'all' || branches.includes(id));
  }
}

@Entity('handover_items')
@ObjectType({ implements: Node, description: 'One thing of a handover, with the text that both sides sign for it.' })
@Directive('@key(fields: "id")')
@Access('custody:read')
export class HandoverItem implements Node {
  @IdColumn('handoveritem')
  id: string;

  @ReferenceColumn('handover')
  handoverId: string;

  @ReferenceColumn('branch')
  branchId: string;

  @ReferenceColumn('branch')
  otherBranchId: string;

  @Column('text')
  @Field(() => ID, { simple: true, description: 'What it is in the graph: `specimen_…`, `lot_…`.' })
  itemId: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'What was scanned on it.' })
  scan: string;

  @Column('text')
  @Field(() => HandoverCondition, { simple: true, description: 'In what state it is.' })
  condition: HandoverCondition;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'What is remarked.' })
  remark: string | null;

  @Column('double precision', { nullable: true })
  @Field(() => Float, { simple: true, nullable: true, description: 'How warm it is, in degrees Celsius.' })
  celsius: number | null;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'By which thermometer.' })
  thermometer: string | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When that was read; at the handover when null.' })
  measuredAt: Date | null;

  @Column('text')
  @Field(() => String, { simple: true, description: 'The handover as canonical JSON (RFC 8785): what is hashed behind `previousHash`.' })
  text: string;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'Which change of hands of this item it is, from 1.' })
  sequence: number;

  @Column('text')
  @Field(() => String, { simple: true, description: "Hash of the item's last handover; 64 zeros before the first." })
  previousHash: string;

  @Column('text')
  @Field(() => String, {
    simple: true,
    description: 'SHA-256 over the 32 bytes of `previousHash` and the UTF-8 of `text`, in hexadecimal: its 32 bytes are what is signed.',
  })
  hash: string;

  @Column('text', { nullable: true })
  @Field(() => ID, { simple: true, nullable: true, description: 'By which key the giver signed; null before.' })
  fromKeyId: string | null;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: "The giver's signature; null before." })
  fromSignature: string | null;
}

export const CustodyHandoverConnection = connectionOf(CustodyHandover, 'CustodyHandover');

export enum CustodyHandoverOrderField {
  PROPOSED_AT = 'PROPOSED_AT',
}

registerEnumType(CustodyHandoverOrderField, {
  name: 'CustodyHandoverOrderField',
  description: 'What handovers can be sorted by.',
  valuesConfig: { PROPOSED_AT: { description: 'When they were proposed.' } },
});

export const handoverById = loaderById(CustodyHandover);
export const handoverItemById = loaderById(HandoverItem);
export const itemsOfHandover = loaderByParent(HandoverItem, 'handoverId', ['itemId']);
/** A task has few. */
export const handoversOfTask = loaderByParent(CustodyHandover, 'taskId', ['id']);

export const handoverList = defineList<CustodyHandover, CustodyHandoverOrderField>({
  name: 'custodyHandovers',
  entity: CustodyHandover,
  orders: { PROPOSED_AT: [] },
});

export const newestHandoverFirst = { field: CustodyHandoverOrderField.PROPOSED_AT, direction: OrderDirection.DESC };
