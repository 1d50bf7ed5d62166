import type pg from 'pg';
import { GraphError } from '../graph/graph-error.js';

/** Connections for reads that are streamed. One tenant holds at most half of them, so that its reports keep nobody else from theirs. */
export class StreamPool {
  private readonly held = new Map<string, number>();

  constructor(readonly pool: pg.Pool) {}

  /** A connection, or `RATE_LIMITED` when the tenant has enough of them, or none comes back in time. */
  async take(tenantId: string): Promise<pg.PoolClient> {
    const held = this.held.get(tenantId) ?? 0;
    if (held >= Math.ceil(this.pool.options.max / 2)) throw tooMany();
    this.held.set(tenantId, held + 1);
    try {
      return await this.pool.connect();
    } catch (error) {
      this.letGo(tenantId);
      if (this.pool.totalCount < this.pool.options.max) throw error;
      throw tooMany(error);
    }
  }

  /** One that cannot be used again is closed. */
  giveBack(tenantId: string, client: pg.PoolClient, isUsable: boolean): void {
    this.letGo(tenantId);
    client.release(!isUsable);
  }

  private letGo(tenantId: string): void {
    const held = (this.held.get(tenantId) ?? 1) - 1;
    if (held === 0) this.held.delete(tenantId);
    else this.held.set(tenantId, held);
  }
}

function tooMany(cause?: unknown): GraphError {
  const options = cause instanceof Error ? { originalError: cause } : {};
  return new GraphError('RATE_LIMITED', 'Too many large files are being made just now: try again when one of them has ended.', options);
}
