import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import type { ReceivedMessage } from './webhook-payload.js';

/** What came for a channel of ours, by its uuid. */
export type Of<Part> = Part & { readonly channel: string };

/** A thread that is there already, of which something is told. */
export interface KnownThread {
  readonly channel: string;
  readonly contact: string;
  readonly heardAt: Date;
}

interface Held {
  readonly channel: string;
  readonly contact: string;
  readonly name: string | null;
  /** Null when it is heard just now. */
  readonly heardAt: Date | null;
}

/**
 * Locks all threads of which something is told, and opens those that are new: in one statement and one order, so that two who bring the
 * same do not wait for each other. Where nobody wrote, the thread is locked and stays as it is.
 */
export async function holdThreads(
  transaction: Transaction,
  messages: readonly Of<ReceivedMessage>[],
  known: readonly KnownThread[],
): Promise<void> {
  const held = new Map<string, Held>();
  for (const thread of known) held.set(keyOf(thread), { ...thread, name: null });
  for (const { channel, from: contact, name } of messages) {
    const key = keyOf({ channel, contact });
    held.set(key, { channel, contact, name: name ?? held.get(key)?.name ?? null, heardAt: null });
  }
  if (held.size === 0) return;
  const threads = [...held.values()];
  const [channels, contacts] = [threads.map(({ channel }) => channel), threads.map(({ contact }) => contact)];
  const [names, moments] = [threads.map(({ name }) => name), threads.map(({ heardAt }) => heardAt)];
  await transaction.rows(sql`insert into conversations (channel_id, contact, contact_name, heard_at)
    select channel, contact, name, coalesce(heard_at, now())
    from unnest(${channels}::uuid[], ${contacts}::text[], ${names}::text[], ${moments}::timestamptz[]) held (channel, contact, name, heard_at)
    order by channel, contact
    on conflict (tenant_id, channel_id, contact) do update set heard_at = excluded.heard_at,
      contact_name = coalesce(excluded.contact_name, conversations.contact_name)
    where excluded.heard_at > conversations.heard_at`);
}

function keyOf({ channel, contact }: Pick<KnownThread, 'channel' | 'contact'>): string {
  return `${channel} ${contact}`;
}
