import { createHmac, timingSafeEqual, createHash } from 'node:crypto';

/** Whether WhatsApp has signed these bytes by the app's secret (`X-Hub-Signature-256`). Takes as long for a wrong signature as for the right one. */
export function isSignedBy(secret: string, body: Buffer, header: string): boolean {
  const [, hex] = /^sha256=([0-9a-f]{64})$/i.exec(header) ?? [];
  if (hex === undefined) return false;
  return timingSafeEqual(createHmac('sha256', secret).update(body).digest(), Buffer.from(hex, 'hex'));
}

/** Whether two texts are the same, without telling by its time how much of them is. */
export function isSame(one: string, other: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
