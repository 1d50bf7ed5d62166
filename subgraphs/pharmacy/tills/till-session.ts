import { Directive, Field, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf, OrderDirection } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { CurrencyScalar, DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { defineList } from '#kernel/subgraph/list.js';
import { defineLoader, loaderById } from '#kernel/subgraph/loader.js';
import { sql } from '#kernel/database/sql.js';
import { TillSessionStatus } from './till-terms.js';

/** So many notes or coins of one value; the value as text, as JSON has no bigint. */
export interface CountedDenomination {
  readonly valueMinor: string;
  readonly count: number;
}

@Entity('till_sessions')
@ObjectType({
  implements: Node,
  description: 'The work of a cashier at a till: from the cash that it was opened with to the count that closed it.',
})
@Directive('@key(fields: "id")')
@Access('tills:read')
export class TillSession extends TenantEntity implements Node {
  @IdColumn('tillsession')
  id: string;

  @ReferenceColumn('branch')
  branchId: string;

  @ReferenceColumn('till')
  tillId: string;

  @ReferenceColumn('staff')
  cashierId: string;

  @Column('text')
  @Field(() => TillSessionStatus, { simple: true, description: 'Whether it is being worked at.' })
  status: TillSessionStatus;

  @Column('text')
  @Field(() => CurrencyScalar, { simple: true, description: 'In which currency.' })
  currency: string;

  @Column({ type: 'timestamptz', precision: 3 })
  @Field(() => DateTimeScalar, { simple: true, description: 'When it was opened.' })
  openedAt: Date;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When it was counted and closed.' })
  closedAt: Date | null;

  @Column('text', { nullable: true })
  closedBy: string | null;

  @Column('text', { nullable: true })
  @Field(() => String, {
    simple: true,
    nullable: true,
    description: 'Why what was counted is not what was expected, in the words of who closed it.',
  })
  differenceReason: string | null;

  @Column('jsonb', { nullable: true })
  denominations: CountedDenomination[] | null;
}

export const TillSessionConnection = connectionOf(TillSession, 'TillSession');

export enum TillSessionOrderField {
  OPENED_AT = 'OPENED_AT',
}

registerEnumType(TillSessionOrderField, {
  name: 'TillSessionOrderField',
  description: 'What the sessions of tills can be sorted by.',
  valuesConfig: { OPENED_AT: { description: 'When they were opened.' } },
});

export const tillSessionById = loaderById(TillSession);

/** The one that is open at a till. */
export const openSessionOfTill = defineLoader<string, TillSession>('open session of till', async ({ db }, tillIds) => {
  const mapper = db.mapper(TillSession);
  const uuids = tillIds.map((id) => mapper.columnValue('tillId', id));
  const sessions = await db.all(TillSession, sql`where till_id = any (${uuids}::uuid[]) and status = 'OPEN'`);
  return new Map(sessions.map((session) => [session.tillId, session]));
});

/** Ids are given in the order of opening. */
export const tillSessionList = defineList<TillSession, TillSessionOrderField>({
  name: 'tillSessions',
  entity: TillSession,
  orders: { OPENED_AT: [] },
});

export const newestSessionFirst = { field: TillSessionOrderField.OPENED_AT, direction: OrderDirection.DESC };
