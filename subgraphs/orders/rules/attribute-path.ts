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

/**
 * Reads `lines[all].product.kind`; a list without a quantifier is asked about any of its items. What is wrong is answered as text. A rule
 * that was taken before still asks what new ones may not.
 */
export function readPath(text: string, attributes: Attributes, isKept = false): AttributePath | string {
  const steps: PathStep[] = [];
  let known = attributes;
  // What has been read, in full, and behind it the words of a name so far.
  let before = '';
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
      return `there is no attribute "${text}". ${suggestions(before, name, known)}`;
    }
    if (attribute.type !== 'list') {
      if (quantifier !== undefined) return `"${name}" is no list: leave out [${quantifier}].`;
      if (!isLast) return `"${name}" has no attributes of its own: leave out ".${segments.slice(index + 1).join('.')}".`;
      if (attribute.refusal !== undefined && !isKept) return attribute.refusal;
      return pathOf(`${before}${name}`, [...steps, { keys: attribute.keys ?? keysOf(name), quantifier: null }], attribute);
    }
    if (quantifier === undefined && attribute.named?.size && isNoneOfItems(attribute, segments[index + 1])) {
      known = attribute.named;
      before = `${before}${name}.`;
      name = '';
      continue;
    }
    steps.push({ keys: keysOf(name), quantifier: (quantifier ?? 'any') as Quantifier });
    before = `${before}${name}[${quantifier ?? 'any'}]`;
    if (quantifier === 'count')
      return isLast ? pathOf(before, steps, { type: 'number' }) : `behind [count] nothing follows: it is a number.`;
    if ('type' in attribute.items) {
      if (!isLast) return `the items of "${name}" have no attributes of their own: leave out ".${segments.slice(index + 1).join('.')}".`;
      return pathOf(before, steps, attribute.items);
    }
    if (isLast) return howToAskList(text, attribute);
    known = attributesOf(attribute.items);
    before = `${before}.`;
    name = '';
  }
  // A path has a last segment, and every last segment is answered above.
  throw new Error(`The path "${text}" has no end.`);
}

function pathOf(text: string, steps: readonly PathStep[], { type, values, isOpen }: Kind): AttributePath {
  return { text, steps, leadsTo: { type, ...(values ? { values } : {}), ...(isOpen ? { isOpen } : {}) } };
}

/** Whether a word follows, and no attribute of the list's items begins with it. */
function isNoneOfItems({ items }: ListAttribute, word: string | undefined): boolean {
  return word !== undefined && ('type' in items || !items.some(({ name }) => keysOf(name)[0] === word));
}

function keysOf(name: string): string[] {
  return name.split('.');
}

function howToAskList(text: string, { items }: ListAttribute): string {
  const bare = text.replace(/\[(?:any|all)\]$/, '');
  const first = 'type' in items ? null : items[0]?.name;
  return `"${bare}" is a list of things: ask for ${bare}[count]${first ? `, or for something of them, such as ${bare}[any].${first}` : ''}.`;
}

function suggestions(before: string, name: string, known: Attributes): string {
  const askable = [...known.values()].filter((each) => each.type === 'list' || each.refusal === undefined).map((each) => each.name);
  const within = askable.filter((each) => each.startsWith(`${name}.`));
  return didYouMean(name.slice(0, 80), within.length > 0 ? within : askable, before);
}
