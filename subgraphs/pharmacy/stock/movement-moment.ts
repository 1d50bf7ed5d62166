import { toUuid } from '#kernel/graph/type-id.js';

/** What changes stock lasts no longer: a movement happens when its transaction begins, and has its id a little later. */
const longestMs = 86_400_000;
/** The clocks of those that give ids differ from the database's by less. */
const skewMs = 3_600_000;

/** Between which moments movements happened, which their ids tell: the key to their partitions. */
export function momentsOfMovements(ids: readonly string[]): { readonly from: Date; readonly until: Date } {
  const moments = ids.map((id) => Number.parseInt(toUuid('movement', id).replaceAll('-', '').slice(0, 12), 16));
  return { from: new Date(Math.min(...moments) - longestMs), until: new Date(Math.max(...moments) + skewMs) };
}
