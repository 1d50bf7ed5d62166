import type { ApolloServerPlugin } from '@apollo/server';
import { parse } from 'graphql';
import type { Logger } from '#kernel/log/logger.js';
import type { SubgraphChannel } from '#kernel/subgraph/channel.js';
import type { Executor } from '../execution/executor.js';
import { costPlugin } from './cost/cost-plugin.js';
import { readCostRules } from './cost/cost-rules.js';
import type { PublicOperationContext } from './endpoint/public-call.js';
import { ClientDocuments } from './operations/client-documents.js';
import { trustedOperations } from './operations/trusted-operations.js';
import { openRates } from './rates/open-rates.js';
import { UsageMeter } from './usage/usage-meter.js';

export interface ChargingOptions {
  readonly executor: Executor;
  /** The subgraph that keeps clients' accounts and manifests. */
  readonly accounts: SubgraphChannel;
  /** Where gateways keep rates in common; null for the only gateway, which keeps them itself. */
  readonly redisUrl: string | null;
  readonly log: Logger;
}

export interface Charging {
  readonly plugins: readonly ApolloServerPlugin<PublicOperationContext>[];
  /** Tells what was used and not yet told. */
  close(): Promise<void>;
}

/** What stands between a client's request and its answer: which document it means, what that costs, and whether it can pay. */
export function openCharging({ executor, accounts, redisUrl, log }: ChargingOptions): Charging {
  const opened = openRates(redisUrl, log);
  const usage = new UsageMeter(accounts, log);
  // The public schema is made of this supergraph, and says of costs what it says.
  const rulesOf = () => readCostRules(parse(executor.current.version.supergraphSdl, { noLocation: true }));
  return {
    plugins: [trustedOperations({ documents: new ClientDocuments(accounts) }), costPlugin({ rulesOf, rates: opened.rates, usage })],
    close: async () => {
      await usage.close();
      opened.close();
    },
  };
}
