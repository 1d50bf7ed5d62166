import type { FieldNode } from 'graphql';
import { build, literal, read } from '../code.js';
import { isEntity, type Entity } from '../plan/run.js';
import type { Condition, FieldShape, GivenShape, ObjectShape } from './program.js';
import type { ShapeInput } from './shape.js';

/** The answer, and whether anything in it could not be what its type promises. */
export type GeneratedShape = (input: ShapeInput) => { readonly data: Entity | null; readonly flawed: boolean };

/**
 * Shapes by code made for the program: one function for each object and list. It does not know where it is, so what breaks a
 * promise is only counted; to say where, the program is walked (interpret.ts).
 */
export function generateShape(program: ObjectShape): GeneratedShape {
  return new Generator().whole(program);
}

class Generator {
  private readonly functions: string[] = [];
  private readonly names = new Map<ObjectShape, string>();
  private readonly sets: ReadonlySet<string>[] = [];
  private readonly fields: FieldNode[] = [];

  whole(program: ObjectShape): GeneratedShape {
    const top = this.object(program);
    const body = `let flawed = false, variables, introspect;
function flaw() { flawed = true; return null; }
${this.functions.join('\n')}
return (input) => {
  flawed = false; variables = input.variables; introspect = input.introspect;
  const data = ${top}(input.data);
  variables = introspect = undefined;
  return { data, flawed };
};`;
    return build<GeneratedShape>({ isEntity, sets: this.sets, fields: this.fields }, body);
  }

  private object(shape: ObjectShape): string {
    const known = this.names.get(shape);
    if (known) return known;
    const name = this.reserve();
    this.names.set(shape, name);
    const conditional = shape.fields.some(({ when }) => when !== null);
    const lines = shape.fields.map((field, index) => {
      const set = `v${index} = ${this.field(field)};${field.nonNull ? ` if (v${index} === null) return null;` : ''}`;
      if (!conditional) return `const ${set}`;
      const repeated = shape.fields.slice(0, index).some(({ key }) => key === field.key);
      const conditions = [...(field.when ? [allOf(field.when)] : []), ...(repeated ? [`!Object.hasOwn(result, ${literal(field.key)})`] : [])];
      return `${conditions.length > 0 ? `if (${conditions.join(' && ')}) ` : ''}{ let ${set} result[${literal(field.key)}] = v${index}; }`;
    });
    const result = conditional ? 'result' : `{ ${shape.fields.map(({ key }, index) => `${ownKey(key)}: v${index}`).join(', ')} }`;
    const start = conditional ? `const result = ${shape.fields.some(({ key }) => key === '__proto__') ? 'Object.create(null)' : '{}'};` : '';
    this.define(name, `function ${name}(source) { let given; ${start}\n${lines.join('\n')}\nreturn ${result}; }`);
    return name;
  }

  private field({ source, value, nonNull }: FieldShape): string {
    if (value.kind === 'typename') return literal(value.name);
    if (value.kind === 'told typename') return `sets[${this.sets.push(value.names) - 1}].has(given = ${read('source', source)}) ? given : flaw()`;
    if (value.kind === 'introspection') return `introspect(fields[${this.fields.push(value.field) - 1}])`;
    return `(given = ${read('source', source)}) == null ? ${nonNull ? 'flaw()' : 'null'} : ${this.value(value, 'given')}`;
  }

  /** Code for a value that is not null, held by the variable named `given`. */
  private value(shape: GivenShape, given: string): string {
    switch (shape.kind) {
      case 'leaf':
        return this.leaf(shape, given);
      case 'list':
        return `${this.list(shape)}(${given})`;
      case 'object':
        return `${this.checked(shape.shape)}(${given})`;
      case 'abstract':
        return `${this.abstract(shape)}(${given})`;
    }
  }

  private leaf({ leaf }: Extract<GivenShape, { kind: 'leaf' }>, given: string): string {
    if (leaf === null) return given;
    return `(${typeof leaf === 'string' ? leafChecks[leaf](given) : `sets[${this.sets.push(leaf) - 1}].has(${given})`} ? ${given} : flaw())`;
  }

  private list({ item, itemNonNull }: Extract<GivenShape, { kind: 'list' }>): string {
    const name = this.reserve();
    const nothing = itemNonNull ? 'flaw()' : 'null';
    this.define(
      name,
      `function ${name}(list) {
  if (!Array.isArray(list)) return flaw();
  const length = list.length, result = new Array(length); let whole = true;
  for (let index = 0; index < length; index++) { const given = list[index]; const value = given == null ? ${nothing} : ${this.value(item, 'given')}; ${itemNonNull ? 'if (value === null) whole = false;' : ''} result[index] = value; }
  return whole ? result : null;
}`,
    );
    return name;
  }

  private checked(shape: ObjectShape): string {
    const name = this.reserve();
    const object = this.object(shape);
    this.define(
      name,
      `function ${name}(given) { if (!isEntity(given)) return flaw(); const type = given.__typename; return type == null || type === ${literal(shape.typeName)} ? ${object}(given) : flaw(); }`,
    );
    return name;
  }

  private abstract({ cases, otherwise }: Extract<GivenShape, { kind: 'abstract' }>): string {
    const name = this.reserve();
    const byName = [...cases].map(([type, shape]) => `case ${literal(type)}: return ${this.object(shape)}(given);`);
    this.define(
      name,
      `function ${name}(given) { if (!isEntity(given)) return flaw(); switch (given.__typename) { ${byName.join(' ')} case undefined: case null: return ${this.object(otherwise)}(given); default: return flaw(); } }`,
    );
    return name;
  }

  private reserve(): string {
    return `f${this.functions.push('') - 1}`;
  }

  private define(name: string, code: string): void {
    this.functions[Number(name.slice(1))] = code;
  }
}

/** In an object literal only a computed `__proto__` is a key like any other. */
function ownKey(key: string): string {
  return key === '__proto__' ? `[${literal(key)}]` : literal(key);
}

function allOf(condition: Condition): string {
  return condition.map(({ variable, is }) => `variables[${literal(variable)}] === ${is}`).join(' && ');
}

const leafChecks = {
  String: (value: string) => `typeof ${value} === 'string'`,
  ID: (value: string) => `(typeof ${value} === 'string' || Number.isInteger(${value}))`,
  Int: (value: string) => `Number.isInteger(${value})`,
  Float: (value: string) => `Number.isFinite(${value})`,
  Boolean: (value: string) => `typeof ${value} === 'boolean'`,
};
