import { createHash } from 'node:crypto';
import type { ApolloServerPlugin, GraphQLRequestContext, GraphQLRequestListener } from '@apollo/server';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { ClientAdmission } from '#kernel/context/client-directory.js';
import type { RequestContext } from '#kernel/context/request-context.js';
import { GraphError } from '#kernel/graph/graph-error.js';
import { DayQuota } from '../rates/day-quota.js';
import { planRates, type Plan, type PlanRates } from '../rates/plan-rates.js';
import { rateHeaders } from '../rates/rate-headers.js';
import type { Rates, RateState, Spending } from '../rates/rates.js';
import type { UsageMeter } from '../usage/usage-meter.js';
import type { CostRules } from './cost-rules.js';
import { unitsOf } from './costs.js';
import { OperationCost } from './operation-cost.js';

/** What an operation must carry to be charged for. */
export interface ChargedContext {
  request: RequestContext;
  /** Null where nobody is known, who can only look at the schema. */
  readonly admission: ClientAdmission | null;
  /** A job of ours asks in the client's name: it is metered and counts for the day, but waits for no rate. */
  readonly unhurried?: boolean;
}

export interface CostPluginOptions {
  /** What the schema says of costs; asked once for each schema. */
  readonly rulesOf: (schema: GraphQLSchema) => CostRules;
  readonly rates: Rates;
  readonly usage: Pick<UsageMeter, 'record'>;
  readonly quota?: DayQuota;
  readonly plans?: Readonly<Record<Plan, PlanRates>>;
}

/** What stands in `extensions.cost` of every answer. */
export interface CostExtension {
  /** The most that the operation could cost, which was known before it ran. */
  readonly requested: number;
  /** What it did cost, by its answer. */
  readonly actual: number;
  /** What the client can spend right now. */
  readonly available?: number;
  /** What it gets back a second, until its bucket is full. */
  readonly restoreRate?: number;
}

/** Even what cannot be run was read. */
const leastCost = 1;

/** Weighs every operation before it runs, lets it run when its client can pay, and charges what it came to. */
export function costPlugin<Context extends ChargedContext>(options: CostPluginOptions): ApolloServerPlugin<Context> {
  const costs = new KnownCosts(options.rulesOf);
  const { quota = new DayQuota(), plans = planRates } = options;
  return {
    requestDidStart: ({ contextValue: { admission, unhurried = false } }) => {
      const charge = admission ? new Charge(admission, unhurried, plans[admission.plan], quota, options) : null;
      let cost: OperationCost | null = null;
      let requested = 0;
      let executed = false;
      return Promise.resolve<GraphQLRequestListener<Context>>({
        async didResolveOperation({ schema, document, operation, request }) {
          if (!operation) return;
          cost = costs.of(schema, document, operation);
          requested = Math.max(leastCost, unitsOf(cost.requested(request.variables)));
          await charge?.take(requested);
        },
        executionDidStart() {
          executed = true;
          return Promise.resolve();
        },
        async willSendResponse(context) {
          const { response, request } = context;
          if (response.body.kind !== 'single') return;
          const { singleResult } = response.body;
          const actual = executed && cost ? Math.max(leastCost, unitsOf(cost.answered(singleResult.data, request.variables))) : 0;
          const settled = await charge?.settle(executed ? actual : leastCost);
          const said: CostExtension = { requested, actual, ...settled?.extension };
          singleResult.extensions = { ...singleResult.extensions, cost: said };
          for (const [name, value] of Object.entries(settled?.headers ?? {})) response.http.headers.set(name, value);
          charge?.meter(operationName(context), (singleResult.errors?.length ?? 0) > 0, actual);
        },
      });
    },
  };
}

interface Settled {
  readonly extension: Pick<Required<CostExtension>, 'available' | 'restoreRate'>;
  readonly headers: Readonly<Record<string, string>>;
}

/** What one request of a client is charged. */
class Charge {
  private spending: Spending | null = null;
  private reserved = 0;
  private refused = false;
  private retryAfter: number | null = null;
  private readonly day: string;

  constructor(
    private readonly admission: ClientAdmission,
    private readonly unhurried: boolean,
    private readonly plan: PlanRates,
    private readonly quota: DayQuota,
    private readonly options: CostPluginOptions,
  ) {
    this.day = quota.today;
  }

  /** Takes the most that the operation can cost, or refuses it and takes nothing. */
  async take(units: number): Promise<void> {
    const { client, usedToday } = this.admission;
    const most = Math.min(this.plan.client.capacity, this.plan.tenant.capacity);
    if (units > most) {
      const message = `This operation may cost ${units}; the most that this client can spend at once is ${most}: ask for smaller pages or fewer levels.`;
      throw this.refuse(new GraphError('COST_EXCEEDED', message, { httpStatus: 400, extensions: { cost: units, limit: most } }), null);
    }
    if (!this.quota.take(client.id, usedToday, this.plan.perDay, units)) {
      const message = `This operation may cost more than is left of the day's quota of ${this.plan.perDay} cost units: it begins anew at midnight UTC, and the tenant can ask for a larger plan.`;
      throw this.refuse(new GraphError('RATE_LIMITED', message, { httpStatus: 429 }), this.quota.secondsLeft());
    }
    this.reserved = units;
    if (this.unhurried) return;
    this.spending = await this.spend(units);
    if (this.spending.granted) return;
    this.quota.settle(client.id, -units);
    this.reserved = 0;
    const seconds = Math.max(1, Math.ceil(this.spending.waitMs / 1_000));
    const message = `This operation may cost ${units} cost units, and ${availableIn(this.spending.states)} can be spent just now: send it again in ${seconds} s.`;
    throw this.refuse(new GraphError('RATE_LIMITED', message, { httpStatus: 429 }), seconds);
  }

  /** Charges what it came to; a request that was not refused for its rate and yet did not run has cost the reading of it. */
  async settle(units: number): Promise<Settled> {
    const { client, usedToday } = this.admission;
    if (this.reserved > 0) this.quota.settle(client.id, units - this.reserved);
    let states: readonly RateState[];
    if (this.spending?.granted) states = await this.spending.settle(units);
    else if (this.spending) ({ states } = this.spending);
    else ({ states } = await this.spend(this.unhurried || this.retryAfter !== null ? 0 : leastCost));
    const day = {
      perDay: this.plan.perDay,
      left: this.quota.left(client.id, usedToday, this.plan.perDay),
      secondsLeft: this.quota.secondsLeft(),
    };
    return {
      extension: { available: availableIn(states), restoreRate: Math.min(...states.map(({ policy }) => policy.restoreRate)) },
      headers: { ...rateHeaders(states, day), ...(this.retryAfter === null ? {} : { 'retry-after': String(this.retryAfter) }) },
    };
  }

  meter(operation: string, failed: boolean, cost: number): void {
    const { tenant, client } = this.admission;
    this.options.usage.record({
      tenantId: tenant.id,
      clientId: client.id,
      day: this.day,
      operation,
      failed: failed && !this.refused,
      refused: this.refused,
      cost,
    });
  }

  private spend(units: number): Promise<Spending> {
    const { tenant, client } = this.admission;
    return this.options.rates.spend({ tenant: tenant.id, client: client.id, rates: this.plan }, units);
  }

  private refuse(error: GraphError, retryAfter: number | null): GraphError {
    this.refused = true;
    this.retryAfter = retryAfter;
    return error;
  }
}

/** Costs are compiled once for each text; documents of one text are one object. */
class KnownCosts {
  private readonly known = new WeakMap<
    GraphQLSchema,
    { readonly rules: CostRules; readonly costs: WeakMap<OperationDefinitionNode, OperationCost> }
  >();

  constructor(private readonly rulesOf: CostPluginOptions['rulesOf']) {}

  of(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): OperationCost {
    let known = this.known.get(schema);
    if (!known) this.known.set(schema, (known = { rules: this.rulesOf(schema), costs: new WeakMap() }));
    let cost = known.costs.get(operation);
    if (!cost) known.costs.set(operation, (cost = OperationCost.compile(schema, known.rules, document, operation)));
    return cost;
  }
}

function availableIn(states: readonly RateState[]): number {
  return Math.min(...states.map(({ available }) => available));
}

/** By what an operation is accounted for: its name, or the hash of its text. */
function operationName<Context extends ChargedContext>({ operation, source }: GraphQLRequestContext<Context>): string {
  if (!operation) return '(unreadable)';
  return (
    operation.name?.value ??
    `sha256:${createHash('sha256')
      .update(source ?? '')
      .digest('hex')
      .slice(0, 16)}`
  );
}
