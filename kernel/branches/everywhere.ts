import { branchesFor, type RequestContext } from '../context/request-context.js';
import { refuse, type Refusal } from '../graph/user-error.js';

/**
 * Why the caller may not change what holds at every branch, or null when they may. At which of them they are at work just now takes nothing
 * from what they hold.
 */
export function everywhereRefusal(request: RequestContext, permission: string, nothing: Readonly<Record<string, unknown>>): Refusal | null {
  if (branchesFor({ ...request, branch: null }, permission) === 'all') return null;
  const message = `This holds at every branch, and takes ${permission} at all of them: ask somebody who has it there.`;
  return refuse('NOT_ALLOWED', message, ['input'], nothing);
}
