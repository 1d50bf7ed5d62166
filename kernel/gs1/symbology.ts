/** What a scanner's symbology identifier (ISO/IEC 15424) says of the data behind it. */
export interface Carrier {
  /** The kind of bar code, as people call it. */
  readonly name: string;
  /** ELEMENTS: GS1 fields. GTIN: its digits. LINK: no GS1 mark, so that only a Digital Link can be meant. OTHER: none of GS1's. */
  readonly content: 'ELEMENTS' | 'GTIN' | 'LINK' | 'OTHER';
}

const carriers: Readonly<Record<string, Carrier>> = {
  d2: { name: 'GS1 DataMatrix', content: 'ELEMENTS' },
  C1: { name: 'GS1-128', content: 'ELEMENTS' },
  e0: { name: 'GS1 DataBar', content: 'ELEMENTS' },
  e1: { name: 'GS1 Composite', content: 'ELEMENTS' },
  e2: { name: 'GS1 Composite', content: 'ELEMENTS' },
  Q3: { name: 'GS1 QR Code', content: 'ELEMENTS' },
  J1: { name: 'GS1 DotCode', content: 'ELEMENTS' },
  E0: { name: 'EAN-13', content: 'GTIN' },
  E4: { name: 'EAN-8', content: 'GTIN' },
  I0: { name: 'ITF-14', content: 'GTIN' },
  I1: { name: 'ITF-14', content: 'GTIN' },
  d0: { name: 'DataMatrix', content: 'LINK' },
  d1: { name: 'DataMatrix', content: 'LINK' },
  Q0: { name: 'QR Code', content: 'LINK' },
  Q1: { name: 'QR Code', content: 'LINK' },
};

/** The carrier that the scan begins with, or null when the scanner does not say. */
export function carrierOf(scan: string): Carrier | null {
  const [, identifier] = /^\]([A-Za-z][0-9a-zA-Z])/.exec(scan) ?? [];
  if (identifier === undefined) return null;
  return carriers[identifier] ?? { name: `code ]${identifier}`, content: 'OTHER' };
}
