import { newId } from '#kernel/graph/type-id.js';
import type { RequestContext } from '#kernel/context/request-context.js';
import { contextOf, openTestSubgraph, testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { patients } from '../index.js';
import { EncounterStatus, nextStatuses } from './encounter-status.js';

const permissions = Object.keys(patients.permissions);
let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(patients);
});
afterAll(() => subgraph.close());

interface Payload {
  readonly userErrors: { code: string; message: string }[];
  readonly [field: string]: unknown;
}

async function run(context: RequestContext, mutation: string, fields: string, input: object): Promise<Payload> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const { data, errors } = await subgraph.execute<{ result: Payload }>(`mutation ($input: ${type}!) { result: ${mutation}(input: $input) { ${fields} userErrors { code message } } }`, context, { input });
  if (errors || !data) throw new Error(JSON.stringify(errors));
  return data.result;
}

async function patientOf(context: RequestContext): Promise<string> {
  const { patient } = await run(context, 'registerPatient', 'patient { id }', { names: [{ family: 'Banda' }] });
  return (patient as { id: string }).id;
}

async function encounterOf(context: RequestContext, patientId: string, more: object = {}): Promise<{ id: string; version: number }> {
  const { encounter } = await run(context, 'startEncounter', 'encounter { id version }', { patientId, ...more });
  return encounter as { id: string; version: number };
}

describe('an encounter', () => {
  it('goes only where its status allows, and ends when it is finished', async () => {
    const context = contextOf({ tenant: testTenant('steppe'), permissions, branch: newId('branch') });
    const { id, version } = await encounterOf(context, await patientOf(context), { status: 'PLANNED' });
    const move = (expectedVersion: number, status: string) => run(context, 'updateEncounterStatus', 'encounter { status endsAt version }', { id, expectedVersion, status });
    expect((await move(version, 'FINISHED')).userErrors[0]).toEqual({
      code: 'WRONG_STATE',
      message: 'The encounter is PLANNED and cannot become FINISHED: it can become ARRIVED, TRIAGED, IN_PROGRESS, CANCELLED, ENTERED_IN_ERROR.',
    });
    expect((await move(1, 'ARRIVED'))['encounter']).toMatchObject({ status: 'ARRIVED', endsAt: null, version: 2 });
    expect((await move(1, 'IN_PROGRESS')).userErrors[0]?.code).toBe('STALE_VERSION');
    await move(2, 'IN_PROGRESS');
    expect((await move(3, 'FINISHED'))['encounter']).toMatchObject({ status: 'FINISHED', endsAt: expect.any(String) as string });
    expect((await move(4, 'IN_PROGRESS')).userErrors[0]?.code).toBe('WRONG_STATE');
  });

  it('can always be declared a mistake, and nothing follows that', () => {
    for (const status of Object.values(EncounterStatus)) {
      expect(nextStatuses(status).includes(EncounterStatus.ENTERED_IN_ERROR)).toBe(status !== EncounterStatus.ENTERED_IN_ERROR);
    }
  });

  it('exists only at the branches where somebody may see it', async () => {
    const tenant = testTenant('steppe');
    const [here, there] = [newId('branch'), newId('branch')];
    const everywhere = contextOf({ tenant, permissions });
    const patientId = await patientOf(everywhere);
    await encounterOf(everywhere, patientId, { branchId: here });
    const hidden = await encounterOf(everywhere, patientId, { branchId: there });
    const local = contextOf({ tenant, permissions, branches: [here] });
    const count = async (context: RequestContext) => {
      const { data } = await subgraph.execute<{ patient: { encounters: { totalCount: number } } }>(`query ($id: ID!) { patient(id: $id) { encounters { totalCount nodes { id } } } }`, context, { id: patientId });
      return data?.patient.encounters.totalCount;
    };
    expect([await count(everywhere), await count(local), await count({ ...everywhere, branch: there })]).toEqual([2, 1, 1]);
    const input = { encounterId: hidden.id, text: 'I should not be here' };
    expect((await run(local, 'addEncounterNote', 'note { id }', input)).userErrors[0]?.code).toBe('NOT_FOUND');
    expect((await run(local, 'startEncounter', 'encounter { id }', { patientId, branchId: there })).userErrors[0]?.code).toBe('NOT_FOUND');
  });

  it('keeps notes and diagnoses in order', async () => {
    const context = contextOf({ tenant: testTenant('steppe'), permissions, branch: newId('branch') });
    const patientId = await patientOf(context);
    const { id: encounterId } = await encounterOf(context, patientId);
    const { condition } = await run(context, 'recordCondition', 'condition { id }', { patientId, code: { display: 'Asthma' } });
    await run(context, 'addEncounterNote', 'note { id }', { encounterId, text: ' first ' });
    await run(context, 'addEncounterNote', 'note { id }', { encounterId, text: 'second' });
    await run(context, 'addEncounterDiagnosis', 'diagnosis { id }', { encounterId, conditionId: (condition as { id: string }).id });
    await run(context, 'addEncounterDiagnosis', 'diagnosis { id }', { encounterId, code: { display: 'Cough' }, use: 'COMORBIDITY' });
    expect((await run(context, 'addEncounterNote', 'note { id }', { encounterId, text: '  ' })).userErrors[0]?.code).toBe('REQUIRED');
    const stranger = await patientOf(context);
    const foreign = await run(context, 'recordCondition', 'condition { id }', { patientId: stranger, code: { display: 'Fever' } });
    expect((await run(context, 'addEncounterDiagnosis', 'diagnosis { id }', { encounterId, conditionId: (foreign['condition'] as { id: string }).id })).userErrors[0]?.code).toBe('NOT_FOUND');
    const { data } = await subgraph.execute(`query ($id: ID!) { encounter(id: $id) { notes { text authorId } diagnoses { rank use code { display } condition { display } } } }`, context, { id: encounterId });
    expect(data).toEqual({
      encounter: {
        notes: [
          { text: 'first', authorId: context.actor.id },
          { text: 'second', authorId: context.actor.id },
        ],
        diagnoses: [
          { rank: 1, use: 'CHIEF_COMPLAINT', code: { display: 'Asthma' }, condition: { display: 'Asthma' } },
          { rank: 2, use: 'COMORBIDITY', code: { display: 'Cough' }, condition: null },
        ],
      },
    });
  });
});

describe("a patient's record", () => {
  it('holds coverages in the order of payment', async () => {
    const context = contextOf({ tenant: testTenant('steppe'), permissions });
    const patientId = await patientOf(context);
    const set = (...payors: string[]) => run(context, 'setCoverages', 'coverages { rank payor }', { patientId, coverages: payors.map((payor) => ({ payor })) });
    await set('National Health', 'Employer');
    expect((await set('Employer', 'National Health'))['coverages']).toEqual([
      { rank: 1, payor: 'Employer' },
      { rank: 2, payor: 'National Health' },
    ]);
    const dates = await run(context, 'setCoverages', 'coverages { rank }', { patientId, coverages: [{ payor: 'X', startsOn: '2026-02-01', endsOn: '2026-01-01' }] });
    expect(dates.userErrors[0]?.code).toBe('INVALID');
  });

  it('refuses what cannot be, field by field', async () => {
    const context = contextOf({ tenant: testTenant('steppe'), permissions });
    const wrong = await run(context, 'registerPatient', 'patient { id }', {
      names: [{ family: ' ' }],
      birthDate: '2999-01-01',
      telecom: [{ system: 'PHONE', value: '123' }, { system: 'EMAIL', value: 'nobody' }],
    });
    expect(wrong.userErrors.map(({ code }) => code)).toEqual(['REQUIRED', 'INVALID', 'INVALID', 'INVALID']);
    const identifiers = [{ system: 'urn:id', value: '1' }];
    await run(context, 'registerPatient', 'patient { id }', { names: [{ family: 'A' }], identifiers });
    expect((await run(context, 'registerPatient', 'patient { id }', { names: [{ family: 'B' }], identifiers, allowDuplicate: true })).userErrors[0]?.code).toBe('TAKEN');
  });

  it('is deleted and restored', async () => {
    const context = contextOf({ tenant: testTenant('steppe'), permissions });
    const id = await patientOf(context);
    const count = async (deleted: boolean) => (await subgraph.execute<{ patients: { totalCount: number } }>(`query ($d: Boolean!) { patients(filter: { deleted: $d }) { totalCount } }`, context, { d: deleted })).data?.patients.totalCount;
    await run(context, 'deletePatient', 'patient { id }', { id, expectedVersion: 1 });
    expect([await count(false), await count(true)]).toEqual([0, 1]);
    expect((await run(context, 'recordAllergy', 'allergy { id }', { patientId: id, code: { display: 'Latex' } })).userErrors[0]?.code).toBe('NOT_FOUND');
    await run(context, 'restorePatient', 'patient { id }', { id });
    expect([await count(false), await count(true)]).toEqual([1, 0]);
    expect((await run(context, 'restorePatient', 'patient { id }', { id })).userErrors[0]?.code).toBe('WRONG_STATE');
  });
});
