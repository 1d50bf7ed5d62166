import { checkElement, knownIdentifier, type RawElement } from './element.js';
import { checkPairings, withoutRepeats } from './pairing.js';
import { separator } from './raw-elements.js';

/** A field for a label: dates as `Gs1Date.toYymmdd` gives them, a GTIN as `toGtin14` does. */
export interface ElementPart {
  readonly ai: string;
  readonly value: string;
}

/**
 * The fields as a label printer encodes them, in the order given, parted by ASCII 29 where that is needed. The FNC1 that marks the
 * bar code as GS1's is the printer's to put in front. Fields of predefined length go first in a code that is to be short.
 * @throws Gs1Error for fields that `readElementString` would refuse.
 */
export function formatElementString(parts: readonly ElementPart[]): string {
  return checked(parts)
    .map(
      ({ identifier, value }, index, { length }) =>
        `${identifier.ai}${value}${identifier.isPredefined || index === length - 1 ? '' : separator}`,
    )
    .join('');
}

/**
 * The fields as they are printed under the bar code: `(01)09501101530003(10)ABC123`. An opening bracket in a value has a backslash
 * before it, so that the text can be read again.
 * @throws Gs1Error for fields that `readElementString` would refuse.
 */
export function formatBracketed(parts: readonly ElementPart[]): string {
  return checked(parts)
    .map(({ identifier, value }) => `(${identifier.ai})${value.replaceAll('(', '\\(')}`)
    .join('');
}

function checked(parts: readonly ElementPart[]): RawElement[] {
  const elements = parts.map(({ ai, value }) => ({ identifier: knownIdentifier(ai), value, position: 0, isVerbatim: false }));
  const today = new Date();
  const once = withoutRepeats(elements.map((element) => checkElement(element, today)));
  checkPairings(once);
  return elements.filter(({ identifier }, index) => elements.findIndex((each) => each.identifier === identifier) === index);
}
