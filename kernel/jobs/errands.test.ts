import { sql } from '../database/sql.js';
import type { Transaction } from '../database/transaction.js';
import { InProcessTransport } from '../events/transport.js';
import { silent } from '../log/logger.js';
import { addTo, CountPayload, counterSubgraph, remind } from '../testing/counter-subgraph.js';
import { eventually } from '../testing/eventually.js';
import { contextOf, openTestSubgraph, testTenant } from '../testing/test-subgraph.js';
import { startBackground } from './background.js';
import { defineErrand } from './job.js';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const step of open.splice(0).reverse()) await step.close();
});

const steppe = contextOf({ tenant: testTenant('steppe'), permissions: [] });

describe('an errand', () => {
  it('holds no connection while it waits, keeps no job waiting, and works for its own tenant', async () => {
    const outside = Promise.withResolvers<void>();
    let under = 0;
    const ask = defineErrand<{ name: string }>('ask', async (context, { name }, transact) => {
      await transact((transaction) => addTo(transaction, name, 'asked'));
      under += 1;
      await outside.promise;
      await transact((transaction) => addTo(transaction, name, `answered to ${context.request.actor.kind}`));
    });
    const definition = { ...counterSubgraph('counting'), errands: [ask] };
    const subgraph = await openTestSubgraph(definition, { log: silent });
    const background = await startBackground(definition, subgraph.resources, new InProcessTransport());
    open.push(subgraph, { close: () => background.stop() });
    const counters = () =>
      subgraph.database.forContext(steppe).rows<{ name: string; log: string[] }>(sql`select name, log from counters order by name`, null);
    const command = (body: (transaction: Transaction) => Promise<void>) =>
      subgraph.database.forContext(steppe).command(CountPayload, { name: 'count', permission: null }, async (transaction) => {
        await body(transaction);
        return { name: null };
      });

    await command(async (transaction) => {
      for (let i = 0; i < 10; i += 1) await transaction.schedule(ask, { name: 'letters' });
    });
    await eventually(
      () => Promise.resolve(under),
      (count) => count === 10,
    );
    expect(subgraph.database.pool.totalCount).toBe(subgraph.database.pool.idleCount);
    await command(async (transaction) => {
      await transaction.schedule(remind, { name: 'bells' });
    });
    await eventually(counters, ([first]) => first?.name === 'bells' && first.log[0] === 'reminded');
    outside.resolve();
    const [, letters] = await eventually(counters, ([, second]) => second?.log.length === 20);
    expect(letters?.log.filter((step) => step === 'answered to system')).toHaveLength(10);
  });
});
