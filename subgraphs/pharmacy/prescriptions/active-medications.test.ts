import { sql } from '#kernel/database/sql.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { openPharmacy } from '../testing/dispensary.js';
import { Surgery } from '../testing/surgery.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openPharmacy());
});
afterAll(() => subgraph.close());

interface OfPatient {
  readonly activeMedications: readonly { product: { name: string } }[];
  readonly prescriptions: { totalCount: number; nodes: { status: string }[] };
}

async function recordsOf(surgery: Surgery, patientIds: readonly string[], context = surgery.doctor): Promise<OfPatient[]> {
  const query = `query ($patients: [_Any!]!) { _entities(representations: $patients) { ... on Patient {
    activeMedications { product { name } prescription { number } } prescriptions(first: 5) { totalCount nodes { status } } } } }`;
  const patients = patientIds.map((id) => ({ __typename: 'Patient', id }));
  return (await surgery.ask<{ _entities: OfPatient[] }>(query, { patients }, context))._entities;
}

it('a patient takes what may be handed over, and what was handed over until it is used up', async () => {
  const surgery = new Surgery(subgraph, neighbours);
  const named = async (name: string, more: object = {}) => [{ productId: await surgery.medicine(name), quantity: 1, ...more }];
  await surgery.draft({ items: await named('Draft') });
  await surgery.signed({ items: await named('To be fetched') });
  const expired = await surgery.draft({ items: await named('Expired') });
  await surgery.behind((transaction) =>
    transaction.rows(sql`update prescriptions set status = 'ACTIVE', number = 'X', scan_code = 'X', signed_at = now(), written_on = '2025-01-01',
      valid_until = '2025-02-01' where id = ${toUuid('prescription', expired.id)}`),
  );
  await surgery.behind((transaction) =>
    transaction.rows(sql`update medication_requests set status = 'ACTIVE' where prescription_id = ${toUuid('prescription', expired.id)}`),
  );
  const fetched = async (name: string, daysAgo: number, durationDays: number | null) => {
    const { id } = await surgery.signed({ items: await named(name, { durationDays }) });
    await surgery.handOver(id, [1], daysAgo);
    return surgery.facts(id);
  };
  await fetched('Last day today', 6, 7);
  await fetched('Used up yesterday', 7, 7);
  await fetched('Of unknown length', 0, null);
  await surgery.act('holdPrescription', await surgery.signed({ items: await named('On hold') }));
  await surgery.act('stopPrescription', await surgery.signed({ items: await named('Stopped') }));
  await surgery.act('markPrescriptionInError', await fetched('Mistaken', 0, 30));
  const [record] = await recordsOf(surgery, [surgery.patientId]);
  expect(record?.activeMedications.map(({ product }) => product.name)).toEqual(['Last day today', 'To be fetched']);
  expect(record?.prescriptions.totalCount).toBe(9);
});

it('takes as many statements for many patients as for one, and tells nothing to other tenants', async () => {
  const surgery = new Surgery(subgraph, neighbours);
  const patients = Array.from({ length: 6 }, () => newId('patient'));
  for (const patientId of patients) await surgery.signed({ patientId });
  const statements = async (ids: readonly string[]) => {
    const before = subgraph.database.statementCount;
    const records = await recordsOf(surgery, ids);
    expect(records.map(({ activeMedications }) => activeMedications.length)).toEqual(ids.map(() => 1));
    return subgraph.database.statementCount - before;
  };
  expect(await statements(patients)).toBe(await statements(patients.slice(0, 1)));
  const stranger = new Surgery(subgraph, neighbours);
  expect(await recordsOf(stranger, patients.slice(0, 1))).toEqual([{ activeMedications: [], prescriptions: { totalCount: 0, nodes: [] } }]);
  await expect(recordsOf(surgery, patients, surgery.somebody({ permissions: ['medicines:read'] }))).rejects.toThrow('prescriptions:read');
});
