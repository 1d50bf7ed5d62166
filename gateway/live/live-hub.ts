import type { ExecutionResult, FormattedExecutionResult } from 'graphql';
import type { RequestContext } from '#kernel/context/request-context.js';
import type { Logger } from '#kernel/log/logger.js';
import { audienceOf } from './audience.js';
import { LiveGroup, type Member } from './live-group.js';
import type { LiveOperation } from './live-operations.js';

/** Brings together who can share: the same operation, variables and rights, under the same schema; of what is personal, one person. */
export class LiveHub {
  private readonly groups = new Map<string, LiveGroup>();
  private readonly versions = new WeakMap<object, number>();
  private newest = 0;

  constructor(
    private readonly format: (result: ExecutionResult) => FormattedExecutionResult,
    private readonly log: Logger,
  ) {}

  get size(): number {
    return this.groups.size;
  }

  /** Answers the way out. */
  join(operation: LiveOperation, caller: RequestContext, member: Member): () => void {
    const { key: audience, context } = audienceOf(caller, operation.isPersonal);
    const key = `${this.numberOf(operation.version)} ${audience} ${operation.key}`;
    let group = this.groups.get(key);
    if (!group) {
      group = new LiveGroup({ operation, context, format: this.format, log: this.log, onEmpty: () => this.groups.delete(key) });
      this.groups.set(key, group);
    }
    const joined = group;
    joined.join(member);
    return () => joined.leave(member);
  }

  end(): void {
    for (const group of this.groups.values()) group.end();
  }

  private numberOf(version: object): number {
    let number = this.versions.get(version);
    if (number === undefined) this.versions.set(version, (number = ++this.newest));
    return number;
  }
}
