import { readConfiguration } from './configuration.js';
import { StartupError } from './engines/startup-error.js';

describe('conversations by WhatsApp', () => {
  it('stay here unless they are to be sent', () => {
    expect(readConfiguration({})).toMatchObject({ whatsapp: null, whatsappVariables: {} });
    expect(readConfiguration({ WHATSAPP_ADAPTER: 'local' }).whatsapp).toBeNull();
  });

  it('are sent to the Cloud API, or to where it is said to be, also by a service of its own', () => {
    expect(readConfiguration({ WHATSAPP_ADAPTER: 'cloud' }).whatsapp).toEqual({ url: 'https://graph.facebook.com', version: 'v26.0' });
    const given = { WHATSAPP_ADAPTER: 'cloud', WHATSAPP_CLOUD_URL: 'http://127.0.0.1:9000', WHATSAPP_CLOUD_VERSION: 'v27.0' };
    const { whatsapp, whatsappVariables } = readConfiguration(given);
    expect([whatsapp, whatsappVariables]).toEqual([{ url: 'http://127.0.0.1:9000', version: 'v27.0' }, given]);
  });

  it.each([
    [{ WHATSAPP_ADAPTER: 'email' }, /^WHATSAPP_ADAPTER is "email"/],
    [{ WHATSAPP_CLOUD_URL: 'graph.facebook.com' }, /^WHATSAPP_CLOUD_URL is not an address/],
  ])('are refused wrongly set: %j', (environment, message) => {
    expect(() => readConfiguration(environment)).toThrow(StartupError);
    expect(() => readConfiguration(environment)).toThrow(message);
  });
});
