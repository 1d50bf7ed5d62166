import type { EphemeralFeed } from '#kernel/live/feed.js';
import type { Heard } from '#kernel/live/follower.js';
import type { Context } from '#kernel/subgraph/context.js';
import { EventStream } from '../../fan-out/serving/event-stream.js';

/** As one would do it first: who follows is told of every single move, and for each of them the subscription is executed. */
export class EveryMove {
  private readonly streams = new Map<string, Set<EventStream<Heard>>>();
  private sequence = 0;

  announce(_tenant: string, _feed: EphemeralFeed, topics: readonly string[], subjects: readonly string[]): void {
    this.sequence += 1;
    for (const topic of topics) {
      for (const stream of this.streams.get(topic) ?? []) stream.push({ kind: 'CHANGE', sequence: this.sequence, subjects });
    }
  }

  follow(_context: Context, _feed: EphemeralFeed, topic: string): EventStream<Heard> {
    const streams = this.streams.get(topic) ?? new Set();
    const stream = new EventStream<Heard>((ended) => streams.delete(ended));
    this.streams.set(topic, streams.add(stream));
    stream.push({ kind: 'CURRENT_STATE', sequence: this.sequence, subjects: [] });
    return stream;
  }
}
