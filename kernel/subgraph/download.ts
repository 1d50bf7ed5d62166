import { GraphError } from '../graph/graph-error.js';
import type { Context } from './context.js';

/** A file as a handler gives it. */
export interface DownloadFile {
  /** The name under which it is offered, such as `prescription-UB1-000123.pdf`; letters of any script. */
  readonly name: string;
  /** The media type, for text with its charset: `application/pdf`, `text/csv; charset=utf-8`. */
  readonly type: string;
  /** All of it, or its pieces as they are asked for. When its reader goes, the pieces' `return()` is called. */
  readonly body: Uint8Array | AsyncIterable<Uint8Array | string>;
}

/** A kind of file that a subgraph gives out, at `GET /downloads/<subgraph>/<name>?…` of the gateway. */
export interface DownloadDefinition {
  /** In small letters, such as `prescription` or `stock-valuation`. */
  readonly name: string;
  /** What it takes, as `@Access` says it: a permission, `signed-in` or `anyone`. */
  readonly permission: string;
  readonly description: string;
  /** For third parties' programs alone, by a route of the public door: `/downloads` does not offer it. */
  readonly forClients?: true;
  /**
   * The file for this caller, or null when there is none. `parameters` are those of the address, each at most once; throw a
   * `GraphError` of `BAD_USER_INPUT` for wrong ones. Nothing is sent before the first piece of the body is there, so that what
   * fails until then is answered by an error, and what fails later breaks the connection: a part never looks whole.
   */
  open(context: Context, parameters: Readonly<Record<string, string>>): Promise<DownloadFile | null>;
}

export function defineDownload(definition: DownloadDefinition): DownloadDefinition {
  return definition;
}

/** A parameter without which the handler does not know what to give. */
export function requiredParameter(parameters: Readonly<Record<string, string>>, name: string): string {
  const value = parameters[name];
  if (!value) throw new GraphError('BAD_USER_INPUT', `Say which: add the parameter "${name}" to the address.`);
  return value;
}

/** Where a download is found at the gateway. */
export function downloadPath(subgraph: string, name: string): string {
  return `/downloads/${subgraph}/${name}`;
}

/** A subgraph's downloads by name; throws when a name cannot be one, or is there twice. */
export function downloadsByName(definitions: readonly DownloadDefinition[]): ReadonlyMap<string, DownloadDefinition> {
  const byName = new Map<string, DownloadDefinition>();
  for (const definition of definitions) {
    const { name } = definition;
    if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
      throw new Error(`"${name}" cannot be the name of a download: use small letters, digits and hyphens.`);
    if (byName.has(name)) throw new Error(`There are two downloads named "${name}": give one of them another name.`);
    byName.set(name, definition);
  }
  return byName;
}
