import fc from 'fast-check';
import { courierRecordings, describeRecorded, placesIn, positionsIn, routedMetresIn } from '../testing/gps-traces.js';
import { lengthOf, metresBetween } from './distance.js';
import { geofenceEvents } from './geofence.js';
import { metresFromWay } from './great-circle.js';
import { placeAt } from './interpolating.js';
import { mergeTrace } from './merging.js';
import { believed, plausible } from './plausibility.js';
import type { Position, Trace } from './position.js';
import { stopsIn } from './stops.js';
import { thin } from './thinning.js';

const timed = ['around-visnjan-with-car.gpx', 'gh-issue-70.gpx', 'gh-test1.gpx', 'gh-tour3-with-long-edge.gpx', 'gh-tour4-with-uturn.gpx'];
const home = { latitude: 45.27334, longitude: 13.71402 };
const stopover = { latitude: 45.27632, longitude: 13.7198 };

const judge = (trace: Trace, fastestKmh: number) => plausible(trace, { fastestKmh, now: trace.at(-1)?.at ?? new Date(0) });
const clock = (time: Date): string => time.toISOString().slice(11, 19);

describeRecorded('recorded traces', () => {
  const car = 'around-visnjan-with-car.gpx';

  it.each([
    // By Vincenty's inverse formula on the ellipsoid of WGS 84.
    [car, 104, 2_736.001],
    ['gh-issue-70.gpx', 17, 1_010.308],
    ['gh-test1.gpx', 264, 9_567.55],
    ['gh-tour3-with-long-edge.gpx', 7, 382.53],
    ['gh-tour4-with-uturn.gpx', 5, 420.113],
    ['track-with-extremes.gpx', 25, 2_207.077],
  ])('%s is as long as on the ellipsoid', (file, points, metres) => {
    const places = placesIn(file);
    expect(places).toHaveLength(points);
    expect(Math.abs(lengthOf(places) / metres - 1)).toBeLessThan(0.0056);
  });

  it('is as long as the router that made it says', () => {
    expect(Math.abs(lengthOf(placesIn('gh-test1.gpx')) / routedMetresIn('gh-test1.gpx') - 1)).toBeLessThan(0.0005);
  });

  it('of couriers are as long as in the plane in which they were recorded', () => {
    const recordings = courierRecordings();
    expect(recordings).toHaveLength(90);
    for (const { positions, planeMetres } of recordings) expect(Math.abs(lengthOf(positions) / planeMetres - 1)).toBeLessThan(0.001);
  });

  it.each(timed)('%s comes together from batches in any order', (file) => {
    const recorded = positionsIn(file);
    const anyBatches = fc
      .shuffledSubarray([...recorded, ...recorded.slice(0, 40)], { minLength: recorded.length + Math.min(40, recorded.length) })
      .chain((sent) =>
        fc
          .integer({ min: 1, max: 30 })
          .map((size) => Array.from({ length: Math.ceil(sent.length / size) }, (_, index) => sent.slice(index * size, (index + 1) * size))),
      );
    const whole = mergeTrace([], recorded);
    expect(whole).toHaveLength(recorded.length);
    fc.assert(
      fc.property(anyBatches, (batches) => {
        expect(batches.reduce<Position[]>((trace, batch) => mergeTrace(trace, batch), [])).toEqual(whole);
      }),
      { numRuns: 25 },
    );
  });

  it('of couriers come together as well, and are judged the same', () => {
    for (const { positions } of courierRecordings()) {
      const parts = [
        positions.filter((_, index) => index % 3 === 1),
        positions.toReversed(),
        positions.filter((_, index) => index % 3 === 0),
      ];
      const merged = parts.reduce<Position[]>((trace, batch) => mergeTrace(trace, batch), []);
      expect(merged).toEqual(positions);
      expect(judge(parts.flat(), 140)).toEqual(judge(positions, 140));
    }
  });

  it.each(timed)('%s is believed', (file) => {
    const recorded = positionsIn(file);
    expect(recorded.length).toBeGreaterThan(0);
    expect(believed(judge(recorded, 160))).toHaveLength(recorded.length);
  });

  it('of couriers are believed', () => {
    const judged = courierRecordings().flatMap(({ positions }) => judge(positions, 140));
    expect(believed(judged)).toHaveLength(judged.length);
  });

  it('lose the wild positions that are put among them, and no other', () => {
    const recordings = [
      ...timed.slice(0, 3).map((file) => mergeTrace([], positionsIn(file))),
      ...courierRecordings().map(({ positions }) => positions),
    ];
    for (const recorded of recordings) {
      const wild = recorded
        .filter((_, index) => index % 9 === 4)
        .map((each, index) => ({
          ...each,
          at: new Date(each.at.getTime() + 300),
          latitude: each.latitude + 2 + (index % 5),
          longitude: each.longitude - 1,
        }));
      expect(believed(judge([...wild, ...recorded], 160))).toEqual(recorded);
    }
  });

  it('that run too fast for a bicycle lose positions to it', () => {
    const judged = judge(positionsIn(car), 25);
    expect(judged.filter(({ rejected }) => rejected === 'IMPOSSIBLE_JUMP').length).toBeGreaterThan(10);
  });

  it('tell when the car left home, waited elsewhere, and came back', () => {
    const trace = mergeTrace([], positionsIn(car));
    const events = (center: typeof home, radiusMetres: number) =>
      geofenceEvents(trace, { center, radiusMetres }).map(({ kind, at }) => `${kind} ${clock(at)}`);
    expect(events(home, 50)).toEqual(['ARRIVED 06:15:50', 'LEFT 06:17:05', 'ARRIVED 06:22:36']);
    expect(events(stopover, 30)).toEqual(['ARRIVED 06:19:31', 'LEFT 06:21:53']);
    expect(events({ latitude: 45.2842, longitude: 13.7198 }, 100)).toEqual([]);
  });

  it('tell where the car stood, and where it was between two positions', () => {
    const trace = mergeTrace([], positionsIn(car));
    const stood = stopsIn(trace).map(({ first, last }) => {
      const [from, to] = [trace[first], trace[last]];
      return (
        from &&
        to &&
        `${clock(from.at)}-${clock(to.at)} ${metresBetween(from, home) < 30 ? 'home' : metresBetween(from, stopover) < 30 ? 'stopover' : 'elsewhere'}`
      );
    });
    expect(stood.map((each) => each?.split(' ')[1])).toEqual(['stopover']);
    const waiting = placeAt(trace, new Date('2020-12-18T06:21:00Z'));
    expect(waiting && metresBetween(waiting, stopover)).toBeLessThan(5);
  });

  it('tell where couriers got out, once for every time that they drove off', () => {
    let [visits, crossings] = [0, 0];
    for (const { positions, driving } of courierRecordings()) {
      const out = positions.filter((_, index) => driving[index - 1] && !driving[index]);
      for (const center of out) {
        const events = geofenceEvents(positions, { center, radiusMetres: 20, leaveRadiusMetres: 60 });
        expect(events.some(({ kind, at }) => kind === 'ARRIVED' && at <= center.at)).toBe(true);
        visits += events.length;
        const near = positions.map((position) => metresBetween(position, center) <= 20);
        crossings += near.filter((each, index) => each !== (near[index - 1] ?? false)).length;
      }
    }
    // Without a second radius, noise and walks to the door would be comings and goings.
    expect(visits).toBeLessThan(crossings * 0.75);
  });

  it('are thinned within the tolerance', () => {
    const recordings = [
      ...timed.map((file) => mergeTrace([], positionsIn(file))),
      ...courierRecordings().map(({ positions }) => positions),
    ];
    let [before, after] = [0, 0];
    for (const recorded of recordings) {
      const thinned = thin(recorded, 10);
      const ways = thinned.slice(1).map((to, index) => [thinned[index] ?? to, to] as const);
      for (const each of recorded) expect(Math.min(...ways.map(([from, to]) => metresFromWay(each, from, to)))).toBeLessThanOrEqual(10);
      before += recorded.length;
      after += thinned.length;
    }
    expect(after).toBeLessThan(before / 2);
  });
});
