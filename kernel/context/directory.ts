/**
 * What the gateway asks of the subgraph that knows tenants and people, in the graph's own language, so that it works the
 * same in one process and across services. The fields are `@inaccessible`: only the gateway can select them.
 */

/** Finds the tenant by id, subdomain or host, and, for a token's bearer, whether its session still stands and what it may do. */
export const admissionQuery = `query Admission($tenant: String, $host: String, $actor: ID, $session: ID, $branch: ID) {
  admission(tenant: $tenant, host: $host, actor: $actor, session: $session, branch: $branch) {
    tenant { id subdomain status locale }
    actor { kind id sessionId grants { role permissions everyBranch branches } }
    branch
  }
}`;

export interface AdmissionVariables {
  /** `tenant_…` or a subdomain, as `X-Tenant-ID` or a token names it. */
  readonly tenant?: string | null;
  /** Host header without port, when no id is known: a subdomain of the platform's own domain, or a custom domain. */
  readonly host?: string | null;
  readonly actor?: string | null;
  readonly session?: string | null;
  readonly branch?: string | null;
}

export interface AdmissionResult {
  /** Null when nothing matches. */
  readonly tenant: { readonly id: string; readonly subdomain: string; readonly status: 'ACTIVE' | 'SUSPENDED'; readonly locale: string } | null;
  /** Null when no actor was named, or when its session was revoked or has ended, or it was deactivated. */
  readonly actor: {
    readonly kind: 'STAFF' | 'CLIENT';
    readonly id: string;
    readonly sessionId: string | null;
    readonly grants: readonly AdmittedGrant[];
  } | null;
  /** The branch asked about, when it is the tenant's; null otherwise. */
  readonly branch: string | null;
}

export interface AdmittedGrant {
  readonly role: string;
  readonly permissions: readonly string[];
  readonly everyBranch: boolean;
  readonly branches: readonly string[];
}

/** The public keys that sign access tokens, as a JSON Web Key Set (RFC 7517). */
export const signingKeysQuery = `query SigningKeys { signingKeys }`;

/** Claims of an access token beside the registered ones: `sub` is the actor, `aud` is `caregraph`, `iss` the platform. */
export interface AccessTokenClaims {
  readonly sub: string;
  readonly tenant: string;
  readonly sid: string;
  /** When it expires, in seconds since 1970. */
  readonly exp: number;
}

export const accessTokenIssuer = 'caregraph-platform';
export const accessTokenAudience = 'caregraph';

/** The operations behind the cookie session endpoints. */
export const sessionOperations = {
  login: `mutation Login($input: LoginInput!) {
    login(input: $input) { accessToken refreshToken accessTokenExpiresAt refreshTokenExpiresAt userErrors { code message field } }
  }`,
  refresh: `mutation RefreshSession($input: RefreshSessionInput!) {
    refreshSession(input: $input) { accessToken refreshToken accessTokenExpiresAt refreshTokenExpiresAt userErrors { code message field } }
  }`,
  logout: `mutation Logout { logout(input: {}) { userErrors { code message } } }`,
} as const;
