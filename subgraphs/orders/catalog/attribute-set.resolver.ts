import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { PageArgs, type Page } from '#kernel/graph/connection.js';
import type { Context } from '#kernel/subgraph/context.js';
import { ProductKind } from '../references/product-kind.js';
import { AttributeDefinition } from './attribute-definition.js';
import { DefineAttributesInput, DefineAttributesPayload } from './attribute-set.inputs.js';
import {
  AttributeSet,
  AttributeSetRevision,
  AttributeSetRevisionConnection,
  attributeSetById,
  definitionsOf,
  newestRevisionFirst,
  revisionKey,
  revisionsOfSet,
} from './attribute-set.js';
import { defineAttributes } from './defining-attributes.js';

@Resolver(() => AttributeSet)
export class AttributeSetResolver {
  @Query(() => [AttributeSet], { description: 'What is to be known of products, one set for each kind that has any, by kind.' })
  @Access('medicines:read')
  attributeSets(
    @Ctx() context: Context,
    @Arg('productKind', () => ProductKind, { nullable: true, description: 'Only of this kind.' }) productKind: ProductKind | null,
  ): Promise<AttributeSet[]> {
    const which = productKind ? sql`where product_kind = ${productKind}` : sql``;
    return context.db.all(AttributeSet, sql`${which} order by product_kind`);
  }

  @Mutation(() => DefineAttributesPayload, {
    description:
      'Says what is to be known of the products of a kind. What products have is not touched: whatever does not meet the new definitions is found in `catalogIssues` soon after.',
  })
  @Access('catalog:manage')
  defineAttributes(
    @Ctx() context: Context,
    @Arg('input', () => DefineAttributesInput, { description: 'The attributes.' }) input: DefineAttributesInput,
  ): Promise<DefineAttributesPayload> {
    return defineAttributes(context, input);
  }

  @FieldResolver(() => [AttributeDefinition], {
    description: 'The attributes by the newest revision, in the order in which they are shown.',
  })
  async definitions(@Root() { id: setId, revision }: AttributeSet, @Ctx() context: Context): Promise<AttributeDefinition[]> {
    return (await context.load(definitionsOf, revisionKey({ setId, revision }))) ?? [];
  }

  @FieldResolver(() => AttributeSetRevisionConnection, { description: 'All its revisions, the newest first.' })
  revisions(
    @Root() { id }: AttributeSet,
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<AttributeSetRevision>> {
    return revisionsOfSet.page(context, id, args, newestRevisionFirst);
  }
}

@Resolver(() => AttributeSetRevision)
export class AttributeSetRevisionResolver {
  @FieldResolver(() => AttributeSet, { description: 'Of which set.' })
  set(@Root() { setId }: AttributeSetRevision, @Ctx() context: Context): Promise<AttributeSet | null> {
    return context.load(attributeSetById, setId);
  }

  @FieldResolver(() => [AttributeDefinition], { description: 'The attributes, in the order in which they are shown.' })
  definitions(@Root() { definitions }: AttributeSetRevision): AttributeDefinition[] {
    return definitions;
  }
}
