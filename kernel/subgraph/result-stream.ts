import type { ExecutionResult } from 'graphql';

interface Sequenced {
  readonly sequence: number;
}

/** Opens a source of events; a result in its place tells why there is none. */
type OpenSource<E> = () => Promise<AsyncIterable<E> | ExecutionResult>;

/**
 * Events, each made into a result that carries its sequence. Written by hand as an iterator, because `return()` has to reach
 * the source at once, also while `next()` waits for it.
 */
export class ResultStream<E extends Sequenced> implements AsyncIterableIterator<ExecutionResult> {
  private opening: Promise<AsyncIterator<E> | ExecutionResult> | null = null;
  private ended = false;

  constructor(
    private readonly open: OpenSource<E>,
    private readonly resultOf: (event: E) => Promise<ExecutionResult>,
  ) {}

  async next(): Promise<IteratorResult<ExecutionResult>> {
    if (this.ended) return { done: true, value: undefined };
    const source = await (this.opening ??= this.open().then((opened) => (Symbol.asyncIterator in opened ? opened[Symbol.asyncIterator]() : opened)));
    if (!('next' in source)) {
      this.ended = true;
      return { done: false, value: source };
    }
    const next = await source.next();
    if (next.done === true || this.ended) return { done: true, value: undefined };
    const { value } = next;
    const result = await this.resultOf(value);
    return { done: false, value: { ...result, extensions: { ...result.extensions, sequence: value.sequence } } };
  }

  async return(): Promise<IteratorResult<ExecutionResult>> {
    this.ended = true;
    const source = await this.opening;
    if (source && 'next' in source) await source.return?.();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
