import { Context } from '#kernel/subgraph/context.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { Vehicle } from '../tasks/task-terms.js';
import { metresBetween } from '../traces/distance.js';
import type { Place } from '../traces/position.js';
import { RouteUnavailable, type Routing } from '../traces/routing.js';
import type { LogisticsServices } from '../services.js';
import { openLogistics } from '../testing/depot.js';
import { Fleet, north } from './testing/fleet.js';
import { TravelTimes, unknownWaySeconds } from './travel-times.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openLogistics());
});
afterAll(() => subgraph.close());

const [courier, clinic, lab] = [north(0), north(2_000), north(5_000)];
const { MOTORCYCLE, FOOT } = Vehicle;

/** With a service of routes that the test gives; without one, none. */
function contextWith(routing?: Routing): Context {
  const services: LogisticsServices = { routing: routing ? () => routing : null, publicDomain: 'caregraph.dev' };
  return new Context(new Fleet(subgraph, neighbours).context, { ...subgraph.resources, services });
}

/** At 28 km/h, by roads a third longer than the crow's way. */
const guessed = (from: Place, to: Place): number => (metresBetween(from, to) * 1.3) / (28 / 3.6);

it('ways are guessed by vehicle where nobody is asked', async () => {
  const times = await TravelTimes.ask(contextWith(), [MOTORCYCLE], [courier], [clinic]);
  expect(times.by(MOTORCYCLE)(courier, clinic)).toBeCloseTo(guessed(courier, clinic));
  expect(times.by(FOOT)(courier, clinic)).toBeCloseTo((guessed(courier, clinic) * 28) / 4.5);
  expect(times.by(FOOT)(null, clinic)).toBe(unknownWaySeconds);
});

it('one table is asked for each vehicle, whatever the number of couriers and stops', async () => {
  const asked: string[] = [];
  const routing: Routing = {
    route: () => Promise.reject(new Error('one by one')),
    table: (from, to) => {
      asked.push(`${from.length} x ${to.length}`);
      return Promise.resolve(from.map(() => to.map(() => ({ metres: 1, seconds: 42, approximate: false }))));
    },
  };
  const times = await TravelTimes.ask(contextWith(routing), [MOTORCYCLE, FOOT, FOOT], [courier, { ...courier }], [clinic, lab, clinic]);
  expect(asked).toEqual(['3 x 2', '3 x 2']);
  const travel = times.by(FOOT);
  expect([travel(courier, clinic), travel(clinic, { ...lab }), travel(courier, clinic)]).toEqual([42, 42, 42]);
  expect(times.by(MOTORCYCLE)(lab, north(6_000))).toBeCloseTo(guessed(lab, north(6_000)));
});

it('ways are guessed where the service has no answer', async () => {
  const down: Routing = {
    route: () => Promise.reject(new RouteUnavailable('down')),
    table: () => Promise.reject(new RouteUnavailable('down')),
  };
  const times = await TravelTimes.ask(contextWith(down), [MOTORCYCLE], [courier], [clinic]);
  expect(times.by(MOTORCYCLE)(courier, clinic)).toBeCloseTo(guessed(courier, clinic));
});
