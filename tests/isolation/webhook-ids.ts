import { send, type Noting } from './sending.js';

/** An endpoint of webhooks, and what was sent to it. */
export async function idsOfWebhooks({ note, found }: Noting): Promise<void> {
  const endpoint = { url: 'https://example.com/isolation', eventTypes: ['branch_closure.*'] };
  await send(note, 'createWebhookEndpoint', 'webhookEndpoint { id version }', endpoint);
  await send(note, 'sendTestEvent', 'delivery { id }', { id: found.get('webhook') });
}
