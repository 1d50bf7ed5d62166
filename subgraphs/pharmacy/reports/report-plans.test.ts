import pg from 'pg';
import { sql, type Sql } from '#kernel/database/sql.js';
import { newId, toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { planOf, type PlanNode } from '#kernel/testing/query-plan.js';
import { testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { lastCost } from '../stock/lot-costs.js';
import { openBehindTheGraph } from '../testing/behind-the-graph.js';
import { openPharmacy } from '../testing/dispensary.js';
import { reorderStatement } from '../purchasing/reorder.js';
import { pickableStatement } from '../stock/allocation.js';
import { stockToSeeTo } from '../stock/product-stock.js';
import { controlledBalances } from './controlled-balances.js';
import { expiringStock } from './expiring-stock.js';
import { reportRange, type ReportBranch } from './report-range.js';
import { salesFigures, SalesGrouping, tenderFigures } from './sales-report.js';
import { stockMovements } from './stock-movements.js';
import { MoverOrder, stockMovers } from './stock-movers.js';
import { stockValuation, ValuationMethod } from './stock-valuation.js';
import { tillDifferences } from './till-differences.js';

const steppe = testTenant('steppe');
const branchId = newId('branch');
const branch: ReportBranch = {
  uuid: toUuid('branch', branchId),
  code: 'UB1',
  name: 'Steppe',
  timeZone: 'Asia/Ulaanbaatar',
  currency: 'MNT',
};
let subgraph: TestSubgraph;
let app: pg.Client;
let productIds: string[];

/** From two months before this one until the end of the third after it, the last for which there is a partition. */
const moments = (step: string): string =>
  `generate_series(date_trunc('month', now(), 'UTC') - interval '2 months', date_trunc('month', now(), 'UTC') + interval '4 months' - interval '1 day',
    interval '${step}') with ordinality as made (moment, n)`;

/** Three branches that sell 15 times a day, of 300 products. */
async function addTenant(owner: pg.Client, tenantId: string, branches: readonly string[]): Promise<void> {
  await owner.query(
    `insert into products (tenant_id, kind, status, name, name_key) select $1, 'MEDICINE', 'ACTIVE', 'Medicine ' || n, 'medicine ' || n from generate_series(1, 300) n`,
    [tenantId],
  );
  await owner.query(
    `insert into lots (tenant_id, product_id, lot_number, expires_on) select $1, id, 'L' || n, current_date + n * 10 from products, generate_series(1, 20) n where tenant_id = $1`,
    [tenantId],
  );
  for (const each of branches) {
    const { rows } = await owner.query<{ id: string }>(
      `insert into stock_locations (tenant_id, branch_id, kind, name, name_key) values ($1, $2, 'SHELF', 'Shelf', 'shelf') returning id`,
      [tenantId, each],
    );
    const locationId = rows[0]?.id;
    // As in a shop of some years: of most lots nothing is left.
    await owner.query(
      `insert into stock_items (tenant_id, branch_id, location_id, product_id, lot_id, status, on_hand)
        select $1, $2, $3, product_id, id, 'AVAILABLE', case when lot_number = 'L1' then 500 else 0 end from lots where tenant_id = $1`,
      [tenantId, each, locationId],
    );
    await owner.query(
      `insert into stock_movements (tenant_id, occurred_at, branch_id, location_id, product_id, lot_id, status, kind, quantity, unit_cost_minor, currency)
        select $1, moment, $2, $3, product_id, id, 'AVAILABLE', case when came then 'RECEIPT' else 'SALE' end, case when came then 9 else -1 end,
          case when came then 100 end, case when came then 'MNT' end
        from lots, ${moments('5 days')} cross join lateral (select n % 4 = 0 as came) way where tenant_id = $1 and lot_number in ('L1', 'L2', 'L3')`,
      [tenantId, each, locationId],
    );
    await owner.query(
      `insert into branch_profiles (tenant_id, branch_id, code, name, time_zone, currency, as_of) values ($1, $2, 'UB1', 'Steppe', 'Asia/Ulaanbaatar', 'MNT', now())`,
      [tenantId, each],
    );
    await owner.query(
      `insert into branch_products (tenant_id, branch_id, product_id, currency, reorder_point) select $1, $2, id, 'MNT', 2 from products where tenant_id = $1`,
      [tenantId, each],
    );
    await owner.query(
      `with made as (
          select uuidv7(moment - clock_timestamp()) as id from ${moments('96 minutes')}
        ), begun as (
          insert into sales (tenant_id, id, occurred_at, branch_id, kind, status, till_session_id, currency, subtotal_minor, total_minor, paid_minor, receipt_number, seller_id, completed_at)
            select $1, id, uuid_extract_timestamp(id), $2, 'SALE', 'COMPLETED', uuidv7(), 'MNT', 2, 2, 2, id::text, 'staff_1', uuid_extract_timestamp(id) + interval '5 minutes'
            from made returning id, occurred_at
        ), paid as (
          insert into sale_tenders (tenant_id, sale_id, occurred_at, branch_id, position, kind, amount_minor) select $1, id, occurred_at, $2, 1, 'CASH', 2 from begun
        )
        insert into sale_lines (tenant_id, id, occurred_at, sale_id, branch_id, position, product_id, quantity, unit_price_minor, amount_minor)
          select $1, uuidv7(begun.occurred_at - clock_timestamp()), begun.occurred_at, begun.id, $2, product.position, product.id, 1, 1, 1 from begun
          cross join lateral (select id, row_number() over () as position from products where tenant_id = $1 and hashtext(begun.id::text) is not null limit 2) product`,
      [tenantId, each],
    );
    await owner.query(
      `with closed as (
          insert into till_sessions (tenant_id, branch_id, till_id, cashier_id, status, currency, opened_at, closed_at)
            select $1, $2, uuidv7(), uuidv7(), 'CLOSED', 'MNT', now(), now() + make_interval(hours => n) from generate_series(-1440, 2400, 4) n returning id
        ) insert into till_counts (tenant_id, branch_id, session_id, tender, expected_minor, counted_minor) select $1, $2, id, 'CASH', 10, 11 from closed`,
      [tenantId, each],
    );
    await owner.query(
      `insert into tills (tenant_id, branch_id, id, name, name_key) select distinct $1::uuid, branch_id, till_id, till_id::text, till_id::text from till_sessions where branch_id = $2`,
      [tenantId, each],
    );
  }
}

beforeAll(async () => {
  ({ subgraph } = await openPharmacy());
  const owner = await openBehindTheGraph(subgraph);
  for (const tenant of [steppe, testTenant('copperbelt'), testTenant('siam')]) {
    const branches = [tenant === steppe ? branchId : newId('branch'), newId('branch'), newId('branch')];
    await addTenant(
      owner,
      toUuid('tenant', tenant.id),
      branches.map((id) => toUuid('branch', id)),
    );
  }
  // Index-only scans skip the heap where the visibility map says so, which vacuum writes.
  await owner.query(`vacuum analyze products, lots, stock_items, stock_movements, branch_products, branch_profiles`);
  await owner.query(`vacuum analyze sales, sale_lines, sale_tenders, till_sessions, till_counts, tills`);
  const { rows } = await owner.query<{ id: string }>('select id from products where tenant_id = $1 limit 20', [
    toUuid('tenant', steppe.id),
  ]);
  productIds = rows.map(({ id }) => toTypeId('product', id));
  await owner.end();
  app = new pg.Client({ connectionString: subgraph.url });
  await app.connect();
});
afterAll(async () => {
  await app.end();
  await subgraph.close();
});

/** Of the month after next. */
const day = (date: number): string => utc(2, date).toISOString().slice(0, 10);
const utc = (months: number, date: number): Date => {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, date));
};
const partition = (table: string, months: number): string => `${table}_${utc(months, 1).toISOString().slice(0, 7).replace('-', '_')}`;
const [then, before] = [2, 1] as const;

/** What the database would look at: partitions or tables, by which indexes, and those that it would read from end to end. */
async function looked(statement: Sql): Promise<{ relations: string[]; scanned: string[]; nodes: PlanNode[] }> {
  const nodes = await planOf(app, steppe, statement, { branches: [branchId], analyze: true });
  // A bitmap's index has the rows of the relation above it.
  const relations = [...new Set(nodes.flatMap((node) => node['Relation Name'] ?? []))].toSorted();
  const scanned = nodes.filter((node) => node['Node Type'] === 'Seq Scan').flatMap((node) => node['Relation Name'] ?? []);
  // A third of all products is this tenant's.
  return { nodes, relations, scanned: scanned.filter((relation) => relation !== 'products') };
}

/** The conditions by which indexes of a table and its partitions are entered. */
function conditions(nodes: readonly PlanNode[], table: string): string[] {
  const ofTable = nodes.filter((node) => node['Index Name']?.startsWith(table));
  return ofTable.map((node) => node['Index Cond'] ?? '');
}

const partitioned = /^(stock_movements|sales|sale_lines|sale_tenders)_(earlier|\d{4}_\d\d)$/;
const week = reportRange(branch, day(12), day(18));
const ledByBranch = /tenant_id = .*branch_id = /;

describe('a report of a week', () => {
  it.each<[string, Sql, string[]]>([
    ['of movers', sql`${stockMovers(branch, week, MoverOrder.FAST)} limit 20`, ['stock_movements']],
    ['of what moves slowly', sql`${stockMovers(branch, week, MoverOrder.SLOW)} limit 20`, ['stock_movements']],
    ['of movements', stockMovements(branch, week), ['stock_movements']],
    ['of sales by day', sql`${salesFigures(branch, week, SalesGrouping.DAY)} limit 366`, ['sale_lines', 'sales']],
    ['of sales by product', sql`${salesFigures(branch, week, SalesGrouping.PRODUCT)} limit 366`, ['sale_lines', 'sales']],
    ['of sales by cashier', sql`${salesFigures(branch, week, SalesGrouping.CASHIER)} limit 366`, ['sale_lines', 'sales']],
    ['of tenders', tenderFigures(branch, week), ['sale_tenders', 'sales']],
  ])('%s reads its month alone, by indexes of the branch and its days', async (_, statement, tables) => {
    const { nodes, relations, scanned } = await looked(statement);
    expect(relations.filter((relation) => partitioned.test(relation))).toEqual(tables.map((table) => partition(table, then)));
    expect(scanned).toEqual([]);
    for (const table of tables) {
      const found = conditions(nodes, table);
      expect(found.length).toBeGreaterThan(0);
      for (const condition of found)
        expect(condition).toMatch(/tenant_id = .*branch_id = .*(occurred|completed)_at >= .*(occurred|completed)_at < /);
    }
  });

  it('of sales at the beginning of a month reads also that in which baskets were begun', async () => {
    const first = reportRange(branch, day(3), day(9));
    const ofSales = await looked(salesFigures(branch, first, SalesGrouping.DAY));
    expect(ofSales.relations).toEqual(
      ['sale_lines', 'sales'].flatMap((table) => [partition(table, before), partition(table, then)]).toSorted(),
    );
    expect(ofSales.scanned).toEqual([]);
    const ofTenders = await looked(tenderFigures(branch, first));
    expect(ofTenders.relations).toEqual(
      ['sale_tenders', 'sales'].flatMap((table) => [partition(table, before), partition(table, then)]).toSorted(),
    );
    expect(ofTenders.scanned).toEqual([]);
  });

  it('of tills that differed reads those that were closed in it', async () => {
    const { nodes, scanned } = await looked(sql`${tillDifferences(branch, week)} limit 100`);
    const [sessions] = nodes.filter((node) => node['Index Name'] === 'till_sessions_by_closing');
    expect(sessions).toMatchObject({ 'Actual Rows': 42 });
    expect(sessions?.['Index Cond']).toMatch(/tenant_id = .*branch_id = .*closed_at >= .*closed_at < /);
    expect(scanned).toEqual([]);
  });
});

describe('what stock is worth', () => {
  // What is on hand cost what came in whenever that was: no month can be left out, but only rows with a cost are in the index.
  it('now is counted from the index of what came in, over all months, without the rows', async () => {
    for (const method of Object.values(ValuationMethod)) {
      const { nodes, scanned } = await looked(stockValuation(branch, method, null));
      const scans = nodes.filter((node) => node['Relation Name']?.startsWith('stock_movements'));
      expect(scans.length).toBeGreaterThanOrEqual(4);
      for (const scan of scans) expect(scan).toMatchObject({ 'Node Type': 'Index Only Scan', 'Heap Fetches': 0 });
      for (const condition of conditions(nodes, 'stock_movements')) expect(condition).toMatch(ledByBranch);
      expect(scanned).toEqual([]);
    }
  });

  it('at a moment takes back only what moved since', async () => {
    const { nodes, scanned } = await looked(stockValuation(branch, ValuationMethod.FIFO, utc(then, 15)));
    const since = nodes.filter((node) => node['Index Name']?.includes('_tenant_id_branch_id_occurred_at_'));
    expect(since.map((node) => node['Relation Name']).toSorted()).toEqual([
      partition('stock_movements', then),
      partition('stock_movements', 3),
    ]);
    for (const condition of conditions(nodes, 'stock_movements')) expect(condition).toMatch(ledByBranch);
    expect(scanned).toEqual([]);
  });
});

describe('of all lots that ever were', () => {
  const open = { id: branchId, ...branch, today: day(1) };
  const question = { branchId, timeZone: branch.timeZone, currency: branch.currency };

  it.each<[string, () => Sql]>([
    ['what expires', () => sql`${expiringStock(branch, 90, true)} limit 100`],
    ['controlled balances', () => controlledBalances(branch)],
    ['what somebody has to see to', () => stockToSeeTo(branchId, 200)],
    ['what to reorder', () => reorderStatement(question)],
    ['what is given out', () => pickableStatement(open, productIds)],
  ])('%s reads those of which some are left', async (_, statement) => {
    const { nodes, scanned } = await looked(statement());
    const names = nodes.flatMap((node) => node['Index Name'] ?? []).filter((name) => name.startsWith('stock_items'));
    expect([...new Set(names)]).toEqual(['stock_items_held']);
    expect(scanned.filter((relation) => relation !== 'branch_profiles')).toEqual([]);
  });
});

it('what packs last cost is counted from the index of what has a cost, without the rows and what was sold', async () => {
  const product = toUuid('product', productIds[0] ?? '');
  const { nodes, scanned } = await looked(
    sql`select came.* from lots lot cross join lateral (${lastCost(toUuid('branch', branchId), 'MNT')}) came where lot.product_id = ${product}`,
  );
  const scans = nodes.filter((node) => node['Relation Name']?.startsWith('stock_movements'));
  expect(scans.length).toBeGreaterThanOrEqual(4);
  for (const scan of scans) expect(scan).toMatchObject({ 'Node Type': 'Index Only Scan', 'Heap Fetches': 0 });
  for (const condition of conditions(nodes, 'stock_movements')) expect(condition).toMatch(/tenant_id = .*branch_id = .*product_id = lot/);
  expect(scanned).toEqual([]);
});

it('tables that grow for years have partitions for this month and the three ahead', async () => {
  const { rows } = await app.query<{ parent: string; partition: string }>(
    `select parent.relname as parent, partition.relname as partition from pg_partitioned_table join pg_class parent on parent.oid = partrelid
      join pg_inherits on inhparent = parent.oid join pg_class partition on partition.oid = inhrelid
      where parent.relnamespace = 'pharmacy'::regnamespace and partstrat = 'r' order by parent.relname, partition.relname`,
  );
  const found = Map.groupBy(rows, ({ parent }) => parent);
  const tables = ['audit_log', 'sale_lines', 'sale_tenders', 'sales', 'stock_movements', 'till_entries'];
  expect([...found.keys()]).toEqual(tables);
  for (const table of tables) {
    const ahead = [0, 1, 2, 3].map((months) => partition(table, months));
    expect(found.get(table)?.map((each) => each.partition)).toEqual(expect.arrayContaining(ahead));
  }
});
