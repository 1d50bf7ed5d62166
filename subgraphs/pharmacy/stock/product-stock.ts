import { Field, Int, ObjectType } from 'type-graphql';
import { sql, type Sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { DateScalar } from '#kernel/graph/scalars/index.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { defineLoader } from '#kernel/subgraph/loader.js';
import { soonDays } from './allocation.js';

@ObjectType({
  description: 'What a branch has of a product on its day, all lots and places together.',
})
@Access('stock:read')
export class ProductStock {
  branchId: string;

  productId: string;

  @Field(() => Int, {
    simple: true,
    description: 'Packs that are there, in whatever state: the sum of `available`, `reserved` and `unusable`.',
  })
  onHand: number;

  @Field(() => Int, { simple: true, description: 'Packs that are good but set aside for somebody.' })
  reserved: number;

  @Field(() => Int, { simple: true, description: 'Packs that can be given out to somebody new.' })
  available: number;

  @Field(() => Int, { simple: true, description: 'Packs that are expired, held, in quarantine, recalled or damaged.' })
  unusable: number;

  @Field(() => DateScalar, {
    simple: true,
    nullable: true,
    description: 'The last day of the good lot that expires first; null when there is none, or none that expires.',
  })
  nextExpiry: string | null;

  @Field(() => Int, { simple: true, description: `Good packs whose last day is at most ${soonDays} days ahead.` })
  expiringSoon: number;

  @Field(() => Boolean, {
    simple: true,
    description: 'Whether the good packs, those set aside too, are no more than the reorder point of the branch; false where it has none.',
  })
  low: boolean;
}

export interface StockRow {
  readonly branch_id: string;
  readonly product_id: string;
  readonly on_hand: number;
  readonly reserved: number;
  readonly available: number;
  readonly unusable: number;
  readonly next_expiry: string | null;
  readonly expiring_soon: number;
  readonly low: boolean;
}

/** What there is for each of the subjects, which are rows of branch_id and product_id, each once. */
function stockOf(subjects: Sql): Sql {
  return sql`select subject.branch_id, subject.product_id,
      coalesce(sum(item.on_hand), 0)::int as on_hand,
      coalesce(sum(item.reserved) filter (where usable), 0)::int as reserved,
      coalesce(sum(item.on_hand - item.reserved) filter (where usable), 0)::int as available,
      coalesce(sum(item.on_hand) filter (where not usable), 0)::int as unusable,
      min(item.expires_on) filter (where usable and item.on_hand > 0)::text as next_expiry,
      coalesce(sum(item.on_hand) filter (where usable and item.expires_on <= today + ${soonDays}::int), 0)::int as expiring_soon,
      coalesce(coalesce(sum(item.on_hand) filter (where usable), 0) <= kept.reorder_point, false) as low
    from (${subjects}) subject
    join branch_profiles profile on profile.branch_id = subject.branch_id
    cross join lateral (select (now() at time zone profile.time_zone)::date as today) day
    left join branch_products kept on kept.branch_id = subject.branch_id and kept.product_id = subject.product_id
    left join lateral (
      select stock.on_hand, stock.reserved, lot.expires_on,
        stock.status = 'AVAILABLE' and lot.recall_id is null and coalesce(lot.expires_on >= today, true) as usable
      from stock_items stock join lots lot on lot.id = stock.lot_id
      where stock.branch_id = subject.branch_id and stock.product_id = subject.product_id and stock.on_hand > 0
    ) item on true
    group by subject.branch_id, subject.product_id, kept.reorder_point`;
}

/** Of these products, at the branches that keep them or once had some. */
export function stockOfProducts(productIds: readonly string[], branchIds: readonly string[] | null): Sql {
  const products = productIds.map((id) => toUuid('product', id));
  const branches = branchIds === null ? sql`true` : sql`branch_id = any (${branchIds.map((id) => toUuid('branch', id))}::uuid[])`;
  return sql`${stockOf(sql`
    select branch_id, product_id from stock_items where product_id = any (${products}::uuid[]) and ${branches}
    union select branch_id, product_id from branch_products where product_id = any (${products}::uuid[]) and ${branches}`)}
    order by subject.product_id, subject.branch_id`;
}

/** Of the products at a branch that somebody has to see to: low, expiring soon, or with packs that cannot be given out. */
export function stockToSeeTo(branchId: string, most: number): Sql {
  const branch = toUuid('branch', branchId);
  const subjects = sql`
    select branch_id, product_id from stock_items where branch_id = ${branch} and on_hand > 0
    union select branch_id, product_id from branch_products where branch_id = ${branch} and reorder_point is not null`;
  return sql`select * from (${stockOf(subjects)}) stock where low or unusable > 0 or expiring_soon > 0 order by product_id limit ${most}`;
}

export function productStock({ next_expiry: nextExpiry, ...row }: StockRow): ProductStock {
  return Object.assign(new ProductStock(), {
    branchId: toTypeId('branch', row.branch_id),
    productId: toTypeId('product', row.product_id),
    onHand: row.on_hand,
    reserved: row.reserved,
    available: row.available,
    unusable: row.unusable,
    nextExpiry,
    expiringSoon: row.expiring_soon,
    low: row.low,
  });
}

/** What is asked for: a product, at some branches or at all that the caller may see. */
export function stockQuestion(productId: string, branchIds: readonly string[] | null): string {
  return JSON.stringify([productId, branchIds]);
}

/** By `stockQuestion`: those that ask for the same branches become one statement. */
export const stockOfProduct = defineLoader<string, ProductStock[]>('stock of product', async ({ db }, questions) => {
  const asked = questions.map((question) => {
    const [productId, branchIds] = JSON.parse(question) as [string, string[] | null];
    return { question, productId, branchIds };
  });
  const answers = new Map<string, ProductStock[]>();
  for (const same of Map.groupBy(asked, ({ branchIds }) => JSON.stringify(branchIds)).values()) {
    const statement = stockOfProducts(
      same.map(({ productId }) => productId),
      same[0]?.branchIds ?? null,
    );
    const rows = await db.rows<StockRow>(statement, 'stock:read');
    const byProduct = Map.groupBy(rows.map(productStock), ({ productId }) => productId);
    for (const { question, productId } of same) answers.set(question, byProduct.get(productId) ?? []);
  }
  return answers;
});

/** How many products the first message of a subscription tells of. */
export const mostShown = 200;
