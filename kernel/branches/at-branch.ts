import type { CommandOptions, CommandOutcome } from '../database/command.js';
import type { Transaction } from '../database/transaction.js';
import { Refusal, userError, type MutationPayload } from '../graph/user-error.js';
import { requiredBranchRefusal } from '../subgraph/branch-choice.js';
import type { Context } from '../subgraph/context.js';
import { branchFields, findProfile, keptProfile, profileOfBranch, rememberProfile, type BranchProfile, type KeptProfile } from './branch-profile.js';

/** A branch where something is being done, and the day that it is there. */
export interface OpenBranch extends KeptProfile {
  readonly id: string;
}

interface AtBranchOptions<P> extends CommandOptions {
  readonly permission: string;
  /** As the input names it; the caller's chosen one when it does not. */
  readonly branchId: string | null | undefined;
  /** The payload's own fields when it is refused. */
  readonly nothing: Readonly<Omit<P, 'userErrors'>>;
}

/** A command at a branch: refused where the caller may not do this, else run with what the branch's day and currency are. */
export async function atBranch<P extends MutationPayload>(
  context: Context,
  payload: new () => P,
  { branchId, nothing, ...options }: AtBranchOptions<P>,
  body: (transaction: Transaction, branch: OpenBranch) => Promise<CommandOutcome<P> | Refusal>,
): Promise<P> {
  const id = branchId ?? context.request.branch;
  const outside = await requiredBranchRefusal(context, id, options.permission);
  const profile = outside === null && id !== null ? await context.load(profileOfBranch, id) : null;
  return context.db.command(payload, options, async (transaction) => {
    if (outside) return new Refusal([outside], nothing);
    if (id === null || profile === null) {
      const absent = userError('NOT_FOUND', 'There is no such branch among those where you may do this.', ['input', 'branchId']);
      return new Refusal([absent], nothing);
    }
    return body(transaction, await openBranch(transaction, id, profile));
  });
}

/** The branch of something that exists already. */
export async function branchOf(transaction: Transaction, { branchId }: { readonly branchId: string }): Promise<OpenBranch> {
  return { id: branchId, ...(await keptProfile(transaction, branchId)) };
}

/** The branch that an event is about, for a reaction to it: asked for at its owner when nothing is kept of it yet; null when there is none. */
export async function branchOfEvent(context: Context, transaction: Transaction, id: string): Promise<OpenBranch | null> {
  const kept = await findProfile(transaction, id);
  if (kept) return { id, ...kept };
  const asked = (await context.read<BranchProfile>('Branch', [id], branchFields)).get(id);
  return asked ? openBranch(transaction, id, asked) : null;
}

async function openBranch(transaction: Transaction, id: string, profile: BranchProfile): Promise<OpenBranch> {
  await rememberProfile(transaction, id, profile);
  return branchOf(transaction, { branchId: id });
}
