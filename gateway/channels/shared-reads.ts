import type { RequestContext } from '#kernel/context/request-context.js';

interface UnderWay {
  readonly answer: Promise<string>;
  readonly controller: AbortController;
  waiting: number;
}

/** What a shared read brings: the text, and whether it was this caller's own request that brought it. */
export interface SharedRead {
  readonly text: string;
  readonly own: boolean;
}

/**
 * Identical reads of callers who must get the same answer, sent once while the first is under way. Nothing outlives the answer,
 * and everybody reads the text for himself. The request is given up when nobody waits for it any more.
 */
export class SharedReads {
  private readonly underWay = new Map<string, UnderWay>();
  private readonly callers = new WeakMap<RequestContext, string>();

  async read(context: RequestContext, body: string, signal: AbortSignal | undefined, send: (signal: AbortSignal) => Promise<string>): Promise<SharedRead> {
    const key = `${this.callerOf(context)}\n${body}`;
    const known = this.underWay.get(key);
    const read = known ?? this.begin(key, send);
    read.waiting += 1;
    const leave = (): void => {
      read.waiting -= 1;
      if (read.waiting > 0) return;
      this.forget(key, read);
      read.controller.abort();
    };
    signal?.addEventListener('abort', leave, { once: true });
    try {
      return { text: await read.answer, own: known === undefined };
    } finally {
      signal?.removeEventListener('abort', leave);
    }
  }

  /** Something was written: who reads from now on must see it, and does not join a read that may have begun before. */
  renew(): void {
    this.underWay.clear();
  }

  private begin(key: string, send: (signal: AbortSignal) => Promise<string>): UnderWay {
    const controller = new AbortController();
    const answer = send(controller.signal).finally(() => this.forget(key, read));
    const read: UnderWay = { answer, controller, waiting: 0 };
    this.underWay.set(key, read);
    return read;
  }

  /** Nobody may join it any more. */
  private forget(key: string, read: UnderWay): void {
    if (this.underWay.get(key) === read) this.underWay.delete(key);
  }

  /** All of a context that can change an answer: for whom, as whom, with which rights, in which language. */
  private callerOf(context: RequestContext): string {
    let caller = this.callers.get(context);
    if (caller === undefined) {
      const { tenant, branch, actor, grants, locale } = context;
      caller = JSON.stringify([tenant, branch, actor, grants, locale]);
      this.callers.set(context, caller);
    }
    return caller;
  }
}
