/**
 * What a rule may be at most. With these no rules that are read can keep the house busy: evaluating one takes at most
 * `conditions × valuesLookedAt` comparisons, and all of a decision not many more than `valuesOfAllRules`.
 */
export const ruleLimits = {
  /** Conditions within conditions. */
  depth: 8,
  conditions: 100,
  actions: 20,
  /** Values to choose from, roles to notify. */
  listLength: 100,
  nameLetters: 200,
  textLetters: 500,
  /** Problems told at once; more would not be read. */
  problems: 20,
  /** Values of the facts that one condition looks at: on longer lists it may stay unknown. */
  valuesLookedAt: 2_000,
  /** Values of lists that all rules of a decision look at together; conditions about more of them may stay unknown. */
  valuesOfAllRules: 500_000,
  /** A longer text in the facts is not searched. */
  factLetters: 10_000,
  /** Values that an explanation shows of a list. */
  valuesShown: 20,
} as const;
