import type { Buckets, Taken } from './buckets.js';
import type { BucketPolicy, PlanRates } from './plan-rates.js';

/** Whose units are spent. */
export interface Spender {
  /** `tenant_…` and `client_…` */
  readonly tenant: string;
  readonly client: string;
  readonly rates: PlanRates;
}

export interface RateState {
  readonly name: 'client' | 'tenant';
  readonly policy: BucketPolicy;
  readonly available: number;
}

export interface Spending {
  readonly granted: boolean;
  /** Milliseconds until as much can be spent. */
  readonly waitMs: number;
  readonly states: readonly RateState[];
  /** Says what it came to: the difference is given back, or taken as far as there is any. Answers what is left then. */
  settle(units: number): Promise<readonly RateState[]>;
}

/** What clients may spend: each from its own bucket and from its tenant's, or from neither. */
export class Rates {
  constructor(private readonly buckets: Buckets) {}

  async spend({ tenant, client, rates }: Spender, units: number): Promise<Spending> {
    // Ids of a tenant share a hash tag, so that its buckets stay together in a cluster.
    const named = [
      { name: 'client', key: `{${tenant}}:${client}`, policy: rates.client },
      { name: 'tenant', key: `{${tenant}}`, policy: rates.tenant },
    ] as const;
    const taken = await Promise.all(
      named.map(async ({ name, key, policy }) => ({ name, key, asked: policy, taken: await this.buckets.take(key, policy, units) })),
    );
    const granted = taken.every((one) => one.taken.granted);
    const states = granted
      ? statesOf(taken)
      : await Promise.all(taken.map((one) => returned(one.name, one.taken, one.taken.granted ? units : 0)));
    return {
      granted,
      waitMs: Math.max(...taken.map((one) => one.taken.waitMs)),
      states,
      settle: (came) => {
        if (!granted || came === units) return Promise.resolve(states);
        if (came < units) return Promise.all(taken.map((one) => returned(one.name, one.taken, units - came)));
        return Promise.all(
          taken.map(async ({ name, key, asked, taken: { available, policy } }) => {
            const more = await this.buckets.take(key, asked, Math.min(came - units, available));
            return { name, policy, available: more.available };
          }),
        );
      },
    };
  }
}

function statesOf(taken: readonly { readonly name: RateState['name']; readonly taken: Taken }[]): RateState[] {
  return taken.map(({ name, taken: { policy, available } }) => ({ name, policy, available }));
}

async function returned(name: RateState['name'], taken: Taken, units: number): Promise<RateState> {
  return { name, policy: taken.policy, available: units === 0 ? taken.available : await taken.giveBack(units) };
}
