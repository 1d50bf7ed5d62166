import { generateKeyPairSync } from 'node:crypto';
import { signContext } from '#kernel/context/context-token.js';
import type { RequestContext } from '#kernel/context/request-context.js';
import { newId } from '#kernel/graph/type-id.js';
import { EntityQuestionError } from '#kernel/subgraph/entity-directory.js';
import { HttpEntityDirectory } from '#kernel/subgraph/http-entity-directory.js';
import { contextOf, testTenant } from '#kernel/testing/test-subgraph.js';
import { openCountersGateway, type CountersGateway } from '../testing/counters-gateway.js';

const gatewayKeys = generateKeyPairSync('ed25519');
const steppe = testTenant('steppe');
const copperbelt = testTenant('copperbelt');
const reader = contextOf({ tenant: steppe, permissions: ['counters:read'] });

let counters: CountersGateway;
let yaks: string;
/** The subgraph that asks, called by the gateway with any context that a test asks with. */
let paints: HttpEntityDirectory;
beforeAll(async () => {
  counters = await openCountersGateway({ contextKey: gatewayKeys.publicKey });
  yaks = await counters.newCounter(steppe, 'yaks', ['one']);
  paints = new HttpEntityDirectory(counters.url, 'paints', (context) => signContext(context, 'paints', gatewayKeys.privateKey));
});
afterAll(async () => {
  await paints.close();
  await counters.close();
});
beforeEach(() => void counters.calls.splice(0));

describe('a subgraph in another process', () => {
  it('reads fields and existence during a call, as the caller and within its trace', async () => {
    const caller: RequestContext = { ...reader, traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' };
    const foreign = await counters.newCounter(copperbelt, 'mules');
    const asked = [yaks, foreign, newId('counter')];
    expect(await paints.read('Counter', asked, 'name steps { label }', caller)).toEqual(new Map([[yaks, { id: yaks, name: 'yaks', steps: [{ label: 'one' }] }]]));
    expect(await paints.existing('Counter', asked, caller)).toEqual(new Set([yaks]));
    expect(counters.calls.map(({ context }) => context)).toEqual([caller, caller]);
  });

  it('asks for thousands at once', async () => {
    const asked = [yaks, ...Array.from({ length: 10_000 }, () => newId('counter'))];
    expect([...(await paints.existing('Counter', asked, reader))]).toEqual([yaks]);
    expect(counters.calls).toHaveLength(1);
  });

  it('hears what the owner says, whole', async () => {
    await expect(paints.read('Counter', [yaks], 'total', reader)).rejects.toMatchObject({
      message: 'Counter.total takes the permission "counters:audit", which your roles do not hold here.',
      extensions: { code: 'FORBIDDEN', permission: 'counters:audit' },
    });
  });

  it.each([
    ['Counter', 'nome', /Cannot query field "nome" on type "Counter"/],
    ['Patient', 'name', /No subgraph owns the type Patient/],
  ])('is told of a question about %s { %s } that it is wrong', async (type, selection, message) => {
    const error = await paints.read(type, [yaks], selection, reader).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(EntityQuestionError);
    expect((error as Error).message).toMatch(message);
  });

  it('hears that nobody answers, when there is no gateway', async () => {
    const lonely = new HttpEntityDirectory('http://127.0.0.1:1', 'paints', () => Promise.resolve('a token'));
    await expect(lonely.existing('Counter', [yaks], reader)).rejects.toMatchObject({ extensions: { code: 'UNAVAILABLE' } });
    await lonely.close();
  });
});
