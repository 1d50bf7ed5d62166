import type pg from 'pg';
import { InProcessTransport } from '#kernel/events/transport.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { startBackground, type Background } from '#kernel/jobs/background.js';
import { eventually } from '#kernel/testing/eventually.js';
import { contextOf, testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { scheduling } from '../index.js';
import { openBehindTheGraph } from '../testing/behind-the-graph.js';
import { bookedFields, openScheduling, Practice, zoneByDay, type Booked, type PracticeOptions, type Ticket } from '../testing/practice.js';

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

/** A clinic with a desk, and the steps that a ticket can take there. */
async function clinicWithDesk(options: PracticeOptions = {}, desk: object = {}) {
  const clinic = new Practice(subgraph, neighbours, { timeZone: zoneByDay(), ...options });
  const servicePointId = await clinic.servicePoint('A', desk);
  const call = (input: object = {}) => clinic.serve('callNextTicket', { servicePointId, ...input });
  const take =
    (step: string) =>
    (id: string, input: object = {}) =>
      clinic.serve(step, { id, ...input });
  return {
    clinic,
    servicePointId,
    call,
    recall: take('recallTicket'),
    skip: take('skipTicket'),
    start: take('startTicket'),
    finish: take('finishTicket'),
    leave: take('leaveQueue'),
    undo: take('undoTicket'),
    transfer: (id: string, to: string) => clinic.serve('transferTicket', { id, servicePointId: to }),
    look: async (id: string, fields = 'status timesCalled startedAt finishedAt undoUntil') =>
      (await clinic.ask<{ queueTicket: Record<string, unknown> }>(`query ($id: ID!) { queueTicket(id: $id) { ${fields} } }`, { id }))
        .queueTicket,
    /** As if so many minutes had gone by since the ticket's last step. */
    age: (id: string, minutes: number) =>
      owner.query(
        `update queue_tickets set undo_until = undo_until - $2 * interval '1 minute', called_at = called_at - $2 * interval '1 minute', started_at = started_at - $2 * interval '1 minute',
          finished_at = finished_at - $2 * interval '1 minute', updated_at = updated_at - $2 * interval '1 minute' where id = $1`,
        [toUuid('ticket', id), minutes],
      ),
  };
}

/** A visit of today that the patient was received for, standing in the queue. */
async function received({ clinic, servicePointId }: { clinic: Practice; servicePointId: string }) {
  const serviceId = await clinic.service({ durationMinutes: 5, alignmentMinutes: 1 });
  const practitionerId = await clinic.practitioner([serviceId]);
  await clinic.hours({ practitionerId }, { from: '00:00', until: '00:00' });
  const startsAt = new Date(Math.ceil(Date.now() / 60_000) * 60_000 + 60_000).toISOString();
  const { appointment } = await clinic.done<Booked>('bookAppointment', bookedFields, {
    branchId: clinic.branchId,
    patientId: newId('patient'),
    serviceId,
    practitionerId,
    startsAt,
  });
  const input = { id: appointment?.id, expectedVersion: appointment?.version, servicePointId };
  const { ticket } = await clinic.done<{ ticket: Ticket }>('checkInAppointment', 'ticket { id code }', input);
  const visit = async () =>
    (
      await clinic.ask<{ appointment: { status: string; fulfilledAt: string | null; history: { kind: string; status: string }[] } }>(
        'query ($id: ID!) { appointment(id: $id) { status fulfilledAt history { kind status } } }',
        { id: appointment?.id },
      )
    ).appointment;
  return { appointmentId: appointment?.id ?? '', practitionerId, ticket, visit };
}

const wrongState = (message: string) => ({ ticket: null, userErrors: [{ code: 'WRONG_STATE', message }] });
const gone = wrongState('There is nothing to undo any more: the time for it is over.');

describe('calling', () => {
  it('reaches everybody once, however many desks call at the same moment', async () => {
    const { clinic, servicePointId, call } = await clinicWithDesk();
    for (let arrived = 0; arrived < 20; arrived += 1) await clinic.ticket(servicePointId);
    const called = await Promise.all(Array.from({ length: 20 }, () => call()));
    expect(called.map(({ ticket }) => ticket?.number).sort((a, b) => (a ?? 0) - (b ?? 0))).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
    expect(await call()).toEqual({ ticket: null, userErrors: [] });
  });

  it('says to which room, and by whom', async () => {
    const { clinic, servicePointId, call, look } = await clinicWithDesk();
    const [resourceId, practitionerId] = [await clinic.room({ name: 'Room 7' }), await clinic.practitioner([])];
    const { id } = await clinic.ticket(servicePointId);
    expect((await call({ resourceId, practitionerId })).ticket).toMatchObject({ id, status: 'CALLED', timesCalled: 1 });
    expect(await look(id, 'resource { name } practitioner { id } calledAt')).toEqual({
      resource: { name: 'Room 7' },
      practitioner: { id: practitionerId },
      calledAt: expect.any(String) as string,
    });
  });

  it('by a practitioner leaves those who have an appointment with another', async () => {
    const desk = await clinicWithDesk();
    const { practitionerId, ticket } = await received(desk);
    const other = await desk.clinic.practitioner([], { name: 'Dr Banda' });
    expect(await desk.call({ practitionerId: other })).toEqual({ ticket: null, userErrors: [] });
    const walkIn = await desk.clinic.ticket(desk.servicePointId);
    expect((await desk.call({ practitionerId: other })).ticket?.id).toBe(walkIn.id);
    expect((await desk.call({ practitionerId })).ticket?.id).toBe(ticket.id);
  });

  it('is refused at what is not there', async () => {
    const { clinic, servicePointId, call } = await clinicWithDesk();
    await clinic.ticket(servicePointId);
    const lusaka = clinic.addBranch(newId('branch'), 'Africa/Lusaka');
    const refused = (message: string) => ({ ticket: null, userErrors: [{ code: 'NOT_FOUND', message }] });
    expect(await call({ servicePointId: newId('servicepoint') })).toEqual(
      refused('There is no such service point at the branches where you may do this.'),
    );
    expect(await call({ resourceId: await clinic.room({ branchId: lusaka }) })).toEqual(
      refused('There is no such room or desk at this branch.'),
    );
    expect(await call({ practitionerId: newId('practitioner') })).toEqual(refused('There is no such practitioner.'));
  });
});

describe('a ticket', () => {
  it('is called, called again, started and finished', async () => {
    const { clinic, servicePointId, call, recall, start, look } = await clinicWithDesk();
    const { id } = await clinic.ticket(servicePointId);
    await call();
    expect((await recall(id)).ticket).toMatchObject({ status: 'CALLED', timesCalled: 2 });
    expect((await start(id)).ticket).toMatchObject({ status: 'SERVING' });
    expect(await clinic.run('finishTicket', 'ticket { status } appointment { id }', { id })).toEqual({
      ticket: { status: 'FINISHED' },
      appointment: null,
      userErrors: [],
    });
    expect(await look(id)).toMatchObject({ startedAt: expect.any(String) as string, finishedAt: expect.any(String) as string });
  });

  it('that was skipped can be called again', async () => {
    const { clinic, servicePointId, call, recall, skip } = await clinicWithDesk();
    const { id } = await clinic.ticket(servicePointId);
    await call();
    expect((await skip(id)).ticket).toMatchObject({ status: 'SKIPPED' });
    expect(await call()).toEqual({ ticket: null, userErrors: [] });
    expect((await recall(id)).ticket).toMatchObject({ status: 'CALLED', timesCalled: 2 });
  });

  it('that was skipped is not called again once its patient has another', async () => {
    const { clinic, servicePointId, call, recall, skip, transfer, undo } = await clinicWithDesk();
    const patientId = newId('patient');
    const laboratory = await clinic.servicePoint('LAB');
    const { id } = await clinic.ticket(servicePointId, { patientId });
    await call();
    await skip(id);
    await clinic.ticket(servicePointId, { patientId });
    const taken = { ticket: null, userErrors: [{ code: 'TAKEN', message: 'The patient stands in a queue by another ticket by now.' }] };
    expect(await recall(id)).toEqual(taken);
    expect(await transfer(id, laboratory)).toEqual(taken);
    expect(await undo(id)).toEqual(taken);
  });

  it('goes no way that there is not, and says which there are', async () => {
    const { clinic, servicePointId, call, recall, skip, start, finish, leave } = await clinicWithDesk();
    const { id, code } = await clinic.ticket(servicePointId);
    expect(await recall(id)).toEqual(wrongState('It was not called yet: call the next ticket.'));
    expect(await skip(id)).toEqual(wrongState(`The ticket ${code} is WAITING and cannot become SKIPPED: it can become CALLED, LEFT.`));
    expect(await start(id)).toEqual(wrongState(`The ticket ${code} is WAITING and cannot become SERVING: it can become CALLED, LEFT.`));
    await call();
    expect(await finish(id)).toEqual(
      wrongState(`The ticket ${code} is CALLED and cannot become FINISHED: it can become SERVING, SKIPPED, LEFT, WAITING.`),
    );
    await start(id);
    expect(await recall(id)).toEqual(
      wrongState(`The ticket ${code} is SERVING and cannot become CALLED: it can become FINISHED, WAITING, LEFT.`),
    );
    await finish(id);
    expect(await leave(id)).toEqual(wrongState(`The ticket ${code} is FINISHED and cannot become LEFT: nothing follows that.`));
    expect(await start(newId('ticket'))).toEqual({
      ticket: null,
      userErrors: [{ code: 'NOT_FOUND', message: 'There is no such ticket at the branches where you may do this.' }],
    });
  });

  it('of another tenant or branch is not there, and nobody serves it without the permission', async () => {
    const { clinic, servicePointId, look } = await clinicWithDesk();
    const laboratory = await clinic.servicePoint('LAB');
    const { id } = await clinic.ticket(servicePointId);
    const permissions = ['queue:read', 'queue:serve'];
    const denied = [
      contextOf({ tenant: testTenant('copperbelt'), permissions }),
      contextOf({ tenant: clinic.tenant, permissions, branches: [newId('branch')] }),
    ];
    const steps: [string, object][] = [
      ['callNextTicket', { servicePointId }],
      ['transferTicket', { id, servicePointId: laboratory }],
      ...['recallTicket', 'skipTicket', 'startTicket', 'finishTicket', 'leaveQueue', 'undoTicket'].map((step): [string, object] => [
        step,
        { id },
      ]),
    ];
    for (const [step, input] of steps) {
      for (const context of denied) expect((await clinic.serve(step, input, context)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
      await expect(clinic.serve(step, input, contextOf({ tenant: clinic.tenant, permissions: ['queue:read'] }))).rejects.toThrow(
        'FORBIDDEN',
      );
    }
    expect(await look(id)).toMatchObject({ status: 'WAITING', timesCalled: 0 });
  });
});

describe('a transfer', () => {
  it('keeps the number and the time since when somebody waits', async () => {
    const { clinic, servicePointId, transfer } = await clinicWithDesk();
    const laboratory = await clinic.servicePoint('LAB');
    const { id, code, waitingSince } = await clinic.ticket(servicePointId);
    expect((await transfer(id, laboratory)).ticket).toMatchObject({
      code,
      waitingSince,
      status: 'WAITING',
      servicePoint: { id: laboratory },
    });
  });

  it("takes the place that the other queue's weights give", async () => {
    const { clinic, servicePointId, transfer } = await clinicWithDesk({}, { weights: [{ priority: 'URGENT', minutes: 0 }] });
    const laboratory = await clinic.servicePoint('LAB', {
      weights: [
        { priority: 'PRIORITY', minutes: 30 },
        { priority: 'URGENT', minutes: 90 },
      ],
    });
    const urgent = await clinic.ticket(servicePointId, { priority: 'URGENT' });
    await clinic.ticket(laboratory);
    await clinic.ticket(laboratory, { priority: 'PRIORITY' });
    await transfer(urgent.id, laboratory);
    const called: (string | undefined)[] = [];
    for (let turn = 0; turn < 3; turn += 1)
      called.push((await clinic.serve('callNextTicket', { servicePointId: laboratory })).ticket?.code);
    expect(called).toEqual(['A-001', 'LAB-002', 'LAB-001']);
  });

  it('sends on who was called or served, to be called there by anybody', async () => {
    const { clinic, servicePointId, call, start, transfer, look } = await clinicWithDesk();
    const laboratory = await clinic.servicePoint('LAB');
    const [nurse, doctor] = [await clinic.practitioner([], { name: 'Nurse Tembo' }), await clinic.practitioner([], { name: 'Dr Oyuun' })];
    const { id } = await clinic.ticket(servicePointId);
    await call({ practitionerId: nurse, resourceId: await clinic.room() });
    await start(id);
    await transfer(id, laboratory);
    expect(await look(id, 'status practitioner { id } resource { id }')).toEqual({ status: 'WAITING', practitioner: null, resource: null });
    expect((await clinic.serve('callNextTicket', { servicePointId: laboratory, practitionerId: doctor })).ticket?.id).toBe(id);
  });

  it('leaves who has an appointment with its practitioner', async () => {
    const desk = await clinicWithDesk();
    const { practitionerId, ticket } = await received(desk);
    const consulting = await desk.clinic.servicePoint('C');
    await desk.call();
    await desk.transfer(ticket.id, consulting);
    expect(await desk.look(ticket.id, 'practitioner { id }')).toEqual({ practitioner: { id: practitionerId } });
  });

  it('leaves the figures of the first queue its own, until it is undone', async () => {
    const { clinic, servicePointId, call, start, transfer, undo } = await clinicWithDesk();
    const laboratory = await clinic.servicePoint('LAB');
    const { id, localDate } = await clinic.ticket(servicePointId);
    await owner.query(
      "update queue_tickets set waiting_since = waiting_since - interval '20 minutes', joined_at = joined_at - interval '20 minutes' where id = $1",
      [toUuid('ticket', id)],
    );
    const figures = async () => {
      const text =
        'query ($branchId: ID!, $day: Date!) { schedulingReport(branchId: $branchId, from: $day, until: $day) { waiting { servicePoint { name } called meanMinutes } } }';
      const { schedulingReport } = await clinic.ask<{
        schedulingReport: { waiting: { servicePoint: { name: string }; called: number; meanMinutes: number | null }[] };
      }>(text, { branchId: clinic.branchId, day: localDate });
      return schedulingReport.waiting.map(({ servicePoint, called, meanMinutes }) => [
        servicePoint.name,
        called,
        meanMinutes && Math.round(meanMinutes),
      ]);
    };
    await call();
    await start(id);
    await transfer(id, laboratory);
    expect(await figures()).toEqual([
      ['Desk A', 1, 20],
      ['Desk LAB', 0, null],
    ]);
    expect((await undo(id)).ticket).toMatchObject({ status: 'SERVING', timesCalled: 1 });
    expect(await figures()).toEqual([['Desk A', 1, 20]]);
    await transfer(id, laboratory);
    await clinic.serve('callNextTicket', { servicePointId: laboratory });
    expect(await figures()).toEqual([
      ['Desk A', 1, 20],
      ['Desk LAB', 1, 0],
    ]);
  });

  it('tells both queues', async () => {
    const { clinic, servicePointId, transfer, undo } = await clinicWithDesk();
    const laboratory = await clinic.servicePoint('LAB');
    const { id, code } = await clinic.ticket(servicePointId);
    await transfer(id, laboratory);
    await undo(id);
    const { rows } = await owner.query<{ type: string; data: object }>(
      'select type, data from outbox where subject = $1 order by position',
      [id],
    );
    expect(rows).toEqual([
      { type: 'queue_ticket.issued', data: { code, status: 'WAITING', servicePointId } },
      {
        type: 'queue_ticket.updated',
        data: { code, status: 'WAITING', servicePointId: laboratory, previousServicePointId: servicePointId },
      },
      { type: 'queue_ticket.updated', data: { code, status: 'WAITING', servicePointId, previousServicePointId: laboratory } },
    ]);
  });

  it('goes to another open queue of the same branch', async () => {
    const { clinic, servicePointId, call, start, finish, transfer } = await clinicWithDesk();
    const lusaka = clinic.addBranch(newId('branch'), 'Africa/Lusaka');
    const [abroad, closed] = [await clinic.servicePoint('A', { branchId: lusaka }), await clinic.servicePoint('Z')];
    await clinic.done('updateServicePoint', 'servicePoint { id }', { id: closed, expectedVersion: 1, active: false });
    const { id } = await clinic.ticket(servicePointId);
    const missing = {
      ticket: null,
      userErrors: [{ code: 'NOT_FOUND', message: 'There is no such service point at this branch that is open.' }],
    };
    for (const to of [abroad, closed, newId('servicepoint')]) expect(await transfer(id, to)).toEqual(missing);
    expect(await transfer(id, servicePointId)).toEqual({
      ticket: null,
      userErrors: [{ code: 'INVALID', message: 'It is in that queue already.' }],
    });
    await call();
    await start(id);
    await finish(id);
    expect((await transfer(id, await clinic.servicePoint('LAB'))).userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
  });
});

describe('undo', () => {
  it('takes back each step, with all that it changed', async () => {
    const { clinic, servicePointId, call, recall, skip, start, finish, leave, undo, look } = await clinicWithDesk();
    const resourceId = await clinic.room();
    const { id } = await clinic.ticket(servicePointId);
    const fields = 'status timesCalled calledAt startedAt finishedAt resource { id } practitioner { id } servicePoint { id }';
    const steps: (() => Promise<unknown>)[] = [
      () => call({ resourceId }),
      () => recall(id),
      () => skip(id),
      () => recall(id),
      () => start(id),
      () => finish(id),
    ];
    for (const step of steps) {
      const before = await look(id, fields);
      await step();
      expect(await look(id, fields)).not.toEqual(before);
      expect((await undo(id)).userErrors).toEqual([]);
      expect(await look(id, fields)).toEqual(before);
      expect(await undo(id)).toEqual(gone);
      await step();
    }
    const other = await clinic.ticket(servicePointId);
    await leave(other.id);
    expect((await undo(other.id)).ticket).toMatchObject({ status: 'WAITING' });
  });

  it('brings back who was transferred, to the place that they had, wherever they waited', async () => {
    const { clinic, servicePointId, call, transfer, undo, look } = await clinicWithDesk();
    const [laboratory, pharmacy] = [await clinic.servicePoint('LAB'), await clinic.servicePoint('P')];
    const { id } = await clinic.ticket(servicePointId);
    await transfer(id, laboratory);
    expect((await undo(id)).ticket).toMatchObject({ status: 'WAITING', servicePoint: { id: servicePointId } });
    await call();
    await transfer(id, laboratory);
    await transfer(id, pharmacy);
    expect((await undo(id)).ticket).toMatchObject({ status: 'WAITING', servicePoint: { id: laboratory } });
    expect(await undo(id)).toEqual(gone);
    expect(await look(id, 'ahead')).toEqual({ ahead: 0 });
  });

  it('is refused when the time for it is over, and where none is given', async () => {
    const { clinic, servicePointId, call, undo, age, look } = await clinicWithDesk();
    const hasty = await clinic.servicePoint('H', { undoSeconds: 0 });
    const { id } = await clinic.ticket(servicePointId);
    expect(await undo(id)).toEqual(gone);
    await call();
    await age(id, 2);
    expect(await undo(id)).toEqual(gone);
    expect(await look(id)).toMatchObject({ status: 'CALLED' });
    const other = await clinic.ticket(hasty);
    await clinic.serve('callNextTicket', { servicePointId: hasty });
    expect(await undo(other.id)).toEqual(gone);
  });

  it('happens once, however many ask for it at the same moment', async () => {
    const { clinic, servicePointId, call, recall, undo, look } = await clinicWithDesk();
    const { id } = await clinic.ticket(servicePointId);
    await call();
    await recall(id);
    const undone = await Promise.all(Array.from({ length: 10 }, () => undo(id)));
    expect(undone.filter(({ ticket }) => ticket !== null)).toHaveLength(1);
    expect(await look(id, 'status timesCalled')).toEqual({ status: 'CALLED', timesCalled: 1 });
  });

  it('does not bring back who stands in another queue by now', async () => {
    const { clinic, servicePointId, leave, undo } = await clinicWithDesk();
    const patientId = newId('patient');
    const { id } = await clinic.ticket(servicePointId, { patientId });
    await leave(id);
    const { id: another } = await clinic.ticket(await clinic.servicePoint('LAB'), { patientId });
    expect(await undo(id)).toEqual({
      ticket: null,
      userErrors: [{ code: 'TAKEN', message: 'The patient stands in a queue by another ticket by now.' }],
    });
    await leave(another);
    expect((await undo(id)).ticket).toMatchObject({ status: 'WAITING' });
  });
});

describe('finishing somebody with an appointment', () => {
  const served = async (desk: Awaited<ReturnType<typeof clinicWithDesk>>) => {
    const visit = await received(desk);
    await desk.call();
    await desk.start(visit.ticket.id);
    return visit;
  };
  const finish = ({ clinic }: { clinic: Practice }, id: string, more: object = {}) =>
    clinic.run<{ appointment: { id: string; status: string } | null }>('finishTicket', 'ticket { status } appointment { id status }', {
      id,
      ...more,
    });

  it('fulfils it', async () => {
    const desk = await clinicWithDesk();
    const { ticket, appointmentId, visit } = await served(desk);
    expect(await finish(desk, ticket.id)).toEqual({
      ticket: { status: 'FINISHED' },
      appointment: { id: appointmentId, status: 'FULFILLED' },
      userErrors: [],
    });
    expect(await visit()).toMatchObject({ status: 'FULFILLED', fulfilledAt: expect.any(String) as string });
  });

  it('leaves it as it is when told to', async () => {
    const desk = await clinicWithDesk();
    const { ticket, visit } = await served(desk);
    expect(await finish(desk, ticket.id, { fulfillAppointment: false })).toEqual({
      ticket: { status: 'FINISHED' },
      appointment: null,
      userErrors: [],
    });
    expect(await visit()).toMatchObject({ status: 'CHECKED_IN', fulfilledAt: null });
    expect((await desk.undo(ticket.id)).ticket).toMatchObject({ status: 'SERVING' });
    expect(await visit()).toMatchObject({ status: 'CHECKED_IN' });
  });

  it('goes before or after calling it off at the same moment, and never halfway', async () => {
    for (let round = 0; round < 5; round += 1) {
      const desk = await clinicWithDesk();
      const { ticket, appointmentId, visit } = await served(desk);
      const { appointment } = await desk.clinic.ask<{ appointment: { version: number } }>(
        'query ($id: ID!) { appointment(id: $id) { version } }',
        { id: appointmentId },
      );
      const calledOff = { id: appointmentId, expectedVersion: appointment.version, by: 'PROVIDER', reason: 'Emergency' };
      await Promise.all([finish(desk, ticket.id), desk.clinic.run('cancelAppointment', 'appointment { id }', calledOff)]);
      const outcome = [(await visit()).status, (await desk.look(ticket.id))['status']].join(' ');
      expect(['FULFILLED FINISHED', 'CANCELLED LEFT']).toContain(outcome);
    }
  });

  it('is undone together with the visit, and the history says so', async () => {
    const desk = await clinicWithDesk();
    const { ticket, visit } = await served(desk);
    await finish(desk, ticket.id);
    expect((await desk.undo(ticket.id)).ticket).toMatchObject({ status: 'SERVING' });
    expect(await visit()).toEqual({
      status: 'CHECKED_IN',
      fulfilledAt: null,
      history: [
        { kind: 'BOOKED', status: 'BOOKED' },
        { kind: 'CHECKED_IN', status: 'CHECKED_IN' },
        { kind: 'FULFILLED', status: 'FULFILLED' },
        { kind: 'REOPENED', status: 'CHECKED_IN' },
      ],
    });
    expect((await finish(desk, ticket.id)).appointment).toMatchObject({ status: 'FULFILLED' });
  });

  it('is undone without the visit when that was fulfilled before, or declared a mistake since', async () => {
    const desk = await clinicWithDesk();
    const { ticket, appointmentId, visit } = await served(desk);
    const version = async () =>
      (
        await desk.clinic.ask<{ appointment: { version: number } }>('query ($id: ID!) { appointment(id: $id) { version } }', {
          id: appointmentId,
        })
      ).appointment.version;
    const become = async (status: string) =>
      desk.clinic.done('updateAppointmentStatus', 'appointment { id }', { id: appointmentId, expectedVersion: await version(), status });
    await become('FULFILLED');
    expect(await finish(desk, ticket.id)).toEqual({ ticket: { status: 'FINISHED' }, appointment: null, userErrors: [] });
    await desk.undo(ticket.id);
    expect(await visit()).toMatchObject({ status: 'FULFILLED' });
    const other = await clinicWithDesk();
    const mistaken = await served(other);
    await finish(other, mistaken.ticket.id);
    const wrong = (
      await other.clinic.ask<{ appointment: { version: number } }>('query ($id: ID!) { appointment(id: $id) { version } }', {
        id: mistaken.appointmentId,
      })
    ).appointment;
    await other.clinic.done('updateAppointmentStatus', 'appointment { id }', {
      id: mistaken.appointmentId,
      expectedVersion: wrong.version,
      status: 'ENTERED_IN_ERROR',
    });
    expect((await other.undo(mistaken.ticket.id)).ticket).toMatchObject({ status: 'SERVING' });
    expect(await mistaken.visit()).toMatchObject({ status: 'ENTERED_IN_ERROR' });
  });
});

describe('the estimated wait', () => {
  const waits = async (clinic: Practice) =>
    (
      await clinic.ask<{ queue: { status: string; ahead: number | null; estimatedWaitMinutes: number | null }[] }>(
        `{ queue(branchId: "${clinic.branchId}") { status ahead estimatedWaitMinutes } }`,
      )
    ).queue
      .filter(({ status }) => status === 'WAITING')
      .map(({ ahead, estimatedWaitMinutes }) => [ahead, estimatedWaitMinutes]);

  it('is what the service point expects for each who is ahead, while the day has shown nothing', async () => {
    const { clinic, servicePointId } = await clinicWithDesk({}, { expectedMinutes: 7 });
    for (let arrived = 0; arrived < 3; arrived += 1) await clinic.ticket(servicePointId);
    expect(await waits(clinic)).toEqual([
      [0, 0],
      [1, 7],
      [2, 14],
    ]);
  });

  it('is by the mean of what serving took, and null for who waits no longer', async () => {
    const { clinic, servicePointId, call, start, finish, look } = await clinicWithDesk({}, { expectedMinutes: 30 });
    for (const minutes of [4, 7]) {
      const { id } = await clinic.ticket(servicePointId);
      await call();
      await start(id);
      await finish(id);
      await owner.query("update queue_tickets set started_at = finished_at - $2 * interval '1 minute' where id = $1", [
        toUuid('ticket', id),
        minutes,
      ]);
      expect(await look(id, 'ahead estimatedWaitMinutes')).toEqual({ ahead: null, estimatedWaitMinutes: null });
    }
    for (let arrived = 0; arrived < 3; arrived += 1) await clinic.ticket(servicePointId);
    // The mean is 5.5 minutes; what is left of a minute counts as one.
    expect(await waits(clinic)).toEqual([
      [0, 0],
      [1, 6],
      [2, 11],
    ]);
  });

  it('counts who was sent on as served, and their desk as one that calls', async () => {
    const { clinic, servicePointId, call, start, transfer } = await clinicWithDesk({}, { expectedMinutes: 30 });
    const laboratory = await clinic.servicePoint('LAB');
    for (const minutes of [4, 8]) {
      const { id } = await clinic.ticket(servicePointId);
      await call({ resourceId: await clinic.room() });
      await start(id);
      await owner.query("update queue_tickets set started_at = started_at - $2 * interval '1 minute' where id = $1", [
        toUuid('ticket', id),
        minutes,
      ]);
      await transfer(id, laboratory);
      await clinic.serve('callNextTicket', { servicePointId: laboratory });
    }
    for (let arrived = 0; arrived < 3; arrived += 1) await clinic.ticket(servicePointId);
    // Two desks, and 6 minutes and some milliseconds for each.
    expect(await waits(clinic)).toEqual([
      [0, 0],
      [1, 4],
      [2, 7],
    ]);
  });

  it('is shared by the desks that called somebody in the last half hour', async () => {
    const { clinic, servicePointId, call, age } = await clinicWithDesk({}, { expectedMinutes: 10 });
    const desks = [await clinic.room(), await clinic.room(), await clinic.room()];
    for (let arrived = 0; arrived < 7; arrived += 1) await clinic.ticket(servicePointId);
    const called = [];
    for (const resourceId of desks) called.push((await call({ resourceId })).ticket?.id ?? '');
    expect(await waits(clinic)).toEqual([
      [0, 0],
      [1, 4],
      [2, 7],
      [3, 10],
    ]);
    await age(called[0] ?? '', 31);
    expect(await waits(clinic)).toEqual([
      [0, 0],
      [1, 5],
      [2, 10],
      [3, 15],
    ]);
  });

  it('counts the queue that somebody stands in, and no other', async () => {
    const { clinic, servicePointId } = await clinicWithDesk({}, { expectedMinutes: 10 });
    const laboratory = await clinic.servicePoint('LAB', { expectedMinutes: 3 });
    await clinic.ticket(servicePointId);
    await clinic.ticket(laboratory);
    await clinic.ticket(laboratory);
    expect(await waits(clinic)).toEqual([
      [0, 0],
      [0, 0],
      [1, 3],
    ]);
  });
});

describe('the end of the day', () => {
  let background: Background;
  beforeAll(async () => {
    background = await startBackground(scheduling, subgraph.resources, new InProcessTransport());
  });
  afterAll(() => background.stop());

  const everyDay = (opens: string, closes: string) =>
    (['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'] as const).map((day) => ({ day, opens, closes }));
  const hour = (fromNow: number, timeZone: string) =>
    new Date(Date.now() + fromNow * 3_600_000).toLocaleTimeString('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });

  /** As if the day were over: its tickets are of yesterday, and what is planned for its midnight is due. */
  async function overnight({ clinic }: { clinic: Practice }): Promise<void> {
    const branch = toUuid('branch', clinic.branchId);
    await owner.query('update queue_tickets set local_date = local_date - 1 where branch_id = $1', [branch]);
    await owner.query(
      `update scheduling_jobs._private_jobs set run_at = now(), payload = jsonb_set(payload::jsonb, '{payload,localDate}', to_jsonb(((payload -> 'payload' ->> 'localDate')::date - 1)::text))::json
        where key like '%queue-day:' || $1 || ':%'`,
      [clinic.branchId],
    );
  }

  async function planned({ clinic }: { clinic: Practice }): Promise<Date[]> {
    const { rows } = await owner.query<{ run_at: Date }>(
      "select run_at from scheduling_jobs.jobs where key like '%queue-day:' || $1 || ':%'",
      [clinic.branchId],
    );
    return rows.map(({ run_at }) => run_at);
  }

  it('is midnight on the wall clock of the branch, planned once', async () => {
    const desk = await clinicWithDesk({ timeZone: 'Pacific/Kiritimati' });
    await desk.clinic.ticket(desk.servicePointId);
    await desk.clinic.ticket(await desk.clinic.servicePoint('B'));
    expect((await planned(desk)).map((date) => date.toISOString())).toEqual([desk.clinic.at(1, '00:00')]);
  });

  it('closes the tickets that a house which is closed has left open, and tells it', async () => {
    const timeZone = 'Asia/Ulaanbaatar';
    const desk = await clinicWithDesk({ timeZone, openingHours: everyDay(hour(2, timeZone), hour(4, timeZone)) });
    const { clinic, servicePointId, call, start, look } = desk;
    const patientId = newId('patient');
    const [served, called, waiting] = [
      await clinic.ticket(servicePointId),
      await clinic.ticket(servicePointId),
      await clinic.ticket(servicePointId, { patientId }),
    ];
    await call();
    await start(served.id);
    await call();
    await overnight(desk);
    expect(
      await eventually(
        () => look(waiting.id, 'status'),
        ({ status }) => status !== 'WAITING',
      ),
    ).toEqual({ status: 'LEFT' });
    expect(await look(called.id, 'status finishedAt')).toEqual({ status: 'LEFT', finishedAt: null });
    expect(await look(served.id, 'status finishedAt')).toEqual({ status: 'FINISHED', finishedAt: null });
    const { rows } = await owner.query<{ data: object }>('select data from outbox where subject = $1 order by position desc limit 1', [
      waiting.id,
    ]);
    expect(rows).toMatchObject([{ data: { status: 'LEFT' } }]);
    expect((await clinic.ticket(servicePointId, { patientId })).status).toBe('WAITING');
    expect((await desk.undo(waiting.id)).userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
  });

  it.each([
    ['always', []],
    ['now', everyDay('00:00', '00:00')],
  ] as const)('keeps who waits in a house that is %s open, unless nothing has happened for 12 hours', async (_, openingHours) => {
    const desk = await clinicWithDesk({ openingHours });
    const { clinic, servicePointId, look, age } = desk;
    const [silent, waiting] = [await clinic.ticket(servicePointId), await clinic.ticket(servicePointId)];
    await age(silent.id, 13 * 60);
    await overnight(desk);
    expect(
      await eventually(
        () => look(silent.id, 'status'),
        ({ status }) => status !== 'WAITING',
      ),
    ).toEqual({ status: 'LEFT' });
    expect(await look(waiting.id, 'status')).toEqual({ status: 'WAITING' });
    const [again] = await eventually(
      () => planned(desk),
      (runs) => runs.some((at) => at.getTime() > Date.now() + 3_000_000),
    );
    expect(again?.getTime()).toBeLessThan(Date.now() + 3_700_000);
  });
});
