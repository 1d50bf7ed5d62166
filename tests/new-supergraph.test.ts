import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GraphClient } from './end-to-end/client.js';
import { LiveClient } from './end-to-end/live-client.js';
import { newDataFolder, startTopology } from './end-to-end/topology.js';

it('is taken up by a running gateway when its file changes, and an unfit one is not', async () => {
  const folder = await newDataFolder();
  await cp('schema', folder, { recursive: true });
  const file = join(folder, 'supergraph.graphql');
  const graph = await startTopology('services', { SCHEMA_FOLDER: folder });
  try {
    const owner = await GraphClient.signIn(graph.url, 'steppe');
    const follow = async (): Promise<LiveClient> => {
      const live = await LiveClient.connect(graph.url, { authorization: `Bearer ${owner.token}` });
      live.subscribe('a', 'subscription { patientRegistered { kind } }');
      await live.next();
      return live;
    };
    const before = await follow();
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('The own tenant', 'Our own tenant').concat('\n# newer\n'));
    expect((await before.closed).code).toBe(1012);
    const after = await follow();
    await writeFile(file, 'type Query { nothing: Int }');
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect((await owner.send({ query: '{ me { id } }' })).errors).toBeUndefined();
    expect(after.socket.readyState).toBe(after.socket.OPEN);
    await after.close();
  } finally {
    await graph.stop();
  }
}, 400_000);
