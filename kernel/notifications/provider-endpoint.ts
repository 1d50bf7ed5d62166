import { Pool } from 'undici';
import { NotificationUnavailable } from './notification-port.js';

export interface ProviderAnswer {
  readonly status: number;
  readonly accepted: boolean;
  /** What the provider says as JSON; null where it says none. */
  readonly body: unknown;
}

export interface ProviderEndpointOptions {
  /** For messages of errors. */
  readonly provider: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** How long an answer may take; 20 seconds unless told otherwise. */
  readonly timeoutMs?: number;
}

/** One address of a provider over HTTP. Throws `NotificationUnavailable` when no answer comes. */
export class ProviderEndpoint {
  private readonly pool: Pool;
  private readonly path: string;
  private readonly timeoutMs: number;

  constructor(private readonly options: ProviderEndpointOptions) {
    const { origin, pathname, search } = new URL(options.url);
    this.path = pathname + search;
    this.timeoutMs = options.timeoutMs ?? 20_000;
    this.pool = new Pool(origin, { connections: 8, connectTimeout: 5_000, maxResponseSize: 1_048_576 });
  }

  async post(contentType: string, body: string, headers: Readonly<Record<string, string>> = {}): Promise<ProviderAnswer> {
    const { statusCode, body: answer } = await this.pool
      .request({
        method: 'POST',
        path: this.path,
        headers: { accept: 'application/json', 'content-type': contentType, ...this.options.headers, ...headers },
        body,
        signal: AbortSignal.timeout(this.timeoutMs),
      })
      .catch((error: unknown) => {
        throw new NotificationUnavailable(`${this.options.provider} does not answer: ${codeOf(error)}`, { cause: error });
      });
    // By its status the provider has decided; if what follows gets lost, another attempt would deliver twice.
    const said = await answer.text().catch(() => '');
    return { status: statusCode, accepted: statusCode >= 200 && statusCode < 300, body: parsed(said) };
  }

  close(): Promise<void> {
    return this.pool.close();
  }
}

/** Whether the answer is about the message, and final. 401 is about our credentials, 408 and 429 ask to come again. */
export function refusesForGood(status: number): boolean {
  return status >= 400 && status < 500 && ![401, 408, 429].includes(status);
}

function codeOf(error: unknown): string {
  const { code, name } = error as { code?: unknown; name: string };
  return typeof code === 'string' ? code : name;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
