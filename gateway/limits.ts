/** Every figure that bounds a request, in one place. */
export interface Limits {
  /** Bytes of a request's body. */
  readonly bodyBytes: number;
  /** Lexical tokens of an operation. */
  readonly tokens: number;
  /** Fields within fields. */
  readonly depth: number;
  /** The same for operations that read only the schema, where that is allowed at all. */
  readonly introspectionDepth: number;
  readonly aliases: number;
  readonly directives: number;
  readonly rootFields: number;
  /** Cost of an operation: one for each object that it may read, lists multiplied by their page size. */
  readonly cost: number;
  /** The size assumed for lists without a page size. */
  readonly assumedListSize: number;
  /** Milliseconds for a request's headers and body to arrive. */
  readonly receiveMs: number;
  /** Milliseconds for one subgraph to answer. */
  readonly fetchMs: number;
  /** Bytes of a subgraph's answer. */
  readonly answerBytes: number;
  /** WebSockets that one tenant may have open at one gateway, and operations at one time on each. */
  readonly socketsPerTenant: number;
  readonly operationsPerSocket: number;
  /** Bytes that wait for a client before it is let go as too slow. */
  readonly unsentBytes: number;
  /** Milliseconds between looks at whether a socket's session, tenant and rights still stand. */
  readonly recheckMs: number;
  /** Milliseconds between pings of a socket; a pong has as long. */
  readonly pingMs: number;
  /** Milliseconds that requests under way are given when the gateway stops. */
  readonly drainMs: number;
}

export const limits: Limits = {
  bodyBytes: 256 * 1024,
  tokens: 2_000,
  depth: 12,
  introspectionDepth: 20,
  aliases: 30,
  directives: 50,
  rootFields: 20,
  cost: 5_000,
  assumedListSize: 5,
  receiveMs: 10_000,
  fetchMs: 15_000,
  answerBytes: 32 * 1024 * 1024,
  socketsPerTenant: 10_000,
  operationsPerSocket: 50,
  unsentBytes: 1024 * 1024,
  recheckMs: 2_500,
  pingMs: 15_000,
  drainMs: 10_000,
};
