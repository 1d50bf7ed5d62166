import { EventEmitter } from 'node:events';
import { Logger as WorkerLogger, run, type Runner, type RunnerOptions, type TaskList, type WorkerEvents } from 'graphile-worker';
import { systemContext, type TenantReference } from '../context/request-context.js';
import { repeating } from '../database/repeating.js';
import { scopeOf } from '../database/scope.js';
import { sql } from '../database/sql.js';
import type { Transaction } from '../database/transaction.js';
import type { EventRecord } from '../events/event.js';
import { Relay } from '../events/relay.js';
import type { EventTransport } from '../events/transport.js';
import { newUuid } from '../graph/type-id.js';
import { Context, type SubgraphResources } from '../subgraph/context.js';
import type { SubgraphDefinition } from '../subgraph/definition.js';
import { housekeeping } from './housekeeping.js';
import type { Errand } from './job.js';
import { jobsSchema } from './install-jobs.js';
import { makePartitionsAhead, partitions } from './partitions.js';
import { WorkerPresence } from './worker-presence.js';

export interface Background {
  stop(): Promise<void>;
}

/** Attempts of a reaction or job before it is dead; graphile-worker waits e^attempt seconds in between, some two hours in all. */
const maxAttempts = 9;

/** Errands mostly wait: more at one time than jobs, looked for less often. */
const ways = { jobs: { concurrency: 4, pollInterval: 1_000 }, errands: { concurrency: 16, pollInterval: 2_000 } } as const;

interface ScheduledPayload {
  readonly tenant: TenantReference;
  readonly payload: object;
}

/** Starts what a subgraph does beside answering: hand its events on, react to others', and work off its jobs. */
export async function startBackground(definition: SubgraphDefinition, resources: SubgraphResources, transport: EventTransport): Promise<Background> {
  const { database, live, log } = resources;
  const { pool } = database.acrossTenants();
  // A system that was off for months has no partition for today. What cannot be made now, the cron makes.
  await makePartitionsAhead(database).catch((error: unknown) => log.error({ error }, 'the partitions of the months to come could not be made'));
  await live.start();
  const feeds = definition.feeds ?? [];
  const relay = new Relay(pool, transport, { feeds, publish: (messages) => live.publish(messages) }, log);
  database.onCommit = () => relay.wake();
  const presence = new WorkerPresence(pool, jobsSchema(definition.name), log);
  await presence.announce();
  const worker = await startWorker(definition, resources, presence);
  const errands: Runner[] = [];
  for (const lane of lanesOf(definition.errands ?? [])) errands.push(await startErrands(definition, lane, resources, presence));
  await presence.watch();
  const reactions = reactionsByType(definition, resources);
  const types = [...reactions.keys()];
  const subscription = types.length > 0 ? await transport.subscribe(definition.name, types, (event) => takeIn(reactions, worker, event)) : null;
  // What was committed before is handed on at once: whoever reacts to it must be there.
  relay.start();
  let stopped: Promise<void> | null = null;
  const stop = async (): Promise<void> => {
    database.onCommit = () => undefined;
    await subscription?.close();
    await live.stop();
    await relay.stop();
    await worker.stop();
    await Promise.all(errands.map((runner) => runner.stop()));
    await presence.stop();
  };
  return { stop: () => (stopped ??= stop()) };
}

/** The names of what reacts, by the type of the event. */
function reactionsByType({ reactions = [] }: SubgraphDefinition, { services }: SubgraphResources): ReadonlyMap<string, readonly string[]> {
  const pairs = reactions.flatMap(({ name, types }) => types(services).map((type) => ({ type, name })));
  return new Map([...Map.groupBy(pairs, ({ type }) => type)].map(([type, some]) => [type, some.map(({ name }) => name)]));
}

/** An event becomes one job for each reaction; the key makes a second delivery the same job, the queue keeps subjects in order. */
async function takeIn(reactions: ReadonlyMap<string, readonly string[]>, worker: Runner, event: EventRecord): Promise<void> {
  for (const name of reactions.get(event.type) ?? []) {
    await worker.addJob(reactionTask(name), event, { jobKey: `${name}:${event.id}`, jobKeyMode: 'unsafe_dedupe', queueName: event.subject, maxAttempts });
  }
}

function startWorker(definition: SubgraphDefinition, resources: SubgraphResources, presence: WorkerPresence): Promise<Runner> {
  const { database } = resources;
  const crons = [housekeeping, partitions, ...(definition.crons ?? [])];
  const taskList: TaskList = {
    ...Object.fromEntries(
      (definition.reactions ?? []).map(({ name, handle }) => [
        reactionTask(name),
        async (payload: unknown) => {
          const event = payload as EventRecord;
          const tenant = { id: event.tenant.id, subdomain: '' };
          await asSystem(resources, tenant, name, event.requestId, async (context, transaction) => {
            const [first] = await transaction.rows<{ event_id: string }>(
              sql`insert into inbox (reaction, event_id) values (${name}, ${event.id}) on conflict do nothing returning event_id`,
            );
            if (first) await handle(context, event, transaction);
          });
        },
      ]),
    ),
    ...Object.fromEntries(
      (definition.jobs ?? []).map(({ name, handle }) => [
        name,
        async (scheduled: unknown) => {
          const { tenant, payload } = scheduled as ScheduledPayload;
          await asSystem(resources, tenant, name, null, (context, transaction) => handle(context, payload as never, transaction));
        },
      ]),
    ),
    ...Object.fromEntries(crons.map(({ name, handle }) => [`cron:${name}`, () => handle(database)])),
  };
  const crontab = crons.map(({ name, pattern }) => `${pattern} cron:${name}`).join('\n');
  return startRunner(definition, resources, presence, { ...ways.jobs, taskList, crontab });
}

/** Errands that keep each other waiting, and no others. */
interface ErrandLane {
  readonly errands: readonly Errand<never>[];
  readonly concurrency: number;
}

function lanesOf(errands: readonly Errand<never>[]): readonly ErrandLane[] {
  const shared = errands.filter(({ atOnce }) => atOnce === undefined);
  const own = errands.flatMap((errand) => (errand.atOnce === undefined ? [] : [{ errands: [errand], concurrency: errand.atOnce }]));
  return shared.length > 0 ? [{ errands: shared, concurrency: ways.errands.concurrency }, ...own] : own;
}

/** Apart from the other jobs, which would have to wait for as long as somebody outside does not answer. */
function startErrands(
  definition: SubgraphDefinition,
  { errands, concurrency }: ErrandLane,
  resources: SubgraphResources,
  presence: WorkerPresence,
): Promise<Runner> {
  const taskList: TaskList = Object.fromEntries(
    errands.map(({ name, handle }) => [
      name,
      async (scheduled: unknown) => {
        const { tenant, payload } = scheduled as ScheduledPayload;
        const request = systemContext(tenant, name, newUuid());
        const scope = scopeOf(request, name);
        await handle(new Context(request, resources), payload as never, (body) => resources.database.transaction(request, scope, 'command', body));
      },
    ]),
  );
  return startRunner(definition, resources, presence, { ...ways.errands, concurrency, taskList });
}

async function startRunner(
  definition: SubgraphDefinition,
  { database, log }: SubgraphResources,
  presence: WorkerPresence,
  options: RunnerOptions,
): Promise<Runner> {
  const events: WorkerEvents = new EventEmitter();
  const made = new Promise<string>((resolve) => events.once('pool:create', ({ workerPool }) => resolve(workerPool.id)));
  const runner = await run({
    ...options,
    events,
    pgPool: database.acrossTenants().pool,
    schema: jobsSchema(definition.name),
    noHandleSignals: true,
    logger: new WorkerLogger(() => (level, message, meta) => {
      if (level === 'error') log.error({ meta }, message);
      // Errands wait without a connection: there may be more of them than of those.
      else if (level === 'warning' && !message.includes('maxPoolSize')) log.warn({ meta }, message);
      else log.debug({ meta }, message);
    }),
  });
  await presence.appear(await made);
  return runner;
}

function reactionTask(name: string): string {
  return `react:${name}`;
}

async function asSystem(
  resources: SubgraphResources,
  tenant: TenantReference,
  purpose: string,
  requestId: string | null,
  body: (context: Context, transaction: Transaction) => Promise<void>,
): Promise<void> {
  const request = systemContext(tenant, purpose, requestId ?? newUuid());
  // As the system, every branch is within reach: any permission names them all.
  const scope = scopeOf(request, purpose);
  // At once, for what is behind it in its queue would come before it otherwise.
  await repeating(() => {
    // What was loaded before may be what the other transaction has changed.
    const context = new Context(request, resources);
    return resources.database.transaction(request, scope, 'command', (transaction) => body(context, transaction));
  });
}
