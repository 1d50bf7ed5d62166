import { send, type Noting } from './sending.js';

/** A consent of a patient to a client. */
export async function idsOfConsents({ note, found }: Omit<Noting, 'ask'>): Promise<void> {
  await send(note, 'recordConsent', 'consent { id }', {
    ...{ patientId: found.get('patient'), clientId: found.get('client') },
    ...{ purposes: ['TREAT'], scopes: ['orders:read'], note: 'Said so at the desk' },
  });
}
