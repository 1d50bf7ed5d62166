import { setTimeout as delay } from 'node:timers/promises';
import { toUuid } from '#kernel/graph/type-id.js';
import { eventually } from '#kernel/testing/eventually.js';
import { WebhookHouse } from '../testing/webhook-house.js';

const products = { eventTypes: ['product.*'] };

/** A tenant with a server that answers, and twenty that never do: so many are one client's at most. */
async function amongHanging(house: WebhookHouse, name: string) {
  const quick = await house.receiver();
  const steppe = await house.tenant(name);
  const { id } = await steppe.create(steppe.owner, { url: quick.url, ...products });
  const client = await steppe.client(['medicines:read']);
  const hanging = await Promise.all(Array.from({ length: 20 }, () => house.receiver({ status: 200, manner: 'silent' })));
  const ids = [];
  for (const { url } of hanging) ids.push(toUuid('webhook', (await steppe.create(client, { url, ...products })).id));
  const asked = () => Promise.resolve(hanging.filter((server) => server.asked.length > 0).length);
  const delivered = async (count: number) => {
    await steppe.productChanged();
    await steppe.settled(id, count);
  };
  return { ids, asked, delivered };
}

it('twenty servers that hang delay one that answers in no way, before and after they are known to', async () => {
  // Nothing ends while this test looks: whoever waited for one of them would wait for ever.
  const house = await WebhookHouse.open({ timeoutMs: 600_000 });
  try {
    const unknown = await amongHanging(house, 'unknown');
    await unknown.delivered(1);
    await eventually(unknown.asked, (count) => count === 20);
    for (let count = 2; count <= 5; count += 1) await unknown.delivered(count);

    const known = await amongHanging(house, 'known');
    await house.database.query('update platform.webhook_turns set slow = true where endpoint_id = any ($1)', [known.ids]);
    await known.delivered(1);
    await eventually(known.asked, (count) => count === 12);
    for (let count = 2; count <= 5; count += 1) await known.delivered(count);
    await unknown.delivered(6);
    const { rowCount } = await house.database.query('select 1 from platform.webhook_attempts where status_code is distinct from 200');
    expect([rowCount, await unknown.asked(), await known.asked()]).toEqual([0, 20, 12]);
  } finally {
    await house.close();
  }
});

let house: WebhookHouse;
beforeAll(async () => {
  house = await WebhookHouse.open({ timeoutMs: 6_000 });
});
afterAll(() => house.close());

it('a server that hangs is asked one thing at a time once that is known, and becomes quick again by answering', async () => {
  const slow = await house.receiver({ status: 200, manner: 'silent' });
  const steppe = await house.tenant('recovering');
  const { id } = await steppe.create(steppe.owner, { url: slow.url, ...products });
  await steppe.productChanged();
  await eventually(
    () => steppe.deliveries(id),
    ([first]) => first?.attemptCount === 1,
  );
  const asked = slow.asked.length;
  for (let count = 0; count < 5; count += 1) await steppe.productChanged();
  await eventually(
    () => Promise.resolve(slow.asked.length),
    (count) => count > asked,
  );
  await delay(1_000);
  expect(slow.asked.length).toBe(asked + 1);
  slow.reply = { status: 200 };
  const delivered = await steppe.settled(id, 6);
  expect(new Set(delivered.map(({ status }) => status))).toEqual(new Set(['DELIVERED']));
  const { rows } = await house.database.query<{ slow: boolean }>(
    'select slow from platform.webhook_turns order by last_success_at desc nulls last limit 1',
  );
  expect(rows).toEqual([{ slow: false }]);
});

it('hundreds of messages to one server are sent in a few seconds, and each once', async () => {
  const receiver = await house.receiver();
  const steppe = await house.tenant('busy');
  const { id } = await steppe.create(steppe.owner, { url: receiver.url, ...products });
  const events = await Promise.all(Array.from({ length: 300 }, () => steppe.productChanged()));
  await eventually(
    () => Promise.resolve(new Set(receiver.asked.map(({ headers }) => headers['webhook-id'])).size),
    (count) => count === events.length,
  );
  await steppe.change(steppe.owner, 'sendTestEvent', 'delivery { id }', { id });
  await eventually(
    () => Promise.resolve(receiver.asked.length),
    (count) => count === events.length + 1,
  );
});
