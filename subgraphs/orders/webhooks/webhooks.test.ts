import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { Webhook } from 'standardwebhooks';
import { InProcessTransport } from '#kernel/events/transport.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { startBackground, type Background } from '#kernel/jobs/background.js';
import { silent } from '#kernel/log/logger.js';
import { eventually } from '#kernel/testing/eventually.js';
import { Neighbours } from '#kernel/testing/neighbours.js';
import { openTestSubgraph, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { WebhookSender, type WebhookMessage } from '#kernel/webhooks/webhook-sender.js';
import { orders } from '../index.js';
import { OrderDesk } from '../testing/order-desk.js';
import { Ordering } from '../testing/ordering.js';
import type { WebhookServices } from './delivering.js';

const sender = new WebhookSender({ loopbackAllowed: true });
const impatient = new WebhookSender({ loopbackAllowed: true, timeoutMs: 3_000 });
/** For whom nothing ends that is not answered. */
const patient = new WebhookSender({ loopbackAllowed: true, timeoutMs: 600_000 });
let sending = sender;
/** What is to happen after a message was sent and before that is known here. */
let afterSending: (message: WebhookMessage) => Promise<void> = () => Promise.resolve();
const services: WebhookServices = {
  webhooks: {
    targets: sender.targets,
    send: async (message) => {
      const answer = await sending.send(message);
      await afterSending(message);
      return answer;
    },
  },
};

let subgraph: TestSubgraph;
let neighbours: Neighbours;
let background: Background;
let owner: pg.Client;
beforeAll(async () => {
  neighbours = new Neighbours({
    Patient: { deletedAt: null, deceased: false },
    Product: { status: 'ACTIVE', kind: 'REAGENT', name: 'EDTA tubes', gtin: null, nationalCode: null },
  });
  subgraph = await openTestSubgraph(orders, { entities: neighbours.entities, services, log: silent });
  background = await startBackground(orders, subgraph.resources, new InProcessTransport());
  owner = new pg.Client({ connectionString: subgraph.ownerUrl });
  await owner.connect();
});
const closing: (() => unknown)[] = [];
afterEach(async () => {
  afterSending = () => Promise.resolve();
  sending = sender;
  for (const close of closing.splice(0)) await close();
});
afterAll(async () => {
  await background.stop();
  await owner.end();
  for (const each of [sender, impatient, patient]) await each.close();
  await subgraph.close();
});

interface Received {
  readonly headers: IncomingHttpHeaders & Record<string, string>;
  readonly body: string;
}

/** A laboratory's server: takes what comes, and answers as the test says. */
async function laboratory(answer: (response: ServerResponse) => void = (response) => void response.end('got it')) {
  const received: Received[] = [];
  const lab = { url: '', received, answer };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ headers: request.headers as Received['headers'], body: Buffer.concat(chunks).toString() });
      lab.answer(response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  lab.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`;
  return lab;
}

interface Hook {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly active: boolean;
  readonly disabledReason: string | null;
}
interface Delivery {
  readonly id: string;
  readonly type: string;
  readonly body: string;
  readonly status: string;
  readonly attemptCount: number;
  readonly nextAttemptAt: string | null;
  readonly order: { readonly id: string } | null;
  readonly attempts: readonly {
    readonly number: number;
    readonly statusCode: number | null;
    readonly milliseconds: number;
    readonly answer: string | null;
    readonly problem: string | null;
  }[];
}

const hookFields = 'orderWebhook { id version name active disabledReason }';
const deliveryFields =
  'id type body status attemptCount nextAttemptAt order { id } attempts { number statusCode milliseconds answer problem }';

function house() {
  const desk = new OrderDesk(subgraph, neighbours);
  const create = async (url: string, name = 'lims') => {
    const { orderWebhook, secret } = await desk.done<{ orderWebhook: Hook; secret: string }>('createOrderWebhook', `${hookFields} secret`, {
      name,
      url,
    });
    return { ...orderWebhook, secret };
  };
  const hooks = async (context = desk.context) =>
    (await desk.ask<{ orderWebhooks: Hook[] }>('{ orderWebhooks { id version name active disabledReason } }', {}, context)).orderWebhooks;
  const deliveries = async (id: string) => {
    const { orderWebhooks } = await desk.ask<{ orderWebhooks: { id: string; deliveries: { totalCount: number; nodes: Delivery[] } }[] }>(
      `{ orderWebhooks { id deliveries(first: 50) { totalCount nodes { ${deliveryFields} } } } }`,
    );
    return orderWebhooks.find((hook) => hook.id === id)?.deliveries.nodes ?? [];
  };
  const test = async (id: string) =>
    (await desk.done<{ delivery: Delivery }>('testOrderWebhook', `delivery { ${deliveryFields} }`, { id })).delivery;
  const settled = (id: string, count = 1) =>
    eventually(
      () => deliveries(id),
      (found) => found.length === count && found.every(({ status }) => status !== 'PENDING'),
    );
  const attempted = (id: string, times: number) =>
    eventually(
      () => deliveries(id),
      ([first]) => (first?.attemptCount ?? 0) >= times,
    );
  return { desk, create, hooks, deliveries, test, settled, attempted };
}

/** Seconds from the end of an attempt to the next: to the one that was made, should it have been made already. */
async function pauseAfter(deliveryId: string, attempt: number): Promise<number> {
  const { rows } = await owner.query<{ seconds: number }>(
    `select extract(epoch from coalesce(next.created_at, delivery.next_attempt_at) - attempt.created_at)::float as seconds
      from orders.order_webhook_deliveries delivery join orders.order_webhook_attempts attempt on attempt.delivery_id = delivery.id
      left join orders.order_webhook_attempts next on next.delivery_id = delivery.id and next.number = attempt.number + 1
      where delivery.id = $1 and attempt.number = $2`,
    [toUuid('orderwebhookdelivery', deliveryId), attempt],
  );
  return rows[0]?.seconds ?? 0;
}

/** As if the time for what is planned had come; of an attempt that is named, unless it was made already. */
const hurry = (deliveryId: string, attempt: number | null = null) =>
  owner.query(
    `update orders_jobs._private_jobs set run_at = now() where key like '%webhook:' || $1 and locked_at is null
      and ($3::int is null or exists (select from orders.order_webhook_deliveries where id = $2 and attempt_count = $3 - 1))`,
    [deliveryId, toUuid('orderwebhookdelivery', deliveryId), attempt],
  );

describe('a rule that calls a webhook', () => {
  it('has it told which order it was, signed, and nothing of the patient', async () => {
    const lab = await laboratory();
    const { desk, create, settled } = house();
    const { id, secret } = await create(lab.url);
    const ordering = new Ordering(desk);
    const calls = {
      name: 'tell the laboratory',
      when: { order_type: 'lab_sample' },
      then: { call_webhook: { webhook: 'lims', event: 'sample.ordered' } },
    };
    await desk.done('createOrderRule', 'orderRule { id }', { definition: calls });
    const order = await ordering.placed();
    const [delivery] = await settled(id);
    expect(delivery).toMatchObject({
      type: 'sample.ordered',
      status: 'DELIVERED',
      attemptCount: 1,
      nextAttemptAt: null,
      order: { id: order.id },
    });
    expect(delivery?.attempts).toEqual([
      { number: 1, statusCode: 200, milliseconds: expect.any(Number) as number, answer: 'got it', problem: null },
    ]);
    const [{ headers, body } = { headers: {}, body: '' }] = lab.received;
    expect(lab.received).toHaveLength(1);
    expect(new Webhook(secret).verify(body, headers)).toEqual({
      type: 'sample.ordered',
      timestamp: expect.stringMatching(/Z$/) as string,
      data: { id: order.id, number: order.number },
    });
    expect(headers).toMatchObject({ 'webhook-id': delivery?.id, 'content-type': 'application/json' });
    expect(body).not.toContain(ordering.patientId);
  });

  it('is refused for a name that is no webhook of the tenant', async () => {
    const { desk, create } = house();
    const calls = { name: 'tell', when: { order_type: 'lab_sample' }, then: { call_webhook: 'lims' } };
    const refused = () => desk.run('createOrderRule', 'orderRule { id }', { definition: calls });
    expect((await refused()).userErrors[0]?.message).toMatch(/webhook/);
    await house().create('https://lims.example/');
    expect((await refused()).userErrors).toHaveLength(1);
    await create('https://lims.example/');
    expect((await refused()).userErrors).toEqual([]);
  });
});

describe('a message', () => {
  it('comes again with the same id and body until it is taken', async () => {
    const lab = await laboratory((response) => void response.writeHead(503).end('x'.repeat(2_000)));
    const { create, test, attempted, settled } = house();
    const { id, secret } = await create(lab.url);
    const delivery = await test(id);
    const [failed] = await attempted(id, 1);
    expect(failed?.status).toBe('PENDING');
    const first = await pauseAfter(delivery.id, 1);
    expect(first >= 5 && first < 60).toBe(true);
    await hurry(delivery.id, 2);
    await attempted(id, 2);
    const second = await pauseAfter(delivery.id, 2);
    expect(second >= 300 && second < 420).toBe(true);
    lab.answer = (response) => void response.writeHead(204).end();
    await hurry(delivery.id);
    const [taken] = await settled(id);
    expect(taken?.status).toBe('DELIVERED');
    expect(taken?.attempts.map(({ number, statusCode, answer }) => [number, statusCode, answer?.length])).toEqual([
      [1, 503, 500],
      [2, 503, 500],
      [3, 204, 0],
    ]);
    expect(new Set(lab.received.map(({ headers, body }) => `${headers['webhook-id']} ${body}`)).size).toBe(1);
    for (const { headers, body } of lab.received)
      expect(new Webhook(secret).verify(body, headers)).toMatchObject({ type: 'webhook.test', data: {} });
  });

  it('is given up after ten attempts', async () => {
    const lab = await laboratory((response) => void response.writeHead(500).end());
    const { create, test, settled, attempted, hooks } = house();
    const { id } = await create(lab.url);
    const delivery = await test(id);
    for (let attempt = 1; attempt < 10; attempt += 1) {
      await attempted(id, attempt);
      await hurry(delivery.id);
    }
    expect((await settled(id))[0]).toMatchObject({ status: 'FAILED', attemptCount: 10, nextAttemptAt: null });
    expect((await hooks())[0]?.active).toBe(true);
  });

  it('switches the webhook off when the server answers 410, and what is due then is not sent', async () => {
    const lab = await laboratory((response) => void response.writeHead(503).end());
    const { create, test, attempted, settled, hooks, desk } = house();
    const { id } = await create(lab.url);
    const waiting = await test(id);
    await attempted(id, 1);
    const isWaiting = () => lab.received.at(-1)?.headers['webhook-id'] === waiting.id;
    lab.answer = (response) => void response.writeHead(isWaiting() ? 503 : 410).end('closed');
    await test(id);
    await eventually(hooks, ([hook]) => hook?.active === false);
    expect((await hooks())[0]?.disabledReason).toMatch(/410 Gone/);
    await hurry(waiting.id);
    const found = await settled(id, 2);
    expect(found.map(({ status }) => status)).toEqual(['FAILED', 'SKIPPED']);
    expect(lab.received).toHaveLength(found.reduce((sum, { attemptCount }) => sum + attemptCount, 0));
    const { userErrors } = await desk.run('testOrderWebhook', 'delivery { id }', { id });
    expect(userErrors).toEqual([{ code: 'WRONG_STATE', message: 'The webhook is not active: set it active first.' }]);
    const { version } = (await hooks())[0] ?? { version: 0 };
    await desk.done('updateOrderWebhook', hookFields, { id, expectedVersion: version, active: true });
    expect((await hooks())[0]).toMatchObject({ active: true, disabledReason: null });
  });

  it('does not follow a redirect into the machine', async () => {
    const inside = await laboratory();
    const lab = await laboratory((response) => void response.writeHead(302, { location: inside.url }).end());
    const { create, test, attempted } = house();
    const { id } = await create(lab.url);
    await test(id);
    expect((await attempted(id, 1))[0]?.attempts[0]?.statusCode).toBe(302);
    expect(inside.received).toEqual([]);
  });

  it('is sent again, as the same, when the process died before it knew that it was sent', async () => {
    const lab = await laboratory();
    const { create, test, settled, deliveries } = house();
    const { id } = await create(lab.url);
    // Messages of tests before this one may still be on their way to servers that are gone.
    afterSending = ({ url }) => (url === lab.url ? Promise.reject(new Error('killed')) : Promise.resolve());
    const delivery = await test(id);
    await eventually(
      async () => (await owner.query("select 1 from orders_jobs.jobs where last_error = 'killed' and locked_at is null")).rowCount,
      (count) => count === 1,
    );
    expect((await deliveries(id))[0]).toMatchObject({ status: 'PENDING', attemptCount: 0, attempts: [] });
    afterSending = () => Promise.resolve();
    await hurry(delivery.id);
    expect((await settled(id))[0]).toMatchObject({ status: 'DELIVERED', attemptCount: 1 });
    expect(lab.received.map(({ headers }) => headers['webhook-id'])).toEqual([delivery.id, delivery.id]);
  });

  it('is taken up by another when the one who sent it still holds its job, and is written down once', async () => {
    const lab = await laboratory();
    const { create, test, settled } = house();
    const { id } = await create(lab.url);
    const [sent, forever] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    afterSending = ({ url }) => {
      if (url !== lab.url) return Promise.resolve();
      afterSending = () => Promise.resolve();
      sent.resolve();
      return forever.promise;
    };
    const delivery = await test(id);
    await sent.promise;
    const planned = "select run_at > now() + interval '100 seconds' as later from orders_jobs.jobs where key like '%webhook:' || $1";
    expect((await owner.query<{ later: boolean }>(planned, [delivery.id])).rows).toEqual([{ later: true }]);
    await hurry(delivery.id);
    await settled(id);
    forever.resolve();
    await eventually(
      async () =>
        (await owner.query("select 1 from orders_jobs.jobs where task_identifier = 'deliver-to-webhook' and locked_at is not null"))
          .rowCount,
      (count) => count === 0,
    );
    expect((await settled(id))[0]).toMatchObject({ status: 'DELIVERED', attemptCount: 1, attempts: [{ number: 1, statusCode: 200 }] });
    expect(lab.received.map(({ headers }) => headers['webhook-id'])).toEqual([delivery.id, delivery.id]);
  });

  it('waits for no other server that does not answer, and holds no connection of the database', async () => {
    const [stuck, quick] = [await laboratory(() => undefined), await laboratory()];
    const { desk, hooks, create, test, settled, deliveries } = house();
    sending = patient;
    const slow = await create(stuck.url, 'slow');
    const fast = await create(quick.url, 'fast');
    for (let i = 0; i < 20; i += 1) await test(slow.id);
    await eventually(
      () => Promise.resolve(stuck.received.length),
      (count) => count === 2,
    );
    const { pool } = subgraph.database;
    await eventually(
      () => Promise.resolve(pool),
      ({ totalCount, idleCount }) => totalCount === idleCount,
    );
    await test(fast.id);
    await settled(fast.id);
    expect((await deliveries(slow.id)).map(({ attemptCount }) => attemptCount)).toEqual(Array.from({ length: 20 }, () => 0));
    expect(stuck.received).toHaveLength(2);
    const { version } = (await hooks()).find(({ name }) => name === 'slow') ?? slow;
    await desk.done('updateOrderWebhook', hookFields, { id: slow.id, expectedVersion: version, active: false });
  });

  it('that is not answered in time has failed, and says so', async () => {
    const stuck = await laboratory(() => undefined);
    const { create, test, attempted } = house();
    sending = impatient;
    const { id } = await create(stuck.url);
    await test(id);
    const [delivery] = await attempted(id, 1);
    expect(delivery?.attempts[0]).toMatchObject({ number: 1, statusCode: null, problem: 'No answer came within 3 seconds.' });
  });
});

describe('the secret of a webhook', () => {
  it('is shown once, and after a rotation the one before is valid beside it', async () => {
    const lab = await laboratory();
    const { desk, create, test, settled } = house();
    const { id, secret: first } = await create(lab.url);
    const rotate = (more: object = {}) =>
      desk.done<{ secret: string; previousValidUntil: string | null }>(
        'rotateOrderWebhookSecret',
        `${hookFields} secret previousValidUntil`,
        { id, ...more },
      );
    const { secret: second, previousValidUntil } = await rotate();
    expect(Date.parse(previousValidUntil ?? '') - Date.now()).toBeGreaterThan(23 * 3_600_000);
    await test(id);
    await settled(id, 1);
    const { secret: third, previousValidUntil: none } = await rotate({ overlapHours: 0 });
    expect(none).toBeNull();
    await test(id);
    await settled(id, 2);
    const verifies = ({ headers, body }: Received, secret: string) => {
      try {
        new Webhook(secret).verify(body, headers);
        return true;
      } catch {
        return false;
      }
    };
    expect(lab.received.map((one) => [first, second, third].map((secret) => verifies(one, secret)))).toEqual([
      [true, true, false],
      [false, false, true],
    ]);
    expect(lab.received[0]?.headers['webhook-signature']?.split(' ')).toHaveLength(2);
    const audited = await owner.query<{ entries: string }>(
      'select coalesce(json_agg(log)::text, $1) as entries from orders.audit_log log',
      [''],
    );
    for (const secret of [first, second, third]) expect(audited.rows[0]?.entries).not.toContain(secret);
    const shown = await subgraph.execute('{ __type(name: "OrderWebhook") { fields { name } } }', desk.context);
    expect(JSON.stringify(shown)).not.toMatch(/secret/i);
  });
});

describe('webhooks', () => {
  it('are made as they can be called, once by each name', async () => {
    const { desk, create, hooks } = house();
    const refused = async (input: object) =>
      (await desk.run('createOrderWebhook', hookFields, input)).userErrors.map(({ code, message }) => `${code} ${message}`);
    expect(await refused({ name: 'Lims!', url: 'https://lims.example/' })).toEqual([
      'INVALID A name is words of lower-case letters and digits, parted by underscores, such as lims.',
    ]);
    expect(await refused({ name: 'lims', url: 'http://lims.example/' })).toEqual(['INVALID The URL must begin with https://.']);
    expect(await refused({ name: 'lims', url: 'https://169.254.169.254/' })).toEqual([
      'INVALID The URL must name a server on the Internet, not one within a network.',
    ]);
    const { id, version } = await create('https://lims.example/');
    expect(await refused({ name: 'lims', url: 'https://lims.example/' })).toEqual([
      'TAKEN There is a webhook lims already: change that one.',
    ]);
    const change = async (input: object) =>
      (await desk.run('updateOrderWebhook', hookFields, { id, expectedVersion: version, ...input })).userErrors[0]?.code;
    expect(await change({ url: 'https://10.0.0.1/' })).toBe('INVALID');
    expect(await change({ expectedVersion: version + 1, active: false })).toBe('STALE_VERSION');
    expect(await change({ active: false })).toBeUndefined();
    expect(await hooks()).toMatchObject([{ id, active: false, disabledReason: null }]);
    const rotated = await desk.run('rotateOrderWebhookSecret', 'secret', { id, overlapHours: 169 });
    expect(rotated.userErrors[0]?.code).toBe('INVALID');
  });

  it('of another tenant are as if they were not there, and take the permission to configure orders', async () => {
    const { create } = house();
    const { id } = await create('https://lims.example/');
    const other = house();
    expect(await other.hooks()).toEqual([]);
    for (const webhookId of [id, newId('orderwebhook')]) {
      for (const [mutation, input] of [
        ['updateOrderWebhook', { id: webhookId, expectedVersion: 1, active: false }],
        ['rotateOrderWebhookSecret', { id: webhookId }],
        ['testOrderWebhook', { id: webhookId }],
      ] as const) {
        expect((await other.desk.run(mutation, 'userErrors { code }', input)).userErrors).toEqual([
          { code: 'NOT_FOUND', message: 'There is no such webhook.' },
        ]);
      }
    }
    const reader = other.desk.somebody({ permissions: ['orders:read', 'orders:place'] });
    await expect(other.hooks(reader)).rejects.toThrow(/FORBIDDEN/);
    await expect(other.desk.run('createOrderWebhook', hookFields, { name: 'lims', url: 'https://lims.example/' }, reader)).rejects.toThrow(
      /FORBIDDEN/,
    );
  });

  it('are of every branch, and not led elsewhere by who configures the orders of one', async () => {
    const { desk, create } = house();
    const { id, version } = await create('https://lims.example/');
    const manager = desk.somebody({ branches: [desk.branchId] });
    for (const [mutation, payload, input] of [
      ['createOrderWebhook', 'orderWebhook { id } secret', { name: 'mine', url: 'https://mine.example/' }],
      ['updateOrderWebhook', 'orderWebhook { id }', { id, expectedVersion: version, url: 'https://mine.example/' }],
      ['rotateOrderWebhookSecret', 'orderWebhook { id } secret', { id }],
      ['testOrderWebhook', 'delivery { id }', { id }],
    ] as const) {
      const { userErrors, ...nothing } = await desk.run<Record<string, unknown>>(mutation, payload, input, manager);
      expect(userErrors).toEqual([
        {
          code: 'NOT_ALLOWED',
          message: 'This holds at every branch, and takes orders:configure at all of them: ask somebody who has it there.',
        },
      ]);
      expect(Object.values(nothing).every((value) => value === null)).toBe(true);
    }
    expect(await desk.ask('{ orderWebhooks { id version url deliveries { totalCount } } }')).toEqual({
      orderWebhooks: [{ id, version, url: 'https://lims.example/', deliveries: { totalCount: 0 } }],
    });
    const atWork = { ...desk.context, branch: desk.branchId };
    await desk.done('updateOrderWebhook', hookFields, { id, expectedVersion: version, active: false }, atWork);
  });

  it('show who configures the orders of one branch what was sent of those', async () => {
    const lab = await laboratory();
    const { desk, create, settled, test } = house();
    const { id } = await create(lab.url);
    await desk.done('createOrderRule', 'orderRule { id }', { definition: { name: 'tell', when: {}, then: { call_webhook: 'lims' } } });
    const ordering = new Ordering(desk);
    const branchId = desk.addBranch();
    await ordering.placed();
    const theirs = await ordering.placed({ branchId });
    const tested = await test(id);
    await settled(id, 3);
    const manager = desk.somebody({ branches: [branchId] });
    const sent = await desk.ask('{ orderWebhooks { deliveries { totalCount nodes { id order { id } } } } }', {}, manager);
    expect(sent).toEqual({
      orderWebhooks: [
        {
          deliveries: {
            totalCount: 2,
            nodes: expect.arrayContaining([
              { id: tested.id, order: null },
              { id: expect.any(String) as string, order: { id: theirs.id } },
            ]) as object,
          },
        },
      ],
    });
  });

  it('forget after 90 days what they were sent', async () => {
    const lab = await laboratory();
    const { create, test, settled, deliveries } = house();
    const { id } = await create(lab.url);
    const old = await test(id);
    await settled(id);
    await test(id);
    await settled(id, 2);
    await owner.query('alter table orders.order_webhook_deliveries disable trigger keep_books');
    await subgraph.database
      .acrossTenants()
      .pool.query("update order_webhook_deliveries set created_at = now() - interval '91 days' where body = $1", [old.body]);
    const sweep = orders.crons?.find(({ name }) => name === 'sweep-webhook-deliveries');
    await sweep?.handle(subgraph.database);
    await owner.query('alter table orders.order_webhook_deliveries enable trigger keep_books');
    expect((await deliveries(id)).map((each) => each.id)).not.toContain(old.id);
    expect(await deliveries(id)).toHaveLength(1);
  });
});
