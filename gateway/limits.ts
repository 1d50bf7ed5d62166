/** Every figure that bounds a request, in one place. */
export interface Limits {
  /** Bytes of a request's body. */
  readonly bodyBytes: number;
  /** Bytes of the body of an operation whose variables carry files; its caller's access token must verify before it is read. */
  readonly largeBodyBytes: number;
  /** Bodies above `bodyBytes` that are in memory at one time, of all tenants and of one. */
  readonly largeBodies: number;
  readonly largeBodiesPerTenant: number;
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
  /** Files that one tenant may fetch at one time at one gateway. */
  readonly downloadsPerTenant: number;
  /** Milliseconds until a file begins, and in which some of it must move, towards us or towards the client. */
  readonly downloadStallMs: number;
  /** Milliseconds that a file may take as a whole. */
  readonly downloadMs: number;
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
  largeBodyBytes: 8 * 1024 * 1024,
  largeBodies: 8,
  largeBodiesPerTenant: 4,
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
  downloadsPerTenant: 50,
  downloadStallMs: 120_000,
  downloadMs: 60 * 60_000,
  socketsPerTenant: 10_000,
  operationsPerSocket: 50,
  unsentBytes: 1024 * 1024,
  recheckMs: 2_500,
  pingMs: 15_000,
  drainMs: 10_000,
};
