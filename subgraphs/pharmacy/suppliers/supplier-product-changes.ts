import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import type { MoneyInput } from '#kernel/graph/money.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal, userError, type UserError } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { mostPacks, mostPrice } from '../purchasing/order-limits.js';
import { Product } from '../products/product.js';
import { lockSupplierProducts } from './price-history.js';
import { PriceSource, SupplierPrice } from './supplier-price.js';
import { SetSupplierProductPayload, type SetSupplierProductInput } from './supplier-product.inputs.js';
import type { SupplierProduct } from './supplier-product.js';
import { Supplier } from './supplier.js';

export async function setSupplierProduct(context: Context, input: SetSupplierProductInput): Promise<SetSupplierProductPayload> {
  const nothing = { supplierProduct: null };
  const options = { name: 'setSupplierProduct', permission: 'suppliers:manage' };
  return context.db.command(SetSupplierProductPayload, options, async (transaction) => {
    const supplier = await transaction.first(Supplier, sql`where id = ${toUuid('supplier', input.supplierId)}`);
    if (!supplier) return refuse('NOT_FOUND', 'There is no such supplier.', ['input', 'supplierId'], nothing);
    // Whoever says who is preferred for the product waits here; who only names the product does not.
    const [product] = await transaction.all(Product, sql`where id = ${toUuid('product', input.productId)} for no key update`);
    if (!product) return refuse('NOT_FOUND', 'There is no such product.', ['input', 'productId'], nothing);
    const [goods] = await lockSupplierProducts(transaction, supplier.id, [product.id]);
    if (!goods) throw new Error(`${product.id} was not added to what ${supplier.id} sells`);
    const isNewPrice = input.price != null && (input.price.amountMinor !== goods.priceMinor || input.price.currency !== goods.currency);
    describe(goods, input);
    const errors = [...priceErrors(supplier, input.price), ...errorsOf(goods)];
    if (errors.length > 0) return new Refusal(errors, nothing);
    if (goods.preferred)
      await transaction.rows(sql`update supplier_products set preferred = false
        where product_id = ${toUuid('product', product.id)} and preferred and id <> ${toUuid('supplierproduct', goods.id)}`);
    await transaction.save(goods);
    if (isNewPrice && input.price) await quote(transaction, goods, input.price);
    return { supplierProduct: goods };
  });
}

function describe(goods: SupplierProduct, input: SetSupplierProductInput): void {
  if (input.supplierCode !== undefined) goods.supplierCode = input.supplierCode?.trim() || null;
  if (input.price) Object.assign(goods, { priceMinor: input.price.amountMinor, currency: input.price.currency });
  goods.packMultiple = input.packMultiple ?? goods.packMultiple;
  goods.minimumOrder = input.minimumOrder ?? goods.minimumOrder;
  goods.active = input.active ?? goods.active;
  // What is no longer sold is not preferred, unless somebody insists: that is refused.
  goods.preferred = input.preferred ?? (goods.preferred && goods.active);
}

function priceErrors({ currency }: Supplier, price: MoneyInput | null | undefined): UserError[] {
  const field = ['input', 'price'];
  if (!price) return [];
  if (price.currency !== currency) return [userError('INVALID', `The supplier quotes in ${currency}, not in ${price.currency}.`, field)];
  if (price.amountMinor < 0n || price.amountMinor > mostPrice)
    return [userError('INVALID', `A price is 0 to ${mostPrice} in minor units.`, field)];
  return [];
}

function errorsOf({ supplierCode, packMultiple, minimumOrder, preferred, active }: SupplierProduct): UserError[] {
  const errors = lengthErrors(mostLetters.name, { supplierCode });
  for (const [field, packs] of Object.entries({ packMultiple, minimumOrder })) {
    if (packs < 1 || packs > mostPacks) errors.push(userError('INVALID', `${field} is 1 to ${mostPacks}, not ${packs}.`, ['input', field]));
  }
  if (preferred && !active)
    errors.push(userError('INVALID', 'What the supplier no longer sells cannot be preferred.', ['input', 'preferred']));
  return errors;
}

async function quote(transaction: Transaction, goods: SupplierProduct, { amountMinor, currency }: MoneyInput): Promise<void> {
  const facts = { source: PriceSource.QUOTE, priceMinor: amountMinor, currency, goodsReceiptId: null };
  const { id: supplierProductId, supplierId, productId } = goods;
  await transaction.insert(
    Object.assign(new SupplierPrice(), { id: newId('supplierprice'), supplierProductId, supplierId, productId, ...facts }),
  );
}
