import { branchesFor } from '#kernel/context/request-context.js';
import { refuse, type Refusal } from '#kernel/graph/user-error.js';
import type { PlatformContext } from '../services.js';
import { branchesOf, type ApiClient } from './api-client.js';

type Powers = Pick<ApiClient, 'scopes' | 'everyBranch' | 'branchIds'>;

/**
 * The scopes that the caller does not hold themselves everywhere that the client would have them. At which branch they are at work
 * just now takes nothing from what they hold.
 */
export function beyondReach({ request }: PlatformContext, powers: Powers): string[] {
  const wanted = branchesOf(powers);
  return powers.scopes.filter((scope) => {
    const held = branchesFor({ ...request, branch: null }, scope);
    return held !== 'all' && (wanted === 'all' || wanted.some((branch) => !held.includes(branch)));
  });
}

/** Whoever gives a client a credential can act as it: that takes all that it may do. */
export function notTheirs(
  context: PlatformContext,
  client: ApiClient,
  field: readonly string[],
  nothing: Readonly<Record<string, unknown>>,
): Refusal | null {
  const missing = beyondReach(context, client);
  if (missing.length === 0) return null;
  return refuse(
    'NOT_ALLOWED',
    `You can do this only for clients that may do no more than you: this one has ${missing.join(', ')}.`,
    field,
    nothing,
  );
}
