import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { seekForBranch } from '../dispatch/seeking.js';
import { takeTaskBack } from '../tasks/assigning.js';
import { TaskStatus } from '../tasks/task-terms.js';
import { Task } from '../tasks/task.js';
import { CourierShift, shiftsBetween } from './courier-shift.js';
import {
  EndShiftPayload,
  GoOffShiftPayload,
  GoOnShiftPayload,
  type EndShiftInput,
  type GoOffShiftInput,
  type GoOnShiftInput,
} from './courier.inputs.js';
import { Courier } from './courier.js';

const permission = 'tasks:perform';
const nothing = { courier: null };
const longestShiftMs = 24 * 3_600_000;
const longestSinceMs = 12 * 3_600_000;

export async function goOnShift(context: Context, { since = null, until = null }: GoOnShiftInput): Promise<GoOnShiftPayload> {
  return context.db.command(GoOnShiftPayload, { name: 'goOnShift', permission }, async (transaction) => {
    const courier = await lockOneself(transaction);
    if (courier instanceof Refusal) return courier;
    if (!courier.active) return refuse('WRONG_STATE', 'You do not go as a courier any more: ask who manages couriers.', undefined, nothing);
    if (courier.onShiftSince) return refuse('WRONG_STATE', 'You are on shift already.', undefined, nothing);
    const now = new Date();
    if (until && (until <= now || until.getTime() - now.getTime() > longestShiftMs))
      return refuse('INVALID', 'A shift ends later than now, and within 24 hours.', ['input', 'until'], nothing);
    const beganAt = since ?? now;
    if (beganAt > now || now.getTime() - beganAt.getTime() > longestSinceMs)
      return refuse('INVALID', 'A shift that began already began within the last 12 hours.', ['input', 'since'], nothing);
    if (since && (await shiftsBetween(transaction, courier, since, now)).length > 0)
      return refuse('INVALID', 'You were on shift then: begin not before your last shift ended.', ['input', 'since'], nothing);
    Object.assign(courier, { onShiftSince: beganAt, shiftUntil: until });
    await transaction.save(courier);
    const { branchId, id: courierId } = courier;
    const shift = { id: newId('couriershift'), branchId, courierId, beganAt, plannedUntil: until, endedAt: null };
    await transaction.insert(Object.assign(new CourierShift(), shift));
    await seekForBranch(transaction, branchId);
    return { courier };
  });
}

/** What one has set out for must be done first; what one was only sent to goes back. */
export async function goOffShift(context: Context, { reason }: GoOffShiftInput): Promise<GoOffShiftPayload> {
  return context.db.command(GoOffShiftPayload, { name: 'goOffShift', permission }, async (transaction) => {
    const courier = await lockOneself(transaction);
    if (courier instanceof Refusal) return courier;
    if (!courier.onShiftSince) return refuse('WRONG_STATE', 'You are not on shift.', undefined, nothing);
    return leaveShift(transaction, courier, 'You are on the way', reason);
  });
}

/** For somebody who cannot, or does not: a courier who is on shift can be sent, and cannot be put out of work. */
export async function endShift(context: Context, { courierId, reason }: EndShiftInput): Promise<EndShiftPayload> {
  return context.db.command(EndShiftPayload, { name: 'endShift', permission: 'couriers:manage' }, async (transaction) => {
    const field = ['input', 'courierId'];
    const courier = await transaction.lock(Courier, courierId);
    if (!courier) return refuse('NOT_FOUND', 'There is no such courier at the branches where you may do this.', field, nothing);
    if (!courier.onShiftSince) return refuse('WRONG_STATE', `${courier.name} is not on shift.`, field, nothing);
    if (!reason.trim()) return refuse('REQUIRED', 'Say why: the courier will ask.', ['input', 'reason'], nothing);
    return leaveShift(transaction, courier, `${courier.name} is on the way`, reason);
  });
}

async function leaveShift(
  transaction: Transaction,
  courier: Courier,
  onTheWay: string,
  reason: string | null | undefined,
): Promise<{ courier: Courier } | Refusal> {
  const tooLong = lengthErrors(mostLetters.text, { reason });
  if (tooLong.length > 0) return new Refusal(tooLong, nothing);
  const held = await transaction.all(
    Task,
    sql`where courier_id = ${toUuid('courier', courier.id)} and ended_at is null order by id for update`,
  );
  const begun = held.filter(({ status }) => status === TaskStatus.ACTIVE);
  if (begun.length > 0) {
    const numbers = begun.map(({ number }) => number).join(', ');
    return refuse('WRONG_STATE', `${onTheWay}: complete ${numbers}, or have a dispatcher take them back, first.`, undefined, nothing);
  }
  for (const task of held) {
    const wrong = await takeTaskBack(transaction, task, reason?.trim() || `${courier.name} went off shift.`);
    if (wrong) return new Refusal([wrong], nothing);
  }
  await transaction.rows(
    sql`update courier_shifts set ended_at = ${new Date()} where courier_id = ${toUuid('courier', courier.id)} and ended_at is null`,
  );
  Object.assign(courier, { onShiftSince: null, shiftUntil: null });
  return { courier: await transaction.save(courier) };
}

async function lockOneself(transaction: Transaction): Promise<Courier | Refusal> {
  const courier = await lockedCourierOf(transaction);
  return courier ?? refuse('NOT_FOUND', 'You are no courier: ask who manages couriers to add you.', undefined, nothing);
}

async function lockedCourierOf(transaction: Transaction): Promise<Courier | null> {
  const { kind, id } = transaction.context.actor;
  if (kind !== 'staff' || id === null) return null;
  return (await transaction.all(Courier, sql`where staff_id = ${toUuid('staff', id)} for update`))[0] ?? null;
}
