import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { accessTokenAudience, accessTokenIssuer, admissionQuery, type AdmissionResult } from '#kernel/context/directory.js';
import { newId } from '#kernel/graph/type-id.js';
import { createLogger } from '#kernel/log/logger.js';
import type { SubgraphChannel } from '#kernel/subgraph/channel.js';
import { compose, createGateway } from '../../../gateway/index.js';
import type { Fleet } from '../fleet.js';
import { openLogistics } from './open-logistics.js';
import { report } from './reporting.js';

/** The gateway and the subgraph of couriers in one process, as `npm start` has them; only who may come in is made up. */
const [port = '', told = '', how = ''] = process.argv.slice(2);
const fleet = JSON.parse(told) as Fleet;
const { runtime, channel, executions } = await openLogistics(fleet, how === 'every');

const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
const key = { ...(await exportJWK(publicKey)), kid: 'bench', alg: 'EdDSA' };
const directory: SubgraphChannel = {
  name: 'directory',
  execute: ({ query, variables }) => {
    if (query !== admissionQuery) return Promise.resolve({ data: { signingKeys: { keys: [key] } } });
    const grants = [{ role: 'DISPATCHER', permissions: ['couriers:read', 'tasks:read'], everyBranch: true, branches: [] }];
    const admission: AdmissionResult = {
      tenant: { id: fleet.tenantId, subdomain: 'bench', status: 'ACTIVE', locale: 'en' },
      actor: { kind: 'STAFF', id: String(variables?.['actor']), sessionId: String(variables?.['session']), grants },
      branch: null,
    };
    return Promise.resolve({ data: { admission } });
  },
};
const token = await new SignJWT({ tenant: fleet.tenantId, sid: newId('session') })
  .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: 'bench' })
  .setIssuer(accessTokenIssuer)
  .setAudience(accessTokenAudience)
  .setSubject(newId('staff'))
  .setIssuedAt()
  .setExpirationTime('2 hours')
  .sign(privateKey);

const gateway = await createGateway({
  supergraphSdl: compose([{ name: channel.name, sdl: runtime.built.sdl }]).supergraphSdl,
  channels: [channel, directory],
  directory: directory.name,
  owners: [],
  publicDomain: 'localhost',
  development: false,
  secureCookies: false,
  log: createLogger({ level: 'error', name: 'bench' }),
  ready: () => Promise.resolve(true),
  extend: (server) => {
    server.post<{ Querystring: { seconds: string } }>('/report', ({ query }) => report(runtime, fleet, Number(query.seconds)));
    server.get('/executions', () => ({ executions: executions() }));
    server.get('/greeting', () => ({ authorization: `Bearer ${token}` }));
    return Promise.resolve();
  },
});
await gateway.listen(Number(port), '127.0.0.1');
process.once('SIGTERM', () => process.exit(0));
