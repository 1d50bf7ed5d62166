import { papers } from './paper.js';
import type { PrintedDocument } from './printed-document.js';
import { PrintingError } from './printing-error.js';

/** @throws PrintingError for a document whose particulars are none. */
export function assertPrintable({ size, language, createdAt }: PrintedDocument): void {
  if (!Object.hasOwn(papers, size))
    throw new PrintingError(`There is no paper "${size}": choose one of ${Object.keys(papers).join(', ')}.`);
  if (Number.isNaN(createdAt.getTime()))
    throw new PrintingError('The document has no valid time of creation: give it the time it was made.');
  try {
    new Intl.Locale(language);
  } catch {
    throw new PrintingError(`"${language}" is not a language tag: give one of BCP 47, such as "en" or "mn-MN".`);
  }
}
