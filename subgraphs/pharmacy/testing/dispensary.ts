import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { searchKey } from '#kernel/graph/search-key.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { House } from '#kernel/testing/house.js';
import { Neighbours } from '#kernel/testing/neighbours.js';
import { openTestSubgraph, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import type { BranchProfile } from '#kernel/branches/branch-profile.js';
import { pharmacy } from '../index.js';
import { Lot } from '../stock/lot.js';
import { moveStock } from '../stock/moving.js';
import { lockStock } from '../stock/stock-lock.js';
import { StockLocation } from '../stock/stock-location.js';
import { KeptStatus, LocationKind, MovementKind } from '../stock/stock-terms.js';
import { callBack } from './calling-back.js';

/** A patient of whom the test says nothing: alive, on record, and allergic to nothing. */
const healthy = { deletedAt: null, deceased: false, allergies: [] };

/** All of the pharmacy, and what a pharmacist has beside it. */
const permissions = [...Object.keys(pharmacy.permissions), 'patients:read', 'allergies:read'];

/** The pharmacy on a database of its own, with neighbours that know what the test tells them. */
export async function openPharmacy(): Promise<{ subgraph: TestSubgraph; neighbours: Neighbours }> {
  const neighbours = new Neighbours({ Patient: healthy });
  return { subgraph: await openTestSubgraph(pharmacy, { entities: neighbours.entities }), neighbours };
}

/** A lot to put on the shelf. */
export interface ShelfLot {
  readonly quantity: number;
  readonly lotNumber?: string;
  /** YYYY-MM-DD; null for what never expires. */
  readonly expiresOn?: string | null;
  readonly unitCostMinor?: bigint;
  readonly status?: KeptStatus;
}

const steppePharmacy = { code: 'UB1', name: 'Steppe Pharmacy', timeZone: 'Asia/Ulaanbaatar', currency: 'MNT' };

/** A tenant with one pharmacy, and the words in which its people speak to the graph. */
export class Dispensary extends House {
  constructor(subgraph: TestSubgraph, neighbours: Neighbours, profile: Partial<BranchProfile> = {}) {
    super(subgraph, neighbours, { permissions, profile: { ...steppePharmacy, ...profile } });
  }

  async substance(name: string): Promise<string> {
    return (await this.done<{ substance: { id: string } }>('addSubstance', 'substance { id }', { name })).substance.id;
  }

  /** A medicine, by default one that is sold to everybody. */
  async medicine(name = 'Paracetamol 500 mg, tablet', medication: object = {}, more: object = {}): Promise<string> {
    const input = { kind: 'MEDICINE', name, medication, ...more };
    return (await this.done<{ product: { id: string } }>('createProduct', 'product { id }', input)).product.id;
  }

  /** Says at what price the branch sells it, in minor units of its currency. */
  async price(productId: string, amountMinor: bigint, branchId: string = this.branchId): Promise<void> {
    const currency = this.neighbours.branches.get(branchId)?.currency;
    await this.done('setBranchProduct', 'branchProduct { id }', {
      branchId,
      productId,
      price: { amountMinor: amountMinor.toString(), currency },
    });
  }

  /** Puts lots on the shelf of a branch as receipts do, and says their ids. */
  async shelve(productId: string, lots: readonly ShelfLot[], branchId: string = this.branchId): Promise<string[]> {
    const ids: string[] = [];
    await this.system(branchId, async (transaction) => {
      await lockStock(transaction, [{ branchId, productId }]);
      const location = await this.shelf(transaction, branchId);
      for (const {
        quantity,
        lotNumber = newId('x').slice(-8).toUpperCase(),
        expiresOn = '2039-12-31',
        unitCostMinor = 100n,
        status = KeptStatus.AVAILABLE,
      } of lots) {
        const lot = Object.assign(new Lot(), { id: newId('lot'), productId, lotNumber, expiresOn, expiryDayKnown: true, recallId: null });
        await transaction.insert(lot);
        ids.push(lot.id);
        const place = { branchId, locationId: location.id, productId, lotId: lot.id, status };
        const currency = this.neighbours.branches.get(branchId)?.currency ?? 'MNT';
        await moveStock(transaction, null, [
          { kind: MovementKind.RECEIPT, ...place, quantity, unitCost: { amountMinor: unitCostMinor, currency } },
        ]);
      }
    });
    return ids;
  }

  /** Has a lot recalled while its stock is still as it was: for what must not depend on somebody having set it apart. */
  async markRecalled(lotId: string): Promise<void> {
    await this.system(this.branchId, (transaction) => callBack(transaction, lotId));
  }

  /** What is on hand and set aside of a product at a branch, all lots and states together. */
  async stockOf(productId: string, branchId: string = this.branchId): Promise<{ onHand: number; reserved: number }> {
    const found = { onHand: 0, reserved: 0 };
    await this.system(branchId, async (transaction) => {
      const [row] = await transaction.rows<{
        on_hand: number;
        reserved: number;
      }>(sql`select coalesce(sum(on_hand), 0)::int as on_hand, coalesce(sum(reserved), 0)::int as reserved
        from stock_items where product_id = ${toUuid('product', productId)} and branch_id = ${toUuid('branch', branchId)}`);
      Object.assign(found, { onHand: row?.on_hand, reserved: row?.reserved });
    });
    return found;
  }

  /** Where stock and its movements disagree: nowhere, one hopes. */
  async breaks(): Promise<object[]> {
    let rows: object[] = [];
    await this.system(this.branchId, async (transaction) => {
      rows = await transaction.rows(sql`select * from stock_breaks()`);
    });
    return rows;
  }

  private async shelf(transaction: Transaction, branchId: string): Promise<StockLocation> {
    const found = await transaction.first(StockLocation, sql`where branch_id = ${toUuid('branch', branchId)} order by id`);
    const name = 'Shelf';
    const facts = { id: newId('stocklocation'), branchId, kind: LocationKind.SHELF, name, nameKey: searchKey(name), active: true };
    return found ?? transaction.insert(Object.assign(new StockLocation(), facts));
  }
}
