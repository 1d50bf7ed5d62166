import { everywhereRefusal } from '#kernel/branches/everywhere.js';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { refuse, type Refusal } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import { staffCreated, tenantCreated, tenantUpdated } from '../events.js';
import { platformSubdomain } from '../roles/built-in-roles.js';
import type { PlatformContext } from '../services.js';
import { hashPassword, passwordProblem, temporaryPassword } from '../staff/password.js';
import { draftStaff } from '../staff/staff-changes.js';
import { isEmail, normalEmail, StaffGrant } from '../staff/staff.js';
import {
  AdministerTenantPayload,
  CreateTenantPayload,
  TenantDomainsPayload,
  UpdateTenantPayload,
  type AdministerTenantInput,
  type CreateTenantInput,
  type TenantDomainInput,
  type UpdateTenantInput,
} from './tenant.inputs.js';
import { Tenant, TenantStatus } from './tenant.js';

/** Held at one branch, it does not reach the tenant, which is one for all of them. */
const managing = 'tenant:manage';
const nothing = { tenantId: null, tenant: null, adminId: null, temporaryPassword: null };

/** Names that would be mistaken for the platform itself. */
const reservedSubdomains = new Set(['www', 'api', 'app', 'admin', 'public', 'status', 'static', 'auth', 'mail']);

/**
 * Creates a tenant with its first administrator, in one transaction of the new tenant's own. That first person
 * is an owner, save for the platform's own tenant.
 */
export async function createTenant(context: PlatformContext, input: CreateTenantInput): Promise<CreateTenantPayload> {
  const id = newId('tenant');
  const subdomain = input.subdomain.trim().toLowerCase();
  const adminRole = subdomain === platformSubdomain ? 'PLATFORM_SUPER_ADMIN' : 'OWNER';
  const email = normalEmail(input.adminEmail);
  const made = input.adminPassword == null ? temporaryPassword() : null;
  const weak = made ? null : passwordProblem(input.adminPassword ?? '', email);
  const passwordHash = weak ? '' : await hashPassword(made ?? input.adminPassword ?? '');
  const taken = { code: 'TAKEN', message: `The subdomain ${subdomain} is in use: choose another.`, field: ['input', 'subdomain'] } as const;
  const options = { name: 'createTenant', permission: null, answersSecret: true, constraints: { hosts_pkey: taken } };
  return context.asSystemOf({ id, subdomain }, 'createTenant').command(CreateTenantPayload, options, async (transaction) => {
    if (!input.name.trim()) return refuse('REQUIRED', 'A tenant needs a name.', ['input', 'name'], nothing);
    if (!/^[a-z0-9]([a-z0-9-]{1,38})[a-z0-9]$/.test(subdomain) || reservedSubdomains.has(subdomain)) {
      const message = `"${input.subdomain}" cannot be a subdomain: use 3 to 40 letters, digits or hyphens, and none that the platform keeps for itself.`;
      return refuse('INVALID', message, ['input', 'subdomain'], nothing);
    }
    if (!isEmail(email)) return refuse('INVALID', `"${input.adminEmail}" is no email address.`, ['input', 'adminEmail'], nothing);
    if (weak) return refuse('INVALID', weak, ['input', 'adminPassword'], nothing);
    const tenant = await transaction.insert(
      Object.assign(new Tenant(), {
        id,
        name: input.name.trim(),
        subdomain,
        status: TenantStatus.ACTIVE,
        plan: input.plan,
        mode: input.mode,
        locale: 'en',
        logoUrl: null,
        primaryColor: null,
        companyName: null,
        workflow: {},
        features: [],
      }),
    );
    await transaction.rows(sql`select claim_host('SUBDOMAIN', ${subdomain})`);
    const displayName = input.adminName?.trim() || email;
    const admin = await transaction.insert(draftStaff({ email, displayName, phone: null, passwordHash, temporary: made !== null }));
    await transaction.insert(Object.assign(new StaffGrant(), { id: newId('grant'), staffId: admin.id, role: adminRole, branchId: null }));
    await transaction.publish(tenantCreated, { subject: tenant.id, data: { subdomain } });
    await transaction.publish(staffCreated, { subject: admin.id, data: {} });
    return { tenantId: tenant.id, tenant, adminId: admin.id, temporaryPassword: made };
  });
}

/** Suspends a tenant or lifts it, or changes its plan, on the platform's behalf. */
export async function administerTenant(context: PlatformContext, input: AdministerTenantInput): Promise<AdministerTenantPayload> {
  const missing = { tenant: null };
  const [found] = await context.acrossTenants.all(Tenant, sql`where tenant_id = ${toUuid('tenant', input.tenantId)}`);
  const target = found ?? { id: input.tenantId, subdomain: '' };
  // Acts in the target tenant, in the name of the one who asked, so that its audit trail says who it was.
  const acting = context.onBehalfAt({ id: target.id, subdomain: target.subdomain });
  return acting.command(AdministerTenantPayload, { name: 'administerTenant', permission: null }, async (transaction) => {
    const tenant = await transaction.lock(Tenant, input.tenantId);
    if (!tenant) return refuse('NOT_FOUND', 'There is no such tenant.', ['input', 'tenantId'], missing);
    if (tenant.subdomain === platformSubdomain && input.status === TenantStatus.SUSPENDED) {
      return refuse('NOT_ALLOWED', "The platform's own tenant cannot be suspended.", ['input', 'status'], missing);
    }
    if (input.status) tenant.status = input.status;
    if (input.plan) tenant.plan = input.plan;
    await transaction.save(tenant);
    await announce(transaction, tenant);
    return { tenant };
  });
}

/** Changes the caller's own tenant. */
export async function updateTenant(context: PlatformContext, input: UpdateTenantInput): Promise<UpdateTenantPayload> {
  const missing = { tenant: null };
  return context.db.command(UpdateTenantPayload, { name: 'updateTenant', permission: null }, async (transaction) => {
    const outside = everywhereRefusal(context.request, managing, missing);
    if (outside) return outside;
    const tenant = await transaction.lock(Tenant, context.request.tenant?.id ?? '');
    if (!tenant) return refuse('NOT_FOUND', 'There is no such tenant.', ['input'], missing);
    const wrong = staleVersion(tenant, input.expectedVersion, 'tenant', missing) ?? problem(input, missing);
    if (wrong) return wrong;
    if (input.name) tenant.name = input.name.trim();
    if (input.locale) tenant.locale = input.locale;
    if (input.branding) {
      const { logoUrl, primaryColor, companyName } = input.branding;
      if (logoUrl !== undefined) tenant.logoUrl = logoUrl;
      if (primaryColor !== undefined) tenant.primaryColor = primaryColor;
      if (companyName !== undefined) tenant.companyName = companyName;
    }
    if (input.workflow) tenant.workflow = Object.fromEntries(input.workflow.map(({ name, value }) => [name, value]));
    if (input.features) tenant.features = [...new Set(input.features)];
    await transaction.save(tenant);
    await announce(transaction, tenant);
    return { tenant };
  });
}

export async function addTenantDomain(context: PlatformContext, { domain: typed }: TenantDomainInput): Promise<TenantDomainsPayload> {
  const domain = typed.trim().toLowerCase();
  const taken = { code: 'TAKEN', message: `${domain} is in use already.`, field: ['input', 'domain'] } as const;
  const options = { name: 'addTenantDomain', permission: null, constraints: { hosts_pkey: taken } };
  return context.db.command(TenantDomainsPayload, options, async (transaction) => {
    const outside = everywhereRefusal(context.request, managing, { domains: null });
    if (outside) return outside;
    const { publicDomain } = context.services;
    const belongsToPlatform = domain === publicDomain || domain.endsWith(`.${publicDomain}`);
    if (!/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/.test(domain) || belongsToPlatform) {
      return refuse('INVALID', `"${typed}" is no domain of your own, such as portal.steppe.mn.`, ['input', 'domain'], { domains: null });
    }
    await transaction.rows(sql`select claim_host('DOMAIN', ${domain})`);
    return { domains: await domainsOf(transaction) };
  });
}

export async function removeTenantDomain(context: PlatformContext, { domain }: TenantDomainInput): Promise<TenantDomainsPayload> {
  return context.db.command(TenantDomainsPayload, { name: 'removeTenantDomain', permission: null }, async (transaction) => {
    const outside = everywhereRefusal(context.request, managing, { domains: null });
    if (outside) return outside;
    const [released] = await transaction.rows<{ gone: boolean }>(sql`select release_host(${domain.trim().toLowerCase()}) as gone`);
    if (!released?.gone) return refuse('NOT_FOUND', 'Your tenant has no such domain.', ['input', 'domain'], { domains: null });
    return { domains: await domainsOf(transaction) };
  });
}

async function domainsOf(transaction: Transaction): Promise<string[]> {
  return (await transaction.rows<{ domain: string }>(sql`select own_domains() as domain`)).map(({ domain }) => domain);
}

function announce(transaction: Transaction, { id, status, plan }: Tenant): Promise<void> {
  return transaction.publish(tenantUpdated, { subject: id, data: { status, plan } });
}

function problem({ name, locale, branding }: UpdateTenantInput, missing: Readonly<Record<string, unknown>>): Refusal | null {
  if (name != null && !name.trim()) return refuse('REQUIRED', 'A tenant needs a name.', ['input', 'name'], missing);
  if (locale != null && !isLanguageTag(locale)) return refuse('INVALID', `"${locale}" is no language tag, such as mn-MN.`, ['input', 'locale'], missing);
  if (branding?.primaryColor != null && !/^#[0-9a-fA-F]{6}$/.test(branding.primaryColor)) {
    return refuse('INVALID', 'A colour is written as #rrggbb.', ['input', 'branding', 'primaryColor'], missing);
  }
  if (branding?.logoUrl != null && !URL.canParse(branding.logoUrl)) {
    return refuse('INVALID', 'The logo needs a whole address.', ['input', 'branding', 'logoUrl'], missing);
  }
  if (branding?.logoUrl != null && new URL(branding.logoUrl).protocol !== 'https:') {
    return refuse('INVALID', 'The address of the logo begins with https.', ['input', 'branding', 'logoUrl'], missing);
  }
  return null;
}

function isLanguageTag(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}
