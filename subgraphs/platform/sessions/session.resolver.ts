import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { GraphError } from '#kernel/graph/graph-error.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { PlatformContext } from '../services.js';
import { grantsOfStaff, Staff, staffById } from '../staff/staff.js';
import { changePassword, logout, mayManageSessionsOf, revokeSession } from './session-changes.js';
import {
  ChangePasswordInput,
  ChangePasswordPayload,
  LoginInput,
  LogoutInput,
  LogoutPayload,
  RefreshSessionInput,
  RevokeSessionInput,
  RevokeSessionPayload,
  SessionPayload,
} from './session.inputs.js';
import { Session } from './session.js';
import { login, refreshSession } from './signing-in.js';

@Resolver(() => Session)
export class SessionResolver {
  @Query(() => [Session], { description: 'Sessions that stand, the newest first: yours, or with `staff:manage` those of somebody else.' })
  @Access('signed-in')
  async sessions(
    @Ctx() context: PlatformContext,
    @Arg('staffId', () => ID, { nullable: true, description: 'Whose; yours when left out.' }) staffId: string | null,
  ): Promise<Session[]> {
    const whose = staffId ?? context.request.actor.id;
    if (staffId != null && staffId !== context.request.actor.id) {
      const grants = (await context.load(grantsOfStaff, staffId)) ?? [];
      if (!mayManageSessionsOf(context, grants)) {
        const message = 'Seeing the sessions of others takes the permission "staff:manage" wherever they work.';
        throw new GraphError('FORBIDDEN', message, { extensions: { permission: 'staff:manage' } });
      }
    }
    return context.db.all(
      Session,
      sql`where staff_id = ${whose ? toUuid('staff', whose) : null} and revoked_at is null and expires_at > now() order by created_at desc limit 100`,
    );
  }

  @Mutation(() => SessionPayload, {
    description: 'Signs a person in at the tenant of the request. An `Idempotency-Key` has no effect here: the answer is a secret and is never stored.',
  })
  @Access('anyone')
  login(
    @Ctx() context: PlatformContext,
    @Arg('input', () => LoginInput, { description: 'Who signs in.' }) input: LoginInput,
  ): Promise<SessionPayload> {
    return login(context, input);
  }

  @Mutation(() => SessionPayload, { description: 'Exchanges a refresh token for new tokens. An `Idempotency-Key` has no effect here.' })
  @Access('anyone')
  refreshSession(
    @Ctx() context: PlatformContext,
    @Arg('input', () => RefreshSessionInput, { description: 'The token.' }) input: RefreshSessionInput,
  ): Promise<SessionPayload> {
    return refreshSession(context, input);
  }

  @Mutation(() => LogoutPayload, { description: 'Ends your session, or all of yours.' })
  @Access('signed-in')
  logout(
    @Ctx() context: PlatformContext,
    @Arg('input', () => LogoutInput, { description: 'How far.' }) input: LogoutInput,
  ): Promise<LogoutPayload> {
    return logout(context, input);
  }

  @Mutation(() => RevokeSessionPayload, { description: 'Ends a session; its tokens are refused within seconds.' })
  @Access('signed-in')
  revokeSession(
    @Ctx() context: PlatformContext,
    @Arg('input', () => RevokeSessionInput, { description: 'Which.' }) input: RevokeSessionInput,
  ): Promise<RevokeSessionPayload> {
    return revokeSession(context, input);
  }

  @Mutation(() => ChangePasswordPayload, { description: 'Changes your password and ends your other sessions.' })
  @Access('signed-in')
  changePassword(
    @Ctx() context: PlatformContext,
    @Arg('input', () => ChangePasswordInput, { description: 'The passwords.' }) input: ChangePasswordInput,
  ): Promise<ChangePasswordPayload> {
    return changePassword(context, input);
  }

  @FieldResolver(() => Boolean, { description: 'Whether it is the one that asks.' })
  current(@Root() session: Session, @Ctx() context: PlatformContext): boolean {
    return session.id === context.request.actor.sessionId;
  }

  @FieldResolver(() => Staff, { nullable: true, description: 'Whose it is.' })
  staff(@Root() session: Session, @Ctx() context: PlatformContext): Promise<Staff | null> {
    return context.load(staffById, session.staffId);
  }
}
