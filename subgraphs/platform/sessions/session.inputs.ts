import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { Staff } from '../staff/staff.js';
import { Session } from './session.js';

@InputType({ description: 'Who signs in.' })
export class LoginInput {
  @Field(() => String, { description: 'Email of the person.' })
  email: string;

  @Field(() => String, { description: 'Password of the person.' })
  password: string;
}

@InputType({ description: 'A refresh token to exchange.' })
export class RefreshSessionInput {
  @Field(() => String, { description: 'The newest refresh token of the session. Using an older one ends the session.' })
  refreshToken: string;
}

@InputType({ description: 'Nothing is needed to sign out.' })
export class LogoutInput {
  @Field(() => Boolean, { defaultValue: false, description: 'End all sessions of yours, on every device.' })
  everywhere: boolean;
}

@InputType({ description: 'Which session to end.' })
export class RevokeSessionInput {
  @Field(() => ID, { description: 'The session: one of yours, or of anybody with `staff:manage`.' })
  id: string;
}

@InputType({ description: 'A new password for yourself.' })
export class ChangePasswordInput {
  @Field(() => String, { description: 'The present one.' })
  currentPassword: string;

  @Field(() => String, { description: 'The new one, of at least 12 characters.' })
  newPassword: string;
}

@ObjectType({ description: 'The tokens of a session, or why there are none.' })
export class SessionPayload extends MutationPayload {
  @Field(() => String, { simple: true, nullable: true, description: 'Send it as `Authorization: Bearer …`.' })
  accessToken: string | null;

  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When the access token ends: 15 minutes from now.' })
  accessTokenExpiresAt: Date | null;

  @Field(() => String, { simple: true, nullable: true, description: 'Exchange it once by `refreshSession` for new tokens.' })
  refreshToken: string | null;

  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When the refresh token ends.' })
  refreshTokenExpiresAt: Date | null;

  @Field(() => ID, { simple: true, nullable: true, description: 'Id of the person.' })
  staffId: string | null;
}

@ObjectType({ description: 'Signed out, or why not.' })
export class LogoutPayload extends MutationPayload {}

@ObjectType({ description: 'The session as ended, or why not.' })
export class RevokeSessionPayload extends MutationPayload {
  @Field(() => Session, { simple: true, nullable: true, description: 'The session.' })
  session: Session | null;
}

@ObjectType({ description: 'You with your new password, or why not.' })
export class ChangePasswordPayload extends MutationPayload {
  @Field(() => Staff, { simple: true, nullable: true, description: 'You.' })
  staff: Staff | null;
}
