import { Field, ID, ObjectType, registerEnumType, Directive } from 'type-graphql';
import { TenantStatus } from '../tenants/tenant.js';

export enum AdmittedKind {
  STAFF = 'STAFF',
  CLIENT = 'CLIENT',
}

registerEnumType(AdmittedKind, {
  name: 'AdmittedKind',
  description: 'What kind of actor was admitted.',
  valuesConfig: { STAFF: { description: 'A person.' }, CLIENT: { description: 'A program.' } },
});

@ObjectType({ description: 'A tenant as the gateway needs it.' })
@Directive('@inaccessible')
export class AdmittedTenant {
  @Field(() => ID, { simple: true, description: 'Its id.' })
  id: string;

  @Field(() => String, { simple: true, description: 'Its subdomain.' })
  subdomain: string;

  @Field(() => TenantStatus, { simple: true, description: 'Whether it may use the platform.' })
  status: TenantStatus;

  @Field(() => String, { simple: true, description: 'Its language.' })
  locale: string;
}

@ObjectType({ description: 'A role that an actor holds, spelled out.' })
@Directive('@inaccessible')
export class AdmittedGrant {
  @Field(() => String, { simple: true, description: 'Code of the role.' })
  role: string;

  @Field(() => [String], { simple: true, description: 'What it allows.' })
  permissions: readonly string[];

  @Field(() => Boolean, { simple: true, description: 'At all branches.' })
  everyBranch: boolean;

  @Field(() => [ID], { simple: true, description: 'At these branches.' })
  branches: string[];
}

@ObjectType({ description: 'Who asks, and what they may do.' })
@Directive('@inaccessible')
export class AdmittedActor {
  @Field(() => AdmittedKind, { simple: true, description: 'What kind.' })
  kind: AdmittedKind;

  @Field(() => ID, { simple: true, description: 'Its id.' })
  id: string;

  @Field(() => ID, { simple: true, nullable: true, description: 'The session.' })
  sessionId: string | null;

  @Field(() => [AdmittedGrant], { simple: true, description: 'What it may do, and where.' })
  grants: AdmittedGrant[];
}

@ObjectType({ description: 'What the gateway may let in.' })
@Directive('@inaccessible')
export class Admission {
  @Field(() => AdmittedTenant, { simple: true, nullable: true, description: 'The tenant, when there is one.' })
  tenant: AdmittedTenant | null;

  @Field(() => AdmittedActor, { simple: true, nullable: true, description: 'The actor, when its session stands.' })
  actor: AdmittedActor | null;

  @Field(() => ID, { simple: true, nullable: true, description: "The branch asked about, when it is the tenant's and open." })
  branch: string | null;
}
