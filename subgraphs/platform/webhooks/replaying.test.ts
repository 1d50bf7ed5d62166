import { newId, toUuid } from '#kernel/graph/type-id.js';
import { Context } from '#kernel/subgraph/context.js';
import { eventually } from '#kernel/testing/eventually.js';
import { contextOf } from '#kernel/testing/test-subgraph.js';
import { platform } from '../index.js';
import type { PlatformContext } from '../services.js';
import { idOf, messages, orderPlaced, productUpdated, WebhookHouse, type Delivery, type WebhookTenant } from '../testing/webhook-house.js';
import { replayEvents } from './replaying.js';

let house: WebhookHouse;
beforeAll(async () => {
  house = await WebhookHouse.open();
});
afterAll(() => house.close());

const day = 86_400_000;
const daysAgo = (days: number): Date => new Date(Date.now() - days * day);

const replay = (tenant: WebhookTenant, input: object, context = tenant.owner) =>
  tenant.change<{ planned: number | null }>(context, 'replayEvents', 'planned', input);

/** As if what waits for an endpoint had been tried nine times, and others taken meanwhile. */
async function allButTheLast(endpointId: string): Promise<void> {
  await house.database.query('update platform.webhook_turns set last_success_at = now()');
  await house.database.query(
    'update platform.webhook_deliveries set attempt_count = 9 where endpoint_id = $1 and next_attempt_at is not null',
    [toUuid('webhook', endpointId)],
  );
  await house.hurry();
}

describe('a replay', () => {
  it('tells what happened in a time again, by the same ids, to an endpoint that is new or had it before', async () => {
    const receiver = await house.receiver();
    const steppe = await house.tenant('replayed');
    const product = (days: number) => steppe.happen(productUpdated, newId('product'), { status: 'ACTIVE' }, null, daysAgo(days));
    const [, second, third] = [await product(20), await product(10), await product(5)];
    const order = await steppe.happen(
      orderPlaced,
      newId('order'),
      { number: '1', patientId: null, performerBranchId: null },
      null,
      daysAgo(7),
    );
    await eventually(
      async () => (await house.database.query('select 1 from platform.webhook_events where type <> $1', ['webhook.test'])).rowCount,
      (count) => count === 4,
    );
    const { id } = await steppe.create(steppe.owner, { url: receiver.url, eventTypes: ['product.*', 'order.*'] });
    expect(receiver.asked).toEqual([]);
    expect((await replay(steppe, { id, from: daysAgo(15) })).planned).toBe(3);
    await steppe.settled(id, 3);
    const ids = () => receiver.asked.map(({ headers }) => headers['webhook-id']);
    expect(ids().sort()).toEqual([second, third, order].map(idOf).sort());
    const bodies = new Set(receiver.asked.map(({ body }) => body));

    expect((await replay(steppe, { id, from: daysAgo(15), to: daysAgo(6), types: ['product.*'] })).planned).toBe(1);
    await eventually(
      () => Promise.resolve(ids()),
      (all) => all.length === 4,
    );
    expect(ids().at(-1)).toBe(idOf(second));
    const found = await steppe.settled(id, 3);
    expect(found.find(({ eventId }) => eventId === idOf(second))).toMatchObject({ status: 'DELIVERED', attemptCount: 2 });
    expect(receiver.asked.every(({ body }) => bodies.has(body))).toBe(true);
    expect((await replay(steppe, { id, from: daysAgo(25), undeliveredOnly: true })).planned).toBe(1);
  });

  it('asked for twice plans what waits once, and tries it as often as something new', async () => {
    const receiver = await house.receiver({ status: 500 });
    const steppe = await house.tenant('repeated');
    const { id } = await steppe.create(steppe.owner, { url: receiver.url, eventTypes: ['product.*'] });
    await steppe.productChanged();
    await eventually(
      () => steppe.deliveries(id),
      ([first]) => (first?.attemptCount ?? 0) > 0,
    );
    await allButTheLast(id);
    const [failed] = await steppe.settled(id);
    expect(failed).toMatchObject({ status: 'FAILED', attemptCount: 10 });
    const answers = await Promise.all([1, 2, 3].map(() => replay(steppe, { id, from: daysAgo(1) })));
    expect(answers.reduce((sum, { planned }) => sum + (planned ?? 0), 0)).toBe(1);
    const pause = await steppe.pauseAfter(id, 11);
    expect([(await steppe.deliveries(id))[0]?.status, pause >= 5 && pause < 60]).toEqual(['PENDING', true]);
  });

  it('passes over what waits, however much that is, and refuses what is too much instead of telling a part of it', async () => {
    const receiver = await house.receiver({ status: 500 });
    const steppe = await house.tenant('crowded');
    const { id } = await steppe.create(steppe.owner, { url: receiver.url, eventTypes: ['product.*'] });
    const product = (days: number) => steppe.happen(productUpdated, newId('product'), { status: 'ACTIVE' }, null, daysAgo(days));
    for (const days of [9, 8, 7]) await product(days);
    const missed = [await product(2), await product(1)].map(idOf);
    await eventually(
      () => steppe.deliveries(id),
      (found) => found.length === 5 && found.every(({ attemptCount }) => attemptCount > 0),
    );
    await house.database.query('delete from platform.webhook_deliveries where event_id = any ($1)', [
      missed.map((event) => toUuid('event', event)),
    ]);
    const context = new Context(steppe.owner, house.graph.subgraph.resources) as PlatformContext;
    const limited = (most: number) => replayEvents(context, { id, from: daysAgo(10), undeliveredOnly: false }, most);
    expect((await limited(1)).userErrors).toMatchObject([
      { code: 'LIMIT_REACHED', message: expect.stringContaining('more than 1 events') as string },
    ]);
    expect(await steppe.deliveries(id)).toHaveLength(3);
    expect(await limited(2)).toMatchObject({ planned: 2 });
    expect((await steppe.deliveries(id)).map(({ eventId }) => eventId)).toEqual(expect.arrayContaining(missed));
  });

  it('goes back 30 days and no further, forwards in time, and not to an endpoint that is switched off', async () => {
    const steppe = await house.tenant('bounds');
    const { id, version } = await steppe.create(steppe.owner, { url: (await house.receiver()).url, eventTypes: ['product.*'] });
    const messageOf = async (input: object) => (await replay(steppe, { id, ...input })).userErrors[0]?.message ?? '';
    expect(await messageOf({ from: daysAgo(31) })).toMatch(/kept for 30 days/);
    expect(await messageOf({ from: daysAgo(1), to: daysAgo(2) })).toMatch(/before/);
    expect(await messageOf({ from: daysAgo(1), types: ['nothing.*'] })).toMatch(/eventTypes/);
    await steppe.change(steppe.owner, 'updateWebhookEndpoint', 'webhookEndpoint { id }', { id, expectedVersion: version, enabled: false });
    expect(await messageOf({ from: daysAgo(1) })).toMatch(/enable it first/);
  });

  it('tells a client what it may hear now, and no test that another endpoint was sent', async () => {
    const receiver = await house.receiver();
    const steppe = await house.tenant('careful');
    const client = await steppe.client(['orders:read']);
    const other = await steppe.create(steppe.owner, { url: receiver.url, eventTypes: ['order.*'] });
    await steppe.change(steppe.owner, 'sendTestEvent', 'delivery { id }', { id: other.id });
    const [bat, bold] = [newId('patient'), newId('patient')];
    const order = (patientId: string) => steppe.happen(orderPlaced, newId('order'), { number: '1', patientId, performerBranchId: null });
    const [ofBat] = [await order(bat), await order(bold)];
    await steppe.settled(other.id, 3);
    const own = await house.receiver();
    const { id } = await steppe.create(client, { url: own.url, eventTypes: ['order.*'] });
    await steppe.consent(client.clientId, bat, ['orders:read']);
    expect((await replay(steppe, { id, from: daysAgo(1) }, client)).planned).toBe(1);
    await steppe.settled(id);
    expect(messages(own).map(({ data }) => data['id'])).toEqual([ofBat.subject]);
  });
});

describe('a test', () => {
  it('is sent to the one endpoint, whatever it is told of', async () => {
    const [receiver, other] = [await house.receiver(), await house.receiver()];
    const steppe = await house.tenant('testing');
    const { id } = await steppe.create(steppe.owner, { url: receiver.url, eventTypes: ['product.*'] });
    await steppe.create(steppe.owner, { url: other.url, eventTypes: ['product.*'] });
    const { delivery } = await steppe.change<{ delivery: Delivery }>(
      steppe.owner,
      'sendTestEvent',
      'delivery { type status eventId endpoint { id } }',
      { id },
    );
    expect(delivery).toMatchObject({ type: 'webhook.test', status: 'PENDING', endpoint: { id } });
    await steppe.settled(id);
    expect(receiver.asked.map(({ headers }) => headers['webhook-id'])).toEqual([delivery.eventId]);
    expect(messages(receiver)).toMatchObject([{ type: 'webhook.test', version: 1, data: { id, branchId: null } }]);
    expect(other.asked).toEqual([]);
  });
});

describe('a message that was given up', () => {
  it('is sent again when that is asked for, by the same id', async () => {
    const receiver = await house.receiver({ status: 500 });
    const steppe = await house.tenant('retried');
    const { id } = await steppe.create(steppe.owner, { url: receiver.url, eventTypes: ['product.*'] });
    await steppe.productChanged();
    const [waiting] = await eventually(
      () => steppe.deliveries(id),
      ([first]) => (first?.attemptCount ?? 0) > 0,
    );
    const retry = () =>
      steppe.change<{ delivery: Delivery | null }>(
        steppe.owner,
        'retryDelivery',
        'delivery { status }',
        { id: waiting?.id },
        'RetryWebhookDeliveryInput',
      );
    expect((await retry()).userErrors[0]?.code).toBe('WRONG_STATE');
    await allButTheLast(id);
    await steppe.settled(id);
    receiver.reply = { status: 200 };
    expect(await retry()).toEqual({ delivery: { status: 'PENDING' }, userErrors: [] });
    expect((await steppe.settled(id))[0]).toMatchObject({ status: 'DELIVERED', attemptCount: 11 });
    expect(new Set(receiver.asked.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  });
});

describe('an endpoint of others', () => {
  it('does not exist: that of another tenant for anybody, that of another client for a client', async () => {
    const receiver = await house.receiver({ status: 500 });
    const [steppe, river] = [await house.tenant('owning'), await house.tenant('prying')];
    const [client, rival] = [await steppe.client(['medicines:read']), await steppe.client(['medicines:read'])];
    const { id, version } = await steppe.create(client, { url: receiver.url, eventTypes: ['product.*'] });
    await steppe.productChanged();
    const [delivery] = await eventually(
      () => steppe.deliveries(id),
      ([first]) => (first?.attemptCount ?? 0) > 0,
    );
    const changes = [
      ['updateWebhookEndpoint', 'webhookEndpoint { id }', { id, expectedVersion: version, url: 'https://evil.example/' }],
      ['deleteWebhookEndpoint', 'deletedId', { id }],
      ['enableWebhookEndpoint', 'webhookEndpoint { id }', { id }, 'EnableWebhookEndpointInput'],
      ['rotateWebhookSecret', 'secret', { id }],
      ['sendTestEvent', 'delivery { id }', { id }],
      ['replayEvents', 'planned', { id, from: daysAgo(1) }],
      ['retryDelivery', 'delivery { id }', { id: delivery?.id }, 'RetryWebhookDeliveryInput'],
    ] as const;
    const entities = `{ _entities(representations: [{ __typename: "WebhookEndpoint", id: "${id}" }, { __typename: "WebhookDelivery", id: "${delivery?.id}" }]) { __typename } }`;
    for (const stranger of [river.owner, rival, await river.client(['medicines:read'])]) {
      for (const [mutation, fields, input, type] of changes) {
        const { userErrors, ...rest } = await steppe.change<object>(stranger, mutation, fields, input, type);
        expect([mutation, userErrors[0]?.code, Object.values(rest)]).toEqual([mutation, 'NOT_FOUND', [null]]);
      }
      expect(await steppe.endpoints(stranger)).toEqual([]);
      expect(await house.ask(stranger, entities)).toEqual({ _entities: [null, null] });
    }
    expect(await steppe.endpoints(client)).toMatchObject([{ id, version, status: 'ENABLED' }]);
    expect(await house.ask(client, entities)).toEqual({
      _entities: [{ __typename: 'WebhookEndpoint' }, { __typename: 'WebhookDelivery' }],
    });
    const reader = contextOf({ tenant: steppe.tenant, permissions: ['webhooks:read'] });
    await expect(steppe.change(reader, 'deleteWebhookEndpoint', 'deletedId', { id })).rejects.toThrow('webhooks:manage');
    expect((await steppe.change<{ deletedId: string }>(client, 'deleteWebhookEndpoint', 'deletedId', { id })).deletedId).toBe(id);
    expect(await steppe.endpoints()).toEqual([]);
  });

  it('does not exist for people of some branches when it is told of others too', async () => {
    const receiver = await house.receiver({ status: 500 });
    const steppe = await house.tenant('parted');
    const [here, there] = [await steppe.branch('LAB1'), await steppe.branch('LAB2')];
    const products = { url: receiver.url, eventTypes: ['product.*'] };
    const own = await steppe.create(steppe.owner, { ...products, branchIds: [here] });
    const beyond = [{}, { branchIds: [there] }, { branchIds: [here, there] }];
    const endpoints = [];
    for (const branches of beyond) endpoints.push(await steppe.create(steppe.owner, { ...products, ...branches }));
    await steppe.productChanged();
    const permissions = ['webhooks:read', 'webhooks:manage', 'medicines:read'];
    const local = { ...steppe.owner, grants: [{ role: 'local', permissions, branches: [here] }] };
    for (const { id, version } of endpoints) {
      const [delivery] = await eventually(
        () => steppe.deliveries(id),
        ([first]) => (first?.attemptCount ?? 0) > 0,
      );
      const changes = [
        ['updateWebhookEndpoint', 'webhookEndpoint { id }', { id, expectedVersion: version, branchIds: [here] }],
        ['deleteWebhookEndpoint', 'deletedId', { id }],
        ['enableWebhookEndpoint', 'webhookEndpoint { id }', { id }],
        ['rotateWebhookSecret', 'secret', { id }],
        ['sendTestEvent', 'delivery { id }', { id }],
        ['replayEvents', 'planned', { id, from: daysAgo(1) }],
        ['retryDelivery', 'delivery { id }', { id: delivery?.id }, 'RetryWebhookDeliveryInput'],
      ] as const;
      for (const [mutation, fields, input, type] of changes) {
        const { userErrors, ...rest } = await steppe.change<object>(local, mutation, fields, input, type);
        expect([mutation, userErrors[0]?.code, Object.values(rest)]).toEqual([mutation, 'NOT_FOUND', [null]]);
      }
      const entities = `{ _entities(representations: [{ __typename: "WebhookEndpoint", id: "${id}" }, { __typename: "WebhookDelivery", id: "${delivery?.id}" }]) { __typename } }`;
      expect(await house.ask(local, entities)).toEqual({ _entities: [null, null] });
    }
    expect((await steppe.endpoints(local)).map(({ id }) => id)).toEqual([own.id]);
    expect(await steppe.endpoints()).toHaveLength(4);
    expect((await steppe.change<{ deletedId: string }>(local, 'deleteWebhookEndpoint', 'deletedId', { id: own.id })).deletedId).toBe(
      own.id,
    );
  });
});

it('what happened more than 35 days ago is swept out', async () => {
  const receiver = await house.receiver();
  const steppe = await house.tenant('swept');
  const { id } = await steppe.create(steppe.owner, { url: receiver.url, eventTypes: ['product.*'] });
  for (const days of [36, 34]) await steppe.happen(productUpdated, newId('product'), { status: 'ACTIVE' }, null, daysAgo(days));
  await steppe.settled(id, 2);
  await platform.crons?.find(({ name }) => name === 'sweep-webhook-events')?.handle(house.graph.subgraph.database);
  expect(await steppe.deliveries(id)).toHaveLength(1);
  const { rows } = await house.database.query('select 1 from platform.webhook_events where occurred_at < now() - interval $$35 days$$');
  expect(rows).toEqual([]);
});
