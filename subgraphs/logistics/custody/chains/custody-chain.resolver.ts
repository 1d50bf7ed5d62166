import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';
import type { Context } from '#kernel/subgraph/context.js';
import { CustodyHandover, handoverById } from '../handovers/custody-handover.js';
import { Order, orderReference } from '../../references/order.js';
import { CustodyChain, custodyChain, verifyCustody } from './custody-chain.js';
import { CustodyEntry } from './custody-entry.js';
import { CustodyItem } from './custody-item.js';
import { CustodyVerdict } from './custody-verdict.js';

@Resolver(() => CustodyChain)
export class CustodyChainResolver {
  @Query(() => CustodyChain, {
    nullable: true,
    description: 'The chain of custody of a thing, checked; null when it never was handed over where you may see it.',
  })
  @Access('custody:read')
  custodyChain(
    @Ctx() context: Context,
    @Arg('itemId', () => ID, { description: 'What it is in the graph: `specimen_…`, `lot_…`.' }) itemId: string,
  ): Promise<CustodyChain | null> {
    return custodyChain(context, itemId);
  }

  @Query(() => CustodyVerdict, {
    description: 'Whether an exported chain of custody is what both sides signed and what the database has; an older copy lacks its end.',
  })
  @Access('custody:read')
  verifyCustody(
    @Ctx() context: Context,
    @Arg('document', () => String, { description: 'The text of the download `custody-chain` with `format=json`.' }) document: string,
  ): Promise<CustodyVerdict> {
    return verifyCustody(context, document);
  }
}

@Resolver(() => CustodyEntry)
export class CustodyEntryResolver {
  @FieldResolver(() => CustodyHandover, {
    nullable: true,
    description: 'With what else it changed hands; null where it was between other branches than yours.',
  })
  handover(@Root() { handoverId }: CustodyEntry, @Ctx() context: Context): Promise<CustodyHandover | null> {
    return context.load(handoverById, handoverId);
  }
}

@Resolver(() => CustodyItem)
export class CustodyItemResolver {
  @FieldResolver(() => Order, { nullable: true, description: 'The order that it belongs to.' })
  @Access('orders:read')
  order(@Root() { orderId }: CustodyItem): Order | null {
    return orderId ? orderReference(orderId) : null;
  }
}
