import { refuse, Refusal } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { holdItem, itemAt, nothing, takingError } from './held-item.js';
import { moveStock } from './moving.js';
import { placeNamed } from './places.js';
import { MoveStockToLocationPayload, type MoveStockToLocationInput } from './stock-changes.inputs.js';
import { stockConstraints } from './stock-constraints.js';
import { MovementKind } from './stock-terms.js';

/** Packs keep their state wherever they are put. */
export async function moveStockToLocation(context: Context, input: MoveStockToLocationInput): Promise<MoveStockToLocationPayload> {
  const options = { name: 'moveStockToLocation', permission: 'stock:adjust', constraints: stockConstraints };
  return context.db.command(MoveStockToLocationPayload, options, async (transaction) => {
    const held = await holdItem(transaction, input.stockItemId);
    if (held instanceof Refusal) return held;
    const { place, item, branch } = held;
    const location = await placeNamed(transaction, branch, input.locationId);
    const field = ['input', 'locationId'];
    if (!location) return refuse('NOT_FOUND', 'There is no such place in use at the branch of this stock.', field, nothing);
    if (location.id === place.locationId) return refuse('INVALID', 'The packs are there already.', field, nothing);
    const error = takingError(item, input.quantity);
    if (error) return new Refusal([error], nothing);
    const there = { ...place, locationId: location.id };
    await moveStock(transaction, null, [
      { kind: MovementKind.RELOCATION, ...place, quantity: -input.quantity },
      { kind: MovementKind.RELOCATION, ...there, quantity: input.quantity },
    ]);
    return { stockItem: await itemAt(transaction, there) };
  });
}
