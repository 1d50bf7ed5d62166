import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import type { FrozenAttribute } from '../orders/order-line.js';
import { attributeDefinition, type AttributeDefinition } from './attribute-definition.js';
import { attributeValues } from './attribute-value.js';
import type { StoredValues } from './stored-value.js';

/** What products are at this moment, as it is shown: for the lines of an order that is placed. Products without attributes are left out. */
export async function frozenAttributes(transaction: Transaction, productIds: readonly string[]): Promise<Map<string, FrozenAttribute[]>> {
  const products = [...new Set(productIds)].map((id) => toUuid('product', id));
  const rows = await transaction.rows<{ product_id: string; attributes: StoredValues; definitions: AttributeDefinition[] }>(sql`
    select product.product_id, product.attributes, revision.definitions from product_attributes product
    join attribute_set_revisions revision on revision.set_id = product.set_id and revision.revision = product.revision
    where product.product_id = any (${products}::uuid[])`);
  return new Map(
    rows.map(({ product_id, attributes, definitions }) => [
      toTypeId('product', product_id),
      attributeValues(definitions.map(attributeDefinition), attributes).map((value) => ({
        code: value.code(),
        name: value.definition.name,
        text: value.text(),
        ...(typeof value.value === 'object' ? { celsius: value.value } : {}),
      })),
    ]),
  );
}
