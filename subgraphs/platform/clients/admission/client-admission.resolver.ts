import { Arg, Ctx, Directive, ID, Query, Resolver } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';
import type { PlatformContext } from '../../services.js';
import { admitClient } from './admit-client.js';
import { ClientAdmission } from './client-admission.js';

/** For the gateway alone, as `admission` is. */
@Resolver()
export class ClientAdmissionResolver {
  @Query(() => ClientAdmission, { nullable: true, description: 'For the gateway: which client to let in.' })
  @Directive('@inaccessible')
  @Access('anyone')
  clientAdmission(
    @Ctx() context: PlatformContext,
    @Arg('client', () => ID, { nullable: true, description: 'Whom an access token names.' }) client: string | null,
    @Arg('token', () => String, { nullable: true, description: 'The `jti` of the access token.' }) token: string | null,
    @Arg('key', () => String, { nullable: true, description: 'An API key, in place of both.' }) key: string | null,
  ): Promise<ClientAdmission | null> {
    return admitClient(context, { client, token, key });
  }
}
