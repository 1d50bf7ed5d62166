import { setTimeout as delay } from 'node:timers/promises';
import type { Heard } from './follower.js';
import { ConflatedTopic } from './conflated-topic.js';

async function take(follower: AsyncIterator<Heard>, count: number): Promise<Heard[]> {
  const taken: Heard[] = [];
  while (taken.length < count) {
    const next = await follower.next();
    if (next.done === true) throw new Error('It ended');
    taken.push(next.value);
  }
  return taken;
}

const state = (sequence: number): Heard => ({ kind: 'CURRENT_STATE', sequence, subjects: [] });
const change = (sequence: number, ...subjects: string[]): Heard => ({ kind: 'CHANGE', sequence, subjects });
const couriers = Array.from({ length: 500 }, (_, index) => `courier ${index}`);

describe('a conflated topic', () => {
  it('tells the state, the first change at once, and all that came meanwhile as one', async () => {
    const topic = new ConflatedTopic(20, () => undefined);
    const follower = topic.follow();
    for (let time = 0; time < 5; time += 1) for (const courier of couriers) topic.hear([courier]);
    expect(await take(follower, 3)).toEqual([state(0), change(1, 'courier 0'), change(2, ...couriers.slice(1), 'courier 0')]);
    follower.end();
  });

  it('tells no more often than it may, and nobody is missing in the end', async () => {
    const conflateMs = 20;
    const topic = new ConflatedTopic(conflateMs, () => undefined);
    const follower = topic.follow();
    const began = performance.now();
    const told: Heard[] = [];
    const listening = (async () => {
      for await (const heard of follower) told.push(heard);
    })();
    for (const courier of couriers) {
      topic.hear([courier]);
      if (courier.endsWith('0')) await delay(2);
    }
    while (!told.some(({ subjects }) => (subjects as readonly string[]).includes('courier 499'))) await delay(conflateMs);
    const most = 2 + (performance.now() - began) / conflateMs;
    follower.end();
    await listening;
    expect(told.length - 1).toBeLessThanOrEqual(most);
    expect(new Set(told.flatMap(({ subjects }) => subjects as readonly string[]))).toEqual(new Set(couriers));
    expect(told.map(({ sequence }) => sequence)).toEqual(told.map((_, index) => index));
  });

  it('gives everybody the same change by the same number, and who comes later the state up to there', async () => {
    const topic = new ConflatedTopic(5, () => undefined);
    const early = topic.follow();
    topic.hear(['a']);
    const late = topic.follow();
    topic.hear(['b']);
    expect(await take(early, 3)).toEqual([state(0), change(1, 'a'), change(2, 'b')]);
    expect(await take(late, 2)).toEqual([state(1), change(2, 'b')]);
    early.end();
    late.end();
  });

  it('tells the state in place of more changes than wait, or when something may have been lost', async () => {
    const topic = new ConflatedTopic(1, () => undefined);
    const slow = topic.follow();
    const quick = topic.follow();
    await take(quick, 1);
    for (let time = 1; time <= 4; time += 1) {
      topic.hear([`courier ${time}`]);
      expect(await take(quick, 1)).toEqual([change(time, `courier ${time}`)]);
    }
    expect((await take(slow, 1))[0]?.kind).toBe('CURRENT_STATE');
    topic.restate();
    expect(await take(quick, 1)).toEqual([state(5)]);
    slow.end();
    quick.end();
  });

  it('ends a follower that waits, and itself with the last of them', async () => {
    let ended = 0;
    const topic = new ConflatedTopic(5, () => (ended += 1));
    const [one, other] = [topic.follow(), topic.follow()];
    await take(one, 1);
    const waiting = one.next();
    await one.return();
    expect([await waiting, ended]).toEqual([{ done: true, value: undefined }, 0]);
    topic.end();
    expect([await other.next(), ended]).toEqual([{ done: true, value: undefined }, 1]);
  });
});
