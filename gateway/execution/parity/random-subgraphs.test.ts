import { emptyContext } from '#kernel/context/request-context.js';
import { apiSchemaOf } from '../../composition/compose.js';
import { simpleKeys } from './cases/simple-keys.js';
import { severalKeys } from './cases/several-keys.js';
import { broken, clean, flawless, type FaultRates } from './faults.js';
import { RandomSubgraphs, World } from './random-subgraphs.js';
import { composeCase, type SupergraphCase } from './supergraph-case.js';

type Answer = Awaited<ReturnType<ReturnType<typeof subgraphsOf>>>;

const composed = new Map<SupergraphCase, RandomSubgraphs>();

function subgraphsOf(supergraph: SupergraphCase, rates: FaultRates, seed: number) {
  const subgraphs = composed.get(supergraph) ?? new RandomSubgraphs(supergraph.subgraphs, apiSchemaOf(composeCase(supergraph).supergraphSdl));
  composed.set(supergraph, subgraphs);
  const world = new World(seed, rates);
  const channels = subgraphs.channels(() => world);
  return (name: string, query: string, variables: Record<string, unknown> = {}) => {
    const channel = channels.get(name);
    if (!channel) throw new Error(`There is no ${name}`);
    return channel.execute({ query, variables }, emptyContext('test'));
  };
}

const entities = (selection: string): string => `query ($representations: [_Any!]!) { _entities(representations: $representations) { ${selection} } }`;

describe('random subgraphs', () => {
  it('answer the same, whatever else they are asked and in whichever order', async () => {
    const questions = ['{ products { id name price tags } }', '{ featured { name similar(first: 2) { id } } }', '{ product(id: "x") { tags } }'];
    const [one, other] = [subgraphsOf(simpleKeys, broken, 7), subgraphsOf(simpleKeys, broken, 7)];
    const forwards: Answer[] = [];
    for (const question of questions) forwards.push(await one('catalog', question));
    const backwards: Answer[] = [];
    for (const question of questions.toReversed()) backwards.unshift(await other('catalog', question));
    expect(JSON.stringify(backwards)).toBe(JSON.stringify(forwards));
  });

  it('know an entity by any of its keys, and tell the same of it', async () => {
    const ask = subgraphsOf(severalKeys, flawless, 3);
    const byId = await ask('b', entities('... on Thing { id code weight }'), { representations: [{ __typename: 'Thing', id: 'id-4' }] });
    const [thing] = byId.data?.['_entities'] as { code: string; weight: number }[];
    expect(thing).toMatchObject({ id: 'id-4', code: 'code-4' });
    const byCode = await ask('b', entities('... on Thing { id code weight }'), { representations: [{ __typename: 'Thing', code: thing?.code }] });
    expect(JSON.stringify(byCode)).toBe(JSON.stringify(byId));
    const elsewhere = await ask('c', entities('... on Thing { slug }'), { representations: [{ __typename: 'Thing', code: thing?.code }] });
    expect(JSON.stringify(elsewhere.data)).toContain('slug-4');
  });

  it('do not fail without a reason', async () => {
    for (let seed = 0; seed < 50; seed++) {
      const answer = await subgraphsOf(simpleKeys, clean, seed)('catalog', '{ products { id name price tags similar { id } } featured { price } }');
      expect(answer.errors).toBeUndefined();
      expect(answer.data).not.toBeNull();
    }
  });

  it('go wrong in every way that they are told to', async () => {
    const query = '{ products { __typename id name price tags similar { id } } featured { price } }';
    const all = async (rates: Partial<FaultRates>): Promise<string> => {
      const answers = Array.from({ length: 40 }, (_, seed) => subgraphsOf(simpleKeys, { ...flawless, ...rates }, seed)('catalog', query));
      return JSON.stringify(await Promise.all(answers));
    };
    expect(await all({})).not.toMatch(/null|errors/);
    expect(await all({ null: 0.5 })).toMatch(/"name":null/);
    expect(await all({ error: 0.2 })).toMatch(/"errors":\[\{"message":"[^"]+failed","path":/);
    expect(await all({ brokenPromise: 0.3 })).toMatch(/"price":null/);
    expect(await all({ wrongType: 0.3 })).toMatch(/"price":(true|"1\.5"|\{|\[)/);
    expect(await all({ wrongTypename: 0.5 })).toMatch(/"__typename":("NoSuchType"|7|"")/);
    expect(await all({ failedSubgraph: 0.5 })).toMatch(/catalog is down/);
  });
});
