import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * One PostgreSQL for the whole run; each suite clones a database of its own from a migrated template. What suites write for a
 * while (data folders of whole graphs, first of all) goes where the end of the run takes it away.
 */
export default async function startDatabase() {
  if (process.env.CAREGRAPH_TEST_DATABASE_URL) return;
  const { startEmbeddedPostgres } = await import('../../dist/app/engines/embedded-postgres.js');
  const folder = await mkdtemp(join(tmpdir(), 'caregraph-test-'));
  const scratch = join(folder, 'tmp');
  await mkdir(scratch);
  for (const each of [folder, scratch]) await chmod(each, 0o755);
  const postgres = await startEmbeddedPostgres({ folder: join(folder, 'postgres'), durability: 'none' });
  process.env.CAREGRAPH_TEST_DATABASE_URL = postgres.url;
  process.env.TMPDIR = scratch;
  globalThis.stopTestDatabase = async () => {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
