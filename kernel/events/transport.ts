import type { EventRecord } from './event.js';

/** Takes an event into the reacting subgraph's own database. It may be called more than once for the same event. */
export type Intake = (event: EventRecord) => Promise<void>;

/** Carries events between subgraphs, at least once. What is published is in safe hands when `publish` resolves. */
export interface EventTransport {
  publish(events: readonly EventRecord[]): Promise<void>;
  /** Delivers events of these types to the group (a subgraph) until closed. One process of the group gets each. */
  subscribe(group: string, types: readonly string[], intake: Intake): Promise<{ close(): Promise<void> }>;
}

/** Within one process there is nothing to carry: what is published goes straight into the databases of those who react. */
export class InProcessTransport implements EventTransport {
  private readonly subscribers = new Map<string, { readonly types: ReadonlySet<string>; readonly intake: Intake }>();

  /** Nothing is carried before all who react are there, or it would be lost to those who come later. */
  constructor(private readonly allSubscribed: Promise<unknown> = Promise.resolve()) {}

  async publish(events: readonly EventRecord[]): Promise<void> {
    await this.allSubscribed;
    for (const event of events) {
      for (const { types, intake } of this.subscribers.values()) {
        if (types.has(event.type)) await intake(event);
      }
    }
  }

  subscribe(group: string, types: readonly string[], intake: Intake): Promise<{ close(): Promise<void> }> {
    const subscriber = { types: new Set(types), intake };
    this.subscribers.set(group, subscriber);
    return Promise.resolve({
      close: () => {
        // Whoever stops first is still told by the others: what they can tell to nobody stays in their outboxes.
        if (this.subscribers.get(group) === subscriber) this.subscribers.set(group, { types: subscriber.types, intake: hasStopped });
        return Promise.resolve();
      },
    });
  }
}

function hasStopped({ type }: EventRecord): Promise<never> {
  return Promise.reject(new Error(`Who reacts to ${type} has stopped`));
}
