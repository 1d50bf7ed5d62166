import { sql, type Sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import type { InteractionFinding, SubstanceFacts } from './interaction-finding.js';
import { severities, type InteractionSeverity } from './interaction-severity.js';
import { substanceKeys } from './substance-names.js';

export type { InteractionFinding, SubstanceFacts } from './interaction-finding.js';
export { InteractionSeverity } from './interaction-severity.js';

/** A transaction, or anything else that reads rows of the caller's tenant. */
export type Reader = Pick<Transaction, 'rows'>;

/** One substance in all the forms asked about: a salt and its base are the same. */
interface AskedSubstance {
  /** Of its forms the simplest, for the finding to name. */
  readonly facts: SubstanceFacts;
  readonly keys: ReadonlySet<string>;
  readonly left: boolean;
  readonly right: boolean;
}

interface FindingRow {
  readonly severity: InteractionSeverity;
  readonly conditional: boolean;
  readonly first: number;
  readonly second: number;
  readonly first_name: string;
  readonly second_name: string;
  readonly mechanism: string | null;
  readonly management: string | null;
  readonly source: string;
}

/**
 * What the substances of the left do together with those of the right, the gravest first. Each rule is found once for a pair, however
 * it lies, and never for a substance with itself, unless the source has a rule for that very thing; a salt and its base count as one.
 */
export async function interactionsBetween(
  reader: Reader,
  left: readonly string[],
  right: readonly string[],
): Promise<InteractionFinding[]> {
  if (left.length === 0 || right.length === 0) return [];
  const asked = groupForms(await substancesById(reader, [...left, ...right]), new Set(left), new Set(right));
  const rows = await reader.rows<FindingRow>(matching(asked));
  const findings = rows.flatMap(({ first, second, first_name: firstAs, second_name: secondAs, ...rule }) => {
    const [one, other] = [asked[first]?.facts, asked[second]?.facts];
    return one && other ? [{ ...rule, first: one, second: other, firstAs, secondAs }] : [];
  });
  return findings.sort(byGravity);
}

/** The names of the classes that each substance belongs to in the source, by substance id; those without any are left out. */
export async function classesOfSubstances(
  reader: Reader,
  substanceIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const substances = await substancesById(reader, substanceIds);
  const asked = substances.flatMap(({ id, name }) => substanceKeys(name).map((key) => ({ id: toUuid('substance', id), key })));
  const rows = await reader.rows<{ id: string; class_name: string }>(sql`select distinct asked.id, member.class_name
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as asked (id uuid, key text)
    join drug_class_members member on member.substance_key = asked.key collate "C" order by asked.id, member.class_name`);
  const named = rows.map((row) => ({ id: toTypeId('substance', row.id), name: row.class_name }));
  return new Map([...Map.groupBy(named, ({ id }) => id)].map(([id, classes]) => [id, classes.map(({ name }) => name)]));
}

/** What each product is made of, by product id: active substances and the parts of them that act, each once. */
export async function substancesOfProducts(
  reader: Reader,
  productIds: readonly string[],
): Promise<ReadonlyMap<string, readonly SubstanceFacts[]>> {
  const ids = productIds.map((id) => toUuid('product', id));
  const rows = await reader.rows<{
    product_id: string;
    id: string;
    name: string;
  }>(sql`select ingredient.product_id, substance.id, substance.name
    from product_ingredients ingredient join substances substance on substance.id = ingredient.substance_id
    where ingredient.product_id = any (${ids}::uuid[])
    group by ingredient.product_id, substance.id, substance.name order by ingredient.product_id, min(ingredient.position)`);
  const facts = rows.map((row) => ({ productId: toTypeId('product', row.product_id), id: toTypeId('substance', row.id), name: row.name }));
  return new Map(
    [...Map.groupBy(facts, ({ productId }) => productId)].map(([productId, found]) => [
      productId,
      found.map(({ id, name }) => ({ id, name })),
    ]),
  );
}

/** What a substance comes down to: two with the same are one in two forms. */
export function substanceItself({ name }: SubstanceFacts): string {
  return substanceKeys(name).at(-1) ?? name;
}

async function substancesById(reader: Reader, ids: readonly string[]): Promise<SubstanceFacts[]> {
  const uuids = [...new Set(ids)].map((id) => toUuid('substance', id));
  const rows = await reader.rows<SubstanceFacts>(sql`select id, name from substances where id = any (${uuids}::uuid[]) order by name, id`);
  return rows.map(({ id, name }) => ({ id: toTypeId('substance', id), name }));
}

function groupForms(substances: readonly SubstanceFacts[], left: ReadonlySet<string>, right: ReadonlySet<string>): AskedSubstance[] {
  return [...Map.groupBy(substances, substanceItself).values()].map((forms) => {
    const [facts] = [...forms].sort((a, b) => a.name.length - b.name.length || (a.id < b.id ? -1 : 1));
    return {
      facts: facts as SubstanceFacts,
      keys: new Set(forms.flatMap(({ name }) => substanceKeys(name))),
      left: forms.some(({ id }) => left.has(id)),
      right: forms.some(({ id }) => right.has(id)),
    };
  });
}

/** A substance goes by its own keys and by those of its classes; a rule is looked for from both of its sides. */
function matching(asked: readonly AskedSubstance[]): Sql {
  const keys = asked.flatMap(({ keys: own, left, right }, substance) =>
    [...own].map((key) => ({ substance, key, on_left: left, on_right: right })),
  );
  return sql`with asked as materialized (
      select substance, key collate "C" as key, on_left, on_right
      from jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) as it (substance integer, key text, on_left boolean, on_right boolean)
    ), named as materialized (
      select substance, key, on_left, on_right, true as own from asked
      union all select distinct asked.substance, member.class_key, asked.on_left, asked.on_right, false
        from asked join drug_class_members member on member.substance_key = asked.key
    ), found as (
      select rule.id, least(one.substance, other.substance) as lower, greatest(one.substance, other.substance) as higher,
        bool_or(one.substance < other.substance) as ascending
      from named one
      join interaction_rules rule on rule.first_key = one.key
      join named other on other.key = rule.second_key
      where (one.on_left and other.on_right or one.on_right and other.on_left)
        and (one.substance <> other.substance or rule.first_key = rule.second_key and one.own and other.own)
      group by rule.id, lower, higher
    )
    select rule.severity, rule.conditional, rule.first_name, rule.second_name, rule.mechanism, rule.management, rule.source,
      -- Where each of the two belongs to both sides of the rule, they keep the order in which they were asked.
      case when found.ascending then lower else higher end as first, case when found.ascending then higher else lower end as second
    from found join interaction_rules rule on rule.id = found.id`;
}

function byGravity(a: InteractionFinding, b: InteractionFinding): number {
  const order = (finding: InteractionFinding) =>
    [
      severities.indexOf(finding.severity),
      finding.first.name,
      finding.second.name,
      finding.firstAs,
      finding.secondAs,
      finding.management ?? '',
    ] as const;
  const [one, other] = [order(a), order(b)];
  const at = one.findIndex((value, index) => value !== other[index]);
  return at < 0 ? 0 : (one[at] ?? 0) < (other[at] ?? 0) ? -1 : 1;
}
