import { sql } from '#kernel/database/sql.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { Clinic, type Neighbours } from '../testing/clinic.js';
import { daysPass, within } from '../testing/passing-time.js';
import { openScheduling } from '../testing/practice.js';
import { AppointmentStatus, nextStatuses, takingStatuses } from './appointment-status.js';

const { PROPOSED, PENDING, BOOKED, ARRIVED, CHECKED_IN, FULFILLED, CANCELLED } = AppointmentStatus;
const all = Object.values(AppointmentStatus);

let subgraph: TestSubgraph;
let neighbours: Neighbours;
let clinic: Clinic;
let hour = 0;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openScheduling());
  clinic = await Clinic.open(subgraph, neighbours);
});
afterAll(() => subgraph.close());

interface Known {
  readonly id: string;
  readonly version: number;
}

/** The mutation by which an appointment comes to a status. */
function way(to: AppointmentStatus, { id, version }: Known): [string, object] {
  if (to === BOOKED) return ['confirmAppointment', { id }];
  if (to === CHECKED_IN) return ['checkInAppointment', { id, expectedVersion: version }];
  if (to === CANCELLED) return ['cancelAppointment', { id, expectedVersion: version, by: 'PROVIDER', reason: 'Closed' }];
  return ['updateAppointmentStatus', { id, expectedVersion: version, status: to }];
}

async function go(to: AppointmentStatus, known: Known): Promise<Known> {
  const [mutation, input] = way(to, known);
  return clinic.made(mutation, input);
}

/** An appointment of a time that has passed, each of another one. */
async function appointmentIn(status: AppointmentStatus): Promise<Known> {
  hour += 1;
  const time = `${String(9 + (hour % 8)).padStart(2, '0')}:00`;
  const daysAhead = 2 + Math.floor(hour / 8);
  if (status === PENDING || status === PROPOSED) {
    const held = await clinic.held(time, { daysAhead });
    await daysPass(subgraph, clinic.practice.tenant, held.id, 2 * daysAhead);
    if (status === PROPOSED)
      await within(subgraph, clinic.practice.tenant, (transaction) =>
        transaction.rows(sql`update appointments set status = 'PROPOSED' where id = ${toUuid('appointment', held.id)}`),
      );
    return held;
  }
  const { id } = await clinic.booked(time, { daysAhead });
  await daysPass(subgraph, clinic.practice.tenant, id, 2 * daysAhead);
  let known: Known = { id, version: (await clinic.facts(id)).version };
  if (status === BOOKED) return known;
  if (status === FULFILLED) known = await go(ARRIVED, known);
  return go(status, known);
}

function reservations({ id }: Known): Promise<object[]> {
  return within(subgraph, clinic.practice.tenant, (transaction) =>
    transaction.rows(sql`select id from reservations where appointment_id = ${toUuid('appointment', id)}`),
  );
}

describe('an appointment', () => {
  // An offer is answered on the waitlist, and nothing comes to these two by a mutation of its own.
  const reachable = all.filter((status) => status !== PROPOSED && status !== PENDING);

  it.each(all.filter((status) => status !== PROPOSED).flatMap((from) => nextStatuses(from).map((to) => [from, to] as const)))(
    'that is %s can become %s',
    async (from, to) => {
      const known = await appointmentIn(from);
      const { version } = await clinic.facts(known.id);
      const after = await go(to, { id: known.id, version });
      expect(await clinic.facts(after.id)).toMatchObject({ status: to });
      expect(await reservations(after)).toHaveLength(takingStatuses.includes(to) ? 2 : 0);
    },
  );

  it.each(
    all.flatMap((from) => reachable.filter((to) => from === PROPOSED || !nextStatuses(from).includes(to)).map((to) => [from, to] as const)),
  )('that is %s cannot become %s', async (from, to) => {
    const known = await appointmentIn(from);
    const { version } = await clinic.facts(known.id);
    const [mutation, input] = way(to, { id: known.id, version });
    expect(await clinic.outcome(mutation, input)).toBe('WRONG_STATE');
    expect(await clinic.facts(known.id)).toMatchObject({ status: from, version });
  });

  it.each([BOOKED, CHECKED_IN, CANCELLED, PENDING, PROPOSED])(
    'does not become %s by a change of status: there is another mutation',
    async (status) => {
      const { id, version } = await clinic.booked('12:30', { daysAhead: 1 });
      expect(await clinic.outcome('updateAppointmentStatus', { id, expectedVersion: version, status })).toBe('INVALID');
      await clinic.cancel({ id, version });
    },
  );

  it('of tomorrow is not received today, nor missed before it begins', async () => {
    const { id, version } = await clinic.booked('13:30', { daysAhead: 1 });
    expect(await clinic.outcome('updateAppointmentStatus', { id, expectedVersion: version, status: 'ARRIVED' })).toBe('WRONG_STATE');
    expect(await clinic.outcome('checkInAppointment', { id, expectedVersion: version })).toBe('WRONG_STATE');
    expect(await clinic.outcome('updateAppointmentStatus', { id, expectedVersion: version, status: 'NOSHOW' })).toBe('WRONG_STATE');
    expect(await clinic.outcome('updateAppointmentStatus', { id, expectedVersion: version + 1, status: 'ARRIVED' })).toBe('STALE_VERSION');
  });

  it('that was a mistake gives its time back', async () => {
    const { id, version } = await clinic.booked('14:30', { daysAhead: 1 });
    expect(await clinic.free(1)).not.toContain('14:30');
    await clinic.made('updateAppointmentStatus', { id, expectedVersion: version, status: 'ENTERED_IN_ERROR', reason: 'Wrong patient' });
    expect(await clinic.free(1)).toContain('14:30');
    expect((await clinic.facts(id)).history).toMatchObject([{ kind: 'BOOKED' }, { kind: 'ENTERED_IN_ERROR', reason: 'Wrong patient' }]);
  });
});
