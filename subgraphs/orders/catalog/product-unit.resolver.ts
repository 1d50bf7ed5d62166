import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';
import type { Context } from '#kernel/subgraph/context.js';
import { Product, productReference } from '../references/product.js';
import { removeProductUnit, setProductUnit } from './keeping-units.js';
import { RemoveProductUnitInput, RemoveProductUnitPayload, SetProductUnitInput, SetProductUnitPayload } from './product-unit.inputs.js';
import { ProductUnit, unitsOfProduct } from './product-unit.js';

@Resolver(() => ProductUnit)
export class ProductUnitResolver {
  @Mutation(() => SetProductUnitPayload, { description: 'Adds a unit in which a product can be ordered, or changes the one of that code.' })
  @Access('catalog:manage')
  setProductUnit(
    @Ctx() context: Context,
    @Arg('input', () => SetProductUnitInput, { description: 'The unit.' }) input: SetProductUnitInput,
  ): Promise<SetProductUnitPayload> {
    return setProductUnit(context, input);
  }

  @Mutation(() => RemoveProductUnitPayload, { description: 'Takes a unit away, so that the product is not ordered in it any more.' })
  @Access('catalog:manage')
  removeProductUnit(
    @Ctx() context: Context,
    @Arg('input', () => RemoveProductUnitInput, { description: 'The unit.' }) input: RemoveProductUnitInput,
  ): Promise<RemoveProductUnitPayload> {
    return removeProductUnit(context, input);
  }

  @FieldResolver(() => Product, { description: 'Of which product.' })
  product(@Root() { productId }: ProductUnit): Product {
    return productReference(productId);
  }
}

@Resolver(() => Product)
export class UnitsOfProductResolver {
  @FieldResolver(() => [ProductUnit], { description: 'In what it can be ordered beside packs, by code.' })
  @Access('medicines:read')
  async units(@Root() { id }: Product, @Ctx() context: Context): Promise<ProductUnit[]> {
    return (await context.load(unitsOfProduct, id)) ?? [];
  }
}
