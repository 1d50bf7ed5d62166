/** What the public graph asks of the subgraph that knows its clients. The fields are `@inaccessible`: only the gateway can select them. */

import type { AdmissionResult } from './directory.js';

/** Finds a client with its tenant, by the claims of its access token or by its API key, and what it may do right now. */
export const clientAdmissionQuery = `query ClientAdmission($client: ID, $token: String, $key: String) {
  clientAdmission(client: $client, token: $token, key: $key) {
    tenant { id subdomain status locale }
    plan
    client { id kind purpose permissions everyBranch branches lockedToOperations }
    usedToday
  }
}`;

export interface ClientAdmissionVariables {
  /** `client_…`, of an access token. */
  readonly client?: string | null;
  /** The token's `jti`, which may have been revoked. */
  readonly token?: string | null;
  /** An API key, whole, in place of both. */
  readonly key?: string | null;
}

export interface ClientAdmission {
  readonly tenant: NonNullable<AdmissionResult['tenant']>;
  /** What the tenant has subscribed to, by which its clients' rates and quotas go. */
  readonly plan: 'STARTER' | 'GROWTH' | 'ENTERPRISE';
  readonly client: AdmittedClient;
  /** Cost units that the client has used since midnight UTC, as far as they were reported. */
  readonly usedToday: number;
}

export interface AdmittedClient {
  readonly id: string;
  /** Of a tenant that is a sandbox, or of one that is real: never one for the other. */
  readonly kind: 'TEST' | 'LIVE';
  /** Why it asks: a code of HL7 v3 PurposeOfUse. */
  readonly purpose: string;
  readonly permissions: readonly string[];
  readonly everyBranch: boolean;
  readonly branches: readonly string[];
  /** Only the operations of its manifest are run for it. */
  readonly lockedToOperations: boolean;
}

/** Claims of a client's access token (RFC 9068) that decide; `iss`, `iat` and `scope` stand in it too. */
export interface ClientTokenClaims {
  /** `client_…`, also its `client_id`. */
  readonly sub: string;
  readonly tenant: string;
  readonly jti: string;
  readonly exp: number;
  /** A token may ask for less than its client may do. */
  readonly scope: readonly string[];
}

/** The `aud` of clients' tokens: the internal graph, whose own is `accessTokenAudience`, refuses them, and the public one refuses its. */
export const clientTokenAudience = 'caregraph-public';
