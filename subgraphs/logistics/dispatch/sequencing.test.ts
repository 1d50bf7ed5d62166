import fc from 'fast-check';
import { metresBetween } from '../traces/distance.js';
import type { Place } from '../traces/position.js';
import { insertStops, routeOf, sequenceStops, type Route } from './sequencing.js';
import type { Departure, Stop } from './stop.js';
import { aboardAtStart, compareWalks, isInOrder } from './walking.js';

const nine = Date.UTC(2026, 2, 3, 9);
const minute = 60_000;
const depot: Place = { latitude: 47.9185, longitude: 106.9176 };
/** So many metres to the north and the east of the depot, near enough. */
const at = (north: number, east: number): Place => ({
  latitude: depot.latitude + north / 111_195,
  longitude: depot.longitude + east / 74_500,
});
/** As the crow flies, at ten metres a second. */
const travel = (from: Place | null, to: Place | null): number => (from && to ? metresBetween(from, to) / 10 : 900);
const departure: Departure = { from: depot, at: nine, until: null, capacity: 10, travel };

const stop = (taskId: string, more: Partial<Stop> = {}): Stop => ({
  taskId,
  place: depot,
  load: 0,
  serviceSeconds: 300,
  notBefore: null,
  notAfter: null,
  after: [],
  urgency: 0,
  begun: false,
  ...more,
});
const order = ({ stops }: Route): string => stops.map(({ taskId }) => taskId).join(' ');

describe('a way', () => {
  it('goes to the next place first, and not to and fro', () => {
    const stops = [3, 1, 4, 2].map((kilometres) => stop(`${kilometres} km`, { place: at(kilometres * 1_000, 0) }));
    const { walk, ...route } = sequenceStops(stops, departure);
    expect(order({ ...route, walk })).toBe('1 km 2 km 3 km 4 km');
    expect(walk.busySeconds).toBeCloseTo(4 * 300 + 400, 0);
  });

  it('fetches before it brings, however far that is', () => {
    const bring = stop('bring', { place: at(100, 0), load: -2, after: ['fetch'] });
    const fetch = stop('fetch', { place: at(5_000, 0), load: 2 });
    expect(order(sequenceStops([bring, fetch], departure))).toBe('fetch bring');
  });

  it('brings something away before it fetches more than can be carried', () => {
    const pair = (name: string, kilometres: number): Stop[] => [
      stop(`fetch ${name}`, { place: at(kilometres * 1_000, 0), load: 6 }),
      stop(`bring ${name}`, { place: at(kilometres * 1_000, 3_000), load: -6, after: [`fetch ${name}`] }),
    ];
    const route = sequenceStops([...pair('a', 1), ...pair('b', 1.1)], departure);
    expect(route.walk.overload).toBe(0);
    expect(order(route)).toBe('fetch a bring a fetch b bring b');
    expect(order(sequenceStops([...pair('a', 1), ...pair('b', 1.1)], { ...departure, capacity: 12 }))).toBe(
      'fetch a fetch b bring b bring a',
    );
  });

  it('goes a longer way to be somewhere in time, and waits where it is too soon', () => {
    const far = stop('far', { place: at(-6_000, 0), notAfter: nine + 12 * minute });
    const late = stop('late', { place: at(1_000, 0), notBefore: nine + 60 * minute });
    const near = stop('near', { place: at(900, 0) });
    const route = sequenceStops([near, late, far], departure);
    expect(order(route)).toBe('far near late');
    expect(route.walk.lateSeconds).toBe(0);
    expect(route.walk.begins.at(-1)).toBe(nine + 60 * minute);
  });

  it('goes first where somebody is urgently waited for', () => {
    const stops = [stop('near', { place: at(1_000, 0) }), stop('stat', { place: at(3_000, 0), urgency: 2 })];
    expect(order(sequenceStops(stops, departure))).toBe('stat near');
  });

  it('is not turned around under way', () => {
    const begun = stop('begun', { place: at(9_000, 0), begun: true });
    const near = stop('near', { place: at(10, 0) });
    expect(order(sequenceStops([near, begun], departure))).toBe('begun near');
    expect(order(insertStops([begun], [near], departure))).toBe('begun near');
  });

  it('ends though tasks wait for each other', () => {
    const ring = [stop('one', { after: ['other'] }), stop('other', { after: ['one'] })];
    expect(sequenceStops(ring, departure).stops).toHaveLength(2);
  });

  it('keeps the order of those that are there when more are put in', () => {
    const stops = [stop('4 km', { place: at(4_000, 0) }), stop('1 km', { place: at(1_000, 0) })];
    expect(order(insertStops(stops, [stop('5 km', { place: at(5_000, 0) })], departure))).toBe('4 km 5 km 1 km');
  });
});

describe('what is aboard at the beginning', () => {
  it('is what is brought and was not fetched on the way', () => {
    const fetch = stop('fetch', { load: 3 });
    expect(aboardAtStart([fetch, stop('bring', { load: -3, after: ['fetch'] })])).toBe(0);
    expect(aboardAtStart([fetch, stop('bring', { load: -5, after: ['fetch'] }), stop('goods', { load: -2 })])).toBe(4);
    expect(aboardAtStart([fetch, stop('a', { load: -3, after: ['fetch'] }), stop('b', { load: -3, after: ['fetch'] })])).toBe(3);
  });
});

/** So many stops in a town; some of them fetch what others bring, some have windows. */
function stopsIn(most: number, least = 1): fc.Arbitrary<{ stops: Stop[]; departure: Departure }> {
  const metres = fc.integer({ min: -8_000, max: 8_000 });
  const draft = fc.record({
    place: fc.tuple(metres, metres).map(([north, east]) => at(north, east)),
    load: fc.integer({ min: 1, max: 5 }),
    pairs: fc.boolean(),
    window: fc.option(fc.tuple(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 15, max: 90 })), { freq: 2 }),
    urgency: fc.constantFrom(0, 0, 0, 1),
  });
  return fc.tuple(fc.array(draft, { minLength: least, maxLength: most }), fc.integer({ min: 5, max: 12 })).map(([drafts, capacity]) => ({
    departure: { ...departure, capacity },
    stops: drafts.map(({ place, load, pairs, window, urgency }, index) => {
      const before = drafts[index - 1];
      const brings = index % 2 === 1 && pairs && before !== undefined;
      const [notBefore, notAfter] = window ? [nine + window[0] * minute, nine + (window[0] + window[1]) * minute] : [null, null];
      return stop(`t${index}`, {
        place,
        load: brings ? -before.load : load,
        after: brings ? [`t${index - 1}`] : [],
        notBefore,
        notAfter,
        urgency,
      });
    }),
  }));
}

function* orders<T>(items: readonly T[]): Generator<T[]> {
  if (items.length <= 1) yield [...items];
  for (const [index, item] of items.entries())
    if (items.length > 1) for (const rest of orders(items.toSpliced(index, 1))) yield [item, ...rest];
}

function bestOfAll(stops: readonly Stop[], from: Departure): Route {
  let best: Route | null = null;
  for (const each of orders(stops)) {
    if (!isInOrder(each)) continue;
    const route = routeOf(each, from);
    if (!best || compareWalks(route.walk, best.walk) < 0) best = route;
  }
  if (!best) throw new Error('No order is allowed');
  return best;
}

describe('against all orders of up to seven stops', () => {
  it('a sequence has every stop once, in an order that is allowed, and is never better than the best', () => {
    fc.assert(
      fc.property(stopsIn(6), ({ stops, departure: from }) => {
        const route = sequenceStops(stops, from);
        expect(route.stops.map(({ taskId }) => taskId).toSorted()).toEqual(stops.map(({ taskId }) => taskId).toSorted());
        expect(isInOrder(route.stops)).toBe(true);
        expect(route.walk).toEqual(routeOf(route.stops, from).walk);
        expect(compareWalks(bestOfAll(stops, from).walk, route.walk)).toBeLessThanOrEqual(0);
      }),
      { numRuns: 150 },
    );
  });

  it('it is the best nearly always, and carries too much or is late only where that cannot be helped', () => {
    const asked = fc.sample(stopsIn(7), { numRuns: 250, seed: 20_260_303 });
    let [optimal, avoidable, worst] = [0, 0, 0];
    for (const { stops, departure: from } of asked) {
      const [found, best] = [sequenceStops(stops, from).walk, bestOfAll(stops, from).walk];
      if (compareWalks(best, found) === 0) optimal += 1;
      const breaks = ({ overload, lateSeconds, overtimeSeconds }: typeof best) => overload > 0 || lateSeconds + overtimeSeconds > 1e-6;
      if (breaks(found) && !breaks(best)) avoidable += 1;
      const gap = breaks(best) ? 0 : found.cost / Math.max(1, best.cost) - 1;
      worst = Math.max(worst, gap);
    }
    expect(avoidable).toBe(0);
    expect(optimal).toBeGreaterThanOrEqual(asked.length * 0.97);
    expect(worst).toBeLessThan(0.1);
  });

  it('the same question has the same answer, whatever the number of stops', () => {
    const [{ stops, departure: from } = { stops: [], departure }] = fc.sample(stopsIn(60, 50), { numRuns: 1, seed: 7 });
    const route = sequenceStops(stops, from);
    expect(isInOrder(route.stops)).toBe(true);
    expect(order(sequenceStops(stops, from))).toBe(order(route));
  });
});
