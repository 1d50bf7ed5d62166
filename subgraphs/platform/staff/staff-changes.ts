import { shownOnce } from '#kernel/database/shown-once.js';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { searchKey } from '#kernel/graph/search-key.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { refuse, type Refusal } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import { Branch } from '../branches/branch.js';
import { staffCreated, staffUpdated } from '../events.js';
import { roleExists } from '../roles/tenant-roles.js';
import type { PlatformContext } from '../services.js';
import { endSessions } from '../sessions/session-ending.js';
import { limitsOf } from '../tenants/plan.js';
import { Tenant } from '../tenants/tenant.js';
import { managesStaffAt, mayHandOut } from './delegation.js';
import { hashPassword, passwordProblem, temporaryPassword } from './password.js';
import { isEmail, normalEmail, Staff, StaffGrant, StaffStatus } from './staff.js';
import {
  CreateStaffPayload,
  ResetStaffPasswordPayload,
  UpdateStaffPayload,
  type CreateStaffInput,
  type GrantInput,
  type ResetStaffPasswordInput,
  type UpdateStaffInput,
} from './staff.inputs.js';

const permission = 'staff:manage';

export async function createStaff(context: PlatformContext, input: CreateStaffInput): Promise<CreateStaffPayload> {
  const nothing = { staff: null, temporaryPassword: null };
  const email = normalEmail(input.email);
  const made = input.password == null ? temporaryPassword() : null;
  const weak = made ? null : passwordProblem(input.password ?? '', email);
  const passwordHash = weak ? '' : await hashPassword(made ?? input.password ?? '');
  const taken = { code: 'TAKEN', message: `${email} belongs to somebody at this tenant already.`, field: ['input', 'email'] } as const;
  const answersSecret = shownOnce<CreateStaffPayload>('temporaryPassword', 'staff', 'resetStaffPassword gives another password');
  const options = { name: 'createStaff', permission, answersSecret, constraints: { staff_email: taken } };
  return context.db.command(CreateStaffPayload, options, async (transaction) => {
    if (!isEmail(email)) return refuse('INVALID', `"${input.email}" is no email address.`, ['input', 'email'], nothing);
    if (!input.displayName.trim()) return refuse('REQUIRED', 'A person needs a name.', ['input', 'displayName'], nothing);
    if (weak) return refuse('INVALID', weak, ['input', 'password'], nothing);
    const full = await noRoomForStaff(transaction, nothing);
    if (full) return full;
    const staff = draftStaff({ email, displayName: input.displayName, phone: input.phone ?? null, passwordHash, temporary: made !== null });
    await transaction.insert(staff);
    const wrong = await setGrants(context, transaction, staff, input.grants, nothing);
    if (wrong) return wrong;
    await transaction.publish(staffCreated, { subject: staff.id, data: {} });
    return { staff, temporaryPassword: made };
  });
}

export async function updateStaff(context: PlatformContext, input: UpdateStaffInput): Promise<UpdateStaffPayload> {
  const nothing = { staff: null };
  return context.db.command(UpdateStaffPayload, { name: 'updateStaff', permission }, async (transaction) => {
    const staff = await transaction.lock(Staff, input.id);
    if (!staff) return refuse('NOT_FOUND', 'There is no such person.', ['input', 'id'], nothing);
    const wrong = staleVersion(staff, input.expectedVersion, 'person', nothing) ?? (await outOfReach(context, transaction, staff, nothing));
    if (wrong) return wrong;
    if (input.displayName?.trim()) {
      staff.displayName = input.displayName.trim();
      staff.nameKey = searchKey(input.displayName);
    }
    if (input.phone !== undefined) staff.phone = input.phone;
    const refused = input.status ? await changeStatus(context, transaction, staff, input.status) : null;
    if (refused) return refused;
    await transaction.save(staff);
    const notGranted = input.grants ? await setGrants(context, transaction, staff, input.grants, nothing) : null;
    if (notGranted) return notGranted;
    const ownerless = await noOwnerLeft(transaction);
    if (ownerless) return ownerless;
    await transaction.publish(staffUpdated, { subject: staff.id, data: { status: staff.status } });
    return { staff };
  });
}

export async function resetStaffPassword(context: PlatformContext, input: ResetStaffPasswordInput): Promise<ResetStaffPasswordPayload> {
  const nothing = { temporaryPassword: null };
  const made = temporaryPassword();
  const passwordHash = await hashPassword(made);
  const options = { name: 'resetStaffPassword', permission, answersSecret: true };
  return context.db.command(ResetStaffPasswordPayload, options, async (transaction) => {
    const staff = await transaction.lock(Staff, input.id);
    if (!staff) return refuse('NOT_FOUND', 'There is no such person.', ['input', 'id'], nothing);
    const wrong = await outOfReach(context, transaction, staff, nothing);
    if (wrong) return wrong;
    Object.assign(staff, { passwordHash, passwordTemporary: true });
    await transaction.save(staff);
    await endSessions(transaction, { staffId: staff.id }, 'PASSWORD_CHANGED');
    return { temporaryPassword: made };
  });
}

export function draftStaff(person: { email: string; displayName: string; phone: string | null; passwordHash: string; temporary: boolean }): Staff {
  return Object.assign(new Staff(), {
    id: newId('staff'),
    email: person.email,
    displayName: person.displayName.trim(),
    nameKey: searchKey(person.displayName),
    phone: person.phone,
    status: StaffStatus.ACTIVE,
    passwordHash: person.passwordHash,
    passwordTemporary: person.temporary,
  });
}

/** Replaces a person's grants, refusing roles and branches that do not exist and rights that the caller does not hold. */
async function setGrants(
  context: PlatformContext,
  transaction: Transaction,
  staff: Staff,
  wanted: readonly GrantInput[],
  nothing: Readonly<Record<string, unknown>>,
): Promise<Refusal | null> {
  await transaction.rows(sql`delete from staff_grants where staff_id = ${toUuid('staff', staff.id)}`);
  const seen = new Set<string>();
  for (const [index, { role, branchId = null }] of wanted.entries()) {
    const field = ['input', 'grants', String(index)];
    if (!(await roleExists(transaction, role))) return refuse('NOT_FOUND', `There is no role ${role}.`, [...field, 'role'], nothing);
    const branch = branchId === null ? null : await transaction.lock(Branch, branchId);
    if (branchId !== null && !branch) return refuse('NOT_FOUND', 'There is no such branch.', [...field, 'branchId'], nothing);
    if (!(await mayHandOut(context, transaction, role, branchId))) {
      return refuse('NOT_ALLOWED', `You can give only rights that you hold there yourself; ${role} has more.`, field, nothing);
    }
    if (!managesStaffAt(context, branchId)) {
      return refuse('NOT_ALLOWED', 'You do not manage the people there: ask somebody who does.', [...field, 'branchId'], nothing);
    }
    if (seen.has(`${role} ${branchId}`)) continue;
    seen.add(`${role} ${branchId}`);
    await transaction.insert(Object.assign(new StaffGrant(), { id: newId('grant'), staffId: staff.id, role, branchId }));
  }
  return null;
}

/** Nobody changes a person who holds more than they do, or works elsewhere: a manager cannot reset an owner's password. */
async function outOfReach(
  context: PlatformContext,
  transaction: Transaction,
  staff: Staff,
  nothing: Readonly<Record<string, unknown>>,
): Promise<Refusal | null> {
  if (context.request.actor.id === staff.id) return null;
  const grants = await transaction.all(StaffGrant, sql`where staff_id = ${toUuid('staff', staff.id)}`);
  for (const { role, branchId } of grants) {
    if (!(await mayHandOut(context, transaction, role, branchId))) {
      return refuse('NOT_ALLOWED', `This person holds ${role}, which has rights that you do not hold there.`, ['input', 'id'], nothing);
    }
    if (!managesStaffAt(context, branchId)) {
      return refuse('NOT_ALLOWED', 'This person works also where you do not manage the people: ask somebody who does.', ['input', 'id'], nothing);
    }
  }
  return null;
}

async function changeStatus(context: PlatformContext, transaction: Transaction, staff: Staff, status: StaffStatus): Promise<Refusal | null> {
  if (status === staff.status) return null;
  if (status === StaffStatus.ACTIVE) {
    const full = await noRoomForStaff(transaction, { staff: null });
    if (full) return full;
  } else if (context.request.actor.id === staff.id) {
    return refuse('NOT_ALLOWED', 'You cannot deactivate yourself; ask another administrator.', ['input', 'status'], { staff: null });
  } else {
    await endSessions(transaction, { staffId: staff.id }, 'DEACTIVATED');
  }
  staff.status = status;
  return null;
}

async function noRoomForStaff(transaction: Transaction, nothing: Readonly<Record<string, unknown>>): Promise<Refusal | null> {
  const tenant = await transaction.lock(Tenant, transaction.context.tenant?.id ?? '');
  const most = tenant ? limitsOf(tenant.plan).staff : 0;
  const [used] = await transaction.rows<{ count: number }>(sql`select count(*)::int as count from staff where status = 'ACTIVE'`);
  if (most === null || (used?.count ?? 0) < most) return null;
  return refuse('LIMIT_REACHED', `Your plan allows ${most} active people: deactivate one, or move to a larger plan.`, ['input'], nothing);
}

/** A tenant that nobody could administer would be lost to its people. */
async function noOwnerLeft(transaction: Transaction): Promise<Refusal | null> {
  const [left] = await transaction.rows<{ found: boolean }>(sql`select exists (
    select from staff_grants join staff on staff.id = staff_grants.staff_id
    where staff.status = 'ACTIVE' and branch_id is null and role in ('OWNER', 'ADMIN', 'PLATFORM_SUPER_ADMIN')) as found`);
  if (left?.found) return null;
  return refuse('NOT_ALLOWED', 'The last owner or administrator must stay: give somebody else that role first.', ['input'], { staff: null });
}
