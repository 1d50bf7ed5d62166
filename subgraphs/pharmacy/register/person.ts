import type { RequestContext } from '#kernel/context/request-context.js';
import { refuse, type Refusal } from '#kernel/graph/user-error.js';

/** Whoever answers for something by name: jobs and programs cannot. */
export function personActing({ actor }: RequestContext): string | null {
  return actor.kind === 'staff' ? actor.id : null;
}

export function onlyPeople<Nothing extends Readonly<Record<string, unknown>>>(nothing: Nothing): Refusal {
  return refuse('NOT_ALLOWED', 'Only a person who is signed in can answer for a controlled substance.', undefined, nothing);
}
