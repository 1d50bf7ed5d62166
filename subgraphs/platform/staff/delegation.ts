import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { branchesFor } from '#kernel/context/request-context.js';
import { builtInRole } from '../roles/built-in-roles.js';
import { CustomRole } from '../roles/role.js';
import type { PlatformContext } from '../services.js';

/** Whether the caller holds, at that branch (or at all, for null), everything that the role allows. */
export async function mayHandOut(context: PlatformContext, transaction: Transaction, role: string, branchId: string | null): Promise<boolean> {
  const permissions = await permissionsOf(context, transaction, role);
  return permissions.every((permission) => {
    const branches = branchesFor(context.request, permission);
    return branches === 'all' || (branchId !== null && branches.includes(branchId));
  });
}

/** Whether people of that branch (or of all, for null) are the caller's to manage: it is not enough to work there oneself. */
export function managesStaffAt({ request }: PlatformContext, branchId: string | null): boolean {
  const branches = branchesFor({ ...request, branch: null }, 'staff:manage');
  return branches === 'all' || (branchId !== null && branches.includes(branchId));
}

async function permissionsOf(context: PlatformContext, transaction: Transaction, role: string): Promise<readonly string[]> {
  const known = builtInRole(role);
  if (known) return context.services.catalogue.expand(known);
  return (await transaction.first(CustomRole, sql`where code = ${role}`))?.permissions ?? [];
}
