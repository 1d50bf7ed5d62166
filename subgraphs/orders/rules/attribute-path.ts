import { attributesOf, type Attributes, type ListAttribute } from './attribute.js';
import type { Kind } from './attribute-value.js';
import { didYouMean } from './did-you-mean.js';

/** Of a list: whether it is true of some item, of every item, or how many there are. */
export type Quantifier = 'any' | 'all' | 'count';

export interface PathStep {
  /** From where the step before has led to. */
  readonly keys: readonly string[];
  /** Null where there is one value. */
  readonly quantifier: Quantifier | null;
}

/** The way to a value, or to many, from the facts. */
export interface AttributePath {
  /** As it is written in full, with its quantifiers: `lines[any].product.kind`. */
  readonly text: string;
  readonly steps: readonly PathStep[];
  /** What is found at its end. */
  readonly leadsTo: Kind;
}

const segmentPattern = /^([A-Za-z][A-Za-z0-9_]*)(?:\[(any|all|count)\])?$/;

/** Reads `lines[all].product.kind`; a list without a quantifier is asked about any of its items. What is wrong is answered as text. */
export function readPath(text: string, attributes: Attributes): AttributePath | string {
  const steps: PathStep[] = [];
  let known = attributes;
  let name = '';
  const segments = text.split('.');
  for (const [index, segment] of segments.entries()) {
    const [, word, quantifier] = segmentPattern.exec(segment) ?? [];
    if (word === undefined) {
      return `"${text}" is no attribute: write words parted by dots, and behind a list [any], [all] or [count].`;
    }
    name = name ? `${name}.${word}` : word;
    const isLast = index === segments.length - 1;
    const attribute = known.get(name);
    if (!attribute) {
      if (!isLast && quantifier === undefined) continue;
      return `there is no attribute "${text}". ${suggestions(steps, name, known)}`;
    }
    if (attribute.type !== 'list') {
      if (quantifier !== undefined) return `"${name}" is no list: leave out [${quantifier}].`;
      if (!isLast) return `"${name}" has no attributes of its own: leave out ".${segments.slice(index + 1).join('.')}".`;
      return pathOf([...steps, { keys: keysOf(name), quantifier: null }], attribute);
    }
    steps.push({ keys: keysOf(name), quantifier: (quantifier ?? 'any') as Quantifier });
    if (quantifier === 'count') return isLast ? pathOf(steps, { type: 'number' }) : `behind [count] nothing follows: it is a number.`;
    if ('type' in attribute.items) {
      if (!isLast) return `the items of "${name}" have no attributes of their own: leave out ".${segments.slice(index + 1).join('.')}".`;
      return pathOf(steps, attribute.items);
    }
    if (isLast) return howToAskList(text, attribute);
    known = attributesOf(attribute.items);
    name = '';
  }
  // A path has a last segment, and every last segment is answered above.
  throw new Error(`The path "${text}" has no end.`);
}

function pathOf(steps: readonly PathStep[], { type, values }: Kind): AttributePath {
  return { text: textOf(steps), steps, leadsTo: values ? { type, values } : { type } };
}

function textOf(steps: readonly PathStep[]): string {
  return steps.map(({ keys, quantifier }) => `${keys.join('.')}${quantifier ? `[${quantifier}]` : ''}`).join('.');
}

function keysOf(name: string): string[] {
  return name.split('.');
}

function howToAskList(text: string, { items }: ListAttribute): string {
  const bare = text.replace(/\[(?:any|all)\]$/, '');
  const first = 'type' in items ? null : items[0]?.name;
  return `"${bare}" is a list of things: ask for ${bare}[count]${first ? `, or for something of them, such as ${bare}[any].${first}` : ''}.`;
}

function suggestions(steps: readonly PathStep[], name: string, known: Attributes): string {
  const before = steps.length > 0 ? `${textOf(steps)}.` : '';
  return didYouMean(
    `${before}${name}`,
    [...known.keys()].map((each) => `${before}${each}`),
  );
}
