import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import jsQR from 'jsqr';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import type { Picture } from './picture.js';

/** What a scanner answers for a code. */
export interface Scan {
  /** ISO/IEC 15424, with which a scanner says what kind of code it was: `]d2` is GS1 DataMatrix. */
  readonly identifier: string;
  readonly text: string;
}

// Without its file at hand the reader would ask the network for it.
const wasmBinary = new Uint8Array(readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'))).buffer;
prepareZXingModule({ overrides: { wasmBinary } });

/** All codes in the picture, of whatever kind. */
export async function scan({ data, width, height }: Picture): Promise<Scan[]> {
  const picture = { data, width, height, colorSpace: 'srgb' as const, pixelFormat: 'rgba-unorm8' as const };
  const found = await readBarcodes(picture, { tryHarder: true, textMode: 'Plain' });
  return found.map(({ symbologyIdentifier, text }) => ({ identifier: symbologyIdentifier, text }));
}

/** The text of the picture's QR code, or null, by another reader than `scan`: what one reads by luck the other does not. */
export function scanQr({ data, width, height }: Picture): string | null {
  // Its types tell of an ES module, but what Node loads is the function itself.
  return (jsQR as unknown as typeof jsQR.default)(data, width, height, { inversionAttempts: 'dontInvert' })?.data ?? null;
}
