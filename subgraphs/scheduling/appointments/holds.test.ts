import { InProcessTransport } from '#kernel/events/transport.js';
import { startBackground } from '#kernel/jobs/background.js';
import { eventually } from '#kernel/testing/eventually.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { scheduling } from '../index.js';
import { Clinic, type Neighbours } from '../testing/clinic.js';
import { runJob, runOut } from '../testing/passing-time.js';
import { openScheduling } from '../testing/practice.js';
import { expireHold } from './hold-expiry.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openScheduling());
});
afterAll(() => subgraph.close());

const open = () => Clinic.open(subgraph, neighbours);

describe('a hold', () => {
  it('keeps a time until it is confirmed', async () => {
    const clinic = await open();
    const { id, status } = await clinic.held('09:00');
    expect(status).toBe('PENDING');
    expect(await clinic.outcome('bookAppointment', clinic.visit('09:00'))).toBe('TAKEN');
    expect(await clinic.free(1, { statuses: ['BUSY_TENTATIVE'] })).toContain('09:00');
    expect(await clinic.outcome('confirmAppointment', { id })).toBe('BOOKED');
    expect(await clinic.free(1, { statuses: ['BUSY_TENTATIVE'] })).toEqual([]);
    expect(await clinic.outcome('confirmAppointment', { id })).toBe('WRONG_STATE');
    expect((await clinic.facts(id)).history.map(({ kind }) => kind)).toEqual(['HELD', 'BOOKED']);
  });

  it.each([0, 61])('is not for %d minutes', async (holdMinutes) => {
    const clinic = await open();
    expect(await clinic.outcome('holdAppointment', clinic.visit('09:00', { holdMinutes }))).toBe('INVALID');
  });

  it('is not for a patient whose record was deleted', async () => {
    const clinic = await open();
    const patientId = clinic.practice.deletedPatient();
    expect(await clinic.outcome('holdAppointment', clinic.visit('09:00', { patientId }))).toBe('NOT_FOUND');
    expect(await clinic.free()).toContain('09:00');
  });

  it('that ran out gives its time back at once, and is not confirmed any more', async () => {
    const clinic = await open();
    const { id } = await clinic.held('09:00');
    await runOut(subgraph, clinic.practice.tenant, id);
    expect(await clinic.free()).toContain('09:00');
    expect(await clinic.outcome('confirmAppointment', { id })).toBe('WRONG_STATE');
    const other = await clinic.booked('09:15');
    expect(await clinic.outcome('confirmAppointment', { id })).toBe('WRONG_STATE');
    await runJob(subgraph, clinic.practice.tenant, expireHold, { appointmentId: id });
    expect(await clinic.facts(id)).toMatchObject({
      status: 'CANCELLED',
      cancelledBy: 'SYSTEM',
      history: [{ kind: 'HELD' }, { kind: 'EXPIRED' }],
    });
    expect(await clinic.facts(other.id)).toMatchObject({ status: 'BOOKED' });
    expect(await clinic.free()).not.toContain('09:15');
  });

  it('is left alone by its job while it runs, when it is confirmed, and when it is called off', async () => {
    const clinic = await open();
    const { tenant } = clinic.practice;
    const [running, confirmed, cancelled] = [await clinic.held('09:00'), await clinic.held('10:00'), await clinic.held('11:00')];
    await clinic.practice.done('confirmAppointment', 'appointment { id }', { id: confirmed.id });
    await clinic.cancel(cancelled);
    for (const { id } of [running, confirmed, cancelled]) {
      await runOut(subgraph, tenant, id === running.id ? confirmed.id : id);
      await runJob(subgraph, tenant, expireHold, { appointmentId: id });
    }
    expect(await clinic.facts(running.id)).toMatchObject({ status: 'PENDING' });
    expect(await clinic.facts(confirmed.id)).toMatchObject({ status: 'BOOKED' });
    expect(await clinic.facts(cancelled.id)).toMatchObject({ status: 'CANCELLED', cancelledBy: 'PATIENT' });
  });

  it('is over by the clock of the database, whatever time this process thinks it is', async () => {
    const clinic = await open();
    const { id } = await clinic.held('09:00');
    await runOut(subgraph, clinic.practice.tenant, id);
    const clock = Date.now.bind(Date);
    Date.now = () => clock() - 3_600_000;
    try {
      await runJob(subgraph, clinic.practice.tenant, expireHold, { appointmentId: id });
    } finally {
      Date.now = clock;
    }
    expect(await clinic.facts(id)).toMatchObject({ status: 'CANCELLED', history: [{ kind: 'HELD' }, { kind: 'EXPIRED' }] });
  });

  it('is closed by its job when its time comes', async () => {
    const clinic = await open();
    const background = await startBackground(scheduling, subgraph.resources, new InProcessTransport());
    try {
      const { id } = await clinic.held('09:00');
      await runOut(subgraph, clinic.practice.tenant, id);
      await subgraph.database
        .acrossTenants()
        .pool.query(`update scheduling_jobs._private_jobs set run_at = now() where key like '%hold:' || $1`, [id]);
      await eventually(
        () => clinic.facts(id),
        ({ status }) => status === 'CANCELLED',
      );
    } finally {
      await background.stop();
    }
  });
});
