import { branchesFor } from '../context/request-context.js';
import { GraphError } from '../graph/graph-error.js';
import { userError, type UserError } from '../graph/user-error.js';
import type { Context } from './context.js';

/**
 * Why this branch cannot be written to, or null when it can: it must be within the caller's grants for the permission, and
 * exist. Without a branch at all there is nothing to refuse; ask `requiredBranch` where one is needed.
 */
export async function branchRefusal(context: Context, branchId: string | null, permission: string): Promise<UserError | null> {
  if (branchId === null) return null;
  const branches = branchesFor(context.request, permission);
  const granted = branches === 'all' ? await context.exists('Branch', branchId) : branches.includes(branchId);
  return granted ? null : userError('NOT_FOUND', 'There is no such branch among those where you may do this.', ['input', 'branchId']);
}

/** The branch that a read is about: the one that is named, or else the one that the caller chose. */
export function chosenBranch({ request }: Context, wanted: string | null | undefined): string {
  const branchId = wanted ?? request.branch;
  if (branchId === null) throw new GraphError('BAD_USER_INPUT', 'Say which branch: send branchId, or the header X-Branch-ID.');
  return branchId;
}

/** The same, for callers who may use the permission there; an error that tells no more than that otherwise. */
export async function requireBranch(context: Context, wanted: string | null | undefined, permission: string): Promise<string> {
  const branchId = chosenBranch(context, wanted);
  if (await branchRefusal(context, branchId, permission)) throw new GraphError('NOT_FOUND', 'There is no such branch among those where you may do this.');
  return branchId;
}

/** As `branchRefusal`, for writes that must name a branch. */
export async function requiredBranchRefusal(context: Context, branchId: string | null, permission: string): Promise<UserError | null> {
  if (branchId === null) return userError('REQUIRED', 'Say at which branch: send branchId, or the header X-Branch-ID.', ['input', 'branchId']);
  return branchRefusal(context, branchId, permission);
}
