import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { OrderDirection, PageArgs, type Page } from '#kernel/graph/connection.js';
import { page } from '#kernel/subgraph/list.js';
import { tenantOfHost } from '../admission/tenant-by-host.js';
import type { PlatformContext } from '../services.js';
import { addTenantDomain, administerTenant, createTenant, removeTenantDomain, updateTenant } from './tenant-changes.js';
import {
  AdministerTenantInput,
  AdministerTenantPayload,
  CreateTenantInput,
  CreateTenantPayload,
  TenantConfiguration,
  TenantDomainInput,
  TenantDomainsPayload,
  UpdateTenantInput,
  UpdateTenantPayload,
} from './tenant.inputs.js';
import { Tenant, tenantById, TenantConnection, tenantList, TenantOrderField } from './tenant.js';

@Resolver(() => Tenant)
export class TenantResolver {
  @Query(() => Tenant, { nullable: true, description: 'The tenant that you act for.' })
  @Access('signed-in')
  async tenant(@Ctx() context: PlatformContext): Promise<Tenant | null> {
    const id = context.request.tenant?.id;
    return id === undefined ? null : context.load(tenantById, id);
  }

  @Query(() => TenantConfiguration, {
    nullable: true,
    description: 'What everybody may know of a tenant before signing in, by its host; null when no active tenant answers to it.',
  })
  @Access('anyone')
  async tenantConfiguration(
    @Ctx() context: PlatformContext,
    @Arg('host', () => String, { nullable: true, description: 'Such as `steppe.caregraph.example`; the tenant of the request when left out.' }) host: string | null | undefined,
  ): Promise<TenantConfiguration | null> {
    const tenant = host == null ? context.request.tenant : await tenantOfHost(context, host);
    if (!tenant) return null;
    const found = await context.asSystemOf(tenant, 'tenantConfiguration').first(Tenant, sql`where status = 'ACTIVE'`);
    if (!found) return null;
    const { branding, features } = found.settings();
    return { tenantId: found.id, subdomain: found.subdomain, branding, locale: found.locale, features };
  }

  @Query(() => TenantConnection, { description: "All tenants of the platform, the oldest first. For the platform's own people." })
  @Access('tenants:read')
  tenants(@Ctx() context: PlatformContext, @Args(() => PageArgs) args: PageArgs): Promise<Page<Tenant>> {
    return page({ db: context.acrossTenants }, tenantList, args, { field: TenantOrderField.CREATED_AT, direction: OrderDirection.ASC });
  }

  @Mutation(() => CreateTenantPayload, { description: "Creates a tenant with its first administrator. For the platform's own people." })
  @Access('tenants:administer')
  createTenant(
    @Ctx() context: PlatformContext,
    @Arg('input', () => CreateTenantInput, { description: 'The tenant.' }) input: CreateTenantInput,
  ): Promise<CreateTenantPayload> {
    return createTenant(context, input);
  }

  @Mutation(() => AdministerTenantPayload, { description: "Suspends a tenant, lifts it, or changes its plan. For the platform's own people." })
  @Access('tenants:administer')
  administerTenant(
    @Ctx() context: PlatformContext,
    @Arg('input', () => AdministerTenantInput, { description: 'What to change.' }) input: AdministerTenantInput,
  ): Promise<AdministerTenantPayload> {
    return administerTenant(context, input);
  }

  @Mutation(() => UpdateTenantPayload, { description: 'Changes the name and the settings of your tenant.' })
  @Access('tenant:manage')
  updateTenant(
    @Ctx() context: PlatformContext,
    @Arg('input', () => UpdateTenantInput, { description: 'The changes.' }) input: UpdateTenantInput,
  ): Promise<UpdateTenantPayload> {
    return updateTenant(context, input);
  }

  @Mutation(() => TenantDomainsPayload, { description: 'Makes your tenant answer to a domain of its own as well.' })
  @Access('tenant:manage')
  addTenantDomain(
    @Ctx() context: PlatformContext,
    @Arg('input', () => TenantDomainInput, { description: 'The domain.' }) input: TenantDomainInput,
  ): Promise<TenantDomainsPayload> {
    return addTenantDomain(context, input);
  }

  @Mutation(() => TenantDomainsPayload, { description: 'Takes a domain away from your tenant.' })
  @Access('tenant:manage')
  removeTenantDomain(
    @Ctx() context: PlatformContext,
    @Arg('input', () => TenantDomainInput, { description: 'The domain.' }) input: TenantDomainInput,
  ): Promise<TenantDomainsPayload> {
    return removeTenantDomain(context, input);
  }

  @FieldResolver(() => [String], { description: 'Domains of its own that it answers to; shown only to itself.' })
  async customDomains(@Root() tenant: Tenant, @Ctx() context: PlatformContext): Promise<string[]> {
    if (tenant.id !== context.request.tenant?.id) return [];
    const rows = await context.db.rows<{ domain: string }>(sql`select own_domains() as domain`, null);
    return rows.map(({ domain }) => domain);
  }
}
