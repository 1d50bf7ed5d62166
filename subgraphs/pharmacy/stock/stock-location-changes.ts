import type { CommandOptions } from '#kernel/database/command.js';
import { searchKey } from '#kernel/graph/search-key.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { newId } from '#kernel/graph/type-id.js';
import { refuse, Refusal } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import type { Context } from '#kernel/subgraph/context.js';
import { atBranch } from '#kernel/branches/at-branch.js';
import {
  CreateStockLocationPayload,
  UpdateStockLocationPayload,
  type CreateStockLocationInput,
  type UpdateStockLocationInput,
} from './stock-location.inputs.js';
import { StockLocation } from './stock-location.js';

const permission = 'stock:adjust';
const nothing = { stockLocation: null };

export async function createStockLocation(context: Context, input: CreateStockLocationInput): Promise<CreateStockLocationPayload> {
  const here = { ...options('createStockLocation'), branchId: input.branchId, nothing };
  return atBranch(context, CreateStockLocationPayload, here, async (transaction, branch) => {
    const name = input.name.trim();
    const wrong = nameRefusal(name);
    if (wrong) return wrong;
    const facts = { id: newId('stocklocation'), branchId: branch.id, kind: input.kind, name, nameKey: searchKey(name), active: true };
    return { stockLocation: await transaction.insert(Object.assign(new StockLocation(), facts)) };
  });
}

export async function updateStockLocation(context: Context, input: UpdateStockLocationInput): Promise<UpdateStockLocationPayload> {
  return context.db.command(UpdateStockLocationPayload, options('updateStockLocation'), async (transaction) => {
    const location = await transaction.lock(StockLocation, input.id);
    if (!location) return refuse('NOT_FOUND', 'There is no such place at the branches where you may do this.', ['input', 'id'], nothing);
    const stale = staleVersion(location, input.expectedVersion, 'place', nothing);
    if (stale) return stale;
    const name = input.name?.trim() ?? location.name;
    const wrong = nameRefusal(name);
    if (wrong) return wrong;
    Object.assign(location, { name, nameKey: searchKey(name), kind: input.kind ?? location.kind, active: input.active ?? location.active });
    return { stockLocation: await transaction.save(location) };
  });
}

function nameRefusal(name: string): Refusal | null {
  if (!searchKey(name)) return refuse('REQUIRED', 'A place needs a name.', ['input', 'name'], nothing);
  const tooLong = lengthErrors(mostLetters.name, { name });
  return tooLong.length > 0 ? new Refusal(tooLong, nothing) : null;
}

function options(name: string): CommandOptions & { readonly permission: string } {
  const taken = { code: 'TAKEN', message: 'The branch has a place of that name.', field: ['input', 'name'] } as const;
  return { name, permission, constraints: { stock_locations_name: taken } };
}
