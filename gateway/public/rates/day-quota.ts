import { LRUCache } from 'lru-cache';

const mostClients = 100_000;

/**
 * What clients have used today, UTC. Platform adds up what all gateways report, which is some seconds old; what went through this
 * gateway is known here at once, calls under way included. So one gateway keeps a quota exactly, and several by what they spend in
 * those seconds.
 */
export class DayQuota {
  private readonly used = new LRUCache<string, { readonly day: string; units: number }>({ max: mostClients });

  constructor(private readonly now: () => Date = () => new Date()) {}

  /** Counts units towards the day when they fit into it. */
  take(client: string, reported: number, perDay: number, units: number): boolean {
    if (this.left(client, reported, perDay) < units) return false;
    this.of(client).units += units;
    return true;
  }

  /** Corrects what was counted by what it came to. */
  settle(client: string, difference: number): void {
    const used = this.of(client);
    used.units = Math.max(0, used.units + difference);
  }

  left(client: string, reported: number, perDay: number): number {
    return Math.max(0, perDay - Math.max(this.of(client).units, reported));
  }

  secondsLeft(): number {
    const now = this.now();
    return Math.max(1, Math.ceil((Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1) - now.getTime()) / 1_000));
  }

  get today(): string {
    return this.now().toISOString().slice(0, 10);
  }

  private of(client: string): { units: number } {
    const day = this.today;
    let used = this.used.get(client);
    if (used?.day !== day) this.used.set(client, (used = { day, units: 0 }));
    return used;
  }
}
