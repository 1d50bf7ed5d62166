import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { LoginDocument } from './generated/graphql.js';
import { demoPassword } from '../../app/seed/demo-data.js';

export interface Answer<Data> {
  readonly status: number;
  readonly headers: Headers;
  readonly data: Data | null | undefined;
  readonly errors: readonly { message: string; path?: (string | number)[]; extensions: { code: string } }[] | undefined;
  readonly text: string;
}

/** A frontend's way to the graph: typed documents over HTTP, as one person at one tenant. */
export class GraphClient {
  constructor(
    private readonly url: string,
    private readonly headers: Readonly<Record<string, string>>,
  ) {}

  /** Signs a demo person in: `owner@steppe.example` at steppe. */
  static async signIn(url: string, tenant: string, person = 'owner'): Promise<GraphClient> {
    const visitor = new GraphClient(url, { 'x-tenant-id': tenant });
    const { data } = await visitor.run(LoginDocument, { input: { email: `${person}@${tenant}.example`, password: demoPassword } });
    if (!data?.login.accessToken) throw new Error(`${person} could not sign in at ${tenant}`);
    return new GraphClient(url, { authorization: `Bearer ${data.login.accessToken}` });
  }

  with(headers: Readonly<Record<string, string>>): GraphClient {
    return new GraphClient(this.url, { ...this.headers, ...headers });
  }

  get token(): string {
    return this.headers['authorization']?.replace('Bearer ', '') ?? '';
  }

  run<Data, Variables>(document: TypedDocumentNode<Data, Variables>, variables: Variables): Promise<Answer<Data>> {
    return this.send<Data>({ query: print(document), variables });
  }

  async send<Data = Record<string, unknown>>(body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answer<Data>> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...this.headers, ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await response.text();
    const { data, errors } = (text.startsWith('{') ? JSON.parse(text) : {}) as Pick<Answer<Data>, 'data' | 'errors'>;
    return { status: response.status, headers: response.headers, data, errors, text };
  }
}
