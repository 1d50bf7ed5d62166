import { GraphError } from '#kernel/graph/graph-error.js';

/** How many downloads each tenant has under way here: one that fetches by the hundred takes nothing from the others. */
export class DownloadSlots {
  private readonly taken = new Map<string, number>();

  constructor(private readonly most: number) {}

  /** Answers how to give the slot back, or throws `RATE_LIMITED`. Those without a tenant share theirs. */
  take(tenantId: string | null): () => void {
    const key = tenantId ?? '';
    const taken = this.taken.get(key) ?? 0;
    if (taken >= this.most)
      throw new GraphError('RATE_LIMITED', `At most ${this.most} downloads of a tenant run at a time: wait until one has ended.`);
    this.taken.set(key, taken + 1);
    return () => {
      const left = (this.taken.get(key) ?? 1) - 1;
      if (left === 0) this.taken.delete(key);
      else this.taken.set(key, left);
    };
  }
}
