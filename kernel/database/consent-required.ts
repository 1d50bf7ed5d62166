import { GraphError } from '../graph/graph-error.js';

const insufficientPrivilege = '42501';

/** A client would write about a patient who has not consented to that. */
export class ConsentRequiredError extends GraphError {
  constructor(permission: string | null) {
    const scope = permission ?? 'nothing that a consent can name';
    super('FORBIDDEN', `No consent in force lets this client use "${scope}" for this patient: have one recorded that names this scope and your purpose.`, {
      httpStatus: 403,
      extensions: { permission },
    });
    this.name = 'ConsentRequiredError';
  }
}

/** Whether the database refused to write a row because of the policy `consent` (foundation/006_consents.sql). */
export function isWithoutConsent(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: string; message?: string };
  return code === insufficientPrivilege && message?.includes('policy "consent"') === true;
}
