import { Arg, Ctx, Directive, Mutation, Query, Resolver } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import type { PlatformContext } from '../services.js';
import { openSandbox } from './opening.js';
import { prepareSandbox } from './preparing.js';
import { claimSandboxReset, releaseSandboxClaim, sandboxState, wantSandboxReset } from './resetting.js';
import { OpenSandboxInput, OpenSandboxPayload, PrepareSandboxInput, PrepareSandboxPayload, SandboxState } from './sandbox.inputs.js';

const subdomainArgument = { description: 'The subdomain of the sandbox.' };
const byArgument = { description: 'Who claims it, by a name that nobody else has.' };

/** For whoever keeps the sandbox: nothing of it stands in the graph. */
@Resolver()
export class SandboxResolver {
  @Query(() => SandboxState, { nullable: true, description: 'Which tenant is the sandbox; null when there was never one.' })
  @Directive('@inaccessible')
  @Access('tenants:administer')
  sandbox(@Ctx() context: PlatformContext, @Arg('subdomain', () => String, subdomainArgument) subdomain: string): Promise<SandboxState | null> {
    return sandboxState(context, subdomain);
  }

  @Mutation(() => Boolean, { description: 'Whether the caller is to make a new sandbox now; nobody else is told so for ten minutes.' })
  @Directive('@inaccessible')
  @Access('tenants:administer')
  claimSandboxReset(
    @Ctx() context: PlatformContext,
    @Arg('subdomain', () => String, subdomainArgument) subdomain: string,
    @Arg('openedBefore', () => DateTimeScalar, { description: 'One that was opened before this is too old.' }) openedBefore: Date,
    @Arg('by', () => String, byArgument) by: string,
  ): Promise<boolean> {
    return claimSandboxReset(context, subdomain, openedBefore, by);
  }

  @Mutation(() => Boolean, { description: 'Gives back what was claimed. False when the claim is not, or not any more, of who says so.' })
  @Directive('@inaccessible')
  @Access('tenants:administer')
  releaseSandboxClaim(
    @Ctx() context: PlatformContext,
    @Arg('subdomain', () => String, subdomainArgument) subdomain: string,
    @Arg('by', () => String, byArgument) by: string,
  ): Promise<boolean> {
    return releaseSandboxClaim(context, subdomain, by);
  }

  @Mutation(() => Boolean, { description: 'Asks for a new sandbox.' })
  @Directive('@inaccessible')
  @Access('tenants:administer')
  wantSandboxReset(@Ctx() context: PlatformContext, @Arg('subdomain', () => String, subdomainArgument) subdomain: string): Promise<boolean> {
    return wantSandboxReset(context, subdomain);
  }

  @Mutation(() => PrepareSandboxPayload, {
    description: 'Makes the public client of the calling tenant, which is to be the sandbox next. The present one stays open meanwhile.',
  })
  @Directive('@inaccessible')
  @Access('tenants:administer')
  prepareSandbox(
    @Ctx() context: PlatformContext,
    @Arg('input', () => PrepareSandboxInput, { description: 'The credentials.' }) input: PrepareSandboxInput,
  ): Promise<PrepareSandboxPayload> {
    return prepareSandbox(context, input);
  }

  @Mutation(() => OpenSandboxPayload, { description: 'Makes the calling tenant the sandbox, in the place of the one before.' })
  @Directive('@inaccessible')
  @Access('tenants:administer')
  openSandbox(
    @Ctx() context: PlatformContext,
    @Arg('input', () => OpenSandboxInput, { description: 'What it takes over.' }) input: OpenSandboxInput,
  ): Promise<OpenSandboxPayload> {
    return openSandbox(context, input);
  }
}
