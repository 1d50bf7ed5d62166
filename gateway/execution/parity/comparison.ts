import type { GraphQLSchema } from 'graphql';
import { apiSchemaOf } from '../../composition/compose.js';
import { compareRuns, judgeAlone, type Verdict } from './compare-runs.js';
import { broken, clean, flawless, unlucky, type FaultRates } from './faults.js';
import { LoadedExecutor, type CreateExecutor, type Outcome } from './loaded-executor.js';
import { generateOperation, type GeneratedOperation } from './operation-generator.js';
import { RandomSubgraphs, World, type SubgraphRequest } from './random-subgraphs.js';
import { withGivenAliases, withRenamedAliases } from './renamed-aliases.js';
import { composeCase, type SupergraphCase } from './supergraph-case.js';
import { hashOf } from './seeded-random.js';
import { createStockExecutor } from './stock-executor.js';

export const fortunes = { clean, unlucky, broken } satisfies Record<string, FaultRates>;
export type Fortune = keyof typeof fortunes;

export interface Compared extends Verdict {
  readonly case: string;
  readonly seed: number;
  readonly fortune: Fortune;
  readonly operation: GeneratedOperation;
  readonly stock: Outcome;
  readonly own: Outcome;
  /** What the subgraphs were asked by each. */
  readonly requests: { readonly stock: readonly SubgraphRequest[]; readonly own: readonly SubgraphRequest[] };
}

/** A case, loaded into the stock executor and into another one that is to answer alike. */
export class Comparison {
  private constructor(
    readonly name: string,
    private readonly stock: LoadedExecutor,
    private readonly own: LoadedExecutor,
    private readonly stockForgetsTypes: boolean,
  ) {}

  static async load(supergraph: SupergraphCase, create: CreateExecutor): Promise<Comparison> {
    const { supergraphSdl } = composeCase(supergraph);
    const subgraphs = new RandomSubgraphs(supergraph.subgraphs, apiSchemaOf(supergraphSdl));
    const stock = await LoadedExecutor.load(createStockExecutor, supergraphSdl, subgraphs);
    return new Comparison(supergraph.name, stock, await LoadedExecutor.load(create, supergraphSdl, subgraphs), supergraph.stockForgetsTypes ?? false);
  }

  get schema(): GraphQLSchema {
    return this.stock.schema;
  }

  /** The operation of this seed, in the world of this seed. */
  compare(seed: number, fortune: Fortune): Promise<Compared> {
    return this.compareOperation(generateOperation(this.schema, `${this.name} ${seed}`), seed, fortune);
  }

  async compareOperation(operation: GeneratedOperation, seed: number, fortune: Fortune): Promise<Compared> {
    const world = (): World => new World(hashOf(`${this.name} ${seed}`), fortunes[fortune]);
    const worlds = { stock: world(), own: world() };
    const [stock, own] = await Promise.all([this.runStock(operation, worlds.stock), this.own.run(operation, worlds.own)]);
    const runs = [{ world: worlds.stock, outcome: stock }, { world: worlds.own, outcome: own }] as const;
    let verdict = compareRuns(this.schema, operation, ...runs);
    if (verdict.kind === 'different' && (this.stockForgetsTypes || !(await this.stockMasters(operation, worlds.stock.seed)))) verdict = judgeAlone(this.schema, operation, own);
    return { ...verdict, case: this.name, seed, fortune, operation, stock, own, requests: { stock: worlds.stock.requests, own: worlds.own.requests } };
  }

  private async runStock(operation: GeneratedOperation, world: World): Promise<Outcome> {
    return withGivenAliases(await this.stock.run(withRenamedAliases(operation), world));
  }

  /**
   * Whether the stock executor can answer the operation at all, where nothing goes wrong. It cannot when the parts of lists in lists
   * come from several subgraphs, the last of which replaces the others; and when `__schema` stands in a fragment with a condition.
   */
  private async stockMasters(operation: GeneratedOperation, seed: number): Promise<boolean> {
    for (const flawlessSeed of [seed, 1, 2, 3, 4]) {
      const { answer } = await this.runStock(operation, new World(flawlessSeed, flawless));
      if (!answer || answer.errors || answer.extensions?.valueCompletion) return false;
    }
    return true;
  }
}
