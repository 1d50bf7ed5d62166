import type { ObjectLiteral } from 'typeorm';
import { branchesFor, type RequestContext } from '#kernel/context/request-context.js';
import type { EntityClass } from '#kernel/database/row-mapper.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { refuse, type Refusal } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';

interface Wanted {
  readonly id: string;
  readonly expectedVersion: number;
}

interface Terms {
  readonly permission: string;
  /** Reads as in "this prescription". */
  readonly what: string;
  /** The payload's own fields when it is refused. */
  readonly nothing: Readonly<Record<string, unknown>>;
}

/**
 * A prescription, locked, for somebody who may change it: all of the tenant read what was prescribed, but it is changed where it
 * was written.
 */
export async function lockForChange<T extends ObjectLiteral & { id: string; version: number; branchId: string }>(
  transaction: Transaction,
  entity: EntityClass<T>,
  { id, expectedVersion }: Wanted,
  { permission, what, nothing }: Terms,
): Promise<T | Refusal> {
  const found = await transaction.lock(entity, id);
  if (!found || !mayChangeAt(transaction.context, found.branchId, permission))
    return refuse('NOT_FOUND', `There is no such ${what} at the branches where you may do this.`, ['input', 'id'], nothing);
  return staleVersion(found, expectedVersion, what, nothing) ?? found;
}

export function mayChangeAt(context: RequestContext, branchId: string, permission: string): boolean {
  const branches = branchesFor(context, permission);
  return branches === 'all' || branches.includes(branchId);
}
