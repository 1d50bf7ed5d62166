import { momentIn } from '../sales/sale-moment.js';

/** By how much the clock that makes the ids of a journal and the one that dates its lines differ at most: the database holds to it. */
const skewMs = 3_600_000;

/** Between which moments a line of a journal was written. */
export function momentsOfEntry(entryId: string): { readonly from: Date; readonly until: Date } {
  const made = momentIn('tillentry', entryId).getTime();
  return { from: new Date(made - skewMs), until: new Date(made + skewMs) };
}
