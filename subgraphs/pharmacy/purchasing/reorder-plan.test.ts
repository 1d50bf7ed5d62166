import pg from 'pg';
import { sql } from '#kernel/database/sql.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { planOf } from '#kernel/testing/query-plan.js';
import { testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { openPharmacy } from '../testing/dispensary.js';
import { ordersMatching } from './purchase-order.resolver.js';
import { PurchaseOrderStatus } from './purchase-order-status.js';
import { reorderStatement } from './reorder.js';
import { PurchasingDesk } from './testing/purchasing-desk.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
let pharmacy: PurchasingDesk;
let app: pg.Client;
const darkhan = newId('branch');

beforeAll(async () => {
  ({ subgraph, neighbours } = await openPharmacy());
  pharmacy = new PurchasingDesk(subgraph, neighbours);
  const owner = new pg.Client({ connectionString: subgraph.ownerUrl });
  await owner.connect();
  await owner.query('set search_path = pharmacy, public; set session_replication_role = replica');
  // A thousand products at two branches, some years of orders and transfers, and two houses like it: a plan on an empty table proves nothing.
  for (const tenant of [pharmacy.tenant, testTenant('copperbelt'), testTenant('siam')]) {
    await owner.query('begin');
    await owner.query(`select set_config('app.tenant_id', $1, true), set_config('app.branch_ids', '*', true)`, [
      toUuid('tenant', tenant.id),
    ]);
    const branches = [toUuid('branch', pharmacy.branchId), toUuid('branch', darkhan)];
    await owner.query(`insert into suppliers (name, name_key, currency) select 'S' || n, 's' || n, 'MNT' from generate_series(1, 10) n`);
    await owner.query(
      `insert into products (kind, status, name, name_key) select 'OTHER', 'ACTIVE', 'P' || n, 'p' || n from generate_series(1, 1000) n`,
    );
    await owner.query(
      `insert into stock_locations (branch_id, kind, name, name_key) select id, 'SHELF', 'Shelf', 'shelf' from unnest($1::uuid[]) id`,
      [branches],
    );
    await owner.query(
      `insert into branch_products (branch_id, product_id, currency, reorder_point, order_up_to)
        select branch, id, 'MNT', 10, 40 from products, unnest($1::uuid[]) branch where tenant_id = tenant_id()`,
      [branches],
    );
    await owner.query(`insert into supplier_products (supplier_id, product_id, price_minor, currency)
      select suppliers.id, products.id, 100, 'MNT' from suppliers, products where suppliers.tenant_id = tenant_id() and products.tenant_id = tenant_id() and suppliers.name in ('S1', 'S2', 'S3')`);
    await owner.query(`insert into lots (product_id, lot_number, expires_on)
      select id, 'L' || n, '2041-01-01' from products, generate_series(1, 4) n where tenant_id = tenant_id()`);
    await owner.query(`insert into stock_items (branch_id, location_id, product_id, lot_id, status, on_hand)
      select place.branch_id, place.id, lots.product_id, lots.id, 'AVAILABLE', case when lots.lot_number = 'L4' then 3 else 0 end
      from lots, stock_locations place where lots.tenant_id = tenant_id() and place.tenant_id = tenant_id()`);
    await owner.query(
      `insert into purchase_orders (branch_id, supplier_id, number, status, currency, approved_at, sent_at, sent_via, expected_on)
        select branch, (select id from suppliers where tenant_id = tenant_id() limit 1), 'PO' || n,
          case when n % 100 = 0 then 'SENT' else 'RECEIVED' end, 'MNT', now(), now(), 'EMAIL', date '2041-01-01' + n
        from generate_series(1, 2000) n, unnest($1::uuid[]) branch`,
      [branches],
    );
    await owner.query(`insert into purchase_order_lines (branch_id, purchase_order_id, position, product_id, quantity, unit_price_minor, received)
      select ordered.branch_id, ordered.id, position, products.id, 5, 100, case when ordered.status = 'SENT' then 0 else 5 end
      from purchase_orders ordered, generate_series(1, 10) position, products
      where ordered.tenant_id = tenant_id() and products.tenant_id = tenant_id()
        and products.name = 'P' || 1 + (substr(ordered.number, 3)::int * 10 + position) % 1000`);
    await owner.query(
      `insert into transfers (number, from_branch_id, to_branch_id, status, shipped_at, received_at)
        select 'TR' || n, ($1::uuid[])[1 + n / 100 % 2], ($1::uuid[])[2 - n / 100 % 2],
          case n % 100 when 0 then 'APPROVED' when 1 then 'IN_TRANSIT' else 'RECEIVED' end, now(), case when n % 100 > 1 then now() end
        from generate_series(1, 4000) n`,
      [branches],
    );
    await owner.query(`insert into transfer_lines (transfer_id, from_branch_id, to_branch_id, product_id, requested, approved)
      select transfer.id, from_branch_id, to_branch_id, products.id, 5, 5 from transfers transfer, generate_series(1, 5) n, products
      where transfer.tenant_id = tenant_id() and products.tenant_id = tenant_id()
        and products.name = 'P' || 1 + (substr(transfer.number, 3)::int * 5 + n) % 1000`);
    await owner.query(`insert into transfer_shipments (transfer_id, line_id, from_branch_id, to_branch_id, product_id, lot_id, shipped, received)
      select line.transfer_id, line.id, line.from_branch_id, line.to_branch_id, line.product_id, lots.id, 5,
        case when transfer.status = 'RECEIVED' then 5 else 0 end
      from transfer_lines line join transfers transfer on transfer.id = line.transfer_id
        join lots on lots.product_id = line.product_id and lots.lot_number = 'L4' and lots.tenant_id = tenant_id()
      where line.tenant_id = tenant_id() and transfer.status <> 'APPROVED'`);
    await owner.query('commit');
  }
  await owner.query('analyze');
  await owner.end();
  app = new pg.Client({ connectionString: subgraph.url });
  await app.connect();
});
afterAll(async () => {
  await app.end();
  await subgraph.close();
});

it('what is low is one statement for a page of 500, and three with the names of products and suppliers', async () => {
  const reads = async (selection: string) => {
    const before = subgraph.database.statementCount;
    const text = `query ($branchId: ID) { reorderSuggestions(branchId: $branchId) { ${selection} } }`;
    const { reorderSuggestions } = await pharmacy.ask<{ reorderSuggestions: object[] }>(text, { branchId: pharmacy.branchId });
    expect(reorderSuggestions).toHaveLength(500);
    return subgraph.database.statementCount - before;
  };
  const profile = 1;
  expect(await reads('quantity')).toBe(profile + 1);
  expect(await reads('quantity unitPrice { amountMinor } product { name } supplier { name }')).toBe(profile + 3);
});

it('what is low is found by index under row-level security, whatever else the tenants have', async () => {
  const question = { branchId: pharmacy.branchId, timeZone: 'Asia/Ulaanbaatar', currency: 'MNT' };
  for (const options of [{}, { branches: [pharmacy.branchId] }]) {
    const nodes = await planOf(app, pharmacy.tenant, reorderStatement(question), { ...options, analyze: true });
    const scanned = nodes.filter((node) => node['Node Type'] === 'Seq Scan').map((node) => node['Relation Name']);
    // Ten suppliers of a tenant are cheaper read at once.
    expect(scanned.filter((relation) => relation !== 'suppliers')).toEqual([]);
    const indexes = nodes.map((node) => node['Index Name']);
    expect(indexes).toEqual(
      expect.arrayContaining(['purchase_orders_by_status', 'stock_items_held', 'transfers_approved', 'transfer_shipments_in_transit']),
    );
  }
});

it.each([
  ['of a branch', [], 'purchase_orders_by_branch'],
  ['that are open', [PurchaseOrderStatus.SENT], 'purchase_orders_by_status'],
])('the orders %s follow an index', async (_, status, index) => {
  const matching = ordersMatching({ branchId: pharmacy.branchId, status: status.length > 0 ? status : null });
  const statement = sql`select purchase_orders.id, note from purchase_orders where ${matching} order by id desc limit 21`;
  const nodes = await planOf(app, pharmacy.tenant, statement);
  expect(nodes.filter((node) => node['Node Type'] === 'Seq Scan')).toEqual([]);
  expect(nodes.map((node) => node['Index Name'])).toContain(index);
});
