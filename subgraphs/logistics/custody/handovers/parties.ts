import { profileOfBranch } from '#kernel/branches/branch-profile.js';
import { sql } from '#kernel/database/sql.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { refuse, type Refusal } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { handoverPermission } from '../custody-permission.js';
import type { Party } from '../handover.js';
import type { HandoverTakerInput } from './handover.inputs.js';

export interface Taker {
  readonly party: Party;
  /** Whose people see the handover; the giver's when null. */
  readonly branchId: string | null;
  readonly courierId: string | null;
}

const nothing = { handover: null };

/** The caller, by the name that platform has; null for programs and for whom nobody knows. */
export async function caller(context: Context): Promise<Party | null> {
  const { kind, id } = context.request.actor;
  return kind === 'staff' && id ? person(context, id) : null;
}

export async function takerNamed(context: Context, { courierId, staffId, branchId }: HandoverTakerInput): Promise<Taker | Refusal> {
  const field = ['input', 'to'];
  if (courierId && !staffId && !branchId)
    return (await courier(context, courierId)) ?? refuse('NOT_FOUND', 'There is no such courier.', [...field, 'courierId'], nothing);
  if (courierId || (!staffId && !branchId))
    return refuse('INVALID', 'Say who takes: a courier alone, a branch, or a person and the branch where that person is.', field, nothing);
  const branch = branchId ? await context.load(profileOfBranch, branchId) : null;
  if (branchId && !branch) return refuse('NOT_FOUND', 'There is no such branch.', [...field, 'branchId'], nothing);
  if (branchId && branch && !staffId) return { party: { id: branchId, name: branch.name }, branchId, courierId: null };
  const party = staffId ? await person(context, staffId) : null;
  if (!party) return refuse('NOT_FOUND', 'There is no such person among the staff.', [...field, 'staffId'], nothing);
  return { party, branchId: branchId ?? null, courierId: null };
}

async function person(context: Context, id: string): Promise<Party | null> {
  toUuid('staff', id);
  const name = (await context.read<{ readonly displayName?: string }>('Staff', [id], 'displayName')).get(id)?.displayName;
  return name === undefined ? null : { id, name };
}

/** Couriers take from branches that are not theirs, whose people see no couriers: this one is looked up in the system's name. */
async function courier(context: Context, id: string): Promise<Taker | null> {
  const { tenant } = context.request;
  if (!tenant) return null;
  const [row] = await context
    .asSystemOf(tenant, 'name-a-courier')
    .rows<{ name: string; staff_id: string; branch_id: string }>(
      sql`select name, staff_id, branch_id from couriers where id = ${toUuid('courier', id)} and active`,
      handoverPermission,
    );
  if (!row) return null;
  const party = { id: toTypeId('staff', row.staff_id), name: row.name };
  return { party, branchId: toTypeId('branch', row.branch_id), courierId: id };
}
