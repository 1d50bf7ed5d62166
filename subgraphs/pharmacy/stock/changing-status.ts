import type { Transaction } from '#kernel/database/transaction.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { refuse, Refusal, type MutationPayload } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { holdItem, inWords, itemAt, nothing, reasonErrors, takingError, type HeldItem } from './held-item.js';
import { moveStock } from './moving.js';
import { placeNamed } from './places.js';
import {
  HoldStockPayload,
  MakeStockAvailablePayload,
  MarkStockDamagedPayload,
  QuarantineStockPayload,
  type HoldStockInput,
  type MakeStockAvailableInput,
  type MarkStockDamagedInput,
  type QuarantineStockInput,
} from './stock-changes.inputs.js';
import { stockConstraints } from './stock-constraints.js';
import type { StockItem } from './stock-item.js';
import { KeptStatus, MovementKind } from './stock-terms.js';

const { AVAILABLE, ON_HOLD, QUARANTINED, DAMAGED } = KeptStatus;

/** From which states packs come into another, and by which kind of movement. What was recalled stays so until it leaves. */
const ways = {
  [QUARANTINED]: { kind: MovementKind.QUARANTINE, from: [AVAILABLE, ON_HOLD, DAMAGED] },
  [ON_HOLD]: { kind: MovementKind.HOLD, from: [AVAILABLE, QUARANTINED] },
  [DAMAGED]: { kind: MovementKind.DAMAGE, from: [AVAILABLE, ON_HOLD, QUARANTINED] },
  [AVAILABLE]: { kind: MovementKind.RELEASE, from: [ON_HOLD, QUARANTINED] },
} as const;

export function quarantineStock(context: Context, input: QuarantineStockInput): Promise<QuarantineStockPayload> {
  return change(context, QuarantineStockPayload, { name: 'quarantineStock', permission: 'stock:adjust', to: QUARANTINED }, input);
}

export function holdStock(context: Context, input: HoldStockInput): Promise<HoldStockPayload> {
  return change(context, HoldStockPayload, { name: 'holdStock', permission: 'stock:adjust', to: ON_HOLD, needsReason: true }, input);
}

export function markStockDamaged(context: Context, input: MarkStockDamagedInput): Promise<MarkStockDamagedPayload> {
  const how = { name: 'markStockDamaged', permission: 'stock:adjust', to: DAMAGED, needsReason: true } as const;
  return change(context, MarkStockDamagedPayload, how, input);
}

export function makeStockAvailable(context: Context, input: MakeStockAvailableInput): Promise<MakeStockAvailablePayload> {
  return change(context, MakeStockAvailablePayload, { name: 'makeStockAvailable', permission: 'stock:release', to: AVAILABLE }, input);
}

interface Change {
  readonly name: string;
  readonly permission: string;
  readonly to: keyof typeof ways;
  readonly needsReason?: boolean;
}

interface ChangeInput {
  readonly stockItemId: string;
  readonly quantity: number;
  readonly locationId?: string | null;
  readonly reason?: string | null;
}

/** Out of one state and into another: two movements that sum to nothing. */
function change<P extends MutationPayload & { stockItem: StockItem | null }>(
  context: Context,
  payload: new () => P,
  { name, permission, to, needsReason = false }: Change,
  input: ChangeInput,
): Promise<P> {
  const options = { name, permission, constraints: stockConstraints };
  return context.db.command<MutationPayload & { stockItem: StockItem | null }>(payload, options, async (transaction) => {
    const reason = input.reason?.trim() || null;
    const errors = [...(needsReason ? reasonErrors(reason ?? '') : []), ...lengthErrors(mostLetters.text, { reason })];
    if (errors.length > 0) return new Refusal(errors, nothing);
    const held = await holdItem(transaction, input.stockItemId);
    if (held instanceof Refusal) return held;
    const wrong = stateRefusal(held, to);
    if (wrong) return wrong;
    const locationId = await locationOf(transaction, held, input.locationId);
    if (locationId instanceof Refusal) return locationId;
    const error = takingError(held.item, input.quantity);
    if (error) return new Refusal([error], nothing);
    const { kind } = ways[to];
    const there = { ...held.place, locationId, status: to };
    await moveStock(transaction, null, [
      { kind, ...held.place, quantity: -input.quantity, reason },
      { kind, ...there, quantity: input.quantity, reason },
    ]);
    return { stockItem: await itemAt(transaction, there) };
  }) as Promise<P>;
}

function stateRefusal({ item: { keptStatus }, lot, branch }: HeldItem, to: keyof typeof ways): Refusal | null {
  const field = ['input', 'stockItemId'];
  const leaves = 'it leaves as a loss (writeOffStock) or back to its supplier';
  const from: readonly KeptStatus[] = ways[to].from;
  if (keptStatus === to) return refuse('WRONG_STATE', `It is ${inWords[to]} already.`, field, nothing);
  if (keptStatus === KeptStatus.RECALLED || (to === AVAILABLE && lot.recallId !== null))
    return refuse('WRONG_STATE', `${lot.called} was recalled: ${leaves}.`, field, nothing);
  if (!from.includes(keptStatus)) {
    const sources = from.map((status) => inWords[status]).join(' or ');
    return refuse('WRONG_STATE', `What is ${inWords[keptStatus]} cannot become ${inWords[to]}, only what is ${sources}.`, field, nothing);
  }
  if (to === AVAILABLE && lot.hasExpiredBy(branch.today))
    return refuse('WRONG_STATE', `${lot.called} expired on ${lot.expiresOn}: ${leaves}.`, field, nothing);
  return null;
}

async function locationOf(
  transaction: Transaction,
  { branch, item }: HeldItem,
  named: string | null | undefined,
): Promise<string | Refusal> {
  if (named == null) return item.locationId;
  const location = await placeNamed(transaction, branch, named);
  return (
    location?.id ?? refuse('NOT_FOUND', 'There is no such place in use at the branch of this stock.', ['input', 'locationId'], nothing)
  );
}
