import type { ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';

/**
 * Lets nobody take a part of a file for the whole: when the body fails its connection is reset, also when nothing was sent yet,
 * since an answer that has begun cannot become another. An ordinary end of the connection would be the end of the file to whoever
 * speaks HTTP/1.0, as many a proxy does.
 */
export function breakOffWith(body: Readable, raw: ServerResponse, onBreak: (error: Error) => void = () => undefined): void {
  body.once('error', (error) => {
    if (raw.destroyed) return;
    onBreak(error);
    raw.flushHeaders();
    raw.socket?.resetAndDestroy();
  });
}
