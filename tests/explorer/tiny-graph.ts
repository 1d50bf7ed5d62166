import { fastify, type FastifyInstance } from 'fastify';
import { buildSchema, graphql } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';

const schema = buildSchema(`
  type Query { "Who the request speaks for." whoami: String! greeting(name: String!): String! sum(input: SumInput!): Int! }
  type Mutation { login(input: LoginInput!): LoginPayload! }
  type Subscription { "The tenant that the connection was opened for, in two messages." tenantOfConnection: String! }
  input LoginInput { email: String! password: String! }
  input SumInput { left: Int! right: Int! negative: Boolean! = false }
  type LoginPayload { accessToken: String userErrors: [UserError!]! }
  type UserError { code: String! message: String! }
`);

interface Caller {
  readonly authorization: string | undefined;
  readonly tenant: string | undefined;
}

interface Login {
  readonly input: { readonly email: string; readonly password: string };
}

const root = {
  greeting: ({ name }: { name: string }) => `Good morning, ${name}`,
  whoami: (_: unknown, { authorization, tenant }: Caller) => `${authorization ?? 'nobody'} of ${tenant ?? 'nowhere'}`,
  login: ({ input: { email, password } }: Login, { tenant }: Caller) =>
    password === 'right' && tenant === 'steppe'
      ? { accessToken: `token-of-${email}`, userErrors: [] }
      : { accessToken: null, userErrors: [{ code: 'WRONG_CREDENTIALS', message: 'Email or password is wrong: check both.' }] },
  tenantOfConnection: async function* (_: unknown, { tenant }: Caller) {
    for (const count of ['first', 'second']) yield await Promise.resolve({ tenantOfConnection: `${count} for ${tenant ?? 'nobody'}` });
  },
};

/** Stands in for the gateway: the same paths, over HTTP and graphql-ws, and the same header on every answer. */
export function tinyGraph(): FastifyInstance {
  const server = fastify({ forceCloseConnections: true });
  server.addHook('onRequest', (_, reply, done) => {
    void reply.header('cache-control', 'no-store');
    done();
  });
  server.post<{ Body: { query: string; variables?: Record<string, unknown> } }>('/graphql', ({ body: { query, variables }, headers }) => {
    const contextValue: Caller = { authorization: headers.authorization, tenant: headers['x-tenant-id'] as string | undefined };
    return graphql({ schema, rootValue: root, contextValue, source: query, variableValues: variables ?? null });
  });
  const sockets = new WebSocketServer({ server: server.server, path: '/graphql' });
  const subscriptions = useServer(
    {
      schema,
      roots: { subscription: root },
      context: ({ connectionParams }): Caller => ({
        authorization: connectionParams?.['Authorization'] as string | undefined,
        tenant: connectionParams?.['X-Tenant-ID'] as string | undefined,
      }),
    },
    sockets,
  );
  server.addHook('preClose', async () => subscriptions.dispose());
  return server;
}
