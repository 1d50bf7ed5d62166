import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import type { Context } from '#kernel/subgraph/context.js';
import { defineLoader } from '#kernel/subgraph/loader.js';
import { Ingredient } from './medication.js';
import type { IngredientRole } from './product-terms.js';
import { substanceById } from './substance.js';

/** A line of a composition, as it is written. */
export interface IngredientFacts {
  readonly substanceId: string;
  readonly role: IngredientRole;
  readonly strength: string | null;
  readonly strengthValue: string | null;
  readonly strengthUnit: string | null;
  readonly referenceAmount: string | null;
}

interface IngredientRow {
  readonly product_id: string;
  readonly substance_id: string;
  readonly role: IngredientRole;
  readonly strength: string | null;
  readonly strength_value: string | null;
  readonly strength_unit: string | null;
  readonly reference_amount: string | null;
}

export const ingredientsOfProduct = defineLoader<string, Ingredient[]>('ingredients of product', async (context: Context, ids) => {
  const rows = await context.db.rows<IngredientRow>(
    sql`select * from product_ingredients where product_id = any (${ids.map((id) => toUuid('product', id))}::uuid[]) order by product_id, position`,
    'medicines:read',
  );
  const ingredients = await Promise.all(
    rows.map(async (row) => {
      const substance = await context.load(substanceById, toTypeId('substance', row.substance_id));
      return Object.assign(new Ingredient(), {
        productId: toTypeId('product', row.product_id),
        substance,
        role: row.role,
        strength: row.strength,
        strengthValue: row.strength_value === null ? null : Number(row.strength_value),
        strengthUnit: row.strength_unit,
        referenceAmount: row.reference_amount,
      });
    }),
  );
  return Map.groupBy(ingredients, ({ productId }) => productId);
});

/** Writes the composition anew. */
export async function replaceIngredients(
  transaction: Transaction,
  productId: string,
  ingredients: readonly IngredientFacts[],
): Promise<void> {
  const uuid = toUuid('product', productId);
  await transaction.rows(sql`delete from product_ingredients where product_id = ${uuid}`);
  const rows = ingredients.map((ingredient, index) => ({
    position: index + 1,
    substance_id: toUuid('substance', ingredient.substanceId),
    role: ingredient.role,
    strength: ingredient.strength,
    strength_value: ingredient.strengthValue,
    strength_unit: ingredient.strengthUnit,
    reference_amount: ingredient.referenceAmount,
  }));
  await transaction.rows(sql`insert into product_ingredients (product_id, position, substance_id, role, strength, strength_value, strength_unit, reference_amount)
    select ${uuid}, line.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as line (position integer, substance_id uuid, role text, strength text, strength_value numeric, strength_unit text, reference_amount text)`);
}
