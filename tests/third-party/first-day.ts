import { Webhook } from 'standardwebhooks';
import { eventually } from '#kernel/testing/eventually.js';
import type { HttpProvider } from '#kernel/testing/http-provider.js';
import { onceConsented } from './once-consented.js';

/** What the administrator of a tenant hands to a third party. */
export interface Credential {
  readonly clientId: string;
  readonly secret: string;
}

export interface Place {
  readonly branchId: string;
  readonly performerBranchId: string;
}

export interface Day {
  readonly patients: readonly { readonly id: string; readonly name: string }[];
  readonly order: { readonly id: string; readonly number: string; readonly status: string };
  readonly told: readonly string[];
  readonly exported: readonly { readonly id: string; readonly number: string }[];
}

interface Discovery {
  readonly token_endpoint: string;
}

/** The program of somebody who was handed a credential and the address of the portal, and knows nothing else. */
export class FirstDay {
  private constructor(
    private readonly endpoint: string,
    private readonly token: string,
  ) {}

  /** Reads the portal as a person would, page after page from its first, until both addresses are found; then gets a token. */
  static async begin(portal: string, { clientId, secret }: Credential): Promise<FirstDay> {
    const pages = await pagesOf(portal);
    const endpoint = addressIn(pages, /https?:\/\/[^\s"'<>\\]+\/public\/graphql/);
    const discovery = addressIn(pages, /https?:\/\/[^\s"'<>\\]+\/\.well-known\/oauth-authorization-server/);
    const { token_endpoint } = (await (await fetch(discovery)).json()) as Discovery;
    const response = await fetch(token_endpoint, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    const { access_token } = (await response.json()) as { access_token?: string };
    if (!access_token) throw new Error(`No token was given: ${response.status}`);
    return new FirstDay(endpoint, access_token);
  }

  /** Lists patients, has its server told, orders an examination for the first of them, follows it, and exports all its orders. */
  async work(place: Place, server: HttpProvider): Promise<Day> {
    const { patients } = await this.ask<{ patients: { nodes: Day['patients'] } }>('{ patients(first: 100) { nodes { id name } } }');
    const secret = await this.listen(server.url);
    const order = await this.order(place, patients.nodes[0]?.id ?? '');
    const told = await this.hear(server, secret, order.id);
    const { node } = await this.ask<{ node: Day['order'] }>(`query ($id: ID!) { node(id: $id) { ... on Order { id number status } } }`, {
      id: order.id,
    });
    return { patients: patients.nodes, order: node, told, exported: await this.export() };
  }

  private async listen(url: string): Promise<string> {
    const input = { url, eventTypes: ['order.*'] };
    return (await this.do<{ secret: string }>('createWebhookEndpoint', input, 'secret')).secret;
  }

  private async order({ branchId, performerBranchId }: Place, patientId: string): Promise<Day['order']> {
    const { products } = await this.ask<{ products: { nodes: { id: string; name: string }[] } }>(
      '{ products(first: 100) { nodes { id name } } }',
    );
    const examination = products.nodes.find(({ name }) => name === 'Complete blood count');
    if (!examination) throw new Error('The catalogue has no blood count');
    const input = {
      ...{ branchId, performerBranchId, patientId, type: 'LAB_SAMPLE', deliveryMode: 'COURIER', place: true },
      lines: [{ productId: examination.id, quantity: 1 }],
    };
    const made = await onceConsented(
      () => this.do<{ order: Day['order'] }>('createOrder', input, 'order { id number status }'),
      ({ message }) => message.includes('"code":"FORBIDDEN"'),
    );
    return made.order;
  }

  /** The types of what was told of the order; every message must be signed. */
  private hear(server: HttpProvider, secret: string, orderId: string): Promise<readonly string[]> {
    const verifier = new Webhook(secret);
    const types = () =>
      server.asked
        .map(({ body, headers }) => verifier.verify(body, headers as Record<string, string>) as { type: string; data: { id: string } })
        .filter(({ data }) => data.id === orderId)
        .map(({ type }) => type);
    return eventually(
      () => Promise.resolve(types()),
      (heard) => heard.includes('order.placed'),
      90_000,
    );
  }

  private async export(): Promise<Day['exported']> {
    const input = { query: '{ orders { nodes { id number } } }' };
    const started = await this.do<{ export: { id: string } }>('startExport', input, 'export { id }');
    const ended = await eventually(
      async () => {
        const answer = await this.ask<{ export: { status: string; error: string | null; url: string | null } }>(
          'query ($id: ID!) { export(id: $id) { status error url } }',
          { id: started.export.id },
        );
        return answer.export;
      },
      ({ status }) => status !== 'QUEUED' && status !== 'RUNNING',
      90_000,
    );
    if (!ended.url) throw new Error(`${ended.status}: ${ended.error ?? ''}`);
    const file = await fetch(ended.url, { headers: { authorization: `Bearer ${this.token}` } });
    const lines = (await file.text()).trimEnd().split('\n');
    return lines.map((line) => JSON.parse(line) as Day['exported'][number]);
  }

  private async do<Payload>(mutation: string, input: object, fields: string): Promise<Payload> {
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { done: ${mutation}(input: $input) { ${fields} userErrors { code message field } } }`;
    const { done } = await this.ask<{ done: Payload & { userErrors: object[] } }>(query, { input }, crypto.randomUUID());
    if (done.userErrors.length > 0) throw new Error(JSON.stringify(done.userErrors));
    return done;
  }

  private async ask<Data>(query: string, variables: object = {}, key?: string): Promise<Data> {
    const response = await fetch(this.endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.token}`, ...(key ? { 'idempotency-key': key } : {}) },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as { data?: Data; errors?: object[] };
    if (!data || errors) throw new Error(JSON.stringify(errors));
    return data;
  }
}

/** The portal's pages, from its first and by its own links. */
async function pagesOf(portal: string): Promise<string[]> {
  const seen = new Map<string, string>();
  const waiting = [portal];
  for (let next = waiting.pop(); next !== undefined && seen.size < 200; next = waiting.pop()) {
    if (seen.has(next)) continue;
    const response = await fetch(next);
    const isPage = response.headers.get('content-type')?.startsWith('text/html') === true;
    const text = isPage ? await response.text() : '';
    seen.set(next, text);
    for (const [, href = ''] of text.matchAll(/<a [^>]*href="([^"#]+)/g)) {
      const link = new URL(href, next).href;
      if (link.startsWith(portal)) waiting.push(link);
    }
  }
  return [...seen.values()];
}

function addressIn(pages: readonly string[], pattern: RegExp): string {
  const found = pages.map((page) => pattern.exec(page.replaceAll(/<[^>]+>/g, ''))?.[0]).find((address) => address !== undefined);
  if (!found) throw new Error(`The portal does not say where: ${pattern.source}`);
  return found;
}
