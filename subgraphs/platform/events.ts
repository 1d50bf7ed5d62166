import { defineEvent } from '#kernel/events/event.js';
import type { Branch } from './branches/branch.js';

/** What others keep a copy of: who plans by a branch's wall clock, sells in its currency, or shows which one it is. */
export type BranchFacts = Pick<Branch, 'code' | 'name' | 'status' | 'timeZone' | 'currency' | 'openingHours'>;

export const tenantCreated = defineEvent<{ subdomain: string }>('tenant.created', 1, 'A tenant was created.');
export const tenantUpdated = defineEvent<{ status: string; plan: string }>('tenant.updated', 1, "A tenant's status, plan or settings changed.");
export const branchCreated = defineEvent<BranchFacts>('branch.created', 1, 'A branch was opened.', { permission: null, subject: 'branch' });
export const branchUpdated = defineEvent<BranchFacts>('branch.updated', 1, 'A branch was changed or closed.', { permission: null, subject: 'branch' });
export const staffCreated = defineEvent<Record<string, never>>('staff.created', 1, 'A person was added.');
export const staffUpdated = defineEvent<{ status: string }>('staff.updated', 1, "A person's record, status or grants changed.");
export const sessionRevoked = defineEvent<{ staffId: string; reason: string }>('session.revoked', 1, 'A session was ended before its time.');

/** Who is in it: people by name, and whoever holds one of the roles. */
export const teamUpdated = defineEvent<{
  readonly code: string;
  readonly name: string;
  readonly active: boolean;
  readonly roles: readonly string[];
  readonly staffIds: readonly string[];
}>('team.updated', 1, 'A team was made, or who is in it was changed.');
export const noticeGiven = defineEvent<{ staffId: string }>('notice.given', 1, 'A person was told something.');

export const exportEnded = defineEvent<{ clientId: string; status: string }>('export.ended', 1, 'An export was completed or cancelled, or it failed.', {
  permission: 'exports:run',
  subject: 'export',
  client: 'clientId',
});

/** Its subject is the endpoint. */
export const webhookEndpointDisabled = defineEvent<{ clientId: string | null; reason: string }>(
  'webhook_endpoint.disabled',
  1,
  'An endpoint of webhooks was switched off because its server said so or failed for days; other endpoints of the same client are told.',
  { permission: 'webhooks:read', subject: 'webhook', client: 'clientId' },
);
