import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
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
import { Lot, lotById } from '../stock/lot.js';
import { StockLocation, stockLocationById } from '../stock/stock-location.js';
import { Supplier, supplierById } from '../suppliers/supplier.js';
import { GoodsReceiptLine, linesOfReceipt } from './goods-receipt-line.js';
import { GoodsReceipt, goodsReceiptById, GoodsReceiptConnection, goodsReceiptList, newestReceiptFirst } from './goods-receipt.js';
import { PurchaseOrderLine, purchaseOrderLineById } from './purchase-order-line.js';
import { PurchaseOrder, purchaseOrderById } from './purchase-order.js';
import { GoodsReceiptFilter, ReceiveGoodsInput, ReceiveGoodsPayload } from './receiving.inputs.js';
import { receiveGoods } from './receiving.js';
import { staffWho } from './who.js';

@Resolver(() => GoodsReceipt)
export class GoodsReceiptResolver {
  @Query(() => GoodsReceipt, { nullable: true, description: 'One receipt of goods at a branch that you may see; null when there is none.' })
  @Access('purchases:read')
  goodsReceipt(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<GoodsReceipt | null> {
    return context.load(goodsReceiptById, id);
  }

  @Query(() => GoodsReceiptConnection, { description: 'Receipts of goods at the branches that you may see, the newest first.' })
  @Access('purchases:read')
  goodsReceipts(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => GoodsReceiptFilter, { nullable: true, description: 'Which receipts.' }) filter: GoodsReceiptFilter | null,
  ): Promise<Page<GoodsReceipt>> {
    return page(context, goodsReceiptList, args, newestReceiptFirst, receiptsMatching(filter));
  }

  @Mutation(() => ReceiveGoodsPayload, {
    description: 'Takes goods in that were ordered: all of an order or a part of it, by lot and price, whole or not at all.',
  })
  @Access('purchases:receive')
  receiveGoods(
    @Ctx() context: Context,
    @Arg('input', () => ReceiveGoodsInput, { description: 'The delivery.' }) input: ReceiveGoodsInput,
  ): Promise<ReceiveGoodsPayload> {
    return receiveGoods(context, input);
  }

  @FieldResolver(() => Branch, { description: 'Where they came.' })
  branch(@Root() { branchId }: GoodsReceipt): Branch {
    return branchReference(branchId);
  }

  @FieldResolver(() => PurchaseOrder, { nullable: true, description: 'For which order.' })
  purchaseOrder(@Root() { purchaseOrderId }: GoodsReceipt, @Ctx() context: Context): Promise<PurchaseOrder | null> {
    return context.load(purchaseOrderById, purchaseOrderId);
  }

  @FieldResolver(() => Supplier, { nullable: true, description: 'From whom.' })
  supplier(@Root() { supplierId }: GoodsReceipt, @Ctx() context: Context): Promise<Supplier | null> {
    return context.load(supplierById, supplierId);
  }

  @FieldResolver(() => [GoodsReceiptLine], { description: 'What came.' })
  async lines(@Root() { id }: GoodsReceipt, @Ctx() context: Context): Promise<GoodsReceiptLine[]> {
    return (await context.load(linesOfReceipt, id)) ?? [];
  }

  @FieldResolver(() => Money, { description: 'What all that came costs, damaged goods among it.' })
  async total(@Root() { id, currency }: GoodsReceipt, @Ctx() context: Context): Promise<Money> {
    const lines = (await context.load(linesOfReceipt, id)) ?? [];
    return money(
      lines.reduce((sum, { totalMinor }) => sum + totalMinor, 0n),
      currency,
    );
  }

  @FieldResolver(() => Staff, { nullable: true, description: 'Who took them in; null for an API client.' })
  receivedBy(@Root() { createdBy }: GoodsReceipt): Staff | null {
    return staffWho(createdBy);
  }
}

@Resolver(() => GoodsReceiptLine)
export class GoodsReceiptLineResolver {
  @FieldResolver(() => PurchaseOrderLine, { nullable: true, description: 'The line of the order.' })
  orderLine(@Root() { purchaseOrderLineId }: GoodsReceiptLine, @Ctx() context: Context): Promise<PurchaseOrderLine | null> {
    return context.load(purchaseOrderLineById, purchaseOrderLineId);
  }

  @FieldResolver(() => Product, { nullable: true, description: 'The product.' })
  product(@Root() { productId }: GoodsReceiptLine, @Ctx() context: Context): Promise<Product | null> {
    return context.load(productById, productId);
  }

  @FieldResolver(() => Lot, { nullable: true, description: 'The lot.' })
  lot(@Root() { lotId }: GoodsReceiptLine, @Ctx() context: Context): Promise<Lot | null> {
    return context.load(lotById, lotId);
  }

  @FieldResolver(() => StockLocation, { nullable: true, description: 'Where they were put.' })
  location(@Root() { locationId }: GoodsReceiptLine, @Ctx() context: Context): Promise<StockLocation | null> {
    return context.load(stockLocationById, locationId);
  }

  @FieldResolver(() => Money, { nullable: true, description: 'What was paid for a pack.' })
  async unitPrice(@Root() line: GoodsReceiptLine, @Ctx() context: Context): Promise<Money | null> {
    const receipt = await context.load(goodsReceiptById, line.goodsReceiptId);
    return receipt && money(line.unitPriceMinor, receipt.currency);
  }
}

function receiptsMatching(filter: GoodsReceiptFilter | null): Sql {
  const conditions = [sql`true`];
  if (filter?.branchId) conditions.push(sql`goods_receipts.branch_id = ${toUuid('branch', filter.branchId)}`);
  if (filter?.supplierId) conditions.push(sql`goods_receipts.supplier_id = ${toUuid('supplier', filter.supplierId)}`);
  if (filter?.purchaseOrderId) conditions.push(sql`goods_receipts.purchase_order_id = ${toUuid('purchaseorder', filter.purchaseOrderId)}`);
  return join(conditions, ' and ');
}
