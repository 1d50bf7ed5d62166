import { Directive, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { defineList } from '#kernel/subgraph/list.js';
import { loaderById } from '#kernel/subgraph/loader.js';
import { limitsOf, Plan } from './plan.js';

export enum TenantStatus {
  ACTIVE = 'ACTIVE',
  SUSPENDED = 'SUSPENDED',
}

registerEnumType(TenantStatus, {
  name: 'TenantStatus',
  description: 'Whether a tenant may use the platform.',
  valuesConfig: { ACTIVE: { description: 'It may.' }, SUSPENDED: { description: 'Nobody of the tenant can do anything until it is lifted.' } },
});

export enum TenantMode {
  LIVE = 'LIVE',
  TEST = 'TEST',
}

registerEnumType(TenantMode, {
  name: 'TenantMode',
  description: 'Whether it is about real people. It is one for life.',
  valuesConfig: {
    LIVE: { description: 'Real.' },
    TEST: { description: 'A sandbox: nobody in it is real, and its credentials work nowhere else.' },
  },
});

@ObjectType({ description: "How the tenant's own software looks." })
export class Branding {
  @Field(() => String, { simple: true, nullable: true, description: 'Address of the logo.' })
  logoUrl: string | null;

  @Field(() => String, { simple: true, nullable: true, description: 'Main colour, as `#rrggbb`.' })
  primaryColor: string | null;

  @Field(() => String, { simple: true, description: 'The name to show.' })
  companyName: string;
}

@ObjectType({ description: 'What the plan allows; null is no limit.' })
export class TenantLimits {
  @Field(() => Int, { simple: true, nullable: true, description: 'How many open branches.' })
  branches: number | null;

  @Field(() => Int, { simple: true, nullable: true, description: 'How many active people.' })
  staff: number | null;
}

@ObjectType({ description: 'One choice about the way of work.' })
export class WorkflowSetting {
  @Field(() => String, { simple: true, description: 'What is chosen, such as `encounter.autoTriage`.' })
  name: string;

  @Field(() => String, { simple: true, description: 'The choice.' })
  value: string;
}

@ObjectType({ description: 'How the tenant has set up its work.' })
export class TenantSettings {
  @Field(() => Branding, { simple: true, description: 'How its software looks.' })
  branding: Branding;

  @Field(() => [WorkflowSetting], { simple: true, description: 'Choices about the way of work, by name.' })
  workflow: WorkflowSetting[];

  @Field(() => [String], { simple: true, description: 'Features that are switched on.' })
  features: string[];
}

@Entity('tenants')
@ObjectType({ implements: Node, description: 'An organization on the platform: a clinic group, hospital, pharmacy chain, lab or supplier.' })
@Directive('@key(fields: "id")')
@Access('signed-in')
export class Tenant extends TenantEntity implements Node {
  @IdColumn('tenant', 'tenant_id')
  id: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'Legal or trading name.' })
  name: string;

  @Column('text')
  @Field(() => String, { simple: true, description: "The part before the platform's own domain: `steppe`." })
  subdomain: string;

  @Column('text')
  @Field(() => TenantStatus, { simple: true, description: 'Whether it may use the platform.' })
  status: TenantStatus;

  @Column('text')
  @Field(() => Plan, { simple: true, description: 'What it has subscribed to.' })
  plan: Plan;

  @Column('text')
  @Field(() => TenantMode, { simple: true, description: 'Whether it is real or a sandbox.' })
  mode: TenantMode;

  @Column('text')
  @Field(() => String, { simple: true, description: 'Language of its texts, as BCP 47 tag.' })
  locale: string;

  @Column('text', { nullable: true })
  logoUrl: string | null;

  @Column('text', { nullable: true })
  primaryColor: string | null;

  @Column('text', { nullable: true })
  companyName: string | null;

  @Column('jsonb')
  workflow: Record<string, string>;

  @Column('text', { array: true })
  features: string[];

  @Field(() => TenantLimits, { description: 'What the plan allows.' })
  limits(): TenantLimits {
    return limitsOf(this.plan);
  }

  @Field(() => TenantSettings, { description: 'How it has set up its work.' })
  settings(): TenantSettings {
    return {
      branding: { logoUrl: this.logoUrl, primaryColor: this.primaryColor, companyName: this.companyName ?? this.name },
      workflow: Object.entries(this.workflow).map(([name, value]) => ({ name, value })),
      features: this.features,
    };
  }
}

export const TenantConnection = connectionOf(Tenant, 'Tenant');

export const tenantById = loaderById(Tenant);

export enum TenantOrderField {
  CREATED_AT = 'CREATED_AT',
}

export const tenantList = defineList<Tenant, TenantOrderField>({ name: 'tenants', entity: Tenant, orders: { CREATED_AT: ['createdAt'] } });
