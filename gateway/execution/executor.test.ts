import { execFileSync } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { ApolloServer } from '@apollo/server';
import { GraphQLError, type ExecutionResult } from 'graphql';
import { emptyContext } from '#kernel/context/request-context.js';
import type { SubgraphChannel, SubgraphOperation } from '#kernel/subgraph/channel.js';
import { eventually } from '#kernel/testing/eventually.js';
import { compose } from '../composition/compose.js';
import { createExecutor, type Executor, type OperationContext } from './executor.js';

const header = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires", "@inaccessible"])\n`;

type Answer = (operation: SubgraphOperation, signal?: AbortSignal) => ExecutionResult | Promise<ExecutionResult>;

const users = `${header}
  type Query { users: [User!] user: User animal: Animal slow: Int }
  type Mutation { first: Int second: Int }
  type User @key(fields: "id") { id: ID! name: String! friends: [User] }
  interface Animal { name: String }
  type Dog implements Animal { name: String! barks: Boolean }`;
const scores = `${header}
  type User @key(fields: "id") { id: ID! score: Int! number: String secret: String @inaccessible open: String @requires(fields: "name") name: String! @external }
  enum Kind { GOOD BAD }`;

interface Opened {
  readonly server: ApolloServer<OperationContext>;
  readonly executor: Executor;
  readonly asked: { name: string; variables: Record<string, unknown> }[];
  readonly run: (query: string, more?: { variables?: Record<string, unknown>; signal?: AbortSignal }) => Promise<{ data: unknown; errors: readonly { message: string; path?: unknown; extensions?: unknown }[] | undefined }>;
}

const opened: ApolloServer<OperationContext>[] = [];
afterEach(async () => {
  for (const server of opened.splice(0)) await server.stop();
});

async function open(answers: { users: Answer; scores?: Answer }, options: { generateCode?: boolean; timeoutMs?: number } = {}): Promise<Opened> {
  const asked: Opened['asked'] = [];
  const channel = (name: string, answer: Answer): SubgraphChannel => ({
    name,
    execute: (operation, _context, signal) => {
      asked.push({ name, variables: { ...operation.variables } });
      return Promise.resolve().then(() => answer(operation, signal));
    },
  });
  const channels = new Map([
    ['users', channel('users', answers.users)],
    ['scores', channel('scores', answers.scores ?? (({ variables }) => ({ data: { _entities: (variables?.['representations'] as { id: string }[]).map(({ id }) => ({ score: Number(id), number: `n${id}` })) } })))],
  ]);
  const executor = createExecutor({ supergraphSdl: supergraph(), channels, ...options });
  const server = new ApolloServer<OperationContext>({ gateway: executor, includeStacktraceInErrorResponses: false });
  await server.start();
  opened.push(server);
  return {
    server,
    executor,
    asked,
    run: async (query, { variables = {}, signal } = {}) => {
      const { body } = await server.executeOperation({ query, variables }, { contextValue: { request: emptyContext('test'), ...(signal ? { signal } : {}) } });
      if (body.kind !== 'single') throw new Error('An answer in parts');
      return { data: JSON.parse(JSON.stringify(body.singleResult.data ?? null)) as unknown, errors: body.singleResult.errors };
    },
  };
}

function supergraph(more = ''): string {
  return compose([
    { name: 'users', sdl: users + more },
    { name: 'scores', sdl: scores },
  ]).supergraphSdl;
}

const user = (id: string, more: object = {}) => ({ __typename: 'User', id, name: `user ${id}`, ...more });
const three = { data: { users: [user('1'), user('2'), user('1')] } };

describe.each([
  ['generated code', true],
  ['the programs walked', false],
])('by %s', (_, generateCode) => {
  it('asks for an entity once, however often it is named', async () => {
    const { run, asked } = await open({ users: () => three }, { generateCode });
    expect((await run('{ users { name score } }')).data).toEqual({ users: [1, 2, 1].map((id) => ({ name: `user ${id}`, score: id })) });
    expect(asked[1]?.variables).toEqual({ representations: [{ __typename: 'User', id: '1' }, { __typename: 'User', id: '2' }] });
  });

  it('tells an error about an entity at every place where it stands, in lists too', async () => {
    const friends = { data: { users: [user('1', { friends: [user('2'), null, user('3')] }), user('2', { friends: [user('3')] })] } };
    const failing: Answer = ({ variables }) => ({
      data: { _entities: (variables?.['representations'] as { id: string }[]).map(({ id }) => (id === '3' ? null : { score: 1 })) },
      errors: (variables?.['representations'] as { id: string }[]).flatMap(({ id }, index) => (id === '3' ? [new GraphQLError('no score', { path: ['_entities', index, 'score'], extensions: { code: 'CONFLICT' } })] : [])),
    });
    const { run } = await open({ users: () => friends, scores: failing }, { generateCode });
    const { data, errors } = await run('{ users { friends { id score } } }');
    expect(data).toEqual({ users: [{ friends: [{ id: '2', score: 1 }, null, null] }, { friends: [null] }] });
    expect(errors?.map(({ path, message }) => [path, message])).toEqual([
      [['users', 0, 'friends', 2, 'score'], 'no score'],
      [['users', 1, 'friends', 0, 'score'], 'no score'],
    ]);
  });

  it('gives what it has when a subgraph fails, with a typed error', async () => {
    const down: Answer = () => ({ errors: [new GraphQLError('away', { extensions: { code: 'UNAVAILABLE' } })] });
    const { run } = await open({ users: () => ({ data: { user: user('1') } }), scores: down }, { generateCode });
    expect(await run('{ user { name number } }')).toMatchObject({ data: { user: { name: 'user 1', number: null } }, errors: [{ message: 'away', extensions: { code: 'UNAVAILABLE' } }] });
  });

  it.each<[string, Answer]>([
    ['rejects', () => Promise.reject(new Error('boom'))],
    ['throws', () => { throw new Error('boom'); }],
    ['answers nothing', () => undefined as never],
    ['answers too few entities', () => ({ data: { _entities: [] } })],
    ['answers no list', () => ({ data: { _entities: 7 } })],
    ['answers entities that are none', () => ({ data: { _entities: ['a'] } })],
  ])('gives what it has when a subgraph %s', async (what, scoresAnswer) => {
    const { run } = await open({ users: () => ({ data: { user: user('1') } }), scores: scoresAnswer }, { generateCode });
    const { data, errors } = await run('{ user { name number } }');
    expect(data).toEqual({ user: { name: 'user 1', number: null } });
    expect((errors ?? []).length).toBe(what === 'answers entities that are none' ? 0 : 1);
  });

  it('does not take an alias for the key by which it joins', async () => {
    const { run, asked } = await open({ users: ({ query }) => ({ data: { user: { ...user('7'), ...(query.includes('as_id') ? { as_id: 'user 7' } : {}) } } }), scores: () => ({ data: { _entities: [{ score: 7, as_proto__: 'n7' }] } }) }, { generateCode });
    expect((await run('{ user { id: name score __proto__: number constructor: __typename } }')).data).toEqual(JSON.parse('{ "user": { "id": "user 7", "score": 7, "__proto__": "n7", "constructor": "User" } }'));
    expect(asked[1]?.variables).toEqual({ representations: [{ __typename: 'User', id: '7' }] });
    expect(({} as Record<string, unknown>)['number']).toBeUndefined();
  });

  it('takes data called like what every object inherits for data', async () => {
    const hostile = JSON.parse('{ "user": { "__typename": "User", "id": "1", "name": "x", "__proto__": { "polluted": true }, "constructor": { "prototype": { "polluted": true } } } }') as Record<string, unknown>;
    const { run } = await open({ users: () => ({ data: hostile }), scores: () => ({ data: { _entities: [JSON.parse('{ "number": "n", "__proto__": { "polluted": true } }')] } }) }, { generateCode });
    expect((await run('{ user { name number } }')).data).toEqual({ user: { name: 'x', number: 'n' } });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('answers keys in the order of graphql, also where a first place is skipped', async () => {
    const { run } = await open({ users: () => ({ data: { user: user('1', { friends: [] }) } }) }, { generateCode });
    const query = 'query ($no: Boolean!) { user { name @include(if: $no) id ... on User { friends { id } name } score } }';
    expect(Object.keys(((await run(query, { variables: { no: false } })).data as { user: object }).user)).toEqual(['id', 'friends', 'name', 'score']);
    expect(Object.keys(((await run(query, { variables: { no: true } })).data as { user: object }).user)).toEqual(['name', 'id', 'friends', 'score']);
  });

  it('promises of a field what the object at hand promises, not the interface by which it was selected', async () => {
    const { run } = await open({ users: () => ({ data: { animal: { __typename: 'Dog', name: null } } }) }, { generateCode });
    expect(await run('{ animal { name } }')).toMatchObject({ data: { animal: null }, errors: [{ path: ['animal', 'name'] }] });
  });

  it('says no more of an error than where the client asked', async () => {
    const failing: Answer = () => ({ data: { _entities: [{ open: null }] }, errors: [new GraphQLError('no', { path: ['_entities', 0, 'secret'], extensions: { code: 'CONFLICT' } })] });
    const { run } = await open({ users: () => ({ data: { user: user('1') } }), scores: failing }, { generateCode });
    expect((await run('{ user { open } }')).errors?.[0]?.path).toEqual(['user']);
    expect((await run('{ user { secret } }')).errors?.[0]?.message).toContain('Cannot query field "secret"');
  });

  it('sends variables as they came, and decides conditions by their defaults', async () => {
    const { run, asked } = await open({ users: () => three }, { generateCode });
    const query = 'query ($with: Boolean! = false) { users { name score @include(if: $with) } }';
    expect((await run(query)).data).toEqual({ users: three.data.users.map(({ name }) => ({ name })) });
    expect(asked.map(({ name }) => name)).toEqual(['users']);
    await run(query, { variables: { with: true } });
    expect(asked.map(({ name }) => name)).toEqual(['users', 'users', 'scores']);
  });

  it('reads the schema for clients where it is asked beside data, also by a fragment under a condition', async () => {
    const { run } = await open({ users: () => three }, { generateCode });
    const { data, errors } = await run('query ($s: Boolean!, $n: String!) { users { name } ...Schema @include(if: $s) } fragment Schema on Query { __schema { queryType { name } } t: __type(name: $n) { ...Fields } } fragment Fields on __Type { fields { name } }', {
      variables: { s: true, n: 'User' },
    });
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({ __schema: { queryType: { name: 'Query' } } });
    expect(JSON.stringify(data)).toContain('"score"');
    expect(JSON.stringify(data)).not.toContain('"secret"');
  });

  it('calls what it reads of the schema as the client does, also by the names of fields', async () => {
    const { run } = await open({ users: () => three }, { generateCode });
    const { data } = await run('{ __schema { queryType { id: name score: kind } } name: __type(name: "User") { friends: name } }');
    expect(data).toEqual({ __schema: { queryType: { id: 'Query', score: 'OBJECT' } }, name: { friends: 'User' } });
  });

  it('runs the fields of a mutation one after another', async () => {
    const order: string[] = [];
    const { run } = await open({ users: async ({ query }) => (order.push('begin'), await delay(5), order.push('end'), { data: { first: 1, second: 2, x: query.length } }) }, { generateCode });
    await run('mutation { first second }');
    expect(order.join()).not.toContain('begin,begin');
  });
});

describe('a fetch', () => {
  it('that takes too long is given up, and the rest is answered', async () => {
    const { run } = await open({ users: () => ({ data: { user: user('1') } }), scores: () => delay(5_000, { data: {} }, { ref: false }) }, { timeoutMs: 50 });
    const { data, errors } = await run('{ user { name number } }');
    expect(data).toEqual({ user: { name: 'user 1', number: null } });
    expect(errors?.[0]).toMatchObject({ message: 'The part of the graph called "scores" did not answer in time: try again in a moment.', extensions: { code: 'UNAVAILABLE' } });
  });

  it('is given up, and nothing more is asked, when the client goes away', async () => {
    const gone = new AbortController();
    let given: AbortSignal | undefined;
    const { run, asked } = await open({ users: (_, signal) => ((given = signal), delay(30, three)) });
    const running = run('{ users { name score } }', { signal: gone.signal });
    await eventually(() => Promise.resolve(asked.length), (length) => length === 1);
    gone.abort();
    await running;
    await delay(50);
    expect([given?.aborted, asked.map(({ name }) => name)]).toEqual([true, ['users']]);
  });
});

describe('an operation', () => {
  it('with @defer is refused', async () => {
    const { run } = await open({ users: () => three });
    expect((await run('{ users { name ... @defer { score } } }')).errors?.[0]?.message).toBe('Unknown directive "@defer".');
  });

  it('is planned once, and is not kept for ever', async () => {
    let planned = 0;
    const channels = new Map(['users', 'scores'].map((name) => [name, { name, execute: () => Promise.resolve(three) }]));
    const executor = createExecutor({ supergraphSdl: supergraph(), channels, observer: { planned: () => (planned += 1), reused: () => undefined } });
    const server = new ApolloServer<OperationContext>({ gateway: executor });
    await server.start();
    opened.push(server);
    const run = (query: string) => server.executeOperation({ query }, { contextValue: { request: emptyContext('test') } });
    await run('{ users { name } }');
    await run('{ users { name } }');
    expect(planned).toBe(1);
    for (let index = 0; index < 2_100; index += 1) await run(`{ a${index}: users { name } }`);
    await run('{ users { name } }');
    expect(planned).toBe(2_102);
  });
});

describe('a new supergraph', () => {
  it('is taken up under load without an operation lost', async () => {
    const { run, executor } = await open({ users: () => delay(1, three) });
    let done = false;
    const load = Array.from({ length: 20 }, async () => {
      let count = 0;
      while (!done) {
        const { data, errors } = await run('{ users { name score } }');
        if (errors || (data as { users: object[] }).users.length !== 3) throw new Error(JSON.stringify(errors));
        count += 1;
      }
      return count;
    });
    for (let version = 1; version <= 8; version += 1) {
      await delay(20);
      executor.update(supergraph(`\n  extend type Query { added${version}: Int }`));
    }
    expect((await run('{ added8 users { name } }')).errors).toBeUndefined();
    expect((await run('{ added7 }')).errors?.[0]?.message).toContain('Cannot query field "added7"');
    done = true;
    expect((await Promise.all(load)).every((count) => count > 0)).toBe(true);
  });

  it('that is unfit changes nothing', async () => {
    const { run, executor } = await open({ users: () => three });
    expect(() => executor.update('type Query { a: Int }')).toThrow();
    const stranger = compose([{ name: 'strangers', sdl: `${header} type Query { a: Int }` }]).supergraphSdl;
    expect(() => executor.update(stranger)).toThrow('The supergraph names the subgraph strangers, and there is no way to it.');
    expect((await run('{ users { name score } }')).errors).toBeUndefined();
  });
});

it('does without generated code where the runtime forbids it', () => {
  const script = `import { mayGenerateCode } from '${new URL('../../dist/gateway/execution/code.js', import.meta.url).href}'; console.log(mayGenerateCode());`;
  const run = (flags: string[]) => execFileSync(process.execPath, [...flags, '--input-type=module', '-e', script]).toString().trim();
  expect([run([]), run(['--disallow-code-generation-from-strings'])]).toEqual(['true', 'false']);
});
