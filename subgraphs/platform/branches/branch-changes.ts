import { everywhereRefusal } from '#kernel/branches/everywhere.js';
import { branchesFor } from '#kernel/context/request-context.js';
import type { CommandOptions } from '#kernel/database/command.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { sql } from '#kernel/database/sql.js';
import { searchKey } from '#kernel/graph/search-key.js';
import { newId } from '#kernel/graph/type-id.js';
import { refuse, type Refusal } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import type { Context } from '#kernel/subgraph/context.js';
import { branchCreated, branchUpdated, type BranchFacts } from '../events.js';
import { limitsOf } from '../tenants/plan.js';
import { Tenant } from '../tenants/tenant.js';
import { Branch, BranchStatus, Department, type BranchAddress } from './branch.js';
import {
  CreateBranchPayload,
  CreateDepartmentPayload,
  UpdateBranchPayload,
  UpdateDepartmentPayload,
  type BranchAddressInput,
  type CreateBranchInput,
  type CreateDepartmentInput,
  type UpdateBranchInput,
  type UpdateDepartmentInput,
} from './branch.inputs.js';

const permission = 'branches:manage';
const nothing = { branch: null };

export async function createBranch(context: Context, input: CreateBranchInput): Promise<CreateBranchPayload> {
  const options = {
    name: 'createBranch',
    permission,
    constraints: {
      branches_code: { code: 'TAKEN', message: `The code ${input.code} is in use by another branch.`, field: ['input', 'code'] },
    },
  } as const;
  return context.db.command(CreateBranchPayload, options, async (transaction) => {
    const outside = everywhereRefusal(context.request, permission, nothing);
    if (outside) return outside;
    if (!/^[A-Za-z0-9-]{2,20}$/.test(input.code)) {
      return refuse('INVALID', 'A branch code is 2 to 20 letters, digits or hyphens.', ['input', 'code'], nothing);
    }
    const wrong = problem(input, nothing) ?? (await noRoomForBranch(transaction));
    if (wrong) return wrong;
    const currency = input.currency ?? (await firstCurrency(transaction));
    if (currency === null) {
      const message = 'Say the currency of your first branch, such as MNT: later ones have the same when you leave it out.';
      return refuse('REQUIRED', message, ['input', 'currency'], nothing);
    }
    const branch = Object.assign(new Branch(), {
      id: newId('branch'),
      code: input.code,
      name: input.name.trim(),
      nameKey: searchKey(input.name),
      type: input.type,
      status: BranchStatus.ACTIVE,
      address: input.address ? toAddress(input.address) : null,
      latitude: input.latitude ?? null,
      longitude: input.longitude ?? null,
      timeZone: input.timeZone,
      currency,
      openingHours: input.openingHours,
      licenceNumber: input.licenceNumber ?? null,
      phone: input.phone ?? null,
    });
    await transaction.insert(branch);
    await transaction.publish(branchCreated, { subject: branch.id, branch: branch.id, data: factsOf(branch) });
    return { branch };
  });
}

export async function updateBranch(context: Context, input: UpdateBranchInput): Promise<UpdateBranchPayload> {
  return context.db.command(UpdateBranchPayload, { name: 'updateBranch', permission }, async (transaction) => {
    const branch = await transaction.lock(Branch, input.id);
    if (!branch) return refuse('NOT_FOUND', 'There is no such branch.', ['input', 'id'], nothing);
    const reopens = input.status === BranchStatus.ACTIVE && branch.status === BranchStatus.CLOSED;
    const wrong =
      managedByOthers(context, branch.id, 'id', nothing) ??
      staleVersion(branch, input.expectedVersion, 'branch', nothing) ??
      problem(input, nothing) ??
      (reopens ? await noRoomForBranch(transaction) : null);
    if (wrong) return wrong;
    apply(branch, input);
    await transaction.save(branch);
    await transaction.publish(branchUpdated, { subject: branch.id, branch: branch.id, data: factsOf(branch) });
    return { branch };
  });
}

export async function createDepartment(context: Context, input: CreateDepartmentInput): Promise<CreateDepartmentPayload> {
  return context.db.command(CreateDepartmentPayload, departmentOptions('createDepartment'), async (transaction) => {
    const branch = await transaction.lock(Branch, input.branchId);
    if (!branch) return refuse('NOT_FOUND', 'There is no such branch.', ['input', 'branchId'], { department: null });
    const outside = managedByOthers(context, branch.id, 'branchId', { department: null });
    if (outside) return outside;
    if (!input.name.trim()) return refuse('REQUIRED', 'A department needs a name.', ['input', 'name'], { department: null });
    const department = Object.assign(new Department(), { id: newId('department'), branchId: branch.id, name: input.name.trim() });
    return { department: await transaction.insert(department) };
  });
}

export async function updateDepartment(context: Context, input: UpdateDepartmentInput): Promise<UpdateDepartmentPayload> {
  return context.db.command(UpdateDepartmentPayload, departmentOptions('updateDepartment'), async (transaction) => {
    const department = await transaction.lock(Department, input.id);
    if (!department) return refuse('NOT_FOUND', 'There is no such department.', ['input', 'id'], { department: null });
    const outside = managedByOthers(context, department.branchId, 'id', { department: null });
    if (outside) return outside;
    if (!input.name.trim()) return refuse('REQUIRED', 'A department needs a name.', ['input', 'name'], { department: null });
    const stale = staleVersion(department, input.expectedVersion, 'department', { department: null });
    if (stale) return stale;
    department.name = input.name.trim();
    return { department: await transaction.save(department) };
  });
}

/** Every branch is known in the whole tenant, so that row-level security keeps nobody from one that is not theirs. */
function managedByOthers(
  { request }: Context,
  branchId: string,
  field: 'id' | 'branchId',
  payload: Readonly<Record<string, unknown>>,
): Refusal | null {
  const managed = branchesFor({ ...request, branch: null }, permission);
  if (managed === 'all' || managed.includes(branchId)) return null;
  return refuse('NOT_ALLOWED', 'You manage other branches than this one: ask somebody who manages it.', ['input', field], payload);
}

function departmentOptions(name: string): CommandOptions {
  const taken = { code: 'TAKEN', message: 'The branch has a department of that name.', field: ['input', 'name'] } as const;
  return { name, permission, constraints: { departments_name: taken } };
}

/** The tenant's row is locked while its branches are counted, so that two at once cannot both take the last place. */
async function noRoomForBranch(transaction: Transaction): Promise<Refusal | null> {
  const tenant = await transaction.lock(Tenant, transaction.context.tenant?.id ?? '');
  const most = tenant ? limitsOf(tenant.plan).branches : 0;
  const [used] = await transaction.rows<{ count: number }>(sql`select count(*)::int as count from branches where status = 'ACTIVE'`);
  if (most === null || (used?.count ?? 0) < most) return null;
  return refuse('LIMIT_REACHED', `Your plan allows ${most} open branches: close one, or move to a larger plan.`, ['input'], nothing);
}

/** The currency of the tenant's first branch, or null when it has none yet. */
async function firstCurrency(transaction: Transaction): Promise<string | null> {
  return (await transaction.first(Branch, sql`order by created_at, id`))?.currency ?? null;
}

function problem(input: CreateBranchInput | UpdateBranchInput, payload: Readonly<Record<string, unknown>>): Refusal | null {
  if (input.name !== undefined && !input.name?.trim()) return refuse('REQUIRED', 'A branch needs a name.', ['input', 'name'], payload);
  if (input.latitude != null && Math.abs(input.latitude) > 90) {
    return refuse('INVALID', 'The latitude is -90 to 90 degrees.', ['input', 'latitude'], payload);
  }
  if (input.longitude != null && Math.abs(input.longitude) > 180) {
    return refuse('INVALID', 'The longitude is -180 to 180 degrees.', ['input', 'longitude'], payload);
  }
  return null;
}

function apply(branch: Branch, input: UpdateBranchInput): void {
  if (input.name) {
    branch.name = input.name.trim();
    branch.nameKey = searchKey(input.name);
  }
  if (input.status) branch.status = input.status;
  if (input.timeZone) branch.timeZone = input.timeZone;
  if (input.currency) branch.currency = input.currency;
  if (input.address !== undefined) branch.address = input.address ? toAddress(input.address) : null;
  if (input.latitude !== undefined) branch.latitude = input.latitude;
  if (input.longitude !== undefined) branch.longitude = input.longitude;
  if (input.openingHours) branch.openingHours = input.openingHours;
  if (input.licenceNumber !== undefined) branch.licenceNumber = input.licenceNumber;
  if (input.phone !== undefined) branch.phone = input.phone;
}

function factsOf({ code, name, status, timeZone, currency, openingHours }: Branch): BranchFacts {
  return { code, name, status, timeZone, currency, openingHours };
}

function toAddress({ lines, city = null, state = null, postalCode = null, country = null }: BranchAddressInput): BranchAddress {
  return { lines, city, state, postalCode, country };
}
