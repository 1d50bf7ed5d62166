/** Where the endpoints of OAuth are, below the public address. */
export const oauthPaths = {
  discovery: '/.well-known/oauth-authorization-server',
  keys: '/.well-known/jwks.json',
  token: '/oauth/token',
  introspection: '/oauth/introspect',
  revocation: '/oauth/revoke',
} as const;

const authenticationMethods = ['client_secret_basic', 'client_secret_post', 'private_key_jwt'];
const assertionAlgorithms = ['EdDSA', 'Ed25519', 'ES256', 'RS256'];

/** What a program can learn of this authorization server by its address alone (RFC 8414). */
export function discoveryDocument(issuer: string): Record<string, string | readonly string[]> {
  return {
    issuer,
    token_endpoint: `${issuer}${oauthPaths.token}`,
    introspection_endpoint: `${issuer}${oauthPaths.introspection}`,
    revocation_endpoint: `${issuer}${oauthPaths.revocation}`,
    jwks_uri: `${issuer}${oauthPaths.keys}`,
    grant_types_supported: ['client_credentials'],
    // Required by the RFC, and empty: nobody is sent here by a browser.
    response_types_supported: [],
    ...Object.fromEntries(
      ['token', 'introspection', 'revocation'].flatMap((endpoint) => [
        [`${endpoint}_endpoint_auth_methods_supported`, authenticationMethods],
        [`${endpoint}_endpoint_auth_signing_alg_values_supported`, assertionAlgorithms],
      ]),
    ),
  };
}
