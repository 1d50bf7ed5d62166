import { eventually } from '#kernel/testing/eventually.js';

/** Tries again while it is forbidden: a consent that was just recorded is known a moment later where orders are taken. */
export async function onceConsented<Done>(attempt: () => Promise<Done>, isForbidden: (error: Error) => boolean): Promise<Done> {
  const tried = await eventually(
    async () => (await Promise.allSettled([attempt()]))[0],
    (outcome) => outcome.status === 'fulfilled' || !isForbidden(outcome.reason as Error),
  );
  if (tried.status === 'rejected') throw tried.reason as Error;
  return tried.value;
}
