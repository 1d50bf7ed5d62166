import { OAuthError } from './oauth-error.js';

/** The parameters of a request, each said once. */
export type Form = ReadonlyMap<string, string>;

const mostParameters = 20;

/** Reads a form-encoded body. A parameter twice is refused (RFC 6749, 3.2), one without a value is left out. */
export function parseForm(body: string): Form {
  const form = new Map<string, string>();
  const pairs = [...new URLSearchParams(body)];
  if (pairs.length > mostParameters) throw new OAuthError('invalid_request', `Send at most ${mostParameters} parameters.`);
  const seen = new Set<string>();
  for (const [name, value] of pairs) {
    if (seen.has(name)) throw new OAuthError('invalid_request', `Send each parameter once: "${name.slice(0, 60)}" is there twice.`);
    seen.add(name);
    if (value !== '') form.set(name, value);
  }
  return form;
}

export function required(form: Form, name: string): string {
  const value = form.get(name);
  if (value === undefined) throw new OAuthError('invalid_request', `Send the parameter "${name}".`);
  return value;
}
