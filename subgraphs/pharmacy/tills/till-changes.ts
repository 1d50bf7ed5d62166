import { searchKey } from '#kernel/graph/search-key.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { newId } from '#kernel/graph/type-id.js';
import { refuse, Refusal, userError, type UserError } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import type { Context } from '#kernel/subgraph/context.js';
import { atBranch } from '#kernel/branches/at-branch.js';
import { AddTillPayload, UpdateTillPayload, type AddTillInput, type UpdateTillInput } from './till.inputs.js';
import { Till } from './till.js';

const permission = 'tills:manage';
const nothing = { till: null };
const constraints = { tills_name: { code: 'TAKEN', message: 'The branch has a till of that name.', field: ['input', 'name'] } } as const;

export async function addTill(context: Context, input: AddTillInput): Promise<AddTillPayload> {
  const options = { name: 'addTill', permission, branchId: input.branchId, nothing, constraints };
  return atBranch(context, AddTillPayload, options, async (transaction, branch) => {
    const name = input.name.trim();
    const cashRoundingMinor = input.cashRoundingMinor ?? 1n;
    const errors = [...nameErrors(name), ...coinErrors(cashRoundingMinor)];
    if (errors.length > 0) return new Refusal(errors, nothing);
    const facts = { id: newId('till'), branchId: branch.id, name, nameKey: searchKey(name), active: true, cashRoundingMinor };
    return { till: await transaction.insert(Object.assign(new Till(), facts)) };
  });
}

export async function updateTill(context: Context, input: UpdateTillInput): Promise<UpdateTillPayload> {
  return context.db.command(UpdateTillPayload, { name: 'updateTill', permission, constraints }, async (transaction) => {
    const till = await transaction.lock(Till, input.id);
    if (!till) return refuse('NOT_FOUND', 'There is no such till at the branches where you may do this.', ['input', 'id'], nothing);
    const stale = staleVersion(till, input.expectedVersion, 'till', nothing);
    if (stale) return stale;
    const name = input.name?.trim() ?? till.name;
    const cashRoundingMinor = input.cashRoundingMinor ?? till.cashRoundingMinor;
    const errors = [...nameErrors(name), ...coinErrors(cashRoundingMinor)];
    if (errors.length > 0) return new Refusal(errors, nothing);
    Object.assign(till, { name, nameKey: searchKey(name), active: input.active ?? till.active, cashRoundingMinor });
    return { till: await transaction.save(till) };
  });
}

function nameErrors(name: string): UserError[] {
  if (!searchKey(name)) return [userError('REQUIRED', 'A till needs a name.', ['input', 'name'])];
  return lengthErrors(mostLetters.name, { name });
}

function coinErrors(cashRoundingMinor: bigint): UserError[] {
  if (cashRoundingMinor >= 1n && cashRoundingMinor <= 1_000_000n) return [];
  const message = `cashRoundingMinor is the smallest coin in minor units, 1 to 1000000, not ${cashRoundingMinor}.`;
  return [userError('INVALID', message, ['input', 'cashRoundingMinor'])];
}
