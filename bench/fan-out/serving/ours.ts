import { type ExecutionResult } from 'graphql';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { accessTokenAudience, accessTokenIssuer, admissionQuery, type AdmissionResult } from '#kernel/context/directory.js';
import { subgraphHeader } from '#kernel/graph/access.js';
import { newId } from '#kernel/graph/type-id.js';
import { createLogger } from '#kernel/log/logger.js';
import type { SubgraphChannel } from '#kernel/subgraph/channel.js';
import { compose, createGateway } from '../../../gateway/index.js';
import { boardTypes, queueAfter } from '../board.js';
import { Events } from './event-stream.js';

/**
 * The gateway itself: signed-in clients, limits, permissions, sessions looked at again and again; and for all who may see the
 * same, one execution and one text. Only the subgraphs behind it are made up.
 */
const resultOf = (number: number): ExecutionResult => ({
  data: { queueUpdated: { __typename: 'Queue', ...queueAfter(number) } },
  extensions: { sequence: number },
});
const events = new Events<ExecutionResult>(resultOf(0));
const board: SubgraphChannel = {
  name: 'board',
  execute: () => Promise.resolve({ data: { ready: true } }),
  subscribe: () => events.listen(),
};

const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
const key = { ...(await exportJWK(publicKey)), kid: 'bench', alg: 'EdDSA' };
const tenant = newId('tenant');
const directory: SubgraphChannel = {
  name: 'directory',
  execute: ({ query, variables }) => {
    if (query !== admissionQuery) return Promise.resolve({ data: { signingKeys: { keys: [key] } } });
    const grants = [{ role: 'SCREEN', permissions: [], everyBranch: true, branches: [] }];
    const admission: AdmissionResult = {
      tenant: { id: tenant, subdomain: 'bench', status: 'ACTIVE', locale: 'en' },
      actor: { kind: 'STAFF', id: String(variables?.['actor']), sessionId: String(variables?.['session']), grants },
      branch: null,
    };
    return Promise.resolve({ data: { admission } });
  },
};
const token = await new SignJWT({ tenant, sid: newId('session') })
  .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: 'bench' })
  .setIssuer(accessTokenIssuer)
  .setAudience(accessTokenAudience)
  .setSubject(newId('staff'))
  .setIssuedAt()
  .setExpirationTime('2 hours')
  .sign(privateKey);

const sdl = `${subgraphHeader}\n${boardTypes.replace('ready: Boolean', 'ready: Boolean @access(needs: "anyone")').replace('Queue! }', 'Queue! @access(needs: "signed-in") }')}`;
let number = 0;
const gateway = await createGateway({
  supergraphSdl: compose([{ name: board.name, sdl }]).supergraphSdl,
  channels: [board, directory],
  directory: directory.name,
  owners: [],
  publicDomain: 'localhost',
  development: false,
  secureCookies: false,
  log: createLogger({ level: 'error', name: 'bench' }),
  ready: () => Promise.resolve(true),
  extend: (server) => {
    server.post('/event', () => {
      events.publish(resultOf((number += 1)));
      return { number };
    });
    server.get('/greeting', () => ({ authorization: `Bearer ${token}` }));
    return Promise.resolve();
  },
});
await gateway.listen(Number(process.argv[2]), '127.0.0.1');
process.once('SIGTERM', () => process.exit(0));
