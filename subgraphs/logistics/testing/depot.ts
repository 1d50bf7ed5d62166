import type { BranchProfile } from '#kernel/branches/branch-profile.js';
import { House } from '#kernel/testing/house.js';
import { Neighbours } from '#kernel/testing/neighbours.js';
import { openTestSubgraph, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { logistics, type LogisticsServices } from '../index.js';

/** All of logistics, and what its people have beside it. */
const permissions = [...Object.keys(logistics.permissions), 'orders:read', 'stock:read', 'patients:read', 'staff:read'];

const usual = { Patient: { deletedAt: null, deceased: false }, Staff: { displayName: 'Bold', status: 'ACTIVE' } };

const clinic = { code: 'UB1', name: 'Steppe Clinic', timeZone: 'Asia/Ulaanbaatar', currency: 'MNT' };

const services: LogisticsServices = { routing: null, publicDomain: 'caregraph.dev' };

/** Logistics on a database of its own, with neighbours that know what the test tells them. */
export async function openLogistics(): Promise<{ subgraph: TestSubgraph; neighbours: Neighbours }> {
  const neighbours = new Neighbours(usual);
  return { subgraph: await openTestSubgraph(logistics, { entities: neighbours.entities, services }), neighbours };
}

/** A tenant with one branch that sends couriers, and the words in which its people work. */
export class Depot extends House {
  constructor(subgraph: TestSubgraph, neighbours: Neighbours, profile: Partial<BranchProfile> = {}) {
    super(subgraph, neighbours, { permissions, profile: { ...clinic, ...profile } });
  }
}
