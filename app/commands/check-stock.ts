import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { brokenStock } from '../../subgraphs/pharmacy/stock/checking-stock.js';
import { StartupError } from '../engines/startup-error.js';
import { runCommand } from './run-command.js';
import { allTenants, findTenant } from './tenants.js';

/** `npm run stock:check [-- --tenant steppe]` compares what is on hand and set aside with all movements and reservations, and says where they differ. */
await runCommand(async (open) => {
  const { values } = parseArgs({ options: { tenant: { type: 'string' } }, strict: false });
  const platform = await open('platform');
  const pharmacy = await open('pharmacy');
  const tenants =
    typeof values.tenant === 'string' ? [await findTenant(platform.runtime, values.tenant)] : await allTenants(platform.runtime);
  let breaks = 0;
  for (const tenant of tenants) {
    for (const sentence of await brokenStock(pharmacy.database, tenant)) {
      breaks += 1;
      console.log(`${tenant.subdomain}: ${sentence}`);
    }
  }
  const checked = `${tenants.length} ${tenants.length === 1 ? 'tenant' : 'tenants'}`;
  if (breaks > 0)
    throw new StartupError(`Stock was changed behind the graph in ${breaks} places of ${checked}: count them, and find out who did it.`);
  console.log(`The stock of ${checked} is what its movements and reservations say.`);
});
