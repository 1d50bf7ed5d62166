import { Arg, Ctx, FieldResolver, ID, Resolver, Root } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';
import type { Context } from '#kernel/subgraph/context.js';
import { Product, productById } from '../products/product.js';
import { Branch, branchReference } from '../references/branch.js';
import { heldStockOfProduct, mostHeld } from './held-stock.js';
import { ProductStock, stockOfProduct, stockQuestion } from './product-stock.js';
import { StockItem } from './stock-item.js';

@Resolver(() => Product)
export class StockOfProductResolver {
  @FieldResolver(() => [ProductStock], {
    description: 'What there is of it at the branches that you may see, one entry for each that keeps it or once had some.',
  })
  @Access('stock:read')
  async stock(
    @Root() { id }: Product,
    @Ctx() context: Context,
    @Arg('branchIds', () => [ID], { nullable: true, description: 'Only at these branches.' }) branchIds: string[] | null,
  ): Promise<ProductStock[]> {
    return (await context.load(stockOfProduct, stockQuestion(id, branchIds ?? null))) ?? [];
  }

  @FieldResolver(() => [StockItem], {
    description: `What there is of it, by lot and place, that is on hold, in quarantine or recalled at the branches that you may see; the oldest first, at most ${mostHeld}.`,
  })
  @Access('stock:read')
  async heldLots(@Root() { id }: Product, @Ctx() context: Context): Promise<StockItem[]> {
    return (await context.load(heldStockOfProduct, id)) ?? [];
  }
}

@Resolver(() => ProductStock)
export class ProductStockResolver {
  @FieldResolver(() => Branch, { description: 'At which branch.' })
  branch(@Root() { branchId }: ProductStock): Branch {
    return branchReference(branchId);
  }

  @FieldResolver(() => Product, { nullable: true, description: 'Of which product.' })
  product(@Root() { productId }: ProductStock, @Ctx() context: Context): Promise<Product | null> {
    return context.load(productById, productId);
  }
}
