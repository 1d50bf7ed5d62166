import type { DemoLogin } from '../explorer-config.js';

/** Who the explorer speaks for: the headers that say so, and a name for the eye. */
export interface Session {
  readonly label: string;
  readonly headers: Readonly<Record<string, string>>;
}

const loginMutation = 'mutation ($input: LoginInput!) { login(input: $input) { accessToken userErrors { code message } } }';

interface LoginAnswer {
  readonly data?: {
    readonly login?: { readonly accessToken?: string | null; readonly userErrors?: readonly { readonly message: string }[] } | null;
  } | null;
  readonly errors?: readonly { readonly message: string }[];
}

/** Signs in as a demo person. Throws an `Error` with the graph's own sentence when it refuses. */
export async function signIn(endpoint: string, { label, tenant, email, password }: DemoLogin): Promise<Session> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'X-Tenant-ID': tenant },
    body: JSON.stringify({ query: loginMutation, variables: { input: { email, password } } }),
  });
  const { data, errors } = (await response.json()) as LoginAnswer;
  const token = data?.login?.accessToken;
  if (!token)
    throw new Error(
      data?.login?.userErrors?.[0]?.message ?? errors?.[0]?.message ?? `The graph answered ${response.status} without a token.`,
    );
  return { label, headers: { Authorization: `Bearer ${token}`, 'X-Tenant-ID': tenant } };
}

const sessionHeaders = ['authorization', 'x-tenant-id'];

/** The header editor's text with the session's headers in place of an earlier one's; null signs out. Other headers stay. */
export function withSession(text: string, session: Session | null): string {
  const others = Object.entries(headersIn(text)).filter(([name]) => !sessionHeaders.includes(name.toLowerCase()));
  const headers = { ...session?.headers, ...Object.fromEntries(others) };
  return Object.keys(headers).length > 0 ? JSON.stringify(headers, null, 2) : '';
}

/** Half-typed headers cannot be merged into; they give way. */
function headersIn(text: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(text || '{}');
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? { ...parsed } : {};
  } catch {
    return {};
  }
}

const storageKey = 'caregraph:session';

export function storedSession(): Session | null {
  const text = sessionStorage.getItem(storageKey);
  return text === null ? null : (JSON.parse(text) as Session);
}

export function storeSession(session: Session | null): void {
  if (session) sessionStorage.setItem(storageKey, JSON.stringify(session));
  else sessionStorage.removeItem(storageKey);
}
