import { setTimeout as delay } from 'node:timers/promises';
import { emptyContext, type RequestContext } from '#kernel/context/request-context.js';
import { newId } from '#kernel/graph/type-id.js';
import type { SubgraphRuntime } from '#kernel/subgraph/runtime.js';
import type { Fleet } from '../fleet.js';

const query =
  'mutation ($input: ReportPositionsInput!) { reportPositions(input: $input) { taken rejected { reason } userErrors { message } } }';
const everyMs = 1_000;

export interface Reported {
  readonly reports: number;
  /** The times of the last positions, of each courier one. */
  readonly last: readonly string[];
}

interface Answer {
  readonly data?: { readonly reportPositions: { readonly taken: number } };
}

/** Every courier tells one position a second, in a call of its own; the calls are spread over the second. On a machine that is too slow for that they fall behind. */
export async function report(runtime: SubgraphRuntime, { tenantId, staffIds }: Fleet, seconds: number): Promise<Reported> {
  const until = performance.now() + seconds * everyMs;
  let reports = 0;
  const last = new Map<string, string>();
  const drive = async (staffId: string, index: number): Promise<void> => {
    await delay((index * everyMs) / staffIds.length);
    const context = contextOf(tenantId, staffId);
    for (let latitude = 47.9 + index / 1_000; performance.now() < until; latitude += 0.0001) {
      const began = performance.now();
      const position = { at: new Date().toISOString(), latitude, longitude: 106.9, accuracyMetres: 8, speed: 11, heading: 0 };
      const { data } = (await runtime.execute({ query, variables: { input: { positions: [position] } } }, context)) as Answer;
      if (data?.reportPositions.taken !== 1) throw new Error(`A position was not taken: ${JSON.stringify(data)}`);
      reports += 1;
      last.set(staffId, position.at);
      await delay(Math.max(0, everyMs - (performance.now() - began)));
    }
  };
  await Promise.all(staffIds.map(drive));
  return { reports, last: [...last.values()] };
}

function contextOf(tenantId: string, staffId: string): RequestContext {
  return {
    ...emptyContext(newId('request')),
    tenant: { id: tenantId, subdomain: 'bench' },
    actor: { kind: 'staff', id: staffId, sessionId: newId('session') },
    grants: [{ role: 'COURIER', permissions: ['tasks:perform'], branches: 'all' }],
  };
}
