import { Arg, Ctx, Directive, ID, Mutation, Resolver } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';
import type { PlatformContext } from '../../services.js';
import { IntrospectClientTokenPayload, IssueClientTokenPayload, RevokeClientTokenPayload } from './client-token.payloads.js';
import { issueClientToken } from './token-issuing.js';
import { introspectClientToken, revokeClientToken } from './token-standing.js';

const said = {
  issuer: 'The address by which the gateway was asked.',
  clientId: 'Who the client says it is.',
  secret: 'Its secret.',
  assertion: 'A JWT by its own key, in place of a secret.',
} as const;

/** What is behind the OAuth endpoints of the gateway, for it alone. */
@Resolver()
export class ClientTokenResolver {
  @Mutation(() => IssueClientTokenPayload, { description: 'For the gateway: exchanges a secret or an assertion for an access token.' })
  @Directive('@inaccessible')
  @Access('anyone')
  issueClientToken(
    @Ctx() context: PlatformContext,
    @Arg('issuer', () => String, { description: said.issuer }) issuer: string,
    @Arg('clientId', () => ID, { description: said.clientId }) clientId: string,
    @Arg('secret', () => String, { nullable: true, description: said.secret }) secret: string | null,
    @Arg('assertion', () => String, { nullable: true, description: said.assertion }) assertion: string | null,
    @Arg('scope', () => String, { nullable: true, description: 'Scopes, parted by spaces; all of the client when left out.' })
    scope: string | null,
  ): Promise<IssueClientTokenPayload> {
    return issueClientToken(context, { issuer, clientId, secret: secret ?? null, assertion: assertion ?? null, scope: scope ?? null });
  }

  @Mutation(() => IntrospectClientTokenPayload, { description: 'For the gateway: whether a token stands.' })
  @Directive('@inaccessible')
  @Access('anyone')
  introspectClientToken(
    @Ctx() context: PlatformContext,
    @Arg('issuer', () => String, { description: said.issuer }) issuer: string,
    @Arg('clientId', () => ID, { description: said.clientId }) clientId: string,
    @Arg('secret', () => String, { nullable: true, description: said.secret }) secret: string | null,
    @Arg('assertion', () => String, { nullable: true, description: said.assertion }) assertion: string | null,
    @Arg('token', () => String, { description: 'The token.' }) token: string,
  ): Promise<IntrospectClientTokenPayload> {
    return introspectClientToken(context, { issuer, clientId, secret: secret ?? null, assertion: assertion ?? null, token });
  }

  @Mutation(() => RevokeClientTokenPayload, { description: 'For the gateway: takes a token back.' })
  @Directive('@inaccessible')
  @Access('anyone')
  revokeClientToken(
    @Ctx() context: PlatformContext,
    @Arg('issuer', () => String, { description: said.issuer }) issuer: string,
    @Arg('clientId', () => ID, { description: said.clientId }) clientId: string,
    @Arg('secret', () => String, { nullable: true, description: said.secret }) secret: string | null,
    @Arg('assertion', () => String, { nullable: true, description: said.assertion }) assertion: string | null,
    @Arg('token', () => String, { description: 'The token.' }) token: string,
  ): Promise<RevokeClientTokenPayload> {
    return revokeClientToken(context, { issuer, clientId, secret: secret ?? null, assertion: assertion ?? null, token });
  }
}
