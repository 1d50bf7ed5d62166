import { own } from '../code.js';
import { isEntity, type Entity } from '../plan/run.js';
import { isLeafValue } from './leaf.js';
import type { Condition, FieldShape, GivenShape, ObjectShape } from './program.js';
import type { Shaped, ShapeInput } from './shape.js';

/** Shapes by walking the program: the answer, and where it could not be what its types promise. */
export function interpretShape(program: ObjectShape): (input: ShapeInput) => Shaped {
  return (input) => {
    const walk = new Walk(input);
    return { data: walk.object(program, input.data), broken: walk.broken };
  };
}

class Walk {
  readonly broken: (string | number)[][] = [];
  private readonly path: (string | number)[] = [];

  constructor(private readonly input: ShapeInput) {}

  /** Null when a field that may not be null is. */
  object(shape: ObjectShape, source: Entity): Entity | null {
    const result: Entity = {};
    for (const field of shape.fields) {
      if (field.when && !holds(field.when, this.input.variables)) continue;
      if (Object.hasOwn(result, field.key)) continue;
      this.path.push(field.key);
      const value = this.field(field, source);
      this.path.pop();
      if (value === null && field.nonNull) return null;
      Object.defineProperty(result, field.key, { value, enumerable: true, configurable: true, writable: true });
    }
    return result;
  }

  private field({ source: key, value: shape, nonNull }: FieldShape, source: Entity): unknown {
    if (shape.kind === 'typename') return shape.name;
    if (shape.kind === 'told typename') {
      const name = own(source, key);
      return shape.names.has(name as string) ? name : this.break();
    }
    if (shape.kind === 'introspection') return this.input.introspect(shape.field);
    return this.orNull(own(source, key), shape, nonNull);
  }

  private orNull(given: unknown, shape: GivenShape, nonNull: boolean): unknown {
    if (given === null || given === undefined) return nonNull ? this.break() : null;
    return this.value(given, shape);
  }

  private value(given: unknown, shape: GivenShape): unknown {
    switch (shape.kind) {
      case 'leaf':
        return isLeafValue(shape.leaf, given) ? given : this.break();
      case 'list':
        return Array.isArray(given) ? this.list(given, shape) : this.break();
      case 'object':
        return isEntity(given) && (given['__typename'] ?? shape.shape.typeName) === shape.shape.typeName ? this.object(shape.shape, given) : this.break();
      case 'abstract': {
        if (!isEntity(given)) return this.break();
        const name = given['__typename'];
        const found = name === undefined || name === null ? shape.otherwise : shape.cases.get(name as string);
        return found ? this.object(found, given) : this.break();
      }
    }
  }

  private list(given: readonly unknown[], { item, itemNonNull }: Extract<GivenShape, { kind: 'list' }>): unknown[] | null {
    let whole = true;
    const items = given.map((element, index) => {
      this.path.push(index);
      const value = this.orNull(element, item, itemNonNull);
      this.path.pop();
      if (value === null && itemNonNull) whole = false;
      return value;
    });
    return whole ? items : null;
  }

  private break(): null {
    this.broken.push([...this.path]);
    return null;
  }
}

/** Whether variables are as a selection asks for. */
export function holds(condition: Condition, variables: Readonly<Record<string, unknown>>): boolean {
  return condition.every(({ variable, is }) => variables[variable] === is);
}
