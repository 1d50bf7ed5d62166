import { randomUUID } from 'node:crypto';
import { emptyContext } from '#kernel/context/request-context.js';
import {
  longestOperationName,
  mostOperationNames,
  otherOperations,
  recordApiUsageMutation,
  type UsageEntry,
  type UsageReport,
} from '#kernel/context/usage-reports.js';
import type { Logger } from '#kernel/log/logger.js';
import type { SubgraphChannel } from '#kernel/subgraph/channel.js';

/** One request of a client, as it is accounted for. */
export interface Use {
  readonly tenantId: string;
  readonly clientId: string;
  readonly day: string;
  readonly operation: string;
  readonly failed: boolean;
  readonly refused: boolean;
  readonly cost: number;
}

type Counted = { -readonly [Key in keyof UsageEntry]: UsageEntry[Key] };

/** How long a use waits here at most; a process that is killed loses so much. */
const intervalMs = 1_000;

const mostInReport = 2_000;

/** Adds up what clients use, and tells it every second. What cannot be told is told later, and never twice. */
export class UsageMeter {
  private counted = new Map<string, Counted>();
  private readonly names = new Map<string, Set<string>>();
  private untold: UsageReport[] = [];
  private telling: Promise<void> | null = null;
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly accounts: SubgraphChannel,
    private readonly log: Logger,
  ) {
    this.timer = setInterval(() => void this.flush(), intervalMs);
    this.timer.unref();
  }

  record({ tenantId, clientId, day, operation, failed, refused, cost }: Use): void {
    const name = this.nameFor(`${clientId} ${day}`, operation.slice(0, longestOperationName));
    const key = `${clientId} ${day} ${name}`;
    let entry = this.counted.get(key);
    if (!entry) this.counted.set(key, (entry = { tenantId, clientId, day, operation: name, requests: 0, errors: 0, refused: 0, cost: 0 }));
    entry.requests += 1;
    if (failed) entry.errors += 1;
    if (refused) entry.refused += 1;
    entry.cost += cost;
  }

  /** Tells what there is; resolves when it was told, or when it could not be. */
  flush(): Promise<void> {
    return (this.telling ??= this.tell().finally(() => (this.telling = null)));
  }

  /** Tells the rest. What cannot be told now is lost, and said in the log. */
  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.telling;
    await this.flush();
    if (this.untold.length > 0) this.log.error({ reports: this.untold.length }, 'the last use of clients could not be recorded');
  }

  private async tell(): Promise<void> {
    const entries = [...this.counted.values()];
    this.counted = new Map();
    this.forgetNames();
    for (let at = 0; at < entries.length; at += mostInReport) {
      this.untold.push({ batch: randomUUID(), entries: entries.slice(at, at + mostInReport) });
    }
    while (this.untold.length > 0) {
      const [report] = this.untold;
      try {
        const { errors } = await this.accounts.execute(
          { query: recordApiUsageMutation, variables: { input: report } },
          emptyContext('usage'),
        );
        if (errors?.[0]) throw errors[0];
        this.untold.shift();
      } catch (error) {
        this.log.warn({ error }, 'the use of clients cannot be recorded just now; it is told again');
        this.mergeUntold();
        return;
      }
    }
  }

  /**
   * While nobody listens, reports would grow in number without end. The first may have been heard, so it stays as it is; the
   * others were never sent, and are counted together again.
   */
  private mergeUntold(): void {
    const [tried, ...others] = this.untold;
    this.untold = tried ? [tried] : [];
    for (const entry of others.flatMap(({ entries }) => entries)) {
      const key = `${entry.clientId} ${entry.day} ${entry.operation}`;
      const counted = this.counted.get(key);
      if (!counted) {
        this.counted.set(key, { ...entry });
        continue;
      }
      counted.requests += entry.requests;
      counted.errors += entry.errors;
      counted.refused += entry.refused;
      counted.cost += entry.cost;
    }
  }

  private nameFor(clientDay: string, operation: string): string {
    let names = this.names.get(clientDay);
    if (!names) this.names.set(clientDay, (names = new Set()));
    if (names.has(operation)) return operation;
    if (names.size >= mostOperationNames) return otherOperations;
    names.add(operation);
    return operation;
  }

  /** Names are kept apart for a day; yesterday's are of no use. */
  private forgetNames(): void {
    const today = new Date().toISOString().slice(0, 10);
    for (const key of this.names.keys()) if (!key.endsWith(today)) this.names.delete(key);
  }
}
