import { userError, type UserError, type UserErrorCode } from '#kernel/graph/user-error.js';
import type { OpenBranch } from '#kernel/branches/at-branch.js';
import type { Product } from '../products/product.js';
import { soonDays } from '../stock/allocation.js';
import { lastOfMonth } from '../stock/expiry.js';
import { packs } from '../stock/held-item.js';
import type { LotFacts } from '../stock/keeping-lots.js';
import { readPackScan, type PackScan } from '../stock/reading-scans.js';
import { arrivingLot, nameOf } from '../stock/received-line.js';
import { ReceivedSerials } from '../stock/received-serials.js';
import { packIsOf } from '../stock/scanned-product.js';
import { expiresSoon } from '../stock/stock-item.js';
import type { GoodsCondition } from './goods-receipt-line.js';
import { priceProblem } from './order-lines.js';
import { mostPacks } from './order-limits.js';
import type { PurchaseOrderLine } from './purchase-order-line.js';
import type { ReceivedGoodsLineInput } from './receiving.inputs.js';

/** A product of the order, and how much of it was ordered. */
export interface Ordered {
  readonly line: PurchaseOrderLine;
  readonly product: Product;
}

/** A line of a delivery that is in order, as far as the order and the pack can tell. */
export interface Delivered extends Ordered {
  /** Its place in the input, from 0. */
  readonly index: number;
  readonly lot: LotFacts;
  readonly quantity: number;
  /** Packs of these beyond those ordered. */
  readonly over: number;
  readonly unitPriceMinor: bigint;
  readonly locationId: string | null;
  readonly condition: GoodsCondition;
  readonly serialNumbers: readonly string[];
}

/** What was delivered, or everything that is wrong with it, by line. */
export class Delivery {
  readonly delivered: Delivered[] = [];
  readonly errors: UserError[] = [];
  private readonly outstanding: Map<string, number>;
  private readonly serials = new ReceivedSerials();

  constructor(
    private readonly ordered: readonly Ordered[],
    private readonly currency: string,
    private readonly branch: OpenBranch,
  ) {
    this.outstanding = new Map(ordered.map(({ line }) => [line.id, line.outstanding]));
  }

  read(input: ReceivedGoodsLineInput, index: number): void {
    const wrong = (code: `${UserErrorCode}`, message: string, field?: string): null => {
      this.errors.push(userError(code, `Line ${index + 1}: ${message}`, ['input', 'lines', String(index), ...(field ? [field] : [])]));
      return null;
    };
    const scan = input.scan ? readPackScan(input.scan) : null;
    if (scan && 'problem' in scan) return void wrong('INVALID', scan.problem, 'scan');
    const found = this.orderedBy(input, scan, wrong);
    if (!found) return;
    if (input.quantity < 1 || input.quantity > mostPacks)
      return void wrong('INVALID', `quantity is 1 to ${mostPacks} packs, not ${input.quantity}.`, 'quantity');
    const problem = priceProblem(input.unitPrice, this.currency);
    if (problem) wrong('INVALID', problem, 'unitPrice');
    const lot = this.lotOf(found.product, input, scan, wrong);
    const serialNumbers = this.serialsOf(found.product, input, scan, wrong);
    const over = this.overOf(found, input, wrong);
    if (!lot || !serialNumbers || over === null) return;
    const { quantity, condition, unitPrice } = input;
    const unitPriceMinor = unitPrice?.amountMinor ?? found.line.unitPriceMinor;
    this.delivered.push({
      ...found,
      index,
      lot,
      quantity,
      over,
      unitPriceMinor,
      locationId: input.locationId ?? null,
      condition,
      serialNumbers,
    });
  }

  private orderedBy({ lineId, productId, scan: text }: ReceivedGoodsLineInput, scan: PackScan | null, wrong: Wrong): Ordered | null {
    if (!lineId && !productId && !text) return wrong('REQUIRED', 'say which product it is: send lineId, productId or scan.');
    const byLine = lineId ? this.ordered.find(({ line }) => line.id === lineId) : undefined;
    if (lineId && !byLine) return wrong('NOT_FOUND', 'the order has no such line.', 'lineId');
    const byProduct = productId ? this.ordered.find(({ product }) => product.id === productId) : undefined;
    if (productId && !byProduct) return wrong('NOT_FOUND', 'the product is not on this order.', 'productId');
    const byScan = scan ? this.ordered.find(({ product }) => packIsOf(scan, product)) : undefined;
    if (scan && !byScan)
      return wrong(
        'NOT_FOUND',
        `the scanned pack (${codeOf(scan)}) is not of a product on this order: set it aside and compare it with the order.`,
        'scan',
      );
    const [first, ...others] = [byLine, byProduct, byScan].filter((each) => each !== undefined);
    const other = others.find(({ line }) => line.id !== first?.line.id);
    if (first && other)
      return wrong(
        'INVALID',
        `it is said to be ${first.product.name}, but ${byScan ? 'the scanned pack' : 'the product'} is ${other.product.name}.`,
      );
    return first ?? null;
  }

  private lotOf(product: Product, input: ReceivedGoodsLineInput, scan: PackScan | null, wrong: Wrong): LotFacts | null {
    const expiryDayKnown = input.expiryDayKnown ?? scan?.expiryDayKnown ?? true;
    const expiresOn = input.expiresOn && !expiryDayKnown ? lastOfMonth(input.expiresOn) : (input.expiresOn ?? null);
    const lot = arrivingLot({ lotNumber: input.lotNumber ?? null, expiresOn, expiryDayKnown }, product, scan, this.branch);
    if ('problem' in lot) return wrong(lot.code, lot.problem, lot.field);
    if (!input.acceptShortDated && expiresSoon(lot, this.branch.today))
      return wrong(
        'INVALID',
        `${nameOf(lot, product)} expires on ${lot.expiresOn}, within ${soonDays} days: give it back, or set acceptShortDated to take it.`,
        'expiresOn',
      );
    return lot;
  }

  /** Which packs were scanned; a pack that is counted twice is refused. */
  private serialsOf(
    product: Product,
    { serialNumbers, quantity }: ReceivedGoodsLineInput,
    scan: PackScan | null,
    wrong: Wrong,
  ): string[] | null {
    const read = this.serials.read(product, quantity, scan, serialNumbers);
    return 'problem' in read ? wrong('INVALID', read.problem, 'serialNumbers') : read;
  }

  private overOf({ line, product }: Ordered, { quantity, acceptOver }: ReceivedGoodsLineInput, wrong: Wrong): number | null {
    const outstanding = this.outstanding.get(line.id) ?? 0;
    const over = Math.max(0, quantity - outstanding);
    this.outstanding.set(line.id, Math.max(0, outstanding - quantity));
    if (over === 0 || acceptOver) return over;
    const left =
      outstanding === 0 ? `all ${line.quantity} that were ordered have come` : `only ${outstanding} of ${line.quantity} are still to come`;
    return wrong(
      'INVALID',
      `${packs(quantity)} of ${product.name} ${quantity === 1 ? 'is' : 'are'} more than was ordered: ${left}. Give the rest back, or set acceptOver to take them.`,
      'quantity',
    );
  }
}

type Wrong = (code: `${UserErrorCode}`, message: string, field?: string) => null;

function codeOf({ gtin, nationalCode }: PackScan): string {
  return gtin === null ? `national number ${nationalCode}` : `GTIN ${gtin}`;
}
