import type { CommandOutcome, ConstraintRefusal } from '#kernel/database/command.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { refuse, type MutationPayload, type Refusal } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import type { Context } from '#kernel/subgraph/context.js';
import { onlyPeople } from '../person.js';
import type { LoadStatus } from './load-terms.js';
import { SterilizationLoad } from './sterilization-load.js';

export const noLoad = { load: null };

interface LoadStep {
  readonly name: string;
  readonly permission: string;
  readonly id: string;
  /** As the input names it; `id` when left out. */
  readonly idField?: string;
  /** Null for what may be done without having read the load. */
  readonly expectedVersion: number | null;
  readonly from: readonly LoadStatus[];
  readonly constraints?: Readonly<Record<string, ConstraintRefusal>>;
}

/** A step of a load by a person, with the load locked: of two who do the same at once one is first. */
export function atLoad<P extends MutationPayload>(
  context: Context,
  payload: new () => P,
  nothing: Omit<P, 'userErrors'>,
  { name, permission, id, idField = 'id', expectedVersion, from, constraints = {} }: LoadStep,
  body: (transaction: Transaction, load: SterilizationLoad, actorId: string) => Promise<CommandOutcome<P> | Refusal>,
): Promise<P> {
  return context.db.command(payload, { name, permission, constraints }, async (transaction) => {
    const impersonal = onlyPeople(context.request, nothing);
    if (impersonal) return impersonal;
    const field = ['input', idField];
    const load = await transaction.lock(SterilizationLoad, id);
    if (!load) return refuse('NOT_FOUND', 'There is no such load at the branches where you may do this.', field, nothing);
    if (!from.includes(load.status))
      return refuse(
        'WRONG_STATE',
        `Load ${load.number} is ${load.status}: this is done with one that is ${from.join(' or ')}.`,
        field,
        nothing,
      );
    const stale = expectedVersion === null ? null : staleVersion(load, expectedVersion, 'load', nothing);
    return stale ?? body(transaction, load, context.request.actor.id ?? '');
  });
}
