import type { OpenBranch } from '#kernel/branches/at-branch.js';
import { isPrice, notAPrice } from '../products/prices.js';
import { ProductKind, ProductStatus } from '../products/product-terms.js';
import type { Product } from '../products/product.js';
import { lastOfMonth } from './expiry.js';
import { mostPacks } from './held-item.js';
import type { LotFacts } from './keeping-lots.js';
import { longestLotNumber } from './lot.js';
import type { PackScan } from './reading-scans.js';
import type { ReceivedStockLineInput } from './receiving.inputs.js';

/** What is wrong with a line, and in which of its fields. */
export interface LineProblem<Field extends string = keyof ReceivedStockLineInput> {
  readonly code: 'INVALID' | 'REQUIRED';
  readonly field: Field;
  readonly problem: string;
}

/** What a person says of a lot, beside the code of its pack. */
export interface TypedLot {
  readonly lotNumber?: string | null;
  readonly expiresOn?: string | null;
  readonly expiryDayKnown?: boolean | null;
}

type LotProblem = LineProblem<'productId' | 'lotNumber' | 'expiresOn'>;

/** The lot of a line, with what its scan says; or the first thing that is wrong with the line. */
export function lotOfLine(
  line: ReceivedStockLineInput,
  product: Product,
  scan: PackScan | null,
  branch: OpenBranch,
): LotFacts | LineProblem {
  if (line.quantity < 1 || line.quantity > mostPacks)
    return { code: 'INVALID', field: 'quantity', problem: `quantity is 1 to ${mostPacks} packs, not ${line.quantity}.` };
  const lot = arrivingLot(line, product, scan, branch);
  if ('problem' in lot) return lot;
  const { unitCost } = line;
  if (unitCost && unitCost.currency !== branch.currency)
    return {
      code: 'INVALID',
      field: 'unitCost',
      problem: `the branch keeps its books in ${branch.currency}, not in ${unitCost.currency}.`,
    };
  return unitCost && !isPrice(unitCost.amountMinor) ? { code: 'INVALID', field: 'unitCost', problem: notAPrice } : lot;
}

/** The lot of packs that come in, whichever way; or what is wrong with it. */
export function arrivingLot(typed: TypedLot, product: Product, scan: PackScan | null, branch: OpenBranch): LotFacts | LotProblem {
  const lot = printedLot(typed, product, scan);
  if ('problem' in lot) return lot;
  const { lotNumber, expiresOn } = lot;
  if (product.kind === ProductKind.MEDICINE && lotNumber === '')
    return { code: 'REQUIRED', field: 'lotNumber', problem: `${product.name} is a medicine: give the lot number of the pack.` };
  if (product.kind === ProductKind.MEDICINE && expiresOn === null)
    return { code: 'REQUIRED', field: 'expiresOn', problem: `${product.name} is a medicine: give the day on which the pack expires.` };
  return expiresOn !== null && expiresOn < branch.today
    ? {
        code: 'INVALID',
        field: 'expiresOn',
        problem: `${nameOf(lot, product)} expired on ${expiresOn}: do not take it in, give it back to who brought it.`,
      }
    : lot;
}

/** The lot that is printed on a pack, be it good or not; or in what it contradicts itself. */
export function printedLot(typed: TypedLot, product: Product, scan: PackScan | null): LotFacts | LotProblem {
  const lotNumber = typed.lotNumber?.trim() || null;
  if (product.status === ProductStatus.ENTERED_IN_ERROR)
    return {
      code: 'INVALID',
      field: 'productId',
      problem: `${product.name} was entered in error: name the product that it is.`,
    };
  if ((lotNumber?.length ?? 0) > longestLotNumber)
    return { code: 'INVALID', field: 'lotNumber', problem: `a lot number has at most ${longestLotNumber} characters.` };
  if (scan?.lotNumber && lotNumber && scan.lotNumber !== lotNumber)
    return { code: 'INVALID', field: 'lotNumber', problem: `the code of the pack says lot ${scan.lotNumber}, not ${lotNumber}.` };
  if (scan?.expiresOn && typed.expiresOn && scan.expiresOn !== typed.expiresOn)
    return {
      code: 'INVALID',
      field: 'expiresOn',
      problem: `the code of the pack says that it expires on ${scan.expiresOn}, not ${typed.expiresOn}.`,
    };
  const expiresOn = scan?.expiresOn ?? typed.expiresOn ?? null;
  const expiryDayKnown = scan?.expiresOn ? scan.expiryDayKnown : (typed.expiryDayKnown ?? true);
  if (!expiryDayKnown && expiresOn !== null && expiresOn !== lastOfMonth(expiresOn))
    return {
      code: 'INVALID',
      field: 'expiresOn',
      problem: `where the pack names only the month, the last day is ${lastOfMonth(expiresOn)}, not ${expiresOn}.`,
    };
  const named = scan?.lotNumber ?? lotNumber ?? '';
  return { productId: product.id, lotNumber: named, expiresOn, expiryDayKnown: expiresOn === null || expiryDayKnown };
}

/** As a sentence names it. */
export function nameOf({ lotNumber }: LotFacts, { name }: Product): string {
  return `lot ${lotNumber || '(without number)'} of ${name}`;
}
