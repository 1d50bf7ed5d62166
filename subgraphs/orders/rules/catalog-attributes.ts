import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { AttributeType, type AttributeDefinition } from '../catalog/attribute-definition.js';
import type { FrozenAttribute } from '../orders/order-line.js';
import type { SingleAttribute } from './attribute.js';

/** A code as attribute sets define it, or did in an older revision. */
export interface DefinedCode extends Pick<AttributeDefinition, 'code' | 'type' | 'unit'> {
  /** Of which kinds of products. */
  readonly kinds: readonly string[];
  readonly inUse: boolean;
  /** Of an ENUM what it can be now, by each set. */
  readonly values: readonly (readonly string[])[] | null;
}

/** What rules can ask of products by its code, as the attribute sets of the tenant define it; and what they could ask once. */
export async function catalogAttributes(transaction: Pick<Transaction, 'rows'>): Promise<ReadonlyMap<string, SingleAttribute>> {
  const rows = await transaction.rows<DefinedCode>(sql`
    select definition ->> 'code' as code, definition ->> 'type' as type, definition ->> 'unit' as unit,
      array_agg(distinct kept.product_kind) as kinds, bool_or(revision.revision = kept.revision) as "inUse",
      jsonb_agg(definition -> 'values') filter (where revision.revision = kept.revision and definition ->> 'type' = 'ENUM') as values
    from attribute_sets kept join attribute_set_revisions revision on revision.set_id = kept.id,
      jsonb_array_elements(revision.definitions) definition
    group by 1, 2, 3 order by min(revision.id::text), 1`);
  return attributesByCode(rows);
}

/** From codes, the first that was ever defined first. */
export function attributesByCode(defined: readonly DefinedCode[]): ReadonlyMap<string, SingleAttribute> {
  const attributes = [...Map.groupBy(defined, ({ code }) => code).values()].flatMap(attributesOfCode);
  return new Map(attributes.map((attribute) => [attribute.name, attribute]));
}

/**
 * The attributes of products as facts, each under what it was when it was frozen: a number in millilitres is never taken for one in
 * litres, nor a text for a day, where two sets use one code.
 */
export function attributeFacts(attributes: readonly FrozenAttribute[]): object {
  const known = attributes.flatMap(({ code, type, unit, value }) => (type ? [[code, { [kindOf({ type, unit })]: value }] as const] : []));
  return Object.fromEntries(known);
}

/**
 * A rule may ask a code that has always meant one thing. When another set gives it another meaning later, rules that asked it before go
 * on to mean the first.
 */
function attributesOfCode(definitions: readonly DefinedCode[]): SingleAttribute[] {
  const [first] = definitions;
  if (!first) return [];
  const { code, type, values } = first;
  const keys = ['attributes_by_code', code, kindOf(first)];
  const refusal = refusalOf(definitions);
  const shared = refusal === null ? {} : { refusal };
  switch (type) {
    case AttributeType.TEXT:
      return [{ name: code, type: 'text', keys, ...shared }];
    case AttributeType.NUMBER:
      return [{ name: code, type: 'number', keys, ...shared }];
    case AttributeType.DATE:
      return [{ name: code, type: 'date', keys, ...shared }];
    case AttributeType.BOOLEAN:
      return [{ name: code, type: 'boolean', keys, ...shared }];
    case AttributeType.ENUM:
      return [{ name: code, type: 'enum', values: [...new Set(values?.flat())], isOpen: true, keys, ...shared }];
    case AttributeType.TEMPERATURE_RANGE:
      return [
        { name: `${code}.min_celsius`, type: 'number', keys: [...keys, 'min'], ...shared },
        { name: `${code}.max_celsius`, type: 'number', keys: [...keys, 'max'], ...shared },
      ];
  }
}

function refusalOf(definitions: readonly DefinedCode[]): string | null {
  const [{ code, inUse } = { code: '', inUse: false }] = definitions;
  if (definitions.length > 1) {
    const meanings = definitions.map((each) => `${inWords(each)} for ${each.kinds.join(' and ')}`).join(', ');
    return `attribute sets define "${code}" differently, or did (${meanings}): define what rules are to ask by a code of its own.`;
  }
  return inUse ? null : `"${code}" is an attribute that no attribute set defines any more: define it again, or ask for another.`;
}

function inWords({ type, unit }: DefinedCode): string {
  return unit === null ? type : `${type} in ${unit}`;
}

/** The type, with the unit where there is one. */
function kindOf({ type, unit }: { readonly type: AttributeType; readonly unit?: string | null | undefined }): string {
  return unit == null ? type : `${type} ${unit}`;
}
