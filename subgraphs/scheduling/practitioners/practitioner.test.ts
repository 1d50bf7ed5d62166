import { newId } from '#kernel/graph/type-id.js';
import { contextOf, testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { openScheduling, Practice, type Refused } from '../testing/practice.js';

let subgraph: TestSubgraph;
let neighbours: ConstructorParameters<typeof Practice>[1];
beforeAll(async () => {
  ({ subgraph, neighbours } = await openScheduling());
});
afterAll(() => subgraph.close());

const fields = `practitioner {
  id name active version staff { id } branches { id } specialties { system code display } qualifications { code { display } identifier issuer validFrom validUntil }
}`;
interface Answer {
  readonly practitioner: {
    readonly id: string;
    readonly version: number;
    readonly name: string;
    readonly branches: { id: string }[];
  } | null;
  readonly userErrors: readonly Refused[];
}

const cardiology = { system: 'http://snomed.info/sct', code: '394579002', display: 'Cardiology' };
const licence = {
  code: { display: 'Licence to practise' },
  identifier: 'MN-1042',
  issuer: 'Ministry of Health',
  validFrom: '2020-01-01',
  validUntil: '2029-12-31',
};

function practiceWithPeople() {
  const clinic = new Practice(subgraph, neighbours);
  const create = (input: object, context = clinic.context) =>
    clinic.run<Answer>('createPractitioner', fields, { name: 'Dr Oyuun', branchIds: [clinic.branchId], ...input }, context);
  const update = (input: object, context = clinic.context) => clinic.run<Answer>('updatePractitioner', fields, input, context);
  const list = async (filter: object, context = clinic.context) => {
    const text = 'query ($filter: PractitionerFilter) { practitioners(first: 100, filter: $filter) { totalCount nodes { name } } }';
    const { practitioners } = await clinic.ask<{ practitioners: { totalCount: number; nodes: { name: string }[] } }>(
      text,
      { filter },
      context,
    );
    expect(practitioners.totalCount).toBe(practitioners.nodes.length);
    return practitioners.nodes.map(({ name }) => name);
  };
  return { clinic, create, update, list };
}

describe('a practitioner', () => {
  it('has branches, specialties and qualifications', async () => {
    const { clinic, create } = practiceWithPeople();
    const lusaka = clinic.addBranch(newId('branch'), 'Africa/Lusaka');
    const { practitioner, userErrors } = await create({
      name: ' Dr Oyuun ',
      branchIds: [clinic.branchId, lusaka, lusaka],
      specialties: [cardiology, { display: 'Hypertension' }],
      qualifications: [licence],
    });
    expect(userErrors).toEqual([]);
    expect(practitioner).toMatchObject({
      name: 'Dr Oyuun',
      active: true,
      staff: null,
      specialties: [cardiology, { system: null, code: null, display: 'Hypertension' }],
      qualifications: [licence],
    });
    expect(practitioner?.branches.map(({ id }) => id).sort()).toEqual([clinic.branchId, lusaka].sort());
  });

  it('takes the name of the member of staff that they are, who is a practitioner once', async () => {
    const { create } = practiceWithPeople();
    const staffId = newId('staff');
    neighbours.staff.set(staffId, { displayName: 'Chanda Mwape' });
    expect((await create({ name: null, staffId })).practitioner).toMatchObject({ name: 'Chanda Mwape', staff: { id: staffId } });
    expect((await create({ staffId })).userErrors).toEqual([{ code: 'TAKEN', message: 'This member of staff is a practitioner already.' }]);
    expect((await create({ staffId: newId('staff') })).userErrors).toEqual([
      { code: 'NOT_FOUND', message: 'There is no such member of staff.' },
    ]);
  });

  it.each([
    [{ name: '  ' }, 'REQUIRED', 'A practitioner needs a name.'],
    [{ name: null }, 'REQUIRED', 'A practitioner needs a name.'],
    [{ branchIds: [] }, 'REQUIRED', 'A practitioner works at one branch at least.'],
    [{ specialties: [{ display: ' ' }] }, 'REQUIRED', 'Say what each specialty is.'],
    [{ qualifications: [{ code: { display: '' } }] }, 'REQUIRED', 'Say what each qualification is.'],
    [
      { qualifications: [{ ...licence, validUntil: '2019-12-31' }] },
      'INVALID',
      'The qualification "Licence to practise" ends before it begins.',
    ],
  ])('is refused with %j', async (input, code, message) => {
    const { create, list } = practiceWithPeople();
    expect(await create(input)).toEqual({ practitioner: null, userErrors: [{ code, message }] });
    expect(await list({})).toEqual([]);
  });

  it('works at branches that there are, and that the caller manages', async () => {
    const { clinic, create } = practiceWithPeople();
    const lusaka = clinic.addBranch(newId('branch'), 'Africa/Lusaka');
    const nowhere = newId('branch');
    const refused = (id: string) => [{ code: 'NOT_FOUND', message: `There is no branch ${id} among those where you may do this.` }];
    expect((await create({ branchIds: [clinic.branchId, nowhere] })).userErrors).toEqual(refused(nowhere));
    const manager = contextOf({ tenant: clinic.tenant, permissions: ['schedules:manage', 'schedules:read'], branches: [clinic.branchId] });
    expect((await create({ branchIds: [clinic.branchId, lusaka] }, manager)).userErrors).toEqual(refused(lusaka));
    expect((await create({}, manager)).userErrors).toEqual([]);
  });

  it('changes field by field, by who has read it as it is', async () => {
    const { create, update } = practiceWithPeople();
    const { practitioner } = await create({ specialties: [cardiology], qualifications: [licence] });
    const id = practitioner?.id;
    expect((await update({ id, expectedVersion: 1, name: 'Dr Oyuunbileg' })).practitioner).toMatchObject({
      name: 'Dr Oyuunbileg',
      active: true,
      specialties: [cardiology],
      qualifications: [licence],
      version: 2,
    });
    expect((await update({ id, expectedVersion: 1, active: false })).userErrors).toMatchObject([{ code: 'STALE_VERSION' }]);
    expect((await update({ id, expectedVersion: 2, active: false, specialties: [] })).practitioner).toMatchObject({
      name: 'Dr Oyuunbileg',
      active: false,
      specialties: [],
    });
    expect((await update({ id, expectedVersion: 3, name: ' ' })).userErrors).toMatchObject([{ code: 'REQUIRED' }]);
    expect((await update({ id, expectedVersion: 3, branchIds: [] })).userErrors).toMatchObject([{ code: 'REQUIRED' }]);
    expect((await update({ id: newId('practitioner'), expectedVersion: 1 })).userErrors).toEqual([
      { code: 'NOT_FOUND', message: 'There is no such practitioner.' },
    ]);
  });

  it('keeps the branches that the one who changes them does not manage', async () => {
    const { clinic, create, update } = practiceWithPeople();
    const [lusaka, bangkok] = [clinic.addBranch(newId('branch'), 'Africa/Lusaka'), clinic.addBranch(newId('branch'), 'Asia/Bangkok')];
    const { practitioner } = await create({ branchIds: [clinic.branchId, lusaka] });
    const permissions = ['schedules:manage', 'schedules:read'];
    const manager = (branches: string[]) => contextOf({ tenant: clinic.tenant, permissions, branches });
    const placesAfter = async (input: object, context = clinic.context) =>
      (await update({ id: practitioner?.id, ...input }, context)).practitioner?.branches.map(({ id }) => id).sort();
    expect(await placesAfter({ expectedVersion: 1, branchIds: [bangkok] }, manager([clinic.branchId, bangkok]))).toEqual(
      [lusaka, bangkok].sort(),
    );
    expect((await update({ id: practitioner?.id, expectedVersion: 2, active: false }, manager([clinic.branchId]))).userErrors).toEqual([
      { code: 'NOT_ALLOWED', message: 'This practitioner works at none of the branches where you may do this.' },
    ]);
    const atOneBranch = contextOf({ tenant: clinic.tenant, permissions, branch: clinic.branchId });
    expect(await placesAfter({ expectedVersion: 2, branchIds: [clinic.branchId] }, atOneBranch)).toEqual([clinic.branchId]);
  });
});

describe('the list of practitioners', () => {
  it('is by name without regard to accents and case, and can be narrowed down', async () => {
    const { clinic, create, update, list } = practiceWithPeople();
    const lusaka = clinic.addBranch(newId('branch'), 'Africa/Lusaka');
    const serviceId = await clinic.service();
    const oyuun = await create({ name: 'oyuun', specialties: [{ display: 'Hypertension' }, cardiology] });
    await create({ name: 'Ónon', branchIds: [lusaka] });
    const banda = await create({ name: 'Banda' });
    await clinic.done('offerService', 'practitionerService { id }', { practitionerId: oyuun.practitioner?.id, serviceId });
    await update({ id: banda.practitioner?.id, expectedVersion: 1, active: false });
    expect(await list({})).toEqual(['Banda', 'Ónon', 'oyuun']);
    expect(await list({ active: true })).toEqual(['Ónon', 'oyuun']);
    expect(await list({ active: false })).toEqual(['Banda']);
    expect(await list({ branchId: clinic.branchId })).toEqual(['Banda', 'oyuun']);
    expect(await list({ serviceId })).toEqual(['oyuun']);
    expect(await list({ specialtyCode: '394579002' })).toEqual(['oyuun']);
    expect(await list({ specialtyCode: '"}]' })).toEqual([]);
    expect(await list({ branchId: clinic.branchId, active: true, specialtyCode: '394579002' })).toEqual(['oyuun']);
  });

  it('of a branch has those who can be booked', async () => {
    const { clinic, create, update } = practiceWithPeople();
    await create({ name: 'Oyuun' });
    const { practitioner } = await create({ name: 'Banda' });
    await update({ id: practitioner?.id, expectedVersion: 1, active: false });
    const text = 'query ($branches: [_Any!]!) { _entities(representations: $branches) { ... on Branch { practitioners { name } } } }';
    const { _entities } = await clinic.ask<{ _entities: object[] }>(text, { branches: [{ __typename: 'Branch', id: clinic.branchId }] });
    expect(_entities).toEqual([{ practitioners: [{ name: 'Oyuun' }] }]);
  });

  it("is the tenant's own, and takes the permission", async () => {
    const { clinic, create, update, list } = practiceWithPeople();
    const { practitioner } = await create({});
    const stranger = contextOf({ tenant: testTenant('copperbelt'), permissions: ['schedules:read', 'schedules:manage'] });
    expect(await list({}, stranger)).toEqual([]);
    expect(
      (
        await clinic.ask<{ practitioner: object | null }>(
          'query ($id: ID!) { practitioner(id: $id) { id } }',
          { id: practitioner?.id },
          stranger,
        )
      ).practitioner,
    ).toBeNull();
    expect((await update({ id: practitioner?.id, expectedVersion: 1, name: 'Nobody' }, stranger)).userErrors).toMatchObject([
      { code: 'NOT_FOUND' },
    ]);
    const clerk = contextOf({ tenant: clinic.tenant, permissions: ['schedules:read'] });
    await expect(create({}, clerk)).rejects.toThrow('schedules:manage');
    await expect(update({ id: practitioner?.id, expectedVersion: 1 }, clerk)).rejects.toThrow('schedules:manage');
    await expect(list({}, contextOf({ tenant: clinic.tenant, permissions: ['queue:read'] }))).rejects.toThrow('schedules:read');
    expect(await list({})).toEqual(['Dr Oyuun']);
  });

  it('takes as many statements for 20 practitioners as for one', async () => {
    const { clinic } = practiceWithPeople();
    const serviceIds = [await clinic.service(), await clinic.service()];
    for (let index = 0; index < 20; index += 1) {
      const practitionerId = await clinic.practitioner(serviceIds, { name: `Dr ${index}` });
      await clinic.hours({ practitionerId });
      await clinic.done('bookAppointment', 'appointment { id }', {
        branchId: clinic.branchId,
        patientId: newId('patient'),
        serviceId: serviceIds[0],
        practitionerId,
        startsAt: clinic.at(1, '09:00'),
      });
    }
    const statements = async (first: number) => {
      const before = subgraph.database.statementCount;
      const text = `query ($first: Int) { practitioners(first: $first) { totalCount nodes {
        name staff { id } branches { id } services { durationMinutes service { name } terms { durationMinutes } practitioner { name } } appointments(first: 3) { nodes { startsAt status } }
      } } }`;
      const { practitioners } = await clinic.ask<{
        practitioners: { nodes: { services: object[]; branches: object[]; appointments: { nodes: object[] } }[] };
      }>(text, { first });
      expect(practitioners.nodes).toHaveLength(first);
      for (const node of practitioners.nodes)
        expect([node.branches.length, node.services.length, node.appointments.nodes.length]).toEqual([1, 2, 1]);
      return subgraph.database.statementCount - before;
    };
    const one = await statements(1);
    expect(await statements(20)).toBe(one);
  });
});
