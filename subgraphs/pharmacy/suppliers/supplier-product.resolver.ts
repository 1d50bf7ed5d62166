import { Arg, Args, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';
import { PageArgs, type Page } from '#kernel/graph/connection.js';
import { Money, money } from '#kernel/graph/money.js';
import type { Context } from '#kernel/subgraph/context.js';
import { Product, productById } from '../products/product.js';
import { GoodsReceipt, goodsReceiptById } from '../purchasing/goods-receipt.js';
import { newestPriceFirst, pricesOfProduct, pricesOfSupplierProduct, SupplierPrice, SupplierPriceConnection } from './supplier-price.js';
import { setSupplierProduct } from './supplier-product-changes.js';
import { SetSupplierProductInput, SetSupplierProductPayload } from './supplier-product.inputs.js';
import {
  oldestSupplierProductFirst,
  productsOfSupplier,
  SupplierProduct,
  SupplierProductConnection,
  suppliersOfProduct,
} from './supplier-product.js';
import { Supplier, supplierById } from './supplier.js';

@Resolver(() => SupplierProduct)
export class SupplierProductResolver {
  @Mutation(() => SetSupplierProductPayload, {
    description: 'Says how a supplier sells a product: its code, its price, its packs, and whether it is ordered here first.',
  })
  @Access('suppliers:manage')
  setSupplierProduct(
    @Ctx() context: Context,
    @Arg('input', () => SetSupplierProductInput, { description: 'The terms.' }) input: SetSupplierProductInput,
  ): Promise<SetSupplierProductPayload> {
    return setSupplierProduct(context, input);
  }

  @FieldResolver(() => Supplier, { nullable: true, description: 'Who sells it.' })
  supplier(@Root() { supplierId }: SupplierProduct, @Ctx() context: Context): Promise<Supplier | null> {
    return context.load(supplierById, supplierId);
  }

  @FieldResolver(() => Product, { nullable: true, description: 'The product.' })
  product(@Root() { productId }: SupplierProduct, @Ctx() context: Context): Promise<Product | null> {
    return context.load(productById, productId);
  }

  @FieldResolver(() => Money, {
    nullable: true,
    description: 'What a pack costs now, by what was last agreed or paid; null when nobody knows.',
  })
  price(@Root() { priceMinor, currency }: SupplierProduct): Money | null {
    return priceMinor === null || currency === null ? null : money(priceMinor, currency);
  }

  @FieldResolver(() => SupplierPriceConnection, { description: 'What it has cost here, the newest first.' })
  priceHistory(
    @Root() { id }: SupplierProduct,
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<SupplierPrice>> {
    return pricesOfSupplierProduct.page(context, id, args, newestPriceFirst);
  }
}

@Resolver(() => Supplier)
export class SupplierCatalogResolver {
  @FieldResolver(() => SupplierProductConnection, { description: 'What it sells, the longest known first.' })
  products(@Root() { id }: Supplier, @Ctx() context: Context, @Args(() => PageArgs) args: PageArgs): Promise<Page<SupplierProduct>> {
    return productsOfSupplier.page(context, id, args, oldestSupplierProductFirst);
  }
}

@Resolver(() => Product)
export class ProductSuppliersResolver {
  @FieldResolver(() => [SupplierProduct], { description: 'Who sells it, and how.' })
  @Access('suppliers:read')
  async suppliers(@Root() { id }: Product, @Ctx() context: Context): Promise<SupplierProduct[]> {
    return (await context.load(suppliersOfProduct, id)) ?? [];
  }

  @FieldResolver(() => SupplierPriceConnection, { description: 'What it has cost at all suppliers, the newest first.' })
  @Access('suppliers:read')
  priceHistory(@Root() { id }: Product, @Ctx() context: Context, @Args(() => PageArgs) args: PageArgs): Promise<Page<SupplierPrice>> {
    return pricesOfProduct.page(context, id, args, newestPriceFirst);
  }
}

@Resolver(() => SupplierPrice)
export class SupplierPriceResolver {
  @FieldResolver(() => Supplier, { nullable: true, description: 'Whose price it is.' })
  supplier(@Root() { supplierId }: SupplierPrice, @Ctx() context: Context): Promise<Supplier | null> {
    return context.load(supplierById, supplierId);
  }

  @FieldResolver(() => Product, { nullable: true, description: 'Of which product.' })
  product(@Root() { productId }: SupplierPrice, @Ctx() context: Context): Promise<Product | null> {
    return context.load(productById, productId);
  }

  @FieldResolver(() => Money, { description: 'What a pack cost.' })
  price(@Root() { priceMinor, currency }: SupplierPrice): Money {
    return money(priceMinor, currency);
  }

  @FieldResolver(() => GoodsReceipt, {
    nullable: true,
    description: 'The receipt for which it was paid; null for a quote, and where you may not see it.',
  })
  @Access('purchases:read')
  goodsReceipt(@Root() { goodsReceiptId }: SupplierPrice, @Ctx() context: Context): Promise<GoodsReceipt | null> {
    return goodsReceiptId === null ? Promise.resolve(null) : context.load(goodsReceiptById, goodsReceiptId);
  }
}
