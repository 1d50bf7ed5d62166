import { createHash, randomBytes } from 'node:crypto';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { GraphError } from '#kernel/graph/graph-error.js';
import { newId, toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { refuse, userError } from '#kernel/graph/user-error.js';
import type { PlatformContext } from '../services.js';
import { checkPassword } from '../staff/password.js';
import { normalEmail, Staff, StaffStatus } from '../staff/staff.js';
import { endSessions } from './session-ending.js';
import { SessionPayload, type LoginInput, type RefreshSessionInput } from './session.inputs.js';
import { Session } from './session.js';
import { attemptOf, claimTry, forgetTries } from './sign-in-throttle.js';

/** A session lives as long as it is refreshed at least this often. */
const sessionDays = 14;

const nothing = { accessToken: null, accessTokenExpiresAt: null, refreshToken: null, refreshTokenExpiresAt: null, staffId: null };
const wrongCredentials = 'The email or the password is not right.';

/**
 * Signs a person in. Whether an account exists shows neither in the text nor in the time: an unknown one costs the same
 * check of a password, and is throttled alike.
 */
export async function login(context: PlatformContext, { email: typed, password }: LoginInput): Promise<SessionPayload> {
  const tenant = context.request.tenant;
  if (!tenant) throw noTenant();
  const email = normalEmail(typed);
  const attempt = attemptOf(email, context.request.client.address);
  const system = context.asSystemOf(tenant, 'login');
  const options = { name: 'login', permission: null, answersSecret: true };
  const tried = await system.command(SessionPayload, options, async (transaction) => {
    const wait = await claimTry(transaction, attempt);
    if (wait === null) return { ...nothing };
    return refuse('TOO_MANY_ATTEMPTS', `Too many wrong tries from your network: wait ${wait} seconds, then try again.`, ['input'], nothing);
  });
  if (tried.userErrors.length > 0) return tried;
  const staff = await system.first(Staff, sql`where email = ${email}`);
  const active = staff?.status === StaffStatus.ACTIVE ? staff : null;
  const right = await checkPassword(password, active?.passwordHash ?? null);
  if (!right || !active) {
    return Object.assign(new SessionPayload(), nothing, { userErrors: [userError('WRONG_CREDENTIALS', wrongCredentials, ['input'])] });
  }
  return system.command(SessionPayload, options, async (transaction) => {
    await forgetTries(transaction, attempt);
    const session = Object.assign(new Session(), {
      id: newId('session'),
      staffId: active.id,
      address: context.request.client.address,
      userAgent: context.request.client.userAgent?.slice(0, 300) ?? null,
      expiresAt: sessionEnd(),
      revokedAt: null,
      revokedReason: null,
    });
    await transaction.insert(session);
    return issue(context, transaction, session);
  });
}

/** Exchanges a refresh token for new tokens. A token that was used before is in two hands: it ends the session for both. */
export async function refreshSession(context: PlatformContext, { refreshToken }: RefreshSessionInput): Promise<SessionPayload> {
  const tenant = context.request.tenant;
  if (!tenant) throw noTenant();
  const options = { name: 'refreshSession', permission: null, answersSecret: true };
  const refusal = refuse('WRONG_CREDENTIALS', 'The refresh token is not valid: sign in again.', ['input', 'refreshToken'], nothing);
  return context.asSystemOf(tenant, 'refresh').command(SessionPayload, options, async (transaction) => {
    const [stored] = await transaction.rows<{ session_id: string; used: boolean; live: boolean }>(sql`
      select session_id, used_at is not null as used, expires_at > now() as live
      from refresh_tokens where token_hash = ${hashOf(refreshToken)} for update`);
    if (!stored) return refusal;
    const session = await transaction.lock(Session, toTypeId('session', stored.session_id));
    if (!session || session.revokedAt || session.expiresAt < new Date()) return refusal;
    if (stored.used) {
      await endSessions(transaction, { sessionId: session.id }, 'TOKEN_REUSED');
      return { ...nothing, userErrors: [...refusal.errors] };
    }
    if (!stored.live || !(await isActive(transaction, session.staffId))) return refusal;
    await transaction.rows(sql`update refresh_tokens set used_at = now() where token_hash = ${hashOf(refreshToken)}`);
    session.expiresAt = sessionEnd();
    await transaction.save(session);
    return issue(context, transaction, session);
  });
}

async function issue(context: PlatformContext, transaction: Transaction, session: Session): Promise<Omit<SessionPayload, 'userErrors'>> {
  const refreshToken = randomBytes(32).toString('base64url');
  await transaction.rows(sql`insert into refresh_tokens (token_hash, session_id, expires_at)
    values (${hashOf(refreshToken)}, ${toUuid('session', session.id)}, ${session.expiresAt})`);
  const tenantId = transaction.context.tenant?.id ?? '';
  const { token, expiresAt } = await context.services.tokens.sign({ staffId: session.staffId, tenantId, sessionId: session.id });
  return {
    accessToken: token,
    accessTokenExpiresAt: expiresAt,
    refreshToken,
    refreshTokenExpiresAt: session.expiresAt,
    staffId: session.staffId,
  };
}

async function isActive(transaction: Transaction, staffId: string): Promise<boolean> {
  return (await transaction.first(Staff, sql`where id = ${toUuid('staff', staffId)} and status = 'ACTIVE'`)) !== null;
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

function sessionEnd(): Date {
  return new Date(Date.now() + sessionDays * 24 * 3600 * 1000);
}

function noTenant(): GraphError {
  return new GraphError('BAD_USER_INPUT', "Say at which tenant: use the tenant's own address, or send the header X-Tenant-ID.");
}
