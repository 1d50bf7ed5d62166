import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { join, sql, type Sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { PageArgs, type Page } from '#kernel/graph/connection.js';
import { Money, money } from '#kernel/graph/money.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { Context } from '#kernel/subgraph/context.js';
import { page } from '#kernel/subgraph/list.js';
import { Product, productById } from '../products/product.js';
import { Branch, branchReference } from '../references/branch.js';
import { Staff } from '../references/staff.js';
import { Supplier, supplierById } from '../suppliers/supplier.js';
import type { GoodsReceipt } from './goods-receipt.js';
import { GoodsReceiptConnection, newestReceiptFirst, receiptsOfPurchaseOrder } from './goods-receipt.js';
import { approvePurchaseOrder, cancelPurchaseOrder, closePurchaseOrder, sendPurchaseOrder } from './order-progress.js';
import { createPurchaseOrder, updatePurchaseOrder } from './ordering.js';
import { linesOfPurchaseOrder, PurchaseOrderLine } from './purchase-order-line.js';
import {
  ApprovePurchaseOrderInput,
  ApprovePurchaseOrderPayload,
  CancelPurchaseOrderInput,
  CancelPurchaseOrderPayload,
  ClosePurchaseOrderInput,
  ClosePurchaseOrderPayload,
  CreatePurchaseOrderInput,
  CreatePurchaseOrderPayload,
  PurchaseOrderFilter,
  SendPurchaseOrderInput,
  SendPurchaseOrderPayload,
  UpdatePurchaseOrderInput,
  UpdatePurchaseOrderPayload,
} from './purchase-order.inputs.js';
import {
  newestPurchaseOrderFirst,
  PurchaseOrder,
  purchaseOrderById,
  PurchaseOrderConnection,
  purchaseOrderList,
} from './purchase-order.js';
import { staffWho } from './who.js';

@Resolver(() => PurchaseOrder)
export class PurchaseOrderResolver {
  @Query(() => PurchaseOrder, { nullable: true, description: 'One purchase order at a branch that you may see; null when there is none.' })
  @Access('purchases:read')
  purchaseOrder(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<PurchaseOrder | null> {
    return context.load(purchaseOrderById, id);
  }

  @Query(() => PurchaseOrderConnection, { description: 'Purchase orders at the branches that you may see, the newest first.' })
  @Access('purchases:read')
  purchaseOrders(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => PurchaseOrderFilter, { nullable: true, description: 'Which orders.' }) filter: PurchaseOrderFilter | null,
  ): Promise<Page<PurchaseOrder>> {
    return page(context, purchaseOrderList, args, newestPurchaseOrderFirst, ordersMatching(filter));
  }

  @Mutation(() => CreatePurchaseOrderPayload, { description: 'Writes a draft of an order to a supplier, in the currency of the branch.' })
  @Access('purchases:order')
  createPurchaseOrder(
    @Ctx() context: Context,
    @Arg('input', () => CreatePurchaseOrderInput, { description: 'The order.' }) input: CreatePurchaseOrderInput,
  ): Promise<CreatePurchaseOrderPayload> {
    return createPurchaseOrder(context, input);
  }

  @Mutation(() => UpdatePurchaseOrderPayload, { description: 'Changes a draft.' })
  @Access('purchases:order')
  updatePurchaseOrder(
    @Ctx() context: Context,
    @Arg('input', () => UpdatePurchaseOrderInput, { description: 'The changes.' }) input: UpdatePurchaseOrderInput,
  ): Promise<UpdatePurchaseOrderPayload> {
    return updatePurchaseOrder(context, input);
  }

  @Mutation(() => ApprovePurchaseOrderPayload, { description: 'Approves a draft: from then on it does not change.' })
  @Access('purchases:approve')
  approvePurchaseOrder(
    @Ctx() context: Context,
    @Arg('input', () => ApprovePurchaseOrderInput, { description: 'The order.' }) input: ApprovePurchaseOrderInput,
  ): Promise<ApprovePurchaseOrderPayload> {
    return approvePurchaseOrder(context, input);
  }

  @Mutation(() => SendPurchaseOrderPayload, { description: 'Says that an approved order went to its supplier, and how.' })
  @Access('purchases:order')
  sendPurchaseOrder(
    @Ctx() context: Context,
    @Arg('input', () => SendPurchaseOrderInput, { description: 'The order.' }) input: SendPurchaseOrderInput,
  ): Promise<SendPurchaseOrderPayload> {
    return sendPurchaseOrder(context, input);
  }

  @Mutation(() => CancelPurchaseOrderPayload, { description: 'Calls an order off of which nothing has come.' })
  @Access('purchases:order')
  cancelPurchaseOrder(
    @Ctx() context: Context,
    @Arg('input', () => CancelPurchaseOrderInput, { description: 'The order.' }) input: CancelPurchaseOrderInput,
  ): Promise<CancelPurchaseOrderPayload> {
    return cancelPurchaseOrder(context, input);
  }

  @Mutation(() => ClosePurchaseOrderPayload, { description: 'Ends an order of which some has come: the rest is not expected any more.' })
  @Access('purchases:order')
  closePurchaseOrder(
    @Ctx() context: Context,
    @Arg('input', () => ClosePurchaseOrderInput, { description: 'The order.' }) input: ClosePurchaseOrderInput,
  ): Promise<ClosePurchaseOrderPayload> {
    return closePurchaseOrder(context, input);
  }

  @FieldResolver(() => Branch, { description: 'The branch that orders.' })
  branch(@Root() { branchId }: PurchaseOrder): Branch {
    return branchReference(branchId);
  }

  @FieldResolver(() => Supplier, { nullable: true, description: 'Of whom.' })
  supplier(@Root() { supplierId }: PurchaseOrder, @Ctx() context: Context): Promise<Supplier | null> {
    return context.load(supplierById, supplierId);
  }

  @FieldResolver(() => [PurchaseOrderLine], { description: 'What is ordered.' })
  async lines(@Root() { id }: PurchaseOrder, @Ctx() context: Context): Promise<PurchaseOrderLine[]> {
    return (await context.load(linesOfPurchaseOrder, id)) ?? [];
  }

  @FieldResolver(() => Money, { description: 'What all that was ordered costs.' })
  async total(@Root() { id, currency }: PurchaseOrder, @Ctx() context: Context): Promise<Money> {
    const lines = (await context.load(linesOfPurchaseOrder, id)) ?? [];
    return money(
      lines.reduce((sum, { totalMinor }) => sum + totalMinor, 0n),
      currency,
    );
  }

  @FieldResolver(() => GoodsReceiptConnection, { description: 'What has come for it, the newest first.' })
  receipts(@Root() { id }: PurchaseOrder, @Ctx() context: Context, @Args(() => PageArgs) args: PageArgs): Promise<Page<GoodsReceipt>> {
    return receiptsOfPurchaseOrder.page(context, id, args, newestReceiptFirst);
  }

  @FieldResolver(() => Staff, { nullable: true, description: 'Who wrote it; null for an API client.' })
  orderedBy(@Root() { createdBy }: PurchaseOrder): Staff | null {
    return staffWho(createdBy);
  }

  @FieldResolver(() => Staff, { nullable: true, description: 'Who approved it; null before that, and for an API client.' })
  approvedBy(@Root() { approvedBy }: PurchaseOrder): Staff | null {
    return staffWho(approvedBy);
  }

  @FieldResolver(() => Staff, { nullable: true, description: 'Who sent it; null before that, and for an API client.' })
  sentBy(@Root() { sentBy }: PurchaseOrder): Staff | null {
    return staffWho(sentBy);
  }
}

@Resolver(() => PurchaseOrderLine)
export class PurchaseOrderLineResolver {
  @FieldResolver(() => Product, { nullable: true, description: 'The product.' })
  product(@Root() { productId }: PurchaseOrderLine, @Ctx() context: Context): Promise<Product | null> {
    return context.load(productById, productId);
  }

  @FieldResolver(() => PurchaseOrder, { nullable: true, description: 'The order.' })
  purchaseOrder(@Root() { purchaseOrderId }: PurchaseOrderLine, @Ctx() context: Context): Promise<PurchaseOrder | null> {
    return context.load(purchaseOrderById, purchaseOrderId);
  }

  @FieldResolver(() => Int, { description: 'How many packs are still to come.' })
  outstanding(@Root() line: PurchaseOrderLine): number {
    return line.outstanding;
  }

  @FieldResolver(() => Money, { nullable: true, description: 'What a pack costs.' })
  async unitPrice(@Root() line: PurchaseOrderLine, @Ctx() context: Context): Promise<Money | null> {
    const order = await context.load(purchaseOrderById, line.purchaseOrderId);
    return order && money(line.unitPriceMinor, order.currency);
  }

  @FieldResolver(() => Money, { nullable: true, description: 'What all of the line costs.' })
  async total(@Root() line: PurchaseOrderLine, @Ctx() context: Context): Promise<Money | null> {
    const order = await context.load(purchaseOrderById, line.purchaseOrderId);
    return order && money(line.totalMinor, order.currency);
  }
}

export function ordersMatching(filter: PurchaseOrderFilter | null): Sql {
  const conditions = [sql`true`];
  if (filter?.branchId) conditions.push(sql`purchase_orders.branch_id = ${toUuid('branch', filter.branchId)}`);
  if (filter?.supplierId) conditions.push(sql`purchase_orders.supplier_id = ${toUuid('supplier', filter.supplierId)}`);
  if (filter?.status) conditions.push(sql`purchase_orders.status = any (${filter.status}::text[])`);
  if (filter?.expectedBefore) conditions.push(sql`purchase_orders.expected_on < ${filter.expectedBefore}::date`);
  return join(conditions, ' and ');
}
