import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { IngredientRole } from '../../products/product-terms.js';
import { substanceItself } from '../../interactions/interacting.js';

/** A substance in a product, with what the checks compare. */
export interface ComposedSubstance {
  readonly id: string;
  readonly name: string;
  /** What it comes down to: salts of one base have the same. */
  readonly itself: string;
  readonly codeSystem: string | null;
  readonly code: string | null;
  readonly role: IngredientRole;
  readonly strengthValue: number | null;
  readonly strengthUnit: string | null;
  readonly referenceAmount: string | null;
}

interface ComposedRow {
  readonly product_id: string;
  readonly id: string;
  readonly name: string;
  readonly code_system: string | null;
  readonly code: string | null;
  readonly role: IngredientRole;
  readonly strength_value: string | null;
  readonly strength_unit: string | null;
  readonly reference_amount: string | null;
}

/** What each product is made of, by product id. */
export type Compositions = ReadonlyMap<string, readonly ComposedSubstance[]>;

export async function compositionsOf(transaction: Transaction, productIds: readonly string[]): Promise<Compositions> {
  const uuids = [...new Set(productIds)].map((id) => toUuid('product', id));
  const rows =
    await transaction.rows<ComposedRow>(sql`select ingredient.product_id, substance.id, substance.name, substance.code_system, substance.code,
      ingredient.role, ingredient.strength_value, ingredient.strength_unit, ingredient.reference_amount
    from product_ingredients ingredient join substances substance on substance.id = ingredient.substance_id
    where ingredient.product_id = any (${uuids}::uuid[]) order by ingredient.product_id, ingredient.position`);
  const composed = rows.map((row) => {
    const [id, strength] = [toTypeId('substance', row.id), row.strength_value];
    const substance = {
      id,
      name: row.name,
      itself: substanceItself({ id, name: row.name }),
      codeSystem: row.code_system,
      code: row.code,
      role: row.role,
      strengthValue: strength === null ? null : Number(strength),
      strengthUnit: row.strength_unit,
      referenceAmount: row.reference_amount,
    };
    return { productId: toTypeId('product', row.product_id), substance };
  });
  const byProduct = Map.groupBy(composed, ({ productId }) => productId);
  return new Map([...byProduct].map(([id, lines]) => [id, lines.map(({ substance }) => substance)]));
}

/** Whether two products have the same active substances, whatever their salts and strengths. */
export function sameSubstances(one: readonly ComposedSubstance[], other: readonly ComposedSubstance[]): boolean {
  const [first, second] = [actives(one), actives(other)];
  return first.size > 0 && first.size === second.size && [...first].every((itself) => second.has(itself));
}

/** By what acts: the moiety where the composition says it, else what it contains. */
function actives(substances: readonly ComposedSubstance[]): Set<string> {
  const active = substances.filter(({ role }) => role === IngredientRole.ACTIVE);
  return new Set((active.length > 0 ? active : substances).map(({ itself }) => itself));
}
