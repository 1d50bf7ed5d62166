import { newId } from '#kernel/graph/type-id.js';
import { contextOf, testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { scheduling } from '../index.js';
import { openScheduling, Practice, type Refused } from '../testing/practice.js';

const permissions = Object.keys(scheduling.permissions);
let subgraph: TestSubgraph;
let neighbours: ConstructorParameters<typeof Practice>[1];
beforeAll(async () => {
  ({ subgraph, neighbours } = await openScheduling());
});
afterAll(() => subgraph.close());

interface Scheduled {
  readonly schedule: {
    id: string;
    version: number;
    name: string | null;
    hours: { startsOn: string; rule: string | null; exceptOn: string[] }[];
  } | null;
}
const fields =
  'schedule { id version name active context respectsOpeningHours branch { id } practitioner { id } forServices { id } hours { startsOn from until rule exceptOn alsoOn } }';
const morning = {
  startsOn: '2026-03-02',
  from: '08:30',
  until: '12:00',
  rule: 'FREQ=WEEKLY;BYDAY=MO,TH',
  exceptOn: ['2026-03-05'],
  alsoOn: ['2026-03-07'],
};

async function clinic() {
  const practice = new Practice(subgraph, neighbours);
  const serviceId = await practice.service();
  const practitionerId = await practice.practitioner([serviceId]);
  const create = (input: object, context = practice.context) =>
    practice.run<Scheduled>('createSchedule', fields, { branchId: practice.branchId, hours: [morning], ...input }, context);
  const update = (input: object, context = practice.context) => practice.run<Scheduled>('updateSchedule', fields, input, context);
  const schedules = async (filter: object = {}, context = practice.context) => {
    const query = `query ($filter: ScheduleFilter) { schedules(filter: $filter) { nodes { id } } }`;
    return (await practice.ask<{ schedules: { nodes: { id: string }[] } }>(query, { filter }, context)).schedules.nodes.map(({ id }) => id);
  };
  return { practice, serviceId, practitionerId, create, update, schedules };
}

const codes = (errors: readonly Refused[]): string[] => errors.map(({ code }) => code);

describe('creating a schedule', () => {
  it('keeps what was said, and by default clinic hours respect opening hours and rounds do not', async () => {
    const { practice, serviceId, practitionerId, create } = await clinic();
    const made = await create({ practitionerId, name: '  Morning clinic ', forServiceIds: [serviceId] });
    expect(made).toMatchObject({
      userErrors: [],
      schedule: {
        name: 'Morning clinic',
        active: true,
        context: 'CLINIC',
        respectsOpeningHours: true,
        branch: { id: practice.branchId },
        practitioner: { id: practitionerId },
        forServices: [{ id: serviceId }],
        hours: [morning],
      },
    });
    expect(await create({ practitionerId, context: 'ROUNDS', name: ' ' })).toMatchObject({
      schedule: { respectsOpeningHours: false, name: null, forServices: null },
    });
  });

  it('is for one practitioner, one resource or one service', async () => {
    const { practice, serviceId, practitionerId, create } = await clinic();
    const resourceId = await practice.room();
    for (const actor of [{ practitionerId }, { resourceId }, { serviceId }]) expect((await create(actor)).userErrors).toEqual([]);
    for (const actors of [{}, { practitionerId, serviceId }, { practitionerId, resourceId, serviceId }])
      expect(codes((await create(actors)).userErrors)).toEqual(['INVALID']);
  });

  it.each(['ROUNDS', 'ON_CALL'])('gives %s to practitioners only', async (context) => {
    const { practice, serviceId, create } = await clinic();
    for (const actor of [{ serviceId }, { resourceId: await practice.room() }]) {
      expect(await create({ ...actor, context })).toMatchObject({
        schedule: null,
        userErrors: [{ code: 'INVALID', message: 'Only a practitioner has rounds and calls.' }],
      });
    }
  });

  it.each([
    ['no rule at all', 'every Monday', 'NAME=VALUE'],
    ['no frequency', 'BYDAY=MO', 'FREQ is missing'],
    ['a weekday that there is not', 'FREQ=WEEKLY;BYDAY=XX', 'BYDAY'],
    ['hours', 'FREQ=HOURLY', 'Hours recur by days'],
    ['minutes', 'FREQ=MINUTELY;INTERVAL=30', 'Hours recur by days'],
    ['a time of day', 'FREQ=DAILY;BYHOUR=9,14', 'BYHOUR'],
    ['both ends', 'FREQ=DAILY;COUNT=3;UNTIL=20270101', 'COUNT and UNTIL'],
    ['a day that there is not', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', 'names no day'],
    ['an end before the first day', 'FREQ=DAILY;UNTIL=20260101', 'names no day'],
    ['an end that would have to be counted to', 'FREQ=DAILY;COUNT=2000000', 'say UNTIL'],
    ['an end that is far away', 'FREQ=YEARLY;COUNT=40', 'say UNTIL'],
    ['more than a rule', `FREQ=DAILY;BYMONTH=${'1,'.repeat(600)}1`, 'at most 1000 letters'],
  ])('refuses a rule of %s', async (_, rule, message) => {
    const { create, practitionerId, schedules } = await clinic();
    const { schedule, userErrors } = await create({ practitionerId, hours: [morning, { ...morning, rule }] });
    expect({ schedule, codes: codes(userErrors) }).toEqual({ schedule: null, codes: ['INVALID'] });
    expect(userErrors[0]?.message).toContain(message);
    expect(await schedules()).toEqual([]);
  });

  it.each([
    'FREQ=DAILY;COUNT=1',
    'FREQ=YEARLY;COUNT=20',
    'FREQ=MONTHLY;BYDAY=-1FR',
    'RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;WKST=SU',
    'FREQ=DAILY;UNTIL=20260302T003000Z',
  ])('takes the rule %s', async (rule) => {
    const { create, practitionerId } = await clinic();
    expect(await create({ practitionerId, hours: [{ ...morning, rule }] })).toMatchObject({
      userErrors: [],
      schedule: { hours: [{ rule }] },
    });
  });

  it('takes 1 to 50 entries of hours, each with at most 1,000 days', async () => {
    const { create, practitionerId } = await clinic();
    const many = (count: number) => Array.from({ length: count }, () => morning);
    const days = Array.from({ length: 1001 }, () => '2026-03-02');
    expect(codes((await create({ practitionerId, hours: [] })).userErrors)).toEqual(['INVALID']);
    expect(codes((await create({ practitionerId, hours: many(51) })).userErrors)).toEqual(['INVALID']);
    expect(codes((await create({ practitionerId, hours: [{ ...morning, exceptOn: days, alsoOn: days }] })).userErrors)).toEqual([
      'INVALID',
      'INVALID',
    ]);
    expect((await create({ practitionerId, hours: many(50) })).userErrors).toEqual([]);
  });

  it.each([{ startsOn: '2026-02-30' }, { from: '24:00' }, { until: '9' }, { exceptOn: ['tomorrow'] }])(
    'refuses %j before it begins',
    async (wrong) => {
      const { create, practitionerId } = await clinic();
      await expect(create({ practitionerId, hours: [{ ...morning, ...wrong }] })).rejects.toThrow();
    },
  );

  it('does not know who works elsewhere, what stands elsewhere, or what another tenant has', async () => {
    const { practice, serviceId, create, schedules } = await clinic();
    const hillBranch = practice.addBranch(newId('branch'), 'Asia/Bangkok');
    const atHill = await practice.practitioner([serviceId], { branchIds: [hillBranch] });
    const roomAtHill = await practice.room({ branchId: hillBranch });
    const lusaka = await clinic();
    const room = await lusaka.practice.room();
    const foreign = [{ practitionerId: lusaka.practitionerId }, { serviceId: lusaka.serviceId }, { resourceId: room }];
    const unknown = [{ practitionerId: newId('practitioner') }, { serviceId: newId('service') }, { resourceId: newId('resource') }];
    for (const actor of [{ practitionerId: atHill }, { resourceId: roomAtHill }, ...foreign, ...unknown]) {
      expect(await create(actor)).toMatchObject({ schedule: null, userErrors: [{ code: 'NOT_FOUND' }] });
    }
    expect(await schedules()).toEqual([]);
  });

  it('restricts to services that there are, and to some', async () => {
    const { create, practitionerId, serviceId } = await clinic();
    const lusaka = await clinic();
    expect(codes((await create({ practitionerId, forServiceIds: [serviceId, lusaka.serviceId] })).userErrors)).toEqual(['NOT_FOUND']);
    expect(codes((await create({ practitionerId, forServiceIds: [] })).userErrors)).toEqual(['INVALID']);
    expect((await create({ practitionerId, forServiceIds: [serviceId, serviceId] })).userErrors).toEqual([]);
  });

  it('is at a branch that the caller may manage: the one named, or the chosen one', async () => {
    const { practice, create, practitionerId } = await clinic();
    const elsewhere = contextOf({ tenant: practice.tenant, permissions, branches: [newId('branch')] });
    const reader = contextOf({ tenant: practice.tenant, permissions: ['schedules:read'] });
    const chosen = contextOf({ tenant: practice.tenant, permissions, branch: practice.branchId });
    expect(codes((await create({ practitionerId }, elsewhere)).userErrors)).toEqual(['NOT_FOUND']);
    expect(codes((await create({ practitionerId, branchId: newId('branch') }, elsewhere)).userErrors)).toEqual(['NOT_FOUND']);
    await expect(create({ practitionerId }, reader)).rejects.toThrow('schedules:manage');
    expect(codes((await create({ practitionerId, branchId: null })).userErrors)).toEqual(['REQUIRED']);
    expect((await create({ practitionerId, branchId: null }, chosen)).userErrors).toEqual([]);
  });
});

describe('updating a schedule', () => {
  it('changes what is given and keeps the rest', async () => {
    const { create, update, practitionerId, serviceId } = await clinic();
    const { schedule } = await create({ practitionerId, name: 'Morning', forServiceIds: [serviceId] });
    const changed = await update({ id: schedule?.id, expectedVersion: 1, active: false, hours: [{ ...morning, rule: null }] });
    expect(changed).toMatchObject({
      userErrors: [],
      schedule: { version: 2, active: false, name: 'Morning', forServices: [{ id: serviceId }], hours: [{ rule: null }] },
    });
    const again = await update({ id: schedule?.id, expectedVersion: 2, name: null, forServiceIds: null, respectsOpeningHours: false });
    expect(again).toMatchObject({
      schedule: { version: 3, active: false, name: null, forServices: null, respectsOpeningHours: false, hours: [{ rule: null }] },
    });
  });

  it('refuses what creating refuses, and changes nothing', async () => {
    const { create, update, practitionerId, practice } = await clinic();
    const { schedule } = await create({ practitionerId });
    const lusaka = await clinic();
    const of = { id: schedule?.id, expectedVersion: 1 };
    expect(codes((await update({ ...of, hours: [{ ...morning, rule: 'FREQ=SECONDLY' }] })).userErrors)).toEqual(['INVALID']);
    expect(codes((await update({ ...of, hours: [] })).userErrors)).toEqual(['INVALID']);
    expect(codes((await update({ ...of, forServiceIds: [lusaka.serviceId] })).userErrors)).toEqual(['NOT_FOUND']);
    expect(codes((await update({ ...of, expectedVersion: 7 })).userErrors)).toEqual(['STALE_VERSION']);
    const elsewhere = contextOf({ tenant: practice.tenant, permissions, branches: [newId('branch')] });
    expect(codes((await update({ ...of, active: false }, elsewhere)).userErrors)).toEqual(['NOT_FOUND']);
    expect(codes((await update({ ...of, active: false }, lusaka.practice.context)).userErrors)).toEqual(['NOT_FOUND']);
    expect(await update({ ...of })).toMatchObject({ schedule: { active: true, hours: [morning] } });
  });
});

describe('the list of schedules', () => {
  it('is filtered by branch, by whose they are and by context, and holds no other tenant’s', async () => {
    const { practice, create, schedules, practitionerId, serviceId } = await clinic();
    const hillBranch = practice.addBranch(newId('branch'), 'Asia/Bangkok');
    const made = [];
    for (const input of [{ practitionerId }, { practitionerId, context: 'ON_CALL' }, { serviceId }, { serviceId, branchId: hillBranch }])
      made.push((await create(input)).schedule?.id);
    expect(await schedules()).toEqual(made);
    expect(await schedules({ practitionerId })).toEqual(made.slice(0, 2));
    expect(await schedules({ practitionerId, context: 'ON_CALL' })).toEqual([made[1]]);
    expect(await schedules({ serviceId, branchId: hillBranch })).toEqual([made[3]]);
    expect(await schedules({ resourceId: await practice.room() })).toEqual([]);
    expect(await schedules({}, contextOf({ tenant: testTenant('lusaka'), permissions }))).toEqual([]);
  });
});
