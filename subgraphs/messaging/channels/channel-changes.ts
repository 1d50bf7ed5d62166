import { randomBytes } from 'node:crypto';
import { everywhereRefusal } from '#kernel/branches/everywhere.js';
import type { CommandOptions } from '#kernel/database/command.js';
import { sql } from '#kernel/database/sql.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { newId } from '#kernel/graph/type-id.js';
import { refuse, Refusal, userError, type UserError } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import type { Context } from '#kernel/subgraph/context.js';
import type { MessagingServices } from '../services.js';
import { isLanguage, languages, type Language } from '../words/languages.js';
import {
  CreateWhatsAppChannelPayload,
  RotateWhatsAppVerifyTokenPayload,
  UpdateWhatsAppChannelPayload,
  type CreateWhatsAppChannelInput,
  type RotateWhatsAppVerifyTokenInput,
  type UpdateWhatsAppChannelInput,
} from './channel.inputs.js';
import { WhatsAppChannel } from './whatsapp-channel.js';

const permission = 'messaging:manage';

/** What comes in is compared with the secrets of all of a tenant's channels. */
const mostChannels = 20;

export async function createWhatsAppChannel(context: Context, input: CreateWhatsAppChannelInput): Promise<CreateWhatsAppChannelPayload> {
  const { sealer } = (context as Context<MessagingServices>).services;
  const nothing = { channel: null, verifyToken: null };
  const absent = await clientRefusal(context, input.clientId);
  return context.db.command(CreateWhatsAppChannelPayload, options('createWhatsAppChannel'), async (transaction) => {
    const outside = everywhereRefusal(context.request, permission, nothing);
    if (outside) return outside;
    const wrong = [...(absent ? [absent] : []), ...wrongIn(input)];
    if (wrong.length > 0) return new Refusal(wrong, nothing);
    const [kept] = await transaction.rows<{ count: number }>(sql`select count(*)::int as count from whatsapp_channels`);
    if ((kept?.count ?? 0) >= mostChannels)
      return refuse('LIMIT_REACHED', `A tenant has at most ${mostChannels} channels: change one that you have.`, ['input'], nothing);
    const verifyToken = newVerifyToken();
    const channel = Object.assign(new WhatsAppChannel(), {
      id: newId('whatsappchannel'),
      name: input.name.trim(),
      phoneNumberId: input.phoneNumberId,
      displayPhone: input.displayPhone,
      clientId: input.clientId,
      defaultLanguage: input.defaultLanguage as Language,
      reopeningTemplate: input.reopeningTemplate ?? null,
      active: true,
      appSecret: sealer.seal(input.appSecret),
      accessToken: sealer.seal(input.accessToken),
      verifyToken: sealer.seal(verifyToken),
    });
    return { channel: await transaction.insert(channel), verifyToken };
  });
}

export async function updateWhatsAppChannel(context: Context, input: UpdateWhatsAppChannelInput): Promise<UpdateWhatsAppChannelPayload> {
  const { sealer } = (context as Context<MessagingServices>).services;
  const nothing = { channel: null };
  const absent = input.clientId ? await clientRefusal(context, input.clientId) : null;
  return context.db.command(UpdateWhatsAppChannelPayload, options('updateWhatsAppChannel'), async (transaction) => {
    const outside = everywhereRefusal(context.request, permission, nothing);
    if (outside) return outside;
    const channel = await transaction.lock(WhatsAppChannel, input.id);
    if (!channel) return refuse('NOT_FOUND', 'There is no such channel.', ['input', 'id'], nothing);
    const stale = staleVersion(channel, input.expectedVersion, 'channel', nothing);
    if (stale) return stale;
    const wrong = [...(absent ? [absent] : []), ...wrongIn(input)];
    if (wrong.length > 0) return new Refusal(wrong, nothing);
    Object.assign(channel, {
      name: input.name?.trim() ?? channel.name,
      phoneNumberId: input.phoneNumberId ?? channel.phoneNumberId,
      displayPhone: input.displayPhone ?? channel.displayPhone,
      clientId: input.clientId ?? channel.clientId,
      defaultLanguage: input.defaultLanguage ?? channel.defaultLanguage,
      active: input.active ?? channel.active,
    });
    if (input.reopeningTemplate !== undefined) channel.reopeningTemplate = input.reopeningTemplate;
    if (input.appSecret) channel.appSecret = sealer.seal(input.appSecret);
    if (input.accessToken) channel.accessToken = sealer.seal(input.accessToken);
    return { channel: await transaction.save(channel) };
  });
}

export function rotateWhatsAppVerifyToken(
  context: Context,
  input: RotateWhatsAppVerifyTokenInput,
): Promise<RotateWhatsAppVerifyTokenPayload> {
  const { sealer } = (context as Context<MessagingServices>).services;
  const nothing = { channel: null, verifyToken: null };
  return context.db.command(RotateWhatsAppVerifyTokenPayload, options('rotateWhatsAppVerifyToken'), async (transaction) => {
    const outside = everywhereRefusal(context.request, permission, nothing);
    if (outside) return outside;
    const channel = await transaction.lock(WhatsAppChannel, input.id);
    if (!channel) return refuse('NOT_FOUND', 'There is no such channel.', ['input', 'id'], nothing);
    const stale = staleVersion(channel, input.expectedVersion, 'channel', nothing);
    if (stale) return stale;
    const verifyToken = newVerifyToken();
    channel.verifyToken = sealer.seal(verifyToken);
    return { channel: await transaction.save(channel), verifyToken };
  });
}

function newVerifyToken(): string {
  return randomBytes(24).toString('base64url');
}

async function clientRefusal(context: Context, clientId: string): Promise<UserError | null> {
  return (await context.exists('ApiClient', clientId))
    ? null
    : userError('NOT_FOUND', 'There is no such API client.', ['input', 'clientId']);
}

function wrongIn(input: Partial<CreateWhatsAppChannelInput> | UpdateWhatsAppChannelInput): UserError[] {
  const { name, phoneNumberId, defaultLanguage, appSecret, accessToken, reopeningTemplate } = input;
  const errors = [...lengthErrors(mostLetters.name, { name, appSecret }), ...lengthErrors(mostLetters.text, { accessToken })];
  const missing = Object.entries({ name, appSecret, accessToken }).filter(([, text]) => text != null && text.trim() === '');
  errors.push(...missing.map(([field]) => userError('REQUIRED', `${field} must not be empty.`, ['input', field])));
  if (phoneNumberId != null && !/^\d{1,32}$/.test(phoneNumberId)) {
    const message = "phoneNumberId is WhatsApp's id of the number: digits alone, and not the number.";
    errors.push(userError('INVALID', message, ['input', 'phoneNumberId']));
  }
  if (defaultLanguage != null && !isLanguage(defaultLanguage)) {
    errors.push(userError('INVALID', `A channel speaks one of ${languages.join(', ')}.`, ['input', 'defaultLanguage']));
  }
  if (reopeningTemplate != null && !/^[a-z0-9_]{1,512}$/.test(reopeningTemplate)) {
    errors.push(userError('INVALID', 'The name of a template has small letters, digits and underscores.', ['input', 'reopeningTemplate']));
  }
  return errors;
}

function options(name: string): CommandOptions {
  const taken = {
    code: 'TAKEN',
    message: 'There is a channel with this number already: change that one.',
    field: ['input', 'phoneNumberId'],
  } as const;
  return { name, permission, answersSecret: true, constraints: { whatsapp_channels_number: taken } };
}
