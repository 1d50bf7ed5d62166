import { newId } from '#kernel/graph/type-id.js';
import { contextOf, testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { openScheduling, Practice, type Refused } from '../testing/practice.js';

let subgraph: TestSubgraph;
let neighbours: ConstructorParameters<typeof Practice>[1];
beforeAll(async () => {
  ({ subgraph, neighbours } = await openScheduling());
});
afterAll(() => subgraph.close());

const fields = 'resource { id kind name description capacity active version branch { id } }';
interface Answer {
  readonly resource: ({ readonly id: string } & Record<string, unknown>) | null;
  readonly userErrors: readonly Refused[];
}

function practiceWithRooms() {
  const clinic = new Practice(subgraph, neighbours);
  const create = (input: object, context = clinic.context) =>
    clinic.run<Answer>('createResource', fields, { branchId: clinic.branchId, kind: 'ROOM', name: 'Room 2', ...input }, context);
  const update = (input: object, context = clinic.context) => clinic.run<Answer>('updateResource', fields, input, context);
  const list = async (filter: object, context = clinic.context) => {
    const text = 'query ($filter: BookableResourceFilter) { resources(first: 100, filter: $filter) { totalCount nodes { name } } }';
    const { resources } = await clinic.ask<{ resources: { totalCount: number; nodes: { name: string }[] } }>(text, { filter }, context);
    expect(resources.totalCount).toBe(resources.nodes.length);
    return resources.nodes.map(({ name }) => name);
  };
  return { clinic, create, update, list };
}

it('a room or device is made at a branch, under a name of its own there', async () => {
  const { clinic, create } = practiceWithRooms();
  const lusaka = clinic.addBranch(newId('branch'), 'Africa/Lusaka');
  expect(await create({ name: ' Infusion room ', description: 'First floor', capacity: 6 })).toMatchObject({
    resource: {
      kind: 'ROOM',
      name: 'Infusion room',
      description: 'First floor',
      capacity: 6,
      active: true,
      branch: { id: clinic.branchId },
    },
    userErrors: [],
  });
  expect((await create({ name: 'INFUSION ROOM', kind: 'DEVICE' })).userErrors).toEqual([
    { code: 'TAKEN', message: 'The branch has a resource of that name.' },
  ]);
  expect((await create({ name: 'Infusion room', branchId: lusaka })).userErrors).toEqual([]);
  const chosen = contextOf({ tenant: clinic.tenant, permissions: ['schedules:manage', 'schedules:read'], branch: lusaka });
  expect((await create({ branchId: null, name: 'Ultrasound', kind: 'DEVICE' }, chosen)).resource).toMatchObject({
    kind: 'DEVICE',
    capacity: 1,
    branch: { id: lusaka },
  });
});

it.each([
  [{ name: ' ' }, 'REQUIRED', 'A resource needs a name.'],
  [{ capacity: 0 }, 'INVALID', 'capacity is 1 to 1000, not 0.'],
  [{ capacity: 1001 }, 'INVALID', 'capacity is 1 to 1000, not 1001.'],
  [{ branchId: null }, 'REQUIRED', 'Say at which branch: send branchId, or the header X-Branch-ID.'],
])('a room is refused with %j', async (input, code, message) => {
  const { create, list } = practiceWithRooms();
  expect(await create(input)).toEqual({ resource: null, userErrors: [{ code, message }] });
  expect(await list({})).toEqual([]);
});

it('a room changes field by field, by who has read it as it is', async () => {
  const { create, update } = practiceWithRooms();
  const { resource } = await create({ description: 'First floor' });
  await create({ name: 'Room 3' });
  const id = resource?.id;
  expect((await update({ id, expectedVersion: 1, name: 'Room 2a' })).resource).toMatchObject({
    name: 'Room 2a',
    description: 'First floor',
    active: true,
    version: 2,
  });
  expect((await update({ id, expectedVersion: 1, active: false })).userErrors).toMatchObject([{ code: 'STALE_VERSION' }]);
  expect((await update({ id, expectedVersion: 2, active: false, description: null })).resource).toMatchObject({
    active: false,
    description: null,
  });
  expect((await update({ id, expectedVersion: 3, name: 'room 3' })).userErrors).toMatchObject([{ code: 'TAKEN' }]);
  expect((await update({ id, expectedVersion: 3, name: ' ' })).userErrors).toMatchObject([{ code: 'REQUIRED' }]);
});

it('rooms are listed by name, and can be narrowed down', async () => {
  const { clinic, create, update, list } = practiceWithRooms();
  const lusaka = clinic.addBranch(newId('branch'), 'Africa/Lusaka');
  await create({ name: 'b' });
  const { resource } = await create({ name: 'Á' });
  await create({ name: 'C', kind: 'DEVICE', branchId: lusaka });
  await update({ id: resource?.id, expectedVersion: 1, active: false });
  expect(await list({})).toEqual(['Á', 'b', 'C']);
  expect(await list({ branchId: lusaka })).toEqual(['C']);
  expect(await list({ kind: 'ROOM' })).toEqual(['Á', 'b']);
  expect(await list({ kind: 'ROOM', active: true })).toEqual(['b']);
});

it('rooms of another tenant or branch are not there, and nobody changes them without the permission', async () => {
  const { clinic, create, update, list } = practiceWithRooms();
  const { resource } = await create({});
  const permissions = ['schedules:manage', 'schedules:read'];
  const stranger = contextOf({ tenant: testTenant('copperbelt'), permissions });
  const elsewhere = contextOf({ tenant: clinic.tenant, permissions, branches: [newId('branch')] });
  for (const context of [stranger, elsewhere]) {
    expect(await list({}, context)).toEqual([]);
    expect(
      (await clinic.ask<{ resource: object | null }>('query ($id: ID!) { resource(id: $id) { id } }', { id: resource?.id }, context))
        .resource,
    ).toBeNull();
    expect((await update({ id: resource?.id, expectedVersion: 1, active: false }, context)).userErrors).toEqual([
      { code: 'NOT_FOUND', message: 'There is no such resource at the branches where you may do this.' },
    ]);
  }
  expect((await create({ name: 'Room 9' }, elsewhere)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
  const clerk = contextOf({ tenant: clinic.tenant, permissions: ['schedules:read'] });
  await expect(create({ name: 'Room 9' }, clerk)).rejects.toThrow('schedules:manage');
  await expect(update({ id: resource?.id, expectedVersion: 1 }, clerk)).rejects.toThrow('schedules:manage');
  expect(await list({})).toEqual(['Room 2']);
});
