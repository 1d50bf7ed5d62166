import type { CommandOptions } from '#kernel/database/command.js';
import { sql } from '#kernel/database/sql.js';
import { searchKey } from '#kernel/graph/search-key.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal, userError, type UserError } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import type { Context } from '#kernel/subgraph/context.js';
import { Customer } from '../customers/customer.js';
import {
  CreatePriceListPayload,
  UpdatePriceListPayload,
  type CreatePriceListInput,
  type UpdatePriceListInput,
} from './price-list.inputs.js';
import { PriceList } from './price-list.js';

const nothing = { priceList: null };
const mostPriority = 1000;

export async function createPriceList(context: Context, input: CreatePriceListInput): Promise<CreatePriceListPayload> {
  const { customerId = null, branchId = null } = input;
  const branchExists = branchId === null || (await context.exists('Branch', branchId));
  return context.db.command(CreatePriceListPayload, options('createPriceList'), async (transaction) => {
    if (!branchExists) return refuse('NOT_FOUND', 'There is no such branch.', ['input', 'branchId'], nothing);
    const customer = customerId && (await transaction.first(Customer, sql`where id = ${toUuid('customer', customerId)}`));
    if (customerId !== null && !customer) return refuse('NOT_FOUND', 'There is no such customer.', ['input', 'customerId'], nothing);
    const list = Object.assign(new PriceList(), {
      id: newId('pricelist'),
      name: input.name.trim(),
      nameKey: searchKey(input.name),
      customerId,
      branchId,
      currency: input.currency,
      validFrom: input.validFrom ?? null,
      validUntil: input.validUntil ?? null,
      priority: input.priority,
      active: true,
    });
    const errors = errorsOf(list);
    if (errors.length > 0) return new Refusal(errors, nothing);
    return { priceList: await transaction.insert(list) };
  });
}

export async function updatePriceList(context: Context, input: UpdatePriceListInput): Promise<UpdatePriceListPayload> {
  return context.db.command(UpdatePriceListPayload, options('updatePriceList'), async (transaction) => {
    const list = await transaction.lock(PriceList, input.id);
    if (!list) return refuse('NOT_FOUND', 'There is no such price list.', ['input', 'id'], nothing);
    const stale = staleVersion(list, input.expectedVersion, 'price list', nothing);
    if (stale) return stale;
    const name = input.name?.trim() ?? list.name;
    Object.assign(list, {
      name,
      nameKey: searchKey(name),
      priority: input.priority ?? list.priority,
      active: input.active ?? list.active,
    });
    if (input.validFrom !== undefined) list.validFrom = input.validFrom;
    if (input.validUntil !== undefined) list.validUntil = input.validUntil;
    const errors = errorsOf(list);
    if (errors.length > 0) return new Refusal(errors, nothing);
    return { priceList: await transaction.save(list) };
  });
}

function errorsOf({ name, nameKey, validFrom, validUntil, priority }: PriceList): UserError[] {
  const errors = lengthErrors(mostLetters.name, { name });
  if (!nameKey) errors.push(userError('REQUIRED', 'A price list needs a name.', ['input', 'name']));
  if (validFrom && validUntil && validFrom >= validUntil)
    errors.push(userError('INVALID', 'The list would be over before it is valid: validUntil is after validFrom.', ['input', 'validUntil']));
  if (Math.abs(priority) > mostPriority)
    errors.push(userError('INVALID', `priority is -${mostPriority} to ${mostPriority}, not ${priority}.`, ['input', 'priority']));
  return errors;
}

function options(name: string): CommandOptions {
  const taken = { code: 'TAKEN', message: 'Another price list has that name.', field: ['input', 'name'] } as const;
  return { name, permission: 'catalog:manage', constraints: { price_lists_name: taken } };
}
