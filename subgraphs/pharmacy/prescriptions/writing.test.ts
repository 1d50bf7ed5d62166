import { keepConsent } from '#kernel/consents/known-consents.js';
import { newId } from '#kernel/graph/type-id.js';
import { contextOf, testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { Dispensary, openPharmacy } from '../testing/dispensary.js';
import { prescriptionFields, Surgery } from '../testing/surgery.js';
import { addMonths } from './validity.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openPharmacy());
});
afterAll(() => subgraph.close());

const todayInUlaanbaatar = () => new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ulaanbaatar' }).format(new Date());

it('a draft says who takes what, how, and until when it is valid, and has no number yet', async () => {
  const surgery = new Surgery(subgraph, neighbours);
  const productId = await surgery.medicine('Amoxicillin 500 mg, capsule');
  const encounterId = newId('encounter');
  neighbours.of('Encounter').set(encounterId, { patient: { id: surgery.patientId } });
  const pharmacyId = surgery.addBranch(newId('branch'), { code: 'UB2' });
  const draft = await surgery.draft({
    encounterId,
    dispensingBranchId: pharmacyId,
    diagnosis: { system: 'http://hl7.org/fhir/sid/icd-10', code: 'J02.9', display: 'Pharyngitis' },
    note: ' Allergic to nothing ',
    items: [
      {
        productId,
        dose: { value: 1.5, unit: 'capsule' },
        route: 'oral',
        frequency: 3,
        periodUnit: 'DAY',
        durationDays: 7,
        instructions: 'With food',
        quantity: 2,
        refills: 1,
      },
    ],
  });
  const today = todayInUlaanbaatar();
  expect(draft).toMatchObject({
    version: 1,
    status: 'DRAFT',
    number: null,
    scanCode: null,
    signedAt: null,
    writtenOn: today,
    validUntil: addMonths(today, 3),
    isExpired: false,
    note: 'Allergic to nothing',
    diagnosis: { code: 'J02.9', display: 'Pharyngitis' },
    branch: { id: surgery.branchId },
    dispensingBranch: { id: pharmacyId },
    patient: { id: surgery.patientId },
    prescriber: { id: surgery.doctorId },
    encounter: { id: encounterId },
  });
  expect(draft.items).toMatchObject([
    {
      position: 1,
      status: 'DRAFT',
      product: { id: productId },
      doseValue: 1.5,
      period: 1,
      dailyDose: 4.5,
      substitutionAllowed: true,
      quantity: 2,
      refills: 1,
      dispensed: 0,
      remaining: 4,
      dueNow: 2,
      doseText: '1.5 capsules 3 times a day for 7 days, oral, with food',
    },
  ]);
  expect(await surgery.facts(draft.id)).toEqual(draft);
});

describe('a prescription is refused', () => {
  const item = { quantity: 1 };
  it.each<[string, object, string, string]>([
    ['without medicines', { items: [] }, 'REQUIRED', 'A prescription needs a medicine.'],
    [
      'with more than 20',
      { items: Array.from({ length: 21 }, () => item) },
      'LIMIT_REACHED',
      'A prescription has at most 20 medicines: write another one for the rest.',
    ],
    ['of no packs', { items: [{ quantity: 0 }] }, 'INVALID', 'quantity is 1 to 1000, not 0.'],
    ['of more refills than a year holds', { items: [{ ...item, refills: 13 }] }, 'INVALID', 'refills is 0 to 12, not 13.'],
    ['of a negative number of refills', { items: [{ ...item, refills: -1 }] }, 'INVALID', 'refills is 0 to 12, not -1.'],
    [
      'of no dose',
      { items: [{ ...item, dose: { value: 0, unit: 'mg' } }] },
      'INVALID',
      'A dose is more than zero, at most 100000, and has three decimals at most.',
    ],
    [
      'of a dose that nobody measures',
      { items: [{ ...item, dose: { value: 0.0001, unit: 'mg' } }] },
      'INVALID',
      'A dose is more than zero, at most 100000, and has three decimals at most.',
    ],
    [
      'of a dose without a unit',
      { items: [{ ...item, dose: { value: 1, unit: ' ' } }] },
      'REQUIRED',
      'Say of what the dose is: tablet, mg, mL.',
    ],
    [
      'with half a timing',
      { items: [{ ...item, frequency: 3 }] },
      'REQUIRED',
      'How often it is taken needs both frequency and periodUnit: 3 times a DAY.',
    ],
    [
      'with a period of nothing',
      { items: [{ ...item, period: 2 }] },
      'REQUIRED',
      'How often it is taken needs both frequency and periodUnit: 3 times a DAY.',
    ],
    ['never taken', { items: [{ ...item, frequency: 0, periodUnit: 'DAY' }] }, 'INVALID', 'frequency is 1 to 99, not 0.'],
    ['for more than a year', { items: [{ ...item, durationDays: 367 }] }, 'INVALID', 'durationDays is 1 to 366, not 367.'],
    ['for nothing in words', { diagnosis: { display: ' ' } }, 'REQUIRED', 'Say in words what the medicines are for.'],
    ['with a note of a thousand words', { note: 'x'.repeat(1001) }, 'INVALID', 'note holds at most 1000 characters.'],
    [
      'of yesterday',
      { validUntil: '2020-01-01' },
      'INVALID',
      `It would have ended on 2020-01-01: choose a day from ${todayInUlaanbaatar()} on.`,
    ],
    [
      'for longer than a year',
      { validUntil: '2099-01-01' },
      'INVALID',
      `It can be valid until ${addMonths(todayInUlaanbaatar(), 12)} at most: 12 months.`,
    ],
  ])('%s', async (_name, more, code, message) => {
    const surgery = new Surgery(subgraph, neighbours);
    const productId = await surgery.medicine();
    const items = ('items' in more ? (more.items as object[]) : [item]).map((each) => ({ productId, ...each }));
    expect(await surgery.write({ ...more, items })).toEqual({ prescription: null, userErrors: [{ code, message }] });
  });

  it('for a patient, encounter, prescriber, branch or product that is not there', async () => {
    const surgery = new Surgery(subgraph, neighbours);
    const stranger = new Surgery(subgraph, neighbours);
    const refusal = async (more: object) => (await surgery.write(more)).userErrors;
    const [absent, deleted, dead] = [newId('patient'), newId('patient'), newId('patient')];
    neighbours.missing.add(absent);
    neighbours.of('Patient').set(deleted, { deletedAt: '2026-01-01T00:00:00Z' });
    neighbours.of('Patient').set(dead, { deletedAt: null, deceased: true });
    const noPatient = [{ code: 'NOT_FOUND', message: 'There is no such patient.' }];
    expect(await refusal({ patientId: absent })).toEqual(noPatient);
    expect(await refusal({ patientId: deleted })).toEqual(noPatient);
    expect(await refusal({ patientId: dead })).toEqual([
      { code: 'WRONG_STATE', message: 'The patient has died: nothing more can be prescribed.' },
    ]);
    const [others, gone] = [newId('encounter'), newId('encounter')];
    neighbours.of('Encounter').set(others, { patient: { id: newId('patient') } });
    neighbours.missing.add(gone);
    const noEncounter = [{ code: 'NOT_FOUND', message: 'There is no such encounter of this patient.' }];
    expect(await refusal({ encounterId: others })).toEqual(noEncounter);
    expect(await refusal({ encounterId: gone })).toEqual(noEncounter);
    const nobody = newId('staff');
    neighbours.missing.add(nobody);
    expect(await refusal({ prescriberId: nobody })).toEqual([{ code: 'NOT_FOUND', message: 'There is no such member of staff.' }]);
    expect(await refusal({ dispensingBranchId: newId('branch') })).toEqual([
      { code: 'NOT_FOUND', message: 'There is no such branch to dispense it.' },
    ]);
    const noProduct = [{ code: 'NOT_FOUND', message: 'There is no such product.' }];
    for (const productId of [newId('product'), await stranger.medicine()])
      expect(await refusal({ items: [{ productId, quantity: 1 }] })).toEqual(noProduct);
  });

  it('with products that are out of use, and with refills of controlled ones', async () => {
    const surgery = new Surgery(subgraph, neighbours);
    const [old, mistaken] = [await surgery.medicine('Old'), await surgery.medicine('Mistaken')];
    await surgery.done('updateProduct', 'product { id }', { id: old, expectedVersion: 1, status: 'INACTIVE' });
    await surgery.done('updateProduct', 'product { id }', { id: mistaken, expectedVersion: 1, status: 'ENTERED_IN_ERROR' });
    const morphine = await surgery.medicine('Morphine 10 mg', { controlledSchedule: 'II' });
    const items = [old, mistaken, morphine].map((productId) => ({ productId, quantity: 1, refills: 1 }));
    expect((await surgery.write({ items })).userErrors).toEqual([
      { code: 'WRONG_STATE', message: 'Old is not in use any more: prescribe another product.' },
      { code: 'NOT_FOUND', message: 'There is no such product.' },
      { code: 'INVALID', message: 'Morphine 10 mg is a controlled medicine: it is prescribed anew each time, without refills.' },
    ]);
    expect((await surgery.write({ items: [{ productId: morphine, quantity: 1 }] })).userErrors).toEqual([]);
  });

  it('outside the branches of whoever writes, without a branch, and without the permission', async () => {
    const surgery = new Surgery(subgraph, neighbours);
    const elsewhere = surgery.somebody({ branches: [newId('branch')] });
    const noBranch = { code: 'NOT_FOUND', message: 'There is no such branch among those where you may do this.' };
    expect((await surgery.write({}, elsewhere)).userErrors).toEqual([noBranch]);
    expect((await surgery.write({ branchId: null })).userErrors).toMatchObject([{ code: 'REQUIRED' }]);
    const reader = surgery.somebody({ permissions: ['prescriptions:read', 'medicines:read', 'medicines:manage'] });
    await expect(surgery.write({}, reader)).rejects.toThrow('prescriptions:write');
  });

  it('when nobody says who prescribes and no member of staff asks', async () => {
    const surgery = new Surgery(subgraph, neighbours);
    const clientId = newId('client');
    const client = { ...surgery.doctor, actor: { kind: 'client' as const, id: clientId, sessionId: null, purpose: 'TREAT' } };
    const scopes = ['prescriptions:read', 'prescriptions:write'];
    const facts = { patientId: surgery.patientId, clientId, purposes: ['TREAT'], scopes, startsAt: '2026-01-01T00:00:00Z', endsAt: null, version: 1 };
    await surgery.system(surgery.branchId, (transaction) => keepConsent(transaction, newId('consent'), facts, true));
    expect((await surgery.write({}, client)).userErrors).toEqual([{ code: 'REQUIRED', message: 'Say who prescribes: send prescriberId.' }]);
    expect((await surgery.write({ prescriberId: surgery.doctorId }, client)).prescription).toMatchObject({
      prescriber: { id: surgery.doctorId },
    });
  });
});

describe('a draft', () => {
  it('is changed field by field, its items as a whole, by who has read it as it is', async () => {
    const surgery = new Surgery(subgraph, neighbours);
    const [first, second] = [await surgery.medicine('First'), await surgery.medicine('Second')];
    const draft = await surgery.draft({ note: 'Old', diagnosis: { display: 'Cough' }, items: [{ productId: first, quantity: 1 }] });
    const change = (more: object, version = draft.version) => surgery.act('updatePrescription', { ...draft, version }, more);
    const items = [
      { productId: second, quantity: 3 },
      { productId: first, quantity: 2, substitutionAllowed: false },
    ];
    const onlyItems = (await change({ items })).prescription;
    expect(onlyItems).toMatchObject({ version: 2, note: 'Old', diagnosis: { display: 'Cough' } });
    expect(onlyItems?.items).toMatchObject([
      { position: 1, product: { id: second }, quantity: 3, substitutionAllowed: true },
      { position: 2, product: { id: first }, quantity: 2, substitutionAllowed: false },
    ]);
    expect((await change({ note: 'New' })).userErrors).toMatchObject([{ code: 'STALE_VERSION' }]);
    const colleague = newId('staff');
    const until = addMonths(draft.writtenOn, 6);
    expect((await change({ note: null, diagnosis: null, prescriberId: colleague, validUntil: until }, 2)).prescription).toMatchObject({
      version: 3,
      note: null,
      diagnosis: null,
      prescriber: { id: colleague },
      validUntil: until,
      items: [{ quantity: 3 }, { quantity: 2 }],
    });
    expect((await change({ items: [] }, 3)).userErrors).toMatchObject([{ code: 'REQUIRED' }]);
    expect((await change({ validUntil: addMonths(draft.writtenOn, 13) }, 3)).userErrors).toMatchObject([{ code: 'INVALID' }]);
    expect((await surgery.facts(draft.id)).version).toBe(3);
  });

  it('is changed only to people, branches and products that are there', async () => {
    const surgery = new Surgery(subgraph, neighbours);
    const pharmacyId = surgery.addBranch(newId('branch'), { code: 'UB2' });
    const draft = await surgery.draft({ dispensingBranchId: pharmacyId });
    const [others, nobody] = [newId('encounter'), newId('staff')];
    neighbours.of('Encounter').set(others, { patient: { id: newId('patient') } });
    neighbours.missing.add(nobody);
    const refusal = async (more: object) => (await surgery.act('updatePrescription', draft, more)).userErrors.map(({ message }) => message);
    expect(await refusal({ encounterId: others })).toEqual(['There is no such encounter of this patient.']);
    expect(await refusal({ prescriberId: nobody })).toEqual(['There is no such member of staff.']);
    expect(await refusal({ dispensingBranchId: newId('branch') })).toEqual(['There is no such branch to dispense it.']);
    expect(await refusal({ items: [{ productId: newId('product'), quantity: 1 }] })).toEqual(['There is no such product.']);
    expect(await surgery.facts(draft.id)).toEqual(draft);
    expect((await surgery.act('updatePrescription', draft, { dispensingBranchId: null })).prescription).toMatchObject({
      dispensingBranch: null,
    });
  });

  it('is not there for another tenant, and not changed from another branch', async () => {
    const surgery = new Surgery(subgraph, neighbours);
    const draft = await surgery.draft();
    const permissions = ['prescriptions:read', 'prescriptions:write', 'prescriptions:sign', 'medicines:read'];
    const stranger = contextOf({ tenant: testTenant('copperbelt'), permissions, actorId: surgery.doctorId });
    const elsewhere = surgery.somebody({ branches: [surgery.addBranch()], actorId: surgery.doctorId });
    const chosenElsewhere = { ...surgery.doctor, branch: newId('branch') };
    expect(await surgery.facts(draft.id, stranger)).toBeNull();
    expect(await surgery.facts(draft.id, elsewhere)).toMatchObject({ id: draft.id });
    const notFound = [{ code: 'NOT_FOUND', message: 'There is no such prescription at the branches where you may do this.' }];
    for (const context of [stranger, elsewhere, chosenElsewhere]) {
      const update = await surgery.act('updatePrescription', draft, { note: 'Mine' }, context);
      expect(update.userErrors).toEqual(notFound);
      expect((await surgery.act('signPrescription', draft, {}, context)).userErrors).toEqual(notFound);
      expect((await surgery.act('cancelPrescription', draft, {}, context)).userErrors).toEqual(notFound);
    }
    expect(await surgery.facts(draft.id)).toEqual(draft);
  });
});

it('prescriptions are found by what is known of them, and never beyond the tenant', async () => {
  const surgery = new Surgery(subgraph, neighbours);
  const stranger = new Dispensary(subgraph, neighbours);
  const other = surgery.addBranch(newId('branch'), { code: 'UB2' });
  const first = await surgery.signed();
  const second = await surgery.draft({ branchId: other, dispensingBranchId: surgery.branchId, patientId: newId('patient') });
  const find = async (filter: object, context = surgery.doctor) => {
    const query = 'query ($filter: PrescriptionFilter) { prescriptions(filter: $filter) { totalCount nodes { id } } }';
    return (await surgery.ask<{ prescriptions: { nodes: { id: string }[] } }>(query, { filter }, context)).prescriptions.nodes.map(
      ({ id }) => id,
    );
  };
  expect(await find({})).toEqual([second.id, first.id]);
  expect(await find({ branchId: other })).toEqual([second.id]);
  expect(await find({ dispensingBranchId: surgery.branchId })).toEqual([second.id]);
  expect(await find({ patientId: surgery.patientId })).toEqual([first.id]);
  expect(await find({ prescriberId: newId('staff') })).toEqual([]);
  expect(await find({ prescriberId: surgery.doctorId, status: 'ACTIVE' })).toEqual([first.id]);
  expect(await find({ number: first.number })).toEqual([first.id]);
  expect(await find({ writtenFrom: first.writtenOn, writtenUntil: first.writtenOn })).toEqual([second.id, first.id]);
  expect(await find({ writtenFrom: addMonths(first.writtenOn, 1) })).toEqual([]);
  expect(await find({}, stranger.context)).toEqual([]);
});

it('takes as many statements for a page of many as for one', async () => {
  const surgery = new Surgery(subgraph, neighbours);
  const items = await Promise.all(['A', 'B', 'C'].map(async (name) => ({ productId: await surgery.medicine(name), quantity: 1 })));
  const statements = async () => {
    const before = subgraph.database.statementCount;
    await surgery.ask(`query { prescriptions(first: 50) { totalCount nodes { ${prescriptionFields} } } }`, {}, surgery.doctor);
    return subgraph.database.statementCount - before;
  };
  await surgery.signed({ items });
  const one = await statements();
  for (let index = 0; index < 8; index += 1) await surgery.signed({ items, patientId: newId('patient') });
  expect(await statements()).toBe(one);
});
