import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { migrate } from '#kernel/database/migrate.js';
import { newId, toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { logistics } from '../../subgraphs/logistics/index.js';

/** What the runner tells who serves: where the database is, and who goes there. */
export interface Fleet {
  readonly url: string;
  readonly operatorUrl: string;
  readonly tenantId: string;
  readonly branchId: string;
  readonly staffIds: readonly string[];
}

export const couriers = 500;

/** What a dispatcher's map asks for. */
export const subscription = `subscription ($branchId: ID) {
  courierMoved(branchId: $branchId) { kind sequence couriers { id name position { at latitude longitude } } }
}`;

export interface Moved {
  readonly kind: string;
  readonly sequence: number;
  readonly couriers: readonly { readonly id: string; readonly position: { readonly at: string } }[];
}

/** One branch with so many couriers on shift, written behind the graph. */
export async function addFleet(ownerUrl: string): Promise<Fleet> {
  const password = randomUUID();
  const { name, migrations } = logistics;
  await migrate(ownerUrl, { name, migrations, password, operatorPassword: password });
  const as = (role: string): string => Object.assign(new URL(ownerUrl), { username: role, password }).href;
  const [tenantId, branchId] = [newId('tenant'), newId('branch')];
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await owner.query(`set search_path = ${name}, public`);
    // What is written here is in nobody's audit.
    await owner.query('set session_replication_role = replica');
    const { rows } = await owner.query<{ staff_id: string }>(
      `insert into couriers (tenant_id, branch_id, staff_id, name, name_key, vehicle, capacity, on_shift_since, version, created_at, updated_at)
        select $1, $2, uuidv7(), 'Courier ' || number, 'courier ' || number, 'VAN', 20, now(), 1, now(), now()
        from generate_series(1, $3::integer) as number returning staff_id`,
      [toUuid('tenant', tenantId), toUuid('branch', branchId), couriers],
    );
    await owner.query(
      `insert into courier_shifts (tenant_id, branch_id, courier_id, began_at, version, created_at, updated_at)
        select tenant_id, branch_id, id, on_shift_since, 1, now(), now() from couriers`,
    );
    const staffIds = rows.map(({ staff_id }) => toTypeId('staff', staff_id));
    return { url: as(`caregraph_${name}`), operatorUrl: as(`caregraph_${name}_operator`), tenantId, branchId, staffIds };
  } finally {
    await owner.end();
  }
}
