import { Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, ReferencesColumn, TenantEntity } from '#kernel/database/columns.js';
import { branchesFor, type RequestContext } from '#kernel/context/request-context.js';
import { sql, type Sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { Node } from '#kernel/graph/node.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { defineLoader } from '#kernel/subgraph/loader.js';

export const reading = 'webhooks:read';
export const managing = 'webhooks:manage';

export enum WebhookEndpointStatus {
  ENABLED = 'ENABLED',
  DISABLED = 'DISABLED',
}

registerEnumType(WebhookEndpointStatus, {
  name: 'WebhookEndpointStatus',
  description: 'Whether an endpoint is sent anything.',
  valuesConfig: {
    ENABLED: { description: 'It is told of what happens.' },
    DISABLED: { description: 'Nothing is sent to it, as `disabledReason` says; `enableWebhookEndpoint` changes that.' },
  },
});

export enum WebhookSignatureKind {
  HMAC_SHA256 = 'HMAC_SHA256',
  ED25519 = 'ED25519',
}

registerEnumType(WebhookSignatureKind, {
  name: 'WebhookSignatureKind',
  description: 'How messages are signed (Standard Webhooks).',
  valuesConfig: {
    HMAC_SHA256: { description: 'By a secret that both sides have, `whsec_…`: signatures `v1`.' },
    ED25519: { description: 'By a key that only CareGraph has; you check by its public half, `whpk_…`: signatures `v1a`.' },
  },
});

@Entity('webhook_endpoints')
@ObjectType({
  implements: Node,
  description:
    'A server that is told of what happens, after Standard Webhooks. Messages hold ids only, may come twice, and may overtake each other.',
})
@Directive('@key(fields: "id")')
@Access('webhooks:read')
export class WebhookEndpoint extends TenantEntity implements Node {
  @IdColumn('webhook')
  id: string;

  @ReferenceColumn('client', { nullable: true })
  @Field(() => ID, {
    simple: true,
    nullable: true,
    description: "The API client whose it is, which hears what its scopes, branches and consents allow; null when it is the tenant's own.",
  })
  clientId: string | null;

  @Column('text')
  @Field(() => String, { simple: true, description: 'Where it answers.' })
  url: string;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'For people to read.' })
  description: string | null;

  @Column('text', { array: true })
  @Field(() => [String], { simple: true, description: 'What it is told of: types of events, or all of a kind as in `order.*`.' })
  eventTypes: string[];

  @Column('boolean')
  @Field(() => Boolean, { simple: true, description: 'Whether it is told of events at all branches, present and future.' })
  everyBranch: boolean;

  @ReferencesColumn('branch')
  branchIds: string[];

  @Column('text')
  @Field(() => WebhookSignatureKind, { simple: true, description: 'How messages to it are signed.' })
  signatureKind: WebhookSignatureKind;

  @Column({ type: 'timestamptz', precision: 3 })
  @Field(() => DateTimeScalar, { simple: true, description: 'When the newest key was made by which messages are signed.' })
  keyMadeAt: Date;

  @Column('text')
  @Field(() => WebhookEndpointStatus, { simple: true, description: 'Whether it is sent anything.' })
  status: WebhookEndpointStatus;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'Since when nothing is sent to it.' })
  disabledAt: Date | null;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'Why nothing is sent to it; null when it was switched off by hand.' })
  disabledReason: string | null;
}

/** Those that exist for the caller: for a client its own, for others those that are told of no branch beyond their reach. */
export function ownedBy(request: RequestContext, permission: string, endpoint: Sql = sql`webhook_endpoints`): Sql {
  const { actor } = request;
  if (actor.kind === 'client') return sql`${endpoint}.client_id = ${toUuid('client', actor.id ?? '')}`;
  const reach = branchesFor(request, permission);
  if (reach === 'all') return sql`true`;
  return sql`(not ${endpoint}.every_branch and ${endpoint}.branch_ids <@ ${reach.map((id) => toUuid('branch', id))}::uuid[])`;
}

export const webhookEndpointById = defineLoader<string, WebhookEndpoint>('webhook endpoint', async ({ db, request }, ids) => {
  const uuids = ids.map((id) => toUuid('webhook', id));
  const found = await db.all(WebhookEndpoint, sql`where id = any (${uuids}::uuid[]) and ${ownedBy(request, reading)}`);
  return new Map(found.map((endpoint) => [endpoint.id, endpoint]));
});
