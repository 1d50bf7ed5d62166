import { eventually } from '#kernel/testing/eventually.js';
import type { Answer, GraphClient } from '../end-to-end/client.js';

export interface ClientOptions {
  readonly scopes: readonly string[];
  readonly purpose?: string;
  readonly branchIds?: readonly string[];
}

const treatment = 'TREAT';

/** A program of somebody else's, with an API key that the tenant's owner made for it. */
export class ThirdParty {
  private constructor(
    private readonly url: string,
    readonly id: string,
    readonly key: string,
    private readonly options: ClientOptions,
  ) {}

  static async make(url: string, owner: GraphClient, options: ClientOptions): Promise<ThirdParty> {
    const { scopes, purpose = treatment, branchIds } = options;
    const made = await owner.send<{ createApiClient: { client: { id: string } | null; userErrors: object[] } }>({
      query: 'mutation ($input: CreateApiClientInput!) { createApiClient(input: $input) { client { id } userErrors { message field } } }',
      variables: { input: { name: `Client ${Math.random()}`, purpose, scopes, branchIds } },
    });
    const id = made.data?.createApiClient.client?.id;
    if (!id) throw new Error(`No client was made: ${made.text}`);
    const issued = await owner.send<{ createApiKey: { key: string | null } }>({
      query: 'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { key userErrors { message field } } }',
      variables: { input: { clientId: id, name: 'test' } },
    });
    const key = issued.data?.createApiKey.key;
    if (!key) throw new Error(`No key was made: ${issued.text}`);
    return new ThirdParty(url, id, key, options);
  }

  /** The patient consents to all that the client may do, for its purpose. In the other subgraphs it holds when the event is there. */
  async getConsent(owner: GraphClient, patientId: string): Promise<void> {
    const { data, text } = await owner.send<{ recordConsent: { consent: object | null } }>({
      query: 'mutation ($input: RecordConsentInput!) { recordConsent(input: $input) { consent { id } userErrors { message field } } }',
      variables: {
        input: {
          patientId,
          clientId: this.id,
          purposes: [this.options.purpose ?? treatment],
          scopes: this.options.scopes,
          note: 'Said at the desk',
        },
      },
    });
    if (!data?.recordConsent.consent) throw new Error(`The consent was not recorded: ${text}`);
  }

  async send<Data = Record<string, unknown>>(body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answer<Data>> {
    const response = await fetch(`${this.url}/public/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.key}`, ...headers },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    const { data, errors } = (text.startsWith('{') ? JSON.parse(text) : {}) as Pick<Answer<Data>, 'data' | 'errors'>;
    return { status: response.status, headers: response.headers, data, errors, text };
  }

  /** What a query answers; fails on errors. */
  async ask<Data>(query: string, variables: object = {}): Promise<Data> {
    const { data, errors, text } = await this.send<Data>({ query, variables });
    if (errors || !data) throw new Error(text);
    return data;
  }

  /** The same as soon as a consent has come to where it is done. */
  consented<Payload>(mutation: string, input: object, fields: string): Promise<Payload> {
    return eventually(
      () => this.do<Payload>(mutation, input, fields).catch(() => null),
      (done) => done !== null,
    ) as Promise<Payload>;
  }

  /** What a mutation answers, by its name and the fields of its payload; fails when it is refused. */
  async do<Payload>(mutation: string, input: object, fields: string): Promise<Payload> {
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { done: ${mutation}(input: $input) { ${fields} userErrors { code message field } } }`;
    const { done } = await this.ask<{ done: Payload & { userErrors: object[] } }>(query, { input });
    if (done.userErrors.length > 0) throw new Error(JSON.stringify(done.userErrors));
    return done;
  }
}
