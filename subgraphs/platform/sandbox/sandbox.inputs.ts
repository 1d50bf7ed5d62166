import { Directive, Field, ID, InputType, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { MutationPayload } from '#kernel/graph/user-error.js';

@InputType({ description: 'Which sandbox the calling tenant is to be next, and by what anybody may ask it.' })
@Directive('@inaccessible')
export class PrepareSandboxInput {
  @Field(() => String, { description: 'The subdomain of the sandbox.' })
  subdomain: string;

  @Field(() => ID, { description: 'The id of its public client, the same in each sandbox.' })
  clientId: string;

  @Field(() => String, { description: 'The secret of that client, which everybody knows.' })
  clientSecret: string;

  @Field(() => String, { description: 'Its API key, which everybody knows.' })
  apiKey: string;
}

@ObjectType({ description: 'What was prepared, or why not.' })
@Directive('@inaccessible')
export class PrepareSandboxPayload extends MutationPayload {
  @Field(() => [String], { simple: true, nullable: true, description: 'What its public client may do.' })
  scopes: string[] | null;
}

@InputType({ description: 'What the new sandbox takes over.' })
@Directive('@inaccessible')
export class OpenSandboxInput {
  @Field(() => String, { description: 'The subdomain, which leads here from now on, as the credentials do that were prepared.' })
  subdomain: string;
}

@ObjectType({ description: 'The sandbox that is open now, or why not.' })
@Directive('@inaccessible')
export class OpenSandboxPayload extends MutationPayload {
  @Field(() => ID, { simple: true, nullable: true, description: 'The sandbox before it, which nothing leads to any more and which is suspended.' })
  formerTenantId: string | null;
}

@ObjectType({ description: 'Which tenant is the sandbox.' })
@Directive('@inaccessible')
export class SandboxState {
  @Field(() => ID, { simple: true, nullable: true, description: 'The tenant; null before the first.' })
  tenantId: string | null;

  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'Since when.' })
  openedAt: Date | null;
}
