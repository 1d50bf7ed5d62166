import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { build, type BuildOptions, type BuildResult, type Plugin } from 'esbuild';

const root = join(import.meta.dirname, '../..');
const source = join(import.meta.dirname, 'page');
const target = join(root, 'dist-explorer');
const assets = join(target, 'assets');
const stampFile = join(target, 'inputs.sha256');

const shared = {
  absWorkingDir: root,
  outdir: assets,
  entryNames: '[name]-[hash]',
  chunkNames: '[name]-[hash]',
  assetNames: '[name]-[hash]',
  bundle: true,
  minify: true,
  metafile: true,
  target: 'es2022',
  legalComments: 'linked',
  logLevel: 'warning',
  define: { 'process.env.NODE_ENV': '"production"' },
} satisfies BuildOptions;

/** The editor of variables takes input fields with a default value for required (graphql/graphiql#3571), and marks right variables as wrong. */
const defaultsAreOptional: Plugin = {
  name: 'defaults-are-optional',
  setup: (bundler) => {
    bundler.onLoad({ filter: /getVariablesJSONSchema\.js$/ }, async ({ path }) => {
      const code = await readFile(path, 'utf8');
      const patched = code.replace('if (fieldRequired)', 'if (fieldRequired && field.defaultValue === undefined)');
      if (patched === code)
        throw new Error(`${path} has changed: see whether it spares fields with a default value, then drop this plugin.`);
      return { contents: patched };
    });
  },
};

/** Bundles the page into `dist-explorer`. Outside `dist`, which every build of the server empties, so that it is bundled only when it changed. */
async function buildExplorer(): Promise<'built' | 'unchanged'> {
  const stamp = await hashOfInputs();
  if ((await readFile(stampFile, 'utf8').catch(() => '')) === stamp) return 'unchanged';
  await mkdir(assets, { recursive: true });

  const [workers, styles] = await Promise.all([
    build({
      ...shared,
      format: 'iife',
      plugins: [defaultsAreOptional],
      entryPoints: {
        'editor-worker': 'monaco-editor/esm/vs/editor/editor.worker.js',
        'json-worker': 'monaco-editor/esm/vs/language/json/json.worker.js',
        'graphql-worker': 'monaco-graphql/esm/graphql.worker.js',
      },
    }),
    build({ ...shared, entryPoints: [join(source, 'explorer.css'), join(source, 'icon.svg')], loader: { '.svg': 'copy' } }),
  ]);
  const script = await build({
    ...shared,
    format: 'esm',
    splitting: true,
    jsx: 'automatic',
    entryPoints: { explorer: join(source, 'main.tsx') },
    // GraphiQL's style sheet holds the editor's styles already.
    loader: { '.css': 'empty' },
    define: {
      ...shared.define,
      WORKERS: JSON.stringify({
        editor: url(workers, 'editor-worker'),
        json: url(workers, 'json-worker'),
        graphql: url(workers, 'graphql-worker'),
      }),
    },
  });

  const page = (await readFile(join(source, 'index.html'), 'utf8'))
    .replace('{icon}', url(styles, 'icon'))
    .replace('{style}', url(styles, 'explorer'))
    .replace('{script}', url(script, 'explorer'));
  await replaceFile(join(target, 'index.html'), page);
  await removeAllBut(
    new Set([workers, styles, script].flatMap(({ metafile }) => Object.keys(metafile.outputs)).map((path) => basename(path))),
  );
  await replaceFile(stampFile, stamp);
  return 'built';
}

type Built = BuildResult<{ metafile: true }>;

/** The address of what an entry point became. */
function url({ metafile }: Built, name: string): string {
  const path = Object.entries(metafile.outputs).find(
    ([output, { entryPoint }]) => entryPoint !== undefined && basename(output).startsWith(`${name}-`),
  )?.[0];
  if (path === undefined) throw new Error(`The bundler wrote nothing for "${name}"`);
  return `/explorer/assets/${basename(path)}`;
}

async function hashOfInputs(): Promise<string> {
  const page = await readdir(source, { withFileTypes: true, recursive: true });
  const files = [
    import.meta.filename,
    join(root, 'package-lock.json'),
    ...page.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)),
  ].sort();
  const hash = createHash('sha256');
  for (const file of files)
    hash
      .update(relative(root, file))
      .update('\0')
      .update(await readFile(file))
      .update('\0');
  return hash.digest('hex');
}

/** Whole or not at all: a server may be reading while this writes. */
async function replaceFile(path: string, content: string): Promise<void> {
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, content);
  await rename(draft, path);
}

async function removeAllBut(kept: ReadonlySet<string>): Promise<void> {
  const stale = (await readdir(assets)).filter((name) => !kept.has(name));
  await Promise.all(stale.map((name) => rm(join(assets, name), { force: true })));
}

const started = performance.now();
const outcome = await buildExplorer();
console.log(`explorer: ${outcome === 'unchanged' ? 'unchanged' : `built in ${((performance.now() - started) / 1000).toFixed(1)} s`}`);
