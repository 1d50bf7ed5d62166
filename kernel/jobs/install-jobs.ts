import { runMigrations } from 'graphile-worker';
import pg from 'pg';

/** The schema of a subgraph's jobs, beside its own. */
export function jobsSchema(subgraph: string): string {
  return `${subgraph}_jobs`;
}

/**
 * Gives a subgraph its job tables (graphile-worker's), owned by its operator role, which works them off. The app role can
 * only add and remove jobs, through two functions that run with the operator's rights inside the caller's transaction.
 */
export async function installJobs(owner: pg.Client, operatorUrl: string, subgraph: string): Promise<void> {
  const app = owner.escapeIdentifier(`caregraph_${subgraph}`);
  const operator = owner.escapeIdentifier(`caregraph_${subgraph}_operator`);
  const schema = owner.escapeIdentifier(jobsSchema(subgraph));
  const known = await owner.query('select 1 from pg_namespace where nspname = $1', [jobsSchema(subgraph)]);
  if (known.rowCount === 0) {
    // graphile-worker makes the schema only when this table is missing, which would take rights on the whole database.
    await owner.query(`grant ${operator} to current_user`);
    await owner.query(`create schema ${schema} authorization ${operator}`);
    await owner.query(`set role ${operator}`);
    await owner.query(`create table ${schema}.migrations (id int primary key, ts timestamptz not null default now(), breaking boolean not null default false)`);
    await owner.query('reset role');
  }
  const pgPool = new pg.Pool({ connectionString: operatorUrl, max: 1 });
  pgPool.on('error', () => undefined);
  pgPool.on('connect', (client) => client.on('error', () => undefined));
  try {
    await runMigrations({ pgPool, schema: jobsSchema(subgraph) });
    await pgPool.query(`
      create or replace function ${schema}.schedule(task text, payload json, run_at timestamptz, key text) returns void
        language plpgsql security definer set search_path = ${schema}
        as $$
        begin
          -- A job of this key that a worker takes at this very moment is neither replaced nor added to: once it is seen to be taken, another is added.
          while (${schema}.add_job(task, payload, run_at => run_at, job_key => key, job_key_mode => 'replace')).id is null loop
          end loop;
        end $$;
      create or replace function ${schema}.unschedule(key text) returns void
        language sql security definer set search_path = ${schema}
        as $$ select ${schema}.remove_job(key) $$;
      grant usage on schema ${schema} to ${app};
      revoke execute on all functions in schema ${schema} from public;
      grant execute on function ${schema}.schedule(text, json, timestamptz, text), ${schema}.unschedule(text) to ${app}`);
  } finally {
    await pgPool.end();
  }
}
