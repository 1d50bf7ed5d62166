import { GraphError } from '../graph/graph-error.js';
import { UserError } from '../graph/user-error.js';
import type { RowMappers } from './row-mapper.js';
import { sql } from './sql.js';
import type { Transaction } from './transaction.js';

interface StoredKey {
  readonly field: string;
  readonly body_hash: string;
  readonly answer: unknown;
}

/**
 * The answer that this `Idempotency-Key` already has for this field, or null when the key is free and now ours until the
 * transaction ends. The key, the effect and the answer are committed together, so no crash can part them.
 */
export async function claimAnswer(transaction: Transaction, field: string, mappers: RowMappers): Promise<object | null> {
  const { claim, client } = claimOf(transaction);
  const [lock] = await transaction.rows<{ free: boolean }>(sql`
    select pg_try_advisory_xact_lock(hashtextextended(${`${client}\n${claim.key}`}, hashtextextended(tenant_id()::text, 0))) as free`);
  if (!lock?.free) {
    throw new GraphError('CONFLICT', 'A request with this Idempotency-Key is being carried out. Wait for it, then send the same request again for its answer.');
  }
  const stored = await transaction.rows<StoredKey>(sql`
    select field, body_hash, answer from idempotency_keys where client = ${client} and key = ${claim.key}`);
  if (stored.some((row) => row.body_hash !== claim.bodyHash)) {
    throw new GraphError('CONFLICT', 'This Idempotency-Key was used with another request, or with another X-Branch-ID. Use a new key for a new request.');
  }
  const match = stored.find((row) => row.field === field);
  return match ? (restore(match.answer, mappers) as object) : null;
}

export async function storeAnswer(transaction: Transaction, field: string, answer: object, mappers: RowMappers): Promise<void> {
  const { claim, client } = claimOf(transaction);
  await transaction.rows(sql`insert into idempotency_keys (client, key, field, body_hash, answer)
    values (${client}, ${claim.key}, ${field}, ${claim.bodyHash}, ${JSON.stringify(preserve(answer, mappers))})`);
}

function claimOf(transaction: Transaction): { claim: { key: string; bodyHash: string }; client: string } {
  const { idempotency, actor } = transaction.context;
  if (idempotency === null) throw new Error('This call carries no Idempotency-Key');
  return { claim: idempotency, client: `${actor.kind}:${actor.id ?? ''}` };
}

/** Payloads as JSON: entities by name and snapshot, dates by their instant, bigints by their digits, everything else as it is. */
function preserve(value: unknown, mappers: RowMappers): unknown {
  if (value instanceof Date) return { $date: value.toISOString() };
  if (typeof value === 'bigint') return { $bigint: value.toString() };
  if (Array.isArray(value)) return value.map((item) => preserve(item, mappers));
  if (typeof value !== 'object' || value === null) return value;
  const entity = mappers.nameOf(value);
  if (entity) return { $entity: entity, row: mappers.byName(entity).snapshot(value) };
  const copy = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, preserve(item, mappers)]));
  return value instanceof UserError ? { $userError: copy } : copy;
}

function restore(value: unknown, mappers: RowMappers): unknown {
  if (Array.isArray(value)) return value.map((item) => restore(item, mappers));
  if (typeof value !== 'object' || value === null) return value;
  const tagged = value as { $date?: string; $bigint?: string; $entity?: string; row?: Record<string, unknown>; $userError?: object };
  if (tagged.$date !== undefined) return new Date(tagged.$date);
  if (tagged.$bigint !== undefined) return BigInt(tagged.$bigint);
  if (tagged.$entity !== undefined) return mappers.byName(tagged.$entity).restore(tagged.row ?? {});
  if (tagged.$userError !== undefined) return Object.assign(new UserError(), tagged.$userError);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, restore(item, mappers)]));
}
