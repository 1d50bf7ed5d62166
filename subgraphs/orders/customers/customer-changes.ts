import type { CommandOptions } from '#kernel/database/command.js';
import { searchKey } from '#kernel/graph/search-key.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { newId } from '#kernel/graph/type-id.js';
import { refuse, Refusal, userError, type UserError } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import { isGln } from '#kernel/gs1/check-digit.js';
import type { Context } from '#kernel/subgraph/context.js';
import { CreateCustomerPayload, UpdateCustomerPayload, type CreateCustomerInput, type UpdateCustomerInput } from './customer.inputs.js';
import { Customer } from './customer.js';

const nothing = { customer: null };

export async function createCustomer(context: Context, input: CreateCustomerInput): Promise<CreateCustomerPayload> {
  return context.db.command(CreateCustomerPayload, options('createCustomer'), async (transaction) => {
    const customer = Object.assign(new Customer(), {
      id: newId('customer'),
      name: input.name.trim(),
      nameKey: searchKey(input.name),
      code: cleaned(input.code),
      email: cleaned(input.email),
      phone: input.phone ?? null,
      gln: cleaned(input.gln),
      address: cleaned(input.address),
      active: true,
    });
    const errors = errorsOf(customer);
    if (errors.length > 0) return new Refusal(errors, nothing);
    return { customer: await transaction.insert(customer) };
  });
}

export async function updateCustomer(context: Context, input: UpdateCustomerInput): Promise<UpdateCustomerPayload> {
  return context.db.command(UpdateCustomerPayload, options('updateCustomer'), async (transaction) => {
    const customer = await transaction.lock(Customer, input.id);
    if (!customer) return refuse('NOT_FOUND', 'There is no such customer.', ['input', 'id'], nothing);
    const stale = staleVersion(customer, input.expectedVersion, 'customer', nothing);
    if (stale) return stale;
    const name = input.name?.trim() ?? customer.name;
    Object.assign(customer, { name, nameKey: searchKey(name), active: input.active ?? customer.active });
    if (input.code !== undefined) customer.code = cleaned(input.code);
    if (input.email !== undefined) customer.email = cleaned(input.email);
    if (input.phone !== undefined) customer.phone = input.phone;
    if (input.gln !== undefined) customer.gln = cleaned(input.gln);
    if (input.address !== undefined) customer.address = cleaned(input.address);
    const errors = errorsOf(customer);
    if (errors.length > 0) return new Refusal(errors, nothing);
    return { customer: await transaction.save(customer) };
  });
}

function errorsOf({ name, nameKey, code, email, gln, address }: Customer): UserError[] {
  const errors = [...lengthErrors(mostLetters.name, { name, code, email }), ...lengthErrors(mostLetters.text, { address })];
  if (!nameKey) errors.push(userError('REQUIRED', 'A customer needs a name.', ['input', 'name']));
  if (email !== null && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))
    errors.push(
      userError('INVALID', `"${email.slice(0, 60)}" is no email address: those look like orders@example.com.`, ['input', 'email']),
    );
  if (gln !== null && !isGln(gln))
    errors.push(
      userError(
        'INVALID',
        `"${gln.slice(0, 30)}" is no GLN: it has 13 digits, and the last one checks the others. Compare it with the customer's papers.`,
        ['input', 'gln'],
      ),
    );
  return errors;
}

/** Without spaces around it; null when nothing is left. */
function cleaned(text: string | null | undefined): string | null {
  return text?.trim() || null;
}

function options(name: string): CommandOptions {
  return {
    name,
    permission: 'catalog:manage',
    constraints: {
      customers_name: { code: 'TAKEN', message: 'Another customer has that name.', field: ['input', 'name'] },
      customers_code: { code: 'TAKEN', message: 'Another customer has that code.', field: ['input', 'code'] },
    },
  };
}
