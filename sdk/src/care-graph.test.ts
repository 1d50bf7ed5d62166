import { TinyPublicGraph, tinyKey } from '../../tests/portal/tiny-public-graph.js';
import { CareGraph } from './care-graph.js';
import {
  CostExceededError,
  ForbiddenError,
  NetworkError,
  RateLimitedError,
  RequestError,
  UnauthenticatedError,
  UserErrors,
} from './errors.js';
import { HealthcareServicesDocument } from './generated/graphql.js';

let tiny: TinyPublicGraph;
let graph: CareGraph;

beforeEach(async () => {
  tiny = new TinyPublicGraph();
  await tiny.listen();
  graph = new CareGraph({ url: tiny.url, apiKey: tinyKey });
});
afterEach(() => tiny.server.close());

const createOrder = `mutation ($input: CreateOrderInput!) {
  createOrder(input: $input) { order { id number } userErrors { code message field } }
}`;
const oneOrder = { input: { branchId: 'branch_1', lines: [{ productId: 'product_1', quantity: 1 }] } };

interface Created {
  readonly createOrder: {
    readonly order: { readonly id: string } | null;
    readonly userErrors: readonly { readonly code: string; readonly message: string }[];
  };
}

interface OrdersAnswer {
  readonly orders: {
    readonly nodes: readonly { readonly id: string }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

const orders = `query ($first: Int, $after: String) {
  orders(first: $first, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } }
}`;

const refused = (status: number, code: string, more: object = {}): { status: number; body: object } => ({
  status,
  body: { errors: [{ message: `It is ${code}.`, extensions: { code, ...more } }] },
});

const asked = () => tiny.seen.filter(({ path }) => path === '/public/graphql');

describe('a question', () => {
  it('is answered, typed by its document, and tells its cost', async () => {
    const { healthcareServices } = await graph.query(HealthcareServicesDocument, { first: 3 });
    expect(healthcareServices.nodes.map(({ name }) => name)).toEqual(['General consultation']);
    expect(graph.cost).toEqual({ requested: 12, actual: 4, available: 9_996, restoreRate: 50 });
  });

  it('can be text, and go to one branch', async () => {
    const atBranch = new CareGraph({ url: `${tiny.url}/`, apiKey: tinyKey, branchId: 'branch_1' });
    expect(await atBranch.query('{ order(id: "order_1") { number } }')).toEqual({ order: { number: 'LAB-1' } });
    expect(asked().at(-1)?.headers['x-branch-id']).toBe('branch_1');
    expect(asked().at(-1)?.headers['idempotency-key']).toBeUndefined();
  });

  it('throws what kind of refusal it met', async () => {
    tiny.troubles.push(refused(403, 'FORBIDDEN', { permission: 'orders:read' }), refused(400, 'COST_EXCEEDED'), {
      ...refused(400, 'BAD_USER_INPUT'),
      headers: { 'x-request-id': 'request-7' },
    });
    const forbidden = await graph.query('{ order(id: "1") { id } }').catch((error: unknown) => error);
    expect(forbidden).toBeInstanceOf(ForbiddenError);
    expect(forbidden).toMatchObject({ permission: 'orders:read', status: 403, message: 'It is FORBIDDEN.' });
    await expect(graph.query('{ order(id: "1") { id } }')).rejects.toThrow(CostExceededError);
    await expect(graph.query('{ order(id: "1") { id } }')).rejects.toMatchObject({
      name: 'RequestError',
      code: 'BAD_USER_INPUT',
      requestId: 'request-7',
    });
    await expect(new CareGraph({ url: tiny.url, apiKey: 'cg_test_wrong' }).query('{ order(id: "1") { id } }')).rejects.toThrow(
      UnauthenticatedError,
    );
  });

  it('throws with what was answered beside an error', async () => {
    tiny.troubles.push({
      status: 200,
      body: { data: { order: null }, errors: [{ message: 'Not now.', path: ['order'], extensions: { code: 'UNAVAILABLE' } }] },
    });
    const error = await graph.query('{ order(id: "1") { id } }').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RequestError);
    expect(error).toMatchObject({ code: 'UNAVAILABLE', data: { order: null } });
  });
});

describe('a change', () => {
  it('carries a key of its own, or the one that it is given', async () => {
    await graph.mutate(createOrder, oneOrder);
    await graph.mutate(createOrder, oneOrder);
    await graph.mutate(createOrder, oneOrder, { idempotencyKey: 'mine' });
    const keys = asked().map(({ headers }) => headers['idempotency-key']);
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(new Set(keys).size).toBe(3);
    expect(keys[2]).toBe('mine');
  });

  it('is done once, though its answer was lost on the way', async () => {
    let lose = true;
    const losing: typeof fetch = async (...request) => {
      const response = await fetch(...request);
      if (!lose) return response;
      lose = false;
      await response.body?.cancel();
      throw new TypeError('fetch failed');
    };
    const unlucky = new CareGraph({ url: tiny.url, apiKey: tinyKey, fetch: losing });
    const { createOrder: created } = await unlucky.mutate<Created>(createOrder, oneOrder);
    expect(asked()).toHaveLength(2);
    expect(new Set(asked().map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
    // The first request made order_1; had the second been carried out, it would be order_2.
    expect(created.order?.id).toBe('order_1');
  });

  it('is asked for again while an earlier attempt is carried out, and not when its key came with another body', async () => {
    const underWay = {
      errors: [{ message: 'A request with this Idempotency-Key is being carried out. Wait for it.', extensions: { code: 'CONFLICT' } }],
    };
    tiny.troubles.push({ status: 409, body: underWay });
    expect((await graph.mutate<Created>(createOrder, oneOrder)).createOrder.order).not.toBeNull();
    tiny.troubles.push({
      status: 409,
      body: { errors: [{ message: 'This Idempotency-Key was used with another request.', extensions: { code: 'CONFLICT' } }] },
    });
    await expect(graph.mutate(createOrder, oneOrder)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(asked()).toHaveLength(3);
  });

  it('says what was in the way, as a sentence for a person', async () => {
    const none = { input: { ...oneOrder.input, lines: [{ productId: 'product_1', quantity: 0 }] } };
    const { createOrder: payload } = await graph.mutate<Created>(createOrder, none);
    expect(() => graph.expect(payload)).toThrow(UserErrors);
    expect(() => graph.expect(payload)).toThrow('Order at least one.');
    const done = await graph.mutate<Created>(createOrder, oneOrder);
    expect(graph.expect(done.createOrder).order?.id).toMatch(/^order_/);
  });
});

describe('patience', () => {
  it('waits as long as it is told, and no more often than it may', async () => {
    tiny.troubles.push({ ...refused(429, 'RATE_LIMITED'), headers: { 'retry-after': '1' } });
    const started = performance.now();
    await graph.query(HealthcareServicesDocument);
    expect(performance.now() - started).toBeGreaterThanOrEqual(990);
    expect(asked()).toHaveLength(2);

    tiny.troubles.push(...Array.from({ length: 3 }, () => ({ ...refused(429, 'RATE_LIMITED'), headers: { 'retry-after': '0' } })));
    await expect(new CareGraph({ url: tiny.url, apiKey: tinyKey, retries: 2 }).query(HealthcareServicesDocument)).rejects.toThrow(
      RateLimitedError,
    );
    expect(asked()).toHaveLength(5);
  });

  it('does not wait for tomorrow', async () => {
    tiny.troubles.push({ ...refused(429, 'RATE_LIMITED'), headers: { 'retry-after': '36000' } });
    await expect(graph.query(HealthcareServicesDocument)).rejects.toMatchObject({ name: 'RateLimitedError', retryAfterSeconds: 36_000 });
    expect(asked()).toHaveLength(1);
  });

  it('asks again when the graph is away for a moment, whatever stands before it answers', async () => {
    tiny.troubles.push({ status: 503, body: '<html>Bad gateway</html>' }, { status: 502, body: 'upstream' });
    expect((await graph.query(HealthcareServicesDocument)).healthcareServices.nodes).toHaveLength(1);
  });

  it('ends when nobody is there, and when it is given up', async () => {
    const nobody = new CareGraph({ url: 'http://127.0.0.1:9', apiKey: tinyKey, retries: 1 });
    await expect(nobody.query(HealthcareServicesDocument)).rejects.toThrow(NetworkError);
    const stopping = new AbortController();
    tiny.troubles.push({ ...refused(429, 'RATE_LIMITED'), headers: { 'retry-after': '30' } });
    const waiting = graph.query(HealthcareServicesDocument, {}, { signal: stopping.signal });
    setTimeout(() => stopping.abort(new Error('given up')), 100);
    await expect(waiting).rejects.toThrow('given up');
  });

  it('does not wait for an answer for ever', async () => {
    const silent: typeof fetch = (_, init) =>
      new Promise((_resolve, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error)));
    const graphOfSilence = new CareGraph({ url: tiny.url, apiKey: tinyKey, fetch: silent, timeoutMs: 50, retries: 1 });
    await expect(graphOfSilence.query(HealthcareServicesDocument)).rejects.toThrow(NetworkError);
  });
});

describe('a list', () => {
  it('is read to its end, page by page', async () => {
    const ids: string[] = [];
    for await (const { id } of graph.each<OrdersAnswer, { first: number; after?: string }, { id: string }>(
      orders,
      { first: 2 },
      (data) => data.orders,
    ))
      ids.push(id);
    expect(ids).toEqual(['order_0', 'order_1', 'order_2', 'order_3', 'order_4']);
    expect(asked()).toHaveLength(3);
  });

  it('is not read further than it is wanted', async () => {
    for await (const { id } of graph.each<OrdersAnswer, { first: number; after?: string }, { id: string }>(
      orders,
      { first: 2 },
      (data) => data.orders,
    )) {
      if (id === 'order_1') break;
    }
    expect(asked()).toHaveLength(1);
  });
});
