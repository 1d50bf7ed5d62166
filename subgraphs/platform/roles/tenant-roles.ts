import { sql } from '#kernel/database/sql.js';
import type { TenantDatabase } from '#kernel/database/tenant-database.js';
import type { Transaction } from '#kernel/database/transaction.js';
import type { PlatformServices } from '../services.js';
import { builtInRole, rolesAt } from './built-in-roles.js';
import { CustomRole, type Role } from './role.js';

/** All roles of the calling tenant: the built-in ones first, then its own by name. */
export async function rolesOfTenant(db: TenantDatabase | Transaction, { catalogue }: PlatformServices): Promise<Role[]> {
  const builtIn = rolesAt(db.context.tenant?.subdomain ?? '').map((role) => ({
    code: role.code,
    name: role.name,
    description: role.description,
    permissions: catalogue.expand(role),
    builtIn: true,
    version: null,
  }));
  const own = await db.all(CustomRole, sql`order by name, code`);
  return [...builtIn, ...own.map(roleOf)];
}

export function roleOf({ code, name, description, permissions, version }: CustomRole): Role {
  return { code, name, description, permissions, builtIn: false, version };
}

/** Whether the role can be granted at the calling tenant. */
export async function roleExists(transaction: Transaction, code: string): Promise<boolean> {
  if (builtInRole(code)) return rolesAt(transaction.context.tenant?.subdomain ?? '').some((role) => role.code === code);
  return (await transaction.first(CustomRole, sql`where code = ${code}`)) !== null;
}
