import { branchesFor, type RequestContext } from '#kernel/context/request-context.js';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';

export const worksElsewhere = 'This practitioner works at none of the branches where you may do this.';

/** Where the caller manages schedules, also at branches that are not chosen just now: a practitioner works at several. */
export function managedBranches(request: RequestContext): 'all' | readonly string[] {
  return branchesFor({ ...request, branch: null }, 'schedules:manage');
}

/** Whether a practitioner, who is known in the whole house, works at a branch where the caller manages schedules. */
export async function isManaged(transaction: Transaction, practitionerId: string): Promise<boolean> {
  const managed = managedBranches(transaction.context);
  if (managed === 'all') return true;
  const branches = managed.map((branch) => toUuid('branch', branch));
  const found = sql`select from practitioner_branches where practitioner_id = ${toUuid('practitioner', practitionerId)} and branch_id = any (${branches}::uuid[]) limit 1`;
  return (await transaction.rows(found)).length > 0;
}
