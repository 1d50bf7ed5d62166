import { createHash } from 'node:crypto';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { BookableResource } from '../resources/resource.js';
import type { VisitTerms } from '../services/visit-terms.js';
import type { Appointment } from './appointment.js';

/** Somebody or something that an appointment takes up, and how many appointments it can take at the same time. */
interface Taking {
  readonly subject: string;
  readonly session: string;
  readonly lanes: number;
  readonly startsAt: Date;
  readonly endsAt: Date;
}

const minuteMs = 60_000;

/** One group visit: who books the same service with the same practitioner at the same time is of the same session. */
export function sessionOf(serviceId: string, whoOrWhere: string, startsAt: number): string {
  return uuidOf(`session:${serviceId}:${whoOrWhere}:${startsAt}`);
}

/** What is taken up, at a branch, by a service that needs no practitioner. */
export function subjectOfService(serviceId: string, branchId: string): string {
  return uuidOf(`service:${serviceId}:${branchId}`);
}

type Participants = Pick<Appointment, 'practitionerId' | 'serviceId' | 'branchId'> & {
  readonly resourceIds: readonly string[];
  /** Null for a time that is nobody's yet. */
  readonly patientId: string | null;
};

/** The practitioner or the service's place, the resources and the patient, as uuids. */
export function subjectsOf({ practitionerId, serviceId, branchId, resourceIds, patientId }: Participants): string[] {
  const main = practitionerId === null ? subjectOfService(serviceId, branchId) : toUuid('practitioner', practitionerId);
  return [main, ...resourceIds.map((id) => toUuid('resource', id)), ...(patientId === null ? [] : [toUuid('patient', patientId)])];
}

/**
 * Makes whoever decides about these subjects wait until this transaction ends, always in the same order. The exclusion
 * constraints alone would keep them apart too, but by deadlocks when many want the same time.
 *
 * No reservation is written or deleted without its subject's lock. A transaction takes locks in this order, and all of its
 * subjects at once: offers, appointments, subjects, waitlist entries, the branch.
 */
export async function lockSubjects(transaction: Transaction, subjects: readonly string[]): Promise<void> {
  const keys = [...new Set(subjects)].map((subject) => `${transaction.context.tenant?.id}:${subject}`).sort();
  await transaction.rows(sql`select pg_advisory_xact_lock(hashtextextended(key, 0)) from unnest(${keys}::text[]) key`);
}

/** Makes whoever closes the branch wait until this transaction ends, and waits for whoever is doing so; others who book do not wait. */
export async function keepBranchOpen(transaction: Transaction, branchId: string): Promise<void> {
  await transaction.rows(sql`select pg_advisory_xact_lock_shared(hashtextextended(${branchKey(transaction, branchId)}, 0))`);
}

/** Waits for all who book at the branch just now, and makes those who come later see what this transaction decides. */
export async function lockBranch(transaction: Transaction, branchId: string): Promise<void> {
  await transaction.rows(sql`select pg_advisory_xact_lock(hashtextextended(${branchKey(transaction, branchId)}, 0))`);
}

function branchKey({ context }: Transaction, branchId: string): string {
  return `${context.tenant?.id}:${branchId}`;
}

/**
 * Removes what expired holds have kept of these subjects; the holds themselves are closed by their job. By the clock and not by
 * `now()`, which stands still while the transaction waits for its locks.
 */
export async function sweepExpired(transaction: Transaction, subjects: readonly string[]): Promise<void> {
  await transaction.rows(sql`delete from reservations where subject_id = any (${subjects}::uuid[]) and expires_at <= clock_timestamp()`);
}

/**
 * Takes the practitioner, the resources and the patient for the time of the appointment: all of them, or the transaction
 * fails on `reservations_overlap` or `reservations_lane`. Lock the subjects first.
 */
export async function take(
  transaction: Transaction,
  appointment: Appointment,
  terms: VisitTerms,
  resources: readonly BookableResource[],
): Promise<void> {
  for (const { subject, session, lanes, startsAt, endsAt } of takingsOf(appointment, terms, resources)) {
    // The first lane that nobody of the session has in this time; the last one when all are taken, for the constraint to refuse.
    await transaction.rows(sql`insert into reservations (appointment_id, subject_id, session, lane, starts_at, ends_at, expires_at)
      select ${toUuid('appointment', appointment.id)}, ${subject}, ${session}, coalesce((
        select min(lane) from generate_series(0, ${lanes - 1}::int) lane where not exists (
          select from reservations other where other.subject_id = ${subject} and other.session = ${session} and other.lane = lane.lane
            and other.starts_at < ${endsAt} and other.ends_at > ${startsAt})), ${lanes - 1}::int),
        ${startsAt}, ${endsAt}, ${appointment.holdExpiresAt}::timestamptz`);
  }
}

/** Gives back all that an appointment has taken. Lock its subjects first. */
export async function release(transaction: Transaction, appointmentId: string): Promise<void> {
  await transaction.rows(sql`delete from reservations where appointment_id = ${toUuid('appointment', appointmentId)}`);
}

/** Makes what a hold has taken firm, all of it; false when the hold has run out, whether or not its time was given away. */
export async function keepFirmly(transaction: Transaction, appointment: Appointment): Promise<boolean> {
  const subjects = new Set(subjectsOf(appointment));
  await lockSubjects(transaction, [...subjects]);
  // The clock is read once: a hold that runs out meanwhile is not kept in part.
  const kept = await transaction.rows(
    sql`with clock as materialized (select clock_timestamp() as reads)
      update reservations set expires_at = null from clock
      where appointment_id = ${toUuid('appointment', appointment.id)} and expires_at > clock.reads returning id`,
  );
  return kept.length === subjects.size;
}

/** What a violated constraint means to somebody who books. */
export const clash = {
  code: 'TAKEN',
  message: 'Somebody was faster: this time is no longer free. Ask `slots` for others.',
  field: ['input', 'startsAt'],
} as const;

export const clashes = { reservations_overlap: clash, reservations_lane: clash };

function takingsOf(appointment: Appointment, terms: VisitTerms, resources: readonly BookableResource[]): Taking[] {
  const { practitionerId, serviceId, branchId, patientId, startsAt, endsAt } = appointment;
  const buffered = {
    startsAt: new Date(startsAt.getTime() - terms.bufferBeforeMinutes * minuteMs),
    endsAt: new Date(endsAt.getTime() + terms.bufferAfterMinutes * minuteMs),
  };
  const own = toUuid('appointment', appointment.id);
  const session = terms.capacity > 1 ? sessionOf(serviceId, practitionerId ?? branchId, startsAt.getTime()) : own;
  const main = practitionerId === null ? subjectOfService(serviceId, branchId) : toUuid('practitioner', practitionerId);
  return [
    { subject: main, session, lanes: terms.capacity, ...buffered },
    ...resources.map(({ id, capacity }) => {
      const subject = toUuid('resource', id);
      // The places of a room are anybody's; a room for one visit goes to one session.
      return capacity > 1
        ? { subject, session: subject, lanes: capacity, ...buffered }
        : { subject, session, lanes: terms.capacity, ...buffered };
    }),
    // Buffers are the practice's time, not the patient's.
    { subject: toUuid('patient', patientId), session: own, lanes: 1, startsAt, endsAt },
  ];
}

function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  // UUIDv8 (RFC 9562): a hash of our own.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
