import { GraphQLScalarType } from 'graphql';
import { Arg, Ctx, Directive, ID, Query, Resolver } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';
import type { PlatformContext } from '../services.js';
import { Admission } from './admission.js';
import { admit } from './admit.js';

const KeySet = new GraphQLScalarType({ name: 'KeySet', description: 'A JSON Web Key Set (RFC 7517).' });

/** For the gateway alone: composition leaves these fields out of everything that a client can see or select. */
@Resolver()
export class AdmissionResolver {
  @Query(() => Admission, { description: 'For the gateway: which tenant and actor to let in.' })
  @Directive('@inaccessible')
  @Access('anyone')
  admission(
    @Ctx() context: PlatformContext,
    @Arg('tenant', () => String, { nullable: true, description: 'Id or subdomain.' }) tenant: string | null,
    @Arg('host', () => String, { nullable: true, description: 'Host of the request.' }) host: string | null,
    @Arg('actor', () => ID, { nullable: true, description: 'Whom the token names.' }) actor: string | null,
    @Arg('session', () => ID, { nullable: true, description: 'Which session the token is of.' }) session: string | null,
    @Arg('branch', () => ID, { nullable: true, description: 'Which branch was chosen.' }) branch: string | null,
  ): Promise<Admission> {
    return admit(context, { tenant, host, actor, session, branch });
  }

  @Query(() => KeySet, { description: 'For the gateway: the keys that sign access tokens.' })
  @Directive('@inaccessible')
  @Access('anyone')
  signingKeys(@Ctx() context: PlatformContext): Promise<{ keys: unknown[] }> {
    return context.services.tokens.keySet();
  }
}
