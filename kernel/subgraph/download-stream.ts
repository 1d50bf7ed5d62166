import { Readable } from 'node:stream';
import type { DownloadStream } from './channel.js';
import type { DownloadFile } from './download.js';

type Piece = Uint8Array | string;

/**
 * The file as a stream of bytes that has begun: what fails before the first piece rejects, while it can still be told. Later
 * failures are told to `onBreak`, and are errors of the stream.
 */
export async function beginDownload({ name, type, body }: DownloadFile, onBreak: (error: unknown) => void): Promise<DownloadStream> {
  if (body instanceof Uint8Array) {
    return { name, type, length: body.byteLength, body: Readable.from([body], { objectMode: false }) };
  }
  const pieces = body[Symbol.asyncIterator]();
  const begun = new BegunPieces(await pieces.next(), pieces, onBreak);
  return { name, type, length: null, body: Readable.from(begun, { objectMode: false }) };
}

/** Pieces of which the first has been taken. By hand, for `return()` has to reach them also when nobody ever read on. */
class BegunPieces implements AsyncIterableIterator<Piece> {
  constructor(
    private first: IteratorResult<Piece> | null,
    private readonly pieces: AsyncIterator<Piece>,
    private readonly onBreak: (error: unknown) => void,
  ) {}

  async next(): Promise<IteratorResult<Piece>> {
    const { first } = this;
    this.first = null;
    if (first) return first;
    try {
      return await this.pieces.next();
    } catch (error) {
      this.onBreak(error);
      throw error;
    }
  }

  /** Nobody waits for it: pieces that are being made are let go once they are there, and the connection has ended by then. */
  return(): Promise<IteratorResult<Piece>> {
    this.pieces.return?.().catch(this.onBreak);
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
