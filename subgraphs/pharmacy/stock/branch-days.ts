import { defineLoader } from '#kernel/subgraph/loader.js';
import { profileOfBranch } from '#kernel/branches/branch-profile.js';

/** The day that it is at a branch, YYYY-MM-DD; none for a branch that does not exist. */
export const dayAtBranch = defineLoader<string, string>('day at branch', async (context, ids) => {
  const days = await Promise.all(
    ids.map(async (id): Promise<[string, string][]> => {
      const profile = await context.load(profileOfBranch, id);
      return profile ? [[id, dayIn(profile.timeZone)]] : [];
    }),
  );
  return new Map(days.flat());
});

/** Today in a time zone. Sweden writes its dates as ISO 8601 does. */
function dayIn(timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(new Date());
}
