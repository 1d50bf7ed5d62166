import { setTimeout as delay } from 'node:timers/promises';
import { systemContext } from '#kernel/context/request-context.js';
import { newUuid } from '#kernel/graph/type-id.js';
import type { Logger } from '#kernel/log/logger.js';
import type { SubgraphChannel } from '#kernel/subgraph/channel.js';
import type { Configuration } from '../configuration.js';
import { resetSandbox } from './reset-sandbox.js';
import { sandboxSubdomain } from './sandbox-credentials.js';

const lookEveryMs = 2_000;

/**
 * Sees to it that there is a sandbox, and a new one when its time has come or somebody asks for it. Of all processes that do so, one makes
 * it: the claim lies in the database.
 */
export function keepSandbox(
  channels: ReadonlyMap<string, SubgraphChannel>,
  { sandbox, development }: Configuration,
  log: Logger,
  make = resetSandbox,
): { close(): Promise<void> } {
  if (sandbox === null) return { close: () => Promise.resolve() };
  const by = newUuid();
  const stopping = new AbortController();
  const stopped = (): boolean => stopping.signal.aborted;
  const keep = async (): Promise<void> => {
    while (!stopped()) {
      try {
        if (await claim(channels, lastReset(new Date(), sandbox.resetHours), by)) {
          const started = performance.now();
          const tenant = await make(channels, { development });
          log.info({ tenant, seconds: Math.round((performance.now() - started) / 1_000) }, 'a new sandbox is open');
        }
      } catch (error) {
        if (!stopped()) log.error({ error }, 'the sandbox could not be made anew; the one before stays');
      }
      await delay(lookEveryMs, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);
    }
  };
  void keep();
  // A sandbox that is half made is left to itself: nothing leads to it, and the next attempt makes another.
  return {
    close: async () => {
      stopping.abort();
      await release(channels, by).catch(() => undefined);
    },
  };
}

/** The latest time at which a sandbox had to be new: a multiple of so many hours since midnight UTC, or since 1970 when they are more than a day. */
export function lastReset(now: Date, hours: number): Date {
  const period = hours * 3_600_000;
  const midnight = hours <= 24 ? Math.floor(now.getTime() / 86_400_000) * 86_400_000 : 0;
  return new Date(midnight + Math.floor((now.getTime() - midnight) / period) * period);
}

async function claim(channels: ReadonlyMap<string, SubgraphChannel>, openedBefore: Date, by: string): Promise<boolean> {
  const query = `mutation ($subdomain: String!, $openedBefore: DateTime!, $by: String!) {
    claimSandboxReset(subdomain: $subdomain, openedBefore: $openedBefore, by: $by)
  }`;
  return (await ask(channels, query, { openedBefore: openedBefore.toISOString(), by }))['claimSandboxReset'] === true;
}

function release(channels: ReadonlyMap<string, SubgraphChannel>, by: string): Promise<unknown> {
  return ask(channels, 'mutation ($subdomain: String!, $by: String!) { releaseSandboxClaim(subdomain: $subdomain, by: $by) }', { by });
}

async function ask(channels: ReadonlyMap<string, SubgraphChannel>, query: string, variables: object): Promise<Record<string, unknown>> {
  const platform = channels.get('platform');
  if (!platform) throw new Error('There is no subgraph platform to keep a sandbox in');
  const context = systemContext({ id: '', subdomain: '' }, 'sandbox', newUuid());
  const { data, errors } = await platform.execute({ query, variables: { subdomain: sandboxSubdomain, ...variables } }, context);
  if (errors?.length || !data) throw new Error(errors?.[0]?.message ?? 'The platform did not answer');
  return data;
}
