import { ApolloGateway, type GraphQLDataSource, type GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import type { GatewayInterface } from '@apollo/server-gateway-interface';
import type { ExecutionResult } from 'graphql';
import type { SubgraphChannel } from '#kernel/subgraph/channel.js';
import type { ExecutorOptions, OperationContext } from '../executor.js';

/** The executor that says what is right: @apollo/gateway as it comes. */
export function createStockExecutor({ supergraphSdl, channels }: Pick<ExecutorOptions, 'supergraphSdl' | 'channels'>): GatewayInterface {
  return new ApolloGateway({
    supergraphSdl,
    __exposeQueryPlanExperimental: false,
    buildService: ({ name }) => {
      const channel = channels.get(name);
      if (!channel) throw new Error(`The supergraph names the subgraph ${name}, and there is no way to it.`);
      return new ChannelDataSource(channel);
    },
  });
}

class ChannelDataSource implements GraphQLDataSource<Record<string, unknown>> {
  constructor(private readonly channel: SubgraphChannel) {}

  process({ request, context }: GraphQLDataSourceProcessOptions<Record<string, unknown>>): Promise<never> {
    const { query, operationName, variables } = request;
    const caller = (context as unknown as OperationContext).request;
    const answer: Promise<ExecutionResult> = this.channel.execute({ query: query ?? '', operationName: operationName ?? undefined, variables }, caller);
    return answer as Promise<never>;
  }
}
