import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { Branding, Tenant, TenantMode, TenantStatus } from './tenant.js';
import { Plan } from './plan.js';

@InputType({ description: 'A new tenant and its first administrator.' })
export class CreateTenantInput {
  @Field(() => String, { description: 'Legal or trading name.' })
  name: string;

  @Field(() => String, { description: '3 to 40 letters, digits or hyphens, unique on the platform.' })
  subdomain: string;

  @Field(() => Plan, { defaultValue: Plan.STARTER, description: 'What it subscribes to.' })
  plan: Plan;

  @Field(() => TenantMode, { defaultValue: TenantMode.LIVE, description: 'Real, or a sandbox; it cannot be changed later.' })
  mode: TenantMode;

  @Field(() => String, { description: 'Email of the first administrator.' })
  adminEmail: string;

  @Field(() => String, { nullable: true, description: 'Name of the first administrator; the email when left out.' })
  adminName?: string | null;

  @Field(() => String, { nullable: true, description: 'Password of the first administrator; a temporary one is made when left out.' })
  adminPassword?: string | null;
}

@ObjectType({ description: 'The tenant created, or why not.' })
export class CreateTenantPayload extends MutationPayload {
  @Field(() => ID, { simple: true, nullable: true, description: 'Id of the new tenant.' })
  tenantId: string | null;

  @Field(() => Tenant, { simple: true, nullable: true, description: 'The new tenant.' })
  tenant: Tenant | null;

  @Field(() => ID, { simple: true, nullable: true, description: 'Id of the first administrator.' })
  adminId: string | null;

  @Field(() => String, { simple: true, nullable: true, description: 'The temporary password, when one was made: shown only here.' })
  temporaryPassword: string | null;
}

@InputType({ description: "How the tenant's own software looks." })
export class BrandingInput {
  @Field(() => String, { nullable: true, description: 'Address of the logo, beginning with https.' })
  logoUrl?: string | null;

  @Field(() => String, { nullable: true, description: 'Main colour, as `#rrggbb`.' })
  primaryColor?: string | null;

  @Field(() => String, { nullable: true, description: 'The name to show.' })
  companyName?: string | null;
}

@InputType({ description: 'One choice about the way of work.' })
export class WorkflowSettingInput {
  @Field(() => String, { description: 'What is chosen.' })
  name: string;

  @Field(() => String, { description: 'The choice.' })
  value: string;
}

@InputType({ description: 'Changes to the own tenant. What is left out stays.' })
export class UpdateTenantInput {
  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => String, { nullable: true, description: 'Legal or trading name.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'Language of its texts, as BCP 47 tag.' })
  locale?: string | null;

  @Field(() => BrandingInput, { nullable: true, description: 'How its software looks.' })
  branding?: BrandingInput | null;

  @Field(() => [WorkflowSettingInput], { nullable: true, description: 'All choices about the way of work.' })
  workflow?: WorkflowSettingInput[] | null;

  @Field(() => [String], { nullable: true, description: 'All features that are switched on.' })
  features?: string[] | null;
}

@ObjectType({ description: 'The tenant as changed, or why not.' })
export class UpdateTenantPayload extends MutationPayload {
  @Field(() => Tenant, { simple: true, nullable: true, description: 'The tenant.' })
  tenant: Tenant | null;
}

@InputType({ description: 'Whether a tenant may use the platform, and by which plan.' })
export class AdministerTenantInput {
  @Field(() => ID, { description: 'The tenant.' })
  tenantId: string;

  @Field(() => TenantStatus, { nullable: true, description: 'Suspend it, or lift the suspension.' })
  status?: TenantStatus | null;

  @Field(() => Plan, { nullable: true, description: 'Put it on another plan. What it has beyond the new limits stays.' })
  plan?: Plan | null;
}

@ObjectType({ description: 'The tenant as changed, or why not.' })
export class AdministerTenantPayload extends MutationPayload {
  @Field(() => Tenant, { simple: true, nullable: true, description: 'The tenant.' })
  tenant: Tenant | null;
}

@InputType({ description: "A domain of the tenant's own." })
export class TenantDomainInput {
  @Field(() => String, { description: 'Such as `portal.steppe.mn`.' })
  domain: string;
}

@ObjectType({ description: 'The domains as they are now, or why not.' })
export class TenantDomainsPayload extends MutationPayload {
  @Field(() => [String], { simple: true, nullable: true, description: 'All domains of its own.' })
  domains: string[] | null;
}

@ObjectType({ description: 'What everybody may know of a tenant before signing in.' })
export class TenantConfiguration {
  @Field(() => ID, { simple: true, description: 'Its id, for `X-Tenant-ID`.' })
  tenantId: string;

  @Field(() => String, { simple: true, description: "The part before the platform's own domain." })
  subdomain: string;

  @Field(() => Branding, { simple: true, description: 'How its software looks.' })
  branding: Branding;

  @Field(() => String, { simple: true, description: 'Language of its texts, as BCP 47 tag.' })
  locale: string;

  @Field(() => [String], { simple: true, description: 'Features that are switched on.' })
  features: string[];
}
