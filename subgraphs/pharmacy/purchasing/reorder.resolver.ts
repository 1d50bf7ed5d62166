import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';
import { GraphError } from '#kernel/graph/graph-error.js';
import { Money, money } from '#kernel/graph/money.js';
import { requireBranch } from '#kernel/subgraph/branch-choice.js';
import type { Context } from '#kernel/subgraph/context.js';
import { profileOfBranch } from '#kernel/branches/branch-profile.js';
import { Product, productById } from '../products/product.js';
import { Supplier, supplierById } from '../suppliers/supplier.js';
import { orderSuggestions } from './ordering-suggestions.js';
import { ReorderSuggestion } from './reorder-suggestion.js';
import { OrderSuggestionsInput, OrderSuggestionsPayload } from './reorder.inputs.js';
import { reorderSuggestionsBy } from './reorder.js';

const permission = 'purchases:read';

@Resolver(() => ReorderSuggestion)
export class ReorderResolver {
  @Query(() => [ReorderSuggestion], {
    description:
      'What a branch runs low of, by name, at most 500: what can be given out and what is on order together are at or below the reorder point.',
  })
  @Access(permission)
  async reorderSuggestions(
    @Ctx() context: Context,
    @Arg('branchId', () => ID, { nullable: true, description: 'The branch; the chosen one (`X-Branch-ID`) when left out.' })
    wanted: string | null,
    @Arg('supplierId', () => ID, { nullable: true, description: 'Only what is ordered of this supplier.' }) supplierId: string | null,
  ): Promise<ReorderSuggestion[]> {
    const branchId = await requireBranch(context, wanted, permission);
    const profile = await context.load(profileOfBranch, branchId);
    if (!profile) throw new GraphError('NOT_FOUND', 'There is no such branch among those where you may do this.');
    const { timeZone, currency } = profile;
    return reorderSuggestionsBy((statement) => context.db.rows(statement, permission), { branchId, timeZone, currency, supplierId });
  }

  @Mutation(() => OrderSuggestionsPayload, {
    description: 'Writes drafts of orders from what is suggested, one for each supplier, at the prices that are known.',
  })
  @Access('purchases:order')
  orderSuggestions(
    @Ctx() context: Context,
    @Arg('input', () => OrderSuggestionsInput, { description: 'Which suggestions.' }) input: OrderSuggestionsInput,
  ): Promise<OrderSuggestionsPayload> {
    return orderSuggestions(context, input);
  }

  @FieldResolver(() => Product, { nullable: true, description: 'The product.' })
  product(@Root() { productId }: ReorderSuggestion, @Ctx() context: Context): Promise<Product | null> {
    return context.load(productById, productId);
  }

  @FieldResolver(() => Supplier, {
    nullable: true,
    description: "Of whom: the preferred supplier, else the cheapest in the branch's currency; null when nobody is known to sell it.",
  })
  supplier(@Root() { offer }: ReorderSuggestion, @Ctx() context: Context): Promise<Supplier | null> {
    return offer === null ? Promise.resolve(null) : context.load(supplierById, offer.supplierId);
  }

  @FieldResolver(() => Money, {
    nullable: true,
    description: 'What a pack costs there, by what was last agreed or paid; null when nobody knows.',
  })
  unitPrice(@Root() { offer }: ReorderSuggestion): Money | null {
    return offer?.priceMinor == null || offer.currency === null ? null : money(offer.priceMinor, offer.currency);
  }
}
