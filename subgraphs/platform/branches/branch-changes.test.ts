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

describe("a branch's events", () => {
  it('say when it works, as it is after the change', async () => {
    const { owner } = await platform.newTenant('branch-events');
    const branch = { code: 'UB1', name: 'Ulaanbaatar', type: 'CLINIC', timeZone: 'Asia/Ulaanbaatar', openingHours: weekdays };
    const id = await run(owner, createBranch, branch);
    await run(owner, updateBranch, { id, expectedVersion: 1, openingHours: nights });
    await run(owner, updateBranch, { id, expectedVersion: 2, timeZone: 'Asia/Hovd' });
    await run(owner, updateBranch, { id, expectedVersion: 3, status: 'CLOSED' });
    expect(await run(owner, updateBranch, { id, expectedVersion: 3, openingHours: [] })).toBe('refused');
    expect(await published(id)).toEqual([
      { type: 'branch.created', version: 1, data: { code: 'UB1', status: 'ACTIVE', timeZone: 'Asia/Ulaanbaatar', openingHours: weekdays } },
      { type: 'branch.updated', version: 1, data: { status: 'ACTIVE', timeZone: 'Asia/Ulaanbaatar', openingHours: nights } },
      { type: 'branch.updated', version: 1, data: { status: 'ACTIVE', timeZone: 'Asia/Hovd', openingHours: nights } },
      { type: 'branch.updated', version: 1, data: { status: 'CLOSED', timeZone: 'Asia/Hovd', openingHours: nights } },
    ]);
  });

  it('give no hours where none are known', async () => {
    const { owner } = await platform.newTenant('branch-events-bare');
    const id = await run(owner, createBranch, { code: 'LUN1', name: 'Lusaka', type: 'PHARMACY', timeZone: 'Africa/Lusaka' });
    expect(await published(id)).toEqual([
      { type: 'branch.created', version: 1, data: { code: 'LUN1', status: 'ACTIVE', timeZone: 'Africa/Lusaka', openingHours: [] } },
    ]);
  });
});
