import { estimateArrival } from './arrival-estimate.js';
import type { Place, Position } from './position.js';
import type { Route, Routing } from './routing.js';

const start = Date.UTC(2026, 2, 3, 8);
const at = (seconds: number): Date => new Date(start + seconds * 1_000);
const hospital: Place = { latitude: 48, longitude: 106.9 };
/** Every half minute, at so many metres per second to the north. */
const going = (speed: number, from: number, to: number): Position[] =>
  Array.from({ length: (to - from) / 30 + 1 }, (_, index) => ({
    at: at(from + index * 30),
    latitude: 47.9 + ((from + index * 30) * speed) / 111_195.08,
    longitude: 106.9,
  }));

/** 9 km at 10 metres a second. */
const route: Route = { metres: 9_000, seconds: 900, approximate: false };
const routing: Routing = { route: () => Promise.resolve(route) };
const estimate = (trace: readonly Position[], now: Date, by: Routing = routing) =>
  estimateArrival(trace, { to: hospital, now, routing: by });

describe('an estimated arrival', () => {
  it('goes by the speed of late', async () => {
    const found = await estimate(going(15, 0, 600), at(600));
    expect(found).toMatchObject({ metres: 9_000, approximate: false, positionAt: at(600) });
    expect(found?.speed).toBeCloseTo(15, 3);
    expect(found?.at.getTime()).toBeCloseTo(at(600 + 600).getTime(), -3);
  });

  it('forgets what was more than ten minutes ago', async () => {
    const [before, after] = [going(2, 0, 1_200), going(12, 1_230, 1_830)];
    expect((await estimate([...before, ...after], at(1_830)))?.speed).toBeCloseTo(12, 3);
  });

  it('does not take one who stands for one who never comes', async () => {
    expect(await estimate(going(0, 0, 600), at(600))).toMatchObject({ speed: 5, at: at(600 + 1_800) });
  });

  it('takes nobody for slower than a walk', async () => {
    const slow: Routing = { route: () => Promise.resolve({ metres: 500, seconds: 5_000, approximate: true }) };
    expect(await estimate(going(0, 0, 600), at(600), slow)).toMatchObject({ speed: 5 / 3.6, at: at(600 + 360), approximate: true });
  });

  it.each([
    ['one position', going(15, 0, 0)],
    ['half a minute', going(15, 0, 30)],
    ['a position after a long silence', [...going(15, 0, 60), ...going(15, 3_000, 3_000)]],
  ])('goes by the route where the trace is %s', async (_, trace) => {
    const last = trace.at(-1)?.at ?? at(0);
    expect(await estimate(trace, last)).toMatchObject({ speed: 10, at: new Date(last.getTime() + 900_000) });
  });

  it('counts from the last position, and is never over', async () => {
    const trace = going(10, 0, 0);
    expect((await estimate(trace, at(300)))?.at).toEqual(at(900));
    expect((await estimate(trace, at(2_000)))?.at).toEqual(at(2_000));
  });

  it('is now for one who is there', async () => {
    const there: Routing = { route: () => Promise.resolve({ metres: 0, seconds: 0, approximate: false }) };
    expect(await estimate(going(0, 0, 600), at(600), there)).toMatchObject({ metres: 0, at: at(600) });
  });

  it('asks for the way from the last position by way of the other stops', async () => {
    const asked: unknown[] = [];
    const trace = going(10, 0, 90);
    const listening: Routing = {
      route: (...places) => {
        asked.push(places);
        return Promise.resolve(route);
      },
    };
    await estimateArrival(trace, { to: hospital, via: [{ latitude: 47.95, longitude: 106.9 }], now: at(90), routing: listening });
    expect(asked).toEqual([[trace[3], hospital, [{ latitude: 47.95, longitude: 106.9 }]]]);
  });

  it('needs a position', async () => {
    expect(await estimate([], at(0))).toBeNull();
  });
});
