import type { Coding } from '#kernel/graph/coding.js';

/** What an examination needs to be collected. */
export interface TubeWish {
  readonly productId: string;
  readonly specimenType: Coding;
  readonly containerType: string;
  readonly additive: string | null;
  readonly volumeMl: number;
  readonly minCelsius: number | null;
  readonly maxCelsius: number | null;
  readonly stabilityMinutes: number | null;
  readonly testsPerContainer: number;
  readonly instructions: string | null;
}

/** A line of an order, once for each time that it is done. */
export interface PlannedTest {
  readonly lineId: string;
  /** The line's place in its order. */
  readonly position: number;
  readonly repetition: number;
  readonly wish: TubeWish;
}

/** One tube, and what it is for. */
export interface Tube {
  readonly tests: readonly PlannedTest[];
  readonly minCelsius: number | null;
  readonly maxCelsius: number | null;
}

/**
 * As few tubes as go without trying everything: each examination goes into the first tube that it can share, those that share with the
 * fewest first. No two of the tubes could be one. In which order the lines are given does not matter.
 */
export function shareTubes(tests: readonly PlannedTest[]): Tube[] {
  const tubes: Tube[] = [];
  for (const test of tests.toSorted(fewestSharersFirst)) {
    const alone = tubeOf(test);
    const at = tubes.findIndex((tube) => shared(tube, alone) !== null);
    const tube = tubes[at];
    if (tube) tubes[at] = shared(tube, alone) ?? tube;
    else tubes.push(alone);
  }
  return tubes
    .map(({ tests: of, ...range }) => ({ tests: of.toSorted(inOrder), ...range }))
    .sort((a, b) => inOrder(a.tests[0]!, b.tests[0]!));
}

function tubeOf(test: PlannedTest): Tube {
  const { minCelsius, maxCelsius } = test.wish;
  return { tests: [test], minCelsius, maxCelsius };
}

/** Both in one tube, kept at temperatures that both bear; null where that does not go. */
export function shared(one: Tube, other: Tube): Tube | null {
  const tests = [...one.tests, ...other.tests];
  if (new Set(tests.map(({ wish }) => kindOf(wish))).size > 1) return null;
  if (tests.length > Math.min(...tests.map(({ wish }) => wish.testsPerContainer))) return null;
  // What is done twice is wanted from two tubes: a second look into the same one says nothing new.
  if (new Set(tests.map(({ wish }) => wish.productId)).size < tests.length) return null;
  const minCelsius = bound(Math.max, one.minCelsius, other.minCelsius);
  const maxCelsius = bound(Math.min, one.maxCelsius, other.maxCelsius);
  if (minCelsius !== null && maxCelsius !== null && minCelsius > maxCelsius) return null;
  return { tests, minCelsius, maxCelsius };
}

/** Equal for what can be in one tube: by the code of the specimen where it has one, else by its words. */
export function kindOf({ specimenType: { system, code, display }, containerType, additive }: TubeWish): string {
  const what = code ? [system, code] : [display.toLowerCase()];
  return JSON.stringify([...what, containerType.toLowerCase(), additive?.toLowerCase() ?? null]);
}

/** How far each tube is filled, how long it keeps and what is to be known of it: as the most exacting of its tests wants it. */
export function wishesOf({ tests }: Tube): {
  readonly volumeMl: number;
  readonly stabilityMinutes: number | null;
  readonly instructions: string | null;
} {
  const stabilities = tests.flatMap(({ wish: { stabilityMinutes } }) => stabilityMinutes ?? []);
  const instructions = new Set(tests.flatMap(({ wish }) => wish.instructions ?? []));
  return {
    volumeMl: Math.max(...tests.map(({ wish }) => wish.volumeMl)),
    stabilityMinutes: stabilities.length > 0 ? Math.min(...stabilities) : null,
    instructions: [...instructions].join('\n') || null,
  };
}

function bound(choose: (...of: number[]) => number, one: number | null, other: number | null): number | null {
  if (one === null) return other;
  return other === null ? one : choose(one, other);
}

function fewestSharersFirst(a: PlannedTest, b: PlannedTest): number {
  return a.wish.testsPerContainer - b.wish.testsPerContainer || inOrder(a, b);
}

function inOrder(a: PlannedTest, b: PlannedTest): number {
  return a.position - b.position || a.repetition - b.repetition;
}
