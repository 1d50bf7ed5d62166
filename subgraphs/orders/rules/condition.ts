import type { ValueType } from './attribute.js';
import type { AttributePath } from './attribute-path.js';
import type { Value } from './attribute-value.js';
import type { DayOfWeek } from './local-moment.js';

export type Condition = Group | Negation | Comparison | TimeWindow;

/** All of them hold, or any of them does. All of none always holds. */
export interface Group {
  readonly kind: 'all' | 'any';
  readonly conditions: readonly Condition[];
}

export interface Negation {
  readonly kind: 'not';
  readonly condition: Condition;
}

export interface Comparison {
  readonly kind: 'comparison';
  readonly path: AttributePath;
  readonly operator: Operator;
  /** One value; two, the lower first, of `between`; any number of `in` and `not_in`. */
  readonly expected: readonly Value[];
}

/** On the wall clock of the branch. */
export interface TimeWindow {
  readonly kind: 'time';
  /** From the first time up to, but not including, the second, on the next day when that is earlier; null for the whole day. */
  readonly between: readonly [from: string, until: string] | null;
  /** On which the window begins; null for every day. */
  readonly days: readonly DayOfWeek[] | null;
}

interface OperatorTerms {
  readonly takes: 'one' | 'list' | 'range' | 'boolean';
  readonly types: readonly ValueType[];
}

const ordered = ['number', 'money', 'date', 'datetime'] as const;
const every = ['text', 'boolean', 'enum', ...ordered] as const;
const chosen = ['text', 'enum', ...ordered] as const;

/** `between` includes both its ends. `contains` and `starts_with` make no difference between capital and small letters, `is` does. */
export const operators = {
  is: { takes: 'one', types: every },
  is_not: { takes: 'one', types: every },
  in: { takes: 'list', types: chosen },
  not_in: { takes: 'list', types: chosen },
  greater_than: { takes: 'one', types: ordered },
  at_least: { takes: 'one', types: ordered },
  less_than: { takes: 'one', types: ordered },
  at_most: { takes: 'one', types: ordered },
  between: { takes: 'range', types: ordered },
  contains: { takes: 'one', types: ['text'] },
  starts_with: { takes: 'one', types: ['text'] },
  exists: { takes: 'boolean', types: every },
} as const satisfies Record<string, OperatorTerms>;

export type Operator = keyof typeof operators;

export function termsOf(operator: Operator): OperatorTerms {
  return operators[operator];
}

export function isOperator(word: string): word is Operator {
  return Object.hasOwn(operators, word);
}

/** The operators that can be asked of a type. */
export function operatorsFor(type: ValueType): Operator[] {
  return (Object.keys(operators) as Operator[]).filter((operator) => termsOf(operator).types.includes(type));
}
