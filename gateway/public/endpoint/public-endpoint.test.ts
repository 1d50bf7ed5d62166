import { ApolloServer } from '@apollo/server';
import { fastify, type FastifyInstance } from 'fastify';
import { GraphQLError, parse, print, type ExecutionResult } from 'graphql';
import type { ClientAdmission } from '#kernel/context/client-directory.js';
import { emptyContext, type RequestContext } from '#kernel/context/request-context.js';
import { subgraphHeader } from '#kernel/graph/access.js';
import { GraphError } from '#kernel/graph/graph-error.js';
import { newId } from '#kernel/graph/type-id.js';
import { silent } from '#kernel/log/logger.js';
import type { SubgraphChannel } from '#kernel/subgraph/channel.js';
import { markPublic } from '#kernel/subgraph/mark-public.js';
import type { PublicPart } from '#kernel/subgraph/public-part.js';
import { compose } from '../../composition/compose.js';
import { createExecutor, type Executor } from '../../execution/executor.js';
import { limits } from '../../limits.js';
import { EntityOwners } from '../../node/entity-owners.js';
import { nodeSdl, NodeSubgraph } from '../../node/node-subgraph.js';
import { registerPublicEndpoint, type PublicEndpoint } from './public-endpoint.js';

const hivesSdl = (hiveFields: string) => `${subgraphHeader}
type Query {
  hives(first: Int, keeper: String): [Hive!]! @access(needs: "hives:read")
  keepers: [Keeper!]! @access(needs: "keepers:read")
  failing(how: String!): Hive @access(needs: "hives:read")
}
type Mutation { smoke(hive: ID!): Hive @access(needs: "hives:smoke") }
interface Node { id: ID! }
type Hive implements Node @key(fields: "id") @access(needs: "hives:read") { id: ID! honey: Int! keeper: Keeper ${hiveFields} }
type Keeper implements Node @key(fields: "id") @access(needs: "keepers:read") { id: ID! surname: String! }
`;
const part: PublicPart = {
  Query: ['hives(first)', 'failing(how)'],
  Mutation: ['smoke(hive)'],
  Node: ['id', 'Hive'],
  Hive: ['id', 'honey'],
};
const owners = [
  { type: 'Hive', prefix: 'hive', subgraph: 'hives' },
  { type: 'Keeper', prefix: 'keeper', subgraph: 'hives' },
];
const supergraphOf = (hiveFields = '', of = part) =>
  compose([
    { name: 'hives', sdl: print(markPublic('hives', parse(hivesSdl(hiveFields)), of)) },
    { name: 'graph', sdl: nodeSdl(owners) },
  ]).supergraphSdl;

const hive = newId('hive');
const keeper = newId('keeper');

const failures: Readonly<Record<string, () => GraphQLError>> = {
  permission: () =>
    new GraphError('FORBIDDEN', 'Keeper takes the permission "keepers:read", which your roles do not hold here.', {
      extensions: { permission: 'keepers:read' },
    }),
  scope: () =>
    new GraphError('FORBIDDEN', 'Query.hives takes the permission "hives:read", which your roles do not hold here.', {
      extensions: { permission: 'hives:read' },
    }),
  away: () => new GraphError('UNAVAILABLE', 'The part of the graph called "hives" did not answer in time: try again in a moment.'),
  hidden: () => new GraphError('BAD_USER_INPUT', 'Query.keepers is asked without a surname.'),
  plain: () => new GraphError('BAD_USER_INPUT', 'A hive has a name of one letter at least.'),
  odd: () => new GraphQLError('select surname from keepers', { extensions: { code: 'INTERNAL' } }),
};

class HivesChannel implements SubgraphChannel {
  readonly name = 'hives';

  execute({
    query,
    variables,
  }: {
    readonly query: string;
    readonly variables?: Readonly<Record<string, unknown>> | undefined;
  }): Promise<ExecutionResult> {
    const how = /failing\(how: ?"(\w+)"\)/.exec(query)?.[1];
    if (how) return Promise.resolve({ data: { failing: null }, errors: [failures[how]?.() ?? new GraphQLError(how)] });
    const representations = (variables?.['representations'] ?? []) as { __typename: string; id: string }[];
    return Promise.resolve({
      data: {
        hives: [{ id: hive, honey: 3 }],
        smoke: { id: hive, honey: 2 },
        _entities: representations.map(({ __typename, id }) => ({ __typename, id, honey: 3, surname: 'Wax' })),
      },
    });
  }
}

const tenant = { id: newId('tenant'), subdomain: 'apiary' };
const clientId = newId('client');

function callOf(permissions: readonly string[]): { context: RequestContext; admission: ClientAdmission } {
  return {
    context: {
      ...emptyContext('request'),
      tenant,
      actor: { kind: 'client', id: clientId, sessionId: null, purpose: 'TREAT' },
      grants: [{ role: 'client', permissions, branches: 'all' }],
    },
    admission: {
      tenant: { ...tenant, status: 'ACTIVE', locale: 'en' },
      plan: 'STARTER',
      client: { id: clientId, kind: 'LIVE', purpose: 'TREAT', permissions, everyBranch: true, branches: [], lockedToOperations: false },
      usedToday: 0,
    },
  };
}

let server: FastifyInstance;
let whole: ApolloServer;
let executor: Executor;
let endpoint: PublicEndpoint;
let url: string;
let permissions: string[] = [];

async function open(development: boolean): Promise<void> {
  permissions = ['hives:read'];
  const channel = new HivesChannel();
  const entities = new EntityOwners(owners, [channel], (name) => executor.current.version.questionsTo(name));
  const nodes = new NodeSubgraph(nodeSdl(owners), entities, () => executor.current.version.publicNodes);
  executor = createExecutor({
    supergraphSdl: supergraphOf(),
    channels: new Map<string, SubgraphChannel>([
      ['hives', channel],
      ['graph', nodes],
    ]),
  });
  whole = new ApolloServer({ gateway: executor, stopOnTerminationSignals: false });
  await whole.start();
  server = fastify();
  endpoint = await registerPublicEndpoint(server, {
    executor,
    supergraphSdl: supergraphOf(),
    admit: ({ headers }) =>
      headers.authorization === 'Bearer known'
        ? Promise.resolve(callOf(permissions))
        : Promise.reject(new GraphError('UNAUTHENTICATED', 'Who are you?', { httpStatus: 401 })),
    limits,
    metrics: { operation: () => undefined },
    development,
    log: silent,
  });
  url = await server.listen({ port: 0, host: '127.0.0.1' });
}

async function close(): Promise<void> {
  await endpoint.close();
  await whole.stop();
  await server.close();
}

interface Answer {
  readonly status: number;
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions: Readonly<Record<string, unknown>>;
    readonly path?: readonly unknown[];
  }[];
}

async function ask(
  query: string,
  { token = 'known', variables = {} }: { token?: string | null; variables?: object } = {},
): Promise<Answer> {
  const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) };
  const response = await fetch(`${url}/public/graphql`, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
  return { status: response.status, ...((await response.json()) as Omit<Answer, 'status'>) };
}

describe('the public endpoint', () => {
  beforeEach(() => open(false));
  afterEach(close);

  it('answers what is public', async () => {
    expect(await ask('{ hives(first: 1) { id honey __typename } }')).toEqual({
      status: 200,
      data: { hives: [{ id: hive, honey: 3, __typename: 'Hive' }] },
    });
  });

  it('is asked by GET for queries, and never for mutations', async () => {
    const get = (query: string) =>
      fetch(`${url}/public/graphql?query=${encodeURIComponent(query)}`, {
        headers: { authorization: 'Bearer known', 'apollo-require-preflight': '1' },
      });
    expect(await (await get('{ hives { honey } }')).json()).toEqual({ data: { hives: [{ honey: 3 }] } });
    permissions.push('hives:smoke');
    expect((await get(`mutation { smoke(hive: "${hive}") { honey } }`)).status).toBe(405);
    expect(await ask(`mutation { smoke(hive: "${hive}") { honey } }`)).toEqual({ status: 200, data: { smoke: { honey: 2 } } });
  });

  it.each([
    ['a root field', '{ keepers { id } }', /Cannot query field "keepers" on type "Query"\.$/],
    ['an alias of one', '{ hives: keepers { id } }', /Cannot query field "keepers"/],
    ['a field', '{ hives { keeper { id } } }', /Cannot query field "keeper" on type "Hive"/],
    ['an argument', '{ hives(keeper: "Wax") { id } }', /Unknown argument "keeper" on field "Query.hives"/],
    ['a type, in a fragment', '{ hives { id } } fragment Hidden on Keeper { surname }', /Unknown type "Keeper"/],
    ['a type, as a node', `{ node(id: "${keeper}") { ... on Keeper { surname } } }`, /Unknown type "Keeper"/],
    ['federation', '{ _entities(representations: []) { __typename } }', /Cannot query field "_entities"/],
    ['federation', '{ _service { sdl } }', /Cannot query field "_service"/],
    ['what only the gateway asks', '{ admission { branch } }', /Cannot query field "admission"/],
  ])('does not know %s that is hidden: %s', async (_, query, message) => {
    const { status, errors } = await ask(query);
    expect([status, errors?.[0]?.message]).toEqual([400, expect.stringMatching(message)]);
    for (const { message: said } of errors ?? []) expect(said).not.toMatch(/surname|Did you mean "keeper/);
  });

  it('keeps apart what was asked by the same text at both doors', async () => {
    const query = '{ __schema { types { name } } __type(name: "Keeper") { name } hives { honey } }';
    const inside = await whole.executeOperation(
      { query },
      { contextValue: { request: { ...emptyContext('request'), grants: [], actor: { kind: 'system', id: 'test', sessionId: null } } } },
    );
    expect(JSON.stringify(inside.body)).toContain('Keeper');
    const outside = await ask(query);
    expect(outside.data).toMatchObject({ __type: null, hives: [{ honey: 3 }] });
    expect(JSON.stringify(outside)).not.toContain('Keeper');
  });

  it('finds public things by their id, and no others', async () => {
    const unheardOf = newId('unheard');
    expect(await ask(`{ node(id: "${hive}") { __typename id ... on Hive { honey } } }`)).toEqual({
      status: 200,
      data: { node: { __typename: 'Hive', id: hive, honey: 3 } },
    });
    expect(await ask(`{ nodes(ids: ["${keeper}", "${unheardOf}", "${hive}"]) { __typename id } }`)).toEqual({
      status: 200,
      data: { nodes: [null, null, { __typename: 'Hive', id: hive }] },
    });
  });

  it.each([
    ['permission', 'FORBIDDEN', 'This client may not do this: ask the tenant for the scope that it takes.', {}],
    [
      'scope',
      'FORBIDDEN',
      'Query.hives takes the permission "hives:read", which your roles do not hold here.',
      { permission: 'hives:read' },
    ],
    ['away', 'UNAVAILABLE', 'A part of the graph cannot answer just now: try again in a moment.', {}],
    ['hidden', 'BAD_USER_INPUT', 'A value that you sent cannot be taken: compare it with the reference.', {}],
    ['plain', 'BAD_USER_INPUT', 'A hive has a name of one letter at least.', {}],
    ['odd', 'INTERNAL', 'Something went wrong on our side; quote the x-request-id of this answer to support.', {}],
  ])('tells of an error inside what is for outside: %s', async (how, code, message, more) => {
    const { errors } = await ask(`{ failing(how: "${how}") { honey } }`);
    expect(errors).toEqual([expect.objectContaining({ message, extensions: { code, ...more } })]);
  });

  it('says back what was said, whether there is such a thing or not', async () => {
    const messageOf = async (id: string) =>
      (await ask('query Find($id: ID!) { node(id: $id) { id } }', { variables: { id } })).errors?.[0]?.message;
    expect([await messageOf('Keeper'), await messageOf('Nobody')]).toEqual([
      '"Keeper" is no id of this graph: ids look like patient_01jd0a8ksvf3ntbd0zqzyb6y2q.',
      '"Nobody" is no id of this graph: ids look like patient_01jd0a8ksvf3ntbd0zqzyb6y2q.',
    ]);
  });

  it('tells what is wrong with variables by the public schema', async () => {
    expect(await ask('query Many($first: Int) { hives(first: $first) { id } }', { variables: { first: 'many' } })).toMatchObject({
      status: 400,
      errors: [
        {
          message: expect.stringContaining('Variable "$first" got invalid value "many"') as string,
          extensions: { code: 'BAD_USER_INPUT' },
        },
      ],
    });
  });

  it('refuses what takes a scope that the client does not have', async () => {
    const { status, errors } = await ask(`mutation { smoke(hive: "${hive}") { honey } }`);
    expect([status, errors?.[0]?.extensions]).toEqual([403, { code: 'FORBIDDEN', permission: 'hives:smoke' }]);
  });

  it('lets nobody look at anything who is no client', async () => {
    expect((await ask('{ __schema { queryType { name } } }', { token: null })).status).toBe(401);
    expect((await ask('{ hives { honey } }', { token: 'unknown' })).status).toBe(401);
  });

  it('takes up what a new supergraph makes public', async () => {
    const wider = supergraphOf('queen: Int', { ...part, Hive: ['id', 'honey', 'queen'] });
    expect((await ask('{ hives { queen } }')).status).toBe(400);
    endpoint.prepare(wider);
    executor.update(wider);
    expect((await ask('{ hives { id queen } }')).status).toBe(200);
  });

  it('refuses a supergraph whose public part cannot stand', () => {
    const broken = supergraphOf('', { ...part, Hive: ['id', 'keeper'] });
    expect(() => endpoint.prepare(broken)).toThrow('Hive.keeper is public, but not its type Keeper.');
  });
});

describe('the public endpoint where it is built upon', () => {
  beforeEach(() => open(true));
  afterEach(close);

  it('shows its schema to everybody, and nothing else', async () => {
    expect(
      (await ask('{ __schema { queryType { name } } ...More } fragment More on Query { __type(name: "Hive") { name } }', { token: null }))
        .data,
    ).toEqual({
      __schema: { queryType: { name: 'Query' } },
      __type: { name: 'Hive' },
    });
    expect((await ask('{ __typename hives { honey } }', { token: null })).status).toBe(401);
    expect((await ask('{ ...Read } fragment Read on Query { hives { honey } }', { token: null })).status).toBe(401);
    expect((await ask('{ hives { honey } }', { token: 'unknown' })).status).toBe(401);
  });
});
