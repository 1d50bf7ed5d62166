import type { BranchProfile } from '#kernel/branches/branch-profile.js';
import { House } from '#kernel/testing/house.js';
import { Neighbours } from '#kernel/testing/neighbours.js';
import { openTestSubgraph, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { orders } from '../index.js';

/** All of orders, and what those who order have beside it. */
const permissions = [...Object.keys(orders.permissions), 'patients:read', 'medicines:read', 'stock:read'];

const usual = {
  Patient: { deletedAt: null, deceased: false },
  Product: { status: 'ACTIVE', kind: 'CONSUMABLE', name: 'Nitrile gloves M, box of 100', gtin: null, nationalCode: null },
};

const clinic = { code: 'UB1', name: 'Steppe Clinic', timeZone: 'Asia/Ulaanbaatar', currency: 'MNT', openingHours: [] };

/** Orders on a database of their own, with neighbours that know what the test tells them. */
export async function openOrders(): Promise<{ subgraph: TestSubgraph; neighbours: Neighbours }> {
  const neighbours = new Neighbours(usual);
  return { subgraph: await openTestSubgraph(orders, { entities: neighbours.entities }), neighbours };
}

/** A tenant with one clinic, and the words in which its people order. */
export class OrderDesk extends House {
  constructor(subgraph: TestSubgraph, neighbours: Neighbours, profile: Partial<BranchProfile> = {}) {
    super(subgraph, neighbours, { permissions, profile: { ...clinic, ...profile } });
  }
}
