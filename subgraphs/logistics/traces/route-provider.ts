import { Pool, type Dispatcher } from 'undici';
import { RouteUnavailable, type Route } from './routing.js';

export interface RouteProviderOptions {
  /** For messages of errors. */
  readonly name: string;
  readonly url: string;
  readonly timeoutMs: number;
}

export type RouteQuestion = Pick<Dispatcher.RequestOptions, 'method' | 'path' | 'headers' | 'body'>;

/** A server of routes over HTTP. Whatever keeps an answer away is a `RouteUnavailable`. */
export class RouteProvider {
  private readonly pool: Pool;
  private readonly base: string;

  constructor(private readonly options: RouteProviderOptions) {
    const { origin, pathname } = new URL(options.url);
    this.base = pathname.replace(/\/+$/, '');
    this.pool = new Pool(origin, { connections: 8, connectTimeout: options.timeoutMs, maxResponseSize: 1_048_576 });
  }

  async ask(question: RouteQuestion): Promise<unknown> {
    try {
      const signal = AbortSignal.timeout(this.options.timeoutMs);
      const { statusCode, body } = await this.pool.request({ ...question, path: this.base + question.path, signal });
      const text = await body.text();
      if (statusCode !== 200) throw this.unavailable(`answers ${statusCode}: ${text.slice(0, 200)}`);
      return JSON.parse(text) as unknown;
    } catch (cause) {
      throw cause instanceof RouteUnavailable ? cause : this.unavailable(`has no answer that can be read: ${wordOf(cause)}`, cause);
    }
  }

  /** A route by what the provider says of it, which may be anything. */
  routeOf(metres: unknown, seconds: unknown): Route {
    if (isQuantity(metres) && isQuantity(seconds)) return { metres, seconds, approximate: false };
    throw this.unavailable('answers without a distance and a duration');
  }

  unavailable(what: string, cause?: unknown): RouteUnavailable {
    return new RouteUnavailable(`${this.options.name} ${what}`, { cause });
  }

  close(): Promise<void> {
    return this.pool.close();
  }
}

function isQuantity(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function wordOf(cause: unknown): string {
  return cause instanceof Error ? cause.message || cause.name : String(cause);
}
