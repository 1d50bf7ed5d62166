import type { RequestContext } from '#kernel/context/request-context.js';
import { refuse, type Refusal } from '#kernel/graph/user-error.js';
import { staffReference, type Staff } from '../references/staff.js';

/** What somebody vouches for in person is refused to programs. */
export function onlyPeople({ actor }: RequestContext, nothing: Readonly<Record<string, unknown>>): Refusal | null {
  if (actor.kind === 'staff' && actor.id !== null) return null;
  return refuse('NOT_ALLOWED', 'A person answers for this by name: sign in as one of the staff.', undefined, nothing);
}

/** Who did it, where it was a person. */
export function personOf(actorId: string | null): Staff | null {
  return actorId?.startsWith('staff_') ? staffReference(actorId) : null;
}
