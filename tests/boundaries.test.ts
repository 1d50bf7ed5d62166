import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const program = resolve('node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
const rules = resolve('.dependency-cruiser.cjs');

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

const house = {
  'package.json': '{"type":"module","imports":{"#kernel/*":"./dist/kernel/*"}}',
  'tsconfig.json': '{"compilerOptions":{"module":"NodeNext"}}',
  'kernel/a.ts': 'export const a = 1;',
  'dist/kernel/a.js': 'export const a = 1;',
  'subgraphs/x/a.ts': 'export const a = 1;',
  'subgraphs/y/a.ts': 'export const a = 1;',
  'dist/subgraphs/y/a.js': 'export const a = 1;',
  'gateway/a.ts': 'export const a = 1;',
  'app/a.ts': 'export const a = 1;',
  'bench/a.ts': 'export const a = 1;',
};

/** The names of the rules that a little house of these files breaks. */
async function broken(files: Readonly<Record<string, string>>): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'house-'));
  folders.push(folder);
  for (const [file, text] of Object.entries({ ...house, ...files })) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  }
  const { stdout } = await run(
    process.execPath,
    [program, 'kernel', 'subgraphs', 'gateway', 'app', '--config', rules, '--output-type', 'json'],
    { cwd: folder },
  ).catch((error: unknown) => error as { stdout: string });
  const { summary } = JSON.parse(stdout) as { summary: { violations: { rule: { name: string } }[] } };
  return [...new Set(summary.violations.map(({ rule }) => rule.name))].sort();
}

const importing = (path: string) => `import { a } from '${path}';\nexport const b = a;\n`;

describe('the floors of the house', () => {
  it('hold when everybody keeps to them', async () => {
    expect(
      await broken({
        'subgraphs/x/b.ts': importing('#kernel/a.js'),
        'gateway/b.ts': importing('#kernel/a.js'),
        'app/b.ts': `${importing('../gateway/a.js')}export { a } from '../subgraphs/x/a.js';`,
      }),
    ).toEqual([]);
  });

  it.each([
    ['the kernel imports a subgraph', { 'kernel/b.ts': importing('../subgraphs/x/a.js') }, 'kernel-imports-no-room'],
    ['the kernel imports the gateway', { 'kernel/b.ts': importing('../gateway/a.js') }, 'kernel-imports-no-room'],
    ['a subgraph imports another', { 'subgraphs/x/b.ts': importing('../y/a.js') }, 'subgraphs-never-meet'],
    ['a subgraph imports the gateway', { 'subgraphs/x/b.ts': importing('../../gateway/a.js') }, 'subgraphs-never-meet'],
    ['the gateway imports a subgraph', { 'gateway/b.ts': importing('../subgraphs/x/a.js') }, 'gateway-knows-no-subgraph'],
    ['somebody imports the app', { 'gateway/b.ts': importing('../app/a.js') }, 'nobody-imports-app'],
    ['somebody imports the benchmarks', { 'app/b.ts': importing('../bench/a.js') }, 'nobody-imports-bench'],
    [
      'an import brings types only',
      { 'gateway/b.ts': "import type { a } from '../subgraphs/x/a.js';\nexport type B = typeof a;\n" },
      'gateway-knows-no-subgraph',
    ],
    ['an import waits until it is needed', { 'subgraphs/x/b.ts': "export const b = () => import('../y/a.js');\n" }, 'subgraphs-never-meet'],
    ['a file passes on what it may not import', { 'kernel/b.ts': "export { a } from '../app/a.js';\n" }, 'nobody-imports-app'],
    ['the way leads through the built files', { 'subgraphs/x/b.ts': importing('../../dist/subgraphs/y/a.js') }, 'subgraphs-never-meet'],
    [
      'two files import each other',
      { 'kernel/b.ts': importing('./c.js'), 'kernel/c.ts': "import { b } from './b.js';\nexport const a = () => b;\n" },
      'no-circles',
    ],
    ['there is a drawer', { 'kernel/utils.ts': 'export const a = 1;', 'kernel/b.ts': importing('./utils.js') }, 'no-drawers'],
    ['there is a drawer that nobody opens yet', { 'gateway/helpers/b.ts': importing('../a.js') }, 'no-drawers'],
  ])('give way visibly when %s', async (_, files, rule) => {
    expect(await broken(files)).toContain(rule);
  });
});
