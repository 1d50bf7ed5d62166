import { createHash } from 'node:crypto';
import { ApolloGateway } from '@apollo/gateway';
import type { GatewayExecutor, GatewayGraphQLRequestContext } from '@apollo/server-gateway-interface';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import { emptyContext } from '#kernel/context/request-context.js';
import { compose } from '../../composition/compose.js';
import { createExecutor } from '../executor.js';
import { header, type Case } from './cases/case.js';
import { difference, type GatewayAnswer } from './compare.js';
import { generateOperation, type GeneratedOperation } from './generate-operation.js';
import { Random } from './random.js';
import { noFaults, RandomSubgraph, type Faults } from './random-subgraph.js';

export interface Difference {
  readonly seed: number;
  readonly what: string;
  readonly operation: GeneratedOperation;
  readonly stock: GatewayAnswer;
  readonly ours: GatewayAnswer;
}

export interface Contender {
  readonly name: string;
  run(request: GatewayGraphQLRequestContext): Promise<GatewayAnswer>;
}

const someFaults: Faults = { null: 0.08, error: 0.06, wrong: 0, down: 0.02 };
const wildFaults: Faults = { null: 0.05, error: 0.03, wrong: 0.05, down: 0.02 };

/** One supergraph, the stock executor over it, and those that must answer as it does. */
export class Contest {
  private constructor(
    readonly api: GraphQLSchema,
    private readonly stock: Contender,
    private readonly contenders: readonly Contender[],
    private readonly world: { seed: number; faults: Faults },
  ) {}

  /** `others` stand beside, or in place of, our executor: by default ours with code made for plans, and without. */
  static async open(subgraphs: Case, others?: (world: ReadonlyMap<string, RandomSubgraph>, supergraphSdl: string) => Promise<readonly Contender[]>): Promise<Contest> {
    const world = { seed: 0, faults: noFaults };
    const sdls = Object.entries(subgraphs).map(([name, sdl]) => ({ name, sdl: sdl.includes('@link(') ? sdl : header + sdl }));
    const { supergraphSdl } = compose(sdls);
    const channels = new Map(sdls.map(({ name, sdl }) => [name, new RandomSubgraph(name, sdl, () => world.seed, () => world.faults)]));
    let api: GraphQLSchema | null = null;
    const gateway = new ApolloGateway({
      supergraphSdl,
      buildService: ({ name }) => ({
        process: ({ request }) => (channels.get(name) as RandomSubgraph).execute({ query: request.query ?? '', operationName: request.operationName ?? undefined, variables: request.variables }) as never,
      }),
    });
    gateway.onSchemaLoadOrUpdate(({ apiSchema }) => (api = apiSchema));
    const { executor } = await gateway.load({ apollo: {} });
    if (!api || !executor) throw new Error('The stock gateway did not load');
    const contenders = await (others ?? ourExecutors)(channels, supergraphSdl);
    return new Contest(api, contender('stock', executor), contenders, world);
  }

  get hasMutations(): boolean {
    return this.api.getMutationType() !== undefined && this.api.getMutationType() !== null;
  }

  /** Tries the operation that follows from a seed, in the world that follows from it. */
  async try(seed: number): Promise<Difference | null> {
    const random = new Random(seed);
    this.world.seed = seed;
    this.world.faults = random.pick([noFaults, someFaults, wildFaults]);
    const operation = generateOperation(this.api, random, this.hasMutations && random.chance(0.5) ? 'mutation' : 'query');
    return this.compare(seed, operation);
  }

  async compare(seed: number, operation: GeneratedOperation): Promise<Difference | null> {
    const stock = await this.stock.run(requestOf(this.api, operation));
    for (const one of this.contenders) {
      const ours = await one.run(requestOf(this.api, operation));
      const what = difference(stock, ours);
      if (what) return { seed, what: `${one.name}: ${what}`, operation, stock, ours };
    }
    return null;
  }
}

async function ourExecutors(channels: ReadonlyMap<string, RandomSubgraph>, supergraphSdl: string): Promise<readonly Contender[]> {
  return Promise.all(
    [true, false].map(async (generateCode) => {
      const executor = createExecutor({ supergraphSdl, channels, generateCode });
      let api: GraphQLSchema | null = null;
      executor.onSchemaLoadOrUpdate(({ apiSchema }) => (api = apiSchema));
      const loaded = await executor.load({ apollo: {} });
      const own = contender(generateCode ? 'with code' : 'without code', loaded.executor as GatewayExecutor);
      return { name: own.name, run: (request) => own.run({ ...request, schema: api as unknown as GraphQLSchema }) };
    }),
  );
}

/** Whatever an executor throws is its answer, as the server would make it one. */
export function contender(name: string, execute: GatewayExecutor): Contender {
  return {
    name,
    run: async (request) => {
      try {
        return (await execute(request)) as GatewayAnswer;
      } catch (error) {
        return { errors: [error instanceof GraphQLError ? error : new GraphQLError(String(error))] };
      }
    },
  };
}

function requestOf(schema: GraphQLSchema, { text, document, operationName, variables }: GeneratedOperation): GatewayGraphQLRequestContext {
  const queryHash = createHash('sha256').update(text).digest('hex');
  const request = { query: text, variables, ...(operationName === undefined ? {} : { operationName }) };
  return { request, document, queryHash, schema, source: text, metrics: {}, logger: quiet, context: { request: emptyContext('oracle') } } as unknown as GatewayGraphQLRequestContext;
}

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
