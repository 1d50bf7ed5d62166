import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal, userError, type UserError } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import type { Context } from '#kernel/subgraph/context.js';
import { mostPacks } from '../catalog/packs.js';
import { SetListPricesPayload, type PriceTierInput, type ProductTiersInput, type SetListPricesInput } from './price-list.inputs.js';
import { PriceList } from './price-list.js';

const nothing = { priceList: null };
const mostProducts = 500;
const mostTiers = 20;
/** More than anything costs, and little enough that a million packs fit in a bigint. */
const mostPrice = 1_000_000_000_000n;
const mostBasisPoints = 10_000;

/** Puts prices of products into a list in place of those that they have there. */
export async function setListPrices(context: Context, input: SetListPricesInput): Promise<SetListPricesPayload> {
  const { products } = input;
  const tooMany = products.length === 0 || products.length > mostProducts;
  const ids = [...new Set(products.map(({ productId }) => productId))];
  const existing = tooMany ? new Map<string, object>() : await context.read<object>('Product', ids, 'id');
  return context.db.command(SetListPricesPayload, { name: 'setListPrices', permission: 'catalog:manage' }, async (transaction) => {
    if (tooMany) {
      const message = `Give the prices of 1 to ${mostProducts} products at once, not of ${products.length}.`;
      return refuse('LIMIT_REACHED', message, ['input', 'products'], nothing);
    }
    const list = await transaction.lock(PriceList, input.priceListId);
    if (!list) return refuse('NOT_FOUND', 'There is no such price list.', ['input', 'priceListId'], nothing);
    const stale = staleVersion(list, input.expectedVersion, 'price list', nothing);
    if (stale) return stale;
    const seen = new Set<string>();
    const errors = products.flatMap((product, index): UserError[] => {
      const at = ['input', 'products', `${index}`];
      if (seen.has(product.productId)) return [userError('INVALID', 'The product is named twice.', [...at, 'productId'])];
      seen.add(product.productId);
      if (!existing.has(product.productId)) return [userError('NOT_FOUND', 'There is no such product.', [...at, 'productId'])];
      return tierErrors(product.tiers, list.currency, [...at, 'tiers']);
    });
    if (errors.length > 0) return new Refusal(errors, nothing);
    await replace(transaction, list, products);
    return { priceList: await anew(transaction, list) };
  });
}

function tierErrors(tiers: readonly PriceTierInput[], currency: string, at: readonly string[]): UserError[] {
  if (tiers.length > mostTiers) return [userError('LIMIT_REACHED', `A product has at most ${mostTiers} prices in a list.`, at)];
  const quantities = new Set<number>();
  return tiers.flatMap(({ minimumQuantity, unitPrice, taxBasisPoints }, index): UserError[] => {
    const wrong = (field: keyof PriceTierInput, message: string): UserError => userError('INVALID', message, [...at, `${index}`, field]);
    const errors: UserError[] = [];
    if (minimumQuantity < 1 || minimumQuantity > mostPacks)
      errors.push(wrong('minimumQuantity', `minimumQuantity is 1 to ${mostPacks}, not ${minimumQuantity}.`));
    if (quantities.has(minimumQuantity)) errors.push(wrong('minimumQuantity', `There are two prices from ${minimumQuantity} packs on.`));
    quantities.add(minimumQuantity);
    if (unitPrice.currency !== currency)
      errors.push(wrong('unitPrice', `The prices of this list are in ${currency}, not in ${unitPrice.currency}.`));
    if (unitPrice.amountMinor < 0n || unitPrice.amountMinor > mostPrice)
      errors.push(wrong('unitPrice', `A price is 0 to ${mostPrice} in minor units.`));
    if (taxBasisPoints < 0 || taxBasisPoints > mostBasisPoints)
      errors.push(wrong('taxBasisPoints', `taxBasisPoints is 0 to ${mostBasisPoints}, not ${taxBasisPoints}.`));
    return errors;
  });
}

async function replace(transaction: Transaction, { id }: PriceList, products: readonly ProductTiersInput[]): Promise<void> {
  const uuids = products.map(({ productId }) => toUuid('product', productId));
  const rows = products.flatMap(({ productId, tiers }) =>
    tiers.map(({ minimumQuantity, unitPrice, taxBasisPoints }) => ({
      id: toUuid('pricelistitem', newId('pricelistitem')),
      product_id: toUuid('product', productId),
      minimum_quantity: minimumQuantity,
      unit_price_minor: unitPrice.amountMinor.toString(),
      tax_basis_points: taxBasisPoints,
    })),
  );
  const list = toUuid('pricelist', id);
  await transaction.rows(sql`delete from price_list_items where price_list_id = ${list} and product_id = any (${uuids}::uuid[])`);
  await transaction.rows(sql`insert into price_list_items (id, price_list_id, product_id, minimum_quantity, unit_price_minor, tax_basis_points)
    select item.id, ${list}::uuid, item.product_id, item.minimum_quantity, item.unit_price_minor, item.tax_basis_points
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as item (id uuid, product_id uuid, minimum_quantity integer, unit_price_minor bigint, tax_basis_points integer)`);
}

/** The list in a version of its own, although no column of its row is another. */
async function anew(transaction: Transaction, { id }: PriceList): Promise<PriceList> {
  await transaction.rows(sql`update price_lists set active = active where id = ${toUuid('pricelist', id)}`);
  const list = await transaction.first(PriceList, sql`where id = ${toUuid('pricelist', id)}`);
  if (!list) throw new Error(`The price list ${id} went while it was held`);
  return list;
}
