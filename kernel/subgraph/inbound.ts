import type { Context } from './context.js';

/** What a server outside sent us, unread. */
export interface InboundRequest {
  readonly method: 'GET' | 'POST';
  /** Of the address, each at most once. */
  readonly parameters: Readonly<Record<string, string>>;
  /** By their names in small letters; those that are there more than once are not here, nor is what speaks of a signed-in person. */
  readonly headers: Readonly<Record<string, string>>;
  /** Byte by byte as it came, for signatures are made over these; empty with GET. */
  readonly body: Buffer;
}

export interface InboundAnswer {
  readonly status: number;
  /** What the server reads of it, as plain text; mostly nothing. */
  readonly text?: string;
}

/**
 * A door of a subgraph for servers that speak no GraphQL, such as those that report messages to a webhook, at
 * `GET` and `POST /inbound/<tenant>/<subgraph>/<name>` of the gateway. Whoever knocks is nobody to the gateway: the call's context has the
 * tenant and an anonymous actor, and it is for the subgraph to tell by signature or secret who it is.
 */
export interface InboundDefinition {
  /** In small letters, such as `whatsapp`. */
  readonly name: string;
  readonly description: string;
  /** Answers as soon as what was sent is kept: the other side waits. Throw a `GraphError` to refuse. */
  receive(context: Context, request: InboundRequest): Promise<InboundAnswer>;
}

export function defineInbound(definition: InboundDefinition): InboundDefinition {
  return definition;
}

/** Where servers outside find it. */
export function inboundPath(tenant: string, subgraph: string, name: string): string {
  return `/inbound/${tenant}/${subgraph}/${name}`;
}

/** A subgraph's doors by name; throws when a name cannot be one, or is there twice. */
export function inboundByName(definitions: readonly InboundDefinition[]): ReadonlyMap<string, InboundDefinition> {
  const byName = new Map<string, InboundDefinition>();
  for (const definition of definitions) {
    const { name } = definition;
    if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
      throw new Error(`"${name}" cannot be the name of an inbound door: use small letters, digits and hyphens.`);
    if (byName.has(name)) throw new Error(`There are two inbound doors named "${name}": give one of them another name.`);
    byName.set(name, definition);
  }
  return byName;
}
