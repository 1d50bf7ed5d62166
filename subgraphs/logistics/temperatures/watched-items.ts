import { prefixOf } from '#kernel/graph/type-id.js';
import { userError, type UserError } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';

/** What can be kept cold, by the beginning of its ids, and what it is called in the graph. */
const types: Readonly<Record<string, string>> = { specimen: 'Specimen', lot: 'Lot', orderline: 'OrderLine' };
const most = 500;
const field = ['input', 'itemIds'];

/** Why a logger cannot be with these, or null: all must exist for the caller, asked of their owners once for each type. */
export async function itemsError(context: Context, itemIds: readonly string[]): Promise<UserError | null> {
  if (itemIds.length > most) return userError('LIMIT_REACHED', `A watch is with at most ${most} things: begin several.`, field);
  const byType = Map.groupBy(itemIds, (id) => types[prefixOf(id) ?? ''] ?? null);
  const [strange] = byType.get(null) ?? [];
  if (strange !== undefined) {
    const known = Object.keys(types).map((prefix) => `${prefix}_…`);
    return userError('INVALID', `"${strange.slice(0, 60)}" is none of what can be watched: ${known.join(', ')}.`, field);
  }
  for (const [type, ids] of byType) {
    const found = type === null ? new Map() : await context.read<object>(type, ids, '__typename');
    const absent = ids.find((id) => !found.has(id));
    if (absent) return userError('NOT_FOUND', `There is no ${absent} that you may see.`, field);
  }
  return null;
}
