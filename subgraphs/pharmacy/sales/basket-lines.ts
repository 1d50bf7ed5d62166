import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal, userError, type UserError } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { branchOf } from '#kernel/branches/at-branch.js';
import { BranchProduct } from '../products/branch-product.js';
import { ProductStatus } from '../products/product-terms.js';
import { Product } from '../products/product.js';
import { allocateFirstExpiring, allocateStock, type Pick } from '../stock/allocation.js';
import { Lot } from '../stock/lot.js';
import { readPackScan } from '../stock/reading-scans.js';
import { releaseStock, reserveStock } from '../stock/reserving.js';
import { ScannedProducts } from '../stock/scanned-product.js';
import { stockConstraints } from '../stock/stock-constraints.js';
import { lockBasket, lockStockOf, sourceOf, stockLines } from './at-basket.js';
import { reprice } from './repricing.js';
import { readLines, SaleLine } from './sale-line.js';
import { SaleStatus } from './sale-terms.js';
import { AddSaleLinePayload, RemoveSaleLinePayload, type AddSaleLineInput, type RemoveSaleLineInput } from './sale.inputs.js';
import { Sale } from './sale.js';
import { rulesInForce, taxOf } from './taxing.js';

const permission = 'sales:sell';
const nothing = { sale: null, line: null };
export const mostPacks = 10_000;
const mostLines = 500;

/** Puts packs of a product into a basket, and sets them aside. */
export async function addSaleLine(context: Context, input: AddSaleLineInput): Promise<AddSaleLinePayload> {
  const options = { name: 'addSaleLine', permission, constraints: stockConstraints };
  return context.db.command(AddSaleLinePayload, options, async (transaction) => {
    const { quantity } = input;
    if (quantity < 1 || quantity > mostPacks)
      return refuse('INVALID', `quantity is 1 to ${mostPacks} packs, not ${quantity}.`, ['input', 'quantity'], nothing);
    const sale = await lockBasket(transaction, input.saleId);
    if (!(sale instanceof Sale)) return new Refusal([sale], nothing);
    const goods = await goodsMeant(transaction, input);
    if ('code' in goods) return new Refusal([goods], nothing);
    const { product, lot } = goods;
    const unsellable = overTheCounterError(product);
    if (unsellable) return new Refusal([unsellable], nothing);
    const price = await priceAt(transaction, sale, product);
    if (typeof price !== 'bigint') return new Refusal([price], nothing);
    const lines = await readLines(transaction, sale);
    const line = newLine(sale, lines, { productId: product.id, lotId: lot?.id ?? null, dispenseId: null, quantity, unitPriceMinor: price });
    if (!line)
      return refuse('LIMIT_REACHED', `A basket holds at most ${mostLines} lines: complete it first.`, ['input', 'saleId'], nothing);
    const branch = await branchOf(transaction, sale);
    await lockStockOf(transaction, sale, [line]);
    const [allocation] = await allocateStock(transaction, branch, [line]);
    if (!allocation || allocation.missing > 0)
      return refuse('INVALID', tooFew(product, lot, quantity - (allocation?.missing ?? quantity)), ['input', 'quantity'], nothing);
    await reserveStock(transaction, sourceOf(sale), sale.branchId, allocation.picks, null);
    applyTax(line, product, await rulesInForce(transaction, branch));
    await transaction.insert(line);
    const refused = await reprice(transaction, sale, [...lines, line]);
    return refused ? new Refusal([refused], nothing) : { sale, line };
  });
}

/** Takes a line out of a basket; its goods are free again, and its dispense can be paid elsewhere. */
export async function removeSaleLine(context: Context, input: RemoveSaleLineInput): Promise<RemoveSaleLinePayload> {
  const options = { name: 'removeSaleLine', permission, constraints: stockConstraints };
  return context.db.command(RemoveSaleLinePayload, options, async (transaction) => {
    const sale = await lockBasket(transaction, input.saleId, [SaleStatus.OPEN, SaleStatus.HELD]);
    if (!(sale instanceof Sale)) return new Refusal([sale], nothing);
    const lines = await readLines(transaction, sale);
    const line = lines.find(({ id }) => id === input.lineId);
    if (!line) return refuse('NOT_FOUND', 'The basket has no such line.', ['input', 'lineId'], nothing);
    if (line.dispenseId === null) {
      await lockStockOf(transaction, sale, lines);
      await freeStockOf(transaction, sale, lines, line);
    } else {
      await transaction.rows(sql`delete from paid_dispenses where dispense_id = ${toUuid('dispense', line.dispenseId)}`);
    }
    await transaction.rows(sql`delete from sale_lines where id = ${toUuid('saleline', line.id)} and occurred_at = ${line.occurredAt}`);
    const refused = await reprice(
      transaction,
      sale,
      lines.filter(({ id }) => id !== line.id),
    );
    return refused ? new Refusal([refused], nothing) : { sale };
  });
}

/** The next line of a basket, unpriced; null when the basket is full. */
export function newLine(
  sale: Sale,
  lines: readonly SaleLine[],
  facts: Readonly<{ productId: string; lotId: string | null; dispenseId: string | null; quantity: number; unitPriceMinor: bigint }>,
): SaleLine | null {
  if (lines.length >= mostLines) return null;
  return Object.assign(new SaleLine(), {
    id: newId('saleline'),
    occurredAt: sale.occurredAt,
    saleId: sale.id,
    branchId: sale.branchId,
    position: (lines.at(-1)?.position ?? 0) + 1,
    originalLineId: null,
    ...facts,
    discountBasisPoints: null,
    discountAmountMinor: null,
    discountApproved: false,
    discountMinor: 0n,
    saleDiscountMinor: 0n,
    amountMinor: facts.unitPriceMinor * BigInt(facts.quantity),
    taxName: null,
    taxBasisPoints: null,
    taxMinor: 0n,
    lots: null,
    costMinor: null,
  });
}

export function applyTax(line: SaleLine, product: Product, rules: Awaited<ReturnType<typeof rulesInForce>>): void {
  const tax = taxOf(product, rules);
  Object.assign(line, { taxName: tax?.name ?? null, taxBasisPoints: tax?.basisPoints ?? null });
}

/** The price of a pack at the branch of a sale, or why it has none. */
export async function priceAt(transaction: Transaction, { branchId, currency }: Sale, product: Product): Promise<bigint | UserError> {
  const kept = await transaction.first(
    BranchProduct,
    sql`where branch_id = ${toUuid('branch', branchId)} and product_id = ${toUuid('product', product.id)}`,
  );
  if (kept?.priceMinor == null)
    return userError('INVALID', `${product.name} is not sold at this branch: give it a price first (setBranchProduct).`, ['input']);
  if (kept.currency === currency) return kept.priceMinor;
  return userError('INVALID', `${product.name} has its price in ${kept.currency}, but the till works in ${currency}.`, ['input']);
}

/** Which packs each line has among those that are set aside for its basket: lines of a chosen lot take theirs first. */
export function picksOfLines(
  lines: readonly SaleLine[],
  reserved: readonly Pick[],
): { picks: Map<string, readonly Pick[]>; short: SaleLine[] } {
  const wanting = stockLines(lines).toSorted((one, other) => Number(other.lotId !== null) - Number(one.lotId !== null));
  const stock = [...Map.groupBy(reserved, ({ stockItemId }) => stockItemId).values()].flatMap(([first, ...rest]) =>
    first ? [{ ...first, available: rest.reduce((sum, { quantity }) => sum + quantity, first.quantity) }] : [],
  );
  const allocations = allocateFirstExpiring(stock, wanting);
  return {
    picks: new Map(wanting.map((line, index) => [line.id, allocations[index]?.picks ?? []])),
    short: wanting.filter((_, index) => allocations[index]?.missing !== 0),
  };
}

/** What was set aside for all other lines stays so, pack by pack and until the same time. */
async function freeStockOf(transaction: Transaction, sale: Sale, lines: readonly SaleLine[], line: SaleLine): Promise<void> {
  const { picks } = picksOfLines(lines, await releaseStock(transaction, sourceOf(sale)));
  const others = [...picks].filter(([id]) => id !== line.id).flatMap(([, kept]) => kept);
  await reserveStock(transaction, sourceOf(sale), sale.branchId, others, sale.heldUntil);
}

interface Goods {
  readonly product: Product;
  readonly lot: Lot | null;
}

async function goodsMeant(transaction: Transaction, input: AddSaleLineInput): Promise<Goods | UserError> {
  if ((input.productId == null) === (input.scan == null))
    return userError('REQUIRED', 'Say either productId or scan.', ['input', 'productId']);
  if (input.scan != null) return goodsScanned(transaction, input.scan, input.lotId ?? null);
  const product = await transaction.first(Product, sql`where id = ${toUuid('product', input.productId ?? '')}`);
  if (!product) return userError('NOT_FOUND', 'There is no such product.', ['input', 'productId']);
  return withLot(transaction, product, input.lotId ?? null);
}

async function goodsScanned(transaction: Transaction, scan: string, lotId: string | null): Promise<Goods | UserError> {
  const field = ['input', 'scan'];
  const read = readPackScan(scan);
  if ('problem' in read) return userError('INVALID', read.problem, field);
  const product = (await ScannedProducts.find(transaction, [read])).of(read);
  if ('problem' in product) return userError('NOT_FOUND', product.problem, field);
  if (lotId !== null || read.lotNumber === null) return withLot(transaction, product, lotId);
  const lot = await transaction.first(Lot, sql`where product_id = ${toUuid('product', product.id)} and lot_number = ${read.lotNumber}`);
  if (lot) return { product, lot };
  return userError(
    'NOT_FOUND',
    `Lot ${read.lotNumber} of ${product.name} was never received: set the pack apart and look where it came from.`,
    field,
  );
}

async function withLot(transaction: Transaction, product: Product, lotId: string | null): Promise<Goods | UserError> {
  if (lotId === null) return { product, lot: null };
  const lot = await transaction.first(Lot, sql`where id = ${toUuid('lot', lotId)} and product_id = ${toUuid('product', product.id)}`);
  return lot ? { product, lot } : userError('NOT_FOUND', `${product.name} has no such lot.`, ['input', 'lotId']);
}

function overTheCounterError(product: Product): UserError | null {
  const field = ['input', 'productId'];
  if (product.status === ProductStatus.ENTERED_IN_ERROR)
    return userError('WRONG_STATE', `${product.name} was entered by mistake, and is not sold.`, field);
  const instead = 'dispense it, then add the dispense to the basket (addDispenseLine)';
  if (product.isControlled) return userError('INVALID', `${product.name} is a controlled substance: ${instead}.`, field);
  if (product.prescriptionRequired) return userError('INVALID', `${product.name} is given only against a prescription: ${instead}.`, field);
  return null;
}

function tooFew(product: Product, lot: Lot | null, there: number): string {
  const what = lot ? `lot ${lot.lotNumber} of ${product.name}` : product.name;
  if (there === 0) return `No pack of ${what} can be sold here now.`;
  return `Only ${there} ${there === 1 ? 'pack' : 'packs'} of ${what} can be sold here now.`;
}
