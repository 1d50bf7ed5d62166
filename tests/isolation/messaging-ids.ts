import type pg from 'pg';
import { toUuid } from '#kernel/graph/type-id.js';
import { send, type Noting } from './sending.js';

/** A number on WhatsApp, in the name of a client of its own, and somebody who is to be called. */
export async function idsOfMessaging({ note, found }: Noting, owner: pg.Client): Promise<void> {
  await send(note, 'createApiClient', 'client { id version }', { name: 'WhatsApp', purpose: 'HOPERAT', scopes: ['schedules:read'] });
  await send(note, 'createWhatsAppChannel', 'channel { id version }', {
    name: 'Isolation',
    phoneNumberId: '106540352242922',
    displayPhone: '+97677001122',
    clientId: found.get('client'),
    appSecret: 'isolation',
    accessToken: 'isolation',
  });
  await owner.query(
    `insert into messaging.callback_requests (tenant_id, branch_id, phone, language, reason, status) values ($1, $2, '+97699112233', 'en', 'ASKED_FOR_PERSON', 'OPEN')`,
    [toUuid('tenant', found.get('tenant') ?? ''), toUuid('branch', found.get('branch') ?? '')],
  );
  await note('{ callbackRequests(first: 1) { nodes { id version } } }');
}
