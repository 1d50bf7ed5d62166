import { emptyContext } from '../context/request-context.js';
import { newId } from '../graph/type-id.js';
import { silent } from '../log/logger.js';
import type { Context } from '../subgraph/context.js';
import { defineEphemeralFeed } from './feed.js';
import type { Heard } from './follower.js';
import { InProcessLiveBus, type LiveBus, type LiveListener } from './live-bus.js';
import { LiveFeeds } from './live-feeds.js';

const moves = defineEphemeralFeed('moves', { conflateMs: 1 });
const noDatabase = (): never => {
  throw new Error('An ephemeral feed asks no database');
};

async function process(bus: LiveBus): Promise<LiveFeeds> {
  const feeds = new LiveFeeds(bus, noDatabase, silent);
  await feeds.start();
  return feeds;
}

function callerOf(tenantId: string): Context {
  return { request: { ...emptyContext('one'), tenant: { id: tenantId, subdomain: 'steppe' } } } as Context;
}

async function heard(stream: AsyncIterator<Heard>): Promise<string> {
  const { value } = (await stream.next()) as { value: Heard };
  return [value.kind, value.sequence, ...value.subjects].join(' ');
}

describe('an announcement', () => {
  it('is heard in every process, within its tenant and topic only, and without a database', async () => {
    const bus = new InProcessLiveBus();
    const [here, there] = [await process(bus), await process(bus)];
    const [steppe, savanna] = [newId('tenant'), newId('tenant')];
    const streams = [here.follow(callerOf(steppe), moves, 'a'), there.follow(callerOf(steppe), moves, 'a')];
    const others = [there.follow(callerOf(steppe), moves, 'b'), there.follow(callerOf(savanna), moves, 'a')];
    for (const stream of [...streams, ...others]) expect(await heard(stream)).toBe('CURRENT_STATE 0');
    here.announce(steppe, moves, ['a'], ['one', 'two']);
    for (const stream of streams) expect(await heard(stream)).toBe('CHANGE 1 one two');
    here.announce(steppe, moves, ['b'], ['three']);
    here.announce(savanna, moves, ['a'], ['four']);
    expect([await heard(others[0] as AsyncIterator<Heard>), await heard(others[1] as AsyncIterator<Heard>)]).toEqual([
      'CHANGE 1 three',
      'CHANGE 1 four',
    ]);
    for (const feeds of [here, there]) await feeds.stop();
    expect(await streams[0]?.next()).toEqual({ done: true, value: undefined });
  });

  it('that the bus may have lost is made up for by the state', async () => {
    const listeners: LiveListener[] = [];
    const broken: LiveBus = {
      publish: () => Promise.reject(new Error('The bus is gone')),
      listen: (listener) => {
        listeners.push(listener);
        return Promise.resolve({ close: () => Promise.resolve() });
      },
    };
    const feeds = await process(broken);
    const stream = feeds.follow(callerOf(newId('tenant')), moves, 'a');
    expect(await heard(stream)).toBe('CURRENT_STATE 0');
    feeds.announce(newId('tenant'), moves, ['a'], ['one']);
    for (const listener of listeners) listener.missed();
    expect(await heard(stream)).toBe('CURRENT_STATE 1');
    await feeds.stop();
  });
});
