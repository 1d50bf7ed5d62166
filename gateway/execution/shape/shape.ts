import type { FieldNode } from 'graphql';
import type { Entity } from '../plan/run.js';
import { generateShape } from './generate.js';
import { interpretShape } from './interpret.js';
import type { ObjectShape } from './program.js';

export interface ShapeInput {
  /** What the plan gathered. */
  readonly data: Entity;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly introspect: (field: FieldNode) => unknown;
}

export interface Shaped {
  readonly data: Entity | null;
  /** Where a subgraph answered what the type does not allow, or null where it may not be. */
  readonly broken: readonly (readonly (string | number)[])[];
}

/** Gives an answer the form that the client selected: by code made for it, or by walking where code may not be made. */
export function compileShape(program: ObjectShape, generate: boolean): (input: ShapeInput) => Shaped {
  const walk = interpretShape(program);
  if (!generate) return walk;
  const fast = generateShape(program);
  return (input) => {
    const { data, flawed } = fast(input);
    return flawed ? walk(input) : { data, broken: [] };
  };
}
