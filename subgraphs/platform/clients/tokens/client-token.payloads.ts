import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { MutationPayload } from '#kernel/graph/user-error.js';

/** Errors of OAuth stand beside `userErrors`, for they are RFC 6749's and not ours. */
@ObjectType()
abstract class OAuthPayload extends MutationPayload {
  @Field(() => String, { simple: true, nullable: true, description: 'Why it was refused, by RFC 6749: `invalid_client`.' })
  error: string | null;

  @Field(() => String, { simple: true, nullable: true, description: 'The same for a person.' })
  errorDescription: string | null;
}

@ObjectType({ description: 'For the gateway: an access token, or why there is none.' })
@Directive('@inaccessible')
export class IssueClientTokenPayload extends OAuthPayload {
  @Field(() => String, { simple: true, nullable: true, description: 'The token.' })
  accessToken: string | null;

  @Field(() => Int, { simple: true, nullable: true, description: 'How many seconds it lasts.' })
  expiresIn: number | null;

  @Field(() => String, { simple: true, nullable: true, description: 'What it may be used for.' })
  scope: string | null;
}

@ObjectType({ description: 'For the gateway: what a token says.' })
@Directive('@inaccessible')
export class IntrospectedClientToken {
  @Field(() => ID, { simple: true, description: 'Whose it is.' })
  clientId: string;

  @Field(() => String, { simple: true, description: 'What it may be used for.' })
  scope: string;

  @Field(() => String, { simple: true, description: 'Its own id.' })
  jti: string;

  @Field(() => Int, { simple: true, description: 'When it was issued, in seconds since 1970.' })
  issuedAt: number;

  @Field(() => Int, { simple: true, description: 'When it ends, in seconds since 1970.' })
  expiresAt: number;
}

@ObjectType({ description: 'For the gateway: whether a token stands.' })
@Directive('@inaccessible')
export class IntrospectClientTokenPayload extends OAuthPayload {
  @Field(() => IntrospectedClientToken, {
    simple: true,
    nullable: true,
    description: "The token, when it is the asking client's and stands.",
  })
  token: IntrospectedClientToken | null;
}

@ObjectType({ description: 'For the gateway: whether a token was taken back.' })
@Directive('@inaccessible')
export class RevokeClientTokenPayload extends OAuthPayload {}
