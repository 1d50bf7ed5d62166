import { randomUUID } from 'node:crypto';
import { sql } from '../database/sql.js';
import { InProcessTransport } from '../events/transport.js';
import { newId } from '../graph/type-id.js';
import { silent } from '../log/logger.js';
import { addTo, CountPayload, counted, counterSubgraph } from '../testing/counter-subgraph.js';
import { eventually } from '../testing/eventually.js';
import { contextOf, openTestSubgraph, testTenant } from '../testing/test-subgraph.js';
import { startBackground } from './background.js';
import { defineErrand, onEvery } from './job.js';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const step of open.splice(0).reverse()) await step.close();
});

const steppe = contextOf({ tenant: testTenant('steppe'), permissions: [] });

it('errands with places of their own keep nobody else waiting, however many there are', async () => {
  const outside = Promise.withResolvers<void>();
  let hanging = 0;
  const hang = defineErrand<{ name: string }>(
    'hang',
    async () => {
      hanging += 1;
      await outside.promise;
    },
    { atOnce: 3 },
  );
  const ask = defineErrand<{ name: string }>('ask', (_context, { name }, transact) =>
    transact((transaction) => addTo(transaction, name, 'answered')),
  );
  const definition = { ...counterSubgraph('counting'), errands: [hang, ask] };
  const subgraph = await openTestSubgraph(definition, { log: silent });
  const background = await startBackground(definition, subgraph.resources, new InProcessTransport());
  open.push(subgraph, { close: () => background.stop() });
  await subgraph.database.forContext(steppe).command(CountPayload, { name: 'count', permission: null }, async (transaction) => {
    for (let count = 0; count < 40; count += 1) await transaction.schedule(hang, { name: 'letters' });
    await transaction.schedule(ask, { name: 'bells' });
    return { name: null };
  });
  await eventually(
    () => subgraph.database.forContext(steppe).rows(sql`select name from counters where name = 'bells'`, null),
    (rows) => rows.length === 1,
  );
  await eventually(
    () => Promise.resolve(hanging),
    (count) => count >= 3,
  );
  expect(hanging).toBe(3);
  outside.resolve();
});

it('a reaction to events that the app names takes each of them in once, and no other', async () => {
  const every = onEvery<{ readonly types: readonly string[] }>(
    ({ types }) => types,
    'hear',
    (context, { type }, transaction) => addTo(transaction, 'heard', `${type} of ${context.services.types.length}`),
  );
  const definition = { ...counterSubgraph('counting'), reactions: [every] };
  const transport = new InProcessTransport();
  const subgraph = await openTestSubgraph(definition, { log: silent, services: { types: [counted.type, 'counter.emptied'] } });
  const background = await startBackground(definition, subgraph.resources, transport);
  open.push(subgraph, { close: () => background.stop() });
  const event = (type: string) => ({
    ...{ id: randomUUID(), type, version: 1, tenant: { id: steppe.tenant?.id ?? '' }, subject: newId('counter'), branch: null, data: {} },
    ...{ actorId: null, requestId: null, occurredAt: new Date().toISOString() },
  });
  const [first, second] = [event(counted.type), event('counter.emptied')];
  await transport.publish([first, event('counter.lost'), second, first]);
  await transport.publish([second]);
  const log = () => subgraph.database.forContext(steppe).rows<{ log: string[] }>(sql`select log from counters where name = 'heard'`, null);
  // A job is forgotten after what it did is to be seen.
  const left = () => subgraph.database.acrossTenants().pool.query("select 1 from counting_jobs.jobs where task_identifier = 'react:hear'");
  await eventually(log, ([row]) => (row?.log.length ?? 0) >= 2);
  await eventually(left, ({ rows }) => rows.length === 0);
  expect((await log())[0]?.log.sort()).toEqual(['counter.counted of 2', 'counter.emptied of 2']);
});
