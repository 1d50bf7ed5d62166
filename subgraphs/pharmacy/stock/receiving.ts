import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal, userError, type UserError } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { atBranch, type OpenBranch } from '#kernel/branches/at-branch.js';
import { Product } from '../products/product.js';
import { keepLots, OtherExpiry, type LotFacts } from './keeping-lots.js';
import { moveStock, type NewMovement } from './moving.js';
import { usualPlace } from './places.js';
import { readPackScan } from './reading-scans.js';
import { lotOfLine } from './received-line.js';
import { ReceivedSerials, receivedBefore } from './received-serials.js';
import { mostLines, ReceiveStockPayload, type ReceivedStockLineInput, type ReceiveStockInput } from './receiving.inputs.js';
import { packIsOf, ScannedProducts } from './scanned-product.js';
import { stockConstraints } from './stock-constraints.js';
import { StockItem } from './stock-item.js';
import { lockStock } from './stock-lock.js';
import { StockLocation } from './stock-location.js';
import { KeptStatus, MovementKind } from './stock-terms.js';

const nothing = { stockItems: null };

export async function receiveStock(context: Context, input: ReceiveStockInput): Promise<ReceiveStockPayload> {
  const options = { name: 'receiveStock', permission: 'stock:receive', branchId: input.branchId, nothing, constraints: stockConstraints };
  return atBranch(context, ReceiveStockPayload, options, async (transaction, branch) => {
    const { lines } = input;
    const note = input.note?.trim() || null;
    const tooLong = lengthErrors(mostLetters.text, { note });
    if (tooLong.length > 0) return new Refusal(tooLong, nothing);
    if (lines.length === 0) return refuse('REQUIRED', 'Say what came in, in lines.', ['input', 'lines'], nothing);
    if (lines.length > mostLines)
      return refuse('LIMIT_REACHED', `At most ${mostLines} lines are taken in at once: send the rest after.`, ['input', 'lines'], nothing);
    const received = await readLines(transaction, branch, lines);
    if (received instanceof Refusal) return received;
    await lockStock(
      transaction,
      received.map(({ lot }) => ({ branchId: branch.id, productId: lot.productId })),
    );
    const placed = await placeLines(transaction, branch, received);
    if (placed instanceof Refusal) return placed;
    const lots = await keepLots(
      transaction,
      placed.map(({ lot }) => lot),
    );
    if (lots instanceof OtherExpiry)
      return refuseLine(
        placed.findIndex(({ lot }) => lot === lots.named),
        'expiresOn',
        lots.message,
      );
    const recalled = lots.findIndex(({ recallId }) => recallId !== null);
    const lot = lots[recalled];
    if (lot) return refuseLine(recalled, 'lotNumber', `${lot.called} was recalled: do not take it in, and send it back.`, 'WRONG_STATE');
    const stored = placed.map((line, index) => ({ ...line, lotId: lots[index]?.id ?? '' }));
    const before = await receivedBefore(transaction, stored);
    const twice = before.findIndex((message) => message !== null);
    if (twice >= 0) return refuseLine(twice, 'scan', before[twice] ?? '');
    const movements = stored.flatMap((line): NewMovement[] => {
      const { quantity, unitCost = null } = line.input;
      const place = { branchId: branch.id, locationId: line.locationId, productId: line.product.id, lotId: line.lotId };
      const one = { kind: MovementKind.RECEIPT, ...place, status: KeptStatus.AVAILABLE, unitCost, reason: note };
      // A serial number is of one pack: what a line of several was scanned with tells of none of the others.
      const unnumbered = quantity - line.serialNumbers.length;
      return [
        ...line.serialNumbers.map((serialNumber) => ({ ...one, quantity: 1, serialNumber })),
        ...(unnumbered > 0 ? [{ ...one, quantity: unnumbered, serialNumber: null }] : []),
      ];
    });
    await moveStock(transaction, null, movements);
    return { stockItems: await itemsOf(transaction, stored) };
  });
}

interface ReadLine {
  readonly input: ReceivedStockLineInput;
  readonly product: Product;
  readonly lot: LotFacts;
  readonly serialNumbers: readonly string[];
}

interface PlacedLine extends ReadLine {
  readonly locationId: string;
}

/** Each line as product and lot; or all that is wrong with them. */
async function readLines(
  transaction: Transaction,
  branch: OpenBranch,
  lines: readonly ReceivedStockLineInput[],
): Promise<ReadLine[] | Refusal> {
  const scans = lines.map(({ scan }) => (scan == null ? null : readPackScan(scan)));
  const scanned = await ScannedProducts.find(
    transaction,
    scans.flatMap((scan) => (scan === null || 'problem' in scan ? [] : [scan])),
  );
  const named = await productsNamed(transaction, lines);
  const errors: UserError[] = [];
  const serials = new ReceivedSerials();
  const read = lines.flatMap((line, index): ReadLine[] => {
    const wrong = (code: 'INVALID' | 'NOT_FOUND' | 'REQUIRED', field: keyof ReceivedStockLineInput, message: string): [] => {
      errors.push(lineError(index, field, message, code));
      return [];
    };
    const scan = scans[index] ?? null;
    if (scan && 'problem' in scan) return wrong('INVALID', 'scan', scan.problem);
    const product = line.productId == null ? null : named.get(line.productId);
    if (line.productId != null && !product) return wrong('NOT_FOUND', 'productId', 'there is no such product.');
    const found = scan && scanned.of(scan);
    // A pack whose code nobody has entered yet is taken in as the product that is named.
    if (found && 'problem' in found && !product) return wrong('NOT_FOUND', 'scan', found.problem);
    const other = found && !('problem' in found) ? found : null;
    if (product && scan && other && !packIsOf(scan, product))
      return wrong('INVALID', 'scan', `the code of the pack is of ${other.name}, not of ${product.name}.`);
    const chosen = product ?? other;
    if (!chosen) return wrong('REQUIRED', 'productId', 'say which product, by productId or by scan.');
    const lot = lotOfLine(line, chosen, scan, branch);
    if ('problem' in lot) return wrong(lot.code, lot.field, lot.problem);
    const serialNumbers = serials.read(chosen, line.quantity, scan);
    if ('problem' in serialNumbers) return wrong('INVALID', 'scan', serialNumbers.problem);
    return [{ input: line, product: chosen, lot, serialNumbers }];
  });
  return errors.length > 0 ? new Refusal(errors, nothing) : read;
}

async function productsNamed(transaction: Transaction, lines: readonly ReceivedStockLineInput[]): Promise<Map<string, Product>> {
  const ids = lines.flatMap(({ productId }) => (productId == null ? [] : [toUuid('product', productId)]));
  const products = ids.length === 0 ? [] : await transaction.all(Product, sql`where id = any (${ids}::uuid[])`);
  return new Map(products.map((product) => [product.id, product]));
}

/** Where each line is put: in the place that it names, else on the branch's usual shelf. */
async function placeLines(transaction: Transaction, branch: OpenBranch, lines: readonly ReadLine[]): Promise<PlacedLine[] | Refusal> {
  const named = lines.flatMap(({ input }) => (input.locationId == null ? [] : [toUuid('stocklocation', input.locationId)]));
  const is = sql`where id = any (${named}::uuid[]) and branch_id = ${toUuid('branch', branch.id)} and active`;
  const found = new Set(named.length === 0 ? [] : (await transaction.all(StockLocation, is)).map(({ id }) => id));
  const absent = lines.findIndex(({ input }) => input.locationId != null && !found.has(input.locationId));
  if (absent >= 0) return refuseLine(absent, 'locationId', 'there is no such place in use at the branch.', 'NOT_FOUND');
  const shelf = named.length < lines.length ? (await usualPlace(transaction, branch)).id : '';
  return lines.map((line) => ({ ...line, locationId: line.input.locationId ?? shelf }));
}

async function itemsOf(transaction: Transaction, stored: readonly { locationId: string; lotId: string }[]): Promise<StockItem[]> {
  const locations = stored.map(({ locationId }) => toUuid('stocklocation', locationId));
  const lots = stored.map(({ lotId }) => toUuid('lot', lotId));
  const items = await transaction.all(
    StockItem,
    sql`where (location_id, lot_id) in (select * from unnest(${locations}::uuid[], ${lots}::uuid[])) and status = ${KeptStatus.AVAILABLE}`,
  );
  const byPlace = new Map(items.map((item) => [`${item.locationId} ${item.lotId}`, item]));
  return stored.flatMap(({ locationId, lotId }) => byPlace.get(`${locationId} ${lotId}`) ?? []);
}

function refuseLine(
  index: number,
  field: keyof ReceivedStockLineInput,
  message: string,
  code: 'INVALID' | 'NOT_FOUND' | 'WRONG_STATE' = 'INVALID',
): Refusal {
  return new Refusal([lineError(index, field, message, code)], nothing);
}

function lineError(
  index: number,
  field: keyof ReceivedStockLineInput,
  message: string,
  code: 'INVALID' | 'NOT_FOUND' | 'REQUIRED' | 'WRONG_STATE',
): UserError {
  return userError(code, `Line ${index + 1}: ${message}`, ['input', 'lines', String(index), field]);
}
