import { decodeJwt, errors } from 'jose';
import type { ClientCredentials } from '#kernel/context/client-tokens.js';
import type { Form } from './form.js';
import { OAuthError } from './oauth-error.js';

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/**
 * How a client says who it is: by Basic, in the body, or by a JWT of its own (RFC 6749, 2.3; RFC 7523, 2.2), and by one of them
 * only, for of two the one that was checked might not be the one that was meant.
 */
export function credentialsOf(authorization: string | undefined, form: Form): ClientCredentials {
  const [assertion, type] = [form.get('client_assertion'), form.get('client_assertion_type')];
  const ways = [authorization, form.get('client_secret'), assertion ?? type].filter((way) => way !== undefined);
  if (ways.length > 1)
    throw new OAuthError(
      'invalid_request',
      'Authenticate in one way: by the Authorization header, by client_secret, or by client_assertion.',
    );
  if (authorization !== undefined) return agreeing(fromBasic(authorization), form);
  if (assertion !== undefined || type !== undefined) return agreeing(fromAssertion(assertion, type), form);
  const [clientId, secret] = [form.get('client_id'), form.get('client_secret')];
  if (clientId === undefined || secret === undefined)
    throw new OAuthError('invalid_client', 'Say who you are: send client_id and client_secret, or a client_assertion.');
  return { clientId, secret, assertion: null };
}

/** Both halves are form-encoded before they are joined, which clients of plain letters never notice. */
function fromBasic(header: string): ClientCredentials {
  const encoded = /^Basic +([A-Za-z0-9+/]+=*)$/i.exec(header)?.[1];
  const [id, ...secret] = Buffer.from(encoded ?? '', 'base64')
    .toString('utf8')
    .split(':');
  if (!id || secret.length === 0)
    throw new OAuthError('invalid_client', 'The Authorization header is not Basic with client_id and client_secret.');
  return { clientId: formDecoded(id), secret: formDecoded(secret.join(':')), assertion: null };
}

function fromAssertion(assertion: string | undefined, type: string | undefined): ClientCredentials {
  if (assertion === undefined || type !== assertionType) {
    throw new OAuthError('invalid_request', `Send client_assertion together with client_assertion_type=${assertionType}.`);
  }
  return { clientId: subjectOf(assertion), secret: null, assertion };
}

/** Whom it says that it is of, which decides no more than by whose keys it is checked. */
function subjectOf(assertion: string): string {
  try {
    return decodeJwt(assertion).sub ?? '';
  } catch (error) {
    if (error instanceof errors.JOSEError) throw new OAuthError('invalid_client', 'The client_assertion is no signed JWT.');
    throw error;
  }
}

function agreeing(credentials: ClientCredentials, form: Form): ClientCredentials {
  const said = form.get('client_id');
  if (said !== undefined && said !== credentials.clientId)
    throw new OAuthError('invalid_request', 'client_id is not the client that authenticates.');
  return credentials;
}

function formDecoded(text: string): string {
  return new URLSearchParams(`value=${text.replaceAll('&', '%26')}`).get('value') ?? '';
}
