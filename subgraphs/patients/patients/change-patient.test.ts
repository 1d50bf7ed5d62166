import { contextOf, openTestSubgraph, testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { patients } from '../index.js';

const context = contextOf({ tenant: testTenant('steppe'), permissions: Object.keys(patients.permissions) });

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(patients);
});
afterAll(() => subgraph.close());

interface Updated {
  readonly updatePatient: { patient: { version: number; timeZone: string | null } | null; userErrors: { code: string; field: string[] }[] };
}

async function registered(input: object): Promise<string> {
  const mutation = `mutation ($input: RegisterPatientInput!) { registerPatient(input: $input) { patient { id } } }`;
  const { data } = await subgraph.execute<{ registerPatient: { patient: { id: string } } }>(mutation, context, { input });
  return data?.registerPatient.patient.id ?? '';
}

async function update(input: object): Promise<Updated['updatePatient'] | undefined> {
  const mutation = `mutation ($input: UpdatePatientInput!) { updatePatient(input: $input) { patient { version timeZone } userErrors { code field } } }`;
  return (await subgraph.execute<Updated>(mutation, context, { input })).data?.updatePatient;
}

describe("a patient's time zone", () => {
  it('changes when it is sent, stays when it is left out, and goes with null', async () => {
    const id = await registered({ names: [{ family: 'Phiri' }], timeZone: 'Africa/Lusaka' });
    const moved = await update({ id, expectedVersion: 1, timeZone: 'Asia/Bangkok' });
    expect(moved).toEqual({ patient: { version: 2, timeZone: 'Asia/Bangkok' }, userErrors: [] });
    expect((await update({ id, expectedVersion: 2, tags: ['abroad'] }))?.patient?.timeZone).toBe('Asia/Bangkok');
    expect((await update({ id, expectedVersion: 3, timeZone: null }))?.patient?.timeZone).toBeNull();
  });

  it('stays what it was when the new name is none', async () => {
    const id = await registered({ names: [{ family: 'Tembo' }], timeZone: 'Africa/Lusaka' });
    const refused = await update({ id, expectedVersion: 1, timeZone: 'Africa/Kitwe' });
    expect(refused).toEqual({ patient: null, userErrors: [{ code: 'INVALID', field: ['input', 'timeZone'] }] });
    expect((await update({ id, expectedVersion: 1, tags: ['abroad'] }))?.patient).toEqual({ version: 2, timeZone: 'Africa/Lusaka' });
  });
});
