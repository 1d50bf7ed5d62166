import { createExecutor } from '../executor.js';
import { cases } from './cases/index.js';
import { Comparison, fortunes, type Compared, type Fortune } from './comparison.js';
import { describeDifference } from './describe-difference.js';
import type { CreateExecutor } from './loaded-executor.js';
import { createStockExecutor } from './stock-executor.js';
import type { SupergraphCase } from './supergraph-case.js';
import { wrongExecutors } from './wrong-executors.js';

const everyCase = cases.map((one) => [one.name, one] as const);
const everyFortune = Object.keys(fortunes) as Fortune[];

async function compareAll(supergraph: SupergraphCase, create: CreateExecutor, operations: number): Promise<readonly Compared[]> {
  const comparison = await Comparison.load(supergraph, create);
  const compared: Compared[] = [];
  for (const fortune of everyFortune) {
    for (let seed = 0; seed < operations; seed++) compared.push(await comparison.compare(seed, fortune));
  }
  return compared;
}

function differencesOf(compared: readonly Compared[]): readonly string[] {
  return compared.filter(({ kind }) => kind === 'different').map(describeDifference);
}

describe('the executor answers as the stock one does', () => {
  it.each(everyCase)('%s, with code made for each operation', async (_, supergraph) => {
    expect(differencesOf(await compareAll(supergraph, (options) => createExecutor({ ...options, generateCode: true }), 40))).toEqual([]);
  });

  it.each(everyCase)('%s, by walking each operation', async (_, supergraph) => {
    expect(differencesOf(await compareAll(supergraph, (options) => createExecutor({ ...options, generateCode: false }), 15))).toEqual([]);
  });
});

describe('the comparison', () => {
  it.each(everyCase)('is told the same twice: %s', async (_, supergraph) => {
    const compared = await compareAll(supergraph, createStockExecutor, 8);
    // The stock executor throws at times where an answer is not what it expects; it is to do so twice.
    expect(differencesOf(compared.filter(({ stock, own }) => String(stock.thrown) !== String(own.thrown) || own.answer))).toEqual([]);
    expect(compared.filter(({ stock }) => stock.answer?.data)).not.toEqual([]);
  });

  it.each(Object.entries(wrongExecutors))('sees an executor that %s', async (_, create) => {
    const compared = await Promise.all(cases.slice(0, 6).map((supergraph) => compareAll(supergraph, create, 10)));
    expect(differencesOf(compared.flat())).not.toEqual([]);
  });
});
