import type { CommandOutcome } from '#kernel/database/command.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { branchesFor } from '#kernel/context/request-context.js';
import { refuse, type MutationPayload, type Refusal } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import type { Context } from '#kernel/subgraph/context.js';
import { atBranch, type OpenBranch } from '#kernel/branches/at-branch.js';
import { stockConstraints } from '../stock/stock-constraints.js';
import { Transfer, transferById } from './transfer.js';

export const transferPermission = 'stock:transfer';

/** Whose people do this: those who send, or those who receive. */
export type TransferEnd = 'fromBranchId' | 'toBranchId';

interface AtEndOptions<P> {
  readonly name: string;
  readonly id: string;
  readonly expectedVersion: number;
  readonly end: TransferEnd;
  readonly nothing: Readonly<Omit<P, 'userErrors'>>;
}

/** A step of a transfer, at the one or the other of its branches. */
export async function atEnd<P extends MutationPayload>(
  context: Context,
  payload: new () => P,
  { name, id, expectedVersion, end, nothing }: AtEndOptions<P>,
  body: (transaction: Transaction, transfer: Transfer, branch: OpenBranch) => Promise<CommandOutcome<P> | Refusal>,
): Promise<P> {
  const absent = () =>
    refuse('NOT_FOUND', 'There is no such transfer from or to the branches where you may do this.', ['input', 'id'], nothing);
  const seen = await context.load(transferById, id);
  const options = { name, permission: transferPermission, constraints: stockConstraints };
  if (!seen) return context.db.command(payload, options, () => Promise.resolve(absent()));
  const elsewhere = otherEndRefusal(context, seen, end, ['input', 'id'], nothing);
  if (elsewhere) return context.db.command(payload, options, () => Promise.resolve(elsewhere));
  return atBranch(context, payload, { ...options, branchId: seen[end], nothing }, async (transaction, branch) => {
    const transfer = await transaction.lock(Transfer, id);
    if (!transfer) return absent();
    return staleVersion(transfer, expectedVersion, 'transfer', nothing) ?? body(transaction, transfer, branch);
  });
}

/** Refuses those who see the transfer from its other end. */
export function otherEndRefusal(
  context: Context,
  seen: Pick<Transfer, TransferEnd>,
  end: TransferEnd,
  field: readonly string[],
  nothing: Readonly<Record<string, unknown>>,
): Refusal | null {
  const mine = branchesFor(context.request, transferPermission);
  if (mine === 'all' || mine.includes(seen[end])) return null;
  const whose = end === 'fromBranchId' ? 'sends' : 'receives';
  return refuse('NOT_ALLOWED', `Only the branch that ${whose} the goods does this: ask its people.`, field, nothing);
}
