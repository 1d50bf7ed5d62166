import type pg from 'pg';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { contextOf, testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { openBehindTheGraph } from '../testing/behind-the-graph.js';
import {
  bookedFields,
  openScheduling,
  Practice,
  zoneByDay,
  type Booked,
  type PracticeOptions,
  type Refused,
  type Ticket,
} from '../testing/practice.js';

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

const practice = (options: PracticeOptions = {}) => new Practice(subgraph, neighbours, options);
const dayIn = (timeZone: string) => new Intl.DateTimeFormat('en-CA', { timeZone }).format(new Date());

describe('numbers', () => {
  it('are given out to 100 at the same moment from 1 to 100, none twice and none left out', async () => {
    const clinic = practice();
    const desk = await clinic.servicePoint('A');
    const tickets = await Promise.all(Array.from({ length: 100 }, () => clinic.ticket(desk)));
    expect(tickets.map(({ number }) => number).sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
    expect(new Set(tickets.map(({ code }) => code)).size).toBe(100);
  });

  it('are called out as A-001, and go on beyond A-999', async () => {
    const clinic = practice();
    const desk = await clinic.servicePoint('A');
    expect((await clinic.ticket(desk)).code).toBe('A-001');
    await owner.query('update queue_counters set last_number = 998 where service_point_id = $1', [toUuid('servicepoint', desk)]);
    expect([(await clinic.ticket(desk)).code, (await clinic.ticket(desk)).code]).toEqual(['A-999', 'A-1000']);
  });

  it('count for every service point and every branch for themselves', async () => {
    const clinic = practice();
    const lusaka = clinic.addBranch(newId('branch'), 'Africa/Lusaka');
    const [registration, laboratory, abroad] = [
      await clinic.servicePoint('A'),
      await clinic.servicePoint('LAB'),
      await clinic.servicePoint('A', { branchId: lusaka }),
    ];
    const codes: string[] = [];
    for (const desk of [registration, laboratory, abroad, registration]) codes.push((await clinic.ticket(desk)).code);
    expect(codes).toEqual(['A-001', 'LAB-001', 'A-001', 'A-002']);
  });

  it.each(['Pacific/Kiritimati', 'Pacific/Pago_Pago'])("count for the day of the branch's own clock in %s", async (timeZone) => {
    const clinic = practice({ timeZone });
    const desk = await clinic.servicePoint('A');
    expect(await clinic.ticket(desk)).toMatchObject({ number: 1, localDate: dayIn(timeZone) });
  });

  it('begin again at 1 on the next day, with the numbers of the day before left as they are', async () => {
    const clinic = practice();
    const desk = await clinic.servicePoint('A');
    for (let arrived = 0; arrived < 3; arrived += 1) await clinic.ticket(desk);
    await owner.query('update queue_counters set local_date = local_date - 1 where service_point_id = $1', [toUuid('servicepoint', desk)]);
    await owner.query('update queue_tickets set local_date = local_date - 1 where service_point_id = $1', [toUuid('servicepoint', desk)]);
    expect(await clinic.ticket(desk)).toMatchObject({ number: 1, code: 'A-001' });
    const { rows } = await owner.query<{ code: string }>(
      'select code from queue_tickets where service_point_id = $1 order by created_at, id',
      [toUuid('servicepoint', desk)],
    );
    expect(rows.map(({ code }) => code)).toEqual(['A-001', 'A-002', 'A-003', 'A-001']);
  });

  it('are not used up by somebody who is refused', async () => {
    const clinic = practice();
    const desk = await clinic.servicePoint('A');
    const patientId = newId('patient');
    await clinic.ticket(desk, { patientId });
    expect((await clinic.serve('issueTicket', { servicePointId: desk, patientId })).userErrors).toMatchObject([{ code: 'TAKEN' }]);
    expect((await clinic.ticket(desk)).code).toBe('A-002');
  });
});

describe('who is next', () => {
  it('is decided by what each priority is worth, then by who came first', async () => {
    const clinic = practice();
    const desk = await clinic.servicePoint('A');
    const came = ['ROUTINE', 'APPOINTMENT', 'ROUTINE', 'PRIORITY', 'URGENT', 'EMERGENCY'];
    for (const priority of came) await clinic.ticket(desk, { priority });
    const { queue } = await clinic.ask<{ queue: { code: string; priority: string; ahead: number }[] }>(
      `query ($id: ID!) { queue(servicePointId: $id, branchId: "${clinic.branchId}") { code priority ahead } }`,
      { id: desk },
    );
    expect(queue.map(({ code, priority }) => `${code} ${priority}`)).toEqual([
      'A-006 EMERGENCY',
      'A-005 URGENT',
      'A-004 PRIORITY',
      'A-002 APPOINTMENT',
      'A-001 ROUTINE',
      'A-003 ROUTINE',
    ]);
    expect(queue.map(({ ahead }) => ahead)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('is whoever has waited longer than the priority of another is worth', async () => {
    const clinic = practice();
    const desk = await clinic.servicePoint('A', { weights: [{ priority: 'PRIORITY', minutes: 20 }] });
    const patient = await clinic.ticket(desk);
    await owner.query(
      "update queue_tickets set waiting_since = waiting_since - interval '21 minutes', order_at = order_at - interval '21 minutes' where id = $1",
      [toUuid('ticket', patient.id)],
    );
    await clinic.ticket(desk, { priority: 'PRIORITY' });
    expect((await clinic.serve('callNextTicket', { servicePointId: desk })).ticket?.code).toBe('A-001');
  });

  it('is decided by the weights that the service point had when they came', async () => {
    const clinic = practice();
    const desk = await clinic.servicePoint('A');
    const fields = 'servicePoint { version weights { priority minutes } }';
    await clinic.ticket(desk, { priority: 'URGENT' });
    const changed = await clinic.done<{ servicePoint: { weights: object[] } }>('updateServicePoint', fields, {
      id: desk,
      expectedVersion: 1,
      weights: [
        { priority: 'URGENT', minutes: 0 },
        { priority: 'ROUTINE', minutes: 5 },
      ],
    });
    expect(changed.servicePoint.weights).toEqual([
      { priority: 'ROUTINE', minutes: 5 },
      { priority: 'APPOINTMENT', minutes: 15 },
      { priority: 'PRIORITY', minutes: 20 },
      { priority: 'URGENT', minutes: 0 },
      { priority: 'EMERGENCY', minutes: 1440 },
    ]);
    await clinic.ticket(desk, { priority: 'ROUTINE' });
    await clinic.ticket(desk, { priority: 'URGENT' });
    const called: (string | undefined)[] = [];
    for (let desks = 0; desks < 3; desks += 1) called.push((await clinic.serve('callNextTicket', { servicePointId: desk })).ticket?.code);
    expect(called).toEqual(['A-001', 'A-002', 'A-003']);
  });
});

describe('a patient', () => {
  const anotherTicket = 'This patient stands in a queue already: transfer that ticket, or let them leave.';

  it('stands in one queue once, also when 20 desks ask at the same moment, at two branches', async () => {
    const clinic = practice();
    const lusaka = clinic.addBranch(newId('branch'), 'Africa/Lusaka');
    const desks = [await clinic.servicePoint('A'), await clinic.servicePoint('B'), await clinic.servicePoint('A', { branchId: lusaka })];
    const patientId = newId('patient');
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => clinic.serve('issueTicket', { servicePointId: desks[index % 3], patientId })),
    );
    expect(answers.filter(({ ticket }) => ticket !== null)).toHaveLength(1);
    for (const { ticket, userErrors } of answers)
      if (ticket === null) expect(userErrors).toMatchObject([{ code: 'TAKEN', message: anotherTicket }]);
  });

  it('can join again after leaving, being skipped or being served', async () => {
    const clinic = practice();
    const desk = await clinic.servicePoint('A');
    const patientId = newId('patient');
    for (const steps of [['leaveQueue'], ['callNextTicket', 'skipTicket'], ['callNextTicket', 'startTicket', 'finishTicket']]) {
      const { id } = await clinic.ticket(desk, { patientId });
      for (const step of steps)
        expect((await clinic.serve(step, step === 'callNextTicket' ? { servicePointId: desk } : { id })).userErrors).toEqual([]);
    }
    expect((await clinic.ticket(desk, { patientId })).code).toBe('A-004');
  });

  it('can be nobody whom the house knows, as often as they come', async () => {
    const clinic = practice();
    const desk = await clinic.servicePoint('A');
    expect([(await clinic.ticket(desk)).code, (await clinic.ticket(desk)).code]).toEqual(['A-001', 'A-002']);
  });
});

describe('an appointment', () => {
  interface Received {
    readonly appointment: { readonly status: string; readonly checkedInAt: string | null } | null;
    readonly ticket:
      (Ticket & { readonly patient: { id: string }; readonly practitioner: { id: string }; readonly appointment: { id: string } }) | null;
    readonly userErrors: readonly Refused[];
  }
  const receivedFields =
    'appointment { status checkedInAt } ticket { code status priority patient { id } practitioner { id } appointment { id } }';

  /** Hours and visits around now: a visit that begins a little later, on the day of the branch. */
  async function withVisit() {
    const clinic = practice({ timeZone: zoneByDay() });
    const serviceId = await clinic.service({ durationMinutes: 5, alignmentMinutes: 1 });
    const practitionerId = await clinic.practitioner([serviceId]);
    await clinic.hours({ practitionerId }, { from: '00:00', until: '00:00' });
    const desk = await clinic.servicePoint('A');
    const book = async (startsAt: string, patientId = newId('patient')) => {
      const visit = { branchId: clinic.branchId, patientId, serviceId, practitionerId, startsAt };
      const { appointment, userErrors } = await clinic.run<Booked>('bookAppointment', bookedFields, visit);
      if (!appointment) throw new Error(JSON.stringify(userErrors));
      return { ...appointment, patientId };
    };
    const soon = () => new Date(Math.ceil(Date.now() / 60_000) * 60_000 + 60_000).toISOString();
    const receive = (appointment: { id: string; version: number }, more: object = {}, context = clinic.context) =>
      clinic.run<Received>(
        'checkInAppointment',
        receivedFields,
        { id: appointment.id, expectedVersion: appointment.version, servicePointId: desk, ...more },
        context,
      );
    return { clinic, desk, practitionerId, book, soon, receive };
  }

  it('joins the queue of those who walk in, a little further ahead', async () => {
    const { clinic, desk, practitionerId, book, soon, receive } = await withVisit();
    await clinic.ticket(desk);
    const visit = await book(soon());
    expect(await receive(visit)).toMatchObject({
      appointment: { status: 'CHECKED_IN', checkedInAt: expect.any(String) as string },
      ticket: {
        code: 'A-002',
        status: 'WAITING',
        priority: 'APPOINTMENT',
        patient: { id: visit.patientId },
        practitioner: { id: practitionerId },
        appointment: { id: visit.id },
      },
      userErrors: [],
    });
    expect((await clinic.serve('callNextTicket', { servicePointId: desk })).ticket?.code).toBe('A-002');
  });

  it('is received on its day only', async () => {
    const { book, receive, clinic } = await withVisit();
    const visit = await book(clinic.at(1, '12:00'));
    expect(await receive(visit)).toMatchObject({
      appointment: null,
      ticket: null,
      userErrors: [{ code: 'WRONG_STATE', message: `The visit is on ${clinic.day(1)}: patients are received on that day.` }],
    });
    expect(
      (await clinic.ask<{ appointment: object }>('query ($id: ID!) { appointment(id: $id) { status } }', { id: visit.id })).appointment,
    ).toEqual({ status: 'BOOKED' });
  });

  it('is received once, and without a queue when none is named', async () => {
    const { book, soon, receive } = await withVisit();
    const visit = await book(soon());
    expect(await receive(visit, { servicePointId: null })).toMatchObject({
      appointment: { status: 'CHECKED_IN' },
      ticket: null,
      userErrors: [],
    });
    expect((await receive({ ...visit, version: visit.version + 1 })).userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
    expect((await receive(visit)).userErrors).toMatchObject([{ code: 'STALE_VERSION' }]);
  });

  it('of somebody who stands in a queue already is not received by half', async () => {
    const { clinic, desk, book, soon, receive } = await withVisit();
    const visit = await book(soon());
    await clinic.ticket(desk, { patientId: visit.patientId });
    expect(await receive(visit)).toMatchObject({ appointment: null, ticket: null, userErrors: [{ code: 'TAKEN' }] });
    expect(
      (await clinic.ask<{ appointment: object }>('query ($id: ID!) { appointment(id: $id) { status } }', { id: visit.id })).appointment,
    ).toEqual({ status: 'BOOKED' });
  });

  it('joins a queue of its own branch that is open, and no other', async () => {
    const { clinic, desk, book, soon, receive } = await withVisit();
    const lusaka = clinic.addBranch(newId('branch'), 'Africa/Lusaka');
    const elsewhere = await clinic.servicePoint('A', { branchId: lusaka });
    await clinic.done('updateServicePoint', 'servicePoint { id }', { id: desk, expectedVersion: 1, active: false });
    const visit = await book(soon());
    const refused = [{ code: 'NOT_FOUND', message: "There is no such service point at the appointment's branch that is open." }];
    for (const servicePointId of [desk, elsewhere, newId('servicepoint')])
      expect((await receive(visit, { servicePointId })).userErrors).toEqual(refused);
  });

  it('that is called off leaves the queue, also when it was skipped', async () => {
    const { clinic, desk, book, soon, receive } = await withVisit();
    const waiting = await receive(await book(soon()));
    const skipped = await receive(await book(new Date(Date.parse(soon()) + 600_000).toISOString()));
    await clinic.serve('callNextTicket', { servicePointId: desk });
    await clinic.serve('callNextTicket', { servicePointId: desk });
    const ids = await owner.query<{ id: string; appointment_id: string; code: string }>(
      'select id, appointment_id, code from queue_tickets where service_point_id = $1 order by number',
      [toUuid('servicepoint', desk)],
    );
    expect(ids.rows.map(({ code }) => code)).toEqual([waiting.ticket?.code, skipped.ticket?.code]);
    const { queue } = await clinic.ask<{ queue: { id: string; appointment: { id: string; version: number } }[] }>(
      `{ queue(branchId: "${clinic.branchId}") { id appointment { id version } } }`,
    );
    await clinic.serve('skipTicket', { id: queue[1]?.id });
    for (const { appointment } of queue) {
      await clinic.done('cancelAppointment', 'appointment { id }', {
        id: appointment.id,
        expectedVersion: appointment.version,
        by: 'PATIENT',
        reason: 'Feels better',
      });
    }
    const { rows } = await owner.query<{ status: string }>('select status from queue_tickets where service_point_id = $1', [
      toUuid('servicepoint', desk),
    ]);
    expect(rows.map(({ status }) => status)).toEqual(['LEFT', 'LEFT']);
  });

  it('of another tenant or branch is not there', async () => {
    const { clinic, book, soon, receive } = await withVisit();
    const visit = await book(soon());
    const missing = [{ code: 'NOT_FOUND', message: 'There is no such appointment at the branches where you may do this.' }];
    const permissions = ['appointments:book', 'appointments:read', 'queue:read', 'schedules:read'];
    const elsewhere = contextOf({ tenant: clinic.tenant, permissions, branches: [clinic.addBranch(newId('branch'), 'Africa/Lusaka')] });
    const stranger = contextOf({ tenant: testTenant('copperbelt'), permissions });
    for (const context of [elsewhere, stranger]) expect((await receive(visit, {}, context)).userErrors).toEqual(missing);
  });
});

describe('a number is refused', () => {
  it('at a service point that is not there or is closed, and for a patient who is not there or whose record was deleted', async () => {
    const clinic = practice();
    const desk = await clinic.servicePoint('A');
    const ask = (input: object, context = clinic.context) => clinic.serve('issueTicket', { servicePointId: desk, ...input }, context);
    const missing = { code: 'NOT_FOUND', message: 'There is no such service point at the branches where you may do this.' };
    expect((await ask({ servicePointId: newId('servicepoint') })).userErrors).toEqual([missing]);
    const patientId = newId('patient');
    neighbours.missing.add(patientId);
    for (const absent of [patientId, clinic.deletedPatient()]) {
      const { ticket, userErrors } = await ask({ patientId: absent });
      expect({ ticket, userErrors }).toEqual({ ticket: null, userErrors: [{ code: 'NOT_FOUND', message: 'There is no such patient.' }] });
    }
    await clinic.done('updateServicePoint', 'servicePoint { id }', { id: desk, expectedVersion: 1, active: false });
    expect((await ask({})).userErrors).toEqual([{ code: 'WRONG_STATE', message: 'This service point is closed.' }]);
  });

  it('to whoever may not give it out: another tenant, another branch, without the permission', async () => {
    const clinic = practice();
    const desk = await clinic.servicePoint('A');
    const lusaka = clinic.addBranch(newId('branch'), 'Africa/Lusaka');
    const permissions = ['queue:read', 'queue:serve'];
    const denied = [
      contextOf({ tenant: testTenant('copperbelt'), permissions }),
      contextOf({ tenant: clinic.tenant, permissions, branches: [lusaka] }),
      contextOf({ tenant: clinic.tenant, permissions, branch: lusaka }),
    ];
    for (const context of denied)
      expect((await clinic.serve('issueTicket', { servicePointId: desk }, context)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    await expect(
      clinic.serve('issueTicket', { servicePointId: desk }, contextOf({ tenant: clinic.tenant, permissions: ['queue:read'] })),
    ).rejects.toThrow('FORBIDDEN');
    expect((await owner.query('select 1 from queue_counters where service_point_id = $1', [toUuid('servicepoint', desk)])).rows).toEqual(
      [],
    );
  });
});

describe('a service point', () => {
  const create = (clinic: Practice, input: object, context = clinic.context) =>
    clinic.run<{ servicePoint: { id: string } | null }>(
      'createServicePoint',
      'servicePoint { id }',
      { branchId: clinic.branchId, name: 'Registration', prefix: 'A', ...input },
      context,
    );

  it.each([
    [{ name: '  ' }, 'REQUIRED', 'A service point needs a name.'],
    [{ prefix: 'a' }, 'INVALID', 'A prefix is 1 to 3 letters of A to Z.'],
    [{ prefix: 'ABCD' }, 'INVALID', 'A prefix is 1 to 3 letters of A to Z.'],
    [{ expectedMinutes: 0 }, 'INVALID', 'Serving takes 1 to 480 minutes.'],
    [{ undoSeconds: 3601 }, 'INVALID', 'A step can be undone for 0 to 3600 seconds.'],
    [{ weights: [{ priority: 'URGENT', minutes: 1441 }] }, 'INVALID', 'A priority is worth 0 to 1440 minutes.'],
  ])('is refused with %j', async (input, code, message) => {
    expect(await create(practice(), input)).toEqual({ servicePoint: null, userErrors: [{ code, message }] });
  });

  it('has letters of its own at its branch', async () => {
    const clinic = practice();
    await clinic.servicePoint('A');
    expect((await create(clinic, {})).userErrors).toEqual([
      { code: 'TAKEN', message: 'Another service point of the branch has these letters.' },
    ]);
    const lusaka = clinic.addBranch(newId('branch'), 'Africa/Lusaka');
    expect((await create(clinic, { branchId: lusaka })).userErrors).toEqual([]);
  });

  it('is changed field by field, by who has read it as it is', async () => {
    const clinic = practice();
    const id = await clinic.servicePoint('A');
    const update = (input: object, context = clinic.context) =>
      clinic.run<{ servicePoint: object | null }>(
        'updateServicePoint',
        'servicePoint { name active expectedMinutes undoSeconds version }',
        { id, expectedVersion: 1, ...input },
        context,
      );
    expect((await update({ expectedMinutes: 481 })).userErrors).toMatchObject([{ code: 'INVALID' }]);
    expect((await update({ name: ' Triage ' })).servicePoint).toEqual({
      name: 'Triage',
      active: true,
      expectedMinutes: 10,
      undoSeconds: 120,
      version: 2,
    });
    expect((await update({ active: false })).userErrors).toMatchObject([{ code: 'STALE_VERSION' }]);
    const stranger = contextOf({ tenant: testTenant('copperbelt'), permissions: ['schedules:manage', 'queue:read'] });
    const elsewhere = contextOf({ tenant: clinic.tenant, permissions: ['schedules:manage', 'queue:read'], branches: [newId('branch')] });
    const missing = [{ code: 'NOT_FOUND', message: 'There is no such service point at the branches where you may do this.' }];
    for (const context of [stranger, elsewhere])
      expect((await update({ expectedVersion: 2, active: false }, context)).userErrors).toEqual(missing);
    await expect(update({}, contextOf({ tenant: clinic.tenant, permissions: ['queue:read', 'queue:serve'] }))).rejects.toThrow('FORBIDDEN');
  });

  it('is made at a branch of the caller only', async () => {
    const clinic = practice();
    const elsewhere = contextOf({ tenant: clinic.tenant, permissions: ['schedules:manage', 'queue:read'], branches: [newId('branch')] });
    expect((await create(clinic, {}, elsewhere)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect((await create(clinic, { branchId: null })).userErrors).toEqual([
      { code: 'REQUIRED', message: 'Say at which branch: send branchId, or the header X-Branch-ID.' },
    ]);
  });

  it('and its tickets are seen at their branch only', async () => {
    const clinic = practice();
    const desk = await clinic.servicePoint('A');
    const { id } = await clinic.ticket(desk);
    const look = (context = clinic.context) =>
      clinic.ask<{ servicePoints: object[]; queue: object[]; queueTicket: object | null }>(
        'query ($branchId: ID!, $id: ID!) { servicePoints(branchId: $branchId) { prefix } queue(branchId: $branchId) { code } queueTicket(id: $id) { code } }',
        { branchId: clinic.branchId, id },
        context,
      );
    expect(await look()).toEqual({ servicePoints: [{ prefix: 'A' }], queue: [{ code: 'A-001' }], queueTicket: { code: 'A-001' } });
    const permissions = ['queue:read'];
    const denied = [
      contextOf({ tenant: testTenant('copperbelt'), permissions }),
      contextOf({ tenant: clinic.tenant, permissions, branches: [newId('branch')] }),
    ];
    for (const context of denied) expect(await look(context)).toEqual({ servicePoints: [], queue: [], queueTicket: null });
    await expect(look(contextOf({ tenant: clinic.tenant, permissions: ['appointments:read'] }))).rejects.toThrow('FORBIDDEN');
  });
});
