import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';
import { PageArgs, type Page } from '#kernel/graph/connection.js';
import type { Context } from '#kernel/subgraph/context.js';
import { page } from '#kernel/subgraph/list.js';
import { Product, productReference } from '../references/product.js';
import {
  RemoveCollectionRequirementInput,
  RemoveCollectionRequirementPayload,
  SetCollectionRequirementInput,
  SetCollectionRequirementPayload,
} from './collection-requirement.inputs.js';
import {
  CollectionRequirement,
  CollectionRequirementConnection,
  collectionRequirementList,
  newestRequirementFirst,
  requirementOfProduct,
} from './collection-requirement.js';
import { removeCollectionRequirement, setCollectionRequirement } from './setting-requirements.js';

@Resolver(() => CollectionRequirement)
export class CollectionRequirementResolver {
  @Query(() => CollectionRequirementConnection, { description: 'What has to be collected for which examination, the newest first.' })
  @Access('catalog:manage')
  collectionRequirements(@Ctx() context: Context, @Args(() => PageArgs) args: PageArgs): Promise<Page<CollectionRequirement>> {
    return page(context, collectionRequirementList, args, newestRequirementFirst);
  }

  @Mutation(() => SetCollectionRequirementPayload, { description: 'Says what has to be collected for an examination.' })
  @Access('catalog:manage')
  setCollectionRequirement(
    @Ctx() context: Context,
    @Arg('input', () => SetCollectionRequirementInput, { description: 'What has to be collected.' }) input: SetCollectionRequirementInput,
  ): Promise<SetCollectionRequirementPayload> {
    return setCollectionRequirement(context, input);
  }

  @Mutation(() => RemoveCollectionRequirementPayload, { description: 'Says that nothing has to be collected for an examination any more.' })
  @Access('catalog:manage')
  removeCollectionRequirement(
    @Ctx() context: Context,
    @Arg('input', () => RemoveCollectionRequirementInput, { description: 'Which requirement.' }) input: RemoveCollectionRequirementInput,
  ): Promise<RemoveCollectionRequirementPayload> {
    return removeCollectionRequirement(context, input);
  }

  @FieldResolver(() => Product, { description: 'The examination.' })
  product(@Root() { productId }: CollectionRequirement): Product {
    return productReference(productId);
  }
}

@Resolver(() => Product)
export class ProductRequirementResolver {
  @FieldResolver(() => CollectionRequirement, {
    nullable: true,
    description: 'What has to be collected for it, where it is an examination; null for what needs nothing.',
  })
  @Access('signed-in')
  collectionRequirement(@Root() { id }: Product, @Ctx() context: Context): Promise<CollectionRequirement | null> {
    return context.load(requirementOfProduct, id);
  }
}
