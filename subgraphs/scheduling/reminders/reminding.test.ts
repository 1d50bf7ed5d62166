import type pg from 'pg';
import { InProcessTransport } from '#kernel/events/transport.js';
import { newId, toTypeId } from '#kernel/graph/type-id.js';
import { startBackground, type Background } from '#kernel/jobs/background.js';
import { createLogger } from '#kernel/log/logger.js';
import { NotificationUnavailable, rejected, type NotificationChannel } from '#kernel/notifications/notification-port.js';
import { eventually } from '#kernel/testing/eventually.js';
import { contextOf, testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { scheduling } from '../index.js';
import { openBehindTheGraph } from '../testing/behind-the-graph.js';
import { bookedFields, openScheduling, Practice, RecordedNotifications, type Booked } from '../testing/practice.js';

const allChannels: readonly NotificationChannel[] = ['EMAIL', 'SMS', 'WHATSAPP', 'LOG'];
const delivered = new RecordedNotifications().outcome;

let subgraph: TestSubgraph;
let neighbours: ConstructorParameters<typeof Practice>[1];
let notifications: RecordedNotifications;
let owner: pg.Client;
let background: Background;
beforeAll(async () => {
  ({ subgraph, neighbours, notifications } = await openScheduling({ log: createLogger({ level: 'fatal', name: 'test' }) }));
  owner = await openBehindTheGraph(subgraph);
  background = await startBackground(scheduling, subgraph.resources, new InProcessTransport());
});
beforeEach(() => {
  notifications.channels.clear();
  for (const channel of allChannels) notifications.channels.add(channel);
  notifications.outcome = delivered;
});
afterAll(async () => {
  await background.stop();
  await owner.end();
  await subgraph.close();
});

const never = { quietFrom: '00:00:00', quietUntil: '00:00:00' };
const solongo = {
  name: 'Solongo',
  language: 'mn',
  timeZone: null,
  telecom: [
    { system: 'PHONE', value: '+97699112233' },
    { system: 'EMAIL', value: 'solongo@steppe.example' },
  ],
  deceased: false,
  deletedAt: null,
};

interface LogRow {
  readonly channel: string | null;
  readonly recipient: string | null;
  readonly text: string | null;
  readonly status: string;
  readonly reason: string | null;
}

/** A practice that is never quiet, unless said otherwise, and its visits. */
async function clinicReminding({ settings = {}, timeZone = 'Asia/Ulaanbaatar' }: { settings?: object; timeZone?: string } = {}) {
  const clinic = new Practice(subgraph, neighbours, { timeZone });
  await clinic.done('updateSchedulingSettings', 'settings { version }', { expectedVersion: 0, ...never, ...settings });
  const serviceId = await clinic.service({ durationMinutes: 30 });
  const practitionerId = await clinic.practitioner([serviceId]);
  await clinic.hours({ practitionerId }, { from: '00:00', until: '00:00' });
  const visitOf = (patient: object, startsAt: string) => {
    const patientId = newId('patient');
    neighbours.patients.set(patientId, patient);
    return { branchId: clinic.branchId, patientId, serviceId, practitionerId, startsAt };
  };
  const book = async (patient: object = solongo, startsAt = clinic.at(3, '12:00')) => {
    const visit = visitOf(patient, startsAt);
    const { appointment } = await clinic.done<Booked>('bookAppointment', bookedFields, visit);
    if (!appointment) throw new Error('Nothing was booked');
    return { ...appointment, patientId: visit.patientId };
  };
  const log = async (id: string) =>
    (
      await clinic.ask<{ appointment: { notifications: LogRow[] } }>(
        'query ($id: ID!) { appointment(id: $id) { notifications { channel recipient text status reason } } }',
        { id },
      )
    ).appointment.notifications;
  return { clinic, book, visitOf, log };
}

/** When the next reminder of an appointment comes; null when none is planned. */
async function planned(appointmentId: string): Promise<string | null> {
  const { rows } = await owner.query<{ run_at: Date }>("select run_at from scheduling_jobs.jobs where key like '%reminder:' || $1", [
    appointmentId,
  ]);
  expect(rows.length).toBeLessThan(2);
  return rows[0]?.run_at.toISOString() ?? null;
}

/** As if the time for what is planned had come. */
function hurry(appointmentId: string): Promise<unknown> {
  return owner.query("update scheduling_jobs._private_jobs set run_at = now() where key like '%reminder:' || $1 and locked_at is null", [
    appointmentId,
  ]);
}

const before = (startsAt: string, minutes: number) => new Date(Date.parse(startsAt) - minutes * 60_000).toISOString();
const sentAbout = (id: string) => notifications.sent.filter(({ idempotencyKey }) => idempotencyKey.startsWith(id));
const clockIn = (timeZone: string, minutesFromNow: number) =>
  `${new Date(Date.now() + minutesFromNow * 60_000).toLocaleTimeString('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' })}:00`;

describe('a patient is reminded', () => {
  it('once for each lead', async () => {
    const { book, log } = await clinicReminding({ settings: { reminderLeadMinutes: [120, 1440] } });
    const { id, startsAt } = await book();
    expect(await planned(id)).toBe(before(startsAt, 1440));
    await hurry(id);
    expect(
      await eventually(
        () => planned(id),
        (at) => at !== null && at > before(startsAt, 1440),
      ),
    ).toBe(before(startsAt, 120));
    await hurry(id);
    expect(
      await eventually(
        () => log(id),
        (rows) => rows.length > 1,
      ),
    ).toMatchObject([{ status: 'SENT' }, { status: 'SENT' }]);
    await eventually(
      () => planned(id),
      (at) => at === null,
    );
    expect(sentAbout(id).map(({ idempotencyKey }) => idempotencyKey)).toEqual([`${id}:${startsAt}:1440`, `${id}:${startsAt}:120`]);
  });

  it('only by the leads for which there is time left', async () => {
    const { book, clinic } = await clinicReminding({ settings: { reminderLeadMinutes: [10_080, 1440] } });
    const [later, sooner] = [
      await book(solongo, clinic.at(3, '12:00')),
      await book(solongo, new Date(Math.ceil(Date.now() / 1_800_000 + 1) * 1_800_000).toISOString()),
    ];
    expect(await planned(later.id)).toBe(before(later.startsAt, 1440));
    expect(await planned(sooner.id)).toBeNull();
  });

  it('a quarter of an hour ahead, when that is the lead', async () => {
    const { book, log } = await clinicReminding({ settings: { reminderLeadMinutes: [15] } });
    const { id, startsAt } = await book();
    expect(await planned(id)).toBe(before(startsAt, 15));
    await hurry(id);
    expect(
      await eventually(
        () => log(id),
        (rows) => rows.length > 0,
      ),
    ).toMatchObject([{ status: 'SENT' }]);
  });

  it('in their language, at the time of the branch', async () => {
    const { book, log, clinic } = await clinicReminding();
    const { id } = await book(solongo, clinic.at(3, '14:30'));
    await hurry(id);
    const [row] = await eventually(
      () => log(id),
      (rows) => rows.length > 0,
    );
    expect(row).toMatchObject({
      channel: 'WHATSAPP',
      recipient: '+97699112233',
      status: 'SENT',
      reason: null,
      text: expect.stringMatching(/^Solongo танаа, .*14:30-д Consultation цагтай байна/) as string,
    });
    expect(sentAbout(id)[0]).toMatchObject({
      subject: 'Таны цаг захиалга',
      locale: 'mn',
      template: { name: 'appointment_reminder', parameters: ['Solongo', row?.text] },
    });
  });
});

describe('a reminder', () => {
  it('moves with its appointment', async () => {
    const { book, clinic, log } = await clinicReminding({ settings: { reminderLeadMinutes: [120] } });
    const booked = await book();
    const { appointment } = await clinic.done<Booked>('rescheduleAppointment', bookedFields, {
      id: booked.id,
      expectedVersion: booked.version,
      startsAt: clinic.at(5, '16:00'),
    });
    expect(await planned(booked.id)).toBe(before(clinic.at(5, '16:00'), 120));
    await hurry(booked.id);
    await eventually(
      () => log(booked.id),
      (rows) => rows.length > 0,
    );
    expect(sentAbout(booked.id).map(({ idempotencyKey }) => idempotencyKey)).toEqual([`${booked.id}:${appointment?.startsAt}:120`]);
  });

  it('stays in the log of an appointment that moves to another branch', async () => {
    const { book, clinic, log } = await clinicReminding({ settings: { reminderLeadMinutes: [1440] } });
    const darkhan = clinic.addBranch(newId('branch'), 'Asia/Ulaanbaatar');
    const { id, version } = await book();
    await hurry(id);
    const before = await eventually(
      () => log(id),
      (rows) => rows.length > 0,
    );
    const { appointment } = await clinic.ask<{ appointment: { service: { id: string } } }>(
      'query ($id: ID!) { appointment(id: $id) { service { id } } }',
      { id },
    );
    const practitionerId = await clinic.practitioner([appointment.service.id], { name: 'Dr Bat', branchIds: [darkhan] });
    await clinic.hours({ practitionerId, branchId: darkhan });
    await clinic.done('rescheduleAppointment', 'appointment { id }', {
      id,
      expectedVersion: version,
      branchId: darkhan,
      practitionerId,
      startsAt: clinic.at(4, '10:00'),
    });
    const there = contextOf({ tenant: clinic.tenant, permissions: ['appointments:read', 'patients:read'], branches: [darkhan] });
    const text = 'query ($id: ID!) { appointment(id: $id) { notifications { channel recipient text status reason } } }';
    expect(await clinic.ask(text, { id }, there)).toEqual({ appointment: { notifications: before } });
    // The address and the words are the patient's, and not for everybody who sees that there was a message.
    const withoutPatients = contextOf({ tenant: clinic.tenant, permissions: ['appointments:read'], branches: [darkhan] });
    await expect(clinic.ask(text, { id }, withoutPatients)).rejects.toThrow('patients:read');
  });

  it('is not sent again for a time that its appointment comes back to', async () => {
    const { book, clinic, log } = await clinicReminding({ settings: { reminderLeadMinutes: [1440, 120] } });
    const { id, startsAt } = await book();
    await hurry(id);
    await eventually(
      () => log(id),
      (rows) => rows.length > 0,
    );
    for (const to of [clinic.at(5, '16:00'), startsAt]) {
      const { appointment } = await clinic.ask<{ appointment: { version: number } }>(
        'query ($id: ID!) { appointment(id: $id) { version } }',
        { id },
      );
      await clinic.done('rescheduleAppointment', 'appointment { id }', { id, expectedVersion: appointment.version, startsAt: to });
    }
    await hurry(id);
    expect(
      await eventually(
        () => planned(id),
        (at) => at === before(startsAt, 120),
      ),
    ).toBe(before(startsAt, 120));
    expect(sentAbout(id)).toHaveLength(1);
  });

  it.each([
    ['called off', 'cancelAppointment', { by: 'PATIENT', reason: 'Feels better' }],
    ['a mistake', 'updateAppointmentStatus', { status: 'ENTERED_IN_ERROR' }],
  ])('is taken back when its appointment is %s', async (_, mutation, input) => {
    const { book, clinic } = await clinicReminding();
    const { id, version } = await book();
    expect(await planned(id)).not.toBeNull();
    await clinic.done(mutation, 'appointment { id }', { id, expectedVersion: version, ...input });
    expect(await planned(id)).toBeNull();
  });

  it('waits for a hold to be confirmed', async () => {
    const { clinic, visitOf } = await clinicReminding({ settings: { reminderLeadMinutes: [120] } });
    const visit = visitOf(solongo, clinic.at(3, '12:00'));
    const { appointment } = await clinic.done<Booked>('holdAppointment', bookedFields, { ...visit, holdMinutes: 10 });
    expect(appointment?.status).toBe('PENDING');
    expect(await planned(appointment?.id ?? '')).toBeNull();
    await clinic.done('confirmAppointment', 'appointment { id }', { id: appointment?.id });
    expect(await planned(appointment?.id ?? '')).toBe(before(clinic.at(3, '12:00'), 120));
  });

  it('that is due for a time which is no longer the appointment’s is not sent', async () => {
    const { book, log } = await clinicReminding({ settings: { reminderLeadMinutes: [120] } });
    const { id } = await book();
    await owner.query(
      "update scheduling_jobs._private_jobs set run_at = now(), payload = jsonb_set(payload::jsonb, '{payload,startsAt}', '\"2020-01-01T00:00:00.000Z\"')::json where key like '%reminder:' || $1",
      [id],
    );
    await eventually(
      () => planned(id),
      (at) => at === null,
    );
    expect(await log(id)).toEqual([]);
  });
});

describe('quiet hours', () => {
  it("are kept on the wall clock of the patient's own zone", async () => {
    const settings = { reminderLeadMinutes: [1440], quietFrom: clockIn('Africa/Lusaka', -60), quietUntil: clockIn('Africa/Lusaka', 120) };
    const { book, log, clinic } = await clinicReminding({ settings });
    const chanda = { ...solongo, name: 'Chanda', timeZone: 'Africa/Lusaka' };
    const [away, here] = [await book(chanda), await book(solongo, clinic.at(3, '15:00'))];
    await hurry(away.id);
    await hurry(here.id);
    // Lusaka is six hours behind Ulaanbaatar all year: what is quiet there now is not quiet here.
    expect(
      await eventually(
        () => log(here.id),
        (rows) => rows.length > 0,
      ),
    ).toMatchObject([{ status: 'SENT' }]);
    const until = await eventually(
      () => planned(away.id),
      (at) => at !== null && at !== before(away.startsAt, 1440) && at > new Date(Date.now() + 60_000).toISOString(),
    );
    expect(clockIn('Africa/Lusaka', (Date.parse(until ?? '') - Date.now()) / 60_000)).toBe(settings.quietUntil);
    expect(await log(away.id)).toEqual([]);
    await clinic.done('updateSchedulingSettings', 'settings { version }', { expectedVersion: 1, ...never });
    await hurry(away.id);
    expect(
      await eventually(
        () => log(away.id),
        (rows) => rows.length > 0,
      ),
    ).toMatchObject([{ status: 'SENT' }]);
  });

  it('that last until just before the visit leave a row that says so', async () => {
    const timeZone = 'Asia/Ulaanbaatar';
    const { book, log } = await clinicReminding({
      timeZone,
      settings: { reminderLeadMinutes: [15], quietFrom: clockIn(timeZone, -60), quietUntil: clockIn(timeZone, 180) },
    });
    const soon = new Date(Math.ceil(Date.now() / 1_800_000 + 2) * 1_800_000).toISOString();
    const { id } = await book(solongo, soon);
    await hurry(id);
    expect(
      await eventually(
        () => log(id),
        (rows) => rows.length > 0,
      ),
    ).toEqual([
      {
        channel: null,
        recipient: null,
        text: null,
        status: 'SKIPPED',
        reason: 'Quiet hours, or an outage, lasted until just before the visit.',
      },
    ]);
    expect(sentAbout(id)).toEqual([]);
  });
});

describe('the channel', () => {
  const contacts = {
    phone: { system: 'PHONE', value: '+97699112233' },
    fax: { system: 'FAX', value: '+97670112233' },
    email: { system: 'EMAIL', value: 'solongo@steppe.example' },
  };

  it.each([
    ['the first of the order', ['SMS', 'EMAIL'], [contacts.email, contacts.phone], allChannels, 'SMS', '+97699112233'],
    [
      'the next when the patient has no address for it',
      ['SMS', 'EMAIL'],
      [contacts.fax, contacts.email],
      allChannels,
      'EMAIL',
      'solongo@steppe.example',
    ],
    [
      'the next when it is not set up',
      ['WHATSAPP', 'SMS', 'EMAIL'],
      [contacts.phone, contacts.email],
      ['EMAIL', 'LOG'],
      'EMAIL',
      'solongo@steppe.example',
    ],
    ['the log when it is in the order', ['SMS', 'LOG'], [contacts.email], allChannels, 'LOG', 'log'],
  ] as const)('is %s', async (_, reminderChannels, telecom, configured, channel, recipient) => {
    const { book, log } = await clinicReminding({ settings: { reminderChannels } });
    notifications.channels.clear();
    for (const each of configured) notifications.channels.add(each);
    const { id } = await book({ ...solongo, telecom });
    await hurry(id);
    expect(
      await eventually(
        () => log(id),
        (rows) => rows.length > 0,
      ),
    ).toMatchObject([{ channel, recipient, status: 'SENT' }]);
    expect(sentAbout(id)).toMatchObject([{ channel, to: recipient }]);
  });

  it.each([
    ['has no address for any', { ...solongo, telecom: [contacts.fax] }, 'The patient has no address for any channel that is set up.'],
    ['has died', { ...solongo, deceased: true }, 'The patient has died.'],
    ["'s record was deleted", { ...solongo, deletedAt: '2026-01-01T00:00:00.000Z' }, "The patient's record was deleted."],
    ['is known to nobody any more', null, "The patient's record was deleted."],
  ])('is none, and the log says why, when the patient %s', async (_, patient, reason) => {
    const { book, log } = await clinicReminding({ settings: { reminderChannels: ['SMS', 'EMAIL'] } });
    const { id, patientId } = await book();
    if (patient) neighbours.patients.set(patientId, patient);
    else neighbours.missing.add(patientId);
    await hurry(id);
    expect(
      await eventually(
        () => log(id),
        (rows) => rows.length > 0,
      ),
    ).toEqual([
      {
        channel: null,
        recipient: null,
        text: null,
        status: 'SKIPPED',
        reason,
      },
    ]);
  });
});

describe('a delivery', () => {
  it('that is refused for good stays in the log with its reason, and is not tried again', async () => {
    const { book, log } = await clinicReminding({ settings: { reminderLeadMinutes: [120] } });
    notifications.outcome = () => Promise.resolve(rejected('The number is not in use.'));
    const { id } = await book();
    await hurry(id);
    expect(
      await eventually(
        () => log(id),
        (rows) => rows.length > 0,
      ),
    ).toMatchObject([{ channel: 'WHATSAPP', status: 'REJECTED', reason: 'The number is not in use.' }]);
    expect(
      await eventually(
        () => planned(id),
        (at) => at === null,
      ),
    ).toBeNull();
    expect(sentAbout(id)).toHaveLength(1);
  });

  it('that cannot be made now is tried again until it is made, and logged once', async () => {
    const { book, log } = await clinicReminding({ settings: { reminderLeadMinutes: [120] } });
    let failures = 2;
    notifications.outcome = () =>
      failures-- > 0 ? Promise.reject(new NotificationUnavailable('SMS cannot be sent just now')) : delivered();
    const { id } = await book();
    const rows = await eventually(
      async () => (await hurry(id), log(id)),
      (found) => found.length > 0,
    );
    expect(rows).toMatchObject([{ status: 'SENT' }]);
    await eventually(
      () => planned(id),
      (at) => at === null,
    );
    expect(new Set(sentAbout(id).map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
    expect(sentAbout(id)).toHaveLength(3);
    expect(await log(id)).toHaveLength(1);
  });
});

describe('the log', () => {
  it('is read at the branches of the caller only', async () => {
    const { book, log, clinic } = await clinicReminding();
    const { id } = await book();
    await hurry(id);
    await eventually(
      () => log(id),
      (rows) => rows.length > 0,
    );
    const { rows } = await owner.query<{ id: string }>('select id from notifications order by created_at desc limit 1');
    const reference = { __typename: 'Notification', id: toTypeId('notification', rows[0]?.id ?? '') };
    const look = (context = clinic.context) =>
      clinic.ask<{ _entities: (object | null)[] }>(
        'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Notification { status } } }',
        { representations: [reference] },
        context,
      );
    expect(await look()).toEqual({ _entities: [{ status: 'SENT' }] });
    const permissions = ['appointments:read'];
    for (const context of [
      contextOf({ tenant: testTenant('copperbelt'), permissions }),
      contextOf({ tenant: clinic.tenant, permissions, branches: [newId('branch')] }),
    ]) {
      expect(await look(context)).toEqual({ _entities: [null] });
    }
  });
});
