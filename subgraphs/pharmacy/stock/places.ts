import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { searchKey } from '#kernel/graph/search-key.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import type { OpenBranch } from '#kernel/branches/at-branch.js';
import { StockLocation } from './stock-location.js';
import { LocationKind } from './stock-terms.js';

/** The place that was named, if goods can be put there at this branch; null when there is no such. */
export async function placeNamed(transaction: Transaction, branch: OpenBranch, locationId: string): Promise<StockLocation | null> {
  const [id, branchId] = [toUuid('stocklocation', locationId), toUuid('branch', branch.id)];
  return transaction.first(StockLocation, sql`where id = ${id} and branch_id = ${branchId} and active`);
}

/** Where goods go when nobody says where: the branch's oldest place to sell from or for quarantine; made when it has none. */
export async function usualPlace(
  transaction: Transaction,
  branch: OpenBranch,
  kind: LocationKind.SHELF | LocationKind.QUARANTINE = LocationKind.SHELF,
): Promise<StockLocation> {
  const branchId = toUuid('branch', branch.id);
  const oldest = sql`where branch_id = ${branchId} and kind = ${kind} and active order by id`;
  const found = await transaction.first(StockLocation, oldest);
  if (found) return found;
  const name = kind === LocationKind.SHELF ? 'Shelf' : 'Quarantine';
  // Two who need the branch's first place at once make one.
  await transaction.rows(sql`insert into stock_locations (id, branch_id, kind, name, name_key)
    values (${toUuid('stocklocation', newId('stocklocation'))}, ${branchId}, ${kind}, ${name}, ${searchKey(name)})
    on conflict (tenant_id, branch_id, name_key) do update set active = true`);
  const made = await transaction.first(StockLocation, sql`where branch_id = ${branchId} and name_key = ${searchKey(name)}`);
  if (!made) throw new Error(`The branch ${branch.id} got no place for its stock`);
  return made;
}
