import { eventually } from '#kernel/testing/eventually.js';
import { GraphClient } from '../end-to-end/client.js';
import { startTopology, type RunningGraph } from '../end-to-end/topology.js';
import { ThirdParty } from './third-party.js';

interface Started {
  readonly export: { readonly id: string; readonly status: string };
}

interface Paged {
  readonly products: { readonly nodes: object[]; readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string } };
}

interface Watched {
  readonly export: { readonly status: string; readonly error: string | null; readonly progress: { readonly objects: number } };
}

describe.each(['one process', 'services'] as const)('in %s', (topology) => {
  let graph: RunningGraph;
  let owner: GraphClient;
  beforeAll(async () => {
    graph = await startTopology(topology);
    owner = await GraphClient.signIn(graph.url, 'steppe');
  }, 400_000);
  afterAll(() => graph.stop());

  it('a third party has a list written, and gets what paging would give it', async () => {
    const erp = await ThirdParty.make(graph.url, owner, { scopes: ['exports:run', 'medicines:read'] });
    const selection = 'nodes { id name kind }';
    const paged: object[] = [];
    for (let after: string | null = null; ;) {
      const { products }: Paged = await erp.ask<Paged>(
        `query ($after: String) { products(first: 100, after: $after) { ${selection} pageInfo { hasNextPage endCursor } } }`,
        { after },
      );
      paged.push(...products.nodes);
      if (!products.pageInfo.hasNextPage) break;
      after = products.pageInfo.endCursor;
    }
    expect(paged.length).toBeGreaterThan(10);
    const { export: started } = await erp.do<Started>('startExport', { query: `{ products { ${selection} } }` }, 'export { id status }');
    const look = () => erp.ask<Watched>('query ($id: ID!) { export(id: $id) { status error progress { objects } } }', { id: started.id });
    const { export: ended } = await eventually(look, ({ export: { status } }) => !['QUEUED', 'RUNNING'].includes(status), 60_000);
    expect(ended).toEqual({ status: 'COMPLETED', error: null, progress: { objects: paged.length } });
    const file = await fetch(`${graph.url}/public/exports/${started.id}`, { headers: { authorization: `Bearer ${erp.key}` } });
    expect([file.status, await file.text()]).toEqual([200, paged.map((node) => `${JSON.stringify(node)}\n`).join('')]);
  });
});
