import { InProcessTransport } from '#kernel/events/transport.js';
import { newId } from '#kernel/graph/type-id.js';
import { startBackground, type Background } from '#kernel/jobs/background.js';
import { eventually } from '#kernel/testing/eventually.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { pharmacy } from '../index.js';
import { openPharmacy } from '../testing/dispensary.js';
import { Surgery } from '../testing/surgery.js';
import { prescriptionDispensed } from '../events.js';
import { Prescription } from './prescription.js';
import { tellPrescription } from './telling.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
let background: Background;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openPharmacy());
  background = await startBackground(pharmacy, subgraph.resources, new InProcessTransport());
});
afterAll(async () => {
  await background.stop();
  await subgraph.close();
});

const query =
  'subscription ($branchId: ID) { prescriptionQueueUpdated(branchId: $branchId) { kind prescriptions { id status items { dispensed } } } }';

interface Told {
  readonly data?: {
    readonly prescriptionQueueUpdated: { readonly kind: string; readonly prescriptions: readonly { id: string; status: string }[] };
  };
  readonly errors?: readonly { readonly message: string }[];
}

function follow(surgery: Surgery, branchId: string | null, context = surgery.context) {
  const stream = subgraph.runtime.subscribe({ query, variables: { branchId } }, context);
  return {
    stream,
    async next(): Promise<string[]> {
      const { data, errors } = ((await stream.next()) as { value: Told }).value;
      if (!data) return (errors ?? []).map(({ message }) => message);
      const { kind, prescriptions } = data.prescriptionQueueUpdated;
      return [kind, ...prescriptions.map(({ id, status }) => `${id} ${status}`)];
    },
  };
}

async function untold(): Promise<number> {
  const { pool } = subgraph.database.acrossTenants();
  const { rows } = await pool.query<{ count: number }>('select count(*)::int as count from outbox where relayed_at is null');
  return rows[0]?.count ?? 0;
}

it('tells a branch what waits there, then each that is signed, changed or dispensed', async () => {
  const surgery = new Surgery(subgraph, neighbours);
  const pharmacyId = surgery.addBranch(newId('branch'), { code: 'UB2' });
  await surgery.draft();
  const here = await surgery.signed();
  const there = await surgery.signed({ dispensingBranchId: pharmacyId });
  const done = await surgery.signed({ items: [{ productId: await surgery.medicine(), quantity: 1, refills: 2 }] });
  await surgery.handOver(done.id, [1]);
  const begun = await surgery.signed({ items: [{ productId: await surgery.medicine(), quantity: 2, refills: 2 }] });
  await surgery.handOver(begun.id, [3]);
  const waiting = await Promise.all([here, there, done, begun].map(async ({ id }) => (await surgery.facts(id))['isWaiting']));
  expect(waiting).toEqual([true, true, false, true]);
  // What is told after one begins to follow would come twice: in the state, and as a change.
  await eventually(untold, (events) => events === 0);
  const [clinic, pharmacy] = [follow(surgery, surgery.branchId), follow(surgery, pharmacyId)];
  expect(await clinic.next()).toEqual(['CURRENT_STATE', `${here.id} ACTIVE`, `${begun.id} ACTIVE`]);
  expect(await pharmacy.next()).toEqual(['CURRENT_STATE', `${there.id} ACTIVE`]);
  const sent = await surgery.signed({ dispensingBranchId: pharmacyId });
  expect(await pharmacy.next()).toEqual(['CHANGE', `${sent.id} ACTIVE`]);
  await surgery.act('holdPrescription', sent);
  expect(await pharmacy.next()).toEqual(['CHANGE', `${sent.id} ON_HOLD`]);
  await surgery.run('stopMedicationRequest', 'prescription { id }', {
    id: there.items[0]?.id,
    expectedVersion: there.items[0]?.version,
    reason: 'Rash',
  });
  expect(await pharmacy.next()).toEqual(['CHANGE', `${there.id} STOPPED`]);
  await surgery.behind(async (transaction) => {
    const prescription = await transaction.lock(Prescription, here.id);
    if (prescription) await tellPrescription(transaction, prescriptionDispensed, prescription);
  });
  expect(await clinic.next()).toEqual(['CHANGE', `${here.id} ACTIVE`]);
  await surgery.handOver(here.id, [1]);
  expect(await clinic.next()).toEqual(['CHANGE', `${here.id} COMPLETED`]);
  await clinic.stream.return?.();
  await pharmacy.stream.return?.();
});

it('is refused without a branch, at one out of reach, and without the permission', async () => {
  const surgery = new Surgery(subgraph, neighbours);
  expect(await follow(surgery, null).next()).toEqual(['Say which branch: send branchId, or the header X-Branch-ID.']);
  const elsewhere = surgery.somebody({ branches: [newId('branch')] });
  expect(await follow(surgery, surgery.branchId, elsewhere).next()).toEqual(['There is no such branch among those where you may do this.']);
  const clerk = surgery.somebody({ permissions: ['medicines:read'] });
  expect((await follow(surgery, surgery.branchId, clerk).next())[0]).toContain('prescriptions:read');
});
