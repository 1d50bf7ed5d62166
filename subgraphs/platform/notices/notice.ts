import { Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf, OrderDirection } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { defineList } from '#kernel/subgraph/list.js';
import { defineLoader, loaderById } from '#kernel/subgraph/loader.js';

@Entity('notices')
@ObjectType({ description: 'Something that people of the tenant were told.' })
@Access('signed-in')
export class Notice extends TenantEntity {
  @IdColumn('notice')
  id: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'What it is about: `Order LAB-000042`.' })
  title: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'What there is to know.' })
  text: string;

  @Column('text', { nullable: true })
  @Field(() => ID, { simple: true, nullable: true, description: 'What it is about, for `node(id)`: `order_…`.' })
  about: string | null;

  @Column('text', { array: true })
  @Field(() => [String], { simple: true, description: 'Codes of the teams that were to be told.' })
  teams: string[];
}

@Entity('notice_receipts')
@ObjectType({ implements: Node, description: 'A notice as one person has it.' })
@Directive('@key(fields: "id")')
@Access('signed-in')
export class NoticeReceipt extends TenantEntity implements Node {
  @IdColumn('noticereceipt')
  id: string;

  @ReferenceColumn('notice')
  noticeId: string;

  @ReferenceColumn('staff')
  staffId: string;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When the person marked it as read; null before.' })
  readAt: Date | null;

  @Column('text', { nullable: true })
  mailStatus: 'SENT' | 'REJECTED' | null;

  @Column('text', { nullable: true })
  mailReason: string | null;
}

export const NoticeReceiptConnection = connectionOf(NoticeReceipt, 'NoticeReceipt');

export enum NoticeOrderField {
  CREATED_AT = 'CREATED_AT',
}

registerEnumType(NoticeOrderField, {
  name: 'NoticeOrderField',
  description: 'What notices can be sorted by.',
  valuesConfig: { CREATED_AT: { description: 'When they came.' } },
});

export const noticeById = loaderById(Notice);

/** One's own only: what others were told is theirs. */
export const receiptById = defineLoader<string, NoticeReceipt>('own notice', async ({ db, request }, ids) => {
  const { actor } = request;
  if (actor.kind !== 'staff' || actor.id === null) return new Map();
  const uuids = ids.map((id) => toUuid('noticereceipt', id));
  const own = await db.all(NoticeReceipt, sql`where id = any (${uuids}::uuid[]) and staff_id = ${toUuid('staff', actor.id)}`);
  return new Map(own.map((receipt) => [receipt.id, receipt]));
});

export const receiptList = defineList<NoticeReceipt, NoticeOrderField>({
  name: 'noticeReceipts',
  entity: NoticeReceipt,
  orders: { CREATED_AT: [] },
});

export const newestNoticeFirst = { field: NoticeOrderField.CREATED_AT, direction: OrderDirection.DESC };
