import pg from 'pg';
import { raw, sql, type Sql } from '#kernel/database/sql.js';
import { newId, toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { planOf, type PlanNode } from '#kernel/testing/query-plan.js';
import { testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { openBehindTheGraph } from '../testing/behind-the-graph.js';
import { openPharmacy } from '../testing/dispensary.js';
import { pickableStatement } from './allocation.js';
import { LotOrderField } from './lot.js';
import { lotsMatching } from './lot.resolver.js';
import { stockOfProducts, stockToSeeTo } from './product-stock.js';
import { itemsMatching } from './stock-item.resolver.js';
import { movementsWithIds } from './stock-movement.js';
import { receiptsOf } from './received-serials.js';
import { movementsMatching } from './stock-movement.resolver.js';

const steppe = testTenant('steppe');
const branchId = newId('branch');
let subgraph: TestSubgraph;
let app: pg.Client;
let productIds: string[];
let lotId: string;

/** A shop of 400 products in three lots each at four branches, and half a year of movements. */
async function addShop(owner: pg.Client, tenantId: string, branches: readonly string[]): Promise<void> {
  await owner.query(
    `insert into products (tenant_id, kind, status, name, name_key) select $1, 'MEDICINE', 'ACTIVE', 'Medicine ' || n, 'medicine ' || n from generate_series(1, 400) n`,
    [tenantId],
  );
  await owner.query(
    `insert into lots (tenant_id, product_id, lot_number, expires_on) select $1, id, 'L' || n, current_date + n * 30 from products, generate_series(1, 3) n where tenant_id = $1`,
    [tenantId],
  );
  for (const branch of branches) {
    const { rows } = await owner.query<{ id: string }>(
      `insert into stock_locations (tenant_id, branch_id, kind, name, name_key) values ($1, $2, 'SHELF', 'Shelf', 'shelf') returning id`,
      [tenantId, branch],
    );
    await owner.query(
      `insert into branch_profiles (tenant_id, branch_id, code, name, time_zone, currency, as_of) values ($1, $2, 'UB1', 'Steppe', 'Asia/Ulaanbaatar', 'MNT', now())`,
      [tenantId, branch],
    );
    await owner.query(
      `insert into stock_items (tenant_id, branch_id, location_id, product_id, lot_id, status, on_hand) select $1, $2, $3, product_id, id, 'AVAILABLE', 5 from lots where tenant_id = $1`,
      [tenantId, branch, rows[0]?.id],
    );
    await owner.query(
      `insert into branch_products (tenant_id, branch_id, product_id, currency, reorder_point) select $1, $2, id, 'MNT', 2 from products where tenant_id = $1`,
      [tenantId, branch],
    );
    await owner.query(
      `insert into stock_movements (tenant_id, occurred_at, branch_id, location_id, product_id, lot_id, status, kind, quantity, reason)
        select $1, now() + make_interval(days => day), $2, $3, product_id, id, 'AVAILABLE', 'COUNT', 1, 'Counted' from lots, generate_series(-30, 60, 10) day where tenant_id = $1`,
      [tenantId, branch, rows[0]?.id],
    );
    await owner.query(
      `insert into register_entries (tenant_id, branch_id, product_id, lot_id, sequence, kind, quantity, balance, movement_id)
        select $1, $2, product_id, id, n, 'RECEIPT', 1, n, uuidv7() from lots, generate_series(1, 4) n where tenant_id = $1`,
      [tenantId, branch],
    );
  }
}

beforeAll(async () => {
  ({ subgraph } = await openPharmacy());
  const owner = await openBehindTheGraph(subgraph);
  for (const tenant of [steppe, testTenant('copperbelt'), testTenant('siam')]) {
    const branches = [tenant === steppe ? branchId : newId('branch'), newId('branch'), newId('branch')];
    await addShop(
      owner,
      toUuid('tenant', tenant.id),
      branches.map((id) => toUuid('branch', id)),
    );
  }
  for (const table of ['products', 'lots', 'stock_items', 'branch_products', 'branch_profiles', 'stock_movements', 'register_entries'])
    await owner.query(`vacuum analyze ${table}`);
  const { rows } = await owner.query<{ id: string; lot_id: string }>(
    `select products.id, (select lots.id from lots where product_id = products.id limit 1) as lot_id from products where tenant_id = $1 limit 20`,
    [toUuid('tenant', steppe.id)],
  );
  productIds = rows.map(({ id }) => toTypeId('product', id));
  lotId = toTypeId('lot', rows[0]?.lot_id ?? '');
  await owner.end();
  app = new pg.Client({ connectionString: subgraph.url });
  await app.connect();
});
afterAll(async () => {
  await app.end();
  await subgraph.close();
});

async function plan(statement: Sql): Promise<{ indexes: string[]; relations: string[]; scanned: string[]; nodes: PlanNode[] }> {
  const nodes = await planOf(app, steppe, statement);
  const distinct = (values: (string | undefined)[]) => [...new Set(values.flatMap((value) => value ?? []))].toSorted();
  return {
    nodes,
    indexes: distinct(nodes.map((node) => node['Index Name'])),
    relations: distinct(nodes.map((node) => node['Relation Name'])),
    scanned: distinct(nodes.filter((node) => node['Node Type'] === 'Seq Scan').map((node) => node['Relation Name'])),
  };
}

it('allocation reads the stock of its products at its branch, their lots, and what a count holds still', async () => {
  const branch = { id: branchId, code: 'UB1', name: 'Steppe', timeZone: 'Asia/Ulaanbaatar', currency: 'MNT', today: '2026-01-01' };
  const { indexes, scanned } = await plan(pickableStatement(branch, productIds.slice(0, 2)));
  expect(indexes).toEqual([expect.stringMatching('^lots_'), 'stock_count_lines_frozen', 'stock_items_held']);
  expect(scanned).toEqual([]);
});

it('the stock of a page of products is read by product', async () => {
  const { indexes, scanned } = await plan(stockOfProducts(productIds, null));
  expect(indexes).toEqual(expect.arrayContaining(['stock_items_by_product']));
  expect(scanned.filter((relation) => relation !== 'branch_profiles')).toEqual([]);
});

it('what somebody has to see to is read from the stock of the branch', async () => {
  const { nodes } = await plan(stockToSeeTo(branchId, 200));
  const items = nodes.filter((node) => node['Relation Name'] === 'stock_items');
  expect(items.length).toBeGreaterThan(0);
  for (const node of items) expect(node['Node Type']).not.toBe('Seq Scan');
});

/** As the page of a list asks for it. */
function listed(table: string, where: Sql, orderBy: Sql): Sql {
  return sql`select * from ${raw(table)} where ${where} order by ${orderBy} limit 21`;
}

const movementOrder = sql`occurred_at desc, id desc`;
/** Most of this month. */
function span(): { month: string; from: Date; until: Date } {
  const now = new Date();
  const day = (date: number): Date => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), date));
  const month = `stock_movements_${now.getUTCFullYear()}_${String(now.getUTCMonth() + 1).padStart(2, '0')}`;
  return { month, from: day(2), until: day(27) };
}

it('movements of a branch in a span are read by time, from the months of that span and no other', async () => {
  const { month, ...days } = span();
  const { relations, indexes, nodes } = await plan(listed('stock_movements', movementsMatching({ branchId, ...days }), movementOrder));
  expect(relations).toEqual([month]);
  expect(indexes).toEqual([expect.stringMatching(`^${month}_tenant_id_branch_id_occurred_at_`)]);
  expect(nodes.map((node) => node['Node Type'])).not.toContain('Sort');
});

it('movements of a product or of a lot in a span are read by it, from the same months', async () => {
  const { month, ...days } = span();
  const ofProduct = await plan(listed('stock_movements', movementsMatching({ productId: productIds[0] ?? null, ...days }), movementOrder));
  expect(ofProduct).toMatchObject({ relations: [month], indexes: [expect.stringMatching('_tenant_id_product_id_')] });
  const ofLot = await plan(listed('stock_movements', movementsMatching({ lotId, ...days }), movementOrder));
  expect(ofLot).toMatchObject({ relations: [month], indexes: [expect.stringMatching('_tenant_id_lot_id_')] });
});

it('whether a pack came in before is read by its lot, and whether that was taken back by the lot in the register', async () => {
  const { indexes, scanned } = await plan(receiptsOf([lotId], ['S1', 'S2']));
  expect(indexes).toEqual(expect.arrayContaining(['register_entries_sequence', 'register_entries_voided_once']));
  expect(indexes.filter((name) => name.startsWith('stock_movements_') && !name.includes('_tenant_id_lot_id_branch_id_'))).toEqual([]);
  // Of a month without movements there is nothing else to read.
  expect(scanned).not.toContain(span().month);
  expect(scanned).not.toContain('register_entries');
});

it('a movement by its id is read from the month that its id tells of', async () => {
  const now = new Date();
  const { rows } = await app.query<{ id: string }>('select uuidv7($1::timestamptz - clock_timestamp()) as id', [
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 15)),
  ]);
  const { relations, scanned } = await plan(
    sql`select * from stock_movements ${movementsWithIds([toTypeId('movement', rows[0]?.id ?? '')])}`,
  );
  const next = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1)).toISOString().slice(0, 7).replace('-', '_');
  expect(relations).toEqual([`stock_movements_${next}`]);
  expect(scanned).toEqual([]);
});

it('movements of no named span are looked for in the last month or two', async () => {
  const { relations } = await plan(listed('stock_movements', movementsMatching({ branchId }), movementOrder));
  expect(relations.length).toBeGreaterThan(0);
  expect(relations.length).toBeLessThanOrEqual(3);
});

it('stock is listed by branch, by product and by lot, each by an index', async () => {
  const order = sql`id`;
  expect((await plan(listed('stock_items', itemsMatching({ branchId, onlyInStock: true }), order))).indexes).toEqual([
    'stock_items_by_branch',
  ]);
  expect(
    (await plan(listed('stock_items', itemsMatching({ productId: productIds[0] ?? null, onlyInStock: true }), order))).indexes,
  ).toEqual(['stock_items_by_product']);
  expect((await plan(listed('stock_items', itemsMatching({ lotId, onlyInStock: true }), order))).indexes).toEqual(['stock_items_by_lot']);
});

it('lots are found by product and number, and by their last day', async () => {
  const byNumber = lotsMatching({ productId: productIds[0] ?? null, search: 'L1' }, LotOrderField.NUMBER);
  expect((await plan(listed('lots', byNumber, sql`lot_number, id`))).indexes).toEqual(['lots_number']);
  const everywhere = await plan(listed('lots', lotsMatching({ search: 'L1' }, LotOrderField.NUMBER), sql`lot_number, id`));
  expect(everywhere).toMatchObject({ indexes: ['lots_by_number'], scanned: [] });
  expect(everywhere.nodes.map((node) => node['Node Type'])).not.toContain('Sort');
  const whole = await plan(listed('lots', lotsMatching(null, LotOrderField.NUMBER), sql`lot_number, id`));
  expect(whole).toMatchObject({ indexes: ['lots_by_number'], scanned: [] });
  expect(whole.nodes.map((node) => node['Node Type'])).not.toContain('Sort');
  const called = await plan(listed('lots', sql`recall_id = ${toUuid('recall', newId('recall'))}`, sql`id`));
  expect(called).toMatchObject({ indexes: ['lots_by_recall'], scanned: [] });
  const byDay = lotsMatching({ expiresBefore: '2030-01-01' }, LotOrderField.EXPIRES_ON);
  expect((await plan(listed('lots', byDay, sql`expires_on, id`))).indexes).toEqual(['lots_by_expiry']);
});
