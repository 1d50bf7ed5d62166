/** What the public graph asks of the subgraph that keeps its clients' operations. The field is `@inaccessible`: only the gateway can select it. */

/** The document of a client's manifest with this hash; null when it has none. */
export const clientOperationQuery = `query ClientOperation($tenant: ID!, $client: ID!, $hash: String!) {
  clientOperation(tenant: $tenant, client: $client, hash: $hash)
}`;

export interface ClientOperationVariables {
  /** `tenant_…` */
  readonly tenant: string;
  /** `client_…` */
  readonly client: string;
  /** SHA-256 of the document's UTF-8, in hex. */
  readonly hash: string;
}
