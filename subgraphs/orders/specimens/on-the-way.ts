import { sql, type Sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { defineEvent, type EventRecord } from '#kernel/events/event.js';
import { prefixOf, toUuid } from '#kernel/graph/type-id.js';
import { on } from '#kernel/jobs/job.js';
import type { Context } from '#kernel/subgraph/context.js';
import { changeSpecimens, lockWithOrders } from './scanned-specimens.js';
import { SpecimenStatus } from './specimen-terms.js';

interface TaskFacts {
  readonly kind: string;
  readonly outcome: string | null;
  readonly itemIds: readonly string[];
}

interface BreachFacts {
  /** The watch over what was carried together. */
  readonly watchId: string;
  readonly itemIds: readonly string[];
}

const taskCompleted = defineEvent<TaskFacts>('task.completed', 1, 'A task was done, or tried in vain; logistics tells it.');
const temperatureBreached = defineEvent<BreachFacts>(
  'temperature.breached',
  1,
  'What was carried was too warm or too cold for too long; logistics tells it.',
);

export const specimenReactions = [
  on(taskCompleted, 'mark-specimens-in-transit', markInTransit),
  on(temperatureBreached, 'hold-specimens', holdSpecimens),
];

/**
 * A courier has fetched them. Those that nobody scanned as collected stay as they are, so that they are missed; those that are at the
 * laboratory already, as its scan was told first, do not go back.
 */
async function markInTransit(_context: Context, { data, occurredAt }: EventRecord<TaskFacts>, transaction: Transaction): Promise<void> {
  if (data.kind !== 'COLLECT_SAMPLE' || data.outcome !== 'SUCCESS') return;
  const { specimens } = await lockWithOrders(transaction, sql`id = any (${specimensAmong(data.itemIds)}::uuid[])`);
  const fetched = specimens.filter(({ status }) => status === SpecimenStatus.COLLECTED);
  if (fetched.length === 0) return;
  await changeSpecimens(transaction, fetched, sql`status = ${SpecimenStatus.IN_TRANSIT}, sent_at = ${occurredAt}`);
}

/** What a breach can have spoilt. Loggers are mostly read at the laboratory, when what they lay with is received, or even examined, already. */
const spoilt = [SpecimenStatus.COLLECTED, SpecimenStatus.IN_TRANSIT, SpecimenStatus.RECEIVED, SpecimenStatus.RESULTED];

const reason = 'It was too warm or too cold on the way.';

/**
 * They wait for the laboratory's decision; one that waits already goes on waiting for what it was held for first. One that nobody has scanned
 * as collected may lie with the others nevertheless: it is held when it turns out to have been taken before, since a breach is told once.
 */
async function holdSpecimens(_context: Context, { data, occurredAt }: EventRecord<BreachFacts>, transaction: Transaction): Promise<void> {
  const { specimens } = await lockWithOrders(transaction, sql`id = any (${specimensAmong(data.itemIds)}::uuid[])`);
  const unscanned = specimens.filter(({ status }) => status === SpecimenStatus.TO_BE_COLLECTED);
  await transaction.rows(sql`update specimens set breached_at = ${occurredAt}, breach_source = ${data.watchId}
    where id = any (${unscanned.map(({ id }) => toUuid('specimen', id))}::uuid[]) and (breached_at is null or breached_at < ${occurredAt})`);
  const held = specimens.filter((specimen) => spoilt.includes(specimen.status) && !specimen.held);
  if (held.length === 0) return;
  await changeSpecimens(
    transaction,
    held,
    sql`held = true, hold_reason = ${reason}, hold_source = ${data.watchId}, held_at = ${occurredAt},
      released_at = null, released_by = null, release_reason = null`,
  );
}

/** Of what is only now said to have been taken then: held as if that had been known when a breach was told. Follows the word `set`. */
export function heldAsTakenAt(collectedAt: Date): Sql {
  const wasThere = sql`${collectedAt}::timestamptz <= breached_at`;
  return sql`held = coalesce(${wasThere}, false), hold_reason = case when ${wasThere} then ${reason} end,
    hold_source = case when ${wasThere} then breach_source end, held_at = case when ${wasThere} then breached_at end`;
}

/** Couriers carry goods, too. */
function specimensAmong(itemIds: readonly string[]): string[] {
  return itemIds.filter((id) => prefixOf(id) === 'specimen').map((id) => toUuid('specimen', id));
}
