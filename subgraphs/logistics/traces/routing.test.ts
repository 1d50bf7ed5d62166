import { startHttpProvider, type HttpProvider, type ProviderReply } from '#kernel/testing/http-provider.js';
import { lengthOf } from './distance.js';
import { haversineRouting } from './haversine-routing.js';
import { openRouteServiceRouting } from './open-route-service-routing.js';
import { osrmRouting } from './osrm-routing.js';
import type { Place } from './position.js';
import { fallingBack, RouteUnavailable, type RemoteRouting } from './routing.js';

const pharmacy: Place = { latitude: 47.9185, longitude: 106.9176 };
const hospital: Place = { latitude: 47.9221, longitude: 106.9318 };
const lab: Place = { latitude: 0.0000001, longitude: -106.95 };
const guess = haversineRouting({ speedKmh: 30, detourFactor: 1.4 });

let provider: HttpProvider;
beforeEach(async () => {
  provider = await startHttpProvider();
});
afterEach(() => provider.close());

/** Asks for the way from the pharmacy to the hospital, and closes. */
async function ask(routing: RemoteRouting, via?: readonly Place[]): Promise<unknown> {
  try {
    return await routing.route(pharmacy, hospital, via);
  } finally {
    await routing.close();
  }
}

const osrmAnswer = { code: 'Ok', routes: [{ distance: 1_534.2, duration: 201.7 }], waypoints: [{ distance: 4.2 }, { distance: 11 }] };
const orsAnswer = { routes: [{ summary: { distance: 1_534.2, duration: 201.7 } }] };

describe('a guess', () => {
  it('goes the way of crows a bit longer, at its own speed', async () => {
    const metres = lengthOf([pharmacy, lab, hospital]) * 1.4;
    expect(await guess.route(pharmacy, hospital, [lab])).toEqual({ metres, seconds: metres / (30 / 3.6), approximate: true });
    expect(await guess.route(pharmacy, pharmacy)).toEqual({ metres: 0, seconds: 0, approximate: true });
  });

  it.each([
    { speedKmh: 0, detourFactor: 1.4 },
    { speedKmh: 30, detourFactor: 0.9 },
  ])('cannot be made with %p', (options) => {
    expect(() => haversineRouting(options)).toThrow('A guess needs a speed above 0');
  });
});

describe('OSRM', () => {
  it('is asked with longitudes first', async () => {
    provider.reply = { status: 200, body: osrmAnswer };
    expect(await ask(osrmRouting({ url: provider.url }))).toEqual({ metres: 1_534.2, seconds: 201.7, approximate: false });
    expect(provider.asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /route/v1/driving/106.917600,47.918500;106.931800,47.922100?overview=false',
    ]);
  });

  it('is asked at its address, with another profile, by way of other places', async () => {
    provider.reply = { status: 200, body: osrmAnswer };
    await ask(osrmRouting({ url: `${provider.url}/maps/`, profile: 'bike' }), [lab]);
    expect(provider.asked[0]?.path).toBe(
      '/maps/route/v1/bike/106.917600,47.918500;-106.950000,0.000000;106.931800,47.922100?overview=false',
    );
  });

  it('does not answer for places that are not on its map', async () => {
    provider.reply = {
      status: 200,
      body: { code: 'Ok', routes: [{ distance: 0, duration: 0 }], waypoints: [{ distance: 196_872 }, { distance: 202_552 }] },
    };
    await expect(ask(osrmRouting({ url: provider.url }))).rejects.toThrow('OSRM knows no road near the place');
  });

  it('says when there is no route', async () => {
    provider.reply = { status: 400, body: { code: 'NoRoute', message: 'Impossible route between points' } };
    await expect(ask(osrmRouting({ url: provider.url }))).rejects.toThrow('OSRM answers 400: {"code":"NoRoute"');
    provider.reply = { status: 200, body: { code: 'NoSegment' } };
    await expect(ask(osrmRouting({ url: provider.url }))).rejects.toThrow('OSRM has no route: NoSegment');
  });
});

describe('openrouteservice', () => {
  it('is asked with its key, longitudes first', async () => {
    provider.reply = { status: 200, body: orsAnswer };
    const routing = openRouteServiceRouting({ url: `${provider.url}/ors`, apiKey: 'key of the tenant' });
    expect(await ask(routing, [lab])).toEqual({ metres: 1_534.2, seconds: 201.7, approximate: false });
    const [asked] = provider.asked;
    expect([asked?.method, asked?.path, asked?.headers.authorization]).toEqual([
      'POST',
      '/ors/v2/directions/driving-car/json',
      'key of the tenant',
    ]);
    expect(JSON.parse(asked?.body ?? '')).toEqual({
      coordinates: [
        [106.9176, 47.9185],
        [-106.95, 1e-7],
        [106.9318, 47.9221],
      ],
      instructions: false,
      geometry: false,
    });
  });

  it('is asked without a key, with another profile', async () => {
    provider.reply = { status: 200, body: orsAnswer };
    await ask(openRouteServiceRouting({ url: provider.url, profile: 'cycling-regular' }));
    expect([provider.asked[0]?.path, provider.asked[0]?.headers.authorization]).toEqual(['/v2/directions/cycling-regular/json', undefined]);
  });

  it('gives a way of no length though it says nothing of it', async () => {
    provider.reply = { status: 200, body: { routes: [{ summary: {} }] } };
    expect(await ask(openRouteServiceRouting({ url: provider.url }))).toEqual({ metres: 0, seconds: 0, approximate: false });
  });

  it('says when there is no route', async () => {
    provider.reply = { status: 404, body: { error: { code: 2010, message: 'Could not find routable point' } } };
    await expect(ask(openRouteServiceRouting({ url: provider.url }))).rejects.toThrow(
      'openrouteservice answers 404: {"error":{"code":2010',
    );
    provider.reply = { status: 200, body: { routes: [] } };
    await expect(ask(openRouteServiceRouting({ url: provider.url }))).rejects.toThrow('openrouteservice has no route');
  });
});

const useless: [string, ProviderReply][] = [
  ['is silent', { status: 200, manner: 'silent' }],
  ['hangs up', { status: 200, body: osrmAnswer, manner: 'broken' }],
  ['is down', { status: 503, body: 'Service Unavailable' }],
  ['refuses the key', { status: 403, body: { error: 'Access disallowed' } }],
  ['wants to be left alone', { status: 429, body: { error: 'Rate limit exceeded' } }],
  ['sends elsewhere', { status: 302, body: '' }],
  ['answers in HTML', { status: 200, body: '<html>Sign in</html>' }],
  ['answers nothing', { status: 200, body: '' }],
  ['answers null', { status: 200, body: 'null' }],
  [
    'answers with words for numbers',
    { status: 200, body: { code: 'Ok', routes: [{ distance: 'far', duration: '1', summary: { distance: 'far', duration: 1 } }] } },
  ],
  [
    'answers below zero',
    { status: 200, body: { code: 'Ok', routes: [{ distance: -1, duration: 1, summary: { distance: -1, duration: 1 } }] } },
  ],
  [
    'answers too much',
    {
      status: 200,
      body: { code: 'Ok', routes: [{ distance: 1, duration: 1, summary: { distance: 1, duration: 1 } }], more: 'x'.repeat(1_100_000) },
    },
  ],
];

describe.each([
  ['OSRM', osrmRouting],
  ['openrouteservice', openRouteServiceRouting],
])('when %s', (_, connect) => {
  it.each(useless)('%s, there is no route, but a guess that says it is one', async (_, reply) => {
    provider.reply = reply;
    const routing = connect({ url: provider.url, timeoutMs: 300 });
    const told: RouteUnavailable[] = [];
    try {
      await expect(routing.route(pharmacy, hospital)).rejects.toBeInstanceOf(RouteUnavailable);
      const route = await fallingBack(routing, guess, (error) => told.push(error)).route(pharmacy, hospital, [lab]);
      expect(route).toEqual(await guess.route(pharmacy, hospital, [lab]));
      expect(told).toHaveLength(1);
    } finally {
      await routing.close();
    }
  });

  it('is not there at all, there is a guess', async () => {
    const routing = connect({ url: provider.url, timeoutMs: 300 });
    await provider.close();
    expect(await fallingBack(routing, guess).route(pharmacy, hospital)).toMatchObject({ approximate: true });
    await routing.close();
  });
});

describe('falling back', () => {
  it('leaves a route that there is as it is, and a bug as well', async () => {
    const route = { metres: 1, seconds: 1, approximate: false };
    expect(await fallingBack({ route: () => Promise.resolve(route) }, guess).route(pharmacy, hospital)).toBe(route);
    const broken = { route: () => Promise.reject(new TypeError('not a function')) };
    await expect(fallingBack(broken, guess).route(pharmacy, hospital)).rejects.toThrow(TypeError);
  });
});
