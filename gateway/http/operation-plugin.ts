import type { ApolloServerPlugin, GraphQLRequestContext, GraphQLResponse } from '@apollo/server';
import { OperationTypeNode, type DocumentNode, type GraphQLSchema } from 'graphql';
import { accessNeeds, checkAccess, type AccessNeed } from '#kernel/graph/access.js';
import { GraphError } from '#kernel/graph/graph-error.js';
import { beginTrace, isTracing } from '#kernel/telemetry/tracing.js';
import type { Executor, OperationContext } from '../execution/executor.js';
import type { Limits } from '../limits.js';
import { checkLimits } from '../limits/check-limits.js';
import type { Metrics } from './metrics.js';
import { codeOf } from './present-errors.js';

type GraphQLResponseBody = GraphQLResponse['body'];

export interface OperationPluginOptions {
  readonly executor: Pick<Executor, 'versionOf'>;
  readonly limits: Limits;
  readonly metrics: Pick<Metrics, 'operation'>;
}

/** What stands between a valid operation and its plan: which operation it is, what it costs, and who may ask for it. */
export function operationPlugin({ executor, limits, metrics }: OperationPluginOptions): ApolloServerPlugin<OperationContext> {
  const needsOf = new WeakMap<DocumentNode, readonly AccessNeed[]>();
  const needs = (schema: GraphQLSchema, document: DocumentNode): readonly AccessNeed[] => {
    let found = needsOf.get(document);
    if (!found) needsOf.set(document, (found = accessNeeds(executor.versionOf(schema).rules, schema, document)));
    return found;
  };
  return {
    requestDidStart: ({ contextValue }) => {
      const began = performance.now();
      const trace = isTracing() ? beginTrace('graphql', contextValue.request.traceparent, { 'caregraph.request': contextValue.request.requestId }) : null;
      if (trace) contextValue.request = { ...contextValue.request, traceparent: trace.traceparent };
      return Promise.resolve({
        didResolveOperation({ schema, document, operation, request, contextValue }) {
          if (!operation) {
            const named = request.operationName ? `The document has no operation named "${request.operationName}".` : 'Say which operation to run: send operationName.';
            throw new GraphError('BAD_USER_INPUT', named, { httpStatus: 400 });
          }
          if (operation.operation === OperationTypeNode.SUBSCRIPTION) {
            throw new GraphError('BAD_USER_INPUT', 'Subscriptions are followed over a WebSocket at this address, by the protocol graphql-transport-ws.', { httpStatus: 400 });
          }
          checkLimits(limits, schema, document, operation, request.variables ?? {});
          checkAccess(contextValue.request, needs(schema, document));
          return Promise.resolve();
        },
        willSendResponse(context: GraphQLRequestContext<OperationContext>) {
          const { response, operationName, operation } = context;
          const body = response.body as GraphQLResponseBody | undefined;
          if (body?.kind === 'single') {
            const codes = (body.singleResult.errors ?? []).map(({ extensions }) => codeOf(extensions) ?? 'INTERNAL');
            trace?.end(codes.length > 0 ? new Error(codes[0]) : undefined);
            metrics.operation(operationName ?? undefined, operation?.operation ?? 'unknown', (performance.now() - began) / 1000, codes);
          }
          return Promise.resolve();
        },
      });
    },
  };
}
