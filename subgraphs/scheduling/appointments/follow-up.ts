import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { userError, type UserError } from '#kernel/graph/user-error.js';
import { HealthcareService, PractitionerService } from '../services/healthcare-service.js';
import { termsWith } from '../services/visit-terms.js';
import { AppointmentStatus } from './appointment-status.js';
import type { VisitInput } from './appointment.inputs.js';
import { Appointment } from './appointment.js';

const dayMs = 86_400_000;

/** What is left to the database: a free follow-up at a branch that the caller cannot see. */
export const oneFreeFollowUp = {
  appointments_one_free_follow_up: {
    code: 'TAKEN',
    message: 'The free follow-up of this visit is booked already, at another branch: leave followUpOfId out.',
    field: ['input', 'followUpOfId'],
  },
} as const;

/** The visit that another one follows up, locked: one of the same patient that took place, with the same practitioner or for the same service. */
export async function followedUp(transaction: Transaction, id: string, input: VisitInput): Promise<Appointment | UserError> {
  const field = ['input', 'followUpOfId'];
  const first = await transaction.lock(Appointment, id);
  if (first?.patientId !== input.patientId) return userError('NOT_FOUND', 'This patient has no such visit.', field);
  if (first.status !== AppointmentStatus.FULFILLED)
    return userError('WRONG_STATE', `That visit is ${first.status}: only one that took place is followed up.`, field);
  if (first.serviceId !== input.serviceId && first.practitionerId !== (input.practitionerId ?? null)) {
    return userError('INVALID', 'A follow-up is with the same practitioner or for the same service.', field);
  }
  return first;
}

/** Whether a follow-up is free: within the window of the visit, which is locked and counts by days of the calendar, and the only one that is. */
export async function isFree(
  transaction: Transaction,
  first: Appointment,
  { id, localDate }: { id: string | null; localDate: string },
): Promise<boolean> {
  const days = await windowOf(transaction, first);
  if (days === null || Date.parse(localDate) > Date.parse(first.localDate) + days * dayMs) return false;
  const others = await transaction.rows(
    sql`select id from appointments where follow_up_of_id = ${toUuid('appointment', first.id)} and free_follow_up and status not in ('CANCELLED', 'ENTERED_IN_ERROR')
      and id is distinct from ${id === null ? null : toUuid('appointment', id)}::uuid`,
  );
  return others.length === 0;
}

async function windowOf(transaction: Transaction, { serviceId, practitionerId }: Appointment): Promise<number | null> {
  const service = await transaction.first(HealthcareService, sql`where id = ${toUuid('service', serviceId)}`);
  const own = practitionerId
    ? await transaction.first(
        PractitionerService,
        sql`where service_id = ${toUuid('service', serviceId)} and practitioner_id = ${toUuid('practitioner', practitionerId)}`,
      )
    : null;
  return service && termsWith(service, own).followUpDays;
}
