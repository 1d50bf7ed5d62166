import { send, type Noting } from './sending.js';

/** A program of a third party, with a secret and a key. */
export async function idsOfClients({ note, found }: Omit<Noting, 'ask'>): Promise<void> {
  await send(note, 'createApiClient', 'client { id version }', { name: 'Isolation', purpose: 'TREAT', scopes: ['orders:read'] });
  const clientId = found.get('client');
  await send(note, 'issueClientSecret', 'clientSecret { id }', { clientId });
  await send(note, 'createApiKey', 'apiKey { id }', { clientId, name: 'Isolation' });
}
