import { Field, Int, ObjectType } from 'type-graphql';
import { sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { Money, money } from '#kernel/graph/money.js';
import { BigIntScalar } from '#kernel/graph/scalars/index.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import type { Context } from '#kernel/subgraph/context.js';
import { defineLoader } from '#kernel/subgraph/loader.js';
import { totalsOfSession, type EntryTotal } from './till-entry.js';
import type { TillSession } from './till-session.js';
import { TenderKind, TillEntryKind } from './till-terms.js';

@ObjectType({ description: 'What one reason brought into a till, or took out.' })
@Access('tills:read')
export class TillKindTotal {
  @Field(() => TillEntryKind, { simple: true, description: 'The reason.' })
  kind: TillEntryKind;

  @Field(() => Int, { simple: true, description: 'In how many entries.' })
  count: number;

  @Field(() => Money, { simple: true, description: 'How much: positive in, negative out.' })
  amount: Money;
}

@ObjectType({ description: 'What happened in a till to one of the things that people pay with.' })
@Access('tills:read')
export class TillTenderTotal {
  @Field(() => TenderKind, { simple: true, description: 'With what they paid.' })
  tender: TenderKind;

  @Field(() => [TillKindTotal], { simple: true, description: 'By reason, the difference that counting found left out.' })
  kinds: TillKindTotal[];

  @Field(() => Money, { simple: true, description: 'What should be there by the journal.' })
  expected: Money;

  @Field(() => Money, { simple: true, nullable: true, description: 'What was counted; null until the till is closed.' })
  counted: Money | null;

  @Field(() => Money, {
    simple: true,
    nullable: true,
    description: 'How much more was counted than expected, negative for less; null until then.',
  })
  difference: Money | null;
}

@ObjectType({ description: 'So many notes or coins of one value.' })
export class Denomination {
  @Field(() => BigIntScalar, { simple: true, description: 'What one is worth, in minor units.' })
  valueMinor: bigint;

  @Field(() => Int, { simple: true, description: 'How many there were.' })
  count: number;
}

interface CountRow {
  readonly session_id: string;
  readonly tender: TenderKind;
  readonly counted_minor: string;
}

const countsOfSession = defineLoader<string, CountRow[]>('counts of till session', async ({ db }, ids) => {
  const uuids = ids.map((id) => toUuid('tillsession', id));
  const rows = await db.rows<CountRow>(
    sql`select session_id, tender, counted_minor::text from till_counts where session_id = any (${uuids}::uuid[])`,
    'tills:read',
  );
  return Map.groupBy(rows, ({ session_id }) => toTypeId('tillsession', session_id));
});

/** The report of a session, by what people paid with, in the order of the kinds of tender. */
export async function reportOf(context: Context, { id, currency }: TillSession): Promise<TillTenderTotal[]> {
  const [totals, counts] = await Promise.all([context.load(totalsOfSession, id), context.load(countsOfSession, id)]);
  const counted = new Map(counts?.map(({ tender, counted_minor }) => [tender, BigInt(counted_minor)]));
  const byTender = Map.groupBy(totals ?? [], ({ tender }) => tender);
  return Object.values(TenderKind)
    .filter((tender) => byTender.has(tender) || counted.has(tender))
    .map((tender) => tenderTotal(tender, byTender.get(tender) ?? [], counted.get(tender), currency));
}

function tenderTotal(tender: TenderKind, totals: readonly EntryTotal[], counted: bigint | undefined, currency: string): TillTenderTotal {
  const before = totals.filter(({ kind }) => kind !== TillEntryKind.DIFFERENCE);
  const expected = before.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  return Object.assign(new TillTenderTotal(), {
    tender,
    kinds: before.map(({ kind, count, amountMinor }) =>
      Object.assign(new TillKindTotal(), { kind, count, amount: money(amountMinor, currency) }),
    ),
    expected: money(expected, currency),
    counted: counted === undefined ? null : money(counted, currency),
    difference: counted === undefined ? null : money(counted - expected, currency),
  });
}
