import { Field, Int, ObjectType } from 'type-graphql';
import { sql, type Sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import type { Context } from '#kernel/subgraph/context.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { defineLoader } from '#kernel/subgraph/loader.js';
import type { OpenBranch } from '#kernel/branches/at-branch.js';
import type { Pick } from '../stock/allocation.js';
import type { LotToGive } from './checks/hand-out.js';

@ObjectType('MedicationDispenseLot', { description: 'Packs of a lot that a dispense gives, and where they lie.' })
@Access('dispenses:read')
export class DispenseLot implements LotToGive {
  /** Shown as the Lot and the StockLocation. */
  lotId: string;

  locationId: string;

  lotNumber: string;

  expiresOn: string | null;

  recalled: boolean;

  @Field(() => Int, { simple: true, description: 'How many packs.' })
  quantity: number;

  @Field(() => Int, { simple: true, description: 'How many of them the patient gave back.' })
  returned: number;

  @Field(() => Int, {
    simple: true,
    description: 'How many of the packs of this lot were scanned before they were handed over (`verifyDispensePack`).',
  })
  verified: number;

  @Field(() => [String], { simple: true, description: 'The serial numbers of the scanned packs of this lot, where their codes said them.' })
  serialNumbers: string[];
}

interface LotRow {
  readonly dispense_id: string;
  readonly lot_id: string;
  readonly location_id: string;
  readonly lot_number: string;
  readonly expires_on: string | null;
  readonly recalled: boolean;
  readonly quantity: number;
  readonly returned: number;
  readonly verified: number;
  readonly serial_numbers: string[];
}

/** The statement itself, for its plan to be looked at. */
export function lotsOf(dispenseIds: readonly string[]): Sql {
  return sql`select given.dispense_id, given.lot_id, given.location_id, lot.lot_number, lot.expires_on::text as expires_on,
      lot.recall_id is not null as recalled, given.quantity, given.returned,
      (select count(*)::int from dispense_packs pack where pack.dispense_id = given.dispense_id and pack.lot_id = given.lot_id) as verified,
      array(select pack.serial_number from dispense_packs pack where pack.dispense_id = given.dispense_id and pack.lot_id = given.lot_id
        and pack.serial_number is not null order by pack.position) as serial_numbers
    from dispense_lots given join lots lot on lot.id = given.lot_id
    where given.dispense_id = any (${dispenseIds.map((id) => toUuid('dispense', id))}::uuid[])
    order by given.dispense_id, lot.expires_on nulls last, given.lot_id, given.location_id`;
}

function toLot(row: LotRow): DispenseLot {
  return Object.assign(new DispenseLot(), {
    lotId: toTypeId('lot', row.lot_id),
    locationId: toTypeId('stocklocation', row.location_id),
    lotNumber: row.lot_number,
    expiresOn: row.expires_on,
    recalled: row.recalled,
    quantity: row.quantity,
    returned: row.returned,
    verified: row.verified,
    serialNumbers: row.serial_numbers,
  });
}

export const lotsOfDispense = defineLoader<string, DispenseLot[]>('lots of dispense', async (context: Context, ids) => {
  const rows = await context.db.rows<LotRow>(lotsOf(ids), 'dispenses:read');
  const byDispense = Map.groupBy(rows, (row) => toTypeId('dispense', row.dispense_id));
  return new Map([...byDispense].map(([id, lots]) => [id, lots.map(toLot)]));
});

/** The lots of one dispense, to decide upon; what expires first is first. */
export async function readLots(transaction: Transaction, dispenseId: string): Promise<DispenseLot[]> {
  return (await transaction.rows<LotRow>(lotsOf([dispenseId]))).map(toLot);
}

/** Keeps what was picked for a dispense. */
export async function keepPicks(
  transaction: Transaction,
  { id: dispenseId, branchId }: { readonly id: string; readonly branchId: string },
  picks: readonly Pick[],
): Promise<void> {
  const rows = picks.map(({ lotId, locationId, quantity }) => ({
    lot_id: toUuid('lot', lotId),
    location_id: toUuid('stocklocation', locationId),
    quantity,
  }));
  await transaction.rows(sql`insert into dispense_lots (branch_id, dispense_id, lot_id, location_id, quantity)
    select ${toUuid('branch', branchId)}, ${toUuid('dispense', dispenseId)}, line.*
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as line (lot_id uuid, location_id uuid, quantity integer)`);
}

/** The picks with what is printed on their lots. */
export async function lotsToGive(transaction: Transaction, picks: readonly Pick[]): Promise<LotToGive[]> {
  const uuids = picks.map(({ lotId }) => toUuid('lot', lotId));
  const rows = await transaction.rows<{ id: string; lot_number: string }>(
    sql`select id, lot_number from lots where id = any (${uuids}::uuid[])`,
  );
  const numbers = new Map<string, string>(rows.map((row) => [toTypeId('lot', row.id), row.lot_number]));
  return picks.map(({ lotId, expiresOn, quantity }) => ({ lotId, lotNumber: numbers.get(lotId) ?? '', expiresOn, quantity }));
}

/** Why these packs may not go out today, whoever answers for it; null when they may. */
export function unfitLot({ today }: OpenBranch, lots: readonly DispenseLot[]): string | null {
  const recalled = lots.find((lot) => lot.recalled);
  if (recalled) return `Lot ${named(recalled)} was recalled: cancel this dispense and prepare it again from another lot.`;
  const expired = lots.find(({ expiresOn }) => expiresOn !== null && expiresOn < today);
  return expired
    ? `Lot ${named(expired)} expired on ${expired.expiresOn}: cancel this dispense and prepare it again from another lot.`
    : null;
}

export function named({ lotNumber }: { readonly lotNumber: string }): string {
  return lotNumber || '(without number)';
}
