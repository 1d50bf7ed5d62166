import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { PurposeOfUse } from '#kernel/graph/purpose-of-use.js';
import { AdmittedTenant } from '../../admission/admission.js';
import { Plan } from '../../tenants/plan.js';
import { TenantMode } from '../../tenants/tenant.js';

@ObjectType({ description: 'A client as the gateway needs it.' })
@Directive('@inaccessible')
export class AdmittedClient {
  @Field(() => ID, { simple: true, description: 'Its id.' })
  id: string;

  @Field(() => TenantMode, { simple: true, description: 'Of a sandbox, or of a real tenant.' })
  kind: TenantMode;

  @Field(() => PurposeOfUse, { simple: true, description: 'Why it asks.' })
  purpose: PurposeOfUse;

  @Field(() => [String], { simple: true, description: 'What it may do.' })
  permissions: string[];

  @Field(() => Boolean, { simple: true, description: 'At all branches.' })
  everyBranch: boolean;

  @Field(() => [ID], { simple: true, description: 'At these branches.' })
  branches: string[];

  @Field(() => Boolean, { simple: true, description: 'Only the operations of its manifest are run for it.' })
  lockedToOperations: boolean;
}

@ObjectType({ description: 'A client that the gateway may let in, with its tenant.' })
@Directive('@inaccessible')
export class ClientAdmission {
  @Field(() => AdmittedTenant, { simple: true, description: 'The tenant.' })
  tenant: AdmittedTenant;

  @Field(() => Plan, { simple: true, description: "By which the client's rates go." })
  plan: Plan;

  @Field(() => AdmittedClient, { simple: true, description: 'The client.' })
  client: AdmittedClient;

  @Field(() => Int, { simple: true, description: 'Cost units used since midnight UTC.' })
  usedToday: number;
}
