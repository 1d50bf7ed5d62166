import pg from 'pg';
import { emptyContext, type RequestContext, type TenantReference } from '#kernel/context/request-context.js';
import { defineEvent, type EventRecord, type EventType } from '#kernel/events/event.js';
import { InProcessTransport } from '#kernel/events/transport.js';
import { newId, newUuid, toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { startBackground, type Background } from '#kernel/jobs/background.js';
import { silent } from '#kernel/log/logger.js';
import { eventually } from '#kernel/testing/eventually.js';
import { startHttpProvider, type Asked, type HttpProvider } from '#kernel/testing/http-provider.js';
import { WebhookSender, type WebhookSenderOptions } from '#kernel/webhooks/webhook-sender.js';
import { EventCatalogue, platform } from '../index.js';
import type { PlatformServices } from '../services.js';
import { openPlatform, type TestPlatform } from './open-platform.js';

/** Of the three kinds that there are: about a patient, about one through another entity, and about none. */
export const orderPlaced = defineEvent<{ number: string; patientId: string | null; performerBranchId: string | null }>(
  'order.placed',
  1,
  'An order was placed.',
  {
    permission: 'orders:read',
    subject: 'order',
    ids: { performerBranchId: { prefix: 'branch', description: 'Who is to fulfil it.', nullable: true } },
    otherBranches: ['performerBranchId'],
    patient: { at: 'patientId' },
  },
);
export const specimenUpdated = defineEvent<{ orderId: string }>('specimen.updated', 1, 'A specimen moved on.', {
  permission: 'specimens:read',
  subject: 'specimen',
  ids: { orderId: { prefix: 'order', description: 'Its order.' } },
  patient: { at: 'orderId', through: 'Order' },
});
export const productUpdated = defineEvent<{ status: string }>('product.updated', 1, 'A product was changed.', {
  permission: 'medicines:read',
  subject: 'product',
});
export const consentWithdrawn = defineEvent<{ clientId: string }>('consent.withdrawn', 1, 'A patient took a consent back.', {
  permission: null,
  subject: 'consent',
  client: 'clientId',
});
/** Of which no client can be told, for nothing public takes the permission. */
export const goodsReceived = defineEvent<Record<string, never>>('goods.received', 1, 'Goods were taken in.', {
  permission: 'dock:read',
  subject: 'goodsreceipt',
});
/** Of which nobody outside is told. */
export const sessionRevoked = defineEvent<{ staffId: string }>('session.revoked', 1, 'A session was ended.');

export interface Endpoint {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly disabledReason: string | null;
  readonly secret: string | null;
  readonly publicKey: string | null;
}

export interface Refusable {
  readonly userErrors: readonly { readonly code: string; readonly message: string }[];
}

export interface Delivery {
  readonly id: string;
  readonly eventId: string;
  readonly type: string;
  readonly status: string;
  readonly attemptCount: number;
  readonly nextAttemptAt: string | null;
  readonly attempts: readonly {
    readonly number: number;
    readonly statusCode: number | null;
    readonly answer: string | null;
    readonly problem: string | null;
  }[];
}

const endpointFields = 'id version status disabledReason';
const deliveryFields = 'id eventId type status attemptCount nextAttemptAt attempts { number statusCode milliseconds answer problem }';

/** Platform with its background at work, and the servers of those who listen to it. */
export class WebhookHouse {
  readonly transport = new InProcessTransport();
  /** Orders that there are, with whose they are. */
  readonly orders = new Map<string, { readonly patient: { readonly id: string } | null }>();
  /** What is to happen when one is about to be sent. */
  beforeSending: () => void = () => undefined;
  /** What is to happen after a message was sent and before that is known here. */
  afterSending: () => Promise<void> = () => Promise.resolve();
  /** What is to happen before others say whose an order is. */
  beforeReading: () => Promise<void> = () => Promise.resolve();
  private readonly receivers: HttpProvider[] = [];

  private constructor(
    readonly graph: TestPlatform,
    readonly database: pg.Client,
    private readonly sender: WebhookSender,
  ) {}

  private background: Background | null = null;

  static async open(options: WebhookSenderOptions = {}): Promise<WebhookHouse> {
    const sender = new WebhookSender({ loopbackAllowed: true, ...options });
    let house: WebhookHouse | null = null;
    const webhooks: PlatformServices['webhooks'] = {
      targets: sender.targets,
      send: async (message) => {
        house?.beforeSending();
        const answer = await sender.send(message);
        await house?.afterSending();
        return answer;
      },
    };
    const events = new EventCatalogue([
      orderPlaced,
      specimenUpdated,
      productUpdated,
      consentWithdrawn,
      goodsReceived,
      sessionRevoked,
      ...platform.publishes,
    ]);
    const read = async (_type: string, ids: readonly string[]) => {
      await house?.beforeReading();
      return new Map(ids.flatMap((id) => (house?.orders.has(id) ? [[id, house.orders.get(id) ?? {}]] : [])));
    };
    const graph = await openPlatform(null, { webhooks, events }, { entities: { read }, log: silent });
    const database = new pg.Client({ connectionString: graph.subgraph.ownerUrl });
    await database.connect();
    house = new WebhookHouse(graph, database, sender);
    await house.start();
    return house;
  }

  async start(): Promise<void> {
    this.background = await startBackground(platform, this.graph.subgraph.resources, this.transport);
  }

  async stop(): Promise<void> {
    await this.background?.stop();
  }

  async close(): Promise<void> {
    for (const receiver of this.receivers) await receiver.close();
    await this.stop();
    await this.database.end();
    await this.sender.close();
    await this.graph.subgraph.close();
  }

  async receiver(reply: HttpProvider['reply'] = { status: 200 }): Promise<HttpProvider> {
    const receiver = await startHttpProvider();
    receiver.reply = reply;
    this.receivers.push(receiver);
    return receiver;
  }

  async tenant(subdomain: string): Promise<WebhookTenant> {
    const { tenant, owner } = await this.graph.newTenant(subdomain);
    return new WebhookTenant(this, tenant, owner);
  }

  async ask<Data>(context: RequestContext, query: string, variables: Record<string, unknown> = {}): Promise<Data> {
    const sent = JSON.parse(JSON.stringify(variables)) as typeof variables;
    const { data, errors } = await this.graph.subgraph.execute<Data>(query, context, sent);
    if (errors || !data) throw new Error(JSON.stringify(errors));
    return data;
  }

  /** As if the time for all that is planned had come; of attempts that are named, unless they were made already. */
  async hurry(attempt: number | null = null): Promise<void> {
    await this.database.query(
      `update platform.webhook_deliveries set next_attempt_at = now()
        where next_attempt_at is not null and ($1::int is null or attempt_count = $1 - 1)`,
      [attempt],
    );
    await this.database.query("update platform_jobs._private_jobs set run_at = now() where key like '%webhook%' and locked_at is null");
  }

  /** As if another process had begun to send to all endpoints: here nothing more is sent. */
  async takeTurns(): Promise<void> {
    await this.database.query("update platform.webhook_turns set taken_by = gen_random_uuid(), taken_until = now() + interval '1 hour'");
  }

  async giveTurnsBack(): Promise<void> {
    await this.database.query('update platform.webhook_turns set taken_by = null, taken_until = null');
  }
}

/** A tenant, its people, its clients, and what happens at it. */
export class WebhookTenant {
  constructor(
    readonly house: WebhookHouse,
    readonly tenant: TenantReference,
    readonly owner: RequestContext,
  ) {}

  async branch(code: string): Promise<string> {
    const input = { code, name: code, type: 'LAB', timeZone: 'Asia/Ulaanbaatar', currency: 'MNT' };
    const { createBranch } = await this.house.ask<{ createBranch: { branch: { id: string } } }>(
      this.owner,
      'mutation ($input: CreateBranchInput!) { createBranch(input: $input) { branch { id } } }',
      { input },
    );
    return createBranch.branch.id;
  }

  /** A client as its calls come: with its scopes, at all branches or some. */
  async client(
    scopes: readonly string[],
    branches: 'all' | readonly string[] = 'all',
    purpose = 'TREAT',
  ): Promise<RequestContext & { readonly clientId: string }> {
    const clientId = newId('client');
    const all = ['webhooks:read', 'webhooks:manage', ...scopes];
    const branchIds = branches === 'all' ? [] : branches.map((id) => toUuid('branch', id));
    await this.house.database.query(
      `insert into platform.api_clients (tenant_id, id, name, name_key, kind, purpose, scopes, every_branch, branch_ids)
       values ($1, $2, $3, $3, 'LIVE', $4, $5, $6, $7)`,
      [toUuid('tenant', this.tenant.id), toUuid('client', clientId), clientId, purpose, all, branches === 'all', branchIds],
    );
    const actor = { kind: 'client' as const, id: clientId, sessionId: null, purpose };
    return { ...emptyContext('test'), tenant: this.tenant, actor, grants: [{ role: 'client', permissions: all, branches }], clientId };
  }

  async consent(clientId: string, patientId: string, scopes: readonly string[], purpose = 'TREAT'): Promise<() => Promise<unknown>> {
    const { rows } = await this.house.database.query<{ consent_id: string }>(
      `insert into platform.consented (tenant_id, consent_id, patient_id, client_id, purposes, scopes, starts_at, in_force, version)
       values ($1, gen_random_uuid(), $2, $3, $4, $5, now() - interval '1 hour', true, 1) returning consent_id`,
      [toUuid('tenant', this.tenant.id), toUuid('patient', patientId), toUuid('client', clientId), [purpose], scopes],
    );
    return () => this.house.database.query('update platform.consented set in_force = false where consent_id = $1', [rows[0]?.consent_id]);
  }

  async create(context: RequestContext, input: object): Promise<Endpoint & Refusable> {
    const query = `mutation ($input: CreateWebhookEndpointInput!) { result: createWebhookEndpoint(input: $input) {
      webhookEndpoint { ${endpointFields} } secret publicKey userErrors { code message } } }`;
    const { result } = await this.house.ask<{
      result: { webhookEndpoint: Endpoint | null; secret: string | null; publicKey: string | null; userErrors: [] };
    }>(context, query, { input });
    return { ...(result.webhookEndpoint as Endpoint), secret: result.secret, publicKey: result.publicKey, userErrors: result.userErrors };
  }

  /** Runs a mutation on an endpoint or message, and answers its payload. */
  async change<Payload>(
    context: RequestContext,
    mutation: string,
    fields: string,
    input: object,
    type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`,
  ): Promise<Payload & Refusable> {
    const query = `mutation ($input: ${type}!) { result: ${mutation}(input: $input) { ${fields} userErrors { code message } } }`;
    return (await this.house.ask<{ result: Payload & Refusable }>(context, query, { input })).result;
  }

  async endpoints(context: RequestContext = this.owner): Promise<Endpoint[]> {
    return (await this.house.ask<{ webhookEndpoints: Endpoint[] }>(context, `{ webhookEndpoints { ${endpointFields} } }`)).webhookEndpoints;
  }

  async deliveries(endpointId: string, context: RequestContext = this.owner): Promise<Delivery[]> {
    const { webhookEndpoints } = await this.house.ask<{ webhookEndpoints: { id: string; deliveries: { nodes: Delivery[] } }[] }>(
      context,
      `{ webhookEndpoints { id deliveries(first: 100) { nodes { ${deliveryFields} } } } }`,
    );
    return webhookEndpoints.find(({ id }) => id === endpointId)?.deliveries.nodes ?? [];
  }

  /** Deliveries of an endpoint, once none of them waits any more. */
  settled(endpointId: string, count = 1): Promise<Delivery[]> {
    return eventually(
      () => this.deliveries(endpointId),
      (found) => found.length === count && found.every(({ status }) => status !== 'PENDING'),
    );
  }

  /**
   * Seconds from the end of an attempt at the only message of an endpoint to the next: to the one that was made, should it have been
   * made already.
   */
  async pauseAfter(endpointId: string, attempt: number): Promise<number> {
    await eventually(
      () => this.deliveries(endpointId),
      ([first]) => (first?.attemptCount ?? 0) >= attempt,
    );
    const { rows } = await this.house.database.query<{ seconds: number }>(
      `select extract(epoch from coalesce(next.created_at, delivery.next_attempt_at) - attempt.created_at)::float as seconds
        from platform.webhook_deliveries delivery join platform.webhook_attempts attempt on attempt.delivery_id = delivery.id
        left join platform.webhook_attempts next on next.delivery_id = delivery.id and next.number = attempt.number + 1
        where endpoint_id = $1 and attempt.number = $2`,
      [toUuid('webhook', endpointId), attempt],
    );
    return rows[0]?.seconds ?? 0;
  }

  event<Data extends object>(
    type: EventType<Data>,
    subject: string,
    data: Data,
    branch: string | null = null,
    occurredAt = new Date(),
  ): EventRecord {
    return {
      ...{
        id: newUuid(),
        type: type.type,
        version: type.version,
        tenant: this.tenant,
        subject,
        branch,
        data: data as Record<string, unknown>,
      },
      ...{ actorId: null, requestId: null, occurredAt: occurredAt.toISOString() },
    };
  }

  async happen<Data extends object>(
    type: EventType<Data>,
    subject: string,
    data: Data,
    branch: string | null = null,
    occurredAt = new Date(),
  ): Promise<EventRecord> {
    const event = this.event(type, subject, data, branch, occurredAt);
    await this.house.transport.publish([event]);
    return event;
  }

  /** Something of which every endpoint with `product.*` hears, to see that all before it was decided. */
  async productChanged(): Promise<EventRecord> {
    return this.happen(productUpdated, newId('product'), { status: 'ACTIVE' });
  }
}

export function idOf(event: EventRecord): string {
  return toTypeId('event', event.id);
}

/** What a server got, as JSON. */
export function messages(receiver: {
  readonly asked: readonly Asked[];
}): { type: string; version: number; timestamp: string; data: Record<string, unknown> }[] {
  return receiver.asked.map(
    ({ body }) => JSON.parse(body) as { type: string; version: number; timestamp: string; data: Record<string, unknown> },
  );
}
