import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { Clinic, type Neighbours } from '../testing/clinic.js';
import { openScheduling } from '../testing/practice.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openScheduling());
});
afterAll(() => subgraph.close());

const open = () => Clinic.open(subgraph, neighbours);

describe('an appointment that is called off', () => {
  it.each(['PATIENT', 'PROVIDER'])('by the %s says so, and why, and gives everything back', async (by) => {
    const clinic = await open();
    const room = await clinic.practice.room();
    const booked = await clinic.booked('09:00', { resourceIds: [room] });
    await clinic.cancel(booked, { by, reason: ' Snow on the pass ' });
    expect(await clinic.facts(booked.id)).toMatchObject({
      status: 'CANCELLED',
      cancelledBy: by,
      cancellationReason: 'Snow on the pass',
      history: [{ kind: 'BOOKED' }, { kind: 'CANCELLED', reason: 'Snow on the pass' }],
    });
    expect(await clinic.free(1, { resourceIds: [room] })).toContain('09:00');
  });

  it('was perhaps only held', async () => {
    const clinic = await open();
    await clinic.cancel(await clinic.held('09:00'));
    expect(await clinic.free()).toContain('09:00');
  });

  it.each([
    ['REQUIRED', { reason: '  ' }],
    ['REQUIRED', { reason: 'x'.repeat(501) }],
    ['INVALID', { by: 'SYSTEM' }],
    ['STALE_VERSION', { expectedVersion: 7 }],
  ])('is not with %s for %j', async (code, more) => {
    const clinic = await open();
    const { id, version } = await clinic.booked('09:00');
    expect(await clinic.outcome('cancelAppointment', { id, expectedVersion: version, by: 'PATIENT', reason: 'Ill', ...more })).toBe(code);
    expect(await clinic.facts(id)).toMatchObject({ status: 'BOOKED' });
  });
});
