import { mkdtemp, rm, chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Closing } from '../../app/topologies/closing.js';

export interface Bench {
  /** A folder that is gone afterwards, and that PostgreSQL may enter. */
  readonly folder: string;
  /** Called at the end, the last one first, also when the benchmark fails or is interrupted. */
  later(stop: () => Promise<void>): void;
}

/** Runs a benchmark, and leaves neither a process nor a file behind however it ends. */
export async function benchmark(name: string, run: (bench: Bench) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), `bench-${name}-`));
  await chmod(folder, 0o755);
  const closing = new Closing();
  closing.add(() => rm(folder, { recursive: true, force: true }));
  const interrupted = (): void => void closing.run().finally(() => process.exit(130));
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    await run({ folder, later: (stop) => closing.add(stop) });
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  } finally {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
    await closing.run();
  }
}
