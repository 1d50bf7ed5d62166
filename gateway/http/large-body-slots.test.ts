import { LargeBodySlots } from './large-body-slots.js';

const here = new AbortController().signal;
const open = () => new LargeBodySlots({ most: 3, mostOfTenant: 2, waitMs: 50 });

describe('turns of large bodies', () => {
  it('are not all taken by one tenant', async () => {
    const slots = open();
    await slots.take('steppe', here);
    await slots.take('steppe', here);
    const third = slots.take('steppe', here);
    await slots.take('copperbelt', here);
    await expect(third).rejects.toThrow('Too many large requests');
    await expect(slots.take('siam', here)).rejects.toThrow('Too many large requests');
  });

  it('go to the one who waits longest and may', async () => {
    const slots = open();
    const [first] = [await slots.take('steppe', here), await slots.take('copperbelt', here), await slots.take('copperbelt', here)];
    const order: string[] = [];
    const waiting = ['copperbelt', 'siam', 'steppe'].map((tenant) =>
      slots.take(tenant, here).then(
        () => order.push(tenant),
        () => order.push(`not ${tenant}`),
      ),
    );
    first();
    first();
    await Promise.all(waiting);
    expect(order).toEqual(['siam', 'not copperbelt', 'not steppe']);
  });

  it('are not kept for those who have gone', async () => {
    const slots = new LargeBodySlots({ most: 1, mostOfTenant: 1, waitMs: 10_000 });
    const giveBack = await slots.take('steppe', here);
    const gone = new AbortController();
    const waiting = slots.take('steppe', gone.signal);
    gone.abort();
    await expect(waiting).rejects.toThrow();
    giveBack();
    (await slots.take('steppe', here))();
  });
});
