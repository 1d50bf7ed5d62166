import type { GatewayInterface } from '@apollo/server-gateway-interface';
import { ApolloGateway, type GraphQLDataSource, type GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import type { ExecutionResult } from 'graphql';
import type { RequestContext } from '#kernel/context/request-context.js';
import type { SubgraphChannel } from '#kernel/subgraph/channel.js';

/** What the gateway's operations carry through the server to the subgraphs. */
export interface OperationContext {
  readonly request: RequestContext;
}

export interface ExecutorOptions {
  readonly supergraphSdl: string;
  readonly channels: ReadonlyMap<string, SubgraphChannel>;
}

/**
 * What plans and runs operations over the supergraph: Apollo Server sees only its gateway interface, so another executor can
 * take this one's place without anything else knowing.
 */
export function createExecutor({ supergraphSdl, channels }: ExecutorOptions): GatewayInterface {
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
