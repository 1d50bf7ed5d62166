import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import { fastify } from 'fastify';
import { buildASTSchema, parse } from 'graphql';
import type { ClientAdmission } from '#kernel/context/client-directory.js';
import { emptyContext, type IdempotencyClaim } from '#kernel/context/request-context.js';
import { silent } from '#kernel/log/logger.js';
import { presentError } from '../http/present-errors.js';
import { readCostRules } from '../public/cost/cost-rules.js';
import { costPlugin, type ChargedContext, type CostExtension } from '../public/cost/cost-plugin.js';
import type { DayQuota } from '../public/rates/day-quota.js';
import type { Plan, PlanRates } from '../public/rates/plan-rates.js';
import type { Rates } from '../public/rates/rates.js';
import type { Use } from '../public/usage/usage-meter.js';

const sdl = parse(`
  directive @cost(weight: Int!) on FIELD_DEFINITION
  directive @listSize(assumedSize: Int, slicingArguments: [String!], sizedFields: [String!], requireOneSlicingArgument: Boolean = true) on FIELD_DEFINITION
  type Query {
    yaks(first: Int): [Yak!]! @listSize(assumedSize: 20, slicingArguments: ["first"], requireOneSlicingArgument: false)
    few(first: Int): [Yak!]! @listSize(assumedSize: 20, slicingArguments: ["first"], requireOneSlicingArgument: false)
    broken: Yak
    said(word: String): String
  }
  type Yak { name: String }
`);

export interface ChargedServerOptions {
  readonly rates: Rates;
  readonly plans: Readonly<Record<Plan, PlanRates>>;
  readonly quota?: DayQuota;
  /** Cost units that platform has on record for the day. */
  readonly usedToday?: (client: string) => number;
  /** Further plugins, which stand before the cost. */
  readonly plugins?: readonly ApolloServerPlugin<ChargedContext>[];
  readonly lockedToOperations?: (client: string) => boolean;
  /** What every request claims. */
  readonly idempotency?: IdempotencyClaim;
}

export interface ChargedAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: {
    readonly data?: Record<string, unknown> | null;
    readonly errors?: { readonly message: string; readonly extensions: { readonly code: string } & Record<string, unknown> }[];
    readonly extensions: { readonly cost: CostExtension };
  };
}

export interface ChargedServer {
  readonly url: string;
  /** What was recorded, in order. */
  readonly uses: readonly Use[];
  /** Asks in the name of a client, by the body of a POST. */
  ask(client: string, body: Readonly<Record<string, unknown>> | string): Promise<ChargedAnswer>;
  close(): Promise<void>;
}

/** A public endpoint on a few yaks, which charges whoever the header `x-client` names. */
export async function openChargedServer(options: ChargedServerOptions): Promise<ChargedServer> {
  const uses: Use[] = [];
  const schema = buildASTSchema(sdl);
  const resolve = {
    yaks: ({ first }: { first?: number }) => Array.from({ length: first ?? 20 }, (_, index) => ({ name: `Yak ${index}` })),
    few: () => [{ name: 'Tsagaan' }],
    broken: () => {
      throw new Error('broken');
    },
    said: ({ word }: { word?: string }) => word ?? null,
  };
  const apollo = new ApolloServer<ChargedContext>({
    schema,
    rootValue: () => resolve,
    introspection: true,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    formatError: (formatted, error) => presentError(silent, formatted, error),
    plugins: [
      ...(options.plugins ?? []),
      costPlugin({ rulesOf: () => readCostRules(sdl), usage: { record: (use) => uses.push(use) }, ...options }),
    ],
  });
  await apollo.start();
  const server = fastify();
  const handler = fastifyApolloHandler(apollo, {
    context: ({ id, headers }) =>
      Promise.resolve({
        request: { ...emptyContext(id), idempotency: options.idempotency ?? null },
        admission: admissionOf(String(headers['x-client'] ?? ''), options),
      }),
  });
  server.route({ url: '/graphql', method: ['GET', 'POST'], handler });
  const url = await server.listen({ port: 0, host: '127.0.0.1' });
  return {
    url,
    uses,
    ask: async (client, body) => {
      const text = JSON.stringify(typeof body === 'string' ? { query: body } : body);
      const answer = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-client': client },
        body: text,
      });
      return { status: answer.status, headers: answer.headers, body: (await answer.json()) as ChargedAnswer['body'] };
    },
    close: async () => {
      await apollo.stop();
      await server.close();
    },
  };
}

/** `client@tenant`, `STARTER` unless the tenant is named `growth`; nobody by an empty name. */
function admissionOf(name: string, { usedToday, lockedToOperations }: ChargedServerOptions): ClientAdmission | null {
  const [client, tenant = 'steppe'] = name.split('@');
  if (!client) return null;
  return {
    tenant: { id: `tenant_${tenant}`, subdomain: tenant, status: 'ACTIVE', locale: 'en' },
    plan: tenant === 'growth' ? 'GROWTH' : 'STARTER',
    client: {
      id: client,
      kind: 'LIVE',
      purpose: 'HOPERAT',
      permissions: [],
      everyBranch: true,
      branches: [],
      lockedToOperations: lockedToOperations?.(client) ?? false,
    },
    usedToday: usedToday?.(client) ?? 0,
  };
}
