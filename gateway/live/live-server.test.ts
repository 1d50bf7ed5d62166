import { newId } from '#kernel/graph/type-id.js';
import { eventually } from '#kernel/testing/eventually.js';
import { LiveClient } from '../../tests/end-to-end/live-client.js';
import { openTinyGateway, type TinyGateway } from '../testing/tiny-gateway.js';

const query = 'subscription { ticked { n text hour { name } } }';
let tiny: TinyGateway;
const open: LiveClient[] = [];
const start = async (limits: Parameters<typeof openTinyGateway>[0] = {}): Promise<void> => {
  tiny = await openTinyGateway(limits);
};
afterEach(async () => {
  for (const client of open.splice(0)) client.socket.terminate();
  await tiny.close();
});
const connect = async (lifetimeSeconds?: number): Promise<LiveClient> => {
  const live = await LiveClient.connect(tiny.url, { authorization: `Bearer ${await tiny.token(lifetimeSeconds)}` });
  open.push(live);
  return live;
};
const figure = async (name: string) => new RegExp(`^${name} (\\d+)$`, 'm').exec(await (await fetch(`${tiny.url}/metrics`)).text())?.[1];
interface Ticked {
  readonly ticked: { readonly n: number; readonly text: string; readonly hour: { readonly name: string } };
}

describe('clients that follow the same with the same rights', () => {
  it('cost one execution for each event, however many they are', async () => {
    await start();
    const clients = await Promise.all(Array.from({ length: 25 }, () => connect()));
    clients.forEach((client, index) => client.subscribe(`mine-${index}`, query));
    for (const client of clients) await client.data<Ticked>();
    const before = tiny.calls.names;
    tiny.tick('once');
    const messages = await Promise.all(clients.map((client) => client.next()));
    expect(messages.map(({ id }) => id)).toEqual(clients.map((_, index) => `mine-${index}`));
    expect(messages[24]?.payload).toEqual({ data: { ticked: { n: 1, text: 'once', hour: { name: 'hour 1' } } } });
    expect(tiny.calls.names - before).toBe(1);
  });

  it('share nothing with clients of other rights', async () => {
    await start();
    const first = await connect();
    tiny.admission.permissions = ['clock:read', 'clock:wind'];
    const second = await connect();
    for (const client of [first, second]) client.subscribe('a', query);
    for (const client of [first, second]) await client.data<Ticked>();
    const before = tiny.calls.names;
    tiny.tick();
    for (const client of [first, second]) await client.data<Ticked>();
    expect(tiny.calls.names - before).toBe(2);
  });
});

describe('what is about a person', () => {
  const waking = 'subscription { woken { who text hour { name } } }';
  interface Woken {
    readonly woken: { readonly who: string | null; readonly text: string; readonly hour: { readonly name: string } };
  }
  const sleeper = async (staffId: string, query = waking): Promise<LiveClient> => {
    const client = await LiveClient.connect(tiny.url, { authorization: `Bearer ${await tiny.token(600, staffId)}` });
    open.push(client);
    client.subscribe('a', query);
    expect((await client.data<Woken>()).woken).toMatchObject({ who: staffId, text: '' });
    return client;
  };

  it('is told that person alone, at all places, and not to others with the same rights', async () => {
    await start();
    const [bold, bat] = [newId('staff'), newId('staff')];
    const [desk, phone, other] = [await sleeper(bold), await sleeper(bold), await sleeper(bat)];
    const before = tiny.calls.names;
    tiny.wake(bold, 'Six');
    tiny.wake(bat, 'Seven');
    for (const client of [desk, phone]) expect(await client.data<Woken>()).toEqual({ woken: { who: bold, text: 'Six', hour: { name: 'hour 1' } } });
    expect(await other.data<Woken>()).toEqual({ woken: { who: bat, text: 'Seven', hour: { name: 'hour 2' } } });
    expect(tiny.calls.names - before).toBe(2);
  });

  it.each([
    ['in a fragment', 'subscription { ...All } fragment All on Subscription { woken { who text } }'],
    ['after what takes no more to read', 'fragment Told on Waking { who text } subscription { woken { ...Told } }'],
  ])('is it however it is asked for: %s', async (_, query) => {
    await start();
    await sleeper(newId('staff'), query);
  });
});

describe('a subscription', () => {
  it('begins anew with the state when the way to its subgraph breaks down', async () => {
    await start();
    const client = await connect();
    client.subscribe('a', query);
    expect((await client.data<Ticked>()).ticked.n).toBe(0);
    tiny.cut();
    tiny.tick('in between');
    expect((await client.data<Ticked>()).ticked.n).toBe(1);
    tiny.tick('after');
    expect((await client.data<Ticked>()).ticked).toMatchObject({ n: 2, text: 'after' });
  });

  it('ends upstream when nobody is left', async () => {
    await start();
    const client = await connect();
    client.subscribe('a', query);
    await client.data<Ticked>();
    client.say({ id: 'a', type: 'complete' });
    await client.close();
    await eventually(() => figure('caregraph_live_groups'), (count) => count === '0');
  });

  it('is over, with a code, when its token expires', async () => {
    await start();
    const client = await connect(6);
    client.subscribe('a', query);
    await client.data<Ticked>();
    expect(await client.closed).toEqual({ code: 4401, reason: 'The access token has expired: refresh the session.' });
  });

  it('is over, with a code, when the schema changes', async () => {
    await start();
    const client = await connect();
    client.subscribe('a', query);
    await client.data<Ticked>();
    tiny.gateway.update(`${tiny.supergraphSdl}\n# newer\n`);
    expect((await client.closed).code).toBe(1012);
    const again = await connect();
    again.subscribe('a', query);
    expect((await again.data<Ticked>()).ticked.n).toBe(0);
  });
});

describe('a client', () => {
  it('that does not read is let go, instead of being kept in memory', async () => {
    await start({ unsentBytes: 64 * 1024 });
    const [slow, quick] = [await connect(), await connect()];
    for (const client of [slow, quick]) client.subscribe('a', query);
    for (const client of [slow, quick]) await client.data<Ticked>();
    slow.socket.pause();
    const text = 'x'.repeat(200_000);
    for (let n = 1; n <= 200; n += 1) {
      tiny.tick(text);
      expect((await quick.data<Ticked>()).ticked.n).toBe(n);
    }
    const sent = 200 * text.length;
    let received = 0;
    slow.socket.on('message', (data: Buffer) => (received += data.length));
    slow.socket.resume();
    expect(await slow.closed).toEqual({ code: 1013, reason: 'This client reads too slowly: connect again.' });
    expect(received).toBeLessThan(sent);
  });

  it('that does not answer pings is let go', async () => {
    await start({ pingMs: 100 });
    const client = await connect();
    client.socket.pause();
    await eventually(() => figure('caregraph_sockets'), (count) => count === '0');
  });

  it('is one of so many that its tenant may have', async () => {
    await start({ socketsPerTenant: 2 });
    await Promise.all([connect(), connect()]);
    const third = await LiveClient.dial(tiny.url);
    third.say({ type: 'connection_init', payload: { authorization: `Bearer ${await tiny.token()}` } });
    expect(await third.closed).toEqual({ code: 1013, reason: 'This tenant has 2 connections open, the most there can be.' });
    open[0]?.socket.terminate();
    await eventually(() => figure('caregraph_sockets'), (count) => count === '1');
    await connect();
  });

  it('that goes while it is let in leaves its place to the next', async () => {
    await start({ socketsPerTenant: 1 });
    const held = tiny.holdAdmissions();
    const gone = await LiveClient.dial(tiny.url);
    gone.say({ type: 'connection_init', payload: { 'x-tenant-id': 'tiny' } });
    await eventually(() => Promise.resolve(held.asked()), (asked) => asked === 1);
    gone.socket.terminate();
    await eventually(() => figure('caregraph_sockets'), (count) => count === '0');
    held.release();
    await connect();
    expect(await figure('caregraph_sockets')).toBe('1');
  });
});
