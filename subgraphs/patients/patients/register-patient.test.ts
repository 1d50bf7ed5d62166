import { contextOf, openTestSubgraph, testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { patients } from '../index.js';

const registration = `mutation ($input: RegisterPatientInput!) {
  registerPatient(input: $input) { patient { id number name birthDate version } duplicates { number } userErrors { code message field } }
}`;
const permissions = Object.keys(patients.permissions);

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(patients);
});
afterAll(() => subgraph.close());

function person(family: string, given: string, birthDate: string, more: object = {}): { input: object } {
  return { input: { names: [{ family, given: [given] }], birthDate, ...more } };
}

describe('registering a patient', () => {
  it('gives each tenant its own numbers, without gaps', async () => {
    const steppe = contextOf({ tenant: testTenant('steppe'), permissions });
    const copperbelt = contextOf({ tenant: testTenant('copperbelt'), permissions });
    const first = await subgraph.execute<Registered>(registration, steppe, person('Bat-Erdene', 'Oyuun', '1984-02-29'));
    const second = await subgraph.execute<Registered>(registration, steppe, person('Ganzorig', 'Tömör', '1990-07-11'));
    const elsewhere = await subgraph.execute<Registered>(registration, copperbelt, person('Mwansa', 'Chanda', '1975-01-30'));
    expect(first.errors).toBeUndefined();
    const numbers = [first, second, elsewhere].map((result) => result.data?.registerPatient.patient?.number);
    expect(numbers).toEqual(['P-000001', 'P-000002', 'P-000001']);
  });

  it('refuses an obvious duplicate by name, and takes it when told to', async () => {
    const context = contextOf({ tenant: testTenant('steppe'), permissions });
    await subgraph.execute<Registered>(registration, context, person('Feeney', 'José', '1984-02-29'));
    const again = await subgraph.execute<Registered>(registration, context, person('FEENEY', 'Jose', '1984-02-29'));
    const refused = again.data?.registerPatient;
    expect(refused?.patient).toBeNull();
    expect(refused?.duplicates).toEqual([{ number: 'P-000001' }]);
    expect(refused?.userErrors[0]).toMatchObject({ code: 'LIKELY_DUPLICATE', message: expect.stringContaining('José Feeney, P-000001') as string });
    const insisted = await subgraph.execute<Registered>(registration, context, person('Feeney', 'Jose', '1984-02-29', { allowDuplicate: true }));
    expect(insisted.data?.registerPatient.patient?.number).toBe('P-000002');
  });

  it('lets one of twenty at once through when they are the same person', async () => {
    const context = contextOf({ tenant: testTenant('steppe'), permissions });
    const results = await Promise.all(
      Array.from({ length: 20 }, () => subgraph.execute<Registered>(registration, context, person('Zulu', 'Mutale', '2001-03-04'))),
    );
    const registered = results.filter((result) => result.data?.registerPatient.patient !== null);
    expect(registered).toHaveLength(1);
  });

  it('takes a time zone by its IANA name, and refuses what is none', async () => {
    const context = contextOf({ tenant: testTenant('steppe'), permissions });
    const register = async (more: object) => {
      const query = `mutation ($input: RegisterPatientInput!) { registerPatient(input: $input) { patient { timeZone } userErrors { code field } } }`;
      const { data } = await subgraph.execute<{ registerPatient: object }>(query, context, person('Ganbold', 'Saran', '1992-05-06', { allowDuplicate: true, ...more }));
      return data?.registerPatient;
    };
    expect(await register({ timeZone: 'Asia/Hovd' })).toEqual({ patient: { timeZone: 'Asia/Hovd' }, userErrors: [] });
    expect(await register({})).toEqual({ patient: { timeZone: null }, userErrors: [] });
    for (const timeZone of ['Asia/Karakorum', '+08:00', '']) {
      expect(await register({ timeZone })).toEqual({ patient: null, userErrors: [{ code: 'INVALID', field: ['input', 'timeZone'] }] });
    }
  });
});

interface Registered {
  registerPatient: {
    patient: { id: string; number: string; name: string } | null;
    duplicates: { number: string }[];
    userErrors: { code: string; message: string; field: string[] }[];
  };
}
