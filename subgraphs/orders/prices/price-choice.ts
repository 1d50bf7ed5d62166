import { Field, Int, ObjectType } from 'type-graphql';
import { toTypeId } from '#kernel/graph/type-id.js';
import type { Context } from '#kernel/subgraph/context.js';
import { pricesOfLine, type PricedLine, type PriceQuestion } from './choosing-prices.js';
import type { PriceList } from './price-list.js';
import { PriceListItem, priceListById, priceListItemById } from './price-list.js';

@ObjectType({ description: 'What a product would cost in an order, and by which list.' })
export class PriceChoice {
  @Field(() => PriceListItem, { simple: true, description: 'The price that is taken.' })
  item: PriceListItem;

  @Field(() => Int, { simple: true, description: 'For how many packs it was asked.' })
  quantity: number;

  @Field(() => String, { simple: true, description: 'Why this price and no other, for a person.' })
  because: string;

  @Field(() => [PriceListItem], { simple: true, description: 'What would be taken without it, in this order.' })
  passedOver: PriceListItem[];
}

/** How a line would be priced; null when no list has a price for it. */
export async function choosePrice(context: Context, line: PricedLine, question: PriceQuestion): Promise<PriceChoice | null> {
  const rows = await context.db.rows<{ item_id: string; list_id: string }>(pricesOfLine(line, question), 'orders:read');
  const [items, lists] = await Promise.all([
    Promise.all(rows.map((row) => context.load(priceListItemById, toTypeId('pricelistitem', row.item_id)))),
    Promise.all(rows.map((row) => context.load(priceListById, toTypeId('pricelist', row.list_id)))),
  ]);
  const found = items.filter((item) => item !== null);
  const [item, ...passedOver] = found;
  const [list] = lists;
  if (!item || !list) return null;
  const next = lists.find((other) => other && other.id !== list.id) ?? null;
  return Object.assign(new PriceChoice(), { item, quantity: line.quantity, because: because(item, list, next), passedOver });
}

function because({ minimumQuantity }: PriceListItem, list: PriceList, next: PriceList | null): string {
  const tier = minimumQuantity > 1 ? ` Its price from ${minimumQuantity} packs on holds.` : '';
  if (next === null) return `"${list.name}" is the only list with a price.${tier}`;
  return `"${list.name}" is asked before "${next.name}": ${difference(list, next)}.${tier}`;
}

/** In the order in which lists are compared when a price is chosen. */
function difference(list: PriceList, next: PriceList): string {
  if (list.customerId !== null && next.customerId === null) return 'it is for this customer alone';
  if (list.branchId !== null && next.branchId === null) return 'it is for orders of this branch alone';
  if (list.priority !== next.priority) return `its priority is ${list.priority}, that of the other ${next.priority}`;
  if (list.validFrom?.getTime() !== next.validFrom?.getTime()) return 'it became valid later';
  return 'it was made later';
}
