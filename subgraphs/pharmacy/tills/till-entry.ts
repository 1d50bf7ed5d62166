import { Directive, Field, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { AmountColumn, IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { sql, type Sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf, OrderDirection } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { defineList, nestedList } from '#kernel/subgraph/list.js';
import { defineLoader } from '#kernel/subgraph/loader.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { momentsOfEntry } from './entry-moment.js';
import { TenderKind, TillEntryKind } from './till-terms.js';

@Entity('till_entries')
@ObjectType({ implements: Node, description: 'One line in the journal of a till, never altered: what is in the till is the sum of these.' })
@Directive('@key(fields: "id")')
@Access('tills:read')
export class TillEntry extends TenantEntity implements Node {
  @IdColumn('tillentry')
  id: string;

  @Column({ type: 'timestamptz', precision: 3 })
  @Field(() => DateTimeScalar, { simple: true, description: 'When it happened.' })
  occurredAt: Date;

  @ReferenceColumn('branch')
  branchId: string;

  @ReferenceColumn('tillsession')
  sessionId: string;

  @Column('text')
  @Field(() => TenderKind, { simple: true, description: 'Of what there is more or less.' })
  tender: TenderKind;

  @Column('text')
  @Field(() => TillEntryKind, { simple: true, description: 'Why.' })
  kind: TillEntryKind;

  @AmountColumn()
  amountMinor: bigint;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'Why, in the words of who did it.' })
  reason: string | null;

  @Column('text', { nullable: true })
  sourceType: string | null;

  @Column('uuid', { nullable: true })
  sourceId: string | null;

  @Column('text', { nullable: true })
  createdBy: string | null;
}

export const TillEntryConnection = connectionOf(TillEntry, 'TillEntry');

export enum TillEntryOrderField {
  OCCURRED_AT = 'OCCURRED_AT',
}

registerEnumType(TillEntryOrderField, {
  name: 'TillEntryOrderField',
  description: 'What the lines of a till can be sorted by.',
  valuesConfig: { OCCURRED_AT: { description: 'When they happened.' } },
});

/** Looks only into the months in which they can have been written. */
export const tillEntryById = defineLoader<string, TillEntry>('TillEntry by id', async ({ db }, ids) => {
  const found = new Map((await db.all(TillEntry, entriesWithIds(ids))).map((entry) => [entry.id, entry]));
  db.auditDenials(
    TillEntry,
    ids.filter((id) => !found.has(id)),
  );
  return found;
});

export function entriesWithIds(ids: readonly string[]): Sql {
  const uuids = ids.map((id) => toUuid('tillentry', id));
  const moments = ids.map(momentsOfEntry);
  const from = new Date(Math.min(...moments.map((moment) => moment.from.getTime())));
  const until = new Date(Math.max(...moments.map((moment) => moment.until.getTime())));
  return sql`where id = any (${uuids}::uuid[]) and occurred_at >= ${from} and occurred_at <= ${until}`;
}

export const tillEntryList = defineList<TillEntry, TillEntryOrderField>({
  name: 'tillEntries',
  entity: TillEntry,
  orders: { OCCURRED_AT: ['occurredAt'] },
});

export const entriesOfSession = nestedList(tillEntryList, 'sessionId');

export const oldestEntryFirst = { field: TillEntryOrderField.OCCURRED_AT, direction: OrderDirection.ASC };

/** What one tender sums up to for one reason. */
export interface EntryTotal {
  readonly tender: TenderKind;
  readonly kind: TillEntryKind;
  readonly count: number;
  readonly amountMinor: bigint;
}

interface TotalRow {
  readonly session_id: string;
  readonly tender: TenderKind;
  readonly kind: TillEntryKind;
  readonly count: number;
  readonly amount_minor: string;
}

/** By session. */
export const totalsOfSession = defineLoader<string, EntryTotal[]>('entry totals of till session', async ({ db }, sessionIds) => {
  const uuids = sessionIds.map((id) => toUuid('tillsession', id));
  const rows = await db.rows<TotalRow>(
    sql`select entry.session_id, entry.tender, entry.kind, count(*)::int as count, sum(entry.amount_minor)::text as amount_minor
      from till_sessions session cross join lateral (
        select * from till_entries where session_id = session.id and occurred_at >= session.opened_at
      ) entry
      where session.id = any (${uuids}::uuid[]) group by entry.session_id, entry.tender, entry.kind order by entry.tender, entry.kind`,
    'tills:read',
  );
  const totals = rows.map(({ session_id, amount_minor, ...row }) => ({ session_id, ...row, amountMinor: BigInt(amount_minor) }));
  return Map.groupBy(totals, ({ session_id }) => toTypeId('tillsession', session_id));
});
