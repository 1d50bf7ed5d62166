import type pg from 'pg';
import { jobsSchema } from './install-jobs.js';

/** A job that failed as often as it may, and waits for somebody to look at it. One still on its last try is not dead yet. */
export interface DeadJob {
  readonly id: string;
  readonly task: string;
  readonly attempts: number;
  readonly lastError: string;
}

export async function deadJobs(operators: pg.Pool, subgraph: string): Promise<DeadJob[]> {
  const { rows } = await operators.query<DeadJob>(
    `select id::text, task_identifier as task, attempts::int, last_error as "lastError" from "${jobsSchema(subgraph)}".jobs
      where attempts >= max_attempts and locked_at is null order by id`,
  );
  return rows;
}

/** Lets dead jobs try again from the beginning. */
export async function replayJobs(operators: pg.Pool, subgraph: string, ids: readonly string[]): Promise<void> {
  await operators.query(`select "${jobsSchema(subgraph)}".reschedule_jobs($1::bigint[], run_at => now(), attempts => 0)`, [ids]);
}
