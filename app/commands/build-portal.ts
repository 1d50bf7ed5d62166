import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildPortal } from '../../gateway/public/portal/generator/build-portal.js';
import { packageFolder } from '../../gateway/package-folder.js';
import { permissions } from '../graph.js';
import { sayWhy } from '../run-until-stopped.js';

/** `npm run build:portal`: the pages for third parties, from the public schema and docs/public, into `dist-portal`. */
const root = packageFolder();
const options = { schema: { type: 'string' }, out: { type: 'string' } } as const;
const { values } = parseArgs({ options });
const checkedIn = join(root, 'schema/public.graphql');
const schemaFile = values.schema ? resolve(values.schema) : checkedIn;

try {
  if (!existsSync(schemaFile)) throw new Error(`${schemaFile} is not there: make it by npm run schema.`);
  const started = performance.now();
  const outcome = await buildPortal({
    schemaFile,
    supergraphFile: join(root, 'schema/supergraph.graphql'),
    texts: join(root, 'docs/public'),
    assets: join(root, 'gateway/public/portal/page'),
    permissions,
    target: values.out ? resolve(values.out) : join(root, 'dist-portal'),
  });
  console.log(`portal: ${outcome === 'unchanged' ? 'unchanged' : `built in ${((performance.now() - started) / 1000).toFixed(1)} s`}`);
} catch (error) {
  sayWhy(error);
  process.exitCode = 1;
}
