import { newId } from '#kernel/graph/type-id.js';
import { contextOf, openTestSubgraph, testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { patients } from '../index.js';

const permissions = Object.keys(patients.permissions);
let subgraph: TestSubgraph;
let asked = 0;
beforeAll(async () => {
  // As between services: a question to another subgraph is answered while the call is fresh, and no more after a minute.
  const entities = { existing: (_: string, ids: readonly string[]) => (asked++ === 0 ? Promise.resolve(new Set(ids)) : Promise.reject(new Error('The call is too old to ask'))) };
  subgraph = await openTestSubgraph(patients, { entities });
});
afterAll(() => subgraph.close());

const query = 'subscription ($branchId: ID) { encounterUpdated(branchId: $branchId) { kind encounters { status } } }';

it('asks about its branch once, when it begins, and not for every state that it tells', async () => {
  const branchId = newId('branch');
  const stream = subgraph.runtime.subscribe({ query, variables: { branchId } }, contextOf({ tenant: testTenant('steppe'), permissions }));
  expect((await stream.next()).value).toEqual({ data: { encounterUpdated: { kind: 'CURRENT_STATE', encounters: [] } }, extensions: { sequence: 0 } });
  expect(asked).toBe(1);
  await stream.return?.();
});

it('wants to know which branch', async () => {
  const stream = subgraph.runtime.subscribe({ query }, contextOf({ tenant: testTenant('steppe'), permissions }));
  const { value } = (await stream.next()) as { value: { errors?: { message: string }[] } };
  expect(value.errors?.[0]?.message).toBe('Say which branch: send branchId, or the header X-Branch-ID.');
});
