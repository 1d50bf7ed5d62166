import type pg from 'pg';
import { Gauge, type Registry } from 'prom-client';

/** How many connections each subgraph's pool has, how many of them are free, and how many calls wait for one. */
export function measurePools(registry: Registry, pools: ReadonlyMap<string, pg.Pool>): void {
  const gauge = new Gauge({
    name: 'caregraph_pool_connections',
    help: 'Database connections by subgraph: open, idle, and calls that wait for one.',
    labelNames: ['subgraph', 'state'],
    registers: [registry],
    collect: () => {
      for (const [subgraph, pool] of pools) {
        gauge.set({ subgraph, state: 'open' }, pool.totalCount);
        gauge.set({ subgraph, state: 'idle' }, pool.idleCount);
        gauge.set({ subgraph, state: 'waiting' }, pool.waitingCount);
      }
    },
  });
}
