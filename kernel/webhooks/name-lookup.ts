import { promises as dns, type LookupAddress } from 'node:dns';
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';

export interface NameLookupOptions {
  /** Name servers, `192.0.2.1:53`; those of the machine when left out. */
  readonly servers?: readonly string[];
  /** Milliseconds for which a server is waited for at first; when it says nothing it is asked once more, and given twice as long. */
  readonly timeoutMs?: number;
}

/**
 * Looks names up by asking name servers itself, for as many names at one time as there are. `dns.lookup` would wait in the few
 * threads of the process, where two or four names whose servers say nothing keep all others waiting. What stands in /etc/hosts goes
 * before, as everywhere on the machine.
 */
export class NameLookup {
  private readonly resolver: dns.Resolver;

  constructor({ servers, timeoutMs = 1_500 }: NameLookupOptions = {}) {
    this.resolver = new dns.Resolver({ timeout: timeoutMs, tries: 2 });
    if (servers) this.resolver.setServers(servers);
  }

  /** All addresses of a name; rejects when it has none, or nobody says so. */
  async find(hostname: string): Promise<readonly LookupAddress[]> {
    const name = hostname.replace(/\.$/, '').toLowerCase();
    const here = isIP(name) === 0 ? await namedHere(name) : [name];
    return (here.length > 0 ? here : await this.ask(name)).map((address) => ({ address, family: isIP(address) }));
  }

  /** Asks no more, not even for what was asked before. */
  close(): void {
    this.resolver.cancel();
  }

  private async ask(name: string): Promise<readonly string[]> {
    const answers = await Promise.allSettled([this.resolver.resolve4(name), this.resolver.resolve6(name)]);
    const addresses = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
    const [failure] = answers.filter(({ status }) => status === 'rejected');
    if (addresses.length === 0 && failure) throw (failure as PromiseRejectedResult).reason;
    return addresses;
  }
}

async function namedHere(name: string): Promise<readonly string[]> {
  const lines = (await readFile('/etc/hosts', 'utf8').catch(() => '')).split('\n');
  const found = lines.flatMap((line) => {
    const [address = '', ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    return isIP(address) !== 0 && names.some((known) => known.toLowerCase() === name) ? [address] : [];
  });
  return found.length === 0 && name === 'localhost' ? ['127.0.0.1', '::1'] : [...new Set(found)];
}
