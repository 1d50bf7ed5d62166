import { defineEvent } from '#kernel/events/event.js';
import type { Branch } from './branches/branch.js';

/** When a branch works: what those who plan by its wall clock keep a copy of. */
export type BranchHours = Pick<Branch, 'status' | 'timeZone' | 'openingHours'>;

export const tenantCreated = defineEvent<{ subdomain: string }>('tenant.created', 1, 'A tenant was created.');
export const tenantUpdated = defineEvent<{ status: string; plan: string }>('tenant.updated', 1, "A tenant's status, plan or settings changed.");
export const branchCreated = defineEvent<BranchHours & { code: string }>('branch.created', 1, 'A branch was opened.');
export const branchUpdated = defineEvent<BranchHours>('branch.updated', 1, 'A branch was changed or closed.');
export const staffCreated = defineEvent<Record<string, never>>('staff.created', 1, 'A person was added.');
export const staffUpdated = defineEvent<{ status: string }>('staff.updated', 1, "A person's record, status or grants changed.");
export const sessionRevoked = defineEvent<{ staffId: string; reason: string }>('session.revoked', 1, 'A session was ended before its time.');
