import { userError, type UserError } from '#kernel/graph/user-error.js';
import type { LinePacksInput } from './fulfilment.inputs.js';
import type { OrderLine } from './order-line.js';

export interface NamedPacks {
  readonly line: OrderLine;
  readonly quantity: number;
}

/** The lines that are named, with as many packs as there can be; or why not. */
export function packsNamed(
  lines: readonly OrderLine[],
  named: readonly LinePacksInput[],
  field: readonly string[],
  { most, what }: { readonly most: (line: OrderLine) => number; readonly what: string },
): { readonly packs: readonly NamedPacks[]; readonly errors: readonly UserError[] } {
  const byId = new Map(lines.map((line) => [line.id, line]));
  const packs: NamedPacks[] = [];
  const errors: UserError[] = [];
  if (named.length === 0) errors.push(userError('REQUIRED', 'Name one line or more.', field));
  if (new Set(named.map(({ lineId }) => lineId)).size < named.length) errors.push(userError('INVALID', 'Name each line once.', field));
  for (const [index, { lineId, quantity }] of named.entries()) {
    const line = byId.get(lineId);
    if (!line) {
      errors.push(userError('NOT_FOUND', 'There is no such line of this order.', [...field, String(index), 'lineId']));
      continue;
    }
    const left = most(line);
    if (quantity < 1 || quantity > left) {
      const range = left > 0 ? `1 to ${left} packs can be` : 'no pack can be';
      errors.push(userError('INVALID', `${line.name}: ${range} ${what}, not ${quantity}.`, [...field, String(index), 'quantity']));
    } else packs.push({ line, quantity });
  }
  return { packs, errors };
}
