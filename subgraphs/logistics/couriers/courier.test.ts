import { newId } from '#kernel/graph/type-id.js';
import type { Refused } from '#kernel/testing/house.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { contextOf, testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { Fleet } from '../dispatch/testing/fleet.js';
import { openLogistics } from '../testing/depot.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openLogistics());
});
afterAll(() => subgraph.close());

const fields =
  'courier { id name phone vehicle capacity skills active version onShiftSince coldBox { minCelsius maxCelsius } branch { id } staff { id } }';
interface Answer {
  readonly courier: ({ readonly id: string; readonly version: number } & Record<string, unknown>) | null;
  readonly userErrors: readonly Refused[];
}

function depot() {
  const fleet = new Fleet(subgraph, neighbours);
  const add = (input: object = {}, context = fleet.context) =>
    fleet.run<Answer>(
      'addCourier',
      fields,
      { branchId: fleet.branchId, staffId: newId('staff'), vehicle: 'MOTORCYCLE', ...input },
      context,
    );
  const update = (input: object, context = fleet.context) => fleet.run<Answer>('updateCourier', fields, input, context);
  const list = async (filter: object, context = fleet.context) => {
    const text = 'query ($filter: CourierFilter) { couriers(first: 100, filter: $filter) { totalCount nodes { name } } }';
    const { couriers } = await fleet.ask<{ couriers: { totalCount: number; nodes: { name: string }[] } }>(text, { filter }, context);
    expect(couriers.totalCount).toBe(couriers.nodes.length);
    return couriers.nodes.map(({ name }) => name);
  };
  return { fleet, add, update, list };
}

it('a member of staff becomes a courier, with a vehicle, a box and skills', async () => {
  const { fleet, add } = depot();
  const staffId = newId('staff');
  const input = {
    staffId,
    name: ' Bold ',
    phone: '+97699112233',
    coldBox: { minCelsius: 2, maxCelsius: 8 },
    capacity: 12,
    skills: ['Phlebotomy ', 'phlebotomy'],
  };
  expect((await add(input)).courier).toMatchObject({
    name: 'Bold',
    phone: '+97699112233',
    vehicle: 'MOTORCYCLE',
    coldBox: { minCelsius: 2, maxCelsius: 8 },
    capacity: 12,
    skills: ['phlebotomy'],
    active: true,
    onShiftSince: null,
    branch: { id: fleet.branchId },
    staff: { id: staffId },
  });
  expect((await add({ staffId })).userErrors).toEqual([{ code: 'TAKEN', message: 'This member of staff is a courier already.' }]);
  expect((await add()).courier).toMatchObject({ name: 'Bold', coldBox: null, capacity: 20, skills: [] });
});

it.each([
  [{ name: ' ' }, 'REQUIRED', 'A courier needs a name.'],
  [{ capacity: 0 }, 'INVALID', 'capacity is 1 to 10000, not 0.'],
  [
    { coldBox: { minCelsius: 8, maxCelsius: 2 } },
    'INVALID',
    'A cold box keeps from a lower to a higher temperature, between -200 and 200 °C.',
  ],
  [{ skills: Array.from({ length: 21 }, (_, index) => `skill ${index}`) }, 'INVALID', 'Name at most 20 skills.'],
])('a courier is refused with %j', async (input, code, message) => {
  const { add, list } = depot();
  expect(await add(input)).toEqual({ courier: null, userErrors: [{ code, message }] });
  expect(await list({})).toEqual([]);
});

it('who is not of the staff cannot be a courier', async () => {
  const { add } = depot();
  const staffId = newId('staff');
  neighbours.missing.add(staffId);
  expect((await add({ staffId })).userErrors).toEqual([{ code: 'NOT_FOUND', message: 'There is no such member of staff.' }]);
});

it('a courier changes field by field, by who has read it as it is', async () => {
  const { add, update } = depot();
  const { courier } = await add({ coldBox: { minCelsius: 2, maxCelsius: 8 }, skills: ['phlebotomy'] });
  const id = courier?.id;
  expect((await update({ id, expectedVersion: 1, vehicle: 'VAN', capacity: 200 })).courier).toMatchObject({
    vehicle: 'VAN',
    capacity: 200,
    coldBox: { minCelsius: 2, maxCelsius: 8 },
    skills: ['phlebotomy'],
    version: 2,
  });
  expect((await update({ id, expectedVersion: 1, active: false })).userErrors).toMatchObject([{ code: 'STALE_VERSION' }]);
  expect((await update({ id, expectedVersion: 2, coldBox: null, skills: [], active: false })).courier).toMatchObject({
    coldBox: null,
    skills: [],
    active: false,
  });
  expect((await update({ id, expectedVersion: 3, name: ' ' })).userErrors).toMatchObject([{ code: 'REQUIRED' }]);
});

it('couriers are listed by name, by branch and by what they go by', async () => {
  const { fleet, add, update, list } = depot();
  const lusaka = fleet.addBranch();
  await add({ name: 'Tuya' });
  const { courier } = await add({ name: 'Bold', vehicle: 'CAR' });
  await add({ name: 'Chanda', branchId: lusaka });
  await update({ id: courier?.id, expectedVersion: 1, active: false });
  expect(await list({})).toEqual(['Bold', 'Chanda', 'Tuya']);
  expect(await list({ branchId: lusaka })).toEqual(['Chanda']);
  expect(await list({ vehicle: 'CAR' })).toEqual(['Bold']);
  expect(await list({ branchId: fleet.branchId, active: true })).toEqual(['Tuya']);
  expect(await list({ onShift: true })).toEqual([]);
  const text =
    'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Branch { couriers { nodes { name } } } } }';
  const representations = [lusaka, fleet.branchId].map((id) => ({ __typename: 'Branch', id }));
  expect(await fleet.ask(text, { representations })).toEqual({
    _entities: [{ couriers: { nodes: [{ name: 'Chanda' }] } }, { couriers: { nodes: [{ name: 'Bold' }, { name: 'Tuya' }] } }],
  });
});

it('couriers of another tenant or branch are not there, and nobody changes them without the permission', async () => {
  const { fleet, add, update, list } = depot();
  const { courier } = await add({ name: 'Bold' });
  const permissions = ['couriers:manage', 'couriers:read', 'staff:read'];
  const stranger = contextOf({ tenant: testTenant('copperbelt'), permissions });
  const elsewhere = fleet.somebody({ permissions, branches: [newId('branch')] });
  for (const context of [stranger, elsewhere]) {
    expect(await list({}, context)).toEqual([]);
    expect((await update({ id: courier?.id, expectedVersion: 1, active: false }, context)).userErrors).toEqual([
      { code: 'NOT_FOUND', message: 'There is no such courier at the branches where you may do this.' },
    ]);
  }
  expect((await add({}, elsewhere)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
  const clerk = fleet.somebody({ permissions: ['couriers:read', 'staff:read'] });
  await expect(add({}, clerk)).rejects.toThrow('couriers:manage');
  await expect(update({ id: courier?.id, expectedVersion: 1 }, clerk)).rejects.toThrow('couriers:manage');
  expect(await list({})).toEqual(['Bold']);
});
