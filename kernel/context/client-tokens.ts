/**
 * What the gateway's OAuth endpoints have done by the subgraph that knows clients, in the graph's own language. The fields are
 * `@inaccessible`: only the gateway can select them, so that `issuer` is always the address by which it was asked.
 */

/** By what a client showed who it is: its secret, or a JWT signed by its own key (RFC 7523). */
export interface ClientCredentials {
  readonly clientId: string;
  readonly secret: string | null;
  readonly assertion: string | null;
}

/** Answered in place of anything else when the request is refused: an error of RFC 6749, and what to do. */
export interface OAuthRefusal {
  readonly error: string | null;
  readonly errorDescription: string | null;
}

export interface IssuedToken extends OAuthRefusal {
  readonly accessToken: string | null;
  readonly expiresIn: number | null;
  readonly scope: string | null;
}

export interface IntrospectedToken extends OAuthRefusal {
  /** Null when it is no token of the client's, or has ended. */
  readonly token: {
    readonly clientId: string;
    readonly scope: string;
    readonly jti: string;
    readonly issuedAt: number;
    readonly expiresAt: number;
  } | null;
}

const parameters = '$issuer: String!, $clientId: String!, $secret: String, $assertion: String';
const credentials = 'issuer: $issuer, clientId: $clientId, secret: $secret, assertion: $assertion';

export const clientTokenOperations = {
  issue: `mutation IssueClientToken(${parameters}, $scope: String) {
    issueClientToken(${credentials}, scope: $scope) { accessToken expiresIn scope error errorDescription }
  }`,
  introspect: `mutation IntrospectClientToken(${parameters}, $token: String!) {
    introspectClientToken(${credentials}, token: $token) { token { clientId scope jti issuedAt expiresAt } error errorDescription }
  }`,
  revoke: `mutation RevokeClientToken(${parameters}, $token: String!) {
    revokeClientToken(${credentials}, token: $token) { error errorDescription }
  }`,
} as const;

/** Where tokens are asked for, below the issuer's address: also what a client's own JWT may name as its audience. */
export const tokenPath = '/oauth/token';
