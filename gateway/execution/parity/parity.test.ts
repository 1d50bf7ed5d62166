import { createExecutor } from '../executor.js';
import { cases } from './cases/index.js';
import { ownGraph } from './cases/own-graph.js';
import { Comparison, fortunes, type Compared, type Fortune } from './comparison.js';
import { describeDifference } from './describe-difference.js';
import type { CreateExecutor } from './loaded-executor.js';
import { minimize } from './minimize.js';
import { generateOperation } from './operation-generator.js';
import { withRenamedAliases } from './renamed-aliases.js';
import { createStockExecutor } from './stock-executor.js';
import type { SupergraphCase } from './supergraph-case.js';
import { wrongExecutors } from './wrong-executors.js';

const everyCase = [...cases, ownGraph()].map((one) => [one.name, one] as const);
const everyFortune = Object.keys(fortunes) as Fortune[];

async function compareAll(supergraph: SupergraphCase, create: CreateExecutor, operations: number): Promise<readonly Compared[]> {
  const comparison = await Comparison.load(supergraph, create);
  const compared: Compared[] = [];
  for (let seed = 0; seed < operations; seed++) {
    for (const fortune of everyFortune) compared.push(await comparison.compare(seed, fortune));
  }
  return compared;
}

function differencesOf(compared: readonly Compared[]): readonly string[] {
  return compared.filter(({ kind }) => kind === 'different').map(describeDifference);
}

describe('the executor answers as the stock one does', () => {
  it.each(everyCase)('%s, with code made for each operation', async (_, supergraph) => {
    expect(differencesOf(await compareAll(supergraph, (options) => createExecutor({ ...options, generateCode: true }), 12))).toEqual([]);
  });

  it.each(everyCase)('%s, by walking each operation', async (_, supergraph) => {
    expect(differencesOf(await compareAll(supergraph, (options) => createExecutor({ ...options, generateCode: false }), 4))).toEqual([]);
  });
});

describe('the comparison', () => {
  it('is told the same twice, and so finds the stock executor to be like itself', async () => {
    for (const supergraph of cases) {
      const comparison = await Comparison.load(supergraph, createStockExecutor);
      for (const [seed, fortune] of [[0, 'clean'], [1, 'unlucky'], [2, 'broken']] as const) {
        // Under aliases that its plans cannot confuse: see renamed-aliases.ts.
        const operation = withRenamedAliases(generateOperation(comparison.schema, seed));
        const compared = await comparison.compareOperation(operation, seed, fortune);
        // It throws at times, where a subgraph answered what it does not expect: both times, then.
        expect(compared.own.answer === undefined).toBe(compared.stock.answer === undefined);
        if (compared.own.answer) expect(differencesOf([compared])).toEqual([]);
      }
    }
  });

  it.each(Object.entries(wrongExecutors))('sees an executor that %s', async (_, create) => {
    const compared = await Promise.all(cases.slice(0, 6).map((supergraph) => compareAll(supergraph, create, 6)));
    const mutating = await compareAll(cases.find(({ name }) => name.startsWith('mutations')) as SupergraphCase, create, 6);
    expect(differencesOf([...compared.flat(), ...mutating])).not.toEqual([]);
  });

  it('judges alone only where the stock executor fails', async () => {
    const compared = (await Promise.all(cases.slice(0, 10).map((supergraph) => compareAll(supergraph, createExecutor, 4)))).flat();
    const count = (kind: Compared['kind']): number => compared.filter((one) => one.kind === kind).length;
    expect(count('judged') / compared.length).toBeLessThan(0.15);
    expect(count('agreed') / compared.length).toBeGreaterThan(0.85);
  });

  it('leaves out of an operation what does not make the difference', async () => {
    const comparison = await Comparison.load(cases[0] as SupergraphCase, wrongExecutors['changes numbers'] as CreateExecutor);
    let found: Compared | undefined;
    for (let seed = 0; found?.kind !== 'different'; seed++) found = await comparison.compare(seed, 'clean');
    const { operation, differences } = await minimize(comparison, found);
    expect(differences).toEqual(['data differs']);
    expect(operation.text.length).toBeLessThan(found.operation.text.length / 2);
    expect(operation.text).toMatch(/price|stars|rating/);
  });
});
