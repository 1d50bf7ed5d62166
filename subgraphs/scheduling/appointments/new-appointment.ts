import { newId } from '#kernel/graph/type-id.js';
import type { VisitInput } from './appointment.inputs.js';
import { Appointment } from './appointment.js';
import type { VisitPlan } from './visit-plan.js';

/** The appointment for a visit that was planned, without a status yet. */
export function appointmentOf(
  { slot, terms, resources }: VisitPlan,
  { patientId, reason, followUpOfId }: Pick<VisitInput, 'patientId' | 'reason' | 'followUpOfId'>,
): Appointment {
  return Object.assign(new Appointment(), {
    id: newId('appointment'),
    branchId: slot.branchId,
    patientId,
    serviceId: slot.serviceId,
    practitionerId: slot.practitionerId,
    resourceIds: resources.map(({ id }) => id),
    startsAt: slot.startsAt,
    endsAt: slot.endsAt,
    localDate: slot.localDate,
    timeZone: slot.timeZone,
    reason: reason?.trim() ?? null,
    holdExpiresAt: null,
    priceReference: terms.priceReference,
    seriesId: null,
    followUpOfId: followUpOfId ?? null,
    freeFollowUp: false,
    waitlistEntryId: null,
    bookedAt: null,
    arrivedAt: null,
    checkedInAt: null,
    fulfilledAt: null,
    cancelledAt: null,
    cancelledBy: null,
    cancellationReason: null,
  });
}
