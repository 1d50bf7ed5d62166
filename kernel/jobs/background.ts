import { Logger as WorkerLogger, run, type Runner, type TaskList } from 'graphile-worker';
import { systemContext, type TenantReference } from '../context/request-context.js';
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
import { jobsSchema } from './install-jobs.js';
import { makePartitionsAhead, partitions } from './partitions.js';

export interface Background {
  stop(): Promise<void>;
}

/** Attempts of a reaction or job before it is dead; graphile-worker waits e^attempt seconds in between, some two hours in all. */
const maxAttempts = 9;

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
  relay.start();
  const worker = await startWorker(definition, resources);
  const types = [...new Set((definition.reactions ?? []).map(({ type }) => type))];
  const subscription = types.length > 0 ? await transport.subscribe(definition.name, types, (event) => takeIn(definition, worker, event)) : null;
  let stopped: Promise<void> | null = null;
  const stop = async (): Promise<void> => {
    database.onCommit = () => undefined;
    await subscription?.close();
    await live.stop();
    await relay.stop();
    await worker.stop();
  };
  return { stop: () => (stopped ??= stop()) };
}

/** An event becomes one job for each reaction; the key makes a second delivery the same job, the queue keeps subjects in order. */
async function takeIn(definition: SubgraphDefinition, worker: Runner, event: EventRecord): Promise<void> {
  for (const { name, type } of definition.reactions ?? []) {
    if (type !== event.type) continue;
    await worker.addJob(reactionTask(name), event, { jobKey: `${name}:${event.id}`, jobKeyMode: 'unsafe_dedupe', queueName: event.subject, maxAttempts });
  }
}

function startWorker(definition: SubgraphDefinition, resources: SubgraphResources): Promise<Runner> {
  const { database, log } = resources;
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
  return run({
    pgPool: database.acrossTenants().pool,
    schema: jobsSchema(definition.name),
    concurrency: 4,
    pollInterval: 1_000,
    noHandleSignals: true,
    logger: new WorkerLogger(() => (level, message, meta) => {
      if (level === 'error') log.error({ meta }, message);
      else if (level === 'warning') log.warn({ meta }, message);
      else log.debug({ meta }, message);
    }),
    taskList,
    crontab: crons.map(({ name, pattern }) => `${pattern} cron:${name}`).join('\n'),
  });
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
  const context = new Context(request, resources);
  // As the system, every branch is within reach: any permission names them all.
  const scope = scopeOf(request, purpose);
  await resources.database.transaction(request, scope, 'command', (transaction) => body(context, transaction));
}
