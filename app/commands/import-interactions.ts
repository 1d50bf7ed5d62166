import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { importInteractions } from '../../subgraphs/pharmacy/interactions/importing-interactions.js';
import { interactionReport } from '../../subgraphs/pharmacy/interactions/interaction-report.js';
import { openThesaurus } from '../../subgraphs/pharmacy/interactions/thesaurus-files.js';
import { StartupError } from '../engines/startup-error.js';
import { importSource } from './import-source.js';

const usage =
  'npm run import:interactions -- --tenant steppe folder. The folder holds an edition of the French thesaurus of interactions: thesaurus_2020-10.csv and substance_classes_2020-10.json, or a later one.';

/** Puts an edition of the French thesaurus of interactions in the place of what the tenant's pharmacy had. */
await importSource('import:interactions', 'rules and classes', async () => {
  const { values, positionals } = parseArgs({ options: { tenant: { type: 'string' } }, allowPositionals: true, strict: false });
  const { tenant } = values;
  const [folder, ...others] = positionals;
  if (typeof tenant !== 'string' || folder === undefined || others.length > 0) throw new StartupError(`Usage: ${usage}`);
  const thesaurus = await openThesaurus(folder);
  return {
    tenant,
    rows: thesaurus.rules.length + thesaurus.memberships.length,
    import: async (place, onRows) => interactionReport(thesaurus, await importInteractions(place, thesaurus, onRows)),
  };
});
