import { atBranch } from '#kernel/branches/at-branch.js';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { searchKey } from '#kernel/graph/search-key.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { managePermission } from '../sterilization-permission.js';
import { readInstrumentCode } from './instrument-code.js';
import {
  AddSterilePackagingPayload,
  RegisterInstrumentPayload,
  type AddSterilePackagingInput,
  type RegisterInstrumentInput,
} from './instrument.inputs.js';
import { InstrumentStatus } from './instrument-terms.js';
import { Instrument } from './instrument.js';
import { SterilePackaging } from './sterile-packaging.js';

export const codeConstraints = {
  instrument_codes_code: {
    code: 'TAKEN',
    message: 'Another instrument or set has this code: scan it again, or find the one that has it.',
    field: ['input', 'code'],
  },
} as const;

const packagingConstraints = {
  sterile_packagings_name: {
    code: 'TAKEN',
    message: 'There is a packaging with this name already: choose that one, or another name.',
    field: ['input', 'name'],
  },
} as const;

const longestShelfDays = 3650;

export function addSterilePackaging(context: Context, input: AddSterilePackagingInput): Promise<AddSterilePackagingPayload> {
  const nothing = { packaging: null };
  const options = { name: 'addSterilePackaging', permission: managePermission, constraints: packagingConstraints };
  return context.db.command(AddSterilePackagingPayload, options, async (transaction) => {
    const wrong = nameRefusal(input.name, nothing);
    if (wrong) return wrong;
    if (input.shelfDays < 1 || input.shelfDays > longestShelfDays)
      return refuse('INVALID', `A shelf life is 1 to ${longestShelfDays} days.`, ['input', 'shelfDays'], nothing);
    const name = input.name.trim();
    const packaging = Object.assign(new SterilePackaging(), { ...input, id: newId('packaging'), name, nameKey: searchKey(name) });
    return { packaging: await transaction.insert(packaging) };
  });
}

export async function registerInstrument(context: Context, input: RegisterInstrumentInput): Promise<RegisterInstrumentPayload> {
  const nothing = { instrument: null };
  const { productId } = input;
  const isProduct = !productId || (await context.exists('Product', productId));
  const options = {
    name: 'registerInstrument',
    permission: managePermission,
    branchId: input.branchId,
    nothing,
    constraints: codeConstraints,
  };
  return atBranch(context, RegisterInstrumentPayload, options, async (transaction, branch) => {
    const code = readInstrumentCode(input.code);
    if (typeof code !== 'string') return refuse('INVALID', code.problem, ['input', 'code'], nothing);
    const wrong = nameRefusal(input.name, nothing) ?? cyclesRefusal(input);
    if (wrong) return wrong;
    if (!isProduct) return refuse('NOT_FOUND', 'There is no such product.', ['input', 'productId'], nothing);
    if (input.packagingId && !(await isPackaging(transaction, input.packagingId)))
      return refuse('NOT_FOUND', 'There is no such packaging.', ['input', 'packagingId'], nothing);
    const instrument = Object.assign(new Instrument(), {
      id: newId('instrument'),
      branchId: branch.id,
      otherBranchId: null,
      code,
      name: input.name.trim(),
      productId: productId ?? null,
      packagingId: input.packagingId ?? null,
      setId: null,
      status: InstrumentStatus.DIRTY,
      statusReason: null,
      cycles: input.cycles,
      mostCycles: input.mostCycles ?? null,
      loadId: null,
      sterileLoadId: null,
      sterileLoadNumber: null,
      sterileSince: null,
      sterileUntil: null,
      openedAt: null,
    });
    await transaction.insert(instrument);
    await transaction.rows(
      sql`insert into instrument_codes (code, instrument_id) values (${code}, ${toUuid('instrument', instrument.id)})`,
    );
    return { instrument };
  });
}

function cyclesRefusal({ cycles, mostCycles }: RegisterInstrumentInput): Refusal | null {
  const nothing = { instrument: null };
  if (cycles < 0) return refuse('INVALID', 'Cycles are counted from 0.', ['input', 'cycles'], nothing);
  if (mostCycles != null && mostCycles < 1)
    return refuse('INVALID', 'At least one cycle is allowed: leave it out where there is no limit.', ['input', 'mostCycles'], nothing);
  return null;
}

export async function isPackaging(transaction: Transaction, id: string): Promise<boolean> {
  return (await transaction.first(SterilePackaging, sql`where id = ${toUuid('packaging', id)}`)) !== null;
}

/** What people call a thing. */
export function nameRefusal(name: string, nothing: Readonly<Record<string, unknown>>): Refusal | null {
  if (!name.trim()) return refuse('REQUIRED', 'Say what people call it.', ['input', 'name'], nothing);
  const tooLong = lengthErrors(mostLetters.name, { name });
  return tooLong.length > 0 ? new Refusal(tooLong, nothing) : null;
}
