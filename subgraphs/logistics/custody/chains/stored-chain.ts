import type { Sql } from '#kernel/database/sql.js';
import { join, sql } from '#kernel/database/sql.js';
import { prefixOf, toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { defineLoader } from '#kernel/subgraph/loader.js';
import type { ChainFault } from '../chain-fault.js';
import { custodyPermission } from '../custody-permission.js';
import { HandoverCondition, type CustodyEntry, type Handover, type PartyKey } from '../handover.js';
import { readPublicKey } from '../keys/signing-key.js';
import { faultsOf, verifyChain, type ChainVerdict, type KnownOfChain } from '../verifying-chain.js';
import { readHandover } from './reading-handovers.js';

/** Runs a statement, in a transaction or as a read of its own. */
export type Ask = <R extends object>(statement: Sql) => Promise<R[]>;

/** An entry as the database has it. */
export interface StoredEntry extends CustodyEntry {
  readonly handoverId: string;
  readonly linkedAt: Date;
  /** Whether it says anything: somebody may have written into the database what is no handover. */
  readonly isReadable: boolean;
}

/** A key, with what others need to check by it. */
export interface StoredKey extends PartyKey {
  readonly id: string;
  readonly x: string;
  readonly actsFor: readonly string[];
  readonly validFrom: Date;
  readonly revokedAt: Date | null;
}

/** Whose chain it is, and which entry was the last by the item's own row. */
export interface ChainHead {
  readonly itemId: string;
  readonly headHash: string | null;
}

export interface StoredChain {
  readonly entries: readonly StoredEntry[];
  readonly keys: ReadonlyMap<string, StoredKey>;
}

interface EntryRow {
  readonly item_id: string;
  readonly sequence: number;
  readonly handover_id: string;
  readonly text: string;
  readonly previous_hash: string;
  readonly hash: string;
  readonly from_key_id: string | null;
  readonly from_signature: string | null;
  readonly to_key_id: string | null;
  readonly to_signature: string | null;
  readonly linked_at: Date;
}

/** The chains of items with the keys that signed them: two statements, however many items. */
export async function readChains(ask: Ask, itemIds: readonly string[]): Promise<Map<string, StoredChain>> {
  const entries = await readEntries(ask, sql`item_id = any (${itemIds}::text[])`);
  const keys = await readKeys(ask, [...entries.values()].flat());
  return new Map(itemIds.map((itemId) => [itemId, { entries: entries.get(itemId) ?? [], keys }]));
}

/** The last entry of each item that changed hands, by its item. */
export async function readLastEntries(
  ask: Ask,
  items: readonly { readonly itemId: string; readonly length: number }[],
): Promise<Map<string, StoredEntry>> {
  const moved = items.filter(({ length }) => length > 0);
  if (moved.length === 0) return new Map();
  const links = moved.map(({ itemId, length }) => sql`(${itemId}::text, ${length}::int)`);
  const entries = await readEntries(ask, sql`(item_id, sequence) in (${join(links)})`);
  return new Map([...entries].flatMap(([itemId, [last]]) => (last ? [[itemId, last]] : [])));
}

async function readEntries(ask: Ask, where: Sql): Promise<Map<string, StoredEntry[]>> {
  const rows = await ask<EntryRow>(sql`select item_id, sequence, handover_id, text, previous_hash, hash, from_key_id, from_signature,
    to_key_id, to_signature, linked_at from custody_entries where ${where} order by item_id, sequence`);
  const byItem = Map.groupBy(rows, ({ item_id }) => item_id);
  return new Map([...byItem].map(([itemId, all]) => [itemId, all.map(entryOf)]));
}

function entryOf(row: EntryRow): StoredEntry {
  const handover = parsed(row.text);
  const FROM = row.from_key_id && row.from_signature ? { keyId: row.from_key_id, value: row.from_signature } : null;
  const TO = row.to_key_id && row.to_signature ? { keyId: row.to_key_id, value: row.to_signature } : null;
  return {
    handover: handover ?? unreadable(row),
    previousHash: row.previous_hash,
    hash: row.hash,
    signatures: { ...(FROM ? { FROM } : {}), ...(TO ? { TO } : {}) },
    handoverId: toTypeId('handover', row.handover_id),
    linkedAt: row.linked_at,
    isReadable: handover !== null,
  };
}

function parsed(text: string): Handover | null {
  try {
    return readHandover(JSON.parse(text));
  } catch {
    // Nothing of ours: it does not hash to what was signed either.
    return null;
  }
}

/** Stands for what somebody spoiled; its hash is never the entry's. */
function unreadable({ item_id, sequence }: EntryRow): Handover {
  const nobody = { id: '', name: '?' };
  return {
    itemId: item_id,
    sequence,
    at: '',
    place: { name: '?' },
    from: nobody,
    to: nobody,
    condition: HandoverCondition.INTACT,
    scan: '',
  };
}

/** The keys that the entries' signatures name, by their ids; those that nobody registered are not among them. */
export async function readKeys(ask: Ask, entries: readonly CustodyEntry[]): Promise<Map<string, StoredKey>> {
  const named = entries.flatMap(({ signatures: { FROM, TO } }) => [FROM?.keyId, TO?.keyId]);
  const ids = [...new Set(named)].filter((id) => id !== undefined && prefixOf(id) === 'signingkey') as string[];
  if (ids.length === 0) return new Map();
  const rows = await ask<{
    id: string;
    staff_id: string;
    public_key: string;
    branch_ids: string[];
    valid_from: Date;
    revoked_at: Date | null;
  }>(sql`select id, staff_id, public_key, branch_ids, valid_from, revoked_at from signing_keys
    where id = any (${ids.map((id) => toUuid('signingkey', id))}::uuid[])`);
  return new Map(
    rows.flatMap((row) => {
      const publicKey = readPublicKey(row.public_key);
      const id = toTypeId('signingkey', row.id);
      if (!publicKey) return [];
      const key: StoredKey = {
        id,
        partyId: toTypeId('staff', row.staff_id),
        publicKey,
        x: row.public_key,
        actsFor: row.branch_ids.map((branchId) => toTypeId('branch', branchId)),
        validFrom: row.valid_from,
        revokedAt: row.revoked_at,
      };
      return [[id, key] as const];
    }),
  );
}

export function knownOf({ itemId, headHash }: ChainHead): KnownOfChain {
  return headHash === null ? { itemId } : { itemId, headHash };
}

/** What `verifyChain` says of a stored chain, held against the head that its item knows. */
export function verdictOf(head: ChainHead, { entries, keys }: StoredChain): ChainVerdict {
  return verifyChain(entries, keys, knownOf(head));
}

export function allFaultsOf(head: ChainHead, { entries, keys }: StoredChain): ChainFault[] {
  return [...faultsOf(entries, keys, knownOf(head))];
}

/** By what the item is in the graph. */
export const storedChainOf = defineLoader<string, StoredChain>('chain of custody of', async ({ db }, itemIds) =>
  readChains((statement) => db.rows(statement, custodyPermission), itemIds),
);
