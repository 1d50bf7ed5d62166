import type { CommandOptions } from '#kernel/database/command.js';
import { searchKey } from '#kernel/graph/search-key.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { newId } from '#kernel/graph/type-id.js';
import { refuse, Refusal, userError, type UserError } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import { isGln } from '#kernel/gs1/check-digit.js';
import type { Context } from '#kernel/subgraph/context.js';
import { CreateSupplierPayload, UpdateSupplierPayload, type CreateSupplierInput, type UpdateSupplierInput } from './supplier.inputs.js';
import { Supplier } from './supplier.js';

const nothing = { supplier: null };

export async function createSupplier(context: Context, input: CreateSupplierInput): Promise<CreateSupplierPayload> {
  return context.db.command(CreateSupplierPayload, options('createSupplier'), async (transaction) => {
    const supplier = Object.assign(new Supplier(), {
      id: newId('supplier'),
      name: input.name.trim(),
      nameKey: searchKey(input.name),
      code: cleaned(input.code),
      email: cleaned(input.email),
      phone: input.phone ?? null,
      gln: cleaned(input.gln),
      address: cleaned(input.address),
      currency: input.currency,
      leadTimeDays: input.leadTimeDays ?? null,
      active: true,
    });
    const errors = errorsOf(supplier);
    if (errors.length > 0) return new Refusal(errors, nothing);
    return { supplier: await transaction.insert(supplier) };
  });
}

export async function updateSupplier(context: Context, input: UpdateSupplierInput): Promise<UpdateSupplierPayload> {
  return context.db.command(UpdateSupplierPayload, options('updateSupplier'), async (transaction) => {
    const supplier = await transaction.lock(Supplier, input.id);
    if (!supplier) return refuse('NOT_FOUND', 'There is no such supplier.', ['input', 'id'], nothing);
    const stale = staleVersion(supplier, input.expectedVersion, 'supplier', nothing);
    if (stale) return stale;
    const name = input.name?.trim() ?? supplier.name;
    Object.assign(supplier, {
      name,
      nameKey: searchKey(name),
      currency: input.currency ?? supplier.currency,
      active: input.active ?? supplier.active,
    });
    if (input.code !== undefined) supplier.code = cleaned(input.code);
    if (input.email !== undefined) supplier.email = cleaned(input.email);
    if (input.phone !== undefined) supplier.phone = input.phone;
    if (input.gln !== undefined) supplier.gln = cleaned(input.gln);
    if (input.address !== undefined) supplier.address = cleaned(input.address);
    if (input.leadTimeDays !== undefined) supplier.leadTimeDays = input.leadTimeDays;
    const errors = errorsOf(supplier);
    if (errors.length > 0) return new Refusal(errors, nothing);
    return { supplier: await transaction.save(supplier) };
  });
}

function errorsOf({ name, nameKey, code, email, gln, address, leadTimeDays }: Supplier): UserError[] {
  const errors = [...lengthErrors(mostLetters.name, { name, code, email }), ...lengthErrors(mostLetters.text, { address })];
  if (!nameKey) errors.push(userError('REQUIRED', 'A supplier needs a name.', ['input', 'name']));
  if (email !== null && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))
    errors.push(
      userError('INVALID', `"${email.slice(0, 60)}" is no email address: those look like orders@example.com.`, ['input', 'email']),
    );
  if (gln !== null && !isGln(gln))
    errors.push(
      userError(
        'INVALID',
        `"${gln.slice(0, 30)}" is no GLN: it has 13 digits, and the last one checks the others. Compare it with the supplier's papers.`,
        ['input', 'gln'],
      ),
    );
  if (leadTimeDays !== null && (leadTimeDays < 0 || leadTimeDays > 365))
    errors.push(userError('INVALID', `leadTimeDays is 0 to 365, not ${leadTimeDays}.`, ['input', 'leadTimeDays']));
  return errors;
}

/** Without spaces around it; null when nothing is left. */
function cleaned(text: string | null | undefined): string | null {
  return text?.trim() || null;
}

function options(name: string): CommandOptions {
  return {
    name,
    permission: 'suppliers:manage',
    constraints: {
      suppliers_name: { code: 'TAKEN', message: 'Another supplier has that name.', field: ['input', 'name'] },
      suppliers_code: { code: 'TAKEN', message: 'Another supplier has that code.', field: ['input', 'code'] },
      suppliers_gln: { code: 'TAKEN', message: 'Another supplier has that GLN.', field: ['input', 'gln'] },
    },
  };
}
