import { newId } from '#kernel/graph/type-id.js';
import type { Refused } from '#kernel/testing/house.js';
import { Dispensary } from '../../testing/dispensary.js';

export interface OrderLine {
  readonly id: string;
  readonly quantity: number;
  readonly received: number;
  readonly acceptedOver: number;
  readonly outstanding: number;
  readonly unitPrice: { readonly amountMinor: string };
  readonly total: { readonly amountMinor: string };
  readonly product: { readonly id: string };
}

export interface Order {
  readonly id: string;
  readonly version: number;
  readonly number: string;
  readonly status: string;
  readonly statusReason: string | null;
  readonly expectedOn: string | null;
  readonly note: string | null;
  readonly total: { readonly amountMinor: string; readonly currency: string };
  readonly lines: readonly OrderLine[];
  readonly orderedBy: { readonly id: string } | null;
  readonly approvedBy: { readonly id: string } | null;
}

export const orderFields = `id version number status statusReason expectedOn note total { amountMinor currency }
  orderedBy { id } approvedBy { id }
  lines { id quantity received acceptedOver outstanding unitPrice { amountMinor } total { amountMinor } product { id } }`;

export interface Received {
  readonly goodsReceipt: { readonly id: string; readonly number: string } | null;
  readonly purchaseOrder: Order | null;
  readonly userErrors: Refused[];
}

/** A dispensary, and the words in which its people order goods and take them in. */
export class PurchasingDesk extends Dispensary {
  async supplier(input: object = {}): Promise<string> {
    const named = { name: `Monos ${newId('x').slice(-6)}`, currency: 'MNT', ...input };
    return (await this.done<{ supplier: { id: string } }>('createSupplier', 'supplier { id }', named)).supplier.id;
  }

  /** Says how a supplier sells a product; the price is in minor units of MNT. */
  async offer(supplierId: string, productId: string, amountMinor: number | null, more: object = {}): Promise<string> {
    const price = amountMinor === null ? {} : { price: mnt(amountMinor) };
    const input = { supplierId, productId, ...price, ...more };
    return (await this.done<{ supplierProduct: { id: string } }>('setSupplierProduct', 'supplierProduct { id }', input)).supplierProduct.id;
  }

  async order(supplierId: string, lines: readonly object[], more: object = {}): Promise<Order> {
    const input = { branchId: this.branchId, supplierId, lines, ...more };
    return (await this.done<{ purchaseOrder: Order }>('createPurchaseOrder', `purchaseOrder { ${orderFields} }`, input)).purchaseOrder;
  }

  /** One step of an order as it stands, which must succeed. */
  async step(mutation: string, id: string, more: object = {}): Promise<Order> {
    const { version } = await this.orderOf(id);
    const input = { id, expectedVersion: version, ...more };
    return (await this.done<{ purchaseOrder: Order }>(mutation, `purchaseOrder { ${orderFields} }`, input)).purchaseOrder;
  }

  /** An order that the supplier has. */
  async sentOrder(supplierId: string, lines: readonly object[], more: object = {}): Promise<Order> {
    const { id } = await this.order(supplierId, lines, more);
    await this.step('approvePurchaseOrder', id);
    return this.step('sendPurchaseOrder', id, { via: 'EMAIL' });
  }

  async orderOf(id: string): Promise<Order> {
    const text = `query ($id: ID!) { purchaseOrder(id: $id) { ${orderFields} } }`;
    return (await this.ask<{ purchaseOrder: Order }>(text, { id })).purchaseOrder;
  }

  receive(purchaseOrderId: string, lines: readonly object[], more: object = {}, context = this.context): Promise<Received> {
    const input = { purchaseOrderId, lines, ...more };
    return this.run<Received>('receiveGoods', `goodsReceipt { id number } purchaseOrder { ${orderFields} }`, input, context);
  }
}

export function mnt(amountMinor: number | bigint): { amountMinor: string; currency: string } {
  return { amountMinor: amountMinor.toString(), currency: 'MNT' };
}
