import type { JWK } from 'jose';
import { Directive, Field, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferencesColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf, OrderDirection } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { PurposeOfUse } from '#kernel/graph/purpose-of-use.js';
import { defineList } from '#kernel/subgraph/list.js';
import { loaderById } from '#kernel/subgraph/loader.js';
import { TenantMode } from '../tenants/tenant.js';

export enum ApiClientStatus {
  ACTIVE = 'ACTIVE',
  DEACTIVATED = 'DEACTIVATED',
}

registerEnumType(ApiClientStatus, {
  name: 'ApiClientStatus',
  description: 'Whether a client may ask.',
  valuesConfig: { ACTIVE: { description: 'It may.' }, DEACTIVATED: { description: 'It may not; the record stays.' } },
});

@ObjectType({ description: "The public half of a client's own key, by which its assertions are checked." })
export class ClientPublicKey {
  @Field(() => String, { simple: true, description: 'By which an assertion names it (`kid`).' })
  keyId: string;

  @Field(() => String, { simple: true, description: 'How it signs: `EdDSA`, `ES256` or `RS256`.' })
  algorithm: string;
}

/** What it may do is told only to who may see clients; its name to everybody who works for the tenant, for consents name it. */
@Entity('api_clients')
@ObjectType({
  implements: Node,
  description: "A third party's program: a lab system, an insurer, a marketplace. It asks the public graph, and nothing beyond its scopes.",
})
@Directive('@key(fields: "id")')
@Access('signed-in')
export class ApiClient extends TenantEntity implements Node {
  @IdColumn('client')
  id: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'For people to read; unique in the tenant.' })
  name: string;

  @Column('text')
  nameKey: string;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'What it is for, and whose.' })
  description: string | null;

  @Column('text')
  @Field(() => ApiClientStatus, { simple: true, description: 'Whether it may ask.' })
  status: ApiClientStatus;

  @Column('text')
  @Field(() => TenantMode, { simple: true, description: 'Of a real tenant, or of a sandbox.' })
  kind: TenantMode;

  @Column('text')
  @Field(() => PurposeOfUse, { simple: true, description: 'Why it asks; patients consent to a purpose.' })
  purpose: PurposeOfUse;

  @Column('text', { array: true })
  @Field(() => [String], { simple: true, description: 'Permissions that it has, each also a scope of OAuth: `orders:place`.' })
  @Access('clients:read')
  scopes: string[];

  @Column('boolean')
  @Field(() => Boolean, { simple: true, description: 'At all branches, present and future.' })
  @Access('clients:read')
  everyBranch: boolean;

  @ReferencesColumn('branch')
  branchIds: string[];

  @Column('jsonb')
  publicKeys: JWK[];

  @Column('boolean')
  @Field(() => Boolean, { simple: true, description: 'Whether only the operations that were published for it are run.' })
  @Access('clients:read')
  lockedToOperations: boolean;
}

export const ApiClientConnection = connectionOf(ApiClient, 'ApiClient');

export const apiClientById = loaderById(ApiClient);

export enum ApiClientOrderField {
  NAME = 'NAME',
}

export const clientsByName = { field: ApiClientOrderField.NAME, direction: OrderDirection.ASC };

export const apiClientList = defineList<ApiClient, ApiClientOrderField>({
  name: 'apiClients',
  entity: ApiClient,
  orders: { NAME: ['nameKey'] },
});

/** Where it may use its scopes, as grants say it. */
export function branchesOf({ everyBranch, branchIds }: Pick<ApiClient, 'everyBranch' | 'branchIds'>): 'all' | readonly string[] {
  return everyBranch ? 'all' : branchIds;
}
