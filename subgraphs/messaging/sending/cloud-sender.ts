import { LRUCache } from 'lru-cache';
import { WhatsAppEndpoint, type WhatsAppAnswer, type WhatsAppEndpointSettings } from '#kernel/notifications/whatsapp-endpoint.js';
import { cloudContent } from './cloud-content.js';
import type { Sending, WhatsAppSender } from './whatsapp-sender.js';

/** Where WhatsApp's Cloud API is. */
export type CloudSettings = Omit<WhatsAppEndpointSettings, 'phoneNumberId'>;

/** Sends by WhatsApp's Cloud API, from the numbers of all tenants. */
export class CloudSender implements WhatsAppSender {
  private readonly endpoints = new LRUCache<string, WhatsAppEndpoint>({ max: 500, dispose: (endpoint) => void endpoint.close() });

  constructor(private readonly settings: CloudSettings) {}

  send({ phoneNumberId, accessToken, to, id, content }: Sending): Promise<WhatsAppAnswer> {
    let endpoint = this.endpoints.get(phoneNumberId);
    if (!endpoint) this.endpoints.set(phoneNumberId, (endpoint = new WhatsAppEndpoint({ ...this.settings, phoneNumberId })));
    return endpoint.post(accessToken, to, { ...cloudContent(content), biz_opaque_callback_data: id });
  }

  async close(): Promise<void> {
    const open = [...this.endpoints.values()];
    await Promise.all(open.map((endpoint) => endpoint.close()));
  }
}
