import 'reflect-metadata';
import { stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { SingleBar } from 'cli-progress';
import { systemContext, type TenantReference } from '#kernel/context/request-context.js';
import { newUuid } from '#kernel/graph/type-id.js';
import type { SubgraphChannel } from '#kernel/subgraph/channel.js';
import { importBundle } from '../../subgraphs/patients/fhir/import-bundle.js';
import { ImportReport } from '../../subgraphs/patients/fhir/import-report.js';
import { StartupError } from '../engines/startup-error.js';
import { findTenant } from './tenants.js';
import { runCommand } from './run-command.js';

const usage = 'npm run import:fhir -- --tenant steppe [--branch UB1] bundle.json …';

/** Reads FHIR R4 bundles into a tenant's registry, each in one transaction, and says what it did and what it left out. */
await runCommand(async (open) => {
  const { values, positionals: files } = parseArgs({
    options: { tenant: { type: 'string' }, branch: { type: 'string' } },
    allowPositionals: true,
    strict: false,
  });
  if (typeof values.tenant !== 'string' || files.length === 0) throw new StartupError(`Usage: ${usage}`);
  for (const file of files) {
    if (!(await stat(file).catch(() => null))?.isFile()) throw new StartupError(`${file} is no file that can be read: correct its name.`);
  }
  const platform = await open('platform');
  const patients = await open('patients');
  const tenant = await findTenant(platform.runtime, values.tenant);
  const branchId = await findBranch(platform.runtime, tenant, typeof values.branch === 'string' ? values.branch : null);
  const target = { database: patients.database, context: systemContext(tenant, 'import:fhir', newUuid()), branchId };

  const bar = new SingleBar({
    format: '  {bar} {value}/{total} files, {resources} resources  {file}',
    clearOnComplete: true,
    noTTYOutput: false,
  });
  const report = new ImportReport();
  const failures: string[] = [];
  let resources = 0;
  bar.start(files.length, 0, { resources, file: '' });
  for (const file of files) {
    bar.update({ file });
    try {
      report.include(await importBundle(target, file, () => bar.update({ resources: ++resources })));
    } catch (error) {
      failures.push(`${file}: ${(error as Error).message}`);
    }
    bar.increment({ resources });
  }
  bar.stop();
  console.log(report.toString());
  if (failures.length > 0)
    throw new StartupError(
      `${failures.length} of ${files.length} files were left out as a whole, and nothing of them was stored:\n  ${failures.join('\n  ')}`,
    );
});

async function findBranch(platform: SubgraphChannel, tenant: TenantReference, code: string | null): Promise<string> {
  const query = `{ branches(first: 100, status: ACTIVE) { nodes { id code } } }`;
  const { data } = await platform.execute({ query }, systemContext(tenant, 'import:fhir', newUuid()));
  const { nodes } = (data?.['branches'] ?? { nodes: [] }) as { nodes: { id: string; code: string }[] };
  const branch = nodes.find((candidate) => code === null || candidate.code === code);
  if (!branch)
    throw new StartupError(
      `The tenant has no open branch${code === null ? '' : ` "${code}"; it has ${nodes.map((node) => node.code).join(', ')}`}.`,
    );
  return branch.id;
}
