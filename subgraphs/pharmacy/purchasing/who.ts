import { prefixOf } from '#kernel/graph/type-id.js';
import { staffReference, type Staff } from '../references/staff.js';

/** The member of staff who acted; null where it was an API client, or nobody. */
export function staffWho(actorId: string | null): Staff | null {
  return actorId !== null && prefixOf(actorId) === 'staff' ? staffReference(actorId) : null;
}
