import { applicationIdentifier, type ApplicationIdentifier } from './application-identifier.js';
import { knownIdentifier, type RawElement } from './element.js';
import { elementName } from './element-name.js';
import { Gs1Error, shown } from './gs1-error.js';

interface Piece {
  readonly text: string;
  readonly position: number;
}

/** Whether the text is a web address, and so can only be a GS1 code as a Digital Link. */
export function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text);
}

/**
 * Reads a GS1 Digital Link (GS1 Digital Link Standard: URI Syntax, 1.3), uncompressed: `https://id.gs1.org/01/09501101530003/10/ABC?17=250400`.
 * Whatever the host and the path before the key are, they are not looked at.
 * @throws Gs1Error NOT_GS1, UNKNOWN_AI or WRONG_PLACE.
 */
export function readDigitalLink(scan: string, from: number, end: number): RawElement[] {
  const [address = ''] = scan.slice(from, end).split('#', 1);
  const [beforeQuery = ''] = address.split('?', 1);
  const host = /^https?:\/\/[^/]*\/?/i.exec(beforeQuery)?.[0].length ?? 0;
  const pieces = cut(beforeQuery.slice(host).replace(/\/$/, ''), /\//, from + host);
  return [
    ...pathElements(pieces, address),
    ...queryElements(cut(address.slice(beforeQuery.length + 1), /[&;]/, from + beforeQuery.length + 1)),
  ];
}

/** The last key in the path and what qualifies it. */
function pathElements(pieces: readonly Piece[], address: string): RawElement[] {
  for (let at = pieces.length - 2; at >= 0; at -= 2) {
    const key = applicationIdentifier(pieces[at]?.text ?? '');
    if (!key?.qualifiers) continue;
    const elements: RawElement[] = [];
    for (let pair = at; pair < pieces.length; pair += 2) {
      const [ai, value] = [pieces[pair], pieces[pair + 1]];
      if (ai && value) elements.push(element(knownIdentifier(ai.text, ai.position), value));
    }
    checkOrder(key, elements);
    return elements;
  }
  throw new Gs1Error(
    'NOT_GS1',
    `The web address ${shown(address)} names no product, batch or parcel as GS1 does: scan another code of the pack.`,
  );
}

function checkOrder(key: ApplicationIdentifier, [, ...qualifiers]: readonly RawElement[]): void {
  const ais = qualifiers.map(({ identifier }) => identifier.ai);
  const isAllowed = key.qualifiers?.some((sequence) => {
    const places = ais.map((ai) => sequence.indexOf(ai));
    return places.every((place, index) => place >= 0 && place > (places[index - 1] ?? -1));
  });
  if (isAllowed) return;
  throw new Gs1Error(
    'WRONG_PLACE',
    `In the web address, the ${elementName(key.ai)} cannot be followed by the ${ais.map(elementName).join(' and the ')} in this order: the label is wrong, so ask who supplied it.`,
    { ai: ais[0] ?? key.ai, position: qualifiers[0]?.position ?? 0 },
  );
}

/** What the query says of the item; names that are no numbers are for others. */
function queryElements(pieces: readonly Piece[]): RawElement[] {
  return pieces
    .filter(({ text }) => /^\d+=/.test(text))
    .map(({ text, position }) => {
      const [ai = ''] = text.split('=', 1);
      const identifier = knownIdentifier(ai, position);
      if (!identifier.isLinkAttribute) {
        throw new Gs1Error(
          'WRONG_PLACE',
          `The ${elementName(ai)} cannot stand behind the "?" of a web address: the label is wrong, so ask who supplied it.`,
          { ai, position },
        );
      }
      return element(identifier, { text: text.slice(ai.length + 1), position: position + ai.length + 1 });
    });
}

function element(identifier: ApplicationIdentifier, { text, position }: Piece): RawElement {
  const decoded = decode(text, identifier.ai, position);
  // Links may carry a GTIN without the zeros in front.
  const value = identifier.ai === '01' && /^(\d{8}|\d{12,13})$/.test(decoded) ? decoded.padStart(14, '0') : decoded;
  return { identifier, value, position, isVerbatim: value === text };
}

function decode(text: string, ai: string, position: number): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Gs1Error(
      'WRONG_CHARACTER',
      `The ${elementName(ai)} ${shown(text)} holds a "%" without the two digits that belong behind it: scan it again.`,
      { ai, position },
    );
  }
}

function cut(text: string, at: RegExp, position: number): Piece[] {
  let next = position;
  return text.split(at).map((piece) => {
    const found = { text: piece, position: next };
    next += piece.length + 1;
    return found;
  });
}
