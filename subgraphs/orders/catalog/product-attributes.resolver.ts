import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { PageArgs, type Page } from '#kernel/graph/connection.js';
import type { Context } from '#kernel/subgraph/context.js';
import { page } from '#kernel/subgraph/list.js';
import { ProductKind } from '../references/product-kind.js';
import { Product, productReference } from '../references/product.js';
import { Staff, staffReference } from '../references/staff.js';
import { AttributeSet, attributeSetById, definitionsOf, revisionKey } from './attribute-set.js';
import { AttributeValue, attributeValues } from './attribute-value.js';
import { CatalogIssue, CatalogIssueConnection, catalogIssueList, firstFoundFirst } from './catalog-issue.js';
import {
  changesOfProduct,
  newestChangeFirst,
  ProductAttributeChange,
  ProductAttributeChangeConnection,
} from './product-attribute-change.js';
import {
  attributesOfProduct,
  firstWrittenFirst,
  ProductAttributes,
  ProductAttributesConnection,
  productAttributesList,
} from './product-attributes.js';
import { AttributeConditionInput, SetProductAttributesInput, SetProductAttributesPayload } from './product-attributes.inputs.js';
import { productsMeeting } from './searching.js';
import { setProductAttributes } from './setting-attributes.js';
import type { StoredValues } from './stored-value.js';

@Resolver(() => ProductAttributes)
export class ProductAttributesResolver {
  @Query(() => ProductAttributesConnection, {
    description: 'Products of a kind by their searchable attributes, in the order in which they were first described.',
  })
  @Access('medicines:read')
  async productsByAttribute(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('productKind', () => ProductKind, { description: 'Of which kind.' }) productKind: ProductKind,
    @Arg('where', () => [AttributeConditionInput], { description: 'All of these must hold, 1 to 10.' }) where: AttributeConditionInput[],
  ): Promise<Page<ProductAttributes>> {
    return page(context, productAttributesList, args, firstWrittenFirst, await productsMeeting(context, productKind, where));
  }

  @Query(() => CatalogIssueConnection, {
    description:
      'Products whose attributes do not meet the newest revision of their set. After a new revision all are judged anew, which takes a moment.',
  })
  @Access('medicines:read')
  catalogIssues(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('productKind', () => ProductKind, { nullable: true, description: 'Only of this kind.' }) productKind: ProductKind | null,
  ): Promise<Page<CatalogIssue>> {
    const which = productKind ? sql`set_id in (select id from attribute_sets where product_kind = ${productKind})` : sql`true`;
    return page(context, catalogIssueList, args, firstFoundFirst, which);
  }

  @Mutation(() => SetProductAttributesPayload, {
    description: 'Writes all attributes of a product, checked by the newest revision of the set of its kind.',
  })
  @Access('catalog:manage')
  setProductAttributes(
    @Ctx() context: Context,
    @Arg('input', () => SetProductAttributesInput, { description: 'The attributes.' }) input: SetProductAttributesInput,
  ): Promise<SetProductAttributesPayload> {
    return setProductAttributes(context, input);
  }

  @FieldResolver(() => Product, { description: 'Of which product.' })
  product(@Root() { productId }: ProductAttributes): Product {
    return productReference(productId);
  }

  @FieldResolver(() => AttributeSet, { description: 'By which set.' })
  set(@Root() { setId }: ProductAttributes, @Ctx() context: Context): Promise<AttributeSet | null> {
    return context.load(attributeSetById, setId);
  }

  @FieldResolver(() => [AttributeValue], { description: 'The values, in the order of the set.' })
  values(@Root() attributes: ProductAttributes, @Ctx() context: Context): Promise<AttributeValue[]> {
    return valuesOf(attributes, context);
  }
}

@Resolver(() => ProductAttributeChange)
export class ProductAttributeChangeResolver {
  @FieldResolver(() => [AttributeValue], { description: 'The values from then on, in the order of the set.' })
  values(@Root() change: ProductAttributeChange, @Ctx() context: Context): Promise<AttributeValue[]> {
    return valuesOf(change, context);
  }

  @FieldResolver(() => Staff, { nullable: true, description: 'Who wrote them; null when it was no person.' })
  @Access('staff:read')
  changedBy(@Root() { changedBy }: ProductAttributeChange): Staff | null {
    return changedBy?.startsWith('staff_') ? staffReference(changedBy) : null;
  }
}

@Resolver(() => CatalogIssue)
export class CatalogIssueResolver {
  @FieldResolver(() => Product, { description: 'Which product.' })
  product(@Root() { productId }: CatalogIssue): Product {
    return productReference(productId);
  }

  @FieldResolver(() => AttributeSet, { description: 'Of which set it does not meet the newest revision.' })
  set(@Root() { setId }: CatalogIssue, @Ctx() context: Context): Promise<AttributeSet | null> {
    return context.load(attributeSetById, setId);
  }
}

@Resolver(() => Product)
export class AttributesOfProductResolver {
  @FieldResolver(() => ProductAttributes, {
    nullable: true,
    description: 'What it is in the respects of its kind; null until somebody has said it.',
  })
  @Access('medicines:read')
  attributes(@Root() { id }: Product, @Ctx() context: Context): Promise<ProductAttributes | null> {
    return context.load(attributesOfProduct, id);
  }

  @FieldResolver(() => ProductAttributeChangeConnection, { description: 'Its attributes after each change, the newest first.' })
  @Access('medicines:read')
  attributeHistory(
    @Root() { id }: Product,
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<ProductAttributeChange>> {
    return changesOfProduct.page(context, id, args, newestChangeFirst);
  }
}

interface Checked {
  readonly setId: string;
  readonly revision: number;
  readonly attributes: StoredValues;
}

async function valuesOf({ setId, revision, attributes }: Checked, context: Context): Promise<AttributeValue[]> {
  return attributeValues((await context.load(definitionsOf, revisionKey({ setId, revision }))) ?? [], attributes);
}
