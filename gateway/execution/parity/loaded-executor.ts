import { createHash } from 'node:crypto';
import type { GatewayExecutor, GatewayGraphQLRequestContext, GatewayInterface } from '@apollo/server-gateway-interface';
import { GraphQLError, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
import { emptyContext, type RequestContext } from '#kernel/context/request-context.js';
import type { ExecutorOptions } from '../executor.js';
import type { GeneratedOperation } from './operation-generator.js';
import type { RandomSubgraphs, World } from './random-subgraphs.js';

export type CreateExecutor = (options: Pick<ExecutorOptions, 'supergraphSdl' | 'channels'>) => GatewayInterface;

/** What came of an operation: an answer, or an exception, which the server would make a 500 of. */
export type Outcome = { readonly answer: Answer; readonly thrown?: undefined } | { readonly thrown: unknown; readonly answer?: undefined };

export interface Answer {
  /** Absent when nothing was executed. */
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly GraphQLFormattedError[];
  readonly extensions?: { readonly valueCompletion?: readonly GraphQLFormattedError[] };
}

/** An executor over random subgraphs, asked as Apollo Server asks it after parsing and validation. */
export class LoadedExecutor {
  private constructor(
    readonly schema: GraphQLSchema,
    private readonly execute: GatewayExecutor,
    private readonly worlds: WeakMap<RequestContext, World>,
  ) {}

  static async load(create: CreateExecutor, supergraphSdl: string, subgraphs: RandomSubgraphs): Promise<LoadedExecutor> {
    const worlds = new WeakMap<RequestContext, World>();
    const channels = subgraphs.channels((context) => {
      const world = worlds.get(context);
      if (!world) throw new Error('A subgraph was asked on behalf of nobody');
      return world;
    });
    const gateway = create({ supergraphSdl, channels });
    let schema: GraphQLSchema | undefined;
    gateway.onSchemaLoadOrUpdate(({ apiSchema }) => (schema = apiSchema));
    const { executor } = await gateway.load({ apollo: {} });
    if (!schema || !executor) throw new Error('The executor was loaded and has no schema');
    return new LoadedExecutor(schema, executor, worlds);
  }

  async run({ text, document, variables, operationName }: GeneratedOperation, world: World): Promise<Outcome> {
    const request = emptyContext('parity');
    this.worlds.set(request, world);
    const context = {
      schema: this.schema,
      document,
      source: text,
      queryHash: createHash('sha256').update(text).digest('hex'),
      operationName: operationName ?? null,
      request: { query: text, variables, ...(operationName === undefined ? {} : { operationName }) },
      context: { request },
      metrics: {},
      logger: { debug() {}, info() {}, warn() {}, error() {} },
    };
    try {
      const { data, errors, extensions } = await this.execute(context as unknown as GatewayGraphQLRequestContext);
      return {
        answer: {
          ...(data === undefined ? {} : { data: data as Record<string, unknown> | null }),
          ...(errors ? { errors: errors.map(formatted) } : {}),
          ...(extensions ? { extensions: JSON.parse(JSON.stringify(extensions)) as NonNullable<Answer['extensions']> } : {}),
        },
      };
    } catch (thrown) {
      return { thrown };
    }
  }
}

/** The stock executor's own errors are not always GraphQL's. */
function formatted(error: GraphQLError | Error): GraphQLFormattedError {
  return error instanceof GraphQLError ? error.toJSON() : { message: error.message };
}
