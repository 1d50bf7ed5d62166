import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';
import type { Context } from '#kernel/subgraph/context.js';
import { Branch, branchReference } from '../../references/branch.js';
import { Staff, staffReference } from '../../references/staff.js';
import { registerSigningKey, revokeSigningKey } from './registering-keys.js';
import {
  RegisterSigningKeyInput,
  RegisterSigningKeyPayload,
  RevokeSigningKeyInput,
  RevokeSigningKeyPayload,
} from './signing-key.inputs.js';
import { SigningKey, signingKeysOfStaff } from './signing-key.js';

@Resolver(() => SigningKey)
export class SigningKeyResolver {
  @Query(() => [SigningKey], { description: "One's own keys, the oldest first, those that were revoked too." })
  @Access('custody:read')
  async mySigningKeys(@Ctx() context: Context): Promise<SigningKey[]> {
    const { kind, id } = context.request.actor;
    return kind === 'staff' && id ? ((await context.load(signingKeysOfStaff, id)) ?? []) : [];
  }

  @Mutation(() => RegisterSigningKeyPayload, {
    description: "Registers the public half of a key that was made on one's own device, so that what it signs is known to be one's own.",
  })
  @Access('custody:handover')
  registerSigningKey(
    @Ctx() context: Context,
    @Arg('input', () => RegisterSigningKeyInput, { description: 'The key.' }) input: RegisterSigningKeyInput,
  ): Promise<RegisterSigningKeyPayload> {
    return registerSigningKey(context, input);
  }

  @Mutation(() => RevokeSigningKeyPayload, {
    description: "Ends a key of one's own, as when its device is lost. What it signed before stays signed.",
  })
  @Access('custody:handover')
  revokeSigningKey(
    @Ctx() context: Context,
    @Arg('input', () => RevokeSigningKeyInput, { description: 'Which, and why.' }) input: RevokeSigningKeyInput,
  ): Promise<RevokeSigningKeyPayload> {
    return revokeSigningKey(context, input);
  }

  @FieldResolver(() => Staff, { description: 'Whose it is, who registered it.' })
  staff(@Root() { staffId }: SigningKey): Staff {
    return staffReference(staffId);
  }

  @FieldResolver(() => [Branch], { description: 'In whose names it signs too.' })
  branches(@Root() { branchIds }: SigningKey): Branch[] {
    return branchIds.map(branchReference);
  }
}
