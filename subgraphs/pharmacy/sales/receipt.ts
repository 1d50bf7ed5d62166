import { money, type Money } from '#kernel/graph/money.js';
import type { Block, PrintedDocument } from '#kernel/printing/printed-document.js';
import type { BranchProfile } from '#kernel/branches/branch-profile.js';
import { TenderKind } from '../tills/till-terms.js';
import type { SaleLine } from './sale-line.js';
import type { KeptTender } from './sale-tender.js';
import { SaleKind, SaleStatus } from './sale-terms.js';
import type { Sale } from './sale.js';

/** What a receipt is made of. */
export interface ReceiptFacts {
  readonly sale: Sale;
  readonly lines: readonly SaleLine[];
  readonly tenders: readonly KeptTender[];
  readonly branch: BranchProfile;
  /** The names of the products, by id. */
  readonly names: ReadonlyMap<string, string>;
  /** The numbers of the lots, by id. */
  readonly lotNumbers: ReadonlyMap<string, string>;
  readonly cashier: string | null;
  /** Of what came back: the receipt of what was bought. */
  readonly originalNumber: string | null;
}

type Row = readonly [label: string, value: string];

/** The receipt of what was paid for, or came back; it never changes, whenever it is printed. */
export function receiptOf(facts: ReceiptFacts): PrintedDocument {
  const { sale, lines, branch } = facts;
  if (sale.receiptNumber === null || sale.completedAt === null) throw new Error(`The sale ${sale.id} has no receipt yet`);
  return {
    title: `Receipt ${sale.receiptNumber}`,
    language: 'en',
    size: 'ROLL_80MM',
    createdAt: sale.completedAt,
    blocks: [
      { heading: branch.name, align: 'CENTER' },
      ...heading(facts),
      { rule: true },
      ...lines.flatMap((line) => lineBlocks(facts, line)),
      { rule: true },
      { rows: totals(sale), align: 'END' },
      { rows: [[isReturn(sale) ? 'Given back' : 'Total', amount(sale, sale.totalMinor + sale.roundingMinor)]], align: 'END', isBold: true },
      { rows: [...taxRows(sale, lines), ...tenderRows(facts)], align: 'END' },
      { rule: true },
      { code: { kind: 'QR', text: codeOf(sale), caption: sale.receiptNumber, align: 'CENTER' } },
    ],
  };
}

/** What the code says: number, total, moment, and the letters that only the real receipt has. */
export function codeOf({ receiptNumber, totalMinor, roundingMinor, currency, completedAt, receiptCode }: Sale): string {
  return [receiptNumber, `${totalMinor + roundingMinor} ${currency}`, completedAt?.toISOString(), receiptCode].join('|');
}

function heading({ sale, branch, cashier, originalNumber }: ReceiptFacts): Block[] {
  const rows: Row[] = [
    ['Receipt', sale.receiptNumber ?? ''],
    ['Date', wallTime(sale.completedAt ?? sale.occurredAt, branch.timeZone)],
    ['Branch', branch.code],
  ];
  if (cashier !== null) rows.push(['Cashier', cashier]);
  if (originalNumber !== null) rows.push(['Return of', originalNumber]);
  const blocks: Block[] = [{ rows }];
  if (sale.status === SaleStatus.VOIDED) blocks.push({ text: 'VOIDED', isBold: true, align: 'CENTER' });
  return blocks;
}

/** The name, then packs times price, what is taken off, and the lots. */
function lineBlocks({ sale, names, lotNumbers }: ReceiptFacts, line: SaleLine): Block[] {
  const gross = line.unitPriceMinor * BigInt(line.quantity);
  const rows: Row[] = [[`${line.quantity} × ${amount(sale, line.unitPriceMinor)}`, amount(sale, gross)]];
  if (line.discountMinor > 0n) rows.push(['Discount', amount(sale, -line.discountMinor)]);
  const blocks: Block[] = [{ text: names.get(line.productId) ?? '' }, { rows, align: 'END' }];
  const lots = [...new Set((line.lots ?? []).map(({ lotId }) => lotNumbers.get(lotId)).filter(Boolean))];
  if (lots.length > 0) blocks.push({ text: `Lot ${lots.join(', ')}`, size: 'SMALL' });
  return blocks;
}

function totals(sale: Sale): Row[] {
  const rows: Row[] = [['Subtotal', amount(sale, sale.subtotalMinor)]];
  if (sale.discountMinor > 0n) rows.push(['Discounts', amount(sale, -sale.discountMinor)]);
  if (sale.roundingMinor !== 0n) rows.push(['Rounding', amount(sale, sale.roundingMinor)]);
  return rows;
}

/** The tax that the total contains, by rate. */
function taxRows(sale: Sale, lines: readonly SaleLine[]): Row[] {
  const taxed = lines.filter(({ tax }) => tax !== null);
  const groups = Map.groupBy(taxed, ({ taxName, taxBasisPoints }) => `${taxName} ${percent(taxBasisPoints ?? 0)}`);
  return [...groups].map(([name, group]) => {
    const [of, tax] = [group.reduce((sum, line) => sum + line.amountMinor, 0n), group.reduce((sum, line) => sum + line.taxMinor, 0n)];
    return [`${name} in ${amount(sale, of)}`, amount(sale, tax)];
  });
}

const tenderNames: Readonly<Record<TenderKind, string>> = {
  [TenderKind.CASH]: 'Cash',
  [TenderKind.CARD]: 'Card',
  [TenderKind.MOBILE_MONEY]: 'Mobile money',
  [TenderKind.INSURANCE]: 'Insurance',
  [TenderKind.CREDIT]: 'Credit',
};

function tenderRows({ sale, tenders }: ReceiptFacts): Row[] {
  const rows = tenders.map(({ kind, amountMinor, reference }): Row => {
    return [reference === null ? tenderNames[kind] : `${tenderNames[kind]} ${reference}`, amount(sale, amountMinor)];
  });
  return sale.changeMinor > 0n ? [...rows, ['Change', amount(sale, sale.changeMinor)]] : rows;
}

function isReturn({ kind }: Sale): boolean {
  return kind === SaleKind.RETURN;
}

function amount({ currency }: Sale, amountMinor: bigint): string {
  const printed: Money = money(amountMinor, currency);
  return printed.formatted('en').replaceAll('\u00a0', ' ');
}

/** 1000 basis points are 10 %, and 550 are 5.5 %. */
function percent(basisPoints: number): string {
  return `${basisPoints / 100} %`;
}

/** As the clock on the wall of the branch showed it: 2026-11-21 14:05. */
function wallTime(moment: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short', timeStyle: 'short', hourCycle: 'h23' }).formatToParts(
    moment,
  );
  const of = (type: string): string => parts.find((part) => part.type === type)?.value ?? '';
  return `${of('year')}-${of('month')}-${of('day')} ${of('hour')}:${of('minute')}`;
}
