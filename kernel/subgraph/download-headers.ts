import { GraphError } from '../graph/graph-error.js';
import type { DownloadStream } from './channel.js';

type Description = Omit<DownloadStream, 'body'>;

/** How a file is described by the headers of an answer: always as one to be kept, never as one to be shown. */
export function downloadHeaders({ name, type, length }: Description): Record<string, string> {
  return {
    'content-type': type,
    'content-disposition': attachment(name),
    ...(length === null ? {} : { 'content-length': String(length) }),
  };
}

/** The description in such headers. */
export function describedBy(headers: Readonly<Record<string, string | string[] | undefined>>): Description {
  const one = (header: string): string => {
    const value = headers[header];
    if (typeof value !== 'string') throw new Error(`An answer with a file lacks the header ${header}`);
    return value;
  };
  const name = /filename\*=UTF-8''([^;]+)$/.exec(one('content-disposition'))?.[1];
  if (name === undefined) throw new Error('An answer with a file does not say its name');
  return {
    name: decodeURIComponent(name),
    type: one('content-type'),
    length: headers['content-length'] === undefined ? null : Number(one('content-length')),
  };
}

/** The name in ASCII for old clients, and whole for all others (RFC 6266). What a file's name cannot hold anywhere is left out. */
function attachment(name: string): string {
  const safe = name.toWellFormed().replace(/[\p{Cc}\p{Cf}/\\]/gu, '_');
  const plain = safe.replace(/[^ -~]|["%]/gu, '_');
  // RFC 8187 wants these encoded too.
  const whole = encodeURIComponent(safe).replace(/['()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`;
}

/** The parameters of an address, each of which may be there once. */
export function parametersOf(query: Readonly<Record<string, string | readonly string[] | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => {
      if (typeof value !== 'string')
        throw new GraphError('BAD_USER_INPUT', `The parameter "${name}" is there more than once: send it once.`);
      return [name, value];
    }),
  );
}
