import { join, sql, type Sql } from '#kernel/database/sql.js';
import { GraphError } from '#kernel/graph/graph-error.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { Context } from '#kernel/subgraph/context.js';
import type { ProductKind } from '../references/product-kind.js';
import { didYouMean } from '../rules/did-you-mean.js';
import { AttributeType, type AttributeDefinition } from './attribute-definition.js';
import { AttributeSet, AttributeSetRevision } from './attribute-set.js';
import { convertMeasure } from './measures.js';
import type { AttributeConditionInput } from './product-attributes.inputs.js';
import { booleanKey, highestOf, lowestOf, numberKey, textKey, textPrefix } from './search-keys.js';

const mostConditions = 10;

/** Which of `product_attributes` meet all conditions; a condition that cannot be asked is the caller's mistake. */
export async function productsMeeting(context: Context, kind: ProductKind, conditions: readonly AttributeConditionInput[]): Promise<Sql> {
  if (conditions.length === 0 || conditions.length > mostConditions)
    throw new GraphError('BAD_USER_INPUT', `Give 1 to ${mostConditions} conditions, not ${conditions.length}.`);
  const found = await newestDefinitions(context, kind);
  if (!found) return sql`false`;
  const searchable = new Map(found.definitions.filter((each) => each.searchable).map((each) => [each.code, each]));
  const set = toUuid('attributeset', found.setId);
  const ranges = conditions.flatMap((condition) => {
    const definition = searchable.get(condition.code);
    if (definition) return keyRanges(definition, condition);
    const hint = didYouMean(condition.code.slice(0, 60), [...searchable.keys()]);
    throw new GraphError('BAD_USER_INPUT', `"${condition.code.slice(0, 60)}" is no searchable attribute of such products. ${hint}`);
  });
  return join(
    [
      sql`product_attributes.set_id = ${set}`,
      ...ranges.map(
        ({ code, bounds }) => sql`product_attributes.product_id in (select entry.product_id from product_attribute_keys entry
        where entry.set_id = ${set} and entry.code = ${code} and ${bounds})`,
      ),
    ],
    ' and ',
  );
}

async function newestDefinitions(
  { db }: Context,
  kind: ProductKind,
): Promise<{ readonly setId: string; readonly definitions: readonly AttributeDefinition[] } | null> {
  const newest = sql`where (set_id, revision) in (select id, revision from ${db.mapper(AttributeSet).table} where product_kind = ${kind})`;
  const revision = await db.first(AttributeSetRevision, newest);
  return revision && { setId: revision.setId, definitions: revision.definitions };
}

/** One stretch of the index; only text is compared, and only by operators that row-level security lets an index answer. */
interface KeyRange {
  readonly code: string;
  readonly bounds: Sql;
}

type Asked = Exclude<keyof AttributeConditionInput, 'code' | 'unit'>;

const askedBy: Readonly<Record<AttributeType, readonly Asked[]>> = {
  [AttributeType.TEXT]: ['text', 'startsWith'],
  [AttributeType.ENUM]: ['text'],
  [AttributeType.NUMBER]: ['atLeast', 'atMost'],
  [AttributeType.DATE]: ['from', 'until'],
  [AttributeType.BOOLEAN]: ['boolean'],
  [AttributeType.TEMPERATURE_RANGE]: ['includesCelsius'],
};

function keyRanges(definition: AttributeDefinition, condition: AttributeConditionInput): KeyRange[] {
  const { code, name, type } = definition;
  const can = askedBy[type];
  const given = [...new Set(Object.values(askedBy).flat())].filter((field) => condition[field] != null);
  const wrong = given.filter((field) => !can.includes(field));
  if (given.length === 0 || wrong.length > 0)
    throw new GraphError(
      'BAD_USER_INPUT',
      `${name} (${code}) is asked for by ${can.join(' or ')}${wrong.length > 0 ? `, not by ${wrong.join(', ')}` : ''}.`,
    );
  const { text, startsWith, from, until, boolean, includesCelsius } = condition;
  const bounds: Sql[] = [];
  if (text != null) bounds.push(sql`entry.key = ${type === AttributeType.TEXT ? textKey(text) : text}`);
  if (startsWith != null) {
    const range = textPrefix(startsWith);
    bounds.push(sql`entry.key >= ${range.from} and entry.key < ${range.to}`);
  }
  if (from != null) bounds.push(sql`entry.key >= ${from}`);
  if (until != null) bounds.push(sql`entry.key <= ${until}`);
  if (boolean != null) bounds.push(sql`entry.key = ${booleanKey(boolean)}`);
  bounds.push(...numberBounds(definition, condition));
  if (includesCelsius != null) {
    const key = numberKey(includesCelsius);
    return [
      { code: lowestOf(code), bounds: sql`entry.key <= ${key}` },
      { code: highestOf(code), bounds: sql`entry.key >= ${key}` },
    ];
  }
  return [{ code, bounds: join(bounds, ' and ') }];
}

function numberBounds(definition: AttributeDefinition, { atLeast, atMost, unit }: AttributeConditionInput): Sql[] {
  const keyOf = (amount: number): string => {
    if (unit == null || unit === definition.unit) return numberKey(amount);
    const converted = definition.unit === null ? null : convertMeasure(amount, unit, definition.unit);
    if (converted !== null) return numberKey(converted);
    const message = `${definition.name} is kept ${definition.unit === null ? 'without a unit' : `in ${definition.unit}`}, and ${unit.slice(0, 40)} cannot be converted to that.`;
    throw new GraphError('BAD_USER_INPUT', message);
  };
  return [
    ...(atLeast == null ? [] : [sql`entry.key >= ${keyOf(atLeast)}`]),
    ...(atMost == null ? [] : [sql`entry.key <= ${keyOf(atMost)}`]),
  ];
}
