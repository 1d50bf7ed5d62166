import type { RequestContext } from '#kernel/context/request-context.js';
import { newId } from '#kernel/graph/type-id.js';
import type { Refused } from '#kernel/testing/house.js';
import type { Dispensary } from './dispensary.js';

interface Amount {
  readonly amountMinor: string;
}

/** A sale as tests look at it. */
export interface ShownSale {
  readonly id: string;
  readonly version: number;
  readonly kind: string;
  readonly status: string;
  readonly receiptNumber: string | null;
  readonly heldUntil: string | null;
  readonly subtotal: Amount;
  readonly discount: Amount;
  readonly tax: Amount;
  readonly total: Amount;
  readonly rounding: Amount;
  readonly paid: Amount;
  readonly change: Amount;
  readonly lines: readonly ShownLine[];
}

export interface ShownLine {
  readonly id: string;
  readonly quantity: number;
  readonly product: { readonly id: string };
  readonly amount: Amount;
  readonly discount: Amount;
  readonly tax: Amount;
  readonly taxName: string | null;
  readonly taxBasisPoints: number | null;
  readonly lots: readonly { readonly quantity: number; readonly lot: { readonly id: string } }[];
}

const amounts = ['subtotal', 'discount', 'tax', 'total', 'rounding', 'paid', 'change'].map((name) => `${name} { amountMinor }`).join(' ');
export const saleFields = `sale { id version kind status receiptNumber heldUntil ${amounts} lines { id quantity product { id } amount { amountMinor }
  discount { amountMinor } tax { amountMinor } taxName taxBasisPoints lots { quantity lot { id } } } }`;

export interface SaleAnswer {
  readonly sale: ShownSale | null;
  readonly userErrors: Refused[];
}

export interface Tender {
  readonly kind: string;
  readonly amount: bigint;
  readonly reference?: string;
}

/** A till of a pharmacy with somebody at it, and the words in which they sell. */
export class Counter {
  private constructor(
    readonly dispensary: Dispensary,
    readonly cashier: RequestContext,
    readonly tillId: string,
    readonly tillName: string,
    readonly sessionId: string,
    private readonly currency: string,
  ) {}

  /** Opens a new till of the branch. The cashier has all permissions, unless another is given. */
  static async open(
    dispensary: Dispensary,
    {
      cashier = dispensary.somebody(),
      float = 100_000n,
      cashRoundingMinor = 1n,
      branchId = dispensary.branchId,
      currency = 'MNT',
    }: {
      readonly cashier?: RequestContext;
      readonly float?: bigint;
      readonly cashRoundingMinor?: bigint;
      readonly branchId?: string;
      readonly currency?: string;
    } = {},
  ): Promise<Counter> {
    const name = `Till ${newId('x').slice(-8)}`;
    const added = { branchId, name, cashRoundingMinor: cashRoundingMinor.toString() };
    const { till } = await dispensary.done<{ till: { id: string } }>('addTill', 'till { id }', added);
    const opening = { tillId: till.id, openingFloat: { amountMinor: float.toString(), currency } };
    const opened = await dispensary.done<{ tillSession: { id: string } }>('openTill', 'tillSession { id }', opening, cashier);
    return new Counter(dispensary, cashier, till.id, name, opened.tillSession.id, currency);
  }

  /** The same till after it was closed, with somebody at it again. */
  async reopened(float = 0n): Promise<Counter> {
    const opening = { tillId: this.tillId, openingFloat: this.money(float) };
    const opened = await this.dispensary.done<{ tillSession: { id: string } }>('openTill', 'tillSession { id }', opening, this.cashier);
    return new Counter(this.dispensary, this.cashier, this.tillId, this.tillName, opened.tillSession.id, this.currency);
  }

  money(amountMinor: bigint): { amountMinor: string; currency: string } {
    return { amountMinor: amountMinor.toString(), currency: this.currency };
  }

  run(mutation: string, input: object, who = this.cashier): Promise<SaleAnswer> {
    return this.dispensary.run<{ sale: ShownSale | null }>(mutation, saleFields, input, who);
  }

  /** As `run`, for what must succeed. */
  async sale(mutation: string, input: object, who = this.cashier): Promise<ShownSale> {
    const { sale, userErrors } = await this.run(mutation, input, who);
    if (!sale) throw new Error(`${mutation}: ${userErrors.map(({ message }) => message).join(' ')}`);
    return sale;
  }

  /** Why not, for what must be refused. */
  async refusal(mutation: string, input: object, who = this.cashier): Promise<Refused | undefined> {
    const { sale, userErrors } = await this.run(mutation, input, who);
    if (sale) throw new Error(`${mutation} was not refused`);
    return userErrors[0];
  }

  async start(more: object = {}): Promise<ShownSale> {
    return this.sale('startSale', { tillSessionId: this.sessionId, ...more });
  }

  add(saleId: string, productId: string, quantity = 1, more: object = {}): Promise<ShownSale> {
    return this.sale('addSaleLine', { saleId, productId, quantity, ...more });
  }

  /** A basket with these packs in it. */
  async basket(...packs: readonly (readonly [productId: string, quantity: number])[]): Promise<ShownSale> {
    let sale = await this.start();
    for (const [productId, quantity] of packs) sale = await this.add(sale.id, productId, quantity);
    return sale;
  }

  payment(sale: ShownSale, tenders: readonly Tender[] = [{ kind: 'CASH', amount: BigInt(sale.total.amountMinor) }]): object {
    const given = tenders.map(({ amount, ...tender }) => ({ ...tender, amount: this.money(amount) }));
    return { saleId: sale.id, expectedVersion: sale.version, tenders: given };
  }

  pay(sale: ShownSale, ...tenders: readonly Tender[]): Promise<ShownSale> {
    return this.sale('completeSale', this.payment(sale, tenders.length > 0 ? tenders : undefined));
  }

  /** Sells these packs for cash. */
  async sold(...packs: readonly (readonly [productId: string, quantity: number])[]): Promise<ShownSale> {
    return this.pay(await this.basket(...packs));
  }

  returning(sale: ShownSale, lines: readonly (readonly [index: number, quantity: number])[], more: object = {}): object {
    return {
      originalSaleId: sale.id,
      tillSessionId: this.sessionId,
      lines: lines.map(([index, quantity]) => ({ lineId: sale.lines[index]?.id, quantity })),
      reason: 'The box was opened',
      tender: { kind: 'CASH' },
      ...more,
    };
  }

  /** What is in the till by its journal, by what people paid with. */
  async journal(): Promise<Record<string, bigint>> {
    const query = `query ($id: ID!) { tillSession(id: $id) { entries(first: 100) { nodes { tender kind amount { amountMinor } } } } }`;
    const data = await this.dispensary.ask<{
      tillSession: { entries: { nodes: { tender: string; kind: string; amount: Amount }[] } };
    }>(query, { id: this.sessionId });
    const found: Record<string, bigint> = {};
    for (const { tender, amount } of data.tillSession.entries.nodes) found[tender] = (found[tender] ?? 0n) + BigInt(amount.amountMinor);
    return found;
  }

  closing(counted: Readonly<Record<string, bigint>>, more: object = {}): object {
    const each = Object.entries(counted).map(([tender, amount]) => ({ tender, amount: this.money(amount) }));
    return { tillSessionId: this.sessionId, counted: each, ...more };
  }

  /** Closes it on what the journal says, or on another count. */
  async close(counted?: Readonly<Record<string, bigint>>, more: object = {}): Promise<void> {
    await this.dispensary.done('closeTill', 'tillSession { id }', this.closing(counted ?? (await this.journal()), more), this.cashier);
  }
}
