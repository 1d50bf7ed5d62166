import { contextOf, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { openScheduling, Practice } from '../testing/practice.js';

let subgraph: TestSubgraph;
let neighbours: ConstructorParameters<typeof Practice>[1];
beforeAll(async () => {
  ({ subgraph, neighbours } = await openScheduling());
});
afterAll(() => subgraph.close());

const fields = 'settings { reminderLeadMinutes reminderChannels quietFrom quietUntil claimMinutes }';
const update = (clinic: Practice, input: object, context = clinic.context) =>
  clinic.run<{ settings: object | null }>('updateSchedulingSettings', fields, input, context);
const read = async (clinic: Practice, context = clinic.context) =>
  (await clinic.ask<{ schedulingSettings: object }>('{ schedulingSettings { version reminderLeadMinutes claimMinutes } }', {}, context))
    .schedulingSettings;
const untouched = { version: 0, reminderLeadMinutes: [1440, 120], claimMinutes: 30 };

it('begin as a day and two hours ahead, and change field by field', async () => {
  const clinic = new Practice(subgraph, neighbours);
  expect(await read(clinic)).toEqual(untouched);
  expect((await update(clinic, { expectedVersion: 0, claimMinutes: 45 })).settings).toEqual({
    reminderLeadMinutes: [1440, 120],
    reminderChannels: ['WHATSAPP', 'SMS', 'EMAIL', 'LOG'],
    quietFrom: '21:00',
    quietUntil: '08:00',
    claimMinutes: 45,
  });
  expect(
    (
      await update(clinic, {
        expectedVersion: 1,
        reminderLeadMinutes: [60, 2880, 60],
        reminderChannels: ['SMS', 'LOG', 'SMS'],
        quietFrom: '22:30',
      })
    ).settings,
  ).toEqual({
    reminderLeadMinutes: [2880, 60],
    reminderChannels: ['SMS', 'LOG'],
    quietFrom: '22:30',
    quietUntil: '08:00',
    claimMinutes: 45,
  });
  expect((await update(clinic, { expectedVersion: 2, reminderLeadMinutes: [] })).settings).toMatchObject({ reminderLeadMinutes: [] });
});

it("are each tenant's own", async () => {
  const [steppe, copperbelt] = [new Practice(subgraph, neighbours), new Practice(subgraph, neighbours)];
  await update(steppe, { expectedVersion: 0, claimMinutes: 10 });
  await update(copperbelt, { expectedVersion: 0, claimMinutes: 20 });
  expect([await read(steppe), await read(copperbelt)]).toMatchObject([{ claimMinutes: 10 }, { claimMinutes: 20 }]);
});

it('are made once by two who set them first at the same moment', async () => {
  const clinic = new Practice(subgraph, neighbours);
  const answers = await Promise.all(
    Array.from({ length: 5 }, (_, index) => update(clinic, { expectedVersion: 0, claimMinutes: index + 1 })),
  );
  expect(answers.filter(({ settings }) => settings !== null)).toHaveLength(1);
  for (const { settings, userErrors } of answers) if (!settings) expect(userErrors).toMatchObject([{ code: 'STALE_VERSION' }]);
});

it('are not changed by who has not seen the last change', async () => {
  const clinic = new Practice(subgraph, neighbours);
  await update(clinic, { expectedVersion: 0, claimMinutes: 10 });
  expect((await update(clinic, { expectedVersion: 0, claimMinutes: 20 })).userErrors).toMatchObject([{ code: 'STALE_VERSION' }]);
  expect(await read(clinic)).toMatchObject({ version: 1, claimMinutes: 10 });
});

const leads = 'At most 5 reminders, each 15 minutes to 30 days (43200 minutes) before the visit.';
const claim = 'An offer is open for 1 to 1440 minutes.';
it.each([
  [{ reminderLeadMinutes: [14] }, leads],
  [{ reminderLeadMinutes: [43_201] }, leads],
  [{ reminderLeadMinutes: [60, 120, 180, 240, 300, 360] }, leads],
  [{ claimMinutes: 0 }, claim],
  [{ claimMinutes: 1441 }, claim],
])('are refused with %j', async (input, message) => {
  const clinic = new Practice(subgraph, neighbours);
  expect(await update(clinic, { expectedVersion: 0, ...input })).toEqual({ settings: null, userErrors: [{ code: 'INVALID', message }] });
  expect(await read(clinic)).toEqual(untouched);
});

it('are changed by whoever manages all branches, and read with the permission', async () => {
  const clinic = new Practice(subgraph, neighbours);
  const permissions = ['schedules:manage', 'schedules:read'];
  const ofBranch = contextOf({ tenant: clinic.tenant, permissions, branches: [clinic.branchId] });
  expect((await update(clinic, { expectedVersion: 0, claimMinutes: 5 }, ofBranch)).userErrors).toEqual([
    { code: 'NOT_ALLOWED', message: 'These settings hold at every branch: this takes the permission at all of them.' },
  ]);
  expect(
    (
      await update(
        clinic,
        { expectedVersion: 0, claimMinutes: 5 },
        contextOf({ tenant: clinic.tenant, permissions, branch: clinic.branchId }),
      )
    ).userErrors,
  ).toEqual([]);
  await expect(
    update(clinic, { expectedVersion: 1, claimMinutes: 6 }, contextOf({ tenant: clinic.tenant, permissions: ['schedules:read'] })),
  ).rejects.toThrow('FORBIDDEN');
  await expect(read(clinic, contextOf({ tenant: clinic.tenant, permissions: ['queue:read'] }))).rejects.toThrow('FORBIDDEN');
});
