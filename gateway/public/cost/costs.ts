/** Both costs of the specification. What counts is their sum: what an operation answers, and what it takes to answer it. */
export interface Costs {
  /** The weights of the objects: one each, unless the schema says otherwise. */
  readonly type: number;
  /** The weights of the fields that are resolved, with their arguments: one for each that answers objects. */
  readonly field: number;
}

export const noCost: Costs = { type: 0, field: 0 };

/** What counts, in whole units. */
export function unitsOf({ type, field }: Costs): number {
  return Math.min(Math.ceil(type + field), Number.MAX_SAFE_INTEGER);
}
