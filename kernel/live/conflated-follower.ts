import type { Heard } from './follower.js';

/** So many changes wait for a slow reader; then the state is cheaper than all of them. */
const mostUnread = 3;

/** One follower of a conflated topic. By hand as an iterator, as `Follower` is: `return()` has to interrupt a `next()` that waits. */
export class ConflatedFollower implements AsyncIterableIterator<Heard> {
  private unread: Heard[] = [];
  private waiting: ((result: IteratorResult<Heard>) => void) | null = null;
  private ended = false;

  constructor(private readonly onEnd: () => void) {}

  tell(heard: Heard): void {
    if (this.waiting) {
      this.waiting({ done: false, value: heard });
      this.waiting = null;
      return;
    }
    // A state makes up for all that came before it.
    if (heard.kind === 'CURRENT_STATE') this.unread = [];
    else if (this.unread.length === mostUnread) {
      this.unread = [{ kind: 'CURRENT_STATE', sequence: heard.sequence, subjects: [] }];
      return;
    }
    this.unread.push(heard);
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
}
