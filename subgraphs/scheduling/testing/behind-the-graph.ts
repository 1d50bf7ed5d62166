import pg from 'pg';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';

/** The owner's hands on the database, without triggers: time that has passed, and rows by the thousand, cannot be made through the graph. */
export async function openBehindTheGraph({ ownerUrl }: TestSubgraph): Promise<pg.Client> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  await owner.query('set search_path = scheduling, public; set session_replication_role = replica');
  return owner;
}
