import { readElementString, type ScannedElements } from '#kernel/gs1/element-string.js';
import { Gs1Error } from '#kernel/gs1/gs1-error.js';
import type { HandoverPlace, Party } from '../handover.js';

/*
 * What things are called in EPCIS: canonical GS1 Digital Links (GS1 Digital Link: URI Syntax, 4.11) where GS1 has a key for them, else
 * addresses under the tenant's own domain, which CBV 2.0 (8.1) takes for all kinds of things.
 */

/** The item: by the GTIN and serial number or the SSCC that one of the scans names, else by its id. */
export function itemUri(itemId: string, scans: readonly string[], domain: string): string {
  for (const scan of scans) {
    const { gtin = null, serial = null, sscc = null } = readGs1(scan) ?? {};
    if (sscc !== null) return `https://id.gs1.org/00/${sscc}`;
    // A GTIN alone is what all packs of a product have in common.
    if (gtin !== null && serial !== null) return `https://id.gs1.org/01/${gtin}/21/${encoded(serial)}`;
  }
  return `https://${domain}/items/${encoded(itemId)}`;
}

/** Null for a label of the house, which is no less an item for it. */
function readGs1(scan: string): ScannedElements | null {
  try {
    return readElementString(scan);
  } catch (error) {
    if (error instanceof Gs1Error) return null;
    throw error;
  }
}

export function partyUri({ id, gln }: Party, domain: string): string {
  return gln ? `https://id.gs1.org/417/${gln}` : `https://${domain}/parties/${encoded(id)}`;
}

/**
 * A location that has a GLN, else a point on the earth (RFC 5870). Null for a place of which only the name is known: that may be a
 * patient's home, and names are not told.
 */
export function placeUri({ gln, latitude, longitude }: HandoverPlace): string | null {
  if (gln) return `https://id.gs1.org/414/${gln}`;
  if (latitude != null && longitude != null) return `geo:${degrees(latitude)},${degrees(longitude)}`;
  return null;
}

export function deviceUri(deviceId: string, domain: string): string {
  return `https://${domain}/devices/${encoded(deviceId)}`;
}

/** A hash as RFC 6920 names it, in the form with hexadecimal digits that CBV 2.0 uses. */
export function hashUri(hash: string): string {
  return `ni:///sha-256;${hash}`;
}

/** To a tenth of a metre, without the exponent that a geo URI must not have. */
function degrees(value: number): string {
  return value
    .toFixed(6)
    .replace(/\.?0+$/, '')
    .replace(/^-0$/, '0');
}

/** Percent-encoded as Digital Links want it: `encodeURIComponent` leaves these as they are. */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
