import type { GatewayInterface } from '@apollo/server-gateway-interface';
import type { GraphQLError } from 'graphql';
import type { SubgraphChannel } from '#kernel/subgraph/channel.js';
import type { CreateExecutor } from './loaded-executor.js';
import { createStockExecutor } from './stock-executor.js';

interface Response {
  data?: unknown;
  errors?: readonly GraphQLError[];
  extensions?: unknown;
}

/** Executors that are wrong in one way each, and right in all others: a comparison that does not notice is worth nothing. */
export const wrongExecutors: Readonly<Record<string, CreateExecutor>> = {
  'turns keys around': spoiled((response) => ({ ...response, data: turned(response.data) })),
  'makes texts of numbers': spoiled((response) => ({ ...response, data: leaves(response.data, (leaf) => (typeof leaf === 'number' ? String(leaf) : leaf)) })),
  'changes numbers': spoiled((response) => ({ ...response, data: leaves(response.data, (leaf) => (typeof leaf === 'number' ? leaf + 1 : leaf)) })),
  'leaves out what is null': spoiled((response) => ({ ...response, data: withoutNulls(response.data) })),
  'loses an error': withErrors((errors) => errors.slice(1)),
  'tells an error twice': withErrors((errors) => [...errors, ...errors.slice(0, 1)]),
  'misplaces errors': withErrors((errors) => errors.map((error) => Object.assign(Object.create(error) as GraphQLError, { path: ['elsewhere'], toJSON: () => ({ ...error.toJSON(), path: ['elsewhere'] }) }))),
  'forgets codes': withErrors((errors) => errors.map((error) => Object.assign(Object.create(error) as GraphQLError, { toJSON: () => ({ ...error.toJSON(), extensions: {} }) }))),
  'throws where all is null': spoiled((response) => {
    if (response.data === null) throw new Error('null');
    return response;
  }),
  'makes each mutation twice': (options) => createStockExecutor({ ...options, channels: asked(options.channels, twice) }),
  'forgets what it tells of entities': (options) => createStockExecutor({ ...options, channels: asked(options.channels, forgetful) }),
};

function spoiled(spoil: (response: Response) => Response): CreateExecutor {
  return (options): GatewayInterface => {
    const stock = createStockExecutor(options);
    return {
      onSchemaLoadOrUpdate: (callback) => stock.onSchemaLoadOrUpdate(callback),
      stop: () => stock.stop(),
      load: async (given) => {
        const { executor } = await stock.load(given);
        if (!executor) throw new Error('There is no executor');
        return { executor: async (request) => spoil((await executor(request)) as Response) as never };
      },
    };
  };
}

function withErrors(change: (errors: readonly GraphQLError[]) => readonly GraphQLError[]): CreateExecutor {
  return spoiled((response) => (response.errors ? { ...response, errors: change(response.errors) } : response));
}

function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  return isObject(value) ? Object.fromEntries(Object.entries(value).reverse().map(([key, item]) => [key, turned(item)])) : value;
}

function leaves(value: unknown, change: (leaf: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => leaves(item, change));
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, leaves(item, change)])) : change(value);
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  return isObject(value) ? Object.fromEntries(Object.entries(value).filter(([, item]) => item !== null).map(([key, item]) => [key, withoutNulls(item)])) : value;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

type Execute = SubgraphChannel['execute'];

function asked(channels: ReadonlyMap<string, SubgraphChannel>, ask: (execute: Execute) => Execute): ReadonlyMap<string, SubgraphChannel> {
  return new Map([...channels].map(([name, channel]) => [name, { name, execute: ask((...args) => channel.execute(...args)) }]));
}

function twice(execute: Execute): Execute {
  return async (operation, context, signal) => {
    if (operation.query.startsWith('mutation')) await execute(operation, context, signal);
    return execute(operation, context, signal);
  };
}

/** Keys alone get through: what @requires asked for is lost. */
function forgetful(execute: Execute): Execute {
  return (operation, context, signal) => {
    const representations = operation.variables?.['representations'] as readonly Record<string, unknown>[] | undefined;
    if (!representations) return execute(operation, context, signal);
    const keys = representations.map((one) => Object.fromEntries(Object.entries(one).filter(([key]) => ['__typename', 'id', 'code', 'slug'].includes(key))));
    return execute({ ...operation, variables: { ...operation.variables, representations: keys } }, context, signal);
  };
}
