import { matchesPattern, type AiGroup } from './application-identifier.js';
import { knownIdentifier, type ScannedElement } from './element.js';
import { eitherOf, elementName } from './element-name.js';
import { Gs1Error, shown } from './gs1-error.js';

/**
 * Each field once, where a code or the codes of one item say it several times.
 * @throws Gs1Error CONTRADICTION where they say different things.
 */
export function withoutRepeats(elements: readonly ScannedElement[]): ScannedElement[] {
  const found = new Map<string, ScannedElement>();
  for (const element of elements) {
    const before = found.get(element.ai);
    if (before && before.value !== element.value) {
      throw new Gs1Error(
        'CONTRADICTION',
        `The ${elementName(element.ai)} is there twice, as ${shown(before.value)} and as ${shown(element.value)}: scan one item at a time, and if it stays so, the label is wrong.`,
        { ai: element.ai, position: element.position },
      );
    }
    if (!before) found.set(element.ai, element);
  }
  return [...found.values()];
}

/**
 * Checks which fields go together (GS1 General Specifications, 4.14), over all that marks one item.
 * @throws Gs1Error MISSING_COMPANION or FORBIDDEN_COMPANION.
 */
export function checkPairings(elements: readonly ScannedElement[]): void {
  const ais = elements.map(({ ai }) => ai);
  const isThere = (pattern: string): boolean => ais.some((ai) => matchesPattern(ai, pattern));
  for (const { ai, position } of elements) {
    const { requires, excludes } = knownIdentifier(ai);
    for (const groups of requires) {
      if (groups.some((group) => group.every(isThere))) continue;
      throw new Gs1Error(
        'MISSING_COMPANION',
        `The ${elementName(ai)} says nothing without the ${alternatives(groups)}: scan the code that carries it too.`,
        { ai, position },
      );
    }
    // An AI that matches a pattern of its own is no stranger to itself.
    const stranger = ais.find((other) => other !== ai && excludes.some((pattern) => matchesPattern(other, pattern)));
    if (stranger !== undefined) {
      throw new Gs1Error(
        'FORBIDDEN_COMPANION',
        `The ${elementName(ai)} cannot be on one item with the ${elementName(stranger)}: scan one item at a time, and if it stays so, the label is wrong.`,
        { ai, position },
      );
    }
  }
}

function alternatives(groups: readonly AiGroup[]): string {
  return eitherOf(groups.map((group) => group.map(elementName).join(' with ')));
}
