import pg from 'pg';
import { newId, newUuid, toUuid } from '#kernel/graph/type-id.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { Clinic, type Neighbours } from '../testing/clinic.js';
import { openScheduling } from '../testing/practice.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
let app: pg.Client;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openScheduling());
  app = new pg.Client({ connectionString: subgraph.url });
  await app.connect();
});
afterAll(async () => {
  await app.end();
  await subgraph.close();
});

interface Row {
  readonly subject_id: string;
  readonly session: string;
  readonly lane: number;
  readonly starts_at: Date;
  readonly ends_at: Date;
}

/** As code that forgets every rule would write: straight into the table, as the application's own role. */
async function asTenant<R>({ practice }: Clinic, work: () => Promise<R>): Promise<R> {
  await app.query('begin');
  try {
    await app.query(`select set_config('app.tenant_id', $1, true), set_config('app.branch_ids', '*', true)`, [
      toUuid('tenant', practice.tenant.id),
    ]);
    return await work();
  } finally {
    await app.query('rollback');
  }
}

function rowsOf(appointmentId: string): Promise<Row[]> {
  return app
    .query<Row>('select subject_id, session, lane, starts_at, ends_at from reservations where appointment_id = $1', [
      toUuid('appointment', appointmentId),
    ])
    .then(({ rows }) => rows);
}

async function insert(appointmentId: string, row: Row): Promise<string> {
  const values = [toUuid('appointment', appointmentId), row.subject_id, row.session, row.lane, row.starts_at, row.ends_at];
  await app.query('savepoint attempt');
  try {
    await app.query(
      'insert into reservations (appointment_id, subject_id, session, lane, starts_at, ends_at) values ($1, $2, $3, $4, $5, $6)',
      values,
    );
    return 'taken';
  } catch (error) {
    return (error as { constraint?: string }).constraint ?? String(error);
  } finally {
    await app.query('rollback to savepoint attempt');
  }
}

/** An appointment that takes nothing any more. */
async function withoutTime(clinic: Clinic): Promise<{ id: string }> {
  return (await clinic.cancel(await clinic.booked('15:00'))).appointment;
}

const minutes = (date: Date, count: number): Date => new Date(date.getTime() + count * 60_000);

describe('the database itself', () => {
  it('refuses an overlap of practitioner, room, device and patient, with their buffers', async () => {
    const clinic = await Clinic.open(subgraph, neighbours, { durationMinutes: 30, bufferBeforeMinutes: 10, bufferAfterMinutes: 20 });
    const { practice, practitionerId } = clinic;
    const [room, device, patientId] = [await practice.room(), await practice.room({ kind: 'DEVICE' }), newId('patient')];
    const booked = await clinic.booked('10:00', { resourceIds: [room, device], patientId });
    const other = await withoutTime(clinic);
    const buffered = [toUuid('practitioner', practitionerId), toUuid('resource', room), toUuid('resource', device)];
    const [from, until] = [new Date(practice.at(1, '10:00')), new Date(practice.at(1, '10:30'))];
    await asTenant(clinic, async () => {
      const rows = await rowsOf(booked.id);
      expect(rows.map(({ subject_id }) => subject_id).sort()).toEqual([...buffered, toUuid('patient', patientId)].sort());
      for (const { subject_id } of rows) {
        const [before, after] = buffered.includes(subject_id) ? [10, 20] : [0, 0];
        const at = (starts_at: Date, ends_at: Date) => insert(other.id, { subject_id, session: newUuid(), lane: 0, starts_at, ends_at });
        expect(await at(from, until)).toBe('reservations_overlap');
        expect(await at(minutes(from, -60), minutes(from, -before + 1))).toBe('reservations_overlap');
        expect(await at(minutes(until, after - 1), minutes(until, 60))).toBe('reservations_overlap');
        expect(await at(minutes(from, -60), minutes(from, -before))).toBe('taken');
        expect(await at(minutes(until, after), minutes(until, 60))).toBe('taken');
      }
    });
  });

  it('lets a session have as many lanes as there are, each once', async () => {
    const clinic = await Clinic.open(subgraph, neighbours, { durationMinutes: 60, capacity: 3 });
    const group = [await clinic.booked('10:00'), await clinic.booked('10:00'), await clinic.booked('10:00')];
    const other = await withoutTime(clinic);
    await asTenant(clinic, async () => {
      const practitioner = toUuid('practitioner', clinic.practitionerId);
      const rows: Row[] = [];
      for (const { id } of group) rows.push(...(await rowsOf(id)).filter(({ subject_id }) => subject_id === practitioner));
      expect(rows.map(({ lane }) => lane)).toEqual([0, 1, 2]);
      expect(new Set(rows.map(({ session }) => session)).size).toBe(1);
      for (const row of rows) expect(await insert(other.id, row)).toBe('reservations_lane');
      expect(await insert(other.id, { ...(rows[0] as Row), session: newUuid() })).toBe('reservations_overlap');
    });
  });

  it('gives the places of a room to whoever comes, and no more than there are', async () => {
    const clinic = await Clinic.open(subgraph, neighbours);
    const { practice, serviceId } = clinic;
    const colleagues = await Promise.all(['Dr Bat', 'Dr Chuluun'].map((name) => practice.practitioner([serviceId], { name })));
    for (const practitionerId of colleagues) await practice.hours({ practitionerId });
    const ward = await practice.room({ capacity: 2 });
    await clinic.booked('10:00', { resourceIds: [ward] });
    await clinic.booked('10:15', { resourceIds: [ward], practitionerId: colleagues[0] });
    expect(await clinic.outcome('bookAppointment', clinic.visit('10:15', { resourceIds: [ward], practitionerId: colleagues[1] }))).toBe(
      'TAKEN',
    );
    expect(await clinic.outcome('bookAppointment', clinic.visit('10:30', { resourceIds: [ward], practitionerId: colleagues[1] }))).toBe(
      'BOOKED',
    );
  });

  it('keeps tenants apart', async () => {
    const [steppe, copperbelt] = [await Clinic.open(subgraph, neighbours), await Clinic.open(subgraph, neighbours)];
    const booked = await steppe.booked('10:00');
    const own = await withoutTime(copperbelt);
    const [row] = await asTenant(steppe, () => rowsOf(booked.id));
    if (!row) throw new Error('nothing is reserved');
    await asTenant(copperbelt, async () => {
      expect(await rowsOf(booked.id)).toEqual([]);
      expect(await insert(own.id, row)).toBe('taken');
      expect(await insert(booked.id, row)).toMatch(/fkey/);
    });
  });

  it('gives a visit one free follow-up', async () => {
    const clinic = await Clinic.open(subgraph, neighbours);
    const [first, one, two] = [await clinic.booked('10:00'), await clinic.booked('11:00'), await clinic.booked('12:00')].map(({ id }) =>
      toUuid('appointment', id),
    );
    await asTenant(clinic, async () => {
      const free = (id: string | undefined) =>
        app.query('update appointments set free_follow_up = true, follow_up_of_id = $1 where id = $2', [first, id]);
      await free(one);
      await expect(free(two)).rejects.toMatchObject({ constraint: 'appointments_one_free_follow_up' });
    });
  });
});
