import type { FetchDataRewrite } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { own } from '../code.js';
import { isEntity, type Entity } from './run.js';
import { typeNamesOf } from './type-names.js';

/** Changes a value in place: a representation before it is sent, or an answer before it is merged. */
export type Rewrite = (value: unknown) => void;

const onType = '... on ';

/** The planner's rewrites as one function; null when there are none. */
export function compileRewrites(schema: GraphQLSchema, rewrites: readonly FetchDataRewrite[] | undefined): Rewrite | null {
  if (!rewrites || rewrites.length === 0) return null;
  const each = rewrites.map((rewrite) => compileRewrite(schema, rewrite));
  return (value) => {
    for (const rewrite of each) rewrite(value);
  };
}

function compileRewrite(schema: GraphQLSchema, rewrite: FetchDataRewrite): Rewrite {
  const field = rewrite.path.at(-1) ?? '';
  const change = (object: Entity): void => {
    if (rewrite.kind === 'ValueSetter') {
      object[field] = rewrite.setValueTo;
      return;
    }
    const value = own(object, field);
    if (value === undefined) return;
    object[rewrite.renameKeyTo] = value;
    object[field] = undefined;
  };
  return rewrite.path.slice(0, -1).reduceRight<Rewrite>((below, segment) => descend(schema, segment, below), (value) => {
    if (isEntity(value)) change(value);
  });
}

/** Goes through one segment of a path, and through every element of lists on the way. */
function descend(schema: GraphQLSchema, segment: string, below: Rewrite): Rewrite {
  const names = segment.startsWith(onType) ? typeNamesOf(schema, segment.slice(onType.length)) : null;
  const enter: Rewrite = (value) => {
    if (Array.isArray(value)) value.forEach(enter);
    else if (isEntity(value)) {
      if (names === null) eachElement(own(value, segment), below);
      else if (value['__typename'] === undefined || names.has(value['__typename'] as string)) below(value);
    }
  };
  return enter;
}

function eachElement(value: unknown, visit: Rewrite): void {
  if (Array.isArray(value)) for (const element of value) eachElement(element, visit);
  else visit(value);
}
