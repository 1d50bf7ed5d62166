/** A document that cannot be printed as it is. The message says what is wrong and what to do. */
export class PrintingError extends Error {
  override readonly name = 'PrintingError';
}
