import { InProcessTransport } from '#kernel/events/transport.js';
import { sql } from '#kernel/database/sql.js';
import { newId } from '#kernel/graph/type-id.js';
import { startBackground } from '#kernel/jobs/background.js';
import { eventually } from '#kernel/testing/eventually.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { expireHold } from '../appointments/hold-expiry.js';
import { scheduling } from '../index.js';
import { Clinic, type Neighbours } from '../testing/clinic.js';
import { runJob, runOut, within } from '../testing/passing-time.js';
import { openScheduling, type Refused } from '../testing/practice.js';
import { expireOffer } from './offering.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openScheduling());
});
afterAll(() => subgraph.close());

const open = (terms?: object) => Clinic.open(subgraph, neighbours, terms);

interface Offer {
  readonly id: string;
  readonly status: string;
  readonly appointment: {
    readonly id: string;
    readonly status: string;
    readonly startsAt: string;
    readonly practitioner: { readonly id: string } | null;
  };
}
interface Entry {
  readonly id: string;
  readonly status: string;
  readonly offers: readonly Offer[];
}

/** Somebody who waits, by the id of their entry. */
async function waits(clinic: Clinic, more: object = {}): Promise<string> {
  const { practice, serviceId } = clinic;
  const input = {
    branchId: practice.branchId,
    patientId: newId('patient'),
    serviceId,
    earliestOn: practice.day(0),
    latestOn: practice.day(30),
    ...more,
  };
  return (await practice.done<{ entry: { id: string } }>('joinWaitlist', 'entry { id }', input)).entry.id;
}

async function entryOf({ practice }: Clinic, id: string): Promise<Entry> {
  const fields = 'id status offers { id status appointment { id status startsAt practitioner { id } } }';
  const text = `query ($statuses: [WaitlistStatus!]) { waitlist(first: 100, filter: { statuses: $statuses }) { nodes { ${fields} } } }`;
  const { waitlist } = await practice.ask<{ waitlist: { nodes: Entry[] } }>(text, {
    statuses: ['WAITING', 'OFFERED', 'BOOKED', 'CANCELLED'],
  });
  const entry = waitlist.nodes.find((node) => node.id === id);
  if (!entry) throw new Error(`${id} is not on the waitlist`);
  return entry;
}

/** The open offer of an entry. */
async function offered(clinic: Clinic, id: string): Promise<Offer> {
  const offer = (await entryOf(clinic, id)).offers.find(({ status }) => status === 'OPEN');
  if (!offer) throw new Error(`${id} has no open offer`);
  return offer;
}

async function statuses(clinic: Clinic, ids: readonly string[]): Promise<string[]> {
  const entries = [];
  for (const id of ids) entries.push((await entryOf(clinic, id)).status);
  return entries;
}

async function answer({ practice }: Clinic, mutation: string, { id }: { id: string }, context = practice.context): Promise<string> {
  const { userErrors } = await practice.run<{ userErrors: Refused[] }>(mutation, '', { id }, context);
  return userErrors[0]?.code ?? 'done';
}

async function lapse(clinic: Clinic, { id, appointment }: Offer): Promise<void> {
  await runOut(subgraph, clinic.practice.tenant, appointment.id);
  await runJob(subgraph, clinic.practice.tenant, expireOffer, { offerId: id });
}

describe('a time that becomes free', () => {
  it('is offered by priority, and among equals to who has waited longest', async () => {
    const clinic = await open();
    const booked = await clinic.booked('10:00');
    const routine = await waits(clinic);
    const urgent = await waits(clinic, { priority: 'URGENT' });
    const alsoUrgent = await waits(clinic, { priority: 'URGENT' });
    const stat = await waits(clinic, { priority: 'STAT' });
    const asap = await waits(clinic, { priority: 'ASAP' });
    await clinic.cancel(booked);
    const order = [stat, asap, urgent, alsoUrgent, routine];
    for (const next of order) {
      expect(await statuses(clinic, order)).toEqual(order.map((id) => (id === next ? 'OFFERED' : 'WAITING')));
      const offer = await offered(clinic, next);
      expect(offer.appointment).toMatchObject({ status: 'PROPOSED', startsAt: clinic.practice.at(1, '10:00') });
      expect(await clinic.free()).not.toContain('10:00');
      expect(await answer(clinic, 'declineOffer', offer)).toBe('done');
      expect(await clinic.facts(offer.appointment.id)).toMatchObject({
        status: 'CANCELLED',
        cancellationReason: 'The offer was declined.',
      });
    }
    expect(await statuses(clinic, order)).toEqual(order.map(() => 'WAITING'));
    expect(await clinic.free()).toContain('10:00');
  });

  it('is booked by who accepts', async () => {
    const clinic = await open();
    const booked = await clinic.booked('10:00');
    const entry = await waits(clinic);
    await clinic.cancel(booked);
    const offer = await offered(clinic, entry);
    expect(await clinic.outcome('confirmAppointment', { id: offer.appointment.id })).toBe('WRONG_STATE');
    expect(await answer(clinic, 'acceptOffer', offer)).toBe('done');
    expect(await entryOf(clinic, entry)).toMatchObject({
      status: 'BOOKED',
      offers: [{ status: 'ACCEPTED', appointment: { status: 'BOOKED' } }],
    });
    expect((await clinic.facts(offer.appointment.id)).history.map(({ kind }) => kind)).toEqual(['OFFERED', 'BOOKED']);
    for (const mutation of ['acceptOffer', 'declineOffer']) expect(await answer(clinic, mutation, offer)).toBe('WRONG_STATE');
    expect(await answer(clinic, 'leaveWaitlist', { id: entry })).toBe('WRONG_STATE');
  });

  it('goes on to the next when nobody answers in time', async () => {
    const clinic = await open();
    const booked = await clinic.booked('10:00');
    const [dolgor, bold] = [await waits(clinic), await waits(clinic)];
    await clinic.cancel(booked);
    const offer = await offered(clinic, dolgor);
    await runJob(subgraph, clinic.practice.tenant, expireOffer, { offerId: offer.id });
    expect(await statuses(clinic, [dolgor, bold])).toEqual(['OFFERED', 'WAITING']);
    await runOut(subgraph, clinic.practice.tenant, offer.appointment.id);
    expect(await answer(clinic, 'acceptOffer', offer)).toBe('WRONG_STATE');
    await runJob(subgraph, clinic.practice.tenant, expireOffer, { offerId: offer.id });
    expect(await entryOf(clinic, dolgor)).toMatchObject({ status: 'WAITING', offers: [{ status: 'EXPIRED' }] });
    expect(await statuses(clinic, [dolgor, bold])).toEqual(['WAITING', 'OFFERED']);
    expect(await clinic.facts(offer.appointment.id)).toMatchObject({ status: 'CANCELLED', cancelledBy: 'SYSTEM' });
  });

  it('goes on by itself, by the jobs', async () => {
    const clinic = await open();
    const booked = await clinic.booked('10:00');
    const [dolgor, bold] = [await waits(clinic), await waits(clinic)];
    const background = await startBackground(scheduling, subgraph.resources, new InProcessTransport());
    try {
      await clinic.cancel(booked);
      const offer = await offered(clinic, dolgor);
      await runOut(subgraph, clinic.practice.tenant, offer.appointment.id);
      await subgraph.database
        .acrossTenants()
        .pool.query(`update scheduling_jobs._private_jobs set run_at = now() where key like '%offer:' || $1`, [offer.id]);
      await eventually(
        () => statuses(clinic, [dolgor, bold]),
        ([, second]) => second === 'OFFERED',
      );
    } finally {
      await background.stop();
    }
  });

  it('goes on to the next when who has the offer leaves', async () => {
    const clinic = await open();
    const booked = await clinic.booked('10:00');
    const [dolgor, bold] = [await waits(clinic), await waits(clinic)];
    await clinic.cancel(booked);
    expect(await answer(clinic, 'leaveWaitlist', { id: dolgor })).toBe('done');
    expect(await entryOf(clinic, dolgor)).toMatchObject({ status: 'CANCELLED', offers: [{ status: 'WITHDRAWN' }] });
    expect(await statuses(clinic, [bold])).toEqual(['OFFERED']);
    expect(await answer(clinic, 'leaveWaitlist', { id: dolgor })).toBe('WRONG_STATE');
  });

  it('is offered when a hold runs out, when a visit is moved, when it was a mistake, and for each of a series', async () => {
    const clinic = await open();
    const { practice } = clinic;
    const held = await clinic.held('09:00');
    const moved = await clinic.booked('10:00');
    const mistaken = await clinic.booked('11:00');
    const series = { ...clinic.visit('12:00'), rule: 'FREQ=DAILY;COUNT=2' };
    const { appointments } = await practice.done<{ appointments: { id: string; version: number }[] }>(
      'bookAppointmentSeries',
      'appointments { id version }',
      series,
    );
    const waiting = [];
    for (let count = 0; count < 5; count += 1) waiting.push(await waits(clinic));
    await runOut(subgraph, practice.tenant, held.id);
    await runJob(subgraph, practice.tenant, expireHold, { appointmentId: held.id });
    await clinic.made('rescheduleAppointment', { id: moved.id, expectedVersion: moved.version, startsAt: practice.at(1, '15:00') });
    await clinic.made('updateAppointmentStatus', { id: mistaken.id, expectedVersion: mistaken.version, status: 'ENTERED_IN_ERROR' });
    await clinic.cancel(appointments[0] as { id: string; version: number }, { scope: 'THIS_AND_LATER' });
    const times = [];
    for (const id of waiting) times.push((await offered(clinic, id)).appointment.startsAt);
    expect(times).toEqual([
      practice.at(1, '09:00'),
      practice.at(1, '10:00'),
      practice.at(1, '11:00'),
      practice.at(1, '12:00'),
      practice.at(2, '12:00'),
    ]);
  });

  it('is not offered when the visit that is moved still covers it, nor to who gave it back', async () => {
    const clinic = await open();
    const patientId = newId('patient');
    const booked = await clinic.booked('10:00', { patientId });
    const [dolgor, same] = [await waits(clinic), await waits(clinic, { patientId, priority: 'STAT' })];
    const moved = await clinic.made('rescheduleAppointment', {
      id: booked.id,
      expectedVersion: booked.version,
      startsAt: clinic.practice.at(1, '10:15'),
    });
    expect(await statuses(clinic, [dolgor, same])).toEqual(['WAITING', 'WAITING']);
    await clinic.cancel(moved);
    expect(await statuses(clinic, [dolgor, same])).toEqual(['OFFERED', 'WAITING']);
  });

  it('is offered only on the days and with the practitioners that suit', async () => {
    const clinic = await open();
    const { practice, serviceId } = clinic;
    const bat = await practice.practitioner([serviceId], { name: 'Dr Bat' });
    await practice.hours({ practitionerId: bat });
    const [tooEarly, tooLate] = [await waits(clinic, { latestOn: practice.day(2) }), await waits(clinic, { earliestOn: practice.day(4) })];
    const withBat = await waits(clinic, { practitionerIds: [bat] });
    const elsewhere = await waits(clinic, { branchId: practice.addBranch(newId('branch'), 'Asia/Ulaanbaatar') });
    const withAnybody = await waits(clinic, { practitionerIds: [], earliestOn: practice.day(3), latestOn: practice.day(3) });
    await clinic.cancel(await clinic.booked('10:00', { daysAhead: 3 }));
    expect(await statuses(clinic, [tooEarly, tooLate, withBat, elsewhere, withAnybody])).toEqual([
      'WAITING',
      'WAITING',
      'WAITING',
      'WAITING',
      'OFFERED',
    ]);
    await clinic.cancel(await clinic.booked('10:00', { daysAhead: 3, practitionerId: bat }));
    expect((await offered(clinic, withBat)).appointment.practitioner).toEqual({ id: bat });
  });

  it('passes over a patient who is busy then, and comes back to them with another time', async () => {
    const clinic = await open();
    const { practice } = clinic;
    const colleague = await practice.practitioner([clinic.serviceId]);
    await practice.hours({ practitionerId: colleague });
    const patientId = newId('patient');
    const [ten, eleven] = [await clinic.booked('10:00'), await clinic.booked('11:00')];
    await clinic.booked('10:15', { patientId, practitionerId: colleague });
    const [busy, bold] = [await waits(clinic, { patientId, priority: 'STAT' }), await waits(clinic)];
    await clinic.cancel(ten);
    expect(await statuses(clinic, [busy, bold])).toEqual(['WAITING', 'OFFERED']);
    await clinic.cancel(eleven);
    expect(await statuses(clinic, [busy])).toEqual(['OFFERED']);
  });

  it('is not offered to the same again', async () => {
    const clinic = await open();
    const entry = await waits(clinic);
    await clinic.cancel(await clinic.booked('10:00'));
    await answer(clinic, 'declineOffer', await offered(clinic, entry));
    await clinic.cancel(await clinic.booked('10:00'));
    expect(await statuses(clinic, [entry])).toEqual(['WAITING']);
    await clinic.cancel(await clinic.booked('10:30'));
    expect(await statuses(clinic, [entry])).toEqual(['OFFERED']);
  });

  it('is offered to who waits for another service of the practitioner that fits', async () => {
    const clinic = await open();
    const { practice, practitionerId } = clinic;
    const long = await practice.service({ durationMinutes: 60 });
    await practice.done('offerService', 'practitionerService { id }', { practitionerId, serviceId: long });
    const entry = await waits(clinic, { serviceId: long });
    const [ten, half] = [await clinic.booked('10:00'), await clinic.booked('10:30')];
    await clinic.cancel(ten);
    expect(await statuses(clinic, [entry])).toEqual(['WAITING']);
    await clinic.booked('10:00');
    const again = await clinic.booked('11:00');
    await clinic.cancel(half);
    expect(await statuses(clinic, [entry])).toEqual(['WAITING']);
    await clinic.cancel(again);
    expect((await offered(clinic, entry)).appointment.startsAt).toBe(practice.at(1, '11:00'));
  });

  it('is offered to as many as there are times, when a whole series is called off', async () => {
    const clinic = await open();
    const series = { ...clinic.visit('12:00'), rule: 'FREQ=DAILY;COUNT=30' };
    const { appointments } = await clinic.practice.done<{ appointments: { id: string; version: number }[] }>(
      'bookAppointmentSeries',
      'appointments { id version }',
      series,
    );
    const waiting = [];
    for (let count = 0; count < 31; count += 1) waiting.push(await waits(clinic, { latestOn: clinic.practice.day(40) }));
    await clinic.cancel(appointments[0] as { id: string; version: number }, { scope: 'THIS_AND_LATER' });
    expect(await statuses(clinic, waiting)).toEqual([...Array<string>(30).fill('OFFERED'), 'WAITING']);
  });

  it('of a group is one of its places', async () => {
    const clinic = await open({ durationMinutes: 60, capacity: 3 });
    const group = [await clinic.booked('10:00'), await clinic.booked('10:00'), await clinic.booked('10:00')];
    const entry = await waits(clinic);
    await clinic.cancel(group[1] as { id: string; version: number });
    expect(await answer(clinic, 'acceptOffer', await offered(clinic, entry))).toBe('done');
    expect(await clinic.outcome('bookAppointment', clinic.visit('10:00'))).toBe('TAKEN');
  });
});

describe('the waitlist', () => {
  it('has a patient once for a service at a branch', async () => {
    const clinic = await open();
    const { practice, serviceId } = clinic;
    const input = {
      branchId: practice.branchId,
      patientId: newId('patient'),
      serviceId,
      earliestOn: practice.day(0),
      latestOn: practice.day(5),
    };
    const join = async (more: object = {}, context = practice.context) =>
      (await practice.run<{ userErrors: Refused[] }>('joinWaitlist', '', { ...input, ...more }, context)).userErrors.map(
        ({ code }) => code,
      );
    expect(await join()).toEqual([]);
    expect(await join()).toEqual(['TAKEN']);
    expect(await join({ patientId: newId('patient'), latestOn: practice.day(-1) })).toEqual(['INVALID']);
    expect(await join({ serviceId: newId('service') })).toEqual(['NOT_FOUND']);
    expect(await join({ patientId: newId('patient'), practitionerIds: [newId('practitioner')] })).toEqual(['NOT_FOUND']);
    expect(await join({ patientId: newId('patient') }, clinic.somebody(undefined, [newId('branch')]))).toEqual(['NOT_FOUND']);
    expect(await join({ serviceId: (await open()).serviceId })).toEqual(['NOT_FOUND']);
  });

  it('has nobody who is not there, or whose record was deleted', async () => {
    const { practice, serviceId } = await open();
    const missing = newId('patient');
    neighbours.missing.add(missing);
    for (const patientId of [missing, practice.deletedPatient()]) {
      const input = { branchId: practice.branchId, patientId, serviceId, earliestOn: practice.day(0), latestOn: practice.day(5) };
      const { entry, userErrors } = await practice.run<{ entry: Entry | null }>('joinWaitlist', 'entry { id }', input);
      expect({ entry, userErrors }).toEqual({ entry: null, userErrors: [{ code: 'NOT_FOUND', message: 'There is no such patient.' }] });
    }
  });

  it("is nobody else's", async () => {
    const [steppe, copperbelt] = [await open(), await open()];
    const entry = await waits(steppe);
    await steppe.cancel(await steppe.booked('10:00'));
    const offer = await offered(steppe, entry);
    const elsewhere = steppe.somebody(undefined, [newId('branch')]);
    for (const [mutation, what] of [
      ['acceptOffer', offer],
      ['declineOffer', offer],
      ['leaveWaitlist', { id: entry }],
    ] as const) {
      expect(await answer(copperbelt, mutation, what)).toBe('NOT_FOUND');
      expect(await answer(steppe, mutation, what, elsewhere)).toBe('NOT_FOUND');
      await expect(answer(steppe, mutation, what, steppe.somebody(['appointments:book', 'appointments:read']))).rejects.toThrow(
        /FORBIDDEN/,
      );
    }
    expect(await entryOf(steppe, entry)).toMatchObject({ status: 'OFFERED', offers: [{ status: 'OPEN' }] });
    expect(await steppe.outcome('cancelAppointment', { id: offer.appointment.id, expectedVersion: 1, by: 'PROVIDER', reason: 'no' })).toBe(
      'WRONG_STATE',
    );
  });
});

describe('an offer', () => {
  it('has one taker, of ten who accept at once', async () => {
    const clinic = await open();
    const entry = await waits(clinic);
    await clinic.cancel(await clinic.booked('10:00'));
    const offer = await offered(clinic, entry);
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => answer(clinic, 'acceptOffer', offer)));
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'WRONG_STATE')).toHaveLength(9);
  });

  it.each([
    ['runs out', (clinic: Clinic, offer: Offer) => lapse(clinic, offer)],
    ['is declined', (clinic: Clinic, offer: Offer) => answer(clinic, 'declineOffer', offer)],
    ['is of somebody who leaves', (clinic: Clinic, _: Offer, id: string) => answer(clinic, 'leaveWaitlist', { id })],
  ])('is accepted, or %s and goes on, and never both', async (_, end) => {
    const clinic = await open();
    for (const time of ['09:00', '10:00', '11:00', '12:00', '13:00', '14:00']) {
      const booked = await clinic.booked(time);
      const [dolgor, bold] = [await waits(clinic, { priority: 'STAT' }), await waits(clinic, { priority: 'STAT' })];
      await clinic.cancel(booked);
      const offer = await offered(clinic, dolgor);
      const [accepted] = await Promise.all([answer(clinic, 'acceptOffer', offer), end(clinic, offer, dolgor)]);
      const [first, second] = [await entryOf(clinic, dolgor), await entryOf(clinic, bold)];
      if (accepted === 'done') {
        expect(first).toMatchObject({ status: 'BOOKED', offers: [{ status: 'ACCEPTED', appointment: { status: 'BOOKED' } }] });
        expect(second).toMatchObject({ status: 'WAITING', offers: [] });
      } else {
        expect(accepted).toBe('WRONG_STATE');
        expect(first.offers).toMatchObject([{ appointment: { status: 'CANCELLED' } }]);
        expect(second).toMatchObject({
          status: 'OFFERED',
          offers: [{ status: 'OPEN', appointment: { status: 'PROPOSED', startsAt: clinic.practice.at(1, time) } }],
        });
      }
      for (const id of [dolgor, bold]) await answer(clinic, 'leaveWaitlist', { id });
    }
  });

  it('is made to each of ten once when fifty times become free at the same moment, and no time is offered twice', async () => {
    const clinic = await open();
    const { practice } = clinic;
    const bat = await practice.practitioner([clinic.serviceId]);
    await practice.hours({ practitionerId: bat });
    const booked = [];
    for (let index = 0; index < 50; index += 1) {
      const half = Math.floor(index / 2) % 16;
      const time = `${String(9 + Math.floor(half / 2)).padStart(2, '0')}:${half % 2 === 0 ? '00' : '30'}`;
      booked.push(
        await clinic.booked(time, { daysAhead: 1 + Math.floor(index / 32), practitionerId: index % 2 === 0 ? clinic.practitionerId : bat }),
      );
    }
    const waiting = [];
    for (let count = 0; count < 10; count += 1) waiting.push(await waits(clinic));
    await Promise.all(booked.map((each) => clinic.cancel(each)));
    const offers = await within(subgraph, practice.tenant, (transaction) =>
      transaction.rows<{ entry_id: string; time: string }>(
        sql`select entry_id, concat(practitioner_id, starts_at) as time from waitlist_offers join appointments on appointments.id = appointment_id where waitlist_offers.status = 'OPEN'`,
      ),
    );
    expect(offers).toHaveLength(10);
    expect(new Set(offers.map(({ entry_id }) => entry_id)).size).toBe(10);
    expect(new Set(offers.map(({ time }) => time)).size).toBe(10);
    const answers = await Promise.all(
      waiting.map(async (id, index) => answer(clinic, index % 2 === 0 ? 'acceptOffer' : 'declineOffer', await offered(clinic, id))),
    );
    expect(new Set(answers)).toEqual(new Set(['done']));
    expect((await statuses(clinic, waiting)).filter((status) => status === 'BOOKED')).toHaveLength(5);
  });
});
