import { mkdtemp, rm, chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One PostgreSQL for the whole run; each suite clones a database of its own from a migrated template. */
export default async function startDatabase() {
  if (process.env.CAREGRAPH_TEST_DATABASE_URL) return;
  const { startEmbeddedPostgres } = await import('../../dist/app/engines/embedded-postgres.js');
  const folder = await mkdtemp(join(tmpdir(), 'caregraph-test-'));
  await chmod(folder, 0o755);
  const postgres = await startEmbeddedPostgres({ folder: join(folder, 'postgres'), durability: 'none' });
  process.env.CAREGRAPH_TEST_DATABASE_URL = postgres.url;
  globalThis.stopTestDatabase = async () => {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
