/** What WhatsApp tells us, as far as we understand it: everything else is taken without harm. */
export interface WebhookPayload {
  readonly messages: readonly ReceivedMessage[];
  readonly revocations: readonly Revocation[];
  readonly statuses: readonly ReceivedStatus[];
}

export interface ReceivedMessage {
  readonly phoneNumberId: string;
  readonly providerId: string;
  /** Who writes, as E.164. */
  readonly from: string;
  readonly name: string | null;
  /** `OTHER` is what somebody wants to tell us in no words: a picture, a place, a voice. */
  readonly kind: 'TEXT' | 'TAP' | 'OTHER';
  readonly text: string | null;
  readonly choice: string | null;
  readonly sentAt: Date;
}

/** Somebody takes back what they wrote. */
export interface Revocation {
  readonly phoneNumberId: string;
  readonly providerId: string;
  readonly from: string;
}

export interface ReceivedStatus {
  readonly phoneNumberId: string;
  readonly providerId: string;
  /** Our own id, which went along with the message. */
  readonly ownId: string | null;
  readonly status: 'SENT' | 'DELIVERED' | 'READ' | 'FAILED';
  readonly errorCode: number | null;
  readonly reason: string | null;
}

/** Longer ones WhatsApp does not let people write. */
const mostLetters = 4096;

const wordless = new Set(['image', 'video', 'audio', 'voice', 'document', 'sticker', 'location', 'contacts', 'order', 'interactive']);
const statusNames: Readonly<Record<string, ReceivedStatus['status']>> = {
  sent: 'SENT',
  delivered: 'DELIVERED',
  read: 'READ',
  failed: 'FAILED',
};

export function readWebhook(payload: unknown): WebhookPayload {
  const changes = list(at(payload, 'entry')).flatMap((entry) => list(at(entry, 'changes')));
  const values = changes.filter((change) => at(change, 'field') === 'messages').map((change) => at(change, 'value'));
  return {
    messages: values.flatMap((value) => list(at(value, 'messages')).flatMap((message) => messageIn(value, message))),
    revocations: values.flatMap((value) => list(at(value, 'messages')).flatMap((message) => revocationIn(value, message))),
    statuses: values.flatMap((value) => list(at(value, 'statuses')).flatMap((status) => statusIn(value, status))),
  };
}

function messageIn(value: unknown, message: unknown): ReceivedMessage[] {
  const said = saidIn(message);
  const phoneNumberId = numberIn(value);
  const [providerId, from] = [text(at(message, 'id')), phoneOf(text(at(message, 'from')))];
  if (!said || !phoneNumberId || !providerId || !from) return [];
  const contact = list(at(value, 'contacts')).find((each) => phoneOf(text(at(each, 'wa_id'))) === from);
  const name = text(at(contact, 'profile', 'name'));
  return [
    {
      phoneNumberId,
      providerId,
      from,
      name: name === null ? null : name.slice(0, 200),
      ...said,
      sentAt: momentOf(at(message, 'timestamp')),
    },
  ];
}

/** What somebody said; null for what is no message to us, such as a reaction, an edit or a change of number. */
function saidIn(message: unknown): Pick<ReceivedMessage, 'kind' | 'text' | 'choice'> | null {
  const type = text(at(message, 'type'));
  const body = text(at(message, 'text', 'body'));
  if (type === 'text' && body !== null) return { kind: 'TEXT', text: body.slice(0, mostLetters), choice: null };
  const reply = at(message, 'interactive', 'button_reply') ?? at(message, 'interactive', 'list_reply');
  const choice = type === 'button' ? text(at(message, 'button', 'payload')) : text(at(reply, 'id'));
  if (choice !== null) {
    const title = type === 'button' ? text(at(message, 'button', 'text')) : text(at(reply, 'title'));
    return { kind: 'TAP', text: title?.slice(0, mostLetters) ?? null, choice: choice.slice(0, 256) };
  }
  return type !== null && wordless.has(type) ? { kind: 'OTHER', text: null, choice: null } : null;
}

function revocationIn(value: unknown, message: unknown): Revocation[] {
  const phoneNumberId = numberIn(value);
  const [providerId, from] = [text(at(message, 'revoke', 'original_message_id')), phoneOf(text(at(message, 'from')))];
  return phoneNumberId && providerId && from ? [{ phoneNumberId, providerId, from }] : [];
}

function statusIn(value: unknown, status: unknown): ReceivedStatus[] {
  const phoneNumberId = numberIn(value);
  const providerId = text(at(status, 'id'));
  const name = statusNames[text(at(status, 'status')) ?? ''];
  if (!phoneNumberId || !providerId || !name) return [];
  const [error] = list(at(status, 'errors'));
  const code = at(error, 'code');
  const reason = text(at(error, 'error_data', 'details')) ?? text(at(error, 'title'));
  return [
    {
      phoneNumberId,
      providerId,
      ownId: text(at(status, 'biz_opaque_callback_data')),
      status: name,
      errorCode: typeof code === 'number' ? code : null,
      reason: reason?.slice(0, 300) ?? null,
    },
  ];
}

function numberIn(value: unknown): string | null {
  return text(at(value, 'metadata', 'phone_number_id'));
}

/** WhatsApp writes a number without its plus sign. Who is known by a name alone, and no number, cannot be called back or known as a patient. */
function phoneOf(digits: string | null): string | null {
  return digits !== null && /^[1-9]\d{6,14}$/.test(digits) ? `+${digits}` : null;
}

/** Seconds since 1970, as text; a clock ahead of ours is not believed. */
function momentOf(seconds: unknown): Date {
  const milliseconds = Number(seconds) * 1_000;
  const now = Date.now();
  return new Date(Number.isFinite(milliseconds) && milliseconds > 0 ? Math.min(milliseconds, now) : now);
}

/** A part of what came; null where there is none. */
function at(value: unknown, ...path: readonly string[]): unknown {
  let part = value;
  for (const key of path) {
    if (typeof part !== 'object' || part === null || !Object.hasOwn(part, key)) return null;
    part = (part as Readonly<Record<string, unknown>>)[key];
  }
  return part ?? null;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Without the one character that cannot be stored. */
function text(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const plain = value.replaceAll('\0', '').toWellFormed();
  return plain === '' ? null : plain;
}
