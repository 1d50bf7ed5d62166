import pg from 'pg';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { eventually } from '#kernel/testing/eventually.js';
import { GraphClient, type Answer } from './client.js';
import {
  BookAppointmentDocument,
  CallNextTicketDocument,
  CancelAppointmentDocument,
  CheckInAppointmentDocument,
  ConfirmAppointmentDocument,
  CreateBranchDocument,
  CreateHealthcareServiceDocument,
  CreatePractitionerDocument,
  CreateResourceDocument,
  CreateScheduleDocument,
  CreateServicePointDocument,
  DayAtBranchDocument,
  FinishTicketDocument,
  HoldAppointmentDocument,
  IssueTicketDocument,
  OfferServiceDocument,
  RegisterPatientDocument,
  RescheduleAppointmentDocument,
  SkipTicketDocument,
  SlotsDocument,
  StartTicketDocument,
  TransferTicketDocument,
  type DayAtBranchQuery,
} from './generated/graphql.js';
import { LiveClient } from './live-client.js';
import { startTopology, type RunningGraph, type Topology } from './topology.js';

const patients = 500;
const clients = 50;
const practitioners = 10;

const queueBoard = `subscription ($branch: ID) {
  update: queueUpdated(branchId: $branch) {
    kind sequence
    rows: tickets { id status code servicePoint { id name } patient { initials } practitioner { name } resource { name } }
  }
}`;
const dayBoard = `subscription ($branch: ID, $date: Date!) {
  update: appointmentsChanged(branchId: $branch, date: $date) {
    kind sequence
    rows: appointments { id status startsAt patient { initials } practitioner { name } resources { name } }
  }
}`;

interface Row {
  readonly id: string;
  readonly status: string;
  readonly code?: string;
  readonly startsAt?: string;
  readonly servicePoint?: { readonly id: string };
  readonly patient: { readonly initials: string } | null;
  readonly practitioner: { readonly name: string } | null;
}

/** What hangs on the wall: rows as the messages say, one that is over taken off. */
class Board {
  readonly rows = new Map<string, Row>();
  private sequence: number | null = null;

  constructor(private readonly isShown: (row: Row) => boolean) {}

  async follow(live: LiveClient): Promise<never> {
    for (;;) {
      const { update } = await live.data<{ update: { kind: string; sequence: number; rows: Row[] } }>();
      if (update.kind === 'CURRENT_STATE') this.rows.clear();
      else if (this.sequence !== null && update.sequence !== this.sequence + 1)
        throw new Error(`A message is missing before ${update.sequence}`);
      this.sequence = update.sequence;
      for (const row of update.rows) {
        if (this.isShown(row)) this.rows.set(row.id, row);
        else this.rows.delete(row.id);
      }
    }
  }
}

/** A zone in which it is early morning now, so that the whole day is still to come: whenever the test runs. */
function morningZone(): { timeZone: string; date: string } {
  const ahead = (6 - new Date().getUTCHours() + 24) % 24;
  const hours = ahead > 12 ? ahead - 24 : ahead;
  // POSIX signs: Etc/GMT-3 is three hours ahead of UTC.
  const timeZone = hours === 0 ? 'Etc/UTC' : `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`;
  return { timeZone, date: new Date(Date.now() + hours * 3_600_000).toISOString().slice(0, 10) };
}

describe.each<Topology>(['one process', 'services'])('a day at a clinic, in %s', (topology) => {
  let graph: RunningGraph;
  let owner: GraphClient;
  let database: pg.Client;
  beforeAll(async () => {
    graph = await startTopology(topology);
    owner = await GraphClient.signIn(graph.url, 'steppe');
    database = new pg.Client({ connectionString: graph.databaseUrl });
    await database.connect();
  }, 400_000);
  afterAll(async () => {
    await database.end();
    await graph.stop();
  }, 400_000);

  it('is booked by fifty at once, walked into, called, and followed on a board that ends like the database', async () => {
    const { timeZone, date } = morningZone();
    const done = <T>(payload: (T & { userErrors: readonly { message: string }[] }) | undefined): T => {
      if (!payload || payload.userErrors.length > 0) throw new Error(JSON.stringify(payload));
      return payload;
    };
    const idOf = (entity: { id: string } | null | undefined): string => {
      if (!entity) throw new Error('Nothing was made');
      return entity.id;
    };

    // Calendars are made.
    const branchId = idOf(
      done(
        (await owner.run(CreateBranchDocument, { input: { code: 'DAY', name: 'Day clinic', type: 'CLINIC', timeZone, openingHours: [] } }))
          .data?.createBranch,
      ).branch,
    );
    const terms = { durationMinutes: 15 };
    const serviceId = idOf(
      done(
        (await owner.run(CreateHealthcareServiceDocument, { input: { code: 'DAY-15', name: 'Visit', terms } })).data
          ?.createHealthcareService,
      ).service,
    );
    const rooms = new Map<string, string>();
    for (let index = 1; index <= practitioners; index += 1) {
      const practitionerId = idOf(
        done(
          (await owner.run(CreatePractitionerDocument, { input: { name: `Dr ${index}`, branchIds: [branchId] } })).data?.createPractitioner,
        ).practitioner,
      );
      done((await owner.run(OfferServiceDocument, { input: { practitionerId, serviceId } })).data?.offerService);
      const room = done(
        (await owner.run(CreateResourceDocument, { input: { branchId, kind: 'ROOM', name: `Room ${index}` } })).data?.createResource,
      ).resource;
      rooms.set(practitionerId, idOf(room));
      const hours = [{ startsOn: '2026-01-01', from: '07:30', until: '23:30', rule: 'FREQ=DAILY' }];
      done((await owner.run(CreateScheduleDocument, { input: { branchId, practitionerId, hours } })).data?.createSchedule);
    }
    const point = async (name: string, prefix: string): Promise<string> =>
      idOf(
        done((await owner.run(CreateServicePointDocument, { input: { branchId, name, prefix } })).data?.createServicePoint).servicePoint,
      );
    const [registration, consultation] = [await point('Registration', 'A'), await point('Consultation', 'B')];

    // Boards hang on the wall.
    const live = await Promise.all([0, 1].map(() => LiveClient.connect(graph.url, { authorization: `Bearer ${owner.token}` })));
    const [queueLive, dayLive] = live as [LiveClient, LiveClient];
    queueLive.subscribe('queue', queueBoard, { branch: branchId });
    dayLive.subscribe('day', dayBoard, { branch: branchId, date });
    const queue = new Board(({ status }) => ['WAITING', 'CALLED', 'SERVING'].includes(status));
    const day = new Board(({ status }) => !['CANCELLED', 'ENTERED_IN_ERROR'].includes(status));
    const following = Promise.all([queue.follow(queueLive), day.follow(dayLive)]);
    const isBroken = following.then(
      () => null,
      (error: unknown) => error,
    );

    // Fifty clients book five hundred patients.
    const booked: { id: string; version: number; patientId: string }[] = [];
    const book = async (client: GraphClient, number: number): Promise<void> => {
      const registering = { names: [{ family: `Patient${number}`, given: ['Day'] }], branchId, allowDuplicate: true };
      const patientId = idOf(done((await client.run(RegisterPatientDocument, { input: registering })).data?.registerPatient).patient);
      for (let attempt = 0; attempt < 60; attempt += 1) {
        const { data } = await client.run(SlotsDocument, {
          input: { serviceId, branchIds: [branchId], from: date, until: date, limit: 1000 },
        });
        const free = data?.slots.slots ?? [];
        // Half want the earliest, where all meet.
        const slot = free[number % 2 === 0 ? Math.min(free.length - 1, attempt) : Math.floor(Math.random() * free.length)];
        if (!slot?.practitioner) throw new Error('Nothing is free any more');
        const visit = {
          branchId,
          patientId,
          serviceId,
          practitionerId: slot.practitioner.id,
          resourceIds: [rooms.get(slot.practitioner.id) ?? ''],
          startsAt: slot.startsAt,
        };
        const answer =
          number % 3 === 0
            ? await holdAndConfirm(client, visit)
            : (await client.run(BookAppointmentDocument, { input: visit })).data?.bookAppointment;
        if (answer?.appointment) {
          booked.push({ ...answer.appointment, patientId });
          return;
        }
        if (answer?.userErrors[0]?.code !== 'TAKEN') throw new Error(JSON.stringify(answer));
      }
      throw new Error('Sixty times somebody was faster');
    };
    await Promise.all(
      Array.from({ length: clients }, async (_, client) => {
        const desk = owner.with({ 'x-desk': String(client) });
        for (let number = client; number < patients; number += clients) await book(desk, number);
      }),
    );
    expect(booked).toHaveLength(patients);

    // Some change their minds; the morning's patients come, and others walk in.
    for (const { id, version } of booked.slice(0, 20))
      done(
        (await owner.run(CancelAppointmentDocument, { input: { id, expectedVersion: version, by: 'PATIENT', reason: 'Feels better' } }))
          .data?.cancelAppointment,
      );
    const moved = await Promise.all(
      booked.slice(20, 40).map(async ({ id, version }, index) => {
        const { data } = await owner.run(SlotsDocument, {
          input: { serviceId, branchIds: [branchId], from: date, until: date, limit: 1000 },
        });
        const slot = data?.slots.slots.at(-1 - index * 3);
        const input = {
          id,
          expectedVersion: version,
          startsAt: slot?.startsAt ?? '',
          practitionerId: slot?.practitioner?.id ?? null,
          resourceIds: [rooms.get(slot?.practitioner?.id ?? '') ?? ''],
        };
        return (await owner.run(RescheduleAppointmentDocument, { input })).data?.rescheduleAppointment;
      }),
    );
    expect(moved.filter((payload) => payload?.appointment).length).toBeGreaterThan(0);
    expect(moved.every((payload) => payload?.appointment ?? payload?.userErrors[0]?.code === 'TAKEN')).toBe(true);
    const arriving = booked.slice(40, 100).map(async ({ id, version }) => {
      const { data } = await owner.run(CheckInAppointmentDocument, {
        input: { id, expectedVersion: version, servicePointId: registration },
      });
      return done(data?.checkInAppointment).ticket?.code;
    });
    const walkingIn = Array.from(
      { length: 40 },
      async () => done((await owner.run(IssueTicketDocument, { input: { servicePointId: registration } })).data?.issueTicket).ticket?.code,
    );
    const codes = await Promise.all([...arriving, ...walkingIn]);
    expect([...codes].sort()).toEqual(Array.from({ length: 100 }, (_, index) => `A-${String(index + 1).padStart(3, '0')}`));

    // Four desks call; some do not come, some go on to another queue; ten are still waiting in the evening.
    const called: string[] = [];
    await Promise.all(
      [...rooms].slice(0, 4).map(async ([practitionerId, resourceId]) => {
        for (;;) {
          if (called.length >= 90) return;
          const { ticket } = done(
            (await owner.run(CallNextTicketDocument, { input: { servicePointId: registration, resourceId } })).data?.callNextTicket,
          );
          if (!ticket) return;
          called.push(ticket.code);
          const { id } = ticket;
          if (called.length % 9 === 0) done((await owner.run(SkipTicketDocument, { input: { id } })).data?.skipTicket);
          else if (called.length % 7 === 0)
            done((await owner.run(TransferTicketDocument, { input: { id, servicePointId: consultation } })).data?.transferTicket);
          else {
            done((await owner.run(StartTicketDocument, { input: { id } })).data?.startTicket);
            if (called.length % 11 !== 0) done((await owner.run(FinishTicketDocument, { input: { id } })).data?.finishTicket);
          }
          if (called.length % 5 === 0) {
            const next = done(
              (await owner.run(CallNextTicketDocument, { input: { servicePointId: consultation, practitionerId } })).data?.callNextTicket,
            ).ticket;
            if (next) called.push(next.code);
          }
        }
      }),
    );
    const fromRegistration = new Set(called);
    expect(fromRegistration.size).toBeGreaterThanOrEqual(80);

    // The boards end like the database.
    const open = await openTickets();
    await eventually(
      () => Promise.resolve(shown(queue)),
      (rows) => JSON.stringify(rows) === JSON.stringify(open),
    );
    const taken = await appointmentsOfDay();
    await eventually(
      () => Promise.resolve(shown(day)),
      (rows) => JSON.stringify(rows) === JSON.stringify(taken),
    );
    expect(queue.rows.size).toBeGreaterThan(0);
    for (const row of day.rows.values())
      expect(row).toMatchObject({ patient: { initials: 'D.P.' }, practitioner: { name: expect.stringMatching(/^Dr \d+$/) as string } });

    // Nobody was booked twice, and every appointment that takes time has all of it.
    expect(await overlaps()).toEqual([]);
    const { rows: counted } = await database.query<{ status: string; reservations: string }>(
      `select a.status, array_agg(distinct (select count(*) from scheduling.reservations r where r.appointment_id = a.id))::text as reservations
        from scheduling.appointments a where branch_id = $1 group by 1 order by 1`,
      [toUuid('branch', branchId)],
    );
    expect(new Map(counted.map(({ status, reservations }) => [status, reservations])).get('BOOKED')).toBe('{3}');
    expect(new Map(counted.map(({ status, reservations }) => [status, reservations])).get('CANCELLED')).toBe('{0}');

    // And the graph says the same, across four subgraphs, in pages.
    const seen = new Set<string>();
    let after: string | null = null;
    do {
      const list = await pageOfDay(after);
      for (const { id } of list.nodes) seen.add(id);
      after = list.pageInfo.hasNextPage ? list.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen.size).toBe(patients);
    await Promise.all(live.map((each) => each.close()));
    expect(String(await isBroken)).toContain('The socket was closed');

    async function holdAndConfirm(
      client: GraphClient,
      visit: { branchId: string; patientId: string; serviceId: string; practitionerId: string; resourceIds: string[]; startsAt: string },
    ) {
      const held = (await client.run(HoldAppointmentDocument, { input: visit })).data?.holdAppointment;
      if (!held?.appointment) return held && { ...held, appointment: null };
      return (await client.run(ConfirmAppointmentDocument, { input: { id: held.appointment.id } })).data?.confirmAppointment;
    }

    async function pageOfDay(cursor: string | null): Promise<DayAtBranchQuery['appointments']> {
      const { data, text }: Answer<DayAtBranchQuery> = await owner.run(DayAtBranchDocument, { branchId, date, after: cursor });
      if (!data || text.includes('"errors"')) throw new Error(text);
      return data.appointments;
    }

    function shown(board: Board): string[] {
      return [...board.rows.values()]
        .map(({ id, status, startsAt, code, servicePoint }) => JSON.stringify([id, status, startsAt ?? code, servicePoint?.id ?? null]))
        .sort();
    }

    async function openTickets(): Promise<string[]> {
      const { rows } = await database.query<{ id: string; status: string; code: string; service_point_id: string }>(
        `select id, status, code, service_point_id from scheduling.queue_tickets where branch_id = $1 and status in ('WAITING', 'CALLED', 'SERVING')`,
        [toUuid('branch', branchId)],
      );
      return rows
        .map((row) => JSON.stringify([toTypeId('ticket', row.id), row.status, row.code, toTypeId('servicepoint', row.service_point_id)]))
        .sort();
    }

    async function appointmentsOfDay(): Promise<string[]> {
      const { rows } = await database.query<{ id: string; status: string; starts_at: Date }>(
        `select id, status, starts_at from scheduling.appointments where branch_id = $1 and local_date = $2 and status not in ('CANCELLED', 'ENTERED_IN_ERROR')`,
        [toUuid('branch', branchId), date],
      );
      return rows.map((row) => JSON.stringify([toTypeId('appointment', row.id), row.status, row.starts_at.toISOString(), null])).sort();
    }

    async function overlaps(): Promise<unknown[]> {
      const { rows } = await database.query<{ subject_id: string }>(
        `select a.subject_id from scheduling.reservations a join scheduling.reservations b
          on a.tenant_id = b.tenant_id and a.subject_id = b.subject_id and a.id < b.id and a.during && b.during`,
      );
      return rows;
    }
  }, 280_000);

  it('reminds a patient by a job that asks the patients for the address', async () => {
    await owner.send({
      query:
        'mutation { updateSchedulingSettings(input: { expectedVersion: 0, quietFrom: "00:00", quietUntil: "00:00", reminderChannels: [LOG] }) { settings { version } userErrors { message } } }',
    });
    const { visit, patient } = await freeVisit();
    const id = (await owner.run(BookAppointmentDocument, { input: visit })).data?.bookAppointment.appointment?.id ?? '';

    const due = await database.query(`update scheduling_jobs._private_jobs set run_at = now() where key like '%:reminder:' || $1`, [id]);
    expect(due.rowCount).toBe(1);
    const log = 'query ($id: ID!) { appointment(id: $id) { notifications { channel status text reason } } }';
    const kept = await eventually(
      async () =>
        (await owner.send<{ appointment: { notifications: { status: string; text: string | null }[] } }>({ query: log, variables: { id } }))
          .data?.appointment.notifications ?? [],
      (notifications) => notifications.length > 0,
    );
    expect(kept).toEqual([
      { channel: 'LOG', status: 'SENT', reason: null, text: expect.stringContaining(`Dear ${patient.name}`) as string },
    ]);
  });

  it('offers a time that became free to who waits, and tells it live', async () => {
    const live = await LiveClient.connect(graph.url, { authorization: `Bearer ${owner.token}` });
    const { visit, others } = await freeVisit();
    live.subscribe(
      'offers',
      'subscription ($branch: ID) { slotOffered(branchId: $branch) { kind offers { id status entry { patient { id initials } } appointment { status startsAt practitioner { name } } } } }',
      {
        branch: visit.branchId,
      },
    );
    interface Offered {
      readonly slotOffered: {
        readonly kind: string;
        readonly offers: readonly {
          id: string;
          status: string;
          entry: { patient: { id: string } };
          appointment: { status: string; startsAt: string };
        }[];
      };
    }
    expect((await live.data<Offered>()).slotOffered).toEqual({ kind: 'CURRENT_STATE', offers: [] });
    const booked = (await owner.run(BookAppointmentDocument, { input: visit })).data?.bookAppointment.appointment;
    const waiting = {
      branchId: visit.branchId,
      patientId: others[0]?.id,
      serviceId: visit.serviceId,
      earliestOn: visit.startsAt.slice(0, 10),
      latestOn: '2099-01-01',
    };
    await owner.send({
      query: 'mutation ($input: JoinWaitlistInput!) { joinWaitlist(input: $input) { entry { id } userErrors { message } } }',
      variables: { input: waiting },
    });
    await owner.run(CancelAppointmentDocument, {
      input: { id: booked?.id ?? '', expectedVersion: booked?.version ?? 0, by: 'PATIENT', reason: 'Travels' },
    });
    const { slotOffered } = await live.data<Offered>();
    expect(slotOffered).toMatchObject({
      kind: 'CHANGE',
      offers: [
        { status: 'OPEN', entry: { patient: { id: others[0]?.id } }, appointment: { status: 'PROPOSED', startsAt: visit.startsAt } },
      ],
    });
    const accept = 'mutation ($id: ID!) { acceptOffer(input: { id: $id }) { appointment { status } userErrors { message } } }';
    const { data } = await owner.send({ query: accept, variables: { id: slotOffered.offers[0]?.id } });
    expect(data).toEqual({ acceptOffer: { appointment: { status: 'BOOKED' }, userErrors: [] } });
    expect((await live.data<Offered>()).slotOffered.offers[0]).toMatchObject({ status: 'ACCEPTED', appointment: { status: 'BOOKED' } });
    await live.close();
  });

  it('joins who cares, who is cared for and where', async () => {
    const doctor = await GraphClient.signIn(graph.url, 'steppe', 'doctor');
    const { data, errors } = await doctor.send<{ me: { practitioner: { name: string; staff: { displayName: string } } } }>({
      query: `{
        me { practitioner { name staff { displayName } branches { name } appointments(first: 3) { nodes { patient { initials } branch { name } } } } }
        patients(first: 20) { nodes { name appointments(first: 2) { nodes { practitioner { name staff { displayName } } branch { name practitioners { name } } } } } }
      }`,
    });
    expect(errors).toBeUndefined();
    expect(data?.me.practitioner).toMatchObject({ staff: { displayName: 'Doctor' } });
  });

  /** A visit next week at the hospital that can be booked, for one of its patients. */
  async function freeVisit() {
    const { data: found } = await owner.send<{
      branches: { nodes: { id: string; practitioners: { services: { service: { id: string } }[] }[] }[] };
      patients: { nodes: { id: string; name: string }[] };
    }>({
      query:
        '{ branches(first: 1, type: HOSPITAL) { nodes { id practitioners { services { service { id } } } } } patients(first: 3) { nodes { id name } } }',
    });
    const [branch, [patient, ...others]] = [found?.branches.nodes[0], found?.patients.nodes ?? []];
    const serviceId = branch?.practitioners[0]?.services[0]?.service.id;
    if (!branch || !patient || !serviceId) throw new Error('The demo has no hospital with a practitioner');
    const [from, until] = [7, 14].map((days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)) as [string, string];
    const slot = (await owner.run(SlotsDocument, { input: { serviceId, branchIds: [branch.id], patientId: patient.id, from, until } })).data
      ?.slots.slots[0];
    if (!slot?.practitioner) throw new Error('Nothing is free at the hospital');
    return {
      visit: { branchId: branch.id, patientId: patient.id, serviceId, practitionerId: slot.practitioner.id, startsAt: slot.startsAt },
      patient,
      others,
    };
  }
});
