import { createPublicKey } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfiguration } from '../configuration.js';
import { StartupError } from '../engines/startup-error.js';
import { ensureServiceKeys } from './service-keys.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caregraph-keys-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function filesOf(): Promise<Record<string, string>> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(await Promise.all(files.map(async (file): Promise<[string, string]> => [file.slice(folder.length + 1), await readFile(file, 'utf8')])));
}

const keySet = () => readConfiguration({ SUBGRAPH_PUBLIC_KEYS_FILE: join(folder, 'shared', 'subgraphs-public.json') }).service.subgraphPublicKeys;
const spki = (key: Parameters<typeof createPublicKey>[0]) => createPublicKey(key).export({ type: 'spki', format: 'pem' });

describe('the keys between services', () => {
  it('are private in the folder of their owner, and public in the one that all share', async () => {
    await ensureServiceKeys(folder, ['platform', 'patients'], ['platform']);
    const files = await filesOf();
    expect(Object.keys(files).sort()).toEqual([
      'gateway/context-private.pem',
      'patients/subgraph-private.pem',
      'platform/secret',
      'platform/subgraph-private.pem',
      'shared/context-public.pem',
      'shared/subgraphs-public.json',
    ]);
    expect(files['shared/subgraphs-public.json']).not.toMatch(/"d"|PRIVATE/);
    expect(files['shared/context-public.pem']).toBe(spki(files['gateway/context-private.pem'] ?? ''));
    const found = [...keySet()].map(([name, key]) => [name, key.export({ type: 'spki', format: 'pem' })]);
    expect(found).toEqual([
      ['platform', spki(files['platform/subgraph-private.pem'] ?? '')],
      ['patients', spki(files['patients/subgraph-private.pem'] ?? '')],
    ]);
  });

  it('stay when they are there, beside those of a new subgraph and a public half that was lost', async () => {
    await ensureServiceKeys(folder, ['platform'], ['platform']);
    const before = await filesOf();
    await rm(join(folder, 'shared'), { recursive: true });
    await ensureServiceKeys(folder, ['platform', 'patients'], ['platform']);
    expect(await filesOf()).toMatchObject({ ...before, 'shared/subgraphs-public.json': expect.any(String) as string });
    expect([...keySet().keys()]).toEqual(['platform', 'patients']);
  });

  it.each([
    ['no JSON', 'abc'],
    ['no set', '{}'],
    ['a key without a name', '{"keys":[{"kty":"OKP","crv":"Ed25519","x":"4WM3iow3OtmQfSuxDWgWv4mGQAIpmUX1nlml5vEb_JI"}]}'],
    ['a key of another kind', '{"keys":[{"kid":"patients","kty":"oct","k":"c2VjcmV0"}]}'],
  ])('are not read from %s', (_, text) => {
    expect(() => readConfiguration({ SUBGRAPH_PUBLIC_KEYS: text })).toThrow(StartupError);
  });
});
