import { setTimeout as delay } from 'node:timers/promises';
import { sql } from '../database/sql.js';
import type { RowReader } from '../database/row-reader.js';
import type { Logger } from '../log/logger.js';
import type { LiveMessage } from './feed.js';

/** What a follower is told: that the state is to be looked at, or what happened. */
export type Heard = { readonly kind: 'CURRENT_STATE'; readonly sequence: number; readonly subjects: readonly [] } | { readonly kind: 'CHANGE'; readonly sequence: number; readonly subjects: readonly string[] };

/** More than so many unread messages are not kept: the state is told anew. */
const mostUnread = 1_000;
/** More than so many missed ones are not read one by one either. */
const mostRepaired = 500;
const retryMs = 1_000;

/**
 * One follower of one topic. Written by hand as an iterator, because `return()` has to interrupt a `next()` that waits:
 * a generator would hold it back until the next event.
 */
export class Follower implements AsyncIterableIterator<Heard> {
  /** The sequence up to which everything was told; null until the state has been. */
  private last: number | null = null;
  private unread: Heard[] = [];
  private waiting: ((result: IteratorResult<Heard>) => void) | null = null;
  private ended = false;
  private repairing: Promise<void> | null = null;
  private again = false;
  /** Too much was unread: nothing more is told before the state. */
  private behind = false;

  constructor(
    private readonly database: RowReader,
    private readonly topic: string,
    private readonly log: Logger,
    private readonly onEnd: () => void,
  ) {}

  begin(): void {
    this.repair();
  }

  hear({ sequence, subject }: LiveMessage): void {
    if (this.last === null || this.repairing || sequence > this.last + 1) this.repair();
    else if (sequence === this.last + 1) this.tell({ kind: 'CHANGE', sequence, subjects: [subject] });
  }

  /** The database knows of this sequence. */
  catchUp(sequence: number): void {
    if (this.last === null || sequence > this.last) this.repair();
  }

  next(): Promise<IteratorResult<Heard>> {
    const first = this.unread.shift();
    if (first) return Promise.resolve({ done: false, value: first });
    if (this.ended) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve) => (this.waiting = resolve));
  }

  return(): Promise<IteratorResult<Heard>> {
    this.end();
    return Promise.resolve({ done: true, value: undefined });
  }

  end(): void {
    if (this.ended) return;
    this.ended = true;
    this.unread = [];
    this.onEnd();
    this.waiting?.({ done: true, value: undefined });
    this.waiting = null;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  private tell(heard: Heard): void {
    if (this.behind) return;
    this.last = heard.sequence;
    if (this.waiting) {
      this.waiting({ done: false, value: heard });
      this.waiting = null;
      return;
    }
    this.unread.push(heard);
    if (this.unread.length > mostUnread) {
      this.behind = true;
      this.repair();
    }
  }

  /** Reads what is missing, as often as there are hints of it while reading; tries again until it is known. */
  private repair(): void {
    this.again = true;
    this.repairing ??= this.repairAll().finally(() => (this.repairing = null));
  }

  private async repairAll(): Promise<void> {
    while (this.again && !this.ended) {
      this.again = false;
      try {
        await this.readMissing();
      } catch (error) {
        this.log.warn({ error, topic: this.topic }, 'a live feed could not be read; trying again');
        await delay(retryMs);
        this.again = true;
      }
    }
  }

  private async readMissing(): Promise<void> {
    if (this.last === null || this.behind) return this.tellState();
    const missed = await this.database.rows<{ sequence: string; subject: string }>(
      sql`select sequence, subject from live_messages where topic = ${this.topic} and sequence > ${this.last} order by sequence limit ${mostRepaired + 1}`,
      null,
    );
    const unbroken = missed.every(({ sequence }, index) => Number(sequence) === (this.last ?? 0) + index + 1);
    if (!unbroken || missed.length > mostRepaired) return this.tellState();
    for (const { sequence, subject } of missed) this.tell({ kind: 'CHANGE', sequence: Number(sequence), subjects: [subject] });
  }

  /** Everything up to the head is in the state, which is read after it. */
  private async tellState(): Promise<void> {
    const [head] = await this.database.rows<{ sequence: string }>(sql`select sequence from live_heads where topic = ${this.topic}`, null);
    this.unread = [];
    this.behind = false;
    this.tell({ kind: 'CURRENT_STATE', sequence: Number(head?.sequence ?? 0), subjects: [] });
  }
}
