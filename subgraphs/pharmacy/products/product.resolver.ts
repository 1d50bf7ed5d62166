import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { join, sql, type Sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { PageArgs, type Page } from '#kernel/graph/connection.js';
import { Money, money } from '#kernel/graph/money.js';
import { prefixRange, searchKey } from '#kernel/graph/search-key.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { isGtin, toGtin14 } from '#kernel/gs1/check-digit.js';
import type { Context } from '#kernel/subgraph/context.js';
import { page } from '#kernel/subgraph/list.js';
import { Branch, branchReference } from '../references/branch.js';
import { setBranchProduct } from './branch-product-changes.js';
import { BranchProduct, branchProductsOfProduct } from './branch-product.js';
import { ingredientsOfProduct } from './ingredients.js';
import { Ingredient, Medication, medicationOf } from './medication.js';
import { createProduct, updateProduct } from './product-changes.js';
import { ProductKind, ProductStatus } from './product-terms.js';
import {
  CreateProductInput,
  CreateProductPayload,
  ProductFilter,
  ProductOrder,
  SetBranchProductInput,
  SetBranchProductPayload,
  UpdateProductInput,
  UpdateProductPayload,
} from './product.inputs.js';
import { Product, productById, ProductConnection, productList, productsByName } from './product.js';

@Resolver(() => Product)
export class ProductResolver {
  @Query(() => Product, { nullable: true, description: 'One product; null when there is none.' })
  @Access('medicines:read')
  product(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<Product | null> {
    return context.load(productById, id);
  }

  @Query(() => ProductConnection, { description: 'Products, by name; those in use unless asked otherwise.' })
  @Access('medicines:read')
  products(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => ProductFilter, { nullable: true, description: 'Which products.' }) filter: ProductFilter | null,
    @Arg('orderBy', () => ProductOrder, { nullable: true, description: 'In which order.' }) orderBy: ProductOrder | null,
  ): Promise<Page<Product>> {
    return page(context, productList, args, orderBy ?? productsByName, productsMatching(filter));
  }

  @Mutation(() => CreateProductPayload, { description: 'Adds a product.' })
  @Access('medicines:manage')
  createProduct(
    @Ctx() context: Context,
    @Arg('input', () => CreateProductInput, { description: 'The product.' }) input: CreateProductInput,
  ): Promise<CreateProductPayload> {
    return createProduct(context, input);
  }

  @Mutation(() => UpdateProductPayload, { description: 'Changes a product.' })
  @Access('medicines:manage')
  updateProduct(
    @Ctx() context: Context,
    @Arg('input', () => UpdateProductInput, { description: 'The changes.' }) input: UpdateProductInput,
  ): Promise<UpdateProductPayload> {
    return updateProduct(context, input);
  }

  @Mutation(() => SetBranchProductPayload, { description: 'Says at what price a branch sells a product, and when it orders more.' })
  @Access('medicines:manage')
  setBranchProduct(
    @Ctx() context: Context,
    @Arg('input', () => SetBranchProductInput, { description: 'The setting.' }) input: SetBranchProductInput,
  ): Promise<SetBranchProductPayload> {
    return setBranchProduct(context, input);
  }

  @FieldResolver(() => Medication, { nullable: true, description: 'What it is as a medicine; null when it is none.' })
  medication(@Root() product: Product): Medication | null {
    return product.kind === ProductKind.MEDICINE ? medicationOf(product) : null;
  }

  @FieldResolver(() => Money, { nullable: true, description: 'The public price of a pack, where there is one.' })
  referencePrice(@Root() { referencePriceMinor, referencePriceCurrency }: Product): Money | null {
    return referencePriceMinor === null || referencePriceCurrency === null ? null : money(referencePriceMinor, referencePriceCurrency);
  }

  @FieldResolver(() => [BranchProduct], { description: 'How the branches that you may see keep and sell it.' })
  async branchProducts(@Root() product: Product, @Ctx() context: Context): Promise<BranchProduct[]> {
    return (await context.load(branchProductsOfProduct, product.id)) ?? [];
  }
}

@Resolver(() => Medication)
export class MedicationResolver {
  @FieldResolver(() => [Ingredient], { description: 'What it is made of, in the order of the label.' })
  async ingredients(@Root() { product }: Medication, @Ctx() context: Context): Promise<Ingredient[]> {
    return (await context.load(ingredientsOfProduct, product.id)) ?? [];
  }
}

@Resolver(() => BranchProduct)
export class BranchProductResolver {
  @FieldResolver(() => Branch, { description: 'The branch.' })
  branch(@Root() { branchId }: BranchProduct): Branch {
    return branchReference(branchId);
  }

  @FieldResolver(() => Product, { nullable: true, description: 'The product.' })
  product(@Root() { productId }: BranchProduct, @Ctx() context: Context): Promise<Product | null> {
    return context.load(productById, productId);
  }

  @FieldResolver(() => Money, { nullable: true, description: 'The price of a pack there, tax included; null when it is not sold.' })
  price(@Root() { priceMinor, currency }: BranchProduct): Money | null {
    return priceMinor === null ? null : money(priceMinor, currency);
  }
}

export function productsMatching(filter: ProductFilter | null): Sql {
  const conditions = [sql`products.status = ${filter?.status ?? ProductStatus.ACTIVE}`];
  if (filter?.kind) conditions.push(sql`products.kind = ${filter.kind}`);
  if (filter?.search) {
    const { from, to } = prefixRange(searchKey(filter.search));
    conditions.push(
      sql`(products.name_key >= ${from} and products.name_key < ${to} or products.generic_key >= ${from} and products.generic_key < ${to})`,
    );
  }
  if (filter?.code) conditions.push(codeIs(filter.code.trim()));
  if (filter?.substanceId)
    conditions.push(
      sql`products.id in (select product_id from product_ingredients where substance_id = ${toUuid('substance', filter.substanceId)})`,
    );
  if (filter?.substituteForId) {
    const other = toUuid('product', filter.substituteForId);
    conditions.push(
      sql`products.id <> ${other} and products.substitution_group = (select substitution_group from products it where it.id = ${other})`,
    );
  }
  return join(conditions, ' and ');
}

function codeIs(code: string): Sql {
  return isGtin(code)
    ? sql`(products.gtin = ${toGtin14(code)} or products.national_code = ${code})`
    : sql`products.national_code = ${code}`;
}
