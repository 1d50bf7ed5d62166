import { toUuid } from '#kernel/graph/type-id.js';
import { eventually } from '#kernel/testing/eventually.js';
import { WebhookHouse } from '../testing/webhook-house.js';

const products = { eventTypes: ['product.*'] };

/** However long the test takes: after a minute, whoever still sends would be taken for gone, and what they send be sent beside them. */
async function keepTurns({ database }: WebhookHouse): Promise<void> {
  await database.query("update platform.webhook_turns set taken_until = now() + interval '1 hour' where taken_by is not null");
  await database.query(
    "update platform_jobs._private_jobs set run_at = now() + interval '1 hour' where key like '%:webhook-next:%' and run_at > now()",
  );
}

/** A tenant with a server that answers, and twenty that never do: so many are one client's at most. */
async function amongHanging(house: WebhookHouse, name: string) {
  const quick = await house.receiver();
  const steppe = await house.tenant(name);
  const { id } = await steppe.create(steppe.owner, { url: quick.url, ...products });
  const client = await steppe.client(['medicines:read']);
  const hanging = await Promise.all(Array.from({ length: 20 }, () => house.receiver({ status: 200, manner: 'silent' })));
  const ids = [];
  for (const { url } of hanging) ids.push(toUuid('webhook', (await steppe.create(client, { url, ...products })).id));
  const asked = async () => {
    await keepTurns(house);
    return hanging.filter((server) => server.asked.length > 0).length;
  };
  const delivered = async (count: number) => {
    await keepTurns(house);
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

it('a server that hangs is asked one thing at a time once that is known, and becomes quick again by answering', async () => {
  const house = await WebhookHouse.open({ timeoutMs: 6_000 });
  try {
    const slow = await house.receiver({ status: 200, manner: 'silent' });
    const steppe = await house.tenant('recovering');
    const { id } = await steppe.create(steppe.owner, { url: slow.url, ...products });
    let underWay = 0;
    let ended = 0;
    const together: number[] = [];
    house.beforeSending = () => void together.push((underWay += 1));
    house.afterSending = () => {
      [underWay, ended] = [underWay - 1, ended + 1];
      return Promise.resolve();
    };
    await steppe.productChanged();
    await eventually(
      () => steppe.deliveries(id),
      ([first]) => (first?.attemptCount ?? 0) > 0,
    );
    for (let count = 0; count < 5; count += 1) await steppe.productChanged();
    await eventually(
      () => steppe.deliveries(id),
      (found) => found.length === 6,
    );
    const begun = together.length;
    await eventually(
      () => Promise.resolve(ended),
      (count) => count > begun,
    );
    expect(together).toEqual(together.map(() => 1));
    slow.reply = { status: 200 };
    const delivered = await eventually(
      async () => {
        // What has failed twice by now would wait for minutes.
        await house.hurry(3);
        return steppe.deliveries(id);
      },
      (found) => found.length === 6 && found.every(({ status }) => status !== 'PENDING'),
    );
    expect(new Set(delivered.map(({ status }) => status))).toEqual(new Set(['DELIVERED']));
    const { rows } = await house.database.query<{ slow: boolean }>(
      'select slow from platform.webhook_turns order by last_success_at desc nulls last limit 1',
    );
    expect(rows).toEqual([{ slow: false }]);
  } finally {
    await house.close();
  }
});

let house: WebhookHouse;
beforeAll(async () => {
  house = await WebhookHouse.open();
});
afterAll(() => house.close());

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
