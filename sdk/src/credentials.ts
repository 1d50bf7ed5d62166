import { clientAssertion, type PrivateKey } from './client-assertion.js';
import { NetworkError, TokenError } from './errors.js';
import { retrying, type RetryOptions } from './retrying.js';

/** What is sent in `Authorization`, and what to do when it is refused. */
export interface Credentials {
  authorization(): Promise<string>;
  /** Whether there is another to try in place of the one that was refused. */
  renew(refused: string): boolean;
}

export class ApiKeyCredentials implements Credentials {
  constructor(private readonly apiKey: string) {}

  authorization(): Promise<string> {
    return Promise.resolve(`Bearer ${this.apiKey}`);
  }

  renew(): boolean {
    return false;
  }
}

export interface ClientCredentialsOptions extends RetryOptions {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret?: string | undefined;
  readonly privateKey?: PrivateKey | undefined;
  readonly keyId?: string | undefined;
  /** All scopes of the client when left out. */
  readonly scopes?: readonly string[] | undefined;
  readonly fetch: typeof fetch;
  readonly timeoutMs: number;
}

interface Token {
  readonly authorization: string;
  /** From when on another is asked for, before this one ends. */
  readonly staleAt: number;
}

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
/** Of a token's life: the rest is for the way there and for clocks that differ. */
const shareUsed = 0.8;

/** Access tokens by OAuth 2.0 client credentials: asked for when they are needed, once for all who wait, and renewed before they end. */
export class ClientCredentials implements Credentials {
  private current: Promise<Token> | null = null;
  private staleAt = 0;
  private issuer: Promise<{ issuer: string; token_endpoint: string }> | null = null;

  constructor(private readonly options: ClientCredentialsOptions) {}

  async authorization(): Promise<string> {
    if (this.current === null || Date.now() >= this.staleAt) {
      this.staleAt = Infinity;
      const asked = this.ask();
      this.current = asked;
      asked.then(
        ({ staleAt }) => {
          if (this.current === asked) this.staleAt = staleAt;
        },
        () => {
          if (this.current === asked) this.current = null;
        },
      );
    }
    return (await this.current).authorization;
  }

  /** Only the token that was refused is thrown away: another may have been asked for meanwhile. */
  renew(refused: string): boolean {
    const { current } = this;
    current?.then(
      ({ authorization }) => {
        if (authorization === refused && this.current === current) this.current = null;
      },
      // One that cannot be had is said to those who wait for it.
      () => undefined,
    );
    return true;
  }

  private async ask(): Promise<Token> {
    const asked = Date.now();
    const response = await retrying(() => this.send(), this.options);
    const body = (await response.json().catch(() => ({}))) as Partial<TokenAnswer>;
    if (!response.ok || body.access_token === undefined) {
      throw new TokenError(
        body.error ?? `status ${response.status}`,
        body.error_description ?? `The token endpoint answered ${response.status}.`,
      );
    }
    const lifeMs = (body.expires_in ?? 60) * 1_000;
    return { authorization: `Bearer ${body.access_token}`, staleAt: asked + lifeMs * shareUsed };
  }

  private async send(): Promise<Response> {
    const { url, clientId, clientSecret, privateKey, keyId, scopes, fetch, timeoutMs } = this.options;
    const form = new URLSearchParams({ grant_type: 'client_credentials', ...(scopes ? { scope: scopes.join(' ') } : {}) });
    const headers: Record<string, string> = { 'content-type': 'application/x-www-form-urlencoded' };
    let endpoint = `${url}/oauth/token`;
    if (privateKey) {
      const { issuer, token_endpoint } = await this.discover();
      form.set('client_id', clientId);
      form.set('client_assertion_type', assertionType);
      form.set('client_assertion', await clientAssertion({ clientId, audience: issuer, privateKey, keyId }));
      // The server may be reached by another name than its own.
      endpoint = `${url}${new URL(token_endpoint).pathname}`;
    } else {
      // Both are form-encoded before they are joined (RFC 6749, section 2.3.1).
      headers['authorization'] = `Basic ${btoa(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret ?? '')}`)}`;
    }
    return fetch(endpoint, { method: 'POST', headers, body: form.toString(), signal: AbortSignal.timeout(timeoutMs) });
  }

  /** Its own name for itself is what an assertion is made out to (RFC 8414). */
  private discover(): Promise<{ issuer: string; token_endpoint: string }> {
    this.issuer ??= this.options
      .fetch(`${this.options.url}/.well-known/oauth-authorization-server`, { signal: AbortSignal.timeout(this.options.timeoutMs) })
      .then((response) => {
        if (!response.ok) throw new NetworkError(`The discovery document was answered by ${response.status}.`);
        return response.json() as Promise<{ issuer: string; token_endpoint: string }>;
      })
      .catch((error: unknown) => {
        this.issuer = null;
        throw error;
      });
    return this.issuer;
  }
}

interface TokenAnswer {
  readonly access_token: string;
  readonly expires_in: number;
  readonly error: string;
  readonly error_description: string;
}
