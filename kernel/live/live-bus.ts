import type { Carried } from './feed.js';

/**
 * Carries live messages to every process of a subgraph, quickly and without promise: what gets lost is found again in the
 * database by its sequence, and of what has none the state is read again.
 */
export interface LiveBus {
  publish(messages: readonly Carried[]): Promise<void>;
  listen(listener: LiveListener): Promise<{ close(): Promise<void> }>;
}

export interface LiveListener {
  hear(message: Carried): void;
  /** Messages may have been lost. */
  missed(): void;
}

/** Within one process: who publishes calls who listens. */
export class InProcessLiveBus implements LiveBus {
  private readonly listeners = new Set<LiveListener>();

  publish(messages: readonly Carried[]): Promise<void> {
    for (const message of messages) for (const listener of this.listeners) listener.hear(message);
    return Promise.resolve();
  }

  listen(listener: LiveListener): Promise<{ close(): Promise<void> }> {
    this.listeners.add(listener);
    return Promise.resolve({
      close: () => {
        this.listeners.delete(listener);
        return Promise.resolve();
      },
    });
  }
}
