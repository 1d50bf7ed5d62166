import { applicationIdentifierAt } from './application-identifier.js';
import type { RawElement } from './element.js';
import { elementName } from './element-name.js';
import { Gs1Error, shown } from './gs1-error.js';

/** The separator of fields: scanners send FNC1 as ASCII 29. */
export const separator = '\x1d';

/**
 * Reads fields as scanners send them, one behind the other, from the place in the scan on.
 * @throws Gs1Error UNKNOWN_AI, or WRONG_LENGTH for a field that the scan cuts short.
 */
export function readRawElements(scan: string, from: number, end: number): RawElement[] {
  const elements: RawElement[] = [];
  let at = from;
  while (at < end) {
    const identifier = applicationIdentifierAt(scan.slice(0, end), at);
    if (!identifier) throw unknown(scan, at, end, elements.at(-1));
    const position = at + identifier.ai.length;
    const next = scan.indexOf(separator, position);
    const limit = next < 0 || next > end ? end : next;
    const known = identifier.components.reduce((sum, { most }) => sum + most, 0);
    const until = identifier.isPredefined ? Math.min(position + known, limit) : limit;
    elements.push({ identifier, value: scan.slice(position, until), position, isVerbatim: true });
    // A separator is not needed behind a field of predefined length, but allowed; at the very end, labels have one by mistake.
    at = scan[until] === separator ? until + 1 : until;
  }
  return elements;
}

function unknown(scan: string, at: number, end: number, before: RawElement | undefined): Gs1Error {
  const [stretch = ''] = scan.slice(at, end).split(separator);
  const ai = /^\d{2,4}/.exec(stretch)?.[0].slice(0, 2);
  const place = { ...(ai === undefined ? {} : { ai }), position: at };
  if (!before) {
    return new Gs1Error(
      'UNKNOWN_AI',
      `The scan begins with ${shown(stretch)}, which is neither a GS1 field nor a GTIN: scan the GS1 code of the pack.`,
      place,
    );
  }
  const found = stretch === '' ? 'a second separator' : shown(stretch);
  return new Gs1Error(
    'UNKNOWN_AI',
    `Behind the ${elementName(before.identifier.ai)} ${shown(before.value)} comes ${found}, which begins with no GS1 field: scan it again, and if it stays so, the label is wrong.`,
    place,
  );
}
