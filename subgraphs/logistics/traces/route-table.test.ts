import { startHttpProvider, type HttpProvider } from '#kernel/testing/http-provider.js';
import { haversineRouting } from './haversine-routing.js';
import { openRouteServiceRouting } from './open-route-service-routing.js';
import { osrmRouting } from './osrm-routing.js';
import type { Place } from './position.js';
import { fallingBack, routesBetween, RouteUnavailable, type RemoteRouting } from './routing.js';

const courier: Place = { latitude: 47.9, longitude: 106.9 };
const clinic: Place = { latitude: 47.92, longitude: 106.93 };
const lab: Place = { latitude: 47.95, longitude: 106.95 };
const guess = haversineRouting({ speedKmh: 30, detourFactor: 1.4 });

let provider: HttpProvider;
let routing: RemoteRouting;
beforeEach(async () => {
  provider = await startHttpProvider();
});
afterEach(async () => {
  await routing.close();
  await provider.close();
});

const told = {
  code: 'Ok',
  distances: [[1_000, 5_000]],
  durations: [[100, 500]],
  sources: [{ distance: 3 }],
  destinations: [{ distance: 4 }, { distance: 5 }],
};

it('OSRM is asked once for all ways, by places and their numbers', async () => {
  provider.reply = { status: 200, body: told };
  routing = osrmRouting({ url: `${provider.url}/maps` });
  expect(await routesBetween(routing, [courier], [clinic, lab])).toEqual([
    [
      { metres: 1_000, seconds: 100, approximate: false },
      { metres: 5_000, seconds: 500, approximate: false },
    ],
  ]);
  expect(provider.asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'GET /maps/table/v1/driving/106.900000,47.900000;106.930000,47.920000;106.950000,47.950000?sources=0&destinations=1;2&annotations=duration,distance',
  ]);
});

it('openrouteservice is asked once for all ways, with its key', async () => {
  provider.reply = { status: 200, body: told };
  routing = openRouteServiceRouting({ url: `${provider.url}/ors`, apiKey: 'key of the tenant' });
  expect(await routesBetween(routing, [courier], [clinic, lab])).toMatchObject([[{ seconds: 100 }, { seconds: 500 }]]);
  const [asked] = provider.asked;
  expect([asked?.method, asked?.path, asked?.headers.authorization]).toEqual(['POST', '/ors/v2/matrix/driving-car', 'key of the tenant']);
  expect(JSON.parse(asked?.body ?? '')).toEqual({
    locations: [
      [106.9, 47.9],
      [106.93, 47.92],
      [106.95, 47.95],
    ],
    sources: [0],
    destinations: [1, 2],
    metrics: ['distance', 'duration'],
    units: 'm',
  });
});

it('of many places a table is asked for in blocks, and put together in their order', async () => {
  const square = Array.from({ length: 50 }, () => Array.from({ length: 50 }, () => 7));
  provider.reply = { status: 200, body: { code: 'Ok', distances: square, durations: square } };
  routing = osrmRouting({ url: provider.url });
  const places = Array.from({ length: 100 }, () => clinic);
  const table = await routesBetween(routing, places, places);
  expect(table).toHaveLength(100);
  expect(table.every((row) => row.length === 100 && row.every((route) => route?.seconds === 7))).toBe(true);
  expect(provider.asked).toHaveLength(4);
});

it('no places are not asked for', async () => {
  routing = osrmRouting({ url: provider.url });
  expect(await routesBetween(routing, [courier], [])).toEqual([[]]);
  expect(provider.asked).toEqual([]);
});

it('where there is no way between two places, or a place is not on the map, only that one is guessed', async () => {
  provider.reply = { status: 200, body: { ...told, durations: [[null, 500]] } };
  routing = osrmRouting({ url: provider.url });
  expect(await routesBetween(routing, [courier], [clinic, lab])).toMatchObject([[null, { seconds: 500 }]]);
  const either = fallingBack(routing, guess);
  expect(await routesBetween(either, [courier], [clinic, lab])).toEqual([
    [await guess.route(courier, clinic), { metres: 5_000, seconds: 500, approximate: false }],
  ]);
  provider.reply = { status: 200, body: { ...told, destinations: [{ distance: 4 }, { distance: 90_000 }] } };
  expect(await routesBetween(either, [courier], [clinic, lab])).toMatchObject([[{ approximate: false }, { approximate: true }]]);
});

it.each([
  ['nothing', ''],
  ['no table', { code: 'InvalidQuery' }],
  ['a row too short', { ...told, durations: [[100]] }],
  ['words', { ...told, durations: [['soon', 'later']] }],
  ['less than nothing', { ...told, distances: [[-1, -1]] }],
])('of a provider that answers %s all ways are guessed, and it is told why', async (_, body) => {
  provider.reply = { status: 200, body };
  for (const connect of [osrmRouting, openRouteServiceRouting]) {
    routing = connect({ url: provider.url, timeoutMs: 300 });
    if (connect === openRouteServiceRouting && (body as { code?: string }).code === 'InvalidQuery') provider.reply = { status: 400, body };
    await expect(routesBetween(routing, [courier], [clinic, lab])).rejects.toBeInstanceOf(RouteUnavailable);
    const reasons: RouteUnavailable[] = [];
    const table = await routesBetween(
      fallingBack(routing, guess, (error) => reasons.push(error)),
      [courier],
      [clinic, lab],
    );
    expect(table).toEqual([[await guess.route(courier, clinic), await guess.route(courier, lab)]]);
    expect(reasons).toHaveLength(1);
  }
});
