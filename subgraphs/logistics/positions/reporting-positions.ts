import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { refuse } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { isDuring, shiftsBetween } from '../couriers/courier-shift.js';
import { Courier } from '../couriers/courier.js';
import { stopOrder } from '../couriers/stops-of-courier.js';
import { seekForBranch } from '../dispatch/seeking.js';
import { courierMoves } from '../feeds.js';
import { Task } from '../tasks/task.js';
import { TaskStatus } from '../tasks/task-terms.js';
import { mergeTrace } from '../traces/merging.js';
import { inItself } from '../traces/plausibility.js';
import type { Position, Trace } from '../traces/position.js';
import { estimateArrivals } from './estimating.js';
import { keepPositions, keyOf, type KeptBatch } from './keeping-positions.js';
import {
  mostPositions,
  ReportPositionsPayload,
  type PositionInput,
  type RejectedPosition,
  type RejectionReason,
  type ReportPositionsInput,
} from './position.inputs.js';
import { noteVisits } from './noting-visits.js';
import { newestStatement } from './stored-trace.js';

/** What is not even kept: a place that does not exist, and a time for which nothing is kept. */
const unkept: ReadonlySet<RejectionReason | null> = new Set<RejectionReason>(['NOT_A_PLACE', 'IN_THE_FUTURE', 'TOO_OLD', 'OFF_SHIFT']);

/** Takes the positions of the courier who sends them. Late, again and out of order: whatever the batches, the trace becomes the same. */
export async function reportPositions(context: Context, { positions }: ReportPositionsInput): Promise<ReportPositionsPayload> {
  const nothing = { taken: 0, known: 0, rejected: [] };
  const now = new Date();
  let topics: readonly string[] = [];
  let moved = '';
  const payload = await context.db.command(
    ReportPositionsPayload,
    { name: 'reportPositions', permission: 'tasks:perform' },
    async (transaction) => {
      topics = [];
      if (positions.length > mostPositions)
        return refuse(
          'LIMIT_REACHED',
          `These are ${positions.length} positions: send at most ${mostPositions} at a time.`,
          ['input', 'positions'],
          nothing,
        );
      const courier = await ownCourier(transaction);
      if (!courier) return refuse('NOT_FOUND', 'You are no courier here: ask a dispatcher to add you.', undefined, nothing);
      const told = positions.map(toPosition);
      const refusals = await refusalsOf(transaction, courier, told, now);
      const batch = mergeTrace(
        [],
        told.filter((_, index) => !unkept.has(refusals[index] ?? null)),
      );
      const kept = await keepPositions(transaction, courier, batch);
      const believed = batch.filter((position) => kept.verdicts.get(keyOf(position)) === null);
      const tasks = await openTasksOf(transaction, courier);
      const active = tasks.filter(({ status }) => status === TaskStatus.ACTIVE);
      const wasLocated = courier.isLocated;
      if (await moveCourier(transaction, courier, believed, kept.onward)) {
        if (courier.isOnShift && courier.isLocated && !wasLocated) await seekForBranch(transaction, courier.branchId);
        await estimateArrivals(transaction, courier, tasks, now);
        // What comes late of a shift that is over is on no map: the courier is at home.
        topics = [...(courier.isOnShift ? [courier.branchId] : []), ...active.map(({ id }) => id)];
        moved = courier.id;
      }
      await noteVisits(transaction, courier, active, believed, kept.onward);
      return accountOf(told, refusals, kept);
    },
  );
  if (topics.length > 0) context.announce(courierMoves, topics, [moved]);
  return payload;
}

/** Why each is not believed by itself, or not kept. What has no place or time in which it is kept needs no shift. */
async function refusalsOf(
  transaction: Transaction,
  courier: Courier,
  told: readonly Position[],
  now: Date,
): Promise<(RejectionReason | null)[]> {
  const refusals = told.map((position) => inItself(position, { fastestKmh: Infinity, now }));
  const times = told.filter((_, index) => !unkept.has(refusals[index] ?? null)).map(({ at }) => at.getTime());
  const shifts =
    times.length > 0 ? await shiftsBetween(transaction, courier, new Date(Math.min(...times)), new Date(Math.max(...times))) : [];
  return told.map(({ at }, index) => {
    const refusal = refusals[index] ?? null;
    return unkept.has(refusal) || shifts.some((shift) => isDuring(at, shift)) ? refusal : 'OFF_SHIFT';
  });
}

/** Locked against other batches of the same courier, and not against whoever sends the courier somewhere. */
async function ownCourier(transaction: Transaction): Promise<Courier | null> {
  const { actor } = transaction.context;
  if (actor.kind !== 'staff' || actor.id === null) return null;
  const [courier = null] = await transaction.all(Courier, sql`where staff_id = ${toUuid('staff', actor.id)} for no key update`);
  return courier;
}

/** Numbers have one spelling from here on: 0 is not -0, and whatever is below 0 metres is as unknown. */
function toPosition({ at, latitude, longitude, accuracyMetres, speed, heading }: PositionInput): Position {
  return {
    at,
    latitude: latitude + 0,
    longitude: longitude + 0,
    accuracyMetres: accuracyMetres == null ? null : accuracyMetres < 0 ? -1 : accuracyMetres + 0,
    speed: speed == null ? null : speed + 0,
    heading: heading == null ? null : heading + 0,
  };
}

/** To the newest position that is believed; answers whether that is another than before. */
async function moveCourier(transaction: Transaction, courier: Courier, believed: Trace, onward: boolean): Promise<boolean> {
  const newest = onward ? believed.at(-1) : await newestOf(transaction, courier);
  if (!newest || isThere(courier, newest)) return false;
  const { at, latitude, longitude } = newest;
  await transaction.rows(sql`
    update couriers set latitude = ${latitude}, longitude = ${longitude}, position_at = ${at} where id = ${toUuid('courier', courier.id)}`);
  Object.assign(courier, { positionAt: at, latitude, longitude });
  return true;
}

function isThere(courier: Courier, { at, latitude, longitude }: Position): boolean {
  return courier.positionAt?.getTime() === at.getTime() && courier.latitude === latitude && courier.longitude === longitude;
}

async function newestOf(transaction: Transaction, { id }: Courier): Promise<Position | undefined> {
  const [newest] = await transaction.rows<Position>(newestStatement(id));
  return newest;
}

function openTasksOf(transaction: Transaction, { id }: Courier): Promise<Task[]> {
  return transaction.all(Task, sql`where courier_id = ${toUuid('courier', id)} and ended_at is null order by ${stopOrder}`);
}

/** Each position that was sent is counted once. */
function accountOf(
  told: readonly Position[],
  refusals: readonly (RejectionReason | null)[],
  { verdicts, fresh }: KeptBatch,
): {
  taken: number;
  known: number;
  rejected: RejectedPosition[];
} {
  const rejected: RejectedPosition[] = [];
  const taken = new Set<string>();
  for (const [index, position] of told.entries()) {
    const key = keyOf(position);
    const refusal = refusals[index] ?? null;
    const reason = unkept.has(refusal) ? refusal : (verdicts.get(key) ?? null);
    if (reason) rejected.push({ index, reason });
    else if (fresh.has(key)) taken.add(key);
  }
  return { taken: taken.size, known: told.length - taken.size - rejected.length, rejected };
}
