import { keepConsent } from '#kernel/consents/known-consents.js';
import type { RequestContext } from '#kernel/context/request-context.js';
import { sql } from '#kernel/database/sql.js';
import { newId } from '#kernel/graph/type-id.js';
import { eventually } from '#kernel/testing/eventually.js';
import { clientOf, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { Clinic, type Neighbours } from '../testing/clinic.js';
import { within } from '../testing/passing-time.js';
import { bookedFields, openScheduling, type Booked } from '../testing/practice.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openScheduling());
});
afterAll(() => subgraph.close());

const permissions = [
  'schedules:read',
  'appointments:read',
  'appointments:book',
  'waitlist:manage',
  'queue:read',
  'queue:serve',
  'patients:read',
];

/** A clinic, a program that books there, and what its patients consent to. */
async function openToClients() {
  const clinic = await Clinic.open(subgraph, neighbours);
  const { tenant } = clinic.practice;
  const program = clientOf({ tenant, permissions, purpose: 'PATRQT' });
  const consents = (patientId: string, scopes: readonly string[] = permissions, client: RequestContext = program) => {
    const facts = {
      patientId,
      clientId: client.actor.id ?? '',
      purposes: ['PATRQT'],
      scopes,
      startsAt: '2026-01-01T00:00:00Z',
      endsAt: null,
      version: 1,
    };
    return within(subgraph, tenant, (transaction) => keepConsent(transaction, newId('consent'), facts, true));
  };
  const book = (time: string, patientId: string, context = program) =>
    subgraph.execute<{ bookAppointment: Booked }>(
      `mutation ($input: BookAppointmentInput!) { bookAppointment(input: $input) { ${bookedFields} userErrors { code message } } }`,
      context,
      { input: clinic.visit(time, { patientId }) },
    );
  const outcome = async (time: string, patientId: string, context = program) => {
    const { data, errors } = await book(time, patientId, context);
    return errors
      ? errors[0]?.extensions['code']
      : (data?.bookAppointment.userErrors[0]?.code ?? data?.bookAppointment.appointment?.status);
  };
  const seen = async (context = program) =>
    (
      await clinic.practice.ask<{ appointments: { totalCount: number; nodes: object[] } }>(
        '{ appointments { totalCount nodes { id } } }',
        {},
        context,
      )
    ).appointments;
  const free = async (more: object = {}, context = program) => {
    const input = {
      branchIds: [clinic.practice.branchId],
      serviceId: clinic.serviceId,
      from: clinic.practice.day(1),
      until: clinic.practice.day(1),
      limit: 1000,
      statuses: ['FREE'],
      ...more,
    };
    const { slots } = await clinic.practice.ask<{ slots: { slots: { startsAt: string }[] } }>(
      'query ($input: SlotSearchInput!) { slots(input: $input) { slots { startsAt } } }',
      { input },
      context,
    );
    return slots.slots.map(({ startsAt }) => startsAt);
  };
  return { clinic, program, consents, book, outcome, seen, free, at: (time: string) => clinic.practice.at(1, time) };
}

describe('a client without consent', () => {
  it('sees the times of others as taken, whom it does not see, and books around them', async () => {
    const { clinic, consents, outcome, seen, free, at } = await openToClients();
    await clinic.booked('09:00');
    expect(await seen()).toEqual({ totalCount: 0, nodes: [] });
    expect(await free()).not.toContain(at('09:00'));
    expect(await free()).toContain(at('09:30'));
    const saran = newId('patient');
    await consents(saran);
    expect(await outcome('09:00', saran)).toBe('TAKEN');
    expect(await outcome('09:30', saran)).toBe('BOOKED');
    expect((await seen()).totalCount).toBe(1);
    expect((await seen(clinic.practice.context)).totalCount).toBe(2);
  });

  it('is told the same of a patient who did not consent as of one who never was', async () => {
    const { clinic, outcome, free } = await openToClients();
    const [hidden, nobody] = [newId('patient'), newId('patient')];
    await clinic.booked('10:00', { patientId: hidden });
    const colleague = await clinic.practice.practitioner([clinic.serviceId], { name: 'Dr Bat' });
    await clinic.practice.hours({ practitionerId: colleague });
    const withColleague = { practitionerIds: [colleague] };
    expect(await free({ ...withColleague, patientId: hidden })).toEqual(await free({ ...withColleague, patientId: nobody }));
    expect(await free({ ...withColleague, patientId: hidden }, clinic.practice.context)).not.toEqual(await free(withColleague));
    expect(await outcome('11:00', hidden)).toBe('FORBIDDEN');
    expect(await outcome('11:00', nobody)).toBe('FORBIDDEN');
  });

  it('is refused for the scope that is missing, before it is told when the patient is busy', async () => {
    const { clinic, book, consents } = await openToClients();
    const saran = newId('patient');
    await clinic.booked('10:00', { patientId: saran });
    await consents(saran, ['patients:read', 'appointments:read']);
    for (const time of ['10:00', '12:00']) {
      const { errors } = await book(time, saran);
      expect(errors?.[0]).toMatchObject({ extensions: { code: 'FORBIDDEN', permission: 'appointments:book' } });
    }
  });
});

describe('a client with consent to book, and to read nothing', () => {
  const writing = ['appointments:book', 'patients:read'];
  const fields = 'appointment { reason startsAt version practitioner { id } }';
  const nothing = { appointment: null, userErrors: [] };

  it('books, confirms, moves and calls off, and is answered nothing of the appointment', async () => {
    const { clinic, program, consents, seen } = await openToClients();
    const { practice } = clinic;
    const saran = newId('patient');
    await consents(saran, writing);
    expect(await practice.run('bookAppointment', fields, clinic.visit('09:00', { patientId: saran }), program)).toEqual(nothing);
    const held = await clinic.held('10:00', { patientId: saran });
    expect(await practice.run('confirmAppointment', fields, { id: held.id }, program)).toEqual(nothing);
    const { version } = await clinic.facts(held.id);
    const moving = { id: held.id, expectedVersion: version, startsAt: practice.at(1, '11:00') };
    expect(await practice.run('rescheduleAppointment', `${fields} rescheduled { id }`, moving, program)).toEqual({
      ...nothing,
      rescheduled: [],
    });
    const moved = await clinic.facts(held.id);
    const stale = { id: held.id, expectedVersion: version, by: 'PATIENT', reason: 'On the road' };
    const refused = await practice.run('cancelAppointment', `${fields} cancelled { id }`, stale, program);
    expect(refused).toMatchObject({ appointment: null, cancelled: [], userErrors: [{ code: 'STALE_VERSION' }] });
    expect(refused.userErrors[0]?.message).not.toMatch(/\d/);
    const calling = { ...stale, expectedVersion: moved.version };
    expect(await practice.run('cancelAppointment', `${fields} cancelled { id }`, calling, program)).toEqual({ ...nothing, cancelled: [] });
    expect(await clinic.facts(held.id)).toMatchObject({ status: 'CANCELLED', startsAt: practice.at(1, '11:00') });
    expect((await seen()).totalCount).toBe(0);
    expect((await seen(practice.context)).totalCount).toBe(2);
  });

  it('is refused without being told how the appointment stands, or that the patient is busy, unless the patient consents to that too', async () => {
    const { clinic, program, consents } = await openToClients();
    const { practice } = clinic;
    const saran = newId('patient');
    await consents(saran, writing);
    const booked = await clinic.booked('09:00', { patientId: saran });
    const colleague = await practice.practitioner([clinic.serviceId], { name: 'Dr Bat' });
    await practice.hours({ practitionerId: colleague });
    const refusals = async () => {
      const confirmed = await practice.run('confirmAppointment', fields, { id: booked.id }, program);
      const meanwhile = clinic.visit('09:00', { patientId: saran, practitionerId: colleague });
      const second = await practice.run('bookAppointment', fields, meanwhile, program);
      return [confirmed, second].map(({ userErrors }) => userErrors[0]?.message);
    };
    expect(await refusals()).toEqual([
      'Its present status does not allow this.',
      'Somebody was faster: this time is no longer free. Ask `slots` for others.',
    ]);
    await consents(saran, [...writing, 'appointments:read']);
    expect(await refusals()).toEqual([
      'The appointment is BOOKED: only one that is PENDING is confirmed.',
      'The patient has another appointment at that time.',
    ]);
  });

  it('is answered the appointment once the patient consents to that too', async () => {
    const { clinic, program, consents } = await openToClients();
    const saran = newId('patient');
    await consents(saran, [...writing, 'appointments:read']);
    const { id, version } = await clinic.booked('10:00', { patientId: saran });
    const input = { id, expectedVersion: version, by: 'PATIENT', reason: 'On the road' };
    const answer = await clinic.practice.run(
      'cancelAppointment',
      'appointment { id practitioner { id } } cancelled { id }',
      input,
      program,
    );
    expect(answer).toEqual({ appointment: { id, practitioner: { id: clinic.practitionerId } }, cancelled: [{ id }], userErrors: [] });
  });
});

it('writes down whose appointments a client lists and may not see', async () => {
  const { clinic, program, consents } = await openToClients();
  const { practice } = clinic;
  const [hidden, willing] = [newId('patient'), newId('patient')];
  await clinic.booked('09:00', { patientId: hidden });
  await clinic.booked('10:00', { patientId: willing });
  await consents(willing);
  const query = `query ($hidden: ID!, $willing: ID!, $nobody: ID!) {
    ofHidden: appointments(filter: { patientId: $hidden }) { totalCount }
    cancelled: appointments(filter: { patientId: $willing, statuses: [CANCELLED] }) { totalCount }
    ofNobody: appointments(filter: { patientId: $nobody }) { totalCount } }`;
  const none = { totalCount: 0 };
  const asked = { hidden, willing, nobody: newId('patient') };
  expect(await practice.ask(query, asked, program)).toEqual({ ofHidden: none, cancelled: none, ofNobody: none });
  const denials = await eventually(
    () => subgraph.database.forContext(practice.context).rows(sql`select scope, entity, entity_id from access_denials`, null),
    (rows) => rows.length > 0,
  );
  expect(denials).toEqual([{ scope: 'appointments:read', entity: 'Patient', entity_id: hidden }]);
});

describe('clients that book at the same time', () => {
  it('get a time once, though none sees what another booked', async () => {
    const { clinic, consents, outcome, seen } = await openToClients();
    const clients = Array.from({ length: 8 }, () => clientOf({ tenant: clinic.practice.tenant, permissions, purpose: 'PATRQT' }));
    const patients = clients.map(() => newId('patient'));
    for (const [index, client] of clients.entries()) await consents(patients[index] ?? '', permissions, client);
    const outcomes = await Promise.all(clients.map((client, index) => outcome('14:00', patients[index] ?? '', client)));
    expect(outcomes.toSorted()).toEqual(['BOOKED', ...Array.from({ length: 7 }, () => 'TAKEN')]);
    const counts = await Promise.all(clients.map(async (client) => (await seen(client)).totalCount));
    expect(counts.toSorted()).toEqual([0, 0, 0, 0, 0, 0, 0, 1]);
  });
});

describe('what a client does', () => {
  it('reaches those whom it does not see: a time that it gives back is offered to who waits', async () => {
    const { clinic, program, consents, book } = await openToClients();
    const { practice, serviceId } = clinic;
    const [saran, waiting] = [newId('patient'), newId('patient')];
    await consents(saran);
    const appointment = (await book('09:00', saran)).data?.bookAppointment.appointment;
    await practice.done('joinWaitlist', 'entry { id }', {
      branchId: practice.branchId,
      patientId: waiting,
      serviceId,
      earliestOn: practice.day(0),
      latestOn: practice.day(30),
    });
    const input = { id: appointment?.id, expectedVersion: appointment?.version, by: 'PATIENT', reason: 'On the road' };
    const { cancelled } = await practice.run<{ cancelled: object[] }>('cancelAppointment', 'cancelled { id }', input, program);
    expect(cancelled).toHaveLength(1);
    const query = '{ waitlist { totalCount nodes { status } } }';
    expect(await practice.ask(query, {}, practice.context)).toEqual({ waitlist: { totalCount: 1, nodes: [{ status: 'OFFERED' }] } });
    expect(await practice.ask(query, {}, program)).toEqual({ waitlist: { totalCount: 0, nodes: [] } });
  });

  it('waits behind those whom it does not see', async () => {
    const { clinic, program, consents } = await openToClients();
    const { practice } = clinic;
    const saran = newId('patient');
    await consents(saran);
    const point = await practice.servicePoint('C');
    await practice.ticket(point, { patientId: newId('patient') });
    await practice.ticket(point, { patientId: newId('patient') });
    const issued = await practice.run<{ ticket: { id: string; code: string } }>(
      'issueTicket',
      'ticket { id code }',
      { servicePointId: point, patientId: saran },
      program,
    );
    expect(issued.ticket.code).toBe('C-003');
    const query = 'query ($id: ID!) { ticket: queueTicket(id: $id) { ahead estimatedWaitMinutes } }';
    expect(await practice.ask(query, { id: issued.ticket.id }, program)).toEqual(await practice.ask(query, { id: issued.ticket.id }));
    expect(await practice.ask(query, { id: issued.ticket.id }, program)).toMatchObject({ ticket: { ahead: 2 } });
    const open = `query ($id: ID!) { queue(servicePointId: $id, branchId: "${practice.branchId}") { code } }`;
    expect(await practice.ask(open, { id: point }, program)).toEqual({ queue: [{ code: 'C-003' }] });
  });
});
