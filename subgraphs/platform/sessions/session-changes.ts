import { permits } from '#kernel/context/request-context.js';
import { sql } from '#kernel/database/sql.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { refuse } from '#kernel/graph/user-error.js';
import type { PlatformContext } from '../services.js';
import { managesStaffAt } from '../staff/delegation.js';
import { checkPassword, hashPassword, passwordProblem } from '../staff/password.js';
import { Staff, StaffGrant } from '../staff/staff.js';
import { endSessions } from './session-ending.js';
import {
  ChangePasswordPayload,
  LogoutPayload,
  RevokeSessionPayload,
  type ChangePasswordInput,
  type LogoutInput,
  type RevokeSessionInput,
} from './session.inputs.js';
import { Session } from './session.js';
import { attemptOf, claimTry, forgetTries } from './sign-in-throttle.js';

export async function logout(context: PlatformContext, { everywhere }: LogoutInput): Promise<LogoutPayload> {
  const { id, sessionId } = context.request.actor;
  return context.db.command(LogoutPayload, { name: 'logout', permission: null }, async (transaction) => {
    if (everywhere && id) await endSessions(transaction, { staffId: id }, 'LOGOUT');
    else if (sessionId) await endSessions(transaction, { sessionId }, 'LOGOUT');
    return {};
  });
}

export async function revokeSession(context: PlatformContext, { id }: RevokeSessionInput): Promise<RevokeSessionPayload> {
  return context.db.command(RevokeSessionPayload, { name: 'revokeSession', permission: null }, async (transaction) => {
    const session = await transaction.lock(Session, id);
    const mine = session?.staffId === context.request.actor.id;
    const grants = session && !mine ? await transaction.all(StaffGrant, sql`where staff_id = ${toUuid('staff', session.staffId)}`) : [];
    if (!session || (!mine && !mayManageSessionsOf(context, grants))) {
      return refuse('NOT_FOUND', 'There is no such session.', ['input', 'id'], { session: null });
    }
    await endSessions(transaction, { sessionId: session.id }, 'REVOKED');
    return { session: await transaction.lock(Session, id) };
  });
}

/** A session is at work wherever its person is: it takes the permission at all of those branches. */
export function mayManageSessionsOf(context: PlatformContext, grants: readonly StaffGrant[]): boolean {
  return permits(context.request, 'staff:manage') && grants.every(({ branchId }) => managesStaffAt(context, branchId));
}

/** Changes the caller's own password and ends their other sessions. Wrong tries are throttled as at sign-in. */
export async function changePassword(context: PlatformContext, input: ChangePasswordInput): Promise<ChangePasswordPayload> {
  const { id, sessionId } = context.request.actor;
  const nothing = { staff: null };
  const options = { name: 'changePassword', permission: null, answersSecret: true };
  const staff = id ? await context.db.first(Staff, sql`where id = ${toUuid('staff', id)}`) : null;
  const attempt = attemptOf(staff?.email ?? '', `password of ${id}`);
  const tried = await context.db.command(ChangePasswordPayload, options, async (transaction) => {
    const wait = await claimTry(transaction, attempt);
    if (wait === null) return nothing;
    return refuse('TOO_MANY_ATTEMPTS', `Too many wrong tries: wait ${wait} seconds, then try again.`, ['input', 'currentPassword'], nothing);
  });
  if (tried.userErrors.length > 0) return tried;
  const right = await checkPassword(input.currentPassword, staff?.passwordHash ?? null);
  const weak = staff ? passwordProblem(input.newPassword, staff.email) : null;
  const passwordHash = right && !weak ? await hashPassword(input.newPassword) : '';
  return context.db.command(ChangePasswordPayload, options, async (transaction) => {
    const current = id ? await transaction.lock(Staff, id) : null;
    if (!right || !current || current.passwordHash !== staff?.passwordHash) {
      return refuse('WRONG_CREDENTIALS', 'The present password is not right.', ['input', 'currentPassword'], nothing);
    }
    if (weak) return refuse('INVALID', weak, ['input', 'newPassword'], nothing);
    await forgetTries(transaction, attempt);
    Object.assign(current, { passwordHash, passwordTemporary: false });
    await transaction.save(current);
    await endSessions(transaction, { staffId: current.id, except: sessionId }, 'PASSWORD_CHANGED');
    return { staff: current };
  });
}
