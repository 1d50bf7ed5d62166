import { defineEvent } from '#kernel/events/event.js';
import type { PublicEvent } from '#kernel/events/public-event.js';

const toldOfPatients: PublicEvent<object> = { permission: 'patients:read', subject: 'patient', patient: { at: 'subject' } };

export const patientRegistered = defineEvent<{ number: string }>('patient.registered', 1, 'A patient was registered.', toldOfPatients);
export const patientUpdated = defineEvent<{ version: number }>('patient.updated', 1, "A patient's record was changed.", toldOfPatients);
export const patientDeleted = defineEvent<Record<string, never>>(
  'patient.deleted',
  1,
  "A patient's record was deleted; it can be restored.",
  toldOfPatients,
);
export const patientRestored = defineEvent<Record<string, never>>(
  'patient.restored',
  1,
  'A deleted patient record was restored.',
  toldOfPatients,
);
export const encounterUpdated = defineEvent<{ patientId: string; status: string }>(
  'encounter.updated',
  1,
  'An encounter began, changed its status, or got a note or diagnosis.',
  { permission: 'encounters:read', subject: 'encounter', patient: { at: 'patientId' } },
);
