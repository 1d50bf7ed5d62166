import type { RequestContext } from '#kernel/context/request-context.js';
import { sql } from '#kernel/database/sql.js';
import { openPlatform, type TestPlatform } from '../testing/open-platform.js';

const createBranch = `mutation ($input: CreateBranchInput!) { result: createBranch(input: $input) { branch { id } userErrors { code } } }`;
const updateBranch = `mutation ($input: UpdateBranchInput!) { result: updateBranch(input: $input) { branch { id } userErrors { code } } }`;
const weekdays = [
  { day: 'MON', opens: '09:00', closes: '18:00' },
  { day: 'TUE', opens: '09:00', closes: '18:00' },
];
const nights = [{ day: 'FRI', opens: '20:00', closes: '06:00' }];

let platform: TestPlatform;
beforeAll(async () => {
  platform = await openPlatform();
});
afterAll(() => platform.subgraph.close());

async function run(owner: RequestContext, mutation: string, input: object): Promise<string> {
  const { data } = await platform.subgraph.execute<{ result: { branch: { id: string } | null } }>(mutation, owner, { input });
  return data?.result.branch?.id ?? 'refused';
}

function published(branch: string): Promise<object[]> {
  return platform.subgraph.database
    .acrossTenants()
    .rows(sql`select type, version, data from outbox where subject = ${branch} order by position`);
}

const ulaanbaatar = { code: 'UB1', name: 'Ulaanbaatar', type: 'CLINIC', timeZone: 'Asia/Ulaanbaatar', currency: 'MNT' };
const lusaka = { code: 'LUN1', name: 'Lusaka', type: 'PHARMACY', timeZone: 'Africa/Lusaka', currency: 'ZMW' };

describe("a branch's events", () => {
  it('say what it is and when it works, as it is after the change', async () => {
    const { owner } = await platform.newTenant('branch-events');
    const id = await run(owner, createBranch, { ...ulaanbaatar, openingHours: weekdays });
    await run(owner, updateBranch, { id, expectedVersion: 1, openingHours: nights });
    await run(owner, updateBranch, { id, expectedVersion: 2, timeZone: 'Asia/Hovd', name: 'Hovd' });
    await run(owner, updateBranch, { id, expectedVersion: 3, currency: 'USD' });
    await run(owner, updateBranch, { id, expectedVersion: 4, status: 'CLOSED' });
    expect(await run(owner, updateBranch, { id, expectedVersion: 4, openingHours: [] })).toBe('refused');
    const opened = {
      code: 'UB1',
      name: 'Ulaanbaatar',
      status: 'ACTIVE',
      timeZone: 'Asia/Ulaanbaatar',
      currency: 'MNT',
      openingHours: weekdays,
    };
    const moved = { ...opened, name: 'Hovd', timeZone: 'Asia/Hovd', openingHours: nights };
    expect(await published(id)).toEqual([
      { type: 'branch.created', version: 1, data: opened },
      { type: 'branch.updated', version: 1, data: { ...opened, openingHours: nights } },
      { type: 'branch.updated', version: 1, data: moved },
      { type: 'branch.updated', version: 1, data: { ...moved, currency: 'USD' } },
      { type: 'branch.updated', version: 1, data: { ...moved, currency: 'USD', status: 'CLOSED' } },
    ]);
  });

  it('give no hours where none are known', async () => {
    const { owner } = await platform.newTenant('branch-events-bare');
    const id = await run(owner, createBranch, lusaka);
    const { type: _, ...facts } = lusaka;
    expect(await published(id)).toEqual([{ type: 'branch.created', version: 1, data: { ...facts, status: 'ACTIVE', openingHours: [] } }]);
  });
});

describe("a branch's currency", () => {
  interface Answer {
    readonly branch: { readonly id: string; readonly currency: string } | null;
    readonly userErrors: readonly { readonly code: string; readonly field: readonly string[] }[];
  }

  async function change(owner: RequestContext, mutation: string, input: object): Promise<Answer> {
    const text = mutation.replace('branch { id }', 'branch { id currency }').replace('{ code }', '{ code field }');
    const { data, errors } = await platform.subgraph.execute<{ result: Answer }>(text, owner, { input });
    if (errors || !data) throw new Error(errors?.[0]?.message);
    return data.result;
  }

  it('is what was said, and can be changed', async () => {
    const { owner } = await platform.newTenant('branch-currency');
    const { branch } = await change(owner, createBranch, ulaanbaatar);
    expect(branch?.currency).toBe('MNT');
    const id = branch?.id;
    expect((await change(owner, updateBranch, { id, expectedVersion: 1, currency: 'USD' })).branch?.currency).toBe('USD');
    expect((await change(owner, updateBranch, { id, expectedVersion: 2, name: 'Khovd', currency: null })).branch?.currency).toBe('USD');
    const { data } = await platform.subgraph.execute(`query ($id: ID!) { branch(id: $id) { name currency } }`, owner, { id });
    expect(data).toEqual({ branch: { name: 'Khovd', currency: 'USD' } });
  });

  it("is that of the tenant's first branch when nothing is said, and of no other tenant's", async () => {
    const [{ owner }, { owner: other }] = [await platform.newTenant('branch-currency-a'), await platform.newTenant('branch-currency-b')];
    await change(owner, createBranch, ulaanbaatar);
    await change(owner, createBranch, lusaka);
    const { currency: _, ...unsaid } = { ...lusaka, code: 'KIT1' };
    expect((await change(owner, createBranch, unsaid)).branch?.currency).toBe('MNT');
    expect(await change(other, createBranch, unsaid)).toEqual({
      branch: null,
      userErrors: [{ code: 'REQUIRED', field: ['input', 'currency'] }],
    });
    expect((await change(other, createBranch, lusaka)).branch?.currency).toBe('ZMW');
  });

  it.each(['XYZ', 'mnt', 'tugrik', ''])('is not %j', async (currency) => {
    const { owner } = await platform.newTenant(`branch-currency-${currency.length}${currency.toLowerCase()}`);
    await expect(change(owner, createBranch, { ...ulaanbaatar, currency })).rejects.toThrow('is not a valid Currency');
    const { branch } = await change(owner, createBranch, ulaanbaatar);
    await expect(change(owner, updateBranch, { id: branch?.id, expectedVersion: 1, currency })).rejects.toThrow('is not a valid Currency');
  });
});
