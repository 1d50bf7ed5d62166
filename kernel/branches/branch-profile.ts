import { sql } from '../database/sql.js';
import type { Transaction } from '../database/transaction.js';
import { defineEvent, type EventRecord } from '../events/event.js';
import { toTypeId, toUuid } from '../graph/type-id.js';
import { on } from '../jobs/job.js';
import type { Context } from '../subgraph/context.js';
import { defineLoader } from '../subgraph/loader.js';

/** What platform says of a branch that work at it needs to know. */
export interface BranchProfile {
  /** What its numbers begin with: UB1. */
  readonly code: string;
  readonly name: string;
  readonly timeZone: string;
  /** Of its prices and tills: ISO 4217. */
  readonly currency: string;
}

/** What is asked of its owner. */
export const branchFields = 'code name timeZone currency';

interface ProfileRow {
  readonly branch_id: string;
  readonly code: string;
  readonly name: string;
  readonly time_zone: string;
  readonly currency: string;
}

/** By branch; one that no event has told of yet is asked for at its owner. Branches that do not exist have none. */
export const profileOfBranch = defineLoader<string, BranchProfile>('profile of branch', async (context: Context, ids) => {
  const uuids = ids.map((id) => toUuid('branch', id));
  const rows = await context.db.rows<ProfileRow>(
    sql`select branch_id, code, name, time_zone, currency from branch_profiles where branch_id = any (${uuids}::uuid[])`,
    null,
  );
  const known = new Map<string, BranchProfile>(rows.map((row) => [toTypeId('branch', row.branch_id), profileOf(row)]));
  const unknown = ids.filter((id) => !known.has(id));
  if (unknown.length > 0) {
    const asked = await context.read<BranchProfile>('Branch', unknown, branchFields);
    for (const [id, profile] of asked) known.set(id, profile);
  }
  return known;
});

/** Keeps what was asked for, so that what happens at the branch later need not ask. Before any lock: two who keep the same for the first time wait for each other. */
export async function rememberProfile(transaction: Transaction, branchId: string, profile: BranchProfile): Promise<void> {
  await transaction.rows(sql`insert into branch_profiles (branch_id, code, name, time_zone, currency, as_of)
    values (${toUuid('branch', branchId)}, ${profile.code}, ${profile.name}, ${profile.timeZone}, ${profile.currency}, '-infinity')
    on conflict do nothing`);
}

export interface KeptProfile extends BranchProfile {
  /** The day that it is there, YYYY-MM-DD. */
  readonly today: string;
}

/** The kept profile of a branch where something has been done before. */
export async function keptProfile(transaction: Transaction, branchId: string): Promise<KeptProfile> {
  const profile = await findProfile(transaction, branchId);
  if (!profile) throw new Error(`No profile of ${branchId} is kept: open the branch first`);
  return profile;
}

/** What is kept of a branch; null when nothing has been done there yet. */
export async function findProfile(transaction: Transaction, branchId: string): Promise<KeptProfile | null> {
  const uuid = toUuid('branch', branchId);
  const [row] = await transaction.rows<ProfileRow & { today: string }>(
    sql`select branch_id, code, name, time_zone, currency, branch_day(branch_id)::text as today from branch_profiles where branch_id = ${uuid}`,
  );
  return row ? { ...profileOf(row), today: row.today } : null;
}

function profileOf(row: ProfileRow): BranchProfile {
  return { code: row.code, name: row.name, timeZone: row.time_zone, currency: row.currency };
}

type BranchChange = Partial<BranchProfile>;
const branchCreated = defineEvent<BranchChange>('branch.created', 1, 'A branch was opened; platform tells it.');
const branchUpdated = defineEvent<BranchChange>('branch.updated', 1, 'A branch was changed; platform tells it.');

export const keepBranchProfiles = [on(branchCreated, 'keep-branch-profile-of-new', keep), on(branchUpdated, 'keep-branch-profile', keep)];

/** The newest of two events that come in another order stays. */
async function keep(_context: Context, { subject, data, occurredAt }: EventRecord<BranchChange>, transaction: Transaction): Promise<void> {
  const { code, name, timeZone, currency } = data;
  if (!code || !name || !timeZone || !currency) return;
  await transaction.rows(sql`insert into branch_profiles (branch_id, code, name, time_zone, currency, as_of)
    values (${toUuid('branch', subject)}, ${code}, ${name}, ${timeZone}, ${currency}, ${occurredAt})
    on conflict (tenant_id, branch_id) do update set code = excluded.code, name = excluded.name, time_zone = excluded.time_zone,
      currency = excluded.currency, as_of = excluded.as_of
    where branch_profiles.as_of < excluded.as_of`);
}
