import 'reflect-metadata';
import { basename, dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { importMedicines } from '../../subgraphs/pharmacy/bdpm/importing-medicines.js';
import { openMedicineTables, readMedicines } from '../../subgraphs/pharmacy/bdpm/reading-medicines.js';
import { RxNormCodes } from '../../subgraphs/pharmacy/bdpm/rxnorm-codes.js';
import { readSource } from '../../subgraphs/pharmacy/bdpm/source-files.js';
import { StartupError } from '../engines/startup-error.js';
import { importSource } from './import-source.js';

const usage =
  'npm run import:medicines -- --tenant steppe [--rxnorm rxnorm_mappings.tsv] folder. The folder holds the tables of the French public medicines base, with their headers: CIS_bdpm.tsv, CIS_CIP_bdpm.tsv, CIS_COMPO_bdpm.tsv, CIS_CPD_bdpm.tsv and CIS_GENER_bdpm.tsv.';

/** Makes products of the packs of the French public medicines base, and brings those of an earlier import up to date. */
await importSource('import:medicines', 'packs', async () => {
  const options = { tenant: { type: 'string' }, rxnorm: { type: 'string' } } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true, strict: false });
  const { tenant, rxnorm } = values;
  const [folder, ...others] = positionals;
  if (typeof tenant !== 'string' || folder === undefined || others.length > 0 || typeof rxnorm === 'boolean')
    throw new StartupError(`Usage: ${usage}`);
  const base = readMedicines(await openMedicineTables(folder));
  const rxNorm = rxnorm === undefined ? null : RxNormCodes.read(basename(rxnorm), await readSource(dirname(rxnorm), basename(rxnorm)));
  return {
    tenant,
    rows: base.packs.length,
    import: async (place, onPacks) => (await importMedicines({ ...place, rxNorm }, base, onPacks)).toString(),
  };
});
