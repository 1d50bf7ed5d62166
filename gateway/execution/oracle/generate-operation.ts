import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  parse,
  validate,
  type DocumentNode,
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import type { Random } from './random.js';

export interface GeneratedOperation {
  readonly text: string;
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  readonly variables: Record<string, unknown>;
}

const mostDepth = 4;
/** The planner's work grows faster than an operation. */
const mostFields = 30;
/**
 * Aliases that name something on every object. Those that name another field of the schema are left out: the stock executor
 * takes them for that field when it joins (safe-aliases.test.ts shows that ours does not).
 */
const awkwardAliases = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__'];

/** A random operation that is valid for the schema: aliases, fragments, conditions, variables, merged fields, introspection. */
export function generateOperation(schema: GraphQLSchema, random: Random, kind: 'query' | 'mutation' = 'query'): GeneratedOperation {
  // Aliases that meet in one place can clash, which no single choice sees: such an operation is thrown away, and the next one tried.
  for (let tries = 0; tries < 200; tries += 1) {
    const operation = new Generator(schema, random).operation(kind);
    if (validate(schema, operation.document).length === 0) return operation;
  }
  throw new Error('No valid operation came out of 200 tries: the generator is wrong about this schema');
}

class Generator {
  private readonly variables = new Map<string, { readonly type: string; readonly fallback: string | null; readonly value: unknown }>();
  private readonly fragments = new Map<string, { readonly on: string; readonly text: string }>();
  private fields = 0;
  private names = 0;

  private readonly awkward: readonly string[];

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly random: Random,
  ) {
    const fields = new Set(Object.values(schema.getTypeMap()).flatMap((type) => ('getFields' in type ? Object.keys(type.getFields()) : [])));
    this.awkward = awkwardAliases.filter((name) => !fields.has(name));
  }

  operation(kind: 'query' | 'mutation'): GeneratedOperation {
    const root = kind === 'query' ? this.schema.getQueryType() : this.schema.getMutationType();
    if (!root) throw new Error(`The schema has no ${kind}`);
    const selection = this.selections(root, 0);
    const operationName = this.random.chance(0.5) ? 'Generated' : undefined;
    const definitions = [...this.variables].map(([name, { type, fallback }]) => `$${name}: ${type}${fallback === null ? '' : ` = ${fallback}`}`);
    const head = `${kind} ${operationName ?? ''}${definitions.length > 0 ? `(${definitions.join(', ')})` : ''}`;
    const text = [`${head} ${selection}`, ...[...this.fragments].map(([name, { on, text: body }]) => `fragment ${name} on ${on} ${body}`)].join('\n');
    const variables = Object.fromEntries([...this.variables].flatMap(([name, { value }]) => (value === undefined ? [] : [[name, value]])));
    return { text, document: parse(text), operationName, variables };
  }

  private selections(type: GraphQLCompositeType, depth: number): string {
    const parts: string[] = [];
    const count = 1 + this.random.below(depth === 0 ? 4 : 5);
    for (let index = 0; index < count; index += 1) {
      const part = this.selection(type, depth);
      if (part) parts.push(part);
    }
    if (depth === 0 && this.random.chance(0.05)) parts.push(this.random.pick(['__schema { queryType { name } }', 't: __type(name: "Query") { kind fields { name } }']));
    if (parts.length === 0) parts.push('__typename');
    return `{ ${parts.join(' ')} }`;
  }

  private selection(type: GraphQLCompositeType, depth: number): string | null {
    if (this.random.chance(0.12)) return `${this.alias(0.3)}__typename${this.conditions()}`;
    if (depth < mostDepth && this.random.chance(isAbstractType(type) ? 0.5 : 0.15)) return this.fragment(type, depth);
    if (!('getFields' in type)) return null;
    const fields = Object.values(type.getFields()).filter(({ type: given }) => depth < mostDepth || !isCompositeType(getNamedType(given)));
    return fields.length === 0 || this.fields >= mostFields ? null : this.field(this.random.pick(fields), depth);
  }

  private field(field: GraphQLField<unknown, unknown>, depth: number): string {
    this.fields += 1;
    const named = getNamedType(field.type);
    const given = field.args.flatMap((argument) => this.argument(argument));
    // A field with arguments of its own is another field: it needs a name of its own.
    const alias = given.length > 0 ? `f${(this.names += 1)}: ` : this.alias(0.2);
    const below = isCompositeType(named) ? ` ${this.selections(named, depth + 1)}` : '';
    return `${alias}${field.name}${given.length > 0 ? `(${given.join(', ')})` : ''}${this.conditions()}${below}`;
  }

  private alias(probability: number): string {
    if (!this.random.chance(probability)) return '';
    if (this.random.chance(0.3)) return `${this.random.pick(this.awkward)}: `;
    return `a${this.random.below(4)}: `;
  }

  private fragment(type: GraphQLCompositeType, depth: number): string {
    const condition = this.random.pick(this.conditionsFor(type));
    const on = this.random.chance(0.1) ? null : condition;
    const body = this.selections(on ?? type, depth + 1);
    if (on && this.random.chance(0.3)) {
      const reusable = [...this.fragments].filter(([, fragment]) => fragment.on === on.name);
      if (reusable.length > 0 && this.random.chance(0.5)) return `...${this.random.pick(reusable)[0]}${this.conditions()}`;
      const name = `Fragment${this.fragments.size}`;
      this.fragments.set(name, { on: on.name, text: body });
      return `...${name}${this.conditions()}`;
    }
    return `...${on ? ` on ${on.name}` : ''}${this.conditions()} ${body}`;
  }

  /** Types on which a fragment can stand within another type. */
  private conditionsFor(type: GraphQLCompositeType): GraphQLCompositeType[] {
    const possible: readonly GraphQLObjectType[] = isAbstractType(type) ? this.schema.getPossibleTypes(type) : [type];
    const abstract = Object.values(this.schema.getTypeMap()).filter(
      (other): other is GraphQLCompositeType => isAbstractType(other) && (isInterfaceType(other) || this.random.chance(0.5)) && this.schema.getPossibleTypes(other).some((one) => possible.includes(one)),
    );
    return [type, ...possible, ...abstract].filter((one) => isCompositeType(one) && !one.name.startsWith('__'));
  }

  private conditions(): string {
    if (!this.random.chance(0.12)) return '';
    const value = this.random.chance(0.6) ? `$${this.variable('Boolean!', String(this.random.chance(0.5)), this.random.chance(0.5))}` : String(this.random.chance(0.5));
    return ` @${this.random.pick(['skip', 'include'])}(if: ${value})`;
  }

  private argument(argument: GraphQLArgument): string[] {
    const required = isNonNullType(argument.type) && argument.defaultValue === undefined;
    if (!required && this.random.chance(0.4)) return [];
    if (this.random.chance(0.5)) {
      const fallback = this.random.chance(0.4) ? this.literal(argument.type, 2) : null;
      const value = fallback !== null && this.random.chance(0.5) ? undefined : this.valueWithin(argument.type, 2);
      return [`${argument.name}: $${this.variable(String(argument.type), fallback, value)}`];
    }
    return [`${argument.name}: ${this.literal(argument.type, 2)}`];
  }

  private variable(type: string, fallback: string | null, value: unknown): string {
    const name = `v${this.variables.size}`;
    this.variables.set(name, { type, fallback: this.random.chance(0.5) || value === undefined ? fallback : null, value });
    return name;
  }

  private value(type: GraphQLInputType, depth: number): unknown {
    if (isNonNullType(type)) return this.value(type.ofType, depth);
    if (this.random.chance(0.1)) return null;
    return this.given(type, depth);
  }

  private given(type: GraphQLInputType, depth: number): unknown {
    if (isNonNullType(type)) return this.given(type.ofType, depth);
    if (isListType(type)) return Array.from({ length: this.random.below(3) }, () => this.valueWithin(type.ofType, depth));
    if (isEnumType(type)) return this.random.pick(type.getValues()).name;
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields()).filter((field) => (isNonNullType(field.type) && field.defaultValue === undefined) || (depth > 0 && this.random.chance(0.5)));
      return Object.fromEntries(fields.map((field) => [field.name, this.valueWithin(field.type, depth - 1)]));
    }
    return this.leaf(type);
  }

  private valueWithin(type: GraphQLInputType, depth: number): unknown {
    return isNonNullType(type) ? this.given(type.ofType, depth) : this.value(type, depth);
  }

  private leaf(type: GraphQLInputType): unknown {
    if (!isLeafType(type)) throw new Error(`${String(type)} is no leaf`);
    switch (type.name) {
      case 'Int':
        return this.random.below(100);
      case 'Float':
        return this.random.below(100) / 4;
      case 'Boolean':
        return this.random.chance(0.5);
      default:
        return `text "${this.random.below(5)}"`;
    }
  }

  private literal(type: GraphQLInputType, depth: number): string {
    return written(type, this.valueWithin(type, depth));
  }
}

/** A value in the language of documents. */
function written(type: GraphQLInputType, value: unknown): string {
  if (isNonNullType(type)) return written(type.ofType, value);
  if (value === null || value === undefined) return 'null';
  if (isListType(type)) return Array.isArray(value) ? `[${value.map((item) => written(type.ofType, item)).join(', ')}]` : written(type.ofType, value);
  if (isInputObjectType(type)) {
    const fields = type.getFields();
    return `{ ${Object.entries(value).flatMap(([name, item]) => (fields[name] ? [`${name}: ${written(fields[name].type, item)}`] : [])).join(', ')} }`;
  }
  if (isEnumType(type) && typeof value === 'string') return value;
  return JSON.stringify(value);
}
