import type { FetchDataRewrite } from '@apollo/query-planner';
import { Kind, type FragmentDefinitionNode, type SelectionSetNode } from 'graphql';
import { build, literal, own, read } from '../code.js';
import { isEntity, type Entity } from './run.js';

/** Which keys of an answer go into an object: leaves as they are, objects and lists of them key by key. */
export type MergeProgram = ReadonlyMap<string, MergeProgram | null>;

export type Merge = (target: Entity, source: Entity) => void;

/** What a fetch's selection brings, with keys as they are after its output rewrites. */
export function mergeProgram(
  selections: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  rewrites: readonly FetchDataRewrite[] | undefined,
): MergeProgram {
  const program = new Map<string, Map<string, MergeProgram | null> | null>();
  const visit = (set: SelectionSetNode, into: Map<string, unknown>): void => {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value;
        if (!selection.selectionSet) into.set(key, into.get(key) ?? null);
        else {
          const below = (into.get(key) as Map<string, unknown> | null | undefined) ?? new Map<string, unknown>();
          into.set(key, below);
          visit(selection.selectionSet, below);
        }
      } else {
        const inner = selection.kind === Kind.INLINE_FRAGMENT ? selection.selectionSet : fragments.get(selection.name.value)?.selectionSet;
        if (inner) visit(inner, into);
      }
    }
  };
  visit(selections, program);
  for (const rewrite of rewrites ?? []) addRewritten(program, rewrite);
  return program;
}

function addRewritten(program: Map<string, MergeProgram | null>, rewrite: FetchDataRewrite): void {
  const names = rewrite.path.filter((segment) => !segment.startsWith('... on ') && segment !== '@');
  const last = names.pop() ?? '';
  let parent: Map<string, MergeProgram | null> | null | undefined = program;
  for (const name of names) parent = parent?.get(name) as Map<string, MergeProgram | null> | null | undefined;
  if (!parent) return;
  if (rewrite.kind === 'ValueSetter') parent.set(last, null);
  else parent.set(rewrite.renameKeyTo, parent.get(last) ?? null);
}

/** Which type names tell no more than an abstract type: the only ones that a later `__typename` may replace. */
export type AbstractNames = ReadonlySet<string>;

/** Merges by walking the program. */
export function interpretMerge(program: MergeProgram, abstract: AbstractNames): Merge {
  const fields = [...program].map(([key, below]) => [key, below && interpretMerge(below, abstract)] as const);
  return (target, source) => {
    for (const [key, below] of fields) {
      const value = own(source, key);
      if (key === '__typename' && isKnown(target, abstract)) continue;
      if (value !== undefined) target[key] = below ? merged(own(target, key), value, below) : value;
    }
  };
}

/** The same, as code made for this program. */
export function generateMerge(program: MergeProgram, abstract: AbstractNames): Merge {
  const functions: string[] = [];
  const generate = (fields: MergeProgram): string => {
    const name = `merge${functions.length}`;
    functions.push('');
    const index = functions.length - 1;
    const body = [...fields].map(([key, below]) => {
      const value = below ? `merged(${read('target', key)}, value, ${generate(below)})` : 'value';
      const unless = key === '__typename' ? 'if (!isKnown(target, abstract)) ' : '';
      return `value = ${read('source', key)}; ${unless}if (value !== undefined) target[${literal(key)}] = ${value};`;
    });
    functions[index] = `function ${name}(target, source) { let value;\n${body.join('\n')}\n}`;
    return name;
  };
  const top = generate(program);
  return build<Merge>({ merged, isKnown, abstract }, `${functions.join('\n')}\nreturn ${top};`);
}

/** Interface objects answer by the name of their interface, and may do so after the concrete type is known. */
function isKnown(target: Entity, abstract: AbstractNames): boolean {
  const name = target['__typename'];
  return name !== undefined && name !== null && !abstract.has(name as string);
}

/** What stands where something stood and something more has come: lists of one length are merged element by element. */
function merged(present: unknown, value: unknown, merge: Merge): unknown {
  if (Array.isArray(value)) {
    if (!Array.isArray(present) || present.length !== value.length) return value;
    for (let index = 0; index < value.length; index++) present[index] = merged(present[index], value[index], merge);
    return present;
  }
  if (!isEntity(present) || !isEntity(value)) return value;
  if (present !== value) merge(present, value);
  return present;
}
