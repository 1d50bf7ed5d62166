import type { RequestContext } from '#kernel/context/request-context.js';
import { newId } from '#kernel/graph/type-id.js';
import type { OrderDesk } from './order-desk.js';

export interface ShownOrder {
  readonly id: string;
  readonly version: number;
  readonly number: string | null;
  readonly status: string;
  readonly state: string;
}

export const shown = 'order { id version number status state }';

/** Somebody at a desk who orders, and moves what was ordered. */
export class Ordering {
  readonly productId = newId('product');
  readonly patientId = newId('patient');
  readonly supplierId = newId('supplier');

  constructor(
    readonly desk: OrderDesk,
    readonly context: RequestContext = desk.context,
  ) {}

  line(more: object = {}): object {
    return { productId: this.productId, quantity: 3, unitPrice: { amountMinor: '1000', currency: 'MNT' }, ...more };
  }

  /** What is needed of a type; a laboratory order for a patient unless said otherwise. */
  input(more: object = {}): object {
    const { patientId, supplierId } = this;
    return {
      branchId: this.desk.branchId,
      type: 'LAB_SAMPLE',
      deliveryMode: 'PICKUP',
      patientId,
      supplierId,
      lines: [this.line()],
      ...more,
    };
  }

  async draft(more: object = {}): Promise<ShownOrder> {
    return (await this.desk.done<{ order: ShownOrder }>('createOrder', shown, this.input(more), this.context)).order;
  }

  placed(more: object = {}): Promise<ShownOrder> {
    return this.draft({ place: true, ...more });
  }

  async change(mutation: string, input: object, context = this.context): Promise<ShownOrder> {
    return (await this.desk.done<{ order: ShownOrder }>(mutation, shown, input, context)).order;
  }

  move(order: { readonly id: string }, transition: string, more: object = {}): Promise<ShownOrder> {
    return this.change('moveOrder', { id: order.id, transition, ...more });
  }

  /** Why it is refused, in short: `WRONG_STATE The order …`. */
  async refused(mutation: string, input: object, context = this.context): Promise<string> {
    const { order, userErrors } = await this.desk.run<{ order: ShownOrder | null }>(mutation, shown, input, context);
    expect(order).toBeNull();
    return userErrors.map(({ code, message }) => `${code} ${message}`).join('\n');
  }
}
