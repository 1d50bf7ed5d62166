import { assertPrintable } from './assert-printable.js';
import type { PrintedDocument } from './printed-document.js';

/**
 * The document as a PDF, with its fonts and its codes in it as shapes. Equal documents give equal bytes.
 * @throws PrintingError for what cannot be printed, and Gs1Error for a GS1 code that breaks GS1's rules.
 */
export async function toPdf(document: PrintedDocument): Promise<Uint8Array> {
  return documentsToPdf([document]);
}

/** Several documents in one file, such as labels, each beginning on a page of its own. The file has the particulars of the first. */
export async function documentsToPdf(documents: readonly PrintedDocument[]): Promise<Uint8Array> {
  documents.forEach(assertPrintable);
  // The libraries are large, and most processes never print.
  const { renderPdf } = await import('./render-pdf.js');
  return renderPdf(documents);
}
