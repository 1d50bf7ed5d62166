import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { refuse, Refusal } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import type { Context } from '#kernel/subgraph/context.js';
import { CreditSupplierReturnPayload, type CreditSupplierReturnInput } from './returning.inputs.js';
import { SupplierReturn, SupplierReturnStatus } from './supplier-return.js';

/** Records what a supplier pays back; it may be less than the goods had cost, or more where tax is in it. */
export async function creditSupplierReturn(context: Context, input: CreditSupplierReturnInput): Promise<CreditSupplierReturnPayload> {
  const nothing = { supplierReturn: null };
  const options = { name: 'creditSupplierReturn', permission: 'purchases:return' };
  return context.db.command(CreditSupplierReturnPayload, options, async (transaction) => {
    const { amount } = input;
    const found = await transaction.lock(SupplierReturn, input.id);
    if (!found) return refuse('NOT_FOUND', 'There is no such return at the branches where you may do this.', ['input', 'id'], nothing);
    const stale = staleVersion(found, input.expectedVersion, 'return', nothing);
    if (stale) return stale;
    if (found.status === SupplierReturnStatus.CREDITED)
      return refuse('WRONG_STATE', `The return ${found.number} was credited already.`, ['input', 'id'], nothing);
    if (amount.currency !== found.currency)
      return refuse('INVALID', `The return is in ${found.currency}, not in ${amount.currency}.`, ['input', 'amount'], nothing);
    if (amount.amountMinor < 0n || amount.amountMinor > 9_000_000_000_000_000_000n)
      return refuse('INVALID', 'A credit is zero or more.', ['input', 'amount'], nothing);
    const tooLong = lengthErrors(mostLetters.name, { creditNote: input.creditNote });
    if (tooLong.length > 0) return new Refusal(tooLong, nothing);
    Object.assign(found, {
      status: SupplierReturnStatus.CREDITED,
      creditedMinor: amount.amountMinor,
      creditedAt: new Date(),
      creditedBy: context.request.actor.id,
      creditNote: input.creditNote?.trim() || found.creditNote,
    });
    return { supplierReturn: await transaction.save(found) };
  });
}
