import fc from 'fast-check';
import { metresBetween } from '../traces/distance.js';
import type { Place } from '../traces/position.js';
import { nearestFeasible } from './nearest-feasible.js';
import { routeOf } from './sequencing.js';
import type { Departure, Stop } from './stop.js';
import type { DispatchCourier, DispatchTask } from './strategy.js';
import { weigh } from './weighing.js';

const nine = Date.UTC(2026, 2, 3, 9);
const minute = 60_000;
const depot: Place = { latitude: 47.9185, longitude: 106.9176 };
const north = (metres: number): Place => ({ latitude: depot.latitude + metres / 111_195, longitude: depot.longitude });
/** A kilometre in two minutes. */
const travel = (from: Place | null, to: Place | null): number => (from && to ? Math.round((metresBetween(from, to) / 1_000) * 120) : 900);

const departure = (more: Partial<Departure> = {}): Departure => ({ from: depot, at: nine, until: null, capacity: 10, travel, ...more });

const stopAt = (taskId: string, place: Place, more: Partial<Stop> = {}): Stop => ({
  taskId,
  place,
  load: 1,
  serviceSeconds: 300,
  notBefore: null,
  notAfter: null,
  after: [],
  urgency: 0,
  begun: false,
  ...more,
});

const courier = (id: string, more: Partial<DispatchCourier> = {}): DispatchCourier => ({
  id,
  name: id,
  onShift: true,
  departure: departure(),
  skills: new Set(),
  coldBox: null,
  stops: [],
  ...more,
});

const task = (taskId: string, more: Partial<DispatchTask> = {}, stop: Partial<Stop> = {}): DispatchTask => ({
  stop: stopAt(taskId, north(2_000), stop),
  rank: 0,
  skills: [],
  temperature: null,
  orderId: null,
  declinedBy: new Set(),
  boundTo: null,
  ...more,
});

/** What was decided, short: `t1 t2 > bold`. */
const decided = (tasks: DispatchTask[], couriers: DispatchCourier[]): string[] =>
  nearestFeasible.choose({ tasks, couriers }).map(({ taskIds, chosen }) => `${taskIds.join(' ')} > ${chosen?.courierId ?? 'nobody'}`);

/** Why the only courier cannot go. */
const reasons = (asked: DispatchTask, one: DispatchCourier): string[] =>
  nearestFeasible
    .choose({ tasks: [asked], couriers: [one] })
    .flatMap(({ candidates }) => candidates.flatMap(({ obstacles }) => obstacles.map(({ code, message }) => `${code} ${message}`)));

describe('who is sent', () => {
  it('is whoever has the least to add, not who is there first', () => {
    const near = courier('near', { departure: departure({ from: north(1_500) }) });
    const passing = courier('passing', { stops: [stopAt('there', north(2_000))] });
    expect(decided([task('t')], [near, passing])).toEqual(['t > passing']);
    const [choice] = nearestFeasible.choose({ tasks: [task('t')], couriers: [near, passing] });
    expect(choice?.candidates.map(({ courierId, addedMinutes }) => [courierId, Math.round((addedMinutes ?? 0) * 10) / 10])).toEqual([
      ['passing', 5],
      ['near', 6],
    ]);
  });

  it('is of equals the one with the lower id, whatever order they come in', () => {
    const both = [courier('b'), courier('a')];
    expect(decided([task('t')], both)).toEqual(['t > a']);
    expect(decided([task('t')], both.toReversed())).toEqual(['t > a']);
  });

  it('is decided for what is most urgent first, then for what has the least time', () => {
    const couriers = [courier('one', { departure: departure({ capacity: 1 }) })];
    const routine = task('a');
    const soon = task('b', {}, { notAfter: nine + 60 * minute });
    const stat = task('c', { rank: 3 });
    expect(decided([routine, soon, stat], couriers)).toEqual(['c > one', 'b > nobody', 'a > nobody']);
    expect(decided([routine, soon], couriers)).toEqual(['b > one', 'a > nobody']);
  });

  it('is one for all tasks of an order, and for what follows another', () => {
    const fetch = task('fetch', { orderId: 'o' }, { load: 3 });
    const bring = task('bring', { orderId: 'o' }, { load: -3, after: ['fetch'], place: north(-3_000) });
    const near = courier('near', { departure: departure({ from: north(-3_000) }) });
    const choices = nearestFeasible.choose({ tasks: [bring, fetch], couriers: [near, courier('central')] });
    expect(choices).toHaveLength(1);
    expect(choices[0]?.chosen?.courierId).toBe('central');
    expect(choices[0]?.chosen?.stops.map(({ taskId }) => taskId)).toEqual(['fetch', 'bring']);
    expect(decided([task('x'), task('y', {}, { after: ['x'] })], [courier('one')])).toEqual(['x y > one']);
  });

  it('is nobody rather than somebody who cannot', () => {
    expect(decided([task('t', { skills: ['phlebotomy'] })], [courier('a'), courier('b', { skills: new Set(['phlebotomy']) })])).toEqual([
      't > b',
    ]);
    expect(decided([task('t', { skills: ['phlebotomy'] })], [courier('a')])).toEqual(['t > nobody']);
    expect(decided([task('t')], [])).toEqual(['t > nobody']);
  });
});

describe('why not', () => {
  it.each<[string, Partial<DispatchTask>, Partial<Stop>, Partial<DispatchCourier>, string]>([
    ['off shift', {}, {}, { onShift: false }, 'NOT_ON_SHIFT Is not on shift.'],
    ['without the skill', { skills: ['phlebotomy'] }, {}, {}, 'NO_SKILL Cannot do this: phlebotomy.'],
    ['without a cold box', { temperature: { min: 2, max: 8 } }, {}, {}, 'NO_COLD_BOX Has no cold box that keeps from 2 up to 8 °C.'],
    [
      'with one that is too cold',
      { temperature: { min: 2, max: 8 } },
      {},
      { coldBox: { min: -25, max: -15 } },
      'NO_COLD_BOX Has a cold box that keeps from -25 up to -15 °C, not from 2 up to 8 °C.',
    ],
    ['full', {}, { load: 11 }, {}, 'FULL Cannot carry that much at once with what else is to be carried.'],
    [
      'full with what is carried',
      {},
      { load: 2 },
      { stops: [stopAt('goods', north(9_000), { load: -9 })], departure: departure({ from: north(2_000) }) },
      '',
    ],
    ['too late', {}, { notAfter: nine - 8 * minute }, {}, 'WINDOW_MISSED Would be too late by 12 min.'],
    [
      'at the end of the shift',
      {},
      {},
      { departure: departure({ until: nine + 8 * minute }) },
      'SHIFT_ENDS The shift ends 1 min too soon.',
    ],
    ['who declined', { declinedBy: new Set(['bold']) }, {}, {}, 'DECLINED Has declined this before.'],
    ['of whom nobody knows where', {}, {}, { departure: departure({ from: null }) }, 'NO_POSITION Nobody knows where the courier is.'],
    [
      'when another has the order',
      { boundTo: 'tuya' },
      {},
      {},
      'OTHER_COURIER Another courier has the other tasks of the order, or what is to be brought.',
    ],
  ])('a courier %s', (_, more, stop, who, reason) => {
    expect(reasons(task('t', more, stop), courier('bold', who))).toEqual(reason ? [reason] : []);
  });

  it('every reason is told at once', () => {
    const asked = task('t', { skills: ['phlebotomy', 'x-ray'], temperature: { min: 2, max: 8 } }, { load: 50 });
    expect(reasons(asked, courier('bold', { onShift: false })).map((reason) => reason.split(' ')[0])).toEqual([
      'NOT_ON_SHIFT',
      'NO_SKILL',
      'NO_SKILL',
      'NO_COLD_BOX',
      'FULL',
    ]);
  });

  it('a stop that would be late because of this one counts, and one that is late anyhow does not', () => {
    const later = (notAfter: number) => courier('bold', { stops: [stopAt('there', north(-1_000), { notAfter })] });
    const asked = task('t', {}, { notAfter: nine + 5 * minute });
    expect(reasons(asked, later(nine + 3 * minute))).toEqual(['WINDOW_MISSED Would be too late by 8 min.']);
    expect(reasons(task('t'), later(nine - 60 * minute))).toEqual([]);
  });

  it('a box that keeps more narrowly than is asked will do', () => {
    expect(reasons(task('t', { temperature: { min: -Infinity, max: 8 } }), courier('a', { coldBox: { min: 2, max: 8 } }))).toEqual([]);
  });
});

it('nobody ever carries more than fits, is late, or goes on after the shift', () => {
  const metres = fc.integer({ min: -6_000, max: 6_000 });
  const tasks = fc.array(
    fc.record({ metres, load: fc.integer({ min: 1, max: 6 }), within: fc.option(fc.integer({ min: 5, max: 90 })), rank: fc.nat(3) }),
    { minLength: 1, maxLength: 12 },
  );
  const couriers = fc.array(
    fc.record({ metres, capacity: fc.integer({ min: 2, max: 9 }), until: fc.option(fc.integer({ min: 20, max: 120 })) }),
    {
      minLength: 1,
      maxLength: 4,
    },
  );
  fc.assert(
    fc.property(tasks, couriers, (asked, fleet) => {
      const question = {
        tasks: asked.map(({ metres: place, load, within, rank }, index) =>
          task(`t${index}`, { rank }, { place: north(place), load, notAfter: within === null ? null : nine + within * minute }),
        ),
        couriers: fleet.map(({ metres: place, capacity, until }, index) =>
          courier(`c${index}`, {
            departure: departure({ from: north(place), capacity, until: until === null ? null : nine + until * minute }),
          }),
        ),
      };
      const choices = nearestFeasible.choose(question);
      expect(choices.flatMap(({ taskIds }) => taskIds).toSorted()).toEqual(question.tasks.map(({ stop }) => stop.taskId).toSorted());
      for (const { id, departure: from } of question.couriers) {
        const last = choices.findLast(({ chosen }) => chosen?.courierId === id)?.chosen;
        const { overload, lateSeconds, overtimeSeconds } = routeOf(last?.stops ?? [], from).walk;
        expect([overload, lateSeconds, overtimeSeconds]).toEqual([0, 0, 0]);
      }
      expect(
        nearestFeasible.choose({ ...question, couriers: question.couriers.toReversed() }).map(({ chosen }) => chosen?.courierId),
      ).toEqual(choices.map(({ chosen }) => chosen?.courierId));
    }),
    { numRuns: 60 },
  );
});

it('an order of stops that no more fits into is turned over, rather than that nobody goes', () => {
  const stops = [stopAt('far', north(-4_000)), stopAt('near', north(1_000))];
  const asked = task('t', {}, { place: north(2_000), notAfter: nine + 10 * minute, load: 1 });
  const bold = courier('bold', { stops: [...stops, stopAt('soon', north(-500), { notAfter: nine + 16 * minute })] });
  const [choice] = nearestFeasible.choose({ tasks: [asked], couriers: [bold] });
  expect(weigh(bold, [asked], { reorder: false }).obstacles.map(({ code }) => code)).toEqual(['WINDOW_MISSED']);
  expect(choice?.chosen?.stops.map(({ taskId }) => taskId)).toEqual(['t', 'soon', 'near', 'far']);
});
