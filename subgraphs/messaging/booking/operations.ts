import { daysAtOnce } from '../dialogue/booking-desk.js';

/** A search of its own for each day that is looked at, so that a day with many free times does not hide the next. */
export const daySearches = Array.from({ length: daysAtOnce }, (_, index) => `day${index + 1}`);

/**
 * All that is asked of the graph, and nothing that a third party could not ask too: operations of the public schema, in the name of the
 * channel's client.
 */
export const operations = {
  requestCode: `mutation RequestCode($input: RequestPatientVerificationInput!) {
    requestPatientVerification(input: $input) { verificationId userErrors { code message } }
  }`,
  confirmCode: `mutation ConfirmCode($input: ConfirmPatientVerificationInput!) {
    confirmPatientVerification(input: $input) { patients { id name } userErrors { code message } }
  }`,
  clinics: `query Clinics { branches(status: ACTIVE, first: 100) { nodes { id name type timeZone } } }`,
  services: `query Services($branchId: ID!) {
    healthcareServices(filter: { active: true }, first: 100) { nodes { id name requiresPractitioner } }
    practitioners(filter: { branchId: $branchId, active: true }, first: 100) { nodes { id name services { service { id } } } }
  }`,
  days: `query Days(${daySearches.map((name) => `$${name}: SlotSearchInput!`).join(', ')}) {
    ${daySearches.map((name) => `${name}: slots(input: $${name}) { slots { localDate } }`).join(' ')}
  }`,
  times: `query Times($input: SlotSearchInput!) {
    slots(input: $input) { slots { startsAt practitioner { id name } } }
  }`,
  hold: `mutation Hold($input: HoldAppointmentInput!) {
    holdAppointment(input: $input) { appointment { id version startsAt practitioner { id name } } userErrors { code message } }
  }`,
  confirm: `mutation Confirm($input: ConfirmAppointmentInput!) {
    confirmAppointment(input: $input) { appointment { id } userErrors { code message } }
  }`,
  visits: `query Visits($patientId: ID!, $from: DateTime!) {
    appointments(filter: { patientId: $patientId, statuses: [BOOKED], startsFrom: $from }, first: 20) {
      nodes { id version startsAt timeZone branch { id name } service { id name } practitioner { id name } }
    }
  }`,
  callOff: `mutation CallOff($input: CancelAppointmentInput!) {
    cancelAppointment(input: $input) { appointment { id } userErrors { code message } }
  }`,
  move: `mutation Move($input: RescheduleAppointmentInput!) {
    rescheduleAppointment(input: $input) { appointment { id } userErrors { code message } }
  }`,
} as const;

/** What a patient consents to by entering the code: what booking takes, and no more. */
export const consentScopes = ['appointments:book', 'appointments:read', 'patients:read'] as const;

/** What the channel's client must be allowed: to ask for consent, and to look for times beside it. */
export const clientScopes = [...consentScopes, 'consents:request', 'schedules:read'] as const;
