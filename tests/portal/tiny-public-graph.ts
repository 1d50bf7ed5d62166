import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import formBody from 'node:querystring';
import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { buildSchema, graphql, type GraphQLSchema } from 'graphql';

export const tinySchemaFile = join(import.meta.dirname, 'public.graphql');
export const tinyKey = 'cg_test_tiny';
/** What it calls itself, which is not how it is reached here. */
export const tinyIssuer = 'https://tiny.example';

interface Paging {
  readonly first: number;
  readonly after?: string;
}

/** What the graph answers next in place of an answer: a status, headers and a body. */
export interface Trouble {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface SeenRequest {
  readonly path: string;
  readonly headers: FastifyRequest['headers'];
  readonly body: unknown;
}

/** A public graph of a few types, with its endpoint, its tokens and its exports: what portal and SDK are tried against. */
export class TinyPublicGraph {
  readonly server: FastifyInstance = fastify({ forceCloseConnections: true });
  readonly schema: GraphQLSchema = buildSchema(readFileSync(tinySchemaFile, 'utf8'));
  /** Every request, in the order of their coming. */
  readonly seen: SeenRequest[] = [];
  /** Taken from the front, one for each request at the endpoint. */
  readonly troubles: Trouble[] = [];
  /** How long tokens live, in seconds. */
  tokenLife = 600;
  /** Whether a token request is let in, by its form. */
  admits: (form: Readonly<Record<string, unknown>>, authorization: string | undefined) => boolean | Promise<boolean> = () => true;
  readonly orderCount = 5;

  private tokens = 0;
  private readonly answers = new Map<string, unknown>();
  private readonly exports = new Map<string, { status: string; asked: number }>();

  constructor() {
    this.server.addHook('onRequest', (_, reply, done) => {
      void reply.header('cache-control', 'no-store');
      done();
    });
    this.server.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_, body, done) =>
      done(null, formBody.parse(body as string)),
    );
    this.server.addHook('preHandler', (request, _, done) => {
      this.seen.push({ path: request.url, headers: request.headers, body: request.body });
      done();
    });
    this.server.post('/public/graphql', (request, reply) => this.answer(request, reply));
    this.server.get('/.well-known/oauth-authorization-server', () => ({ issuer: tinyIssuer, token_endpoint: `${tinyIssuer}/oauth/token` }));
    this.server.post('/oauth/token', (request, reply) => this.issueToken(request, reply));
    this.server.get<{ Params: { id: string } }>('/public/exports/:id', ({ params: { id }, headers }, reply) => {
      if (!this.knows(headers.authorization))
        return reply.code(401).send(errorBody('UNAUTHENTICATED', 'Send an API key or an access token.'));
      if (!this.exports.has(id)) return reply.code(404).send(errorBody('NOT_FOUND', 'There is no such export.'));
      const lines = Array.from({ length: 3 }, (_, index) => JSON.stringify({ id: `order_${index}`, number: `LAB-${index} ✓` }));
      return reply.type('application/jsonl').send(`${lines.join('\n')}\n`);
    });
  }

  async listen(): Promise<string> {
    await this.server.listen({ port: 0, host: '127.0.0.1' });
    return this.url;
  }

  get url(): string {
    const address = this.server.server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  }

  private async issueToken({ body, headers }: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const form = body as Readonly<Record<string, unknown>>;
    if (!(await this.admits(form, headers.authorization)))
      return reply.code(401).send({ error: 'invalid_client', error_description: 'The client is unknown, or its secret is wrong.' });
    this.tokens += 1;
    return { access_token: `token-${this.tokens}`, token_type: 'Bearer', expires_in: this.tokenLife, scope: 'orders:read' };
  }

  private knows(authorization: string | undefined): boolean {
    return authorization === `Bearer ${tinyKey}` || (this.tokens > 0 && authorization === `Bearer token-${this.tokens}`);
  }

  private async answer(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const trouble = this.troubles.shift();
    if (trouble)
      return reply
        .code(trouble.status)
        .headers(trouble.headers ?? {})
        .send(trouble.body);
    const { query, variables, operationName } = request.body as {
      query: string;
      variables?: Record<string, unknown>;
      operationName?: string;
    };
    const introspection = query.includes('__schema');
    if (!introspection && !this.knows(request.headers.authorization))
      return reply.code(401).send(errorBody('UNAUTHENTICATED', 'Send an API key or an access token.'));
    const key = request.headers['idempotency-key'] as string | undefined;
    if (key !== undefined && this.answers.has(key)) return this.answers.get(key);
    const result = await graphql({
      schema: this.schema,
      rootValue: this.root,
      source: query,
      variableValues: variables ?? null,
      operationName: operationName ?? null,
    });
    const answer = { ...result, extensions: { cost: { requested: 12, actual: 4, available: 9_996, restoreRate: 50 } } };
    if (key !== undefined) this.answers.set(key, answer);
    return answer;
  }

  private readonly root = {
    node: () => null,
    healthcareServices: () => ({
      nodes: [{ id: 'service_1', name: 'General consultation', durationMinutes: 20 }],
      pageInfo: { hasNextPage: false, endCursor: null },
    }),
    order: ({ id }: { id: string }) => this.order(Number(id.replace('order_', ''))),
    orders: ({ first, after }: Paging) => {
      const start = after === undefined ? 0 : Number(after) + 1;
      const nodes = Array.from({ length: this.orderCount }, (_, index) => this.order(index)).slice(start, start + first);
      return { nodes, pageInfo: { hasNextPage: start + nodes.length < this.orderCount, endCursor: String(start + nodes.length - 1) } };
    },
    createOrder: ({ input }: { input: { lines: { quantity: number }[] } }) =>
      (input.lines[0]?.quantity ?? 0) > 0
        ? { order: this.order(this.seen.length), userErrors: [] }
        : { order: null, userErrors: [{ code: 'INVALID', message: 'Order at least one.', field: ['input', 'lines', '0', 'quantity'] }] },
    startExport: () => {
      const id = `export_${this.exports.size + 1}`;
      this.exports.set(id, { status: 'QUEUED', asked: 0 });
      return { export: this.export({ id }), userErrors: [] };
    },
    cancelExport: ({ input: { id } }: { input: { id: string } }) => {
      this.exports.set(id, { status: 'CANCELLED', asked: 9 });
      return { export: this.export({ id }), userErrors: [] };
    },
    export: ({ id }: { id: string }) => this.export({ id }),
  };

  private order(index: number): object {
    return {
      __typename: 'Order',
      id: `order_${index}`,
      number: `LAB-${index}`,
      status: 'ACTIVE',
      lines: [{ quantity: 1, description: 'Complete blood count' }],
    };
  }

  /** Further along each time that it is asked for. */
  private export({ id }: { id: string }): object | null {
    const job = this.exports.get(id);
    if (!job) return null;
    if (job.status !== 'CANCELLED') job.status = ['QUEUED', 'RUNNING', 'COMPLETED'][Math.min(job.asked++, 2)] ?? 'COMPLETED';
    const url = job.status === 'COMPLETED' ? `${this.url}/public/exports/${id}` : null;
    return { __typename: 'Export', id, status: job.status, progress: { objects: job.asked, bytes: '100' }, url, error: null };
  }
}

function errorBody(code: string, message: string): object {
  return { errors: [{ message, extensions: { code } }] };
}
