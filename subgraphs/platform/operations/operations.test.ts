import { createHash } from 'node:crypto';
import { clientAdmissionQuery, type ClientAdmission } from '#kernel/context/client-directory.js';
import { clientOperationQuery } from '#kernel/context/client-operations.js';
import { emptyContext, type RequestContext } from '#kernel/context/request-context.js';
import { newId } from '#kernel/graph/type-id.js';
import { openPlatform, password, sessionOf, type TestPlatform } from '../testing/open-platform.js';
import { operationLimits } from './operation.inputs.js';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await openPlatform();
});
afterAll(() => platform.subgraph.close());

interface Payload {
  readonly userErrors: { code: string; message: string; field: string[] | null }[];
  readonly operations?: { documentId: string; name: string | null; document: string }[];
  readonly client?: { id: string; version: number; lockedToOperations: boolean; operations: { documentId: string }[] } | null;
}

const clientFields = 'client { id version lockedToOperations operations { documentId } }';
async function run(context: RequestContext, mutation: string, input: object): Promise<Payload> {
  const type = mutation.charAt(0).toUpperCase() + mutation.slice(1);
  const fields = mutation === 'publishOperations' ? 'operations { documentId name document }' : clientFields;
  const query = `mutation ($input: ${type}Input!) { result: ${mutation}(input: $input) { ${fields} userErrors { code message field } } }`;
  const { data, errors } = await platform.subgraph.execute<{ result: Payload }>(query, context, { input });
  if (errors || !data) throw new Error(JSON.stringify(errors));
  return data.result;
}

async function newLab(subdomain: string): Promise<{ owner: RequestContext; id: string; tenant: string; version: number }> {
  const { owner, tenant } = await platform.newTenant(subdomain);
  const { client } = await run(owner, 'createApiClient', { name: 'LIS', purpose: 'TREAT', scopes: ['orders:read'] });
  if (!client) throw new Error('no client');
  return { owner, id: client.id, tenant: tenant.id, version: client.version };
}

const orders = 'query Orders { orders { nodes { id } } }';
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const idOf = (text: string): string => `sha256:${sha256(text)}`;

async function documentFor(tenant: string, client: string, hash: string): Promise<string | null> {
  const { data, errors } = await platform.subgraph.execute<{ clientOperation: string | null }>(clientOperationQuery, emptyContext('test'), {
    tenant,
    client,
    hash,
  });
  if (errors || !data) throw new Error(JSON.stringify(errors));
  return data.clientOperation;
}

async function isLocked(id: string): Promise<boolean | undefined> {
  const { data } = await platform.subgraph.execute<{ clientAdmission: ClientAdmission | null }>(
    clientAdmissionQuery,
    emptyContext('test'),
    { client: id },
  );
  return data?.clientAdmission?.client.lockedToOperations;
}

describe('the manifest of a client', () => {
  it('takes documents as they are, each once, however often they are published', async () => {
    const { owner, id, tenant } = await newLab('manifest-publish');
    const nameless = '  { tenant { name } }\n';
    const first = await run(owner, 'publishOperations', { clientId: id, documents: [orders, nameless, orders] });
    expect(first.operations).toEqual([
      { documentId: idOf(orders), name: 'Orders', document: orders },
      { documentId: idOf(nameless), name: null, document: nameless },
      { documentId: idOf(orders), name: 'Orders', document: orders },
    ]);
    const again = await Promise.all(
      Array.from({ length: 5 }, () => run(owner, 'publishOperations', { clientId: id, documents: [orders] })),
    );
    expect(again.every(({ userErrors }) => userErrors.length === 0)).toBe(true);
    const { client } = await run(owner, 'removeOperations', { clientId: id, documentIds: [] });
    expect(client?.operations).toEqual([{ documentId: idOf(orders) }, { documentId: idOf(nameless) }]);
    expect(await documentFor(tenant, id, sha256(nameless))).toBe(nameless);
  });

  it('gives them up again', async () => {
    const { owner, id, tenant } = await newLab('manifest-remove');
    await run(owner, 'publishOperations', { clientId: id, documents: [orders] });
    const { client, userErrors } = await run(owner, 'removeOperations', { clientId: id, documentIds: [idOf('{ never }'), idOf(orders)] });
    expect([client?.operations, userErrors, await documentFor(tenant, id, sha256(orders))]).toEqual([[], [], null]);
  });

  it.each<[string, unknown, string, string, string[]]>([
    ['nothing', [], 'REQUIRED', 'at least one', ['input', 'documents']],
    ['what is no GraphQL', [orders, 'query {'], 'INVALID', 'line 1 and column 8', ['input', 'documents', '1']],
    ['fragments alone', ['fragment F on Query { tenant { name } }'], 'INVALID', 'no operation', ['input', 'documents', '0']],
    ['a schema', ['type Query { a: Int }'], 'INVALID', 'no operation', ['input', 'documents', '0']],
    [
      'one that is too long',
      [`{ a } #${'x'.repeat(operationLimits.characters)}`],
      'INVALID',
      'at most 20000 characters',
      ['input', 'documents', '0'],
    ],
    ['one with too many words', [`{ ${'a '.repeat(operationLimits.tokens)} }`], 'INVALID', 'cannot be read', ['input', 'documents', '0']],
    ['too many', Array.from({ length: 101 }, () => orders), 'LIMIT_REACHED', 'At most 100', ['input', 'documents']],
  ])('does not take %s', async (what, documents, code, message, field) => {
    const { owner, id } = await newLab(`manifest-${what.replaceAll(' ', '-')}`);
    const { operations, userErrors } = await run(owner, 'publishOperations', { clientId: id, documents });
    expect([operations, userErrors]).toEqual([[], [{ code, message: expect.stringContaining(message) as unknown, field }]]);
  });

  it('holds so many and no more, also when they are published at once', async () => {
    const { owner, id } = await newLab('manifest-full');
    const part = (from: number) =>
      Array.from({ length: operationLimits.published }, (_, index) => `query Q${from + index} { tenant { name } }`);
    const parts = Array.from({ length: 11 }, (_, index) => part(index * operationLimits.published));
    const answers = await Promise.all(parts.map((documents) => run(owner, 'publishOperations', { clientId: id, documents })));
    expect(answers.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual(['LIMIT_REACHED']);
    expect(answers.reduce((sum, { operations }) => sum + (operations?.length ?? 0), 0)).toBe(operationLimits.ofClient);
  });

  it('is of its client alone: there is none for another, nor at another tenant', async () => {
    const [lab, other] = [await newLab('manifest-lab'), await newLab('manifest-other')];
    await run(lab.owner, 'publishOperations', { clientId: lab.id, documents: [orders] });
    const found = [
      await documentFor(lab.tenant, lab.id, sha256(orders)),
      await documentFor(other.tenant, other.id, sha256(orders)),
      await documentFor(other.tenant, lab.id, sha256(orders)),
      await documentFor(lab.tenant, other.id, sha256(orders)),
    ];
    expect(found).toEqual([orders, null, null, null]);
    const foreign = { clientId: lab.id, documents: [orders], documentIds: [idOf(orders)] };
    const unknown = { ...foreign, clientId: newId('client') };
    for (const [mutation, ...inputs] of [
      [
        'publishOperations',
        { clientId: foreign.clientId, documents: foreign.documents },
        { clientId: unknown.clientId, documents: foreign.documents },
      ],
      [
        'removeOperations',
        { clientId: foreign.clientId, documentIds: foreign.documentIds },
        { clientId: unknown.clientId, documentIds: foreign.documentIds },
      ],
      [
        'lockClientToOperations',
        { id: foreign.clientId, expectedVersion: 1, locked: true },
        { id: unknown.clientId, expectedVersion: 1, locked: true },
      ],
    ] as const) {
      const [of, none] = await Promise.all(inputs.map((input) => run(other.owner, mutation, input)));
      expect([of?.userErrors[0]?.code, of]).toEqual(['NOT_FOUND', none]);
    }
    expect(await documentFor(lab.tenant, lab.id, sha256(orders))).toBe(orders);
  });
});

describe('the lock of a client', () => {
  it('is put on and taken off, and the gateway hears of it', async () => {
    const { owner, id, version } = await newLab('lock-on');
    await run(owner, 'publishOperations', { clientId: id, documents: [orders] });
    const on = await run(owner, 'lockClientToOperations', { id, expectedVersion: version, locked: true });
    expect([on.client?.lockedToOperations, await isLocked(id)]).toEqual([true, true]);
    expect((await run(owner, 'lockClientToOperations', { id, expectedVersion: version, locked: false })).userErrors[0]?.code).toBe(
      'STALE_VERSION',
    );
    const off = await run(owner, 'lockClientToOperations', { id, expectedVersion: on.client?.version, locked: false });
    expect([off.client?.lockedToOperations, await isLocked(id)]).toEqual([false, false]);
  });

  it('waits for something to be published', async () => {
    const { owner, id, version } = await newLab('lock-empty');
    const { userErrors, client } = await run(owner, 'lockClientToOperations', { id, expectedVersion: version, locked: true });
    expect([userErrors[0]?.code, client, await isLocked(id)]).toEqual(['WRONG_STATE', null, false]);
  });

  it('is not opened, nor its manifest added to, by somebody who may do less than the client', async () => {
    const { owner, id } = await newLab('lock-reach');
    await run(owner, 'publishOperations', { clientId: id, documents: [orders] });
    const locked = await run(owner, 'lockClientToOperations', { id, expectedVersion: 1, locked: true });
    await platform.subgraph.execute('mutation ($input: CreateRoleInput!) { createRole(input: $input) { userErrors { code } } }', owner, {
      input: { code: 'LINKS', name: 'Links', permissions: ['clients:read', 'clients:manage'] },
    });
    await platform.subgraph.execute('mutation ($input: CreateStaffInput!) { createStaff(input: $input) { userErrors { code } } }', owner, {
      input: { email: 'l@lock.example', displayName: 'L', password, grants: [{ role: 'LINKS' }] },
    });
    const { tenant } = owner;
    if (!tenant) throw new Error('no tenant');
    const tokens = await platform.signIn(tenant, 'l@lock.example', password);
    const lesser = await platform.contextFor(tenant, tokens.staffId ?? '', sessionOf(tokens));
    expect(
      (await run(lesser, 'lockClientToOperations', { id, expectedVersion: locked.client?.version, locked: false })).userErrors[0]?.code,
    ).toBe('NOT_ALLOWED');
    expect(
      (await run(lesser, 'publishOperations', { clientId: id, documents: ['{ patients { nodes { id } } }'] })).userErrors[0]?.code,
    ).toBe('NOT_ALLOWED');
    expect(await isLocked(id)).toBe(true);
  });
});
