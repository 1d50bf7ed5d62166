import { getOperationAST, GraphQLError, OperationTypeNode, parse, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { makeHandler } from 'graphql-ws/use/@fastify/websocket';
import { verifyContext, type SigningKey } from '../context/context-token.js';
import type { RequestContext } from '../context/request-context.js';
import type { SubgraphChannel } from './channel.js';

export interface SubgraphSocketOptions {
  readonly channel: SubgraphChannel;
  readonly key: SigningKey;
  readonly onCall: (context: RequestContext, token: string) => void;
}

/**
 * Subscriptions for the gateway, many on one socket. Each carries its own context token, as `extensions.context` of its
 * `subscribe` message: the socket itself has no rights.
 */
export function subgraphSocket({ channel, key, onCall }: SubgraphSocketOptions): ReturnType<typeof makeHandler> {
  return makeHandler<Record<string, unknown>>({
    onSubscribe: async (_context, _id, { query, operationName, variables, extensions }) => {
      try {
        const token = extensions?.['context'];
        const context = await verifyContext(typeof token === 'string' ? token : '', channel.name, key);
        onCall(context, token as string);
        const document = parse(query);
        if (getOperationAST(document, operationName)?.operation !== OperationTypeNode.SUBSCRIPTION || !channel.subscribe) {
          return [new GraphQLError('Only subscriptions are followed here.')];
        }
        const events = channel.subscribe({ query, operationName: operationName ?? undefined, variables: variables ?? undefined }, context);
        return { schema: undefined as unknown as GraphQLSchema, document, operationName: operationName ?? null, contextValue: events };
      } catch (error) {
        return [new GraphQLError((error as Error).message, { extensions: { code: 'UNAUTHENTICATED' } })];
      }
    },
    subscribe: ({ contextValue }) => contextValue as AsyncIterableIterator<ExecutionResult>,
  });
}
