import fc from 'fast-check';
import { contextOf, openTestSubgraph, testTenant } from '#kernel/testing/test-subgraph.js';
import { patients } from '../index.js';
import { initialsOf } from './initials.js';

describe('initials', () => {
  it.each([
    ['Chanda', 'Banda', 'C.B.'],
    ['oyuun', 'bat-erdene', 'O.B.'],
    ['Дорж', 'Болд', 'Д.Б.'],
    ['สมชาย', 'ทองดี', 'ส.ท.'],
    ['क्षितिज', 'शर्मा', 'क्षि.श.'],
    ['E\u0301milie', 'øster', 'E\u0301.Ø.'],
    ['太郎', '𠮷野', '太.𠮷.'],
    ['Willem', "'t Hooft", 'W.T.'],
    ['ßigrid', '-', 'S.'],
  ])('of %s %s are %s', (given, family, expected) => {
    expect(initialsOf({ given: [given], family })).toBe(expected);
  });

  it('take the first of several given names, and what there is of one name only', () => {
    expect(initialsOf({ given: ['José', 'María'], family: 'Feeney' })).toBe('J.F.');
    expect(initialsOf({ given: ['Chanda'], family: null })).toBe('C.');
    expect(initialsOf({ given: [], family: 'Banda' })).toBe('B.');
    expect(initialsOf({ given: [], family: null })).toBe('');
  });

  it('never cut a character in two', () => {
    const name = fc.string({ unit: 'grapheme' });
    fc.assert(fc.property(name, name, (given, family) => expect(initialsOf({ given: [given], family }).isWellFormed()).toBe(true)));
  });
});

describe('the graph', () => {
  const names = [
    { use: 'NICKNAME', given: ['Zed'] },
    { use: 'OFFICIAL', given: ['chanda'], family: 'Banda', prefix: ['Dr.'] },
  ];
  const registration = `mutation ($input: RegisterPatientInput!) { registerPatient(input: $input) { patient { id initials } } }`;
  const query = `query ($id: ID!) { patient(id: $id) { initials } }`;

  it('shows the initials of the official name to whom it shows the name', async () => {
    const subgraph = await openTestSubgraph(patients);
    const tenant = testTenant('copperbelt');
    const desk = contextOf({ tenant, permissions: ['patients:read', 'patients:register'] });
    const { data } = await subgraph.execute<{ registerPatient: { patient: { id: string; initials: string } } }>(registration, desk, {
      input: { names },
    });
    expect(data?.registerPatient.patient.initials).toBe('C.B.');
    const id = data?.registerPatient.patient.id;
    expect((await subgraph.execute(query, desk, { id })).data).toEqual({ patient: { initials: 'C.B.' } });
    const porter = contextOf({ tenant, permissions: ['encounters:read'] });
    const denied = await subgraph.execute(query, porter, { id });
    expect([denied.data ?? null, denied.errors?.[0]?.extensions?.['code']]).toEqual([null, 'FORBIDDEN']);
    await subgraph.close();
  });
});
