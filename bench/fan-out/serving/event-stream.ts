/** Events for one listener, iterated by hand: `return` ends a `next` that still waits. */
export class EventStream<Event> implements AsyncIterableIterator<Event> {
  private readonly unread: Event[] = [];
  private waiting: ((result: IteratorResult<Event>) => void) | null = null;
  private ended = false;

  constructor(private readonly onEnd: (stream: EventStream<Event>) => void) {}

  push(event: Event): void {
    if (this.waiting) this.waiting({ done: false, value: event });
    else this.unread.push(event);
    this.waiting = null;
  }

  next(): Promise<IteratorResult<Event>> {
    const event = this.unread.shift();
    if (event !== undefined) return Promise.resolve({ done: false, value: event });
    if (this.ended) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve) => (this.waiting = resolve));
  }

  return(): Promise<IteratorResult<Event>> {
    this.ended = true;
    this.onEnd(this);
    this.waiting?.({ done: true, value: undefined });
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

/** Whoever listens hears the state first, then every event. */
export class Events<Event> {
  private readonly streams = new Set<EventStream<Event>>();

  constructor(private state: Event) {}

  listen(): EventStream<Event> {
    const stream = new EventStream<Event>((ended) => this.streams.delete(ended));
    this.streams.add(stream);
    stream.push(this.state);
    return stream;
  }

  publish(event: Event): void {
    this.state = event;
    for (const stream of this.streams) stream.push(event);
  }
}
