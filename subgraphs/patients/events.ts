import { defineEvent } from '#kernel/events/event.js';

export const patientRegistered = defineEvent<{ number: string }>('patient.registered', 1, 'A patient was registered.');
export const patientUpdated = defineEvent<{ version: number }>('patient.updated', 1, "A patient's record was changed.");
export const patientDeleted = defineEvent<Record<string, never>>('patient.deleted', 1, "A patient's record was deleted; it can be restored.");
export const patientRestored = defineEvent<Record<string, never>>('patient.restored', 1, 'A deleted patient record was restored.');
export const encounterUpdated = defineEvent<{ patientId: string; status: string }>(
  'encounter.updated',
  1,
  'An encounter began, changed its status, or got a note or diagnosis.',
);
