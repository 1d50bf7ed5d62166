import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { Context } from '#kernel/subgraph/context.js';
import type { PlaceFacts } from '../events.js';

interface BranchSaid {
  readonly type?: string | null;
  readonly name?: string | null;
  readonly phone?: string | null;
  readonly latitude?: number | null;
  readonly longitude?: number | null;
  readonly address?: { readonly lines?: readonly string[] | null; readonly city?: string | null } | null;
}

/** Where a branch is, and what: `CLINIC`, `STERILIZATION`. */
export interface BranchPlace extends PlaceFacts {
  /** Absent where it was kept before this was asked for. */
  readonly type?: string | null;
}

/** Where branches are, as their owner says: to be asked before a transaction, and kept in it. Those that do not exist are absent. */
export async function placesOfBranches(context: Context, branchIds: readonly string[]): Promise<ReadonlyMap<string, BranchPlace>> {
  const ids = [...new Set(branchIds)];
  const said = await context.read<BranchSaid>('Branch', ids, 'type name phone latitude longitude address { lines city }');
  return new Map(ids.flatMap((id) => [...of(id, said.get(id))]));
}

function of(branchId: string, said: BranchSaid | undefined): [string, BranchPlace][] {
  if (!said) return [];
  const address = [...(said.address?.lines ?? []), said.address?.city ?? ''].filter(Boolean).join(', ');
  return [
    [
      branchId,
      {
        branchId,
        type: said.type ?? null,
        name: said.name ?? null,
        phone: said.phone ?? null,
        address: address || null,
        latitude: said.latitude ?? null,
        longitude: said.longitude ?? null,
      },
    ],
  ];
}

/** Keeps where they are. Writes only what is new, so that those who order at the same branch do not wait for each other. */
export async function rememberPlaces(transaction: Transaction, places: ReadonlyMap<string, BranchPlace>): Promise<void> {
  const kept = await keptPlaces(transaction, [...places.keys()]);
  const changed = [...places]
    .filter(([id, place]) => JSON.stringify(inOrder(kept.get(id))) !== JSON.stringify(inOrder(place)))
    .map(([id, place]) => ({ branch_id: toUuid('branch', id), place }))
    .toSorted((one, other) => (one.branch_id < other.branch_id ? -1 : 1));
  if (changed.length === 0) return;
  await transaction.rows(sql`insert into branch_places (branch_id, place)
    select branch_id, place from jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) as changed (branch_id uuid, place jsonb)
    order by branch_id
    on conflict (tenant_id, branch_id) do update set place = excluded.place`);
}

export async function keptPlaces(transaction: Transaction, branchIds: readonly string[]): Promise<ReadonlyMap<string, BranchPlace>> {
  const uuids = branchIds.map((id) => toUuid('branch', id));
  const rows = await transaction.rows<{ place: BranchPlace }>(
    sql`select place from branch_places where branch_id = any (${uuids}::uuid[])`,
  );
  return new Map(rows.flatMap(({ place }) => (place.branchId ? [[place.branchId, place] as const] : [])));
}

function inOrder(place: BranchPlace | undefined): unknown {
  return place && [place.branchId, place.type, place.name, place.phone, place.address, place.latitude, place.longitude];
}
