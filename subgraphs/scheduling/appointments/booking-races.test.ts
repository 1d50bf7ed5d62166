import { sql } from '#kernel/database/sql.js';
import { newId, toTypeId, toUuid } from '#kernel/graph/type-id.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { Clinic, type Neighbours } from '../testing/clinic.js';
import { runJob, runOut, within } from '../testing/passing-time.js';
import { bookedFields, openScheduling, type Booked } from '../testing/practice.js';
import { expireOffer } from '../waitlist/offering.js';
import { takingStatuses } from './appointment-status.js';
import { expireHold } from './hold-expiry.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openScheduling());
});
afterAll(() => subgraph.close());

const clients = (count: number) => Array.from({ length: count }, (_, index) => index);

function tally(outcomes: readonly string[]): Record<string, number> {
  return Object.fromEntries([...Map.groupBy(outcomes, (outcome) => outcome)].map(([outcome, all]) => [outcome, all.length]));
}

/** Numbers from 0 up to 1 that are the same in every run (mulberry32). */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Overlap {
  readonly subject_id: string;
  readonly starts_at: Date;
}

/** Reservations of one subject at one time that are not places of one session. */
function overlaps({ practice }: Clinic): Promise<Overlap[]> {
  return within(subgraph, practice.tenant, (transaction) =>
    transaction.rows<Overlap>(sql`select one.subject_id, one.starts_at from reservations one join reservations other
      on other.subject_id = one.subject_id and other.id > one.id and other.during && one.during and (other.session <> one.session or other.lane = one.lane)`),
  );
}

/** Appointments that take other time than their own, or that take time in a status in which they take none, or none in one in which they do. */
function mismatches({ practice }: Clinic): Promise<object[]> {
  return within(subgraph, practice.tenant, (transaction) =>
    transaction.rows(sql`select id, status, expected, found from (
      select id, status, case when status = any (${takingStatuses}) then 2 + cardinality(resource_ids) else 0 end as expected,
        (select count(*)::int from reservations where appointment_id = appointments.id and reservations.starts_at <= appointments.starts_at and reservations.ends_at >= appointments.ends_at
          and (expires_at is null) = (hold_expires_at is null)) as found,
        (select count(*)::int from reservations where appointment_id = appointments.id) as all_found
      from appointments) as each where found <> expected or all_found <> expected`),
  );
}

describe('200 clients who want one time', () => {
  it('get it once', async () => {
    const clinic = await Clinic.open(subgraph, neighbours);
    const mutation = (index: number) => (index % 3 === 0 ? 'holdAppointment' : 'bookAppointment');
    const outcomes = await Promise.all(clients(200).map((index) => clinic.outcome(mutation(index), clinic.visit('10:00'))));
    expect(outcomes.filter((outcome) => outcome === 'TAKEN')).toHaveLength(199);
    expect(outcomes.filter((outcome) => outcome === 'BOOKED' || outcome === 'PENDING')).toHaveLength(1);
    expect(await overlaps(clinic)).toEqual([]);
    expect(await mismatches(clinic)).toEqual([]);
  });

  it('get it five times when it has five places', async () => {
    const clinic = await Clinic.open(subgraph, neighbours, { durationMinutes: 60, capacity: 5 });
    expect(tally(await Promise.all(clients(200).map(() => clinic.outcome('bookAppointment', clinic.visit('10:00')))))).toEqual({
      BOOKED: 5,
      TAKEN: 195,
    });
    expect(await overlaps(clinic)).toEqual([]);
  });

  it('get all of its places when they are as many', async () => {
    const clinic = await Clinic.open(subgraph, neighbours, { durationMinutes: 60, capacity: 20 });
    const ward = await clinic.practice.room({ capacity: 20 });
    expect(
      tally(await Promise.all(clients(20).map(() => clinic.outcome('bookAppointment', clinic.visit('10:00', { resourceIds: [ward] }))))),
    ).toEqual({ BOOKED: 20 });
  });

  it('with other people and rooms beside, in another order each, do not wait for each other for ever', async () => {
    const clinic = await Clinic.open(subgraph, neighbours);
    const { practice, serviceId } = clinic;
    const practitioners = [clinic.practitionerId, ...(await Promise.all(clients(3).map(() => practice.practitioner([serviceId]))))];
    for (const practitionerId of practitioners.slice(1)) await practice.hours({ practitionerId });
    const rooms = await Promise.all(clients(4).map(() => practice.room()));
    const patients = clients(6).map(() => newId('patient'));
    const roll = dice(7);
    const pick = <T>(from: readonly T[]): T => from[Math.floor(roll() * from.length)] as T;
    const outcomes = await Promise.all(
      clients(200).map(() => {
        const resourceIds = rooms.filter(() => roll() < 0.6).sort(() => roll() - 0.5);
        return clinic.outcome(
          'bookAppointment',
          clinic.visit(pick(['10:00', '10:15']), { practitionerId: pick(practitioners), patientId: pick(patients), resourceIds }),
        );
      }),
    );
    expect(new Set(outcomes)).toEqual(new Set(['BOOKED', 'TAKEN']));
    expect(await overlaps(clinic)).toEqual([]);
    expect(await mismatches(clinic)).toEqual([]);
  });
});

describe('two holds of one time', () => {
  it('of which the first ran out are not both confirmed, however they meet', async () => {
    const clinic = await Clinic.open(subgraph, neighbours);
    const { tenant } = clinic.practice;
    for (const time of ['09:00', '10:00', '11:00', '12:00', '13:00', '14:00']) {
      const first = await clinic.held(time);
      await runOut(subgraph, tenant, first.id);
      const second = await clinic.held(time);
      const outcomes = await Promise.all([
        clinic.outcome('confirmAppointment', { id: first.id }),
        clinic.outcome('confirmAppointment', { id: second.id }),
        runJob(subgraph, tenant, expireHold, { appointmentId: first.id }),
        clinic.outcome('bookAppointment', clinic.visit(time)),
      ]);
      expect([outcomes[0], outcomes[1], outcomes[3]]).toEqual(['WRONG_STATE', 'BOOKED', 'TAKEN']);
    }
    expect(await overlaps(clinic)).toEqual([]);
    expect(await mismatches(clinic)).toEqual([]);
  });

  it('are confirmed or run out, whichever comes first, and then whoever is next has the time', async () => {
    const clinic = await Clinic.open(subgraph, neighbours);
    const { tenant } = clinic.practice;
    const room = await clinic.practice.room();
    const times = ['09:00', '09:30', '10:00', '10:30', '11:00', '11:30', '12:00', '12:30'];
    for (const time of times) {
      const { id } = await clinic.held(time, { resourceIds: [room] });
      const [confirmed, , booked] = await Promise.all([
        clinic.outcome('confirmAppointment', { id }),
        runOut(subgraph, tenant, id).then(() => runJob(subgraph, tenant, expireHold, { appointmentId: id })),
        clinic.outcome('bookAppointment', clinic.visit(time, { resourceIds: [room] })),
      ]);
      expect(confirmed === 'BOOKED' && booked === 'BOOKED').toBe(false);
      expect(['BOOKED', 'WRONG_STATE']).toContain(confirmed);
      expect(['BOOKED', 'TAKEN']).toContain(booked);
    }
    expect(await overlaps(clinic)).toEqual([]);
    expect(await mismatches(clinic)).toEqual([]);
  });
});

describe('two practitioners who swap their visits', () => {
  it('do not wait for each other for ever', async () => {
    const clinic = await Clinic.open(subgraph, neighbours);
    const { practice } = clinic;
    const bat = await practice.practitioner([clinic.serviceId]);
    await practice.hours({ practitionerId: bat });
    for (const daysAhead of clients(10).map((day) => day + 1)) {
      const [one, two] = [await clinic.booked('10:00', { daysAhead }), await clinic.booked('11:00', { daysAhead, practitionerId: bat })];
      const move = ({ id, version }: typeof one, time: string, practitionerId: string) =>
        clinic.outcome('rescheduleAppointment', { id, expectedVersion: version, startsAt: practice.at(daysAhead, time), practitionerId });
      expect(await Promise.all([move(one, '13:00', bat), move(two, '13:00', clinic.practitionerId)])).toEqual(['BOOKED', 'BOOKED']);
    }
  });
});

describe('a storm of 25 clients who hold, confirm, book, move, call off, forget, wait and answer', () => {
  it('leaves no overlap and loses no time', async () => {
    const terms = { durationMinutes: 30, bufferAfterMinutes: 15 };
    const clinic = await Clinic.open(subgraph, neighbours, terms);
    const { practice, serviceId } = clinic;
    const darkhan = practice.addBranch(newId('branch'), 'Asia/Ulaanbaatar');
    const group = await practice.service({ durationMinutes: 60, capacity: 3 });
    await practice.done('offerService', 'practitionerService { id }', { practitionerId: clinic.practitionerId, serviceId: group });
    const bat = await practice.practitioner([serviceId, group], { name: 'Dr Bat' });
    await practice.hours({ practitionerId: bat });
    const chuluun = await practice.practitioner([serviceId], { name: 'Dr Chuluun', branchIds: [darkhan] });
    await practice.hours({ practitionerId: chuluun, branchId: darkhan });
    const rooms = [await practice.room(), await practice.room({ kind: 'DEVICE' }), await practice.room({ capacity: 2 })];
    const patients = clients(10).map(() => newId('patient'));
    const known: string[] = [];
    const living: string[] = [];
    const outcomes: string[] = [];

    const roll = dice(20_261);
    const pick = <T>(from: readonly T[]): T => from[Math.floor(roll() * from.length)] as T;
    const place = (): { practitionerId: string; branchId: string; resourceIds: string[] } => {
      const practitionerId = pick([clinic.practitionerId, bat, chuluun]);
      return practitionerId === chuluun
        ? { practitionerId, branchId: darkhan, resourceIds: [] }
        : { practitionerId, branchId: practice.branchId, resourceIds: rooms.filter(() => roll() < 0.4).sort(() => roll() - 0.5) };
    };
    const time = (): string => practice.at(pick([1, 2]), `${pick(['09', '10', '11', '13', '14', '15'])}:${pick(['00', '15', '30', '45'])}`);
    const visit = (): object => {
      const where = place();
      const isGroup = where.practitionerId !== chuluun && roll() < 0.3;
      return { ...where, serviceId: isGroup ? group : serviceId, patientId: pick(patients), startsAt: time() };
    };
    const make = async (mutation: string): Promise<void> => {
      const { appointment, userErrors } = await practice.run<Booked>(mutation, bookedFields, visit());
      outcomes.push(`${mutation} ${userErrors[0]?.code ?? 'done'}`);
      if (!appointment) return;
      known.push(appointment.id);
      living.push(appointment.id);
    };
    const versionOf = async (id: string): Promise<number> => {
      const found = await within(subgraph, practice.tenant, (transaction) =>
        transaction.rows<{ version: number }>(sql`select version from appointments where id = ${toUuid('appointment', id)}`),
      );
      return found[0]?.version ?? 0;
    };
    const change = async (mutation: string, inputOf: (id: string, expectedVersion: number) => object): Promise<void> => {
      const id = pick(living);
      const { appointment, userErrors } = await practice.run<Booked>(mutation, bookedFields, inputOf(id, await versionOf(id)));
      outcomes.push(`${mutation} ${userErrors[0]?.code ?? 'done'}`);
      if (appointment?.status === 'CANCELLED') living.splice(living.indexOf(id), 1);
    };
    const forget = async (): Promise<void> => {
      const id = pick(living);
      await runOut(subgraph, practice.tenant, id);
      if (roll() < 0.5) await runJob(subgraph, practice.tenant, expireHold, { appointmentId: id });
    };
    const wait = async (patientId: string): Promise<void> => {
      const input = {
        branchId: practice.branchId,
        patientId,
        serviceId: pick([serviceId, group]),
        earliestOn: practice.day(1),
        latestOn: practice.day(2),
      };
      const { userErrors } = await practice.run('joinWaitlist', '', { ...input, priority: pick(['ROUTINE', 'STAT']) });
      outcomes.push(`joinWaitlist ${userErrors[0]?.code ?? 'done'}`);
    };
    const answer = async (): Promise<void> => {
      const one = pick(await openOffers());
      if (!one) return;
      const offer = toTypeId('offer', one.id);
      const how = pick(['acceptOffer', 'acceptOffer', 'declineOffer', 'leaveWaitlist', 'lapse']);
      if (how === 'lapse') {
        await runOut(subgraph, practice.tenant, toTypeId('appointment', one.appointment_id));
        await runJob(subgraph, practice.tenant, expireOffer, { offerId: offer });
        return;
      }
      const { userErrors } = await practice.run(how, '', { id: how === 'leaveWaitlist' ? toTypeId('waitlistentry', one.entry_id) : offer });
      outcomes.push(`${how} ${userErrors[0]?.code ?? 'done'}`);
    };
    const openOffers = () =>
      within(subgraph, practice.tenant, (transaction) =>
        transaction.rows<{ id: string; entry_id: string; appointment_id: string }>(
          sql`select id, entry_id, appointment_id from waitlist_offers where status = 'OPEN'`,
        ),
      );
    const step = (): Promise<void> => {
      const chance = living.length === 0 ? 0 : roll();
      if (roll() < 0.08) return wait(pick(patients));
      if (roll() < 0.12) return answer();
      if (chance < 0.25) return make('holdAppointment');
      if (chance < 0.45) return make('bookAppointment');
      if (chance < 0.6) return change('confirmAppointment', (id) => ({ id }));
      if (chance < 0.75)
        return change('rescheduleAppointment', (id, expectedVersion) => ({ id, expectedVersion, startsAt: time(), ...place() }));
      if (chance < 0.92)
        return change('cancelAppointment', (id, expectedVersion) => ({ id, expectedVersion, by: 'PATIENT', reason: 'Storm' }));
      return forget();
    };
    for (let count = 0; count < 10; count += 1) await wait(newId('patient'));
    await Promise.all(
      clients(25).map(async () => {
        for (let round = 0; round < 30; round += 1) await step();
      }),
    );
    for (const id of known) await runJob(subgraph, practice.tenant, expireHold, { appointmentId: id });

    expect(outcomes).toEqual(
      expect.arrayContaining([
        'holdAppointment done',
        'bookAppointment done',
        'confirmAppointment done',
        'rescheduleAppointment done',
        'cancelAppointment done',
      ]),
    );
    expect(await overlaps(clinic)).toEqual([]);
    expect(await mismatches(clinic)).toEqual([]);

    const astray = await within(subgraph, practice.tenant, (transaction) =>
      transaction.rows(sql`select entry.id from waitlist_entries entry left join waitlist_offers offer on offer.entry_id = entry.id and offer.status = 'OPEN'
        left join appointments on appointments.id = offer.appointment_id
        where (entry.status = 'OFFERED') <> (offer.id is not null) or (offer.id is not null and appointments.status <> 'PROPOSED')
        union all select id from appointments where status = 'PROPOSED' and not exists (select from waitlist_offers where appointment_id = appointments.id and status = 'OPEN')`),
    );
    expect(astray).toEqual([]);
    const offers = await within(subgraph, practice.tenant, (transaction) => transaction.rows(sql`select id from waitlist_offers`));
    expect(offers.length).toBeGreaterThan(0);

    const times = await within(subgraph, practice.tenant, (transaction) =>
      transaction.rows<{ practitioner: string; service: string; from: Date; until: Date }>(
        sql`select practitioner_id as practitioner, service_id as service, starts_at as from, ends_at as until from appointments where status = any (${takingStatuses})`,
      ),
    );
    const bufferMs = 15 * 60_000;
    for (const [practitionerId, branchId] of [
      [clinic.practitionerId, practice.branchId],
      [bat, practice.branchId],
      [chuluun, darkhan],
    ] as const) {
      const taken = times
        .filter(({ practitioner }) => practitioner === toUuid('practitioner', practitionerId))
        .map(({ service, from, until }) => ({
          from: from.getTime(),
          until: until.getTime() + (service === toUuid('service', serviceId) ? bufferMs : 0),
        }));
      for (const day of [1, 2]) {
        const found = await practice.slots({
          serviceId,
          practitionerIds: [practitionerId],
          branchIds: [branchId],
          from: practice.day(day),
          until: practice.day(day),
        });
        const opens = Date.parse(practice.at(day, '09:00'));
        const grid = clients((8 * 60 - 30) / 15 + 1).map((step) => opens + step * bufferMs);
        const free = grid.filter((start) => !taken.some(({ from, until }) => start < until && start + 45 * 60_000 > from));
        expect(found.map(({ startsAt }) => Date.parse(startsAt))).toEqual(free);
      }
    }
  });
});
