import { keepKnownConsents } from '#kernel/consents/known-consents.js';
import { defineSubgraph, reference } from '#kernel/subgraph/definition.js';
import { AdmissionResolver } from './admission/admission.resolver.js';
import { Branch, branchById, Department, departmentById } from './branches/branch.js';
import { BranchResolver, DepartmentResolver } from './branches/branch.resolver.js';
import { ClientAdmissionResolver } from './clients/admission/client-admission.resolver.js';
import { ApiClient, apiClientById } from './clients/api-client.js';
import { ApiClientResolver, ApiKeyResolver, ClientSecretResolver } from './clients/api-client.resolver.js';
import { ApiKey } from './clients/api-key.js';
import { ClientSecret } from './clients/client-secret.js';
import { ClientTokenResolver } from './clients/tokens/client-token.resolver.js';
import {
  branchCreated,
  branchUpdated,
  exportEnded,
  noticeGiven,
  sessionRevoked,
  staffCreated,
  staffUpdated,
  teamUpdated,
  tenantCreated,
  tenantUpdated,
  webhookEndpointDisabled,
} from './events.js';
import { discardExport } from './exports/discarding.js';
import { exportFile } from './exports/downloading.js';
import { Export, exportById } from './exports/export.js';
import { ExportResolver } from './exports/export.resolver.js';
import { forgetExports } from './exports/forgetting.js';
import { resumeExports, runExport } from './exports/running.js';
import { givenNotices } from './feeds.js';
import { Notice, NoticeReceipt, receiptById } from './notices/notice.js';
import { NoticeResolver } from './notices/notice.resolver.js';
import { giveNotices, mailNotice } from './notices/telling.js';
import { ClientOperation } from './operations/client-operation.js';
import { OperationResolver } from './operations/operation.resolver.js';
import { publicPart } from './public-part.js';
import { CustomRole } from './roles/role.js';
import { RoleResolver } from './roles/role.resolver.js';
import { SandboxResolver } from './sandbox/sandbox.resolver.js';
import { suspendFormerSandbox } from './sandbox/suspending.js';
import { Session } from './sessions/session.js';
import { SessionResolver } from './sessions/session.resolver.js';
import { Staff, staffById, StaffGrant } from './staff/staff.js';
import { StaffGrantResolver, StaffResolver } from './staff/staff.resolver.js';
import { Team, teamById } from './teams/team.js';
import { TeamResolver } from './teams/team.resolver.js';
import { Tenant, tenantById } from './tenants/tenant.js';
import { TenantResolver } from './tenants/tenant.resolver.js';
import { forgetUsage } from './usage/usage-forgetting.js';
import { UsageResolver } from './usage/usage.resolver.js';
import { findPatient, hearEvents, tellWhatCameBefore } from './webhooks/hearing.js';
import { sweepWebhookEvents } from './webhooks/replaying.js';
import { sendSlowWebhooks, sendWebhooks } from './webhooks/sending.js';
import { WebhookAttempt } from './webhooks/webhook-attempt.js';
import { WebhookDelivery, webhookDeliveryById } from './webhooks/webhook-delivery.js';
import { WebhookEndpoint, webhookEndpointById } from './webhooks/webhook-endpoint.js';
import { WebhookDeliveryResolver, WebhookEndpointResolver } from './webhooks/webhook.resolver.js';

/** Who uses the platform: tenants, branches, people, roles and sessions; and, for the gateway, whom to let in. */
export const platform = defineSubgraph({
  name: 'platform',
  entities: [
    ...[Tenant, Branch, Department, Staff, StaffGrant, CustomRole, Session, Team, Notice, NoticeReceipt],
    ...[ApiClient, ClientSecret, ApiKey, ClientOperation, Export, WebhookEndpoint, WebhookDelivery, WebhookAttempt],
  ],
  resolvers: [
    AdmissionResolver,
    TenantResolver,
    BranchResolver,
    DepartmentResolver,
    StaffResolver,
    StaffGrantResolver,
    RoleResolver,
    SessionResolver,
    TeamResolver,
    NoticeResolver,
    ApiClientResolver,
    ClientSecretResolver,
    ApiKeyResolver,
    ClientAdmissionResolver,
    ClientTokenResolver,
    ExportResolver,
    WebhookEndpointResolver,
    WebhookDeliveryResolver,
    SandboxResolver,
    OperationResolver,
    UsageResolver,
  ],
  migrations: new URL('./migrations/', import.meta.url),
  references: [
    reference('Tenant', 'tenant', tenantById),
    reference('Branch', 'branch', branchById),
    reference('Department', 'department', departmentById),
    reference('Staff', 'staff', staffById),
    reference('Team', 'team', teamById),
    reference('ApiClient', 'client', apiClientById),
    reference('NoticeReceipt', 'noticereceipt', receiptById),
    reference('Export', 'export', exportById),
    reference('WebhookEndpoint', 'webhook', webhookEndpointById),
    reference('WebhookDelivery', 'webhookdelivery', webhookDeliveryById),
  ],
  permissions: {
    'tenants:read': 'See all tenants of the platform.',
    'tenants:administer': 'Create, suspend and re-plan tenants.',
    'tenant:manage': "Change the tenant's name, settings and domains.",
    'branches:manage': 'Open, change and close branches and departments.',
    'staff:read': 'See the people of the tenant.',
    'staff:manage': 'Add people, change what they may do, and end their sessions.',
    'roles:read': 'See roles and what they allow.',
    'roles:manage': "Make and change the tenant's own roles.",
    'clients:read': "See third parties' programs that may ask, and what they may do.",
    'clients:manage': 'Let programs of third parties in, give them secrets and keys, and shut them out.',
    'exports:run': 'Write whole lists to files, of what is allowed besides. For API clients.',
    'webhooks:read': 'See which servers are told of what happens, and what was sent to them.',
    'webhooks:manage': 'Have servers told of what happens, and told again.',
  },
  publicPart,
  publishes: [
    ...[tenantCreated, tenantUpdated, branchCreated, branchUpdated, staffCreated, staffUpdated, sessionRevoked, teamUpdated, noticeGiven],
    ...[exportEnded, webhookEndpointDisabled],
  ],
  feeds: [givenNotices],
  reactions: [giveNotices, ...keepKnownConsents, hearEvents, tellWhatCameBefore],
  jobs: [mailNotice, resumeExports],
  errands: [runExport, discardExport, findPatient, sendWebhooks, sendSlowWebhooks, suspendFormerSandbox],
  downloads: [exportFile],
  crons: [sweepWebhookEvents, forgetExports, forgetUsage],
});

export { PermissionCatalogue } from './roles/permission-catalogue.js';
export type { PlatformServices } from './services.js';
export { AccessTokens } from './sessions/access-tokens.js';
export { Sealer } from './sessions/sealing.js';
export { EventCatalogue, type TellableEvent } from './webhooks/event-catalogue.js';
export { messageOf, schemaFile, schemaOf } from './webhooks/thin-message.js';
