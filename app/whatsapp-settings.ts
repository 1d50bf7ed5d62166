import type { CloudSettings } from '../subgraphs/messaging/index.js';
import { StartupError } from './engines/startup-error.js';
import { requireUrl } from './require-url.js';

export type WhatsAppChannelSettings = CloudSettings;

const names = ['WHATSAPP_ADAPTER', 'WHATSAPP_CLOUD_URL', 'WHATSAPP_CLOUD_VERSION'] as const;

/** The variables of conversations by WhatsApp that are set, by name. */
export function whatsappVariables(text: (name: string) => string | null): Readonly<Record<string, string>> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = text(name);
      return value === null ? [] : [[name, value]];
    }),
  );
}

/** Where the Cloud API is; null for the local adapter, which sends nothing. The numbers and their tokens are the tenants'. */
export function whatsappSettings({
  WHATSAPP_ADAPTER: adapter = 'local',
  WHATSAPP_CLOUD_URL: url = 'https://graph.facebook.com',
  WHATSAPP_CLOUD_VERSION: version = 'v26.0',
}: Readonly<Partial<Record<string, string>>>): WhatsAppChannelSettings | null {
  if (adapter !== 'local' && adapter !== 'cloud') {
    throw new StartupError(`WHATSAPP_ADAPTER is "${adapter}": set it to cloud, which sends, or local, which does not.`);
  }
  requireUrl('WHATSAPP_CLOUD_URL', url, ['http:', 'https:']);
  return adapter === 'cloud' ? { url, version } : null;
}
