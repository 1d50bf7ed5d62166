import { fastify } from 'fastify';
import pg from 'pg';
import { prefixRange } from '#kernel/graph/search-key.js';
import { toTypeId } from '#kernel/graph/type-id.js';
import { who } from './query.js';

/**
 * The same answer by hand: named statements over node-postgres and JSON.stringify behind Fastify. No token, no tenant but the
 * one it was written for, no row-level security, no field that was not asked for: what the graph's generality is paid against.
 */
const [port, databaseUrl, poolSize] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: databaseUrl, max: Number(poolSize) });

const statements = {
  me: `select staff.tenant_id, staff.display_name, tenants.name as tenant_name
    from platform.staff join platform.tenants using (tenant_id)
    where tenants.subdomain = $1 and staff.email = $2`,
  patients: `select id, name, to_char(birth_date, 'YYYY-MM-DD') as birth_date from patients.patients
    where tenant_id = $1 and deleted_at is null and id in (
      select patient_id from patients.patient_search_keys where tenant_id = $1 and kind = 'NAME' and key >= $2 and key < $3)
    order by name_key, id limit 20`,
  allergies: `select patient_id, code->>'display' as display from patients.allergies
    where tenant_id = $1 and patient_id = any ($2::uuid[]) order by created_at, id`,
  encounters: `select encounter.patient_id, encounter.status, branches.name, branches.time_zone
    from unnest($2::uuid[]) with ordinality as parent (id, ordinal)
    cross join lateral (
      select patient_id, status, branch_id, starts_at, id from patients.encounters
      where tenant_id = $1 and patient_id = parent.id order by starts_at desc, id desc limit 3) as encounter
    join platform.branches on branches.tenant_id = $1 and branches.id = encounter.branch_id
    order by parent.ordinal, encounter.starts_at desc, encounter.id desc`,
} as const;

interface Rows {
  readonly me: { readonly tenant_id: string; readonly display_name: string; readonly tenant_name: string };
  readonly patients: { readonly id: string; readonly name: string; readonly birth_date: string };
  readonly allergies: { readonly patient_id: string; readonly display: string };
  readonly encounters: { readonly patient_id: string; readonly status: string; readonly name: string; readonly time_zone: string };
}

async function rows<Name extends keyof Rows>(name: Name, values: readonly unknown[]): Promise<Rows[Name][]> {
  return (await pool.query<Rows[Name]>({ name, text: statements[name], values: [...values] })).rows;
}

const prefix = prefixRange('fee');
const [known] = await rows('me', [who.tenant, who.email]);
if (!known) throw new Error(`There is no ${who.email} in the demo`);
const tenant = known.tenant_id;

const server = fastify({ keepAliveTimeout: 120_000 });
server.post('/graphql', async (_, reply) => {
  const [[me], patients] = await Promise.all([rows('me', [who.tenant, who.email]), rows('patients', [tenant, prefix.from, prefix.to])]);
  const ids = patients.map(({ id }) => id);
  const [allergies, encounters] = await Promise.all([rows('allergies', [tenant, ids]), rows('encounters', [tenant, ids])]);
  const allergiesOf = Map.groupBy(allergies, ({ patient_id }) => patient_id);
  const encountersOf = Map.groupBy(encounters, ({ patient_id }) => patient_id);
  const nodes = patients.map(({ id, name, birth_date }) => ({
    id: toTypeId('patient', id),
    name,
    birthDate: birth_date,
    allergies: (allergiesOf.get(id) ?? []).map(({ display }) => ({ display })),
    encounters: {
      nodes: (encountersOf.get(id) ?? []).map(({ status, name: branch, time_zone }) => ({
        status,
        branch: { name: branch, timeZone: time_zone },
      })),
    },
  }));
  void reply.type('application/json; charset=utf-8');
  return JSON.stringify({ data: { me: { displayName: me?.display_name, tenant: { name: me?.tenant_name } }, patients: { nodes } } });
});
await server.listen({ port: Number(port), host: '127.0.0.1' });
process.once('SIGTERM', () => process.exit(0));
