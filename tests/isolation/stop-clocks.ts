import type pg from 'pg';
import { eventually } from '#kernel/testing/eventually.js';
import { subgraphs } from '../../app/graph.js';

/**
 * Waits until what was done so far has happened everywhere, and lets nothing happen by the clock any more (alerts, the end of a queue's
 * day, a webhook's next attempt): it would be taken for the deed of whoever tries something just then.
 */
export async function stopClocks(owner: pg.Client): Promise<void> {
  for (const { name } of subgraphs) {
    await owner.query(`update "${name}_jobs"._private_known_crontabs set last_execution = now() + interval '1 day'`);
  }
  const left = subgraphs.map(
    ({ name }) => `select '${name}' as subgraph, task_identifier as what from "${name}_jobs".jobs
        where run_at < now() + interval '1 minute' and attempts < max_attempts
      union all select '${name}', type from "${name}".outbox where relayed_at is null`,
  );
  await eventually(
    async () => {
      for (const { name } of subgraphs) {
        await owner.query(`update "${name}_jobs"._private_jobs set run_at = run_at + interval '1 day'
          where run_at > now() + interval '1 minute' and run_at < now() + interval '1 day'`);
      }
      return (await owner.query<{ subgraph: string; what: string }>(left.join(' union all '))).rows;
    },
    (rows) => rows.length === 0,
    200_000,
  );
}
