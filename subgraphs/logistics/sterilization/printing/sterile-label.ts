import type { PrintedCode, PrintedDocument } from '#kernel/printing/printed-document.js';
import type { Reusable } from '../instruments/reusable.js';
import { sterilizationWords } from './sterilization-words.js';

/** What goes on a sterile package: what it is, until when it is sterile, by which load, and a code that says both to a scanner. */
export function sterileLabel(thing: Reusable & { readonly sterileUntil: string }, locale: string, printedAt: Date): PrintedDocument {
  const words = sterilizationWords(locale);
  return {
    title: thing.code,
    language: words.language,
    size: 'LABEL_70X35',
    createdAt: printedAt,
    blocks: [
      {
        columns: [
          [{ code: labelCode(thing) }],
          [
            { text: thing.name, isBold: true },
            { text: thing.code, size: 'SMALL' },
            { text: `${words.sterileUntil}: ${thing.sterileUntil}`, isBold: true },
            { text: `${words.load}: ${thing.sterileLoadNumber ?? words.unknown}`, size: 'SMALL' },
          ],
        ],
        shares: [2, 3],
      },
    ],
  };
}

/** For a UDI its elements with the expiry (17); for a code of the house that with the day behind a bar. */
function labelCode({ code, sterileUntil }: { readonly code: string; readonly sterileUntil: string }): PrintedCode {
  if (!code.startsWith('(01)')) return { kind: 'DATA_MATRIX', text: `${code}|${sterileUntil}` };
  const day = sterileUntil.replaceAll('-', '').slice(2);
  return { kind: 'GS1_DATA_MATRIX', text: code.replace('(21)', `(17)${day}(21)`) };
}
