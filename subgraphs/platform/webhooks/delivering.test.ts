import { createPublicKey, verify } from 'node:crypto';
import pg from 'pg';
import { Webhook } from 'standardwebhooks';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { eventually } from '#kernel/testing/eventually.js';
import type { Asked } from '#kernel/testing/http-provider.js';
import { mostAttempts } from '#kernel/webhooks/retry-schedule.js';
import { idOf, messages, orderPlaced, sessionRevoked, WebhookHouse, type Endpoint } from '../testing/webhook-house.js';

let house: WebhookHouse;
beforeAll(async () => {
  house = await WebhookHouse.open();
});
afterEach(() => {
  house.afterSending = () => Promise.resolve();
});
afterAll(() => house.close());

const orders = { eventTypes: ['order.*'] };

/** By the specification's text and Node's own cryptography alone. */
function verifiesEd25519({ headers, body }: Asked, publicKey: string): boolean {
  const x = Buffer.from(publicKey.replace('whpk_', ''), 'base64').toString('base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  const signed = Buffer.from(`${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`);
  const signatures = String(headers['webhook-signature']).split(' ');
  return signatures.some(
    (signature) => signature.startsWith('v1a,') && verify(null, signed, key, Buffer.from(signature.slice(4), 'base64')),
  );
}

describe('what happened', () => {
  it('is told as ids, signed so that another library knows it, once', async () => {
    const lab = await house.receiver({ status: 200, body: 'got it' });
    const steppe = await house.tenant('told');
    const branchId = await steppe.branch('LAB1');
    const { id, secret } = await steppe.create(steppe.owner, { url: lab.url, ...orders });
    const [orderId, patientId] = [newId('order'), newId('patient')];
    const event = await steppe.happen(orderPlaced, orderId, { number: 'LAB-000042', patientId, performerBranchId: null }, branchId);
    await house.transport.publish([event]);
    const [delivery] = await steppe.settled(id);
    expect(delivery).toMatchObject({
      type: 'order.placed',
      eventId: idOf(event),
      status: 'DELIVERED',
      attemptCount: 1,
      nextAttemptAt: null,
    });
    expect(delivery?.attempts).toMatchObject([{ number: 1, statusCode: 200, answer: 'got it', problem: null }]);
    expect(lab.asked).toHaveLength(1);
    const [asked] = lab.asked;
    expect(new Webhook(secret ?? '').verify(asked?.body ?? '', asked?.headers as Record<string, string>)).toEqual({
      type: 'order.placed',
      version: 1,
      timestamp: event.occurredAt,
      data: { id: orderId, branchId, performerBranchId: null },
    });
    expect(asked?.headers).toMatchObject({ 'webhook-id': idOf(event), 'content-type': 'application/json' });
    expect([patientId, 'LAB-000042'].filter((secretly) => asked?.body.includes(secretly))).toEqual([]);
  });

  it('is told of types that were asked for, and never of what is told to nobody', async () => {
    const [all, some] = [await house.receiver(), await house.receiver()];
    const steppe = await house.tenant('chosen');
    const { id } = await steppe.create(steppe.owner, { url: all.url, eventTypes: ['order.*', 'product.updated'] });
    await steppe.create(steppe.owner, { url: some.url, eventTypes: ['product.*'] });
    await steppe.happen(sessionRevoked, newId('session'), { staffId: newId('staff') });
    await steppe.happen(orderPlaced, newId('order'), { number: '1', patientId: null, performerBranchId: null });
    await steppe.productChanged();
    await steppe.settled(id, 2);
    await eventually(
      () => Promise.resolve(some.asked.length),
      (count) => count === 1,
    );
    expect(
      messages(all)
        .map(({ type }) => type)
        .sort(),
    ).toEqual(['order.placed', 'product.updated']);
    expect(messages(some).map(({ type }) => type)).toEqual(['product.updated']);
  });

  it('of another tenant is told to nobody here', async () => {
    const here = await house.receiver();
    const [steppe, river] = [await house.tenant('here'), await house.tenant('elsewhere')];
    const { id } = await steppe.create(steppe.owner, { url: here.url, eventTypes: ['product.*'] });
    await river.productChanged();
    const own = await steppe.productChanged();
    await steppe.settled(id);
    expect(messages(here).map(({ data }) => data['id'])).toEqual([own.subject]);
  });

  it('is signed by Ed25519 where that is wanted, for a key that may be read again', async () => {
    const lab = await house.receiver();
    const steppe = await house.tenant('signing');
    const { id, secret, publicKey } = await steppe.create(steppe.owner, {
      url: lab.url,
      eventTypes: ['product.*'],
      signatureKind: 'ED25519',
    });
    expect([secret, publicKey?.slice(0, 5)]).toEqual([null, 'whpk_']);
    await steppe.productChanged();
    await steppe.settled(id);
    const [asked] = lab.asked;
    if (!asked || !publicKey) throw new Error('nothing was sent');
    expect(verifiesEd25519(asked, publicKey)).toBe(true);
    expect(verifiesEd25519({ ...asked, body: asked.body.replace('product', 'patient') }, publicKey)).toBe(false);
    const { webhookEndpoints } = await house.ask<{ webhookEndpoints: unknown[] }>(
      steppe.owner,
      '{ webhookEndpoints { publicKeys { publicKey expiresAt } } }',
    );
    expect(webhookEndpoints).toEqual([{ publicKeys: [{ publicKey, expiresAt: null }] }]);
  });
});

describe('a key', () => {
  it('is replaced while the one before still signs, until that expires', async () => {
    const lab = await house.receiver();
    const steppe = await house.tenant('rotating');
    const { id, secret: first } = await steppe.create(steppe.owner, { url: lab.url, eventTypes: ['product.*'] });
    const rotate = async (overlapHours?: number) =>
      steppe.change<{ secret: string; previousValidUntil: string | null }>(
        steppe.owner,
        'rotateWebhookSecret',
        'secret previousValidUntil',
        { id, overlapHours },
      );
    const { secret: second, previousValidUntil } = await rotate();
    expect(Math.round((Date.parse(previousValidUntil ?? '') - Date.now()) / 3_600_000)).toBe(24);
    const signedBy = async (count: number) => {
      await steppe.productChanged();
      await steppe.settled(id, count);
      const asked = lab.asked.at(-1);
      return [first ?? '', second].map((secret) => {
        try {
          new Webhook(secret).verify(asked?.body ?? '', asked?.headers as Record<string, string>);
          return true;
        } catch {
          return false;
        }
      });
    };
    expect(await signedBy(1)).toEqual([true, true]);
    await house.database.query('update platform.webhook_secrets set expires_at = now() where expires_at is not null');
    expect(await signedBy(2)).toEqual([false, true]);
    const { secret: third } = await rotate(0);
    expect(await signedBy(3)).toEqual([false, false]);
    expect(() =>
      new Webhook(third).verify(lab.asked.at(-1)?.body ?? '', lab.asked.at(-1)?.headers as Record<string, string>),
    ).not.toThrow();
    expect((await rotate(169)).userErrors[0]?.message).toMatch(/0 to 168 hours/);
    const { rows } = await house.database.query<{ actor_id: string }>(
      "select actor_id from platform.audit_log where entity = 'webhook_endpoints' and entity_id = $1 and action = 'UPDATE'",
      [toUuid('webhook', id)],
    );
    expect(rows.map((row) => row.actor_id)).toEqual([steppe.owner.actor.id, steppe.owner.actor.id]);
  });

  it('is made and replaced once for one Idempotency-Key, and shown once', async () => {
    const steppe = await house.tenant('once');
    const client = await steppe.client(['medicines:read']);
    const once = () => ({ ...client, idempotency: { key: newId('key'), bodyHash: 'a'.repeat(64) } });
    const made = once();
    const input = { url: 'https://lims.example/hooks', eventTypes: ['product.*'] };
    const [first, again] = [await steppe.create(made, input), await steppe.create(made, input)];
    expect(first).toMatchObject({ secret: expect.stringMatching(/^whsec_/) as string, userErrors: [] });
    const done = { code: 'WRONG_STATE', message: expect.stringContaining(`already done, as ${first.id}`) as string };
    expect(again).toMatchObject({ id: first.id, secret: null, userErrors: [done] });
    expect(await steppe.endpoints(client)).toHaveLength(1);

    const rotated = once();
    const rotate = () =>
      steppe.change<{ webhookEndpoint: Endpoint; secret: string | null }>(
        rotated,
        'rotateWebhookSecret',
        'webhookEndpoint { id version } secret previousValidUntil',
        { id: first.id, overlapHours: 0 },
      );
    const [second, repeated] = [await rotate(), await rotate()];
    expect(second).toMatchObject({ secret: expect.stringMatching(/^whsec_/) as string, userErrors: [] });
    expect(repeated).toEqual({ ...second, secret: null, userErrors: [done] });
    const { rows } = await house.database.query<{ changes: number }>(
      "select count(*)::int as changes from platform.audit_log where entity = 'webhook_endpoints' and entity_id = $1",
      [toUuid('webhook', first.id)],
    );
    expect(rows).toEqual([{ changes: 2 }]);
  });

  it('by which others verify is no secret, and is answered again', async () => {
    const steppe = await house.tenant('once-public');
    const once = { ...steppe.owner, idempotency: { key: newId('key'), bodyHash: 'a'.repeat(64) } };
    const input = { url: 'https://lims.example/hooks', eventTypes: ['product.*'], signatureKind: 'ED25519' };
    const [first, again] = [await steppe.create(once, input), await steppe.create(once, input)];
    expect(first).toMatchObject({ publicKey: expect.stringMatching(/^whpk_/) as string, userErrors: [] });
    expect(again).toEqual(first);
  });

  it('does not lie readable in the database, its audit or the answers kept for repetition', async () => {
    const lab = await house.receiver();
    const steppe = await house.tenant('sealed');
    const once = { ...steppe.owner, idempotency: { key: newId('key'), bodyHash: 'a'.repeat(64) } };
    const { id, secret } = await steppe.create(once, { url: lab.url, eventTypes: ['product.*'] });
    const bare = (secret ?? '').replace('whsec_', '');
    const { rows } = await house.database.query<{ text: string; unsealed: boolean }>(
      `select (select string_agg(log::text, '') from platform.audit_log log) || coalesce((select string_agg(keys::text, '') from platform.idempotency_keys keys), '') as text,
        (select bool_or(position(convert_to($1, 'UTF8') in sealed) > 0) from platform.webhook_secrets) as unsealed`,
      [bare],
    );
    expect(bare.length).toBeGreaterThan(40);
    expect([rows[0]?.text.includes(bare), rows[0]?.text.includes(toUuid('webhook', id)), rows[0]?.unsealed]).toEqual([false, true, false]);
  });
});

describe('a message', () => {
  it('comes again with the same id and body until it is taken, at longer and longer pauses', async () => {
    const lab = await house.receiver({ status: 503, body: 'x'.repeat(2_000) });
    const steppe = await house.tenant('again');
    const { id, secret } = await steppe.create(steppe.owner, { url: lab.url, eventTypes: ['product.*'] });
    await steppe.productChanged();
    const first = await steppe.pauseAfter(id, 1);
    expect(first >= 5 && first < 60).toBe(true);
    await house.hurry(2);
    const second = await steppe.pauseAfter(id, 2);
    expect(second >= 300 && second < 420).toBe(true);
    lab.reply = { status: 204 };
    await house.hurry();
    const [taken] = await steppe.settled(id);
    expect(taken?.attempts.map(({ number, statusCode, answer }) => [number, statusCode, answer?.length])).toEqual([
      [1, 503, 500],
      [2, 503, 500],
      [3, 204, 0],
    ]);
    expect(new Set(lab.asked.map(({ headers, body }) => `${String(headers['webhook-id'])} ${body}`)).size).toBe(1);
    for (const { headers, body } of lab.asked)
      expect(() => new Webhook(secret ?? '').verify(body, headers as Record<string, string>)).not.toThrow();
  });

  it('is given up after ten attempts, and the endpoint is switched off when its server took nothing meanwhile; people are told', async () => {
    const lab = await house.receiver({ status: 500 });
    const steppe = await house.tenant('exhausted');
    const { id } = await steppe.create(steppe.owner, { url: lab.url, eventTypes: ['product.*'], description: 'The laboratory' });
    await steppe.productChanged();
    for (let attempt = 1; attempt < mostAttempts; attempt += 1) {
      await eventually(
        () => steppe.deliveries(id),
        ([first]) => (first?.attemptCount ?? 0) >= attempt,
      );
      await house.hurry();
    }
    const [given] = await steppe.settled(id);
    expect([given?.status, given?.attemptCount, lab.asked.length]).toEqual(['FAILED', 10, 10]);
    const [endpoint] = await steppe.endpoints();
    expect(endpoint).toMatchObject({ status: 'DISABLED', disabledReason: expect.stringContaining('three days') as string });
    const { myNotices } = await house.ask<{ myNotices: { nodes: { notice: { title: string; about: string } }[] } }>(
      steppe.owner,
      '{ myNotices { nodes { notice { title about } } } }',
    );
    expect(myNotices.nodes.map(({ notice }) => notice)).toEqual([{ title: 'Webhook endpoint The laboratory was switched off', about: id }]);
  });

  it('that fails does not switch off an endpoint that takes others', async () => {
    const lab = await house.receiver({ status: 500 });
    const steppe = await house.tenant('mixed');
    const { id } = await steppe.create(steppe.owner, { url: lab.url, eventTypes: ['product.*'] });
    await steppe.productChanged();
    await eventually(
      () => steppe.deliveries(id),
      ([first]) => (first?.attemptCount ?? 0) > 0,
    );
    await house.database.query('update platform.webhook_deliveries set attempt_count = 9 where next_attempt_at is not null');
    await house.database.query('update platform.webhook_turns set last_success_at = now()');
    await house.hurry();
    expect((await steppe.settled(id))[0]?.status).toBe('FAILED');
    expect(await steppe.endpoints()).toMatchObject([{ status: 'ENABLED' }]);
  });

  it('that is answered 410 Gone switches the endpoint off at once, and what waits for it is not sent', async () => {
    const lab = await house.receiver({ status: 500 });
    const steppe = await house.tenant('gone');
    const { id } = await steppe.create(steppe.owner, { url: lab.url, eventTypes: ['product.*'] });
    await steppe.productChanged();
    await eventually(
      () => steppe.deliveries(id),
      ([first]) => (first?.attemptCount ?? 0) > 0,
    );
    await house.database.query(
      "update platform.webhook_deliveries set next_attempt_at = now() + interval '1 hour' where next_attempt_at is not null",
    );
    lab.reply = { status: 410 };
    await steppe.productChanged();
    const found = await steppe.settled(id, 2);
    expect(found.map(({ status }) => status).sort()).toEqual(['CANCELLED', 'FAILED']);
    expect(await steppe.endpoints()).toMatchObject([{ status: 'DISABLED', disabledReason: expect.stringContaining('410') as string }]);
    const { id: witness } = await steppe.create(steppe.owner, { url: (await house.receiver()).url, eventTypes: ['product.*'] });
    await steppe.productChanged();
    await steppe.settled(witness);
    const enabled = await steppe.change<{ webhookEndpoint: Endpoint }>(
      steppe.owner,
      'enableWebhookEndpoint',
      'webhookEndpoint { status disabledReason }',
      { id },
    );
    expect(enabled.webhookEndpoint).toEqual({ status: 'ENABLED', disabledReason: null });
    lab.reply = { status: 200 };
    const sent = lab.asked.length;
    const event = await steppe.productChanged();
    await eventually(
      () => Promise.resolve(lab.asked.length),
      (count) => count > sent,
    );
    expect(lab.asked.slice(sent).map(({ headers }) => headers['webhook-id'])).toEqual([idOf(event)]);
  });

  it('is sent again, with the same id, when the one who sent it died before writing it down', async () => {
    const lab = await house.receiver();
    const steppe = await house.tenant('crashed');
    const { id } = await steppe.create(steppe.owner, { url: lab.url, eventTypes: ['product.*'] });
    const killed = Promise.withResolvers<void>();
    house.afterSending = async () => {
      await house.database.query("update platform.webhook_turns set taken_until = now() + interval '1 hour' where taken_by is not null");
      killed.resolve();
      throw new Error('killed');
    };
    const event = await steppe.productChanged();
    await killed.promise;
    await eventually(
      async () =>
        (await house.database.query("select 1 from platform_jobs.jobs where task_identifier like 'send-%' and locked_at is not null"))
          .rowCount,
      (count) => count === 0,
    );
    expect(await steppe.deliveries(id)).toMatchObject([{ status: 'PENDING', attemptCount: 0, attempts: [] }]);
    house.afterSending = () => Promise.resolve();
    await house.hurry();
    await eventually(
      async () =>
        (await house.database.query("select 1 from platform_jobs.jobs where task_identifier like 'send-%' and run_at <= now()")).rowCount,
      (count) => count === 0,
    );
    // The dead one's turn is respected until it is over.
    expect(await steppe.deliveries(id)).toMatchObject([{ attemptCount: 0 }]);
    await house.database.query('update platform.webhook_turns set taken_until = now() where taken_by is not null');
    await house.hurry();
    expect((await steppe.settled(id))[0]).toMatchObject({ status: 'DELIVERED', attemptCount: 1 });
    expect(lab.asked.map(({ headers }) => headers['webhook-id'])).toEqual([idOf(event), idOf(event)]);
  });

  it('goes to no address within a network, whatever its name leads to', async () => {
    const inside = await house.receiver();
    const { port } = new URL(inside.url);
    const strict = await WebhookHouse.open({
      loopbackAllowed: false,
      resolve: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]),
    });
    try {
      const steppe = await strict.tenant('rebound');
      const refused = await steppe.create(steppe.owner, { url: inside.url, eventTypes: ['product.*'] });
      expect(refused.userErrors[0]?.message).toMatch(/https/);
      const { id } = await steppe.create(steppe.owner, { url: `https://rebound.example:${port}/`, eventTypes: ['product.*'] });
      await steppe.productChanged();
      const [tried] = await eventually(
        () => steppe.deliveries(id),
        ([first]) => (first?.attemptCount ?? 0) > 0,
      );
      expect(tried?.attempts[0]).toMatchObject({ statusCode: null, problem: expect.stringContaining('leads into a network') as string });
      expect(inside.asked).toEqual([]);
    } finally {
      await strict.close();
    }
  });
});

describe('a turn that is given up while something new is planned', () => {
  it('is waited for by who comes for the new, so that it is sent then and not when the turn would have been over', async () => {
    const receiver = await house.receiver();
    const steppe = await house.tenant('ending');
    const { id } = await steppe.create(steppe.owner, { url: receiver.url, eventTypes: ['product.*'] });
    const endpoint = toUuid('webhook', id);
    await house.database.query(
      "update platform.webhook_turns set taken_by = gen_random_uuid(), taken_until = now() + interval '1 hour' where endpoint_id = $1",
      [endpoint],
    );
    const holder = new pg.Client({ connectionString: house.graph.subgraph.ownerUrl });
    await holder.connect();
    try {
      await holder.query('begin');
      await holder.query('update platform.webhook_turns set taken_by = null, taken_until = null where endpoint_id = $1', [endpoint]);
      await steppe.productChanged();
      const waiting =
        "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%webhook_turns%'";
      const planned = "select 1 from platform_jobs.jobs where key like '%webhook-next%' and run_at > now()";
      const looked = async () => ({
        waits: (await house.database.query(waiting)).rowCount,
        planned: (await house.database.query(planned)).rowCount,
      });
      expect(await eventually(looked, (seen) => seen.waits !== 0 || seen.planned !== 0)).toEqual({ waits: 1, planned: 0 });
      await holder.query('commit');
    } finally {
      await holder.end();
    }
    expect(await steppe.settled(id)).toMatchObject([{ status: 'DELIVERED', attemptCount: 1 }]);
  });
});
