import pg from 'pg';
import { newCredential } from '#kernel/context/client-credential.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { planOf, type PlanNode } from '#kernel/testing/query-plan.js';
import { openPlatform, type TestPlatform } from '../../testing/open-platform.js';
import { byClient, byKey } from './admit-client.js';

let platform: TestPlatform;
let app: pg.Client;
beforeAll(async () => {
  platform = await openPlatform();
  app = new pg.Client({ connectionString: platform.subgraph.url });
  await app.connect();
});
afterAll(async () => {
  await app.end();
  await platform.subgraph.close();
});

describe('a client among ten thousand', () => {
  it('is found by an index, by its id and by its key, with its token taken back or not', async () => {
    const { tenant } = await platform.newTenant('steppe-many');
    const owner = new pg.Client({ connectionString: platform.subgraph.ownerUrl });
    await owner.connect();
    await owner.query(`set search_path = platform, public; set app.tenant_id = '${toUuid('tenant', tenant.id)}'`);
    for (const table of ['api_clients', 'api_keys', 'revoked_tokens', 'credential_uses'])
      await owner.query(`alter table ${table} disable trigger user`);
    await owner.query(`with made as (
        insert into api_clients (tenant_id, name, name_key, kind, purpose, scopes, every_branch)
          select tenant_id(), 'Client ' || n, 'client ' || n, 'LIVE', 'TREAT', '{orders:read}', true from generate_series(1, 10000) n returning id
      ), keys as (
        insert into api_keys (tenant_id, client_id, name, prefix, hash) select tenant_id(), id, 'k', 'cg_live_AbCd', sha256(uuid_send(id)) from made
      ), used as (
        insert into credential_uses (tenant_id, used_id) select tenant_id(), id from made
      ), spent as (
        insert into api_usage_days (tenant_id, client_id, day, requests, errors, refused, cost)
          select tenant_id(), id, (now() at time zone 'UTC')::date - days, 1, 0, 0, 1 from made, generate_series(0, 2) days
      )
      insert into revoked_tokens (tenant_id, jti, expires_at) select tenant_id(), 'token_' || id, now() + interval '1 hour' from made`);
    await owner.query('analyze');
    await owner.end();
    for (const statement of [byClient(newId('client'), newId('token')), byKey(newCredential({ use: 'KEY', kind: 'LIVE' }))]) {
      const steps = await planOf(app, tenant, statement);
      const scanned = steps.filter((step: PlanNode) => step['Node Type'] === 'Seq Scan').map((step) => step['Relation Name']);
      expect(scanned.filter((relation) => relation !== 'tenants')).toEqual([]);
      expect(steps.map((step) => step['Index Cond'] ?? '').join(' ')).toMatch(/\(id = |\(hash = /);
    }
  });
});
