/** What the public graph tells the subgraph that keeps its clients' accounts. The field is `@inaccessible`: only the gateway can select it. */

/** Adds up what clients used. A batch that comes again, because its answer was lost, counts once. */
export const recordApiUsageMutation = `mutation RecordApiUsage($input: RecordApiUsageInput!) {
  recordApiUsage(input: $input) { userErrors { code message } }
}`;

export interface UsageReport {
  /** A UUID. */
  readonly batch: string;
  readonly entries: readonly UsageEntry[];
}

export interface UsageEntry {
  /** `tenant_…` and `client_…` */
  readonly tenantId: string;
  readonly clientId: string;
  /** A day in UTC, `2026-11-21`. */
  readonly day: string;
  /** The operation's name, the hash of one without a name, or `otherOperations`. */
  readonly operation: string;
  readonly requests: number;
  /** Of them, those that answered an error. */
  readonly errors: number;
  /** Of them, those that were refused for their cost, rate or quota. */
  readonly refused: number;
  /** Cost units. */
  readonly cost: number;
}

/** Clients name their operations as they please: so many a day are kept apart, and the others added up under one name. */
export const mostOperationNames = 200;
export const otherOperations = '(other)';
export const longestOperationName = 100;
