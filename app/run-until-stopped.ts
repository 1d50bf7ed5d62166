import { StartupError } from './engines/startup-error.js';

/**
 * Starts something, keeps it until the process is asked to stop (Ctrl-C, SIGTERM), and closes it in order. What keeps it
 * from starting is said in one sentence, with a non-zero exit.
 */
export async function runUntilStopped(start: () => Promise<{ close(): Promise<void> }>): Promise<void> {
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve());
  });
  let running: { close(): Promise<void> };
  try {
    running = await start();
  } catch (error) {
    sayWhy(error);
    process.exit(1);
  }
  await stopped;
  try {
    await running.close();
  } catch (error) {
    sayWhy(error);
    process.exit(1);
  }
  process.exit(0);
}

/** One sentence for what a person can mend; everything for what only we can. */
export function sayWhy(error: unknown): void {
  if (error instanceof StartupError) console.error(`CareGraph cannot start: ${error.message}`);
  else console.error('CareGraph failed unexpectedly:', error);
}
