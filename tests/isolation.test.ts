import { readFileSync } from 'node:fs';
import {
  buildSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLOutputType,
  type OperationTypeNode,
} from 'graphql';
import pg from 'pg';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { owners } from '../app/graph.js';
import { GraphClient } from './end-to-end/client.js';
import { LiveClient } from './end-to-end/live-client.js';
import { startTopology, type RunningGraph } from './end-to-end/topology.js';

/**
 * Every query, mutation and subscription that takes an id is tried, as somebody of one tenant, with every id of another tenant, and again
 * with ids that never were. The two answers must be the same to the letter, and the other tenant must not have changed.
 * It is made from the schema, so that a new field is covered on the day it lands.
 */
const schema = buildSchema(readFileSync('schema/api.graphql', 'utf8'));
const prefixes = [...owners.map(({ prefix }) => prefix), 'session'];

interface Operation {
  readonly name: string;
  readonly text: string;
  /** Fills every id of the operation with this one. */
  readonly variables: (id: string) => Record<string, unknown>;
}

const operations = [...operationsOf('query'), ...operationsOf('mutation')];
const subscriptions = operationsOf('subscription');

function operationsOf(kind: 'query' | 'mutation' | 'subscription'): Operation[] {
  const root = schema.getRootType(kind as OperationTypeNode);
  return Object.values(root?.getFields() ?? {})
    .filter((field) => field.args.some(({ type }) => holdsId(type)))
    .map((field) => ({
      name: field.name,
      text: `${kind} (${field.args.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ')}) {
        ${field.name}(${field.args.map((arg) => `${arg.name}: $${arg.name}`).join(', ')}) ${selection(field.type, 3)}
      }`,
      variables: (id: string) => Object.fromEntries(field.args.filter((arg) => isNonNullType(arg.type) || holdsId(arg.type)).map((arg) => [arg.name, value(arg.type, id)])),
    }));
}

let graph: RunningGraph;
let attacker: GraphClient;
let owner: pg.Client;
let foreignIds: Map<string, string>;
beforeAll(async () => {
  graph = await startTopology('one process');
  attacker = await GraphClient.signIn(graph.url, 'copperbelt');
  owner = new pg.Client({ connectionString: graph.databaseUrl });
  await owner.connect();
  foreignIds = await idsOf(await GraphClient.signIn(graph.url, 'steppe'));
}, 120_000);
afterAll(async () => {
  await owner.end();
  await graph.stop();
}, 60_000);

it('covers every type that has ids', () => {
  expect([...foreignIds.keys()].sort()).toEqual([...prefixes].sort());
  expect(operations.length).toBeGreaterThan(20);
});

it.each(operations)('$name takes ids of another tenant for ids that never were', async ({ text, variables }) => {
  const before = await footprint();
  for (const prefix of prefixes) {
    const foreign = foreignIds.get(prefix) ?? '';
    const absent = newId(prefix);
    const [answer, expected] = [await attacker.send({ query: text, variables: variables(foreign) }), await attacker.send({ query: text, variables: variables(absent) })];
    expect({ status: answer.status, text: answer.text.replaceAll(foreign, 'ID') }).toEqual({ status: expected.status, text: expected.text.replaceAll(absent, 'ID') });
    expect(answer.text).not.toMatch(/steppe|Ulaanbaatar|Bangkok/i);
    expect(answer.status).toBeLessThan(500);
    expect(answer.errors?.some(({ extensions }) => extensions.code === 'INTERNAL') ?? false).toBe(false);
  }
  expect(await footprint()).toEqual(before);
});

it.each(subscriptions)('the subscription $name takes ids of another tenant for ids that never were', async ({ name, text, variables }) => {
  const live = await LiveClient.connect(graph.url, { authorization: `Bearer ${attacker.token}` });
  const ask = async (id: string): Promise<string> => {
    live.subscribe(id, text, variables(id));
    const answer = await live.next();
    live.say({ id, type: 'complete' });
    return JSON.stringify(answer).replaceAll(id, 'ID');
  };
  for (const prefix of prefixes) {
    const answer = await ask(foreignIds.get(prefix) ?? '');
    expect([name, answer]).toEqual([name, await ask(newId(prefix))]);
    expect(answer).not.toMatch(/steppe|Ulaanbaatar|Bangkok/i);
    expect(answer).not.toContain('INTERNAL');
  }
  await live.close();
});

it('subscriptions without an id bring another tenant nothing of what happens', async () => {
  const live = await LiveClient.connect(graph.url, { authorization: `Bearer ${attacker.token}` });
  for (const name of Object.keys(schema.getSubscriptionType()?.getFields() ?? {})) live.subscribe(name, `subscription { ${name} { __typename } }`);
  const firsts = await Promise.all(Object.keys(schema.getSubscriptionType()?.getFields() ?? {}).map(() => live.next()));
  expect(firsts.length).toBeGreaterThan(0);
  const victim = await GraphClient.signIn(graph.url, 'steppe');
  const branchId = foreignIds.get('branch');
  const registered = await victim.send<{ registerPatient: { patient: { id: string } } }>({ query: 'mutation ($b: ID) { registerPatient(input: { branchId: $b, names: [{ family: "Quiet" }] }) { patient { id } } }', variables: { b: branchId } });
  await victim.send({ query: 'mutation ($p: ID!, $b: ID) { startEncounter(input: { patientId: $p, branchId: $b }) { encounter { id } } }', variables: { p: registered.data?.registerPatient.patient.id, b: branchId } });
  const heard = await Promise.race([live.next(), new Promise((resolve) => setTimeout(resolve, 1_500, 'nothing'))]);
  expect(heard).toBe('nothing');
  await live.close();
});

it('gives cursors of another tenant no power', async () => {
  const victim = await GraphClient.signIn(graph.url, 'steppe');
  const list = `query ($after: String) { patients(first: 5, after: $after) { edges { cursor } nodes { name } } }`;
  const { data } = await victim.send<{ patients: { edges: { cursor: string }[] } }>({ query: list });
  const stolen = await attacker.send<{ patients: { nodes: { name: string }[] } }>({ query: list, variables: { after: data?.patients.edges[2]?.cursor } });
  const mine = await attacker.send<{ patients: { nodes: { name: string }[] } }>({ query: `{ patients(first: 100) { nodes { name } } }` });
  const own = new Set(mine.data?.patients.nodes.map(({ name }) => name));
  expect(stolen.data?.patients.nodes.every(({ name }) => own.has(name))).toBe(true);
});

it("keeps the database's own roles to their tenant, and from everything without one", async () => {
  const { rows: tables } = await owner.query<{ schema: string; name: string }>(`
    select schemaname as schema, tablename as name from pg_tables
    where schemaname in ('platform', 'patients') and tablename not in ('migrations', 'hosts', 'signing_keys')`);
  expect(tables.length).toBeGreaterThan(20);
  for (const { schema: subgraph, name } of tables) {
    await owner.query('begin');
    await owner.query(`set local role "caregraph_${subgraph}"`);
    const permitted = await owner.query<{ may: boolean }>('select has_table_privilege($1, $2) as may', [`${subgraph}.${name}`, 'select']);
    if (permitted.rows[0]?.may) expect([name, (await owner.query(`select 1 from "${subgraph}"."${name}" limit 1`)).rows]).toEqual([name, []]);
    await owner.query('rollback');
    const { rows } = await owner.query<{ forced: boolean }>('select relrowsecurity and relforcerowsecurity as forced from pg_class where oid = $1::regclass', [`${subgraph}.${name}`]);
    expect([name, rows[0]?.forced]).toEqual([name, true]);
  }
});

// Last, for it changes whatever its own tenant's ids let it change.
it('would notice: the same operations do find what is there for its own tenant', async () => {
  const victim = await GraphClient.signIn(graph.url, 'steppe');
  const blind: string[] = [];
  for (const { name, text, variables } of operations) {
    let found = false;
    for (const prefix of prefixes) {
      const [id, absent] = [foreignIds.get(prefix) ?? '', newId(prefix)];
      const [own, none] = [await victim.send({ query: text, variables: variables(id) }), await victim.send({ query: text, variables: variables(absent) })];
      found ||= own.text.replaceAll(id, 'ID') !== none.text.replaceAll(absent, 'ID');
    }
    if (!found) blind.push(name);
  }
  // Only the platform's own people may use the first; the second names its branch beside roles that do not exist.
  expect(blind.sort()).toEqual(['administerTenant', 'createStaff', 'registerPatient'].filter((name) => blind.includes(name)));
}, 60_000);

/** One id of each type at the tenant, as its owner sees them. */
async function idsOf(client: GraphClient): Promise<Map<string, string>> {
  const { data, text } = await client.send<Record<string, unknown>>({
    query: `{
      me { id } tenant { id } sessions { id }
      branches(first: 1) { nodes { id } }
      patients(first: 100) { nodes { id allergies { id } conditions { id } encounters(first: 1) { nodes { id } } } }
    }`,
  });
  const branch = (data as { branches: { nodes: { id: string }[] } }).branches.nodes[0]?.id;
  const made = await client.send({ query: `mutation ($id: ID!) { createDepartment(input: { branchId: $id, name: "Surgery" }) { department { id } } }`, variables: { id: branch } });
  const found = new Map<string, string>();
  for (const [id, prefix] of `${text}${made.text}`.matchAll(/\b([a-z]+)_[0-9a-hjkmnp-tv-z]{26}\b/g)) if (prefix) found.set(prefix, id);
  return found;
}

/** What the other tenant's tables look like: the newest audit entry of each subgraph, and how many rows there are. */
async function footprint(): Promise<unknown> {
  const tenant = foreignIds.get('tenant') ?? '';
  const { rows } = await owner.query(
    `select 'platform' as subgraph, sequence, encode(hash, 'hex') as hash from platform.audit_heads where tenant_id = $1
     union all select 'patients', sequence, encode(hash, 'hex') from patients.audit_heads where tenant_id = $1 order by 1`,
    [toUuid('tenant', tenant)],
  );
  return rows;
}

function holdsId(type: GraphQLInputType): boolean {
  const named = getNamedType(type);
  if (isInputObjectType(named)) return Object.values(named.getFields()).some((field) => holdsId(field.type));
  return named.name === 'ID';
}

function value(type: GraphQLInputType, id: string): unknown {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return [value(nullable.ofType, id)];
  const named = getNamedType(nullable);
  if (isInputObjectType(named)) {
    const wanted = Object.values(named.getFields()).filter((field) => (isNonNullType(field.type) && field.defaultValue === undefined) || holdsId(field.type));
    return Object.fromEntries(wanted.map((field) => [field.name, value(field.type, id)]));
  }
  if (isEnumType(named)) return named.getValues()[0]?.name;
  return samples[named.name] ?? (named.name === 'ID' ? id : 'Isolation');
}

const samples: Readonly<Record<string, unknown>> = {
  Int: 1,
  Float: 1,
  Boolean: false,
  Date: '2000-01-01',
  DateTime: '2000-01-01T00:00:00Z',
  LocalTime: '09:00',
  TimeZone: 'Asia/Bangkok',
  PhoneNumber: '+97699112233',
};

function selection(type: GraphQLOutputType, depth: number): string {
  const named = getNamedType(type);
  if (isLeafType(named)) return '';
  if (!isObjectType(named)) return '{ __typename }';
  const fields = Object.values(named.getFields()).filter((field) => isSelectable(field, depth));
  return `{ __typename ${fields.map((field) => `${field.name} ${selection(field.type, depth - 1)}`).join(' ')} }`;
}

function isSelectable(field: GraphQLField<unknown, unknown>, depth: number): boolean {
  if (field.args.some(({ type, defaultValue }) => isNonNullType(type) && defaultValue === undefined)) return false;
  return isLeafType(getNamedType(field.type)) || (depth > 1 && !['createdAt', 'updatedAt'].includes(field.name));
}
