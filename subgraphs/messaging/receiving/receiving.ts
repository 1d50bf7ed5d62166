import { sql } from '#kernel/database/sql.js';
import type { Context } from '#kernel/subgraph/context.js';
import { defineInbound, type InboundAnswer, type InboundRequest } from '#kernel/subgraph/inbound.js';
import { WhatsAppChannel } from '../channels/whatsapp-channel.js';
import type { MessagingServices } from '../services.js';
import { isSame, isSignedBy } from './signature.js';
import { takeIn } from './taking-in.js';
import { readWebhook } from './webhook-payload.js';
import { whatsappDoor } from './whatsapp-door.js';

const purpose = 'receive-whatsapp';

/** Where WhatsApp tells what people write to a tenant's numbers, and what became of what was sent to them. */
export const receiveWhatsApp = defineInbound({
  name: whatsappDoor,
  description: "Webhook of WhatsApp's Cloud API.",
  receive: (context, request) =>
    request.method === 'GET'
      ? proveAddress(context as Context<MessagingServices>, request)
      : receive(context as Context<MessagingServices>, request),
});

/** When it is told of our address, WhatsApp asks it for the token that belongs to it. */
async function proveAddress(context: Context<MessagingServices>, { parameters }: InboundRequest): Promise<InboundAnswer> {
  const token = parameters['hub.verify_token'] ?? '';
  const challenge = parameters['hub.challenge'] ?? '';
  const { sealer } = context.services;
  const channels = await activeChannels(context);
  const isKnown = channels.filter(({ verifyToken }) => isSame(sealer.open(verifyToken), token)).length > 0;
  const asks = parameters['hub.mode'] === 'subscribe' && /^[\x21-\x7e]{1,200}$/.test(challenge);
  return asks && isKnown ? { status: 200, text: challenge } : { status: 403, text: 'No channel has this verify token.' };
}

async function receive(context: Context<MessagingServices>, { headers, body }: InboundRequest): Promise<InboundAnswer> {
  const { sealer } = context.services;
  const signature = headers['x-hub-signature-256'] ?? '';
  // An app can have several numbers: what it signs is believed of those whose secret it signs by.
  const signed = (await activeChannels(context)).filter(({ appSecret }) => isSignedBy(sealer.open(appSecret), body, signature));
  if (signed.length === 0) return { status: 401, text: 'It is not signed by the app of an active channel.' };
  const payload = parsed(body);
  if (payload === null) return { status: 400, text: 'It is not JSON.' };
  const { tenant } = context.request;
  if (tenant) await takeIn(context.asSystemOf(tenant, purpose), signed, readWebhook(payload));
  return { status: 200 };
}

async function activeChannels(context: Context): Promise<WhatsAppChannel[]> {
  const { tenant } = context.request;
  return tenant ? context.asSystemOf(tenant, purpose).all(WhatsAppChannel, sql`where active order by id`) : [];
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    return null;
  }
}
