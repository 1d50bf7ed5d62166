import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import { eventually } from '#kernel/testing/eventually.js';
import type { HttpProvider } from '#kernel/testing/http-provider.js';
import {
  CareGraph,
  CreateOrderDocument,
  ForbiddenError,
  OrderDocument,
  OrdersDocument,
  PatientsDocument,
  Webhook,
} from '../../sdk/src/index.js';
import type { Day, Place } from './first-day.js';
import { onceConsented } from './once-consented.js';

export interface ClientKeys {
  /** For the tenant's administrator. */
  readonly publicJwk: object;
  readonly privateJwk: JsonWebKey;
}

export async function newClientKeys(): Promise<ClientKeys> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('ed25519', {});
  const kid = 'sdk';
  return {
    publicJwk: { ...publicKey.export({ format: 'jwk' }), kid, alg: 'EdDSA', use: 'sig' },
    privateJwk: privateKey.export({ format: 'jwk' }),
  };
}

/** The first day once more, as who takes the SDK would have it: with a key of their own and no secret. */
export async function workBySdk(
  connection: { readonly url: string; readonly clientId: string; readonly privateJwk: JsonWebKey },
  { branchId, performerBranchId }: Place,
  productId: string,
  server: HttpProvider,
): Promise<Day> {
  const { url, clientId, privateJwk } = connection;
  const graph = new CareGraph({ url, clientId, privateKey: privateJwk, keyId: 'sdk' });
  const patients: Day['patients'][number][] = [];
  for await (const { id, name } of graph.each(PatientsDocument, { first: 1 }, (data) => data.patients)) patients.push({ id, name });
  const { createWebhookEndpoint } = await graph.mutate<{
    createWebhookEndpoint: { secret: string | null; publicKey: string; userErrors: [] };
  }>(
    'mutation ($url: String!) { createWebhookEndpoint(input: { url: $url, eventTypes: ["order.placed"], signatureKind: ED25519 }) { secret publicKey userErrors { code message field } } }',
    { url: server.url },
  );
  const webhook = new Webhook(graph.expect(createWebhookEndpoint).publicKey);
  const input = {
    ...{
      branchId,
      performerBranchId,
      patientId: patients[0]?.id,
      type: 'LAB_SAMPLE' as const,
      deliveryMode: 'ONSITE' as const,
      place: true,
    },
    lines: [{ productId, quantity: 1 }],
  };
  const once = { idempotencyKey: crypto.randomUUID() };
  const [first, again] = [
    await onceConsented(
      () => graph.mutate(CreateOrderDocument, { input }, once),
      (error) => error instanceof ForbiddenError,
    ),
    await graph.mutate(CreateOrderDocument, { input }, once),
  ];
  const orderId = graph.expect(first.createOrder).order?.id ?? '';
  if (again.createOrder.order?.id !== orderId) throw new Error('It was ordered twice');
  const told = await eventually(
    async () => {
      const events = await Promise.all(server.asked.map(({ body, headers }) => webhook.verify(body, headers as Record<string, string>)));
      return events.filter(({ data }) => data['id'] === orderId).map(({ type }) => type);
    },
    (types) => types.length > 0,
    90_000,
  );
  const { order } = await graph.query(OrderDocument, { id: orderId });
  if (!order?.number) throw new Error('The order has no number');
  const { orders } = await graph.query(OrdersDocument, { first: 1 });
  if (orders.nodes[0]?.id !== orderId) throw new Error('The newest order is another');
  const started = await graph.exports.start({ query: '{ orders { nodes { id number } } }' });
  await graph.exports.wait(started.id);
  const exported: Day['exported'][number][] = [];
  for await (const row of graph.exports.lines<Day['exported'][number]>(started.id)) exported.push(row);
  return { patients, order: { id: orderId, number: order.number, status: order.status }, told, exported };
}
