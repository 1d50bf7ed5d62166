import pg from 'pg';
import type { Logger } from '../log/logger.js';

/** How soon the jobs of workers that are gone are taken up by others. */
const lookEveryMs = 10_000;

/**
 * A job that was begun is its workers' own until they end it, for four hours if need be, and so are all later jobs of its queue. A
 * process that is killed ends nothing: so each shows that it lives by a lock that PostgreSQL takes from it with its connection, and
 * frees what is held by workers that no longer do.
 */
export class WorkerPresence {
  private client: pg.Client | null = null;
  /** By what the jobs of this process' workers are marked. */
  private readonly pools: string[] = [];
  private stopped = false;
  private timer: NodeJS.Timeout | null = null;
  private looking: Promise<void> = Promise.resolve();

  constructor(
    private readonly operators: pg.Pool,
    private readonly schema: string,
    private readonly log: Logger,
  ) {}

  /** Before the first job is taken: nobody is thought gone while this starts. */
  async announce(): Promise<void> {
    this.client = await this.connect();
    await this.client.query(`select pg_advisory_lock_shared(${beginning})`, [this.schema]);
  }

  /** Some workers have begun, and mark their jobs by this. */
  async appear(pool: string): Promise<void> {
    this.pools.push(pool);
    await this.client?.query(`select pg_advisory_lock(${living})`, [pool]);
  }

  /** All workers have appeared. */
  async watch(): Promise<void> {
    await this.client?.query(`select pg_advisory_unlock_shared(${beginning})`, [this.schema]);
    this.look();
    this.timer = setInterval(() => this.look(), lookEveryMs);
    this.timer.unref();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearInterval(this.timer);
    await this.looking;
    await this.client?.end().catch(() => undefined);
  }

  private look(): void {
    this.looking = this.looking
      .then(async () => {
        if (this.stopped) return;
        if (!this.client) await this.appearAgain();
        await this.freeJobsOfTheGone();
      })
      .catch((error: unknown) => this.log.warn({ error }, 'jobs of workers that are gone could not be freed'));
  }

  private async connect(): Promise<pg.Client> {
    const client = new pg.Client(this.operators.options);
    client.on('error', () => undefined);
    client.once('end', () => {
      if (this.client === client) this.client = null;
    });
    await client.connect();
    return client;
  }

  /** After PostgreSQL was away. */
  private async appearAgain(): Promise<void> {
    const client = await this.connect();
    for (const pool of this.pools) await client.query(`select pg_advisory_lock(${living})`, [pool]);
    this.client = client;
  }

  private async freeJobsOfTheGone(): Promise<void> {
    const client = await this.operators.connect();
    try {
      await client.query('begin');
      const { rows: start } = await client.query<{ quiet: boolean }>(`select pg_try_advisory_xact_lock(${beginning}) as quiet`, [
        this.schema,
      ]);
      if (start[0]?.quiet) {
        const schema = client.escapeIdentifier(this.schema);
        const { rows } = await client.query<{ pool: string }>(`with holders as materialized (
            select locked_by as pool from ${schema}._private_jobs where locked_by is not null
            union select locked_by from ${schema}._private_job_queues where locked_by is not null)
          select pool from holders where pg_try_advisory_xact_lock(${living.replace('$1', 'pool')})`);
        const gone = rows.map(({ pool }) => pool);
        if (gone.length > 0) {
          await client.query(`select ${schema}.force_unlock_workers($1::text[])`, [gone]);
          this.log.warn({ gone }, 'workers were gone without ending their jobs; these are tried again');
        }
      }
      await client.query('commit');
      client.release();
    } catch (error) {
      client.release(error as Error);
      throw error;
    }
  }
}

const beginning = `hashtextextended('workers begin ' || $1, 0)`;
const living = `hashtextextended('workers live ' || $1, 0)`;
