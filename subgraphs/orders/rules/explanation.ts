import type { JsonValue } from './attribute-value.js';
import type { Condition, Operator } from './condition.js';
import type { Verdict } from './verdict.js';

/** A value found in the facts; null where they have none, or one that is not of the attribute's type. */
export type FoundValue = JsonValue | null;

/** Of one condition what it asked, what it was given, and what came of it; of a group, all of its conditions too. Plain JSON. */
export interface Explanation {
  readonly kind: Condition['kind'];
  /** Null where the facts do not tell. */
  readonly holds: Verdict;
  readonly attribute: string | null;
  readonly operator: Operator | null;
  readonly expected: JsonValue | readonly JsonValue[] | null;
  /** Of an attribute of a list's items the first of their values. */
  readonly found: FoundValue | readonly FoundValue[];
  /** Why something could not be compared. */
  readonly note: string | null;
  readonly conditions: readonly Explanation[];
}
