import { closedWithin, widened } from '#kernel/calendar/opening-hours.js';
import { branchesFor } from '#kernel/context/request-context.js';
import { join, sql, type Sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal } from '#kernel/graph/user-error.js';
import { branchRefusal, requiredBranchRefusal } from '#kernel/subgraph/branch-choice.js';
import type { Context } from '#kernel/subgraph/context.js';
import { Appointment } from '../appointments/appointment.js';
import { takingStatuses } from '../appointments/appointment-status.js';
import { lockBranch, lockSubjects } from '../appointments/reservations.js';
import { Practitioner } from '../practitioners/practitioner.js';
import { BookableResource } from '../resources/resource.js';
import { closureAdded, closureRemoved, type ClosureFacts } from '../events.js';
import { openTimes } from '../waitlist/openings.js';
import { calendarOfBranch } from '#kernel/calendar/branch-calendar.js';
import type { Intervals } from '#kernel/calendar/intervals.js';
import { BranchClosure, Unavailability } from './unavailability.js';
import {
  AddUnavailabilityPayload,
  AddBranchClosurePayload,
  RemoveUnavailabilityPayload,
  RemoveBranchClosurePayload,
  type AddUnavailabilityInput,
  type AddBranchClosureInput,
  type RemoveUnavailabilityInput,
  type RemoveBranchClosureInput,
} from './unavailability.inputs.js';
import { timeOfDay, wallToDay, ZoneClock } from '#kernel/calendar/zone-clock.js';

const permission = 'schedules:manage';
const mostShown = 100;
const longest = 2 * 366 * 86_400_000;

export async function addUnavailability(context: Context, input: AddUnavailabilityInput): Promise<AddUnavailabilityPayload> {
  const refused = { unavailability: null, affectedAppointments: [], affectedCount: 0 };
  const branchId = input.branchId ?? null;
  const outside = branchId === null ? null : await branchRefusal(context, branchId, permission);
  return context.db.command(AddUnavailabilityPayload, { name: 'addUnavailability', permission }, async (transaction) => {
    const wrong = [...(outside ? [outside] : []), ...lengthErrors(mostLetters.text, { reason: input.reason })];
    if (wrong.length > 0) return new Refusal(wrong, refused);
    const actor = await actorOf(transaction, input, branchId);
    if (actor instanceof Refusal) return actor;
    if (branchId === null && actor.branchId === null && branchesFor(context.request, permission) !== 'all') {
      return refuse('NOT_ALLOWED', 'You may do this at some branches only: name the branch.', ['input', 'branchId'], refused);
    }
    const length = input.endsAt.getTime() - input.startsAt.getTime();
    if (length <= 0 || length > longest)
      return refuse('INVALID', 'It ends after it begins, and at most two years later.', ['input', 'endsAt'], refused);
    // Whoever books this subject waits here or is among the affected: no booking slips in between.
    await lockSubjects(transaction, [actor.uuid]);
    const unavailability = Object.assign(new Unavailability(), {
      id: newId('unavailability'),
      practitionerId: input.practitionerId ?? null,
      resourceId: input.resourceId ?? null,
      branchId: branchId ?? actor.branchId,
      kind: input.kind,
      startsAt: input.startsAt,
      endsAt: input.endsAt,
      reason: input.reason ?? null,
    });
    await transaction.insert(unavailability);
    const reserved = sql`reservations.subject_id = ${actor.uuid} and starts_at < ${input.endsAt} and ends_at > ${input.startsAt}
      and starts_at > ${input.startsAt}::timestamptz - interval '2 days' and (expires_at is null or expires_at > now())`;
    const affected = [sql`appointments.id in (select appointment_id from reservations where ${reserved})`];
    // Appointments at other branches, and of patients without consent, may be hidden from the caller; that somebody is taken is not.
    const counting =
      unavailability.branchId === null
        ? sql`select count(*)::int as count from reservations where ${reserved}`
        : sql`select count(*)::int as count from appointments where ${takenAt(affected, unavailability.branchId)}`;
    const [counted] = await transaction.beyondConsents(() => transaction.rows<{ count: number }>(counting));
    return {
      unavailability,
      affectedAppointments: await firstTaken(transaction, affected, unavailability.branchId),
      affectedCount: counted?.count ?? 0,
    };
  });
}

export async function removeUnavailability(context: Context, input: RemoveUnavailabilityInput): Promise<RemoveUnavailabilityPayload> {
  const found = (await context.db.all(Unavailability, sql`where id = ${toUuid('unavailability', input.id)}`))[0];
  const outside = found?.branchId ? await branchRefusal(context, found.branchId, permission) : null;
  return context.db.command(RemoveUnavailabilityPayload, { name: 'removeUnavailability', permission }, async (transaction) => {
    const refused = { removedId: null };
    const unavailability = await transaction.lock(Unavailability, input.id);
    if (!unavailability || outside) return refuse('NOT_FOUND', 'There is no such unavailability.', ['input', 'id'], refused);
    if (unavailability.branchId === null && branchesFor(context.request, permission) !== 'all') {
      return refuse('NOT_ALLOWED', 'It holds at every branch, and you may do this at some only.', ['input', 'id'], refused);
    }
    await transaction.rows(sql`delete from unavailabilities where id = ${toUuid('unavailability', unavailability.id)}`);
    const { practitionerId, branchId, startsAt, endsAt } = unavailability;
    // Instants are on the day before or after in some zones.
    const days = widened({ from: wallToDay(startsAt.getTime()), until: wallToDay(endsAt.getTime()) });
    if (practitionerId !== null) await openTimes(transaction, { practitionerId, branchId, ...days });
    return { removedId: unavailability.id };
  });
}

export async function addBranchClosure(context: Context, input: AddBranchClosureInput): Promise<AddBranchClosurePayload> {
  const branchId = input.branchId ?? context.request.branch;
  const outside = await requiredBranchRefusal(context, branchId, permission);
  const calendar = outside || branchId === null ? null : await context.load(calendarOfBranch, branchId);
  return context.db.command(AddBranchClosurePayload, { name: 'addBranchClosure', permission }, async (transaction) => {
    const refused = { closure: null, affectedAppointments: [] };
    if (outside || branchId === null) return new Refusal(outside ? [outside] : [], refused);
    const endsOn = input.endsOn ?? input.startsOn;
    const days = (Date.parse(endsOn) - Date.parse(input.startsOn)) / 86_400_000;
    if (days < 0 || days > 366)
      return refuse('INVALID', 'The last day is the first one or later, at most a year.', ['input', 'endsOn'], refused);
    if ((input.fromTime == null) !== (input.untilTime == null))
      return refuse('INVALID', 'Give both times or none.', ['input', 'untilTime'], refused);
    if (input.fromTime && input.untilTime && timeOfDay(input.untilTime) !== 0 && timeOfDay(input.untilTime) <= timeOfDay(input.fromTime)) {
      return refuse(
        'INVALID',
        'It ends after it begins on each day: use two closures for a time across midnight.',
        ['input', 'untilTime'],
        refused,
      );
    }
    const name = input.name.trim();
    const tooLong = lengthErrors(mostLetters.name, { name });
    if (tooLong.length > 0) return new Refusal(tooLong, refused);
    if (!name) return refuse('REQUIRED', 'Say what it is, such as the name of the holiday.', ['input', 'name'], refused);
    const closure = Object.assign(new BranchClosure(), {
      id: newId('closure'),
      branchId,
      name,
      startsOn: input.startsOn,
      endsOn,
      fromTime: input.fromTime ?? null,
      untilTime: input.untilTime ?? null,
    });
    await lockBranch(transaction, branchId);
    await transaction.insert(closure);
    await transaction.publish(closureAdded, { subject: closure.id, branch: branchId, data: factsOf(closure) });
    const closed = calendar ? closedWithin([closure], { from: input.startsOn, until: endsOn }, ZoneClock.of(calendar.timeZone)) : [];
    return { closure, affectedAppointments: await takenWithin(transaction, closed, branchId) };
  });
}

export async function removeBranchClosure(context: Context, input: RemoveBranchClosureInput): Promise<RemoveBranchClosurePayload> {
  return context.db.command(RemoveBranchClosurePayload, { name: 'removeBranchClosure', permission }, async (transaction) => {
    const closure = await transaction.lock(BranchClosure, input.closureId);
    if (!closure)
      return refuse('NOT_FOUND', 'There is no such closure at the branches where you may do this.', ['input', 'closureId'], {
        removedId: null,
      });
    await transaction.rows(sql`delete from branch_closures where id = ${toUuid('closure', closure.id)}`);
    await transaction.publish(closureRemoved, { subject: closure.id, branch: closure.branchId, data: factsOf(closure) });
    await openTimes(transaction, { branchId: closure.branchId, practitionerId: null, from: closure.startsOn, until: closure.endsOn });
    return { removedId: closure.id };
  });
}

function factsOf({ startsOn, endsOn, fromTime, untilTime }: BranchClosure): ClosureFacts {
  return { startsOn, endsOn, fromTime, untilTime };
}

/** The practitioner or resource, and the branch that a resource stands at. */
async function actorOf(
  transaction: Transaction,
  input: AddUnavailabilityInput,
  branchId: string | null,
): Promise<{ uuid: string; branchId: string | null } | Refusal> {
  const refused = { unavailability: null, affectedAppointments: [], affectedCount: 0 };
  if ((input.practitionerId == null) === (input.resourceId == null)) {
    return refuse('INVALID', 'Name one practitioner or one resource.', ['input'], refused);
  }
  if (input.practitionerId) {
    const uuid = toUuid('practitioner', input.practitionerId);
    const practitioner = await transaction.first(Practitioner, sql`where id = ${uuid}`);
    return practitioner
      ? { uuid, branchId: null }
      : refuse('NOT_FOUND', 'There is no such practitioner.', ['input', 'practitionerId'], refused);
  }
  const uuid = toUuid('resource', input.resourceId ?? '');
  const resource = await transaction.first(BookableResource, sql`where id = ${uuid}`);
  if (!resource || (branchId !== null && resource.branchId !== branchId)) {
    return refuse('NOT_FOUND', 'There is no such resource at the branches where you may do this.', ['input', 'resourceId'], refused);
  }
  return { uuid, branchId: resource.branchId };
}

function takenWithin(transaction: Transaction, intervals: Intervals, branchId: string): Promise<Appointment[]> {
  const [from, until] = [intervals[0]?.[0], intervals.at(-1)?.[1]];
  if (from === undefined || until === undefined) return Promise.resolve([]);
  const begins = intervals.map(([begin]) => new Date(begin));
  const ends = intervals.map(([, end]) => new Date(end));
  // No appointment is longer than a day: the bounds keep the index from reading all that is past or far ahead.
  const within = sql`starts_at > ${new Date(from)}::timestamptz - interval '1 day' and starts_at < ${new Date(until)}
    and exists (select from unnest(${begins}::timestamptz[], ${ends}::timestamptz[]) closed (begins, ends) where starts_at < closed.ends and ends_at > closed.begins)`;
  return firstTaken(transaction, [within], branchId);
}

function firstTaken(transaction: Transaction, conditions: readonly Sql[], branchId: string | null): Promise<Appointment[]> {
  return transaction.all(Appointment, sql`where ${takenAt(conditions, branchId)} order by starts_at, id limit ${mostShown}`);
}

function takenAt(conditions: readonly Sql[], branchId: string | null): Sql {
  const all = [...conditions, sql`status = any (${takingStatuses})`];
  if (branchId !== null) all.push(sql`branch_id = ${toUuid('branch', branchId)}`);
  return join(all, ' and ');
}
