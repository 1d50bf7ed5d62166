import { everywhereRefusal } from '#kernel/branches/everywhere.js';
import { branchesFor } from '#kernel/context/request-context.js';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { refuse, type Refusal } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import type { PlatformContext } from '../services.js';
import { builtInRole } from './built-in-roles.js';
import { RolePayload, type CreateRoleInput, type DeleteRoleInput, type UpdateRoleInput } from './role.inputs.js';
import { CustomRole } from './role.js';
import { roleOf } from './tenant-roles.js';

const permission = 'roles:manage';
const nothing = { role: null };

export async function createRole(context: PlatformContext, input: CreateRoleInput): Promise<RolePayload> {
  const taken = { code: 'TAKEN', message: `There is a role ${input.code} already.`, field: ['input', 'code'] } as const;
  return context.db.command(RolePayload, { name: 'createRole', permission, constraints: { roles_code: taken } }, async (transaction) => {
    const outside = everywhereRefusal(context.request, permission, nothing);
    if (outside) return outside;
    if (!/^[A-Z][A-Z0-9_]{2,39}$/.test(input.code)) {
      return refuse('INVALID', 'A code is 3 to 40 capital letters, digits or underscores.', ['input', 'code'], nothing);
    }
    if (builtInRole(input.code)) return refuse('TAKEN', taken.message, taken.field, nothing);
    if (!input.name.trim()) return refuse('REQUIRED', 'A role needs a name.', ['input', 'name'], nothing);
    const wrong = notGrantable(context, input.permissions);
    if (wrong) return wrong;
    const role = Object.assign(new CustomRole(), {
      id: newId('role'),
      code: input.code,
      name: input.name.trim(),
      description: input.description,
      permissions: [...new Set(input.permissions)].sort(),
    });
    await transaction.insert(role);
    return { role: roleOf(role) };
  });
}

export async function updateRole(context: PlatformContext, input: UpdateRoleInput): Promise<RolePayload> {
  return context.db.command(RolePayload, { name: 'updateRole', permission }, async (transaction) => {
    const outside = everywhereRefusal(context.request, permission, nothing);
    if (outside) return outside;
    const role = await ownRole(transaction, input.code);
    if (!(role instanceof CustomRole)) return role;
    const wrong =
      staleVersion(role, input.expectedVersion, 'role', nothing) ??
      notGrantable(context, role.permissions) ??
      notGrantable(context, input.permissions ?? []);
    if (wrong) return wrong;
    if (input.name?.trim()) role.name = input.name.trim();
    if (input.description != null) role.description = input.description;
    if (input.permissions) role.permissions = [...new Set(input.permissions)].sort();
    await transaction.save(role);
    return { role: roleOf(role) };
  });
}

export async function deleteRole(context: PlatformContext, { code }: DeleteRoleInput): Promise<RolePayload> {
  return context.db.command(RolePayload, { name: 'deleteRole', permission }, async (transaction) => {
    const outside = everywhereRefusal(context.request, permission, nothing);
    if (outside) return outside;
    const role = await ownRole(transaction, code);
    if (!(role instanceof CustomRole)) return role;
    const [used] = await transaction.rows<{ count: number }>(sql`select count(*)::int as count from staff_grants where role = ${code}`);
    if (used && used.count > 0) {
      return refuse('WRONG_STATE', `${used.count} grants still name this role: take it from those people first.`, ['input', 'code'], nothing);
    }
    await transaction.rows(sql`delete from roles where id = ${toUuid('role', role.id)}`);
    return { role: roleOf(role) };
  });
}

async function ownRole(transaction: Transaction, code: string): Promise<CustomRole | Refusal> {
  if (builtInRole(code)) return refuse('NOT_ALLOWED', `${code} comes with the platform and cannot be changed: make a role of your own.`, ['input', 'code'], nothing);
  const [role] = await transaction.all(CustomRole, sql`where code = ${code} for update`);
  return role ?? refuse('NOT_FOUND', `There is no role ${code}.`, ['input', 'code'], nothing);
}

/** A role can hold only permissions that exist, and only what its maker holds at every branch. */
function notGrantable(context: PlatformContext, permissions: readonly string[]): Refusal | null {
  const field = ['input', 'permissions'];
  const unknown = permissions.filter((name) => !context.services.catalogue.isGrantable(name));
  if (unknown.length > 0) return refuse('INVALID', `There is no permission ${unknown.join(', ')}: see permissionMatrix.`, field, nothing);
  const beyond = permissions.filter((name) => branchesFor(context.request, name) !== 'all');
  if (beyond.length > 0) return refuse('NOT_ALLOWED', `You do not hold ${beyond.join(', ')} at every branch yourself.`, field, nothing);
  return null;
}
