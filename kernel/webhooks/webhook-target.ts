import { isIP } from 'node:net';
import { isLoopbackAddress, isPublicAddress } from './public-address.js';

const mostLetters = 1_000;

/** Where messages may go: anywhere on the Internet, and for those who build, to their own machine. */
export class WebhookTargets {
  constructor(readonly loopbackAllowed: boolean) {}

  /** What is wrong with an address as it is written, in a sentence; null when nothing is. Names are looked up only when it is called. */
  problemWith(text: string): string | null {
    if (text.length > mostLetters) return `The URL is longer than ${mostLetters} letters.`;
    if (!URL.canParse(text)) return 'This is no URL: write https:// and where it answers.';
    const url = new URL(text);
    const host = hostOf(url);
    const isOwnMachine = host === 'localhost' || isLoopbackAddress(host);
    if (url.protocol !== 'https:' && !(url.protocol === 'http:' && this.loopbackAllowed && isOwnMachine))
      return 'The URL must begin with https://.';
    if (url.username || url.password) return 'The URL may not hold a name or password: check the signature instead.';
    if (url.hash) return 'The URL may not have a part after #.';
    if (isIP(host) !== 0 && !this.allows(host)) return 'The URL must name a server on the Internet, not one within a network.';
    if (isOwnMachine && !this.loopbackAllowed) return 'The URL must name a server on the Internet, not one within a network.';
    return null;
  }

  allows(address: string): boolean {
    return isPublicAddress(address) || (this.loopbackAllowed && isLoopbackAddress(address));
  }
}

/** Its name or address; the latter as the URL standard has read it, in whichever notation it was written. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
}
