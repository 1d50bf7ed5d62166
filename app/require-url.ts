import { StartupError } from './engines/startup-error.js';

/** The message leaves the value out: addresses carry passwords. */
export function requireUrl(name: string, text: string, protocols: readonly string[]): void {
  if (!URL.canParse(text) || !protocols.includes(new URL(text).protocol)) {
    throw new StartupError(`${name} is not an address that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}: correct it.`);
  }
}
