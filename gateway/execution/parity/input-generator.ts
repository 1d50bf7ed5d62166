import {
  getNullableType,
  GraphQLNonNull,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLLeafType,
} from 'graphql';
import type { SeededRandom } from './seeded-random.js';

interface Variable {
  readonly name: string;
  readonly type: string;
  readonly defaultValue: string | null;
}

const texts = ['', 'a', 'Ulaanbaatar', 'quote " and \\ slash', 'ünïcödé ✚', '__proto__', '3'];

/** Arguments, and the variables that they use: literals, variables, defaults, nulls and absences in all the ways that are valid. */
export class InputGenerator {
  /** What the client sends beside the document. */
  readonly values: Record<string, unknown> = {};
  private readonly variables: Variable[] = [];

  constructor(private readonly random: SeededRandom) {}

  /** `(name: …)`, or nothing. */
  arguments(args: readonly GraphQLArgument[]): string {
    const given = args.filter((arg) => isRequiredArgument(arg) || this.random.chance(0.7));
    if (given.length === 0) return '';
    return `(${given.map((arg) => `${arg.name}: ${this.value(arg, 0)}`).join(', ')})`;
  }

  /** `@skip(…)`, `@include(…)`, both, or most often nothing. */
  conditions(): string {
    const chosen = [this.random.chance(0.1) ? 'skip' : '', this.random.chance(0.1) ? 'include' : ''].filter(Boolean);
    return chosen.map((name) => ` @${name}(if: ${this.condition()})`).join('');
  }

  /** `($a: Int = 3, …)` of the variables that the finished text uses. */
  definitions(printed: string): string {
    const used = this.variables.filter(({ name }) => new RegExp(`\\$${name}\\b`).test(printed));
    for (const { name } of this.variables) if (!used.some((variable) => variable.name === name)) delete this.values[name];
    if (used.length === 0) return '';
    return `(${used.map(({ name, type, defaultValue }) => `$${name}: ${type}${defaultValue === null ? '' : ` = ${defaultValue}`}`).join(', ')})`;
  }

  private condition(): string {
    const conditions = this.variables.filter(({ name, type, defaultValue }) => type === 'Boolean!' || (type === 'Boolean' && defaultValue !== null && this.values[name] !== null));
    if (conditions.length > 0 && this.random.chance(0.5)) return `$${this.random.pick(conditions).name}`;
    if (this.random.chance(0.2)) return String(this.random.chance(0.5));
    const name = this.nextName();
    const value = this.random.chance(0.5);
    if (this.random.chance(0.4)) {
      this.variables.push({ name, type: this.random.pick(['Boolean', 'Boolean!']), defaultValue: String(this.random.chance(0.5)) });
      if (this.random.chance(0.5)) this.values[name] = value;
    } else {
      this.variables.push({ name, type: 'Boolean!', defaultValue: null });
      this.values[name] = value;
    }
    return `$${name}`;
  }

  private value(target: GraphQLArgument | GraphQLInputField, depth: number): string {
    return this.random.chance(0.35) ? this.variable(target.type) : this.literal(target.type, depth);
  }

  /** A variable that may stand where the type is asked for. */
  private variable(type: GraphQLInputType): string {
    const suitable = this.variables.filter((variable) => variable.type === String(type));
    if (suitable.length > 0 && this.random.chance(0.3)) return `$${this.random.pick(suitable).name}`;
    const name = this.nextName();
    const required = isNonNullType(type);
    const stronger = !required && this.random.chance(0.3);
    const written = stronger ? `${String(type)}!` : String(type);
    const withDefault = this.random.chance(0.35);
    // A default lets a nullable variable stand where null may not be; whoever sends null then is told so, which is a case of its own.
    const weakened = required && withDefault && this.random.chance(0.5) ? String(getNullableType(type)) : written;
    this.variables.push({ name, type: weakened, defaultValue: withDefault ? this.constant(getNullableType(type)) : null });
    const mayBeNull = !required && !stronger;
    if (withDefault || mayBeNull) {
      if (this.random.chance(0.3)) return `$${name}`;
      if (mayBeNull && this.random.chance(0.25)) {
        this.values[name] = null;
        return `$${name}`;
      }
    }
    this.values[name] = this.sent(getNullableType(type), 0);
    return `$${name}`;
  }

  private literal(type: GraphQLInputType, depth: number): string {
    return !isNonNullType(type) && this.random.chance(0.08) ? 'null' : this.given(type, depth);
  }

  private given(required: GraphQLInputType, depth: number): string {
    const type = getNullableType(required);
    if (isListType(type)) {
      // One value stands for a list of one; a list of lists would take it for one of them.
      if (this.random.chance(0.15) && !isListType(getNullableType(type.ofType))) return this.given(type.ofType, depth + 1);
      return `[${this.several(depth, () => (this.random.chance(0.2) ? this.variable(type.ofType) : this.literal(type.ofType, depth + 1))).join(', ')}]`;
    }
    if (isInputObjectType(type)) return `{ ${this.fields(type, depth, (field) => `${field.name}: ${this.value(field, depth + 1)}`).join(', ')} }`;
    return this.leaf(type, true);
  }

  /** A literal without variables: what a variable's default may be. */
  private constant(type: GraphQLInputType, depth = 0): string {
    const nullable = getNullableType(type);
    if (isListType(nullable)) return `[${this.several(depth, () => this.constant(nullable.ofType, depth + 1)).join(', ')}]`;
    if (isInputObjectType(nullable)) return `{ ${this.fields(nullable, depth, (field) => `${field.name}: ${this.constant(field.type, depth + 1)}`).join(', ')} }`;
    return this.leaf(nullable, true);
  }

  /** What a client sends as JSON. */
  private sent(type: GraphQLInputType, depth: number): unknown {
    if (!isNonNullType(type) && depth > 0 && this.random.chance(0.1)) return null;
    const nullable = getNullableType(type);
    if (isListType(nullable)) {
      if (this.random.chance(0.15)) return this.sent(new GraphQLNonNull(getNullableType(nullable.ofType)), depth + 1);
      return this.several(depth, () => this.sent(nullable.ofType, depth + 1));
    }
    if (isInputObjectType(nullable)) return Object.fromEntries(this.fields(nullable, depth, (field) => [field.name, this.sent(field.type, depth + 1)] as const));
    return JSON.parse(this.leaf(nullable, false)) as unknown;
  }

  private several<Item>(depth: number, make: () => Item): Item[] {
    return Array.from({ length: depth > 2 ? 0 : this.random.below(3) }, make);
  }

  private fields<Item>(type: GraphQLInputObjectType, depth: number, make: (field: GraphQLInputField) => Item): Item[] {
    const given = Object.values(type.getFields()).filter((field) => isRequiredInputField(field) || (depth < 3 && this.random.chance(0.6)));
    return given.map(make);
  }

  /** As a literal of the language, or as JSON. */
  private leaf(type: GraphQLLeafType, literal: boolean): string {
    if (isEnumType(type)) {
      const { name } = this.random.pick(type.getValues());
      return literal ? name : JSON.stringify(name);
    }
    switch (type.name) {
      case 'Int':
        return String(this.random.below(40) - 20);
      case 'Float':
        return String(this.random.chance(0.5) ? this.random.below(10) : this.random.below(1000) / 8);
      case 'Boolean':
        return String(this.random.chance(0.5));
      case 'ID':
        return this.random.chance(0.3) ? String(this.random.below(12)) : JSON.stringify(`id-${this.random.below(12)}`);
      case 'String':
        return JSON.stringify(this.random.pick(texts));
      default:
        // Of a custom scalar nobody but its subgraph knows what it may be.
        return this.random.pick([JSON.stringify(this.random.pick(texts)), String(this.random.below(100)), literal ? '{ a: [1, "b"], c: null }' : '{"a":[1,"b"],"c":null}']);
    }
  }

  private nextName(): string {
    return `${this.random.pick(['v', 'id', 'first'])}${this.variables.length}`;
  }
}
