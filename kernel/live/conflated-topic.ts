import { ConflatedFollower } from './conflated-follower.js';

/** How often the state is told anew, whatever the bus brings: of what it loses nobody else would know. */
const restatedEveryMs = 60_000;

/**
 * A topic of an ephemeral feed, with all who follow it in this process: what is heard within a while is told as one change, in
 * the same words and by the same number to everybody.
 */
export class ConflatedTopic {
  private readonly followers = new Set<ConflatedFollower>();
  private readonly subjects = new Set<string>();
  private sequence = 0;
  private pausing: NodeJS.Timeout | null = null;
  private readonly restating: NodeJS.Timeout;

  constructor(
    private readonly conflateMs: number,
    private readonly onEmpty: () => void,
  ) {
    this.restating = setInterval(() => this.restate(), restatedEveryMs);
    this.restating.unref();
  }

  /** First the state, then what changes. */
  follow(): ConflatedFollower {
    const follower = new ConflatedFollower(() => this.leave(follower));
    this.followers.add(follower);
    follower.tell({ kind: 'CURRENT_STATE', sequence: this.sequence, subjects: [] });
    return follower;
  }

  hear(subjects: readonly string[]): void {
    for (const subject of subjects) this.subjects.add(subject);
    if (!this.pausing) this.tellChanges();
  }

  /** Something may have been lost. */
  restate(): void {
    this.subjects.clear();
    this.sequence += 1;
    for (const follower of this.followers) follower.tell({ kind: 'CURRENT_STATE', sequence: this.sequence, subjects: [] });
  }

  end(): void {
    for (const follower of this.followers) follower.end();
  }

  /** At once after a silence, and then once in a while as long as there is anything. */
  private tellChanges(): void {
    this.pausing = null;
    if (this.subjects.size === 0) return;
    this.sequence += 1;
    const change = { kind: 'CHANGE', sequence: this.sequence, subjects: [...this.subjects] } as const;
    this.subjects.clear();
    for (const follower of this.followers) follower.tell(change);
    this.pausing = setTimeout(() => this.tellChanges(), this.conflateMs);
    this.pausing.unref();
  }

  private leave(follower: ConflatedFollower): void {
    this.followers.delete(follower);
    if (this.followers.size > 0) return;
    clearInterval(this.restating);
    if (this.pausing) clearTimeout(this.pausing);
    this.onEmpty();
  }
}
