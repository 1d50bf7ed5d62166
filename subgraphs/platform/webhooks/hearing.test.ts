import { consentRecorded } from '#kernel/consents/known-consents.js';
import type { RequestContext } from '#kernel/context/request-context.js';
import type { EventRecord } from '#kernel/events/event.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { eventually } from '#kernel/testing/eventually.js';
import type { HttpProvider } from '#kernel/testing/http-provider.js';
import { consentWithdrawn, messages, orderPlaced, specimenUpdated, WebhookHouse, type WebhookTenant } from '../testing/webhook-house.js';

let house: WebhookHouse;
beforeAll(async () => {
  house = await WebhookHouse.open();
});
afterAll(() => house.close());

const everything = { eventTypes: ['order.*', 'specimen.*', 'product.*', 'consent.*'] };

/** Until all that was published before is decided and sent: what comes last is heard, and what was to come before has come. */
async function heard(tenant: WebhookTenant, receiver: HttpProvider): Promise<string[]> {
  await eventually(
    async () =>
      (
        await house.database.query(
          "select 1 from platform_jobs.jobs where task_identifier in ('react:hear-for-webhooks', 'find-patient-for-webhooks')",
        )
      ).rowCount,
    (count) => count === 0,
  );
  const last = await tenant.productChanged();
  await eventually(
    () => Promise.resolve(messages(receiver)),
    (all) => all.some(({ data }) => data['id'] === last.subject),
  );
  await eventually(
    async () => (await house.database.query("select 1 from platform.webhook_deliveries where status = 'PENDING'")).rowCount,
    (count) => count === 0,
  );
  return messages(receiver)
    .map(({ data }) => String(data['id']))
    .filter((id) => !id.startsWith('product_'));
}

/** What happens, once it was told in vain; it is not told again before `tryAgain`. */
async function toldInVain(
  { receiver, steppe, id }: Pick<Awaited<ReturnType<typeof listening>>, 'receiver' | 'steppe' | 'id'>,
  happens: () => Promise<EventRecord>,
): Promise<EventRecord> {
  receiver.reply = { status: 500 };
  house.afterSending = () => house.takeTurns();
  const event = await happens();
  await eventually(
    () => steppe.deliveries(id),
    ([delivery]) => delivery?.attemptCount === 1,
  );
  house.afterSending = () => Promise.resolve();
  receiver.reply = { status: 200 };
  return event;
}

async function tryAgain(): Promise<void> {
  await house.giveTurnsBack();
  await house.hurry();
}

/** A tenant with a client that hears all it may. */
async function listening(name: string, scopes: readonly string[], branches: 'all' | readonly string[] = 'all') {
  const receiver = await house.receiver();
  const steppe = await house.tenant(name);
  const client = await steppe.client(['medicines:read', ...scopes], branches);
  const types = everything.eventTypes.filter((type) => scopes.length > 0 || type === 'product.*');
  const { id, userErrors } = await steppe.create(client, { url: receiver.url, eventTypes: types });
  expect(userErrors).toEqual([]);
  const order = (patientId: string | null, branch: string | null = null, performerBranchId: string | null = null) =>
    steppe.happen(orderPlaced, newId('order'), { number: '1', patientId, performerBranchId }, branch);
  return { receiver, steppe, client, id, order };
}

const reading = ['orders:read', 'specimens:read'];

describe('a client hears', () => {
  it('what is about nobody, and of patients what they consented to: for its purpose, and for the scope of the event', async () => {
    const { receiver, steppe, client, order } = await listening('consented', reading);
    const [bat, bold, saran, tuya] = [newId('patient'), newId('patient'), newId('patient'), newId('patient')];
    await steppe.consent(client.clientId, bat, ['orders:read']);
    await steppe.consent(client.clientId, bold, ['specimens:read']);
    await steppe.consent(client.clientId, saran, ['orders:read'], 'HPAYMT');
    const other = await steppe.client(reading);
    await steppe.consent(other.clientId, tuya, ['orders:read']);
    const [supplies, ofBat] = [await order(null), await order(bat)];
    for (const patient of [bold, saran, tuya, newId('patient')]) await order(patient);
    expect((await heard(steppe, receiver)).sort()).toEqual([supplies.subject, ofBat.subject].sort());
  });

  it('nothing more of a patient who took the consent back, not even what was planned before', async () => {
    const { receiver, steppe, client, id, order } = await listening('withdrawn', reading);
    const bat = newId('patient');
    const withdraw = await steppe.consent(client.clientId, bat, ['orders:read']);
    const first = await toldInVain({ receiver, steppe, id }, () => order(bat));
    await withdraw();
    await order(bat);
    await tryAgain();
    expect(await heard(steppe, receiver)).toEqual([first.subject]);
    expect((await steppe.deliveries(id)).map(({ type }) => type)).toEqual(['product.updated']);
  });

  it('of a specimen what it may hear of the patient of its order, and nothing when nobody knows whose that is', async () => {
    const { receiver, steppe, client } = await listening('specimens', reading);
    const own = await house.receiver();
    await steppe.create(steppe.owner, { url: own.url, ...everything, eventTypes: ['specimen.*', 'product.*'] });
    const [bat, bold] = [newId('patient'), newId('patient')];
    await steppe.consent(client.clientId, bat, ['specimens:read']);
    const [ofBat, ofBold, supplies, unknown] = [newId('order'), newId('order'), newId('order'), newId('order')];
    house.orders
      .set(ofBat, { patient: { id: bat } })
      .set(ofBold, { patient: { id: bold } })
      .set(supplies, { patient: null });
    const specimens = new Map<string, string>();
    for (const orderId of [ofBat, ofBold, supplies, unknown]) {
      specimens.set(orderId, (await steppe.happen(specimenUpdated, newId('specimen'), { orderId })).subject);
    }
    expect((await heard(steppe, receiver)).sort()).toEqual([specimens.get(ofBat), specimens.get(supplies)].sort());
    expect((await heard(steppe, own)).sort()).toEqual([...specimens.values()].sort());
    expect(receiver.asked.some(({ body }) => body.includes(bat) || body.includes('patient'))).toBe(false);
  });

  it('of a specimen nothing as long as the owner of its order does not answer, for which no endpoint of people waits', async () => {
    const { receiver, steppe } = await listening('waiting', reading);
    const own = await house.receiver();
    const { id } = await steppe.create(steppe.owner, { url: own.url, eventTypes: ['specimen.*', 'product.*'] });
    const answered = Promise.withResolvers<undefined>();
    house.beforeReading = () => answered.promise;
    try {
      const orderId = newId('order');
      house.orders.set(orderId, { patient: null });
      const { subject } = await steppe.happen(specimenUpdated, newId('specimen'), { orderId });
      await steppe.settled(id);
      expect([messages(own).map(({ data }) => data['id']), receiver.asked]).toEqual([[subject], []]);
      answered.resolve(undefined);
      expect(await heard(steppe, receiver)).toEqual([subject]);
      expect(await heard(steppe, own)).toEqual([subject]);
    } finally {
      answered.resolve(undefined);
      house.beforeReading = () => Promise.resolve();
    }
  });

  it('nothing without the scope, from the moment that it is taken away', async () => {
    const { receiver, steppe, client, id, order } = await listening('scopes', reading);
    const before = await toldInVain({ receiver, steppe, id }, () => order(null));
    await house.database.query("update platform.api_clients set scopes = array_remove(scopes, 'orders:read') where name = $1", [
      client.clientId,
    ]);
    await order(null);
    await tryAgain();
    expect(await heard(steppe, receiver)).toEqual([before.subject]);
    const stopped = (await steppe.deliveries(id)).filter(({ type }) => type === 'order.placed');
    expect(stopped).toMatchObject([{ status: 'CANCELLED', attemptCount: 1, nextAttemptAt: null, attempts: [{ statusCode: 500 }] }]);
  });

  it.each([
    ['the tenant is suspended', 'tenants', 'SUSPENDED'],
    ['it is deactivated', 'api_clients', 'DEACTIVATED'],
  ])('while %s nothing, and afterwards all of it when that is asked for', async (name, table, status) => {
    const { receiver, steppe, client, id, order } = await listening(`${status.toLowerCase()}-a-while`, reading);
    const before = await toldInVain({ receiver, steppe, id }, () => order(null));
    const key = table === 'tenants' ? 'subdomain' : 'name';
    const turn = (to: string) =>
      house.database.query(`update platform.${table} set status = $1 where ${key} = $2`, [
        to,
        table === 'tenants' ? steppe.tenant.subdomain : client.clientId,
      ]);
    await turn(status);
    await tryAgain();
    const [stopped] = await steppe.settled(id);
    expect([name, stopped]).toMatchObject([name, { status: 'CANCELLED', attemptCount: 1, attempts: [{ statusCode: 500 }] }]);
    await turn('ACTIVE');
    const again = { id, from: new Date(Date.now() - 3_600_000), undeliveredOnly: true };
    expect(await steppe.change(client, 'replayEvents', 'planned', again)).toMatchObject({ planned: 1, userErrors: [] });
    expect(await heard(steppe, receiver)).toEqual([before.subject, before.subject]);
  });

  it('nothing once it is deactivated', async () => {
    const { receiver, steppe, client, order } = await listening('deactivated', reading);
    const own = await house.receiver();
    await steppe.create(steppe.owner, { url: own.url, eventTypes: ['order.*', 'product.*'] });
    await house.database.query("update platform.api_clients set status = 'DEACTIVATED' where name = $1", [client.clientId]);
    const told = await order(null);
    expect(await heard(steppe, own)).toEqual([told.subject]);
    expect(receiver.asked).toEqual([]);
  });

  it('nothing of a tenant that is suspended', async () => {
    const { receiver, steppe, order } = await listening('suspended', reading);
    await house.database.query("update platform.tenants set status = 'SUSPENDED' where subdomain = 'suspended'");
    await order(null);
    await eventually(
      async () =>
        (
          await house.database.query(
            'select 1 from platform.inbox join platform.webhook_events event on event.id = event_id where event.tenant_id = $1',
            [toUuid('tenant', steppe.tenant.id)],
          )
        ).rowCount,
      (count) => count === 1,
    );
    expect(
      (await house.database.query('select 1 from platform.webhook_deliveries where tenant_id = $1', [toUuid('tenant', steppe.tenant.id)]))
        .rowCount,
    ).toBe(0);
    expect(receiver.asked).toEqual([]);
  });

  it('what happens at its branches or is to be done there, and what concerns no branch', async () => {
    const steppe = await house.tenant('branches');
    const [here, there] = [await steppe.branch('LAB1'), await steppe.branch('LAB2')];
    const client = await steppe.client(['medicines:read', ...reading], [here]);
    const [all, owners] = [await house.receiver(), await house.receiver()];
    await steppe.create(client, { url: all.url, eventTypes: ['order.*', 'product.*'] });
    await steppe.create(steppe.owner, { url: owners.url, eventTypes: ['order.*', 'product.*'], branchIds: [there] });
    const order = (branch: string | null, performerBranchId: string | null) =>
      steppe.happen(orderPlaced, newId('order'), { number: '1', patientId: null, performerBranchId }, branch);
    const [inHere, inThere, forHere, anywhere] = [
      await order(here, null),
      await order(there, null),
      await order(there, here),
      await order(null, null),
    ];
    expect((await heard(steppe, all)).sort()).toEqual([inHere, forHere, anywhere].map(({ subject }) => subject).sort());
    expect((await heard(steppe, owners)).sort()).toEqual([inThere, forHere, anywhere].map(({ subject }) => subject).sort());
  });

  it('what happened after a consent that is heard of later, and nothing from before the consent', async () => {
    const { receiver, steppe, client } = await listening('overtaken', reading);
    const patientId = newId('patient');
    const recordedAt = Date.now() + 60_000;
    const order = (at: number) =>
      steppe.happen(orderPlaced, newId('order'), { number: '1', patientId, performerBranchId: null }, null, new Date(at));
    await order(recordedAt - 1);
    const after = await order(recordedAt);
    expect(await heard(steppe, receiver)).toEqual([]);
    const consent = { patientId, clientId: client.clientId, purposes: ['TREAT'], scopes: reading, endsAt: null, version: 1 };
    const startsAt = new Date().toISOString();
    await steppe.happen(consentRecorded, newId('consent'), { ...consent, startsAt }, null, new Date(recordedAt));
    await eventually(
      () => heard(steppe, receiver),
      (subjects) => subjects.length > 0,
    );
    expect(await heard(steppe, receiver)).toEqual([after.subject]);
  });

  it('what is for it alone, without a consent, and what is for another client not', async () => {
    const { receiver, steppe, client } = await listening('alone', reading);
    const other = await steppe.client(['medicines:read']);
    const own = await steppe.happen(consentWithdrawn, newId('consent'), { clientId: client.clientId });
    await steppe.happen(consentWithdrawn, newId('consent'), { clientId: other.clientId });
    expect(await heard(steppe, receiver)).toEqual([own.subject]);
  });
});

describe('who has endpoints told', () => {
  it('has none told of what they may not know themselves', async () => {
    const steppe = await house.tenant('rights');
    const [here, there] = [await steppe.branch('LAB1'), await steppe.branch('LAB2')];
    const foreign = await (await house.tenant('foreign')).branch('LAB1');
    const url = (await house.receiver()).url;
    const person = (permissions: readonly string[], branches: 'all' | readonly string[] = 'all'): RequestContext => ({
      ...steppe.owner,
      grants: [{ role: 'test', permissions: ['webhooks:read', 'webhooks:manage', ...permissions], branches }],
    });
    const tried = async (context: RequestContext, input: object) =>
      (await steppe.create(context, { url, ...input })).userErrors[0]?.code ?? 'DONE';
    expect(await tried(person([]), { eventTypes: ['order.placed'] })).toBe('NOT_ALLOWED');
    expect(await tried(person(['orders:read']), { eventTypes: ['order.placed'] })).toBe('DONE');
    expect(await tried(person(['orders:read'], [here]), { eventTypes: ['order.placed'] })).toBe('NOT_ALLOWED');
    expect(await tried(person(['orders:read'], [here]), { eventTypes: ['order.placed'], branchIds: [here] })).toBe('DONE');
    expect(await tried(person(['orders:read'], [here]), { eventTypes: ['order.placed'], branchIds: [there] })).toBe('NOT_FOUND');
    expect(await tried(steppe.owner, { eventTypes: ['order.placed'], branchIds: [foreign] })).toBe('NOT_FOUND');
    expect(await tried(steppe.owner, { eventTypes: ['session.revoked'] })).toBe('NOT_FOUND');
    expect(await tried(steppe.owner, { eventTypes: ['*'] })).toBe('NOT_FOUND');
    expect(await tried(steppe.owner, { eventTypes: [] })).toBe('INVALID');
    expect(await tried(steppe.owner, { eventTypes: ['order.placed'], branchIds: [] })).toBe('INVALID');
    expect(await tried(await steppe.client([]), { eventTypes: ['order.placed'] })).toBe('NOT_ALLOWED');
    expect(await tried(await steppe.client(['orders:read']), { eventTypes: ['order.placed'], clientId: newId('client') })).toBe(
      'NOT_FOUND',
    );
    expect(await tried(steppe.owner, { eventTypes: ['order.placed'], clientId: newId('client') })).toBe('NOT_FOUND');
  });

  it('sees what it can be told of: a client nothing of which no client can be, whoever asks for it', async () => {
    const steppe = await house.tenant('catalogued');
    const url = (await house.receiver()).url;
    const client = await steppe.client(['orders:read']);
    const keeper: RequestContext = {
      ...steppe.owner,
      grants: [...steppe.owner.grants, { role: 'dock', permissions: ['dock:read'], branches: 'all' }],
    };
    const types = async (context: RequestContext) =>
      (await house.ask<{ eventTypes: { type: string }[] }>(context, '{ eventTypes { type } }')).eventTypes.map(({ type }) => type);
    expect([await types(client), await types(keeper)].map((all) => all.includes('goods.received'))).toEqual([false, true]);
    expect(await types(client)).toEqual(expect.arrayContaining(['export.ended', 'order.placed', 'consent.withdrawn']));
    const tried = async (context: RequestContext, input: object) =>
      (await steppe.create(context, { url, eventTypes: ['goods.*'], ...input })).userErrors[0]?.code ?? 'DONE';
    expect(await tried(client, {})).toBe('NOT_FOUND');
    expect(await tried(keeper, { clientId: client.clientId })).toBe('NOT_FOUND');
    expect(await tried(keeper, {})).toBe('DONE');
  });

  it('may know it at every branch that is told of, and does not send elsewhere what a client hears that may do more', async () => {
    const steppe = await house.tenant('mixed-grants');
    const [here, there] = [await steppe.branch('LAB1'), await steppe.branch('LAB2')];
    const url = (await house.receiver()).url;
    const manager: RequestContext = {
      ...steppe.owner,
      grants: [
        { role: 'keeper', permissions: ['webhooks:read', 'webhooks:manage'], branches: 'all' },
        { role: 'clerk', permissions: ['orders:read'], branches: [here] },
      ],
    };
    const placed = { url, eventTypes: ['order.placed'] };
    const tried = async (context: RequestContext, input: object) =>
      (await steppe.create(context, { ...placed, ...input })).userErrors[0]?.code ?? 'DONE';
    expect(await tried(manager, {})).toBe('NOT_ALLOWED');
    expect(await tried(manager, { branchIds: [here, there] })).toBe('NOT_ALLOWED');
    expect(await tried(manager, { branchIds: [here] })).toBe('DONE');

    const client = await steppe.client(['orders:read']);
    expect(await tried(manager, { clientId: client.clientId })).toBe('NOT_ALLOWED');
    expect(await tried(manager, { clientId: client.clientId, branchIds: [here] })).toBe('NOT_ALLOWED');
    expect(await tried(steppe.owner, { clientId: client.clientId })).toBe('DONE');
    const { id, version } = await steppe.create(client, placed);
    const elsewhere = { id, expectedVersion: version, url: 'https://elsewhere.example/' };
    const changes = [
      await steppe.change(manager, 'updateWebhookEndpoint', 'webhookEndpoint { id }', elsewhere),
      await steppe.change(manager, 'rotateWebhookSecret', 'secret', { id }),
    ];
    expect(changes).toMatchObject([
      { webhookEndpoint: null, userErrors: [{ code: 'NOT_ALLOWED' }] },
      { secret: null, userErrors: [{ code: 'NOT_ALLOWED' }] },
    ]);
    expect(await steppe.endpoints(client)).toContainEqual(expect.objectContaining({ id, version }));
  });
});
