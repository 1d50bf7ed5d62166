import type pg from 'pg';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { contextOf, testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { openBehindTheGraph } from '../testing/behind-the-graph.js';
import { openScheduling, Practice } from '../testing/practice.js';

let subgraph: TestSubgraph;
let neighbours: ConstructorParameters<typeof Practice>[1];
let owner: pg.Client;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openScheduling());
  owner = await openBehindTheGraph(subgraph);
});
afterAll(async () => {
  await owner.end();
  await subgraph.close();
});

interface Report {
  readonly funnel: Record<string, number | null>;
  readonly utilization: readonly {
    practitioner: { name: string } | null;
    appointments: number;
    bookedMinutes: number;
    availableMinutes: number;
    rate: number | null;
  }[];
  readonly waiting: readonly {
    servicePoint: { name: string } | null;
    called: number;
    lost: number;
    meanMinutes: number | null;
    medianMinutes: number | null;
    p90Minutes: number | null;
  }[];
}

const query = `query ($branchId: ID, $from: Date!, $until: Date!) {
  schedulingReport(branchId: $branchId, from: $from, until: $until) {
    funnel { requested booked arrived checkedIn fulfilled cancelled noShow noShowRate }
    utilization { practitioner { name } appointments bookedMinutes availableMinutes rate }
    waiting { servicePoint { name } called lost meanMinutes medianMinutes p90Minutes }
  }
}`;

interface Visit {
  readonly practitionerId?: string | null;
  readonly serviceId?: string;
  readonly minutes?: number;
  readonly time?: string;
  readonly branchId?: string;
  /** How far it came: `booked, arrived, checked in, fulfilled`. */
  readonly stages?: string;
}

/** A clinic, and hands to write down what has happened there on days gone by. */
function clinicOfMarch() {
  const clinic = new Practice(subgraph, neighbours);
  const report = async (from: string, until = from, branchId: string = clinic.branchId, context = clinic.context) =>
    (await clinic.ask<{ schedulingReport: Report }>(query, { branchId, from, until }, context)).schedulingReport;
  /** One visit on a day. */
  const visit = async (
    day: string,
    status: string,
    {
      practitionerId = null,
      serviceId = newId('service'),
      minutes = 30,
      time = '09:00',
      branchId = clinic.branchId,
      stages = '',
    }: Visit = {},
  ) => {
    const startsAt = new Date(clinic.instant(day, time));
    const at = (stage: string) => (stages.split(', ').includes(stage) ? startsAt : null);
    await owner.query(
      `insert into appointments (tenant_id, branch_id, status, patient_id, service_id, practitioner_id, starts_at, ends_at, local_date, time_zone, hold_expires_at,
          booked_at, arrived_at, checked_in_at, fulfilled_at, cancelled_at, cancelled_by)
        values ($1, $2, $3, uuidv7(), $4, $5, $6, $7, $8, 'Asia/Ulaanbaatar', $9, $10, $11, $12, $13, $14, $15)`,
      [
        toUuid('tenant', clinic.tenant.id),
        toUuid('branch', branchId),
        status,
        toUuid('service', serviceId),
        practitionerId && toUuid('practitioner', practitionerId),
        startsAt,
        new Date(startsAt.getTime() + minutes * 60_000),
        day,
        status === 'PENDING' ? startsAt : null,
        ...['booked', 'arrived', 'checked in', 'fulfilled'].map(at),
        status === 'CANCELLED' ? startsAt : null,
        status === 'CANCELLED' ? 'PATIENT' : null,
      ],
    );
  };
  let number = 0;
  /** One ticket on a day; whoever was called waited so many minutes. */
  const ticket = async (day: string, servicePointId: string, status: string, waited: number | null, branchId: string = clinic.branchId) => {
    const since = new Date(clinic.instant(day, '09:00'));
    number += 1;
    await owner.query(
      `insert into queue_tickets (tenant_id, branch_id, service_point_id, local_date, number, code, status, priority, waiting_since, order_at, joined_at, first_called_at)
        values ($1, $2, $3, $4, $5, 'T-' || $5::int, $6, 'ROUTINE', $7, $7, $7, $8)`,
      [
        toUuid('tenant', clinic.tenant.id),
        toUuid('branch', branchId),
        toUuid('servicepoint', servicePointId),
        day,
        number,
        status,
        since,
        waited === null ? null : new Date(since.getTime() + waited * 60_000),
      ],
    );
  };
  return { clinic, report, visit, ticket };
}

describe('the funnel', () => {
  it('counts each appointment once at every stage that it reached', async () => {
    const { report, visit } = clinicOfMarch();
    const day = '2026-03-10';
    await visit(day, 'PENDING');
    await visit(day, 'CANCELLED');
    await visit(day, 'BOOKED', { stages: 'booked' });
    await visit(day, 'CANCELLED', { stages: 'booked' });
    await visit(day, 'CANCELLED', { stages: 'booked, arrived' });
    await visit(day, 'NOSHOW', { stages: 'booked' });
    await visit(day, 'ARRIVED', { stages: 'booked, arrived' });
    await visit(day, 'CHECKED_IN', { stages: 'booked, arrived, checked in' });
    await visit(day, 'FULFILLED', { stages: 'booked, arrived, checked in, fulfilled' });
    await visit(day, 'FULFILLED', { stages: 'booked, arrived, fulfilled' });
    await visit(day, 'ENTERED_IN_ERROR', { stages: 'booked, arrived, checked in, fulfilled' });
    expect((await report(day)).funnel).toEqual({
      requested: 10,
      booked: 8,
      arrived: 5,
      checkedIn: 2,
      fulfilled: 2,
      cancelled: 2,
      noShow: 1,
      noShowRate: 1 / 6,
    });
  });

  it('has no rate of those who did not come while nobody was due', async () => {
    const { report, visit } = clinicOfMarch();
    await visit('2026-03-10', 'BOOKED', { stages: 'booked' });
    expect((await report('2026-03-10')).funnel).toMatchObject({ requested: 1, noShow: 0, noShowRate: null });
    expect((await report('2026-03-11')).funnel).toEqual({
      requested: 0,
      booked: 0,
      arrived: 0,
      checkedIn: 0,
      fulfilled: 0,
      cancelled: 0,
      noShow: 0,
      noShowRate: null,
    });
  });

  it('is of the days and the branch that are asked for, both ends included', async () => {
    const { clinic, report, visit } = clinicOfMarch();
    const lusaka = clinic.addBranch(newId('branch'), 'Africa/Lusaka');
    for (const day of ['2026-03-09', '2026-03-10', '2026-03-11', '2026-03-12']) await visit(day, 'BOOKED', { stages: 'booked' });
    await visit('2026-03-10', 'BOOKED', { stages: 'booked', branchId: lusaka });
    expect((await report('2026-03-10', '2026-03-11')).funnel).toMatchObject({ requested: 2 });
    expect((await report('2026-03-01', '2026-03-31')).funnel).toMatchObject({ requested: 4 });
    expect((await report('2026-03-01', '2026-03-31', lusaka)).funnel).toMatchObject({ requested: 1 });
  });
});

describe('utilization', () => {
  it('is what was booked of the clinic hours, less leave, rounds and closures', async () => {
    const { clinic, report, visit } = clinicOfMarch();
    const lusaka = clinic.addBranch(newId('branch'), 'Africa/Lusaka');
    const serviceId = await clinic.service();
    const practitionerId = await clinic.practitioner([serviceId], { name: 'Dr Oyuun', branchIds: [clinic.branchId, lusaka] });
    await clinic.hours({ practitionerId }, { from: '09:00', until: '17:00' });
    const hours = (startsOn: string, from: string, until: string) => [{ startsOn, from, until, rule: null }];
    await clinic.done('createSchedule', 'schedule { id }', {
      branchId: clinic.branchId,
      practitionerId,
      context: 'ROUNDS',
      hours: hours('2026-03-10', '09:00', '10:00'),
    });
    // 15:00 to 16:00 in Ulaanbaatar.
    await clinic.done('createSchedule', 'schedule { id }', {
      branchId: lusaka,
      practitionerId,
      context: 'ROUNDS',
      hours: hours('2026-03-10', '09:00', '10:00'),
    });
    await clinic.done('createSchedule', 'schedule { id }', {
      branchId: clinic.branchId,
      practitionerId,
      context: 'ON_CALL',
      hours: hours('2026-03-10', '12:00', '20:00'),
    });
    await clinic.unavailable({
      practitionerId,
      startsAt: clinic.instant('2026-03-10', '12:00'),
      endsAt: clinic.instant('2026-03-10', '13:30'),
    });
    await clinic.done('addBranchClosure', 'closure { id }', {
      branchId: clinic.branchId,
      name: 'Inventory',
      startsOn: '2026-03-10',
      fromTime: '13:00',
      untilTime: '14:00',
    });
    for (const [time, status] of [
      ['10:00', 'FULFILLED'],
      ['10:30', 'NOSHOW'],
      ['11:00', 'BOOKED'],
      ['11:30', 'CANCELLED'],
      ['14:00', 'ENTERED_IN_ERROR'],
      ['14:30', 'PENDING'],
    ] as const) {
      await visit('2026-03-10', status, { practitionerId, serviceId, time, stages: 'booked' });
    }
    // 480 minutes, less 60 and 60 of rounds, 90 of leave, and 30 of the closure that are no leave.
    expect((await report('2026-03-10')).utilization).toEqual([
      { practitioner: { name: 'Dr Oyuun' }, appointments: 3, bookedMinutes: 90, availableMinutes: 240, rate: 0.375 },
    ]);
    expect((await report('2026-03-10', '2026-03-11')).utilization).toMatchObject([{ availableMinutes: 720, rate: 0.125 }]);
  });

  it('keeps to opening hours, and is over 1 with groups', async () => {
    const { clinic, report, visit } = clinicOfMarch();
    neighbours.branches.set(clinic.branchId, {
      timeZone: 'Asia/Ulaanbaatar',
      openingHours: [{ day: 'TUE', opens: '09:00', closes: '10:00' }],
    });
    const serviceId = await clinic.service();
    const practitionerId = await clinic.practitioner([serviceId]);
    await clinic.hours({ practitionerId });
    for (let patient = 0; patient < 3; patient += 1)
      await visit('2026-03-10', 'FULFILLED', { practitionerId, serviceId, stages: 'booked' });
    expect((await report('2026-03-09', '2026-03-11')).utilization).toMatchObject([
      { appointments: 3, bookedMinutes: 90, availableMinutes: 60, rate: 1.5 },
    ]);
  });

  it('cuts nights at the midnights of the range', async () => {
    const { clinic, report } = clinicOfMarch();
    const practitionerId = await clinic.practitioner([await clinic.service()]);
    await clinic.hours({ practitionerId }, { from: '20:00', until: '06:00' });
    expect((await report('2026-03-10')).utilization).toMatchObject([{ availableMinutes: 600, rate: 0 }]);
    expect((await report('2026-03-10', '2026-03-12')).utilization).toMatchObject([{ availableMinutes: 1800 }]);
  });

  it('has no rate without clinic hours', async () => {
    const { clinic, report, visit } = clinicOfMarch();
    const practitionerId = await clinic.practitioner([], { name: 'Dr Banda' });
    await visit('2026-03-10', 'FULFILLED', { practitionerId, stages: 'booked' });
    expect((await report('2026-03-10')).utilization).toEqual([
      { practitioner: { name: 'Dr Banda' }, appointments: 1, bookedMinutes: 30, availableMinutes: 0, rate: null },
    ]);
  });

  it('is the same for whoever may see figures and no calendars', async () => {
    const { clinic, report } = clinicOfMarch();
    const practitionerId = await clinic.practitioner([await clinic.service()]);
    await clinic.hours({ practitionerId });
    await clinic.done('addBranchClosure', 'closure { id }', { branchId: clinic.branchId, name: 'Naadam', startsOn: '2026-03-10' });
    const auditor = contextOf({ tenant: clinic.tenant, permissions: ['reports:read'], branches: [clinic.branchId] });
    const text =
      'query ($branchId: ID, $from: Date!, $until: Date!) { schedulingReport(branchId: $branchId, from: $from, until: $until) { utilization { availableMinutes } } }';
    const { schedulingReport } = await clinic.ask<{ schedulingReport: object }>(
      text,
      { branchId: clinic.branchId, from: '2026-03-09', until: '2026-03-10' },
      auditor,
    );
    expect(schedulingReport).toEqual({ utilization: [{ availableMinutes: 480 }] });
    expect((await report('2026-03-09', '2026-03-10')).utilization).toMatchObject([{ availableMinutes: 480 }]);
  });
});

describe('waiting', () => {
  it('is from joining a queue to being called first, by queue', async () => {
    const { clinic, report, ticket } = clinicOfMarch();
    const [registration, laboratory, quiet] = [
      await clinic.servicePoint('A'),
      await clinic.servicePoint('LAB'),
      await clinic.servicePoint('Q'),
    ];
    for (const waited of [2, 4, 6, 8, 30]) await ticket('2026-03-10', registration, 'FINISHED', waited);
    await ticket('2026-03-10', registration, 'SKIPPED', 10);
    await ticket('2026-03-10', registration, 'LEFT', null);
    await ticket('2026-03-10', registration, 'WAITING', null);
    await ticket('2026-03-10', laboratory, 'SERVING', 7);
    await ticket('2026-03-10', quiet, 'LEFT', null);
    await ticket('2026-03-11', laboratory, 'FINISHED', 100);
    // Waits of 2, 4, 6, 8, 10 and 30 minutes: the median is between 6 and 8, and nine tenths of the way from first to last is half way from 10 to 30.
    expect((await report('2026-03-10')).waiting).toEqual([
      { servicePoint: { name: 'Desk A' }, called: 6, lost: 2, meanMinutes: 10, medianMinutes: 7, p90Minutes: 20 },
      { servicePoint: { name: 'Desk LAB' }, called: 1, lost: 0, meanMinutes: 7, medianMinutes: 7, p90Minutes: 7 },
      { servicePoint: { name: 'Desk Q' }, called: 0, lost: 1, meanMinutes: null, medianMinutes: null, p90Minutes: null },
    ]);
    expect((await report('2026-03-10', '2026-03-11')).waiting[1]).toMatchObject({ called: 2, meanMinutes: 53.5 });
    expect((await report('2026-03-12')).waiting).toEqual([]);
  });
});

describe('a report is refused', () => {
  it('over no days, or too many', async () => {
    const { report } = clinicOfMarch();
    const message = 'Report 1 to 366 days: until is from or later.';
    await expect(report('2026-03-10', '2026-03-09')).rejects.toThrow(message);
    await expect(report('2026-01-01', '2027-01-02')).rejects.toThrow(message);
    expect((await report('2028-01-01', '2028-12-31')).waiting).toEqual([]);
  });

  it('without the permission, and of a branch that is out of reach', async () => {
    const { clinic, report, visit } = clinicOfMarch();
    await visit('2026-03-10', 'BOOKED', { stages: 'booked' });
    const all = ['reports:read', 'schedules:read', 'queue:read'];
    const ask = (context: ReturnType<typeof contextOf>) => report('2026-03-10', '2026-03-10', clinic.branchId, context);
    await expect(
      ask(contextOf({ tenant: clinic.tenant, permissions: ['schedules:read', 'appointments:read', 'queue:read'] })),
    ).rejects.toThrow('reports:read');
    await expect(ask(contextOf({ tenant: clinic.tenant, permissions: all, branches: [newId('branch')] }))).rejects.toThrow(
      'There is no such branch among those where you may do this.',
    );
    expect((await ask(contextOf({ tenant: testTenant('copperbelt'), permissions: all }))).funnel).toMatchObject({ requested: 0 });
    await expect(clinic.ask(query, { from: '2026-03-10', until: '2026-03-10' })).rejects.toThrow(
      'Say which branch: send branchId, or the header X-Branch-ID.',
    );
  });
});
