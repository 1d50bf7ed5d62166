import pg from 'pg';
import { sql, type Sql } from '#kernel/database/sql.js';
import { newId, toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { planOf } from '#kernel/testing/query-plan.js';
import { Context } from '#kernel/subgraph/context.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { inTenant, openBehindTheGraph } from '../testing/behind-the-graph.js';
import { Counter } from '../testing/counter.js';
import { Dispensary, openPharmacy } from '../testing/dispensary.js';
import { entriesWithIds } from '../tills/till-entry.js';
import { saleToLock } from './at-basket.js';
import { linesOf, linesWithIds } from './sale-line.js';
import { momentOfSale, momentsOfLine } from './sale-moment.js';
import type { SaleFilter } from './sale.inputs.js';
import { salesWithIds } from './sale.js';
import { salesMatching } from './sales-matching.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openPharmacy());
});
afterAll(() => subgraph.close());

describe('the list of sales', () => {
  it('is found by branch, session, status, receipt, patient and time', async () => {
    const dispensary = new Dispensary(subgraph, neighbours);
    const productId = await dispensary.medicine();
    await dispensary.shelve(productId, [{ quantity: 50 }]);
    await dispensary.price(productId, 1000n);
    const counter = await Counter.open(dispensary);
    const other = await Counter.open(dispensary);
    const patientId = newId('patient');
    const first = await counter.sold([productId, 2]);
    const begun = await counter.start({ patientId });
    const second = await counter.pay(await counter.add(begun.id, productId, 1));
    const basket = await other.basket([productId, 1]);
    const back = await other.sale('returnSale', other.returning(first, [[0, 1]]));
    const ids = async (filter: object) => {
      const query = 'query ($filter: SaleFilter) { sales(filter: $filter) { nodes { id } totalCount } }';
      const data = await dispensary.ask<{ sales: { nodes: { id: string }[]; totalCount: number } }>(query, { filter });
      expect(data.sales.totalCount).toBe(data.sales.nodes.length);
      return data.sales.nodes.map(({ id }) => id);
    };
    expect(await ids({})).toEqual([back.id, basket.id, second.id, first.id]);
    expect(await ids({ tillSessionId: other.sessionId })).toEqual([back.id, basket.id]);
    expect(await ids({ status: 'OPEN' })).toEqual([basket.id]);
    expect(await ids({ kind: 'RETURN' })).toEqual([back.id]);
    expect(await ids({ receiptNumber: ' UB1-R-000002 ' })).toEqual([second.id]);
    expect(await ids({ receiptNumber: 'UB1-R-999999' })).toEqual([]);
    expect(await ids({ patientId })).toEqual([second.id]);
    expect(await ids({ branchId: newId('branch') })).toEqual([]);
    const [before, after] = [new Date(Date.now() - 3_600_000).toISOString(), new Date(Date.now() + 3_600_000).toISOString()];
    expect(await ids({ from: before, until: after })).toEqual([back.id, second.id, first.id]);
    expect(await ids({ until: before })).toEqual([]);
    expect(await ids({ from: after })).toEqual([]);
  });

  it('is read in pages, with all that is shown of each sale in as many statements as of one', async () => {
    const dispensary = new Dispensary(subgraph, neighbours);
    const productId = await dispensary.medicine();
    await dispensary.shelve(productId, [{ quantity: 50 }]);
    await dispensary.price(productId, 1000n);
    const counter = await Counter.open(dispensary);
    const fields = `id total { amountMinor } lines { product { name } amount { amountMinor } lots { lot { expiresOn } } } tenders { amount { amountMinor } }
      returns { id } original { id } tillSession { till { name } cashier { id } }`;
    const statements = async (first: number) => {
      const before = subgraph.database.statementCount;
      const data = await dispensary.ask<{ sales: { nodes: { id: string }[]; pageInfo: { endCursor: string } } }>(
        `query ($first: Int) { sales(first: $first) { nodes { ${fields} } pageInfo { endCursor } } }`,
        { first },
      );
      return { count: subgraph.database.statementCount - before, ...data.sales };
    };
    const sold = [];
    for (let index = 0; index < 6; index += 1) sold.unshift(await counter.sold([productId, 1], [productId, 2]));
    const [one, all] = [await statements(1), await statements(6)];
    expect(all.count).toBe(one.count);
    expect(all.nodes.map(({ id }) => id)).toEqual(sold.map(({ id }) => id));
    const query = `query ($after: String) { sales(first: 2, after: $after) { nodes { id } } }`;
    const next = await dispensary.ask<{ sales: { nodes: { id: string }[] } }>(query, { after: one.pageInfo.endCursor });
    expect(next.sales.nodes.map(({ id }) => id)).toEqual(sold.slice(1, 3).map(({ id }) => id));
  });
});

it('the id of a sale, and of a line, says when it was begun', () => {
  const uuid = '019aa4b5-1c00-7abc-8def-0123456789ab';
  const moment = new Date(Number.parseInt('019aa4b51c00', 16));
  expect(momentOfSale(toTypeId('sale', uuid))).toEqual(moment);
  const { from, until } = momentsOfLine(toTypeId('saleline', uuid));
  expect([moment.getTime() - from.getTime(), until.getTime() - moment.getTime()]).toEqual([8 * 86_400_000, 3_600_000]);
});

describe('of the months of sales', () => {
  let dispensary: Dispensary;
  let app: pg.Client;
  let months: string[];
  /** Days of the month after next. */
  const then = (day: number): Date => {
    const now = new Date();
    return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 2, day));
  };

  beforeAll(async () => {
    dispensary = new Dispensary(subgraph, neighbours);
    const counter = await Counter.open(dispensary);
    const owner = await openBehindTheGraph(subgraph);
    // Five months of sales with their lines, until the end of the last for which there is a partition: a plan on an empty table proves nothing.
    await inTenant(owner, dispensary.tenant, async () => {
      await owner.query(
        `insert into sales (id, occurred_at, branch_id, kind, status, till_session_id, currency)
          select id, uuid_extract_timestamp(id), case when n % 4 = 0 then $1::uuid else uuidv7() end, 'SALE', 'DISCARDED', $2, 'MNT'
          from generate_series(date_trunc('month', now(), 'UTC') - interval '1 month', date_trunc('month', now(), 'UTC') + interval '4 months' - interval '1 day',
            interval '27 minutes') with ordinality as made (moment, n) cross join lateral (select uuidv7(moment - clock_timestamp()) as id) begun`,
        [toUuid('branch', dispensary.branchId), toUuid('tillsession', counter.sessionId)],
      );
      await owner.query(
        `insert into sale_lines (id, occurred_at, sale_id, branch_id, position, product_id, quantity, unit_price_minor, amount_minor)
          select id, occurred_at, id, branch_id, 1, uuidv7(), 1, 1, 1 from sales where status = 'DISCARDED'`,
      );
      await owner.query(
        `insert into till_entries (id, occurred_at, branch_id, session_id, tender, kind, amount_minor)
          select id, occurred_at, branch_id, till_session_id, 'CASH', 'SALE', 1 from sales where status = 'DISCARDED'`,
      );
    });
    await owner.query('analyze sales; analyze sale_lines; analyze till_entries');
    months = (
      await owner.query<{ name: string }>(`select inhrelid::regclass::text as name from pg_inherits where inhparent = 'sales'::regclass`)
    ).rows.map(({ name }) => name.replace('pharmacy.', ''));
    await owner.end();
    app = new pg.Client({ connectionString: subgraph.url });
    await app.connect();
  });
  afterAll(() => app.end());

  async function looked(statement: Sql): Promise<{ relations: string[]; scans: string[] }> {
    const nodes = await planOf(app, dispensary.tenant, statement, { branches: [dispensary.branchId] });
    const relations = nodes.map((node) => node['Relation Name']).filter((name) => name !== undefined);
    return {
      relations: [...new Set(relations)],
      scans: nodes.filter((node) => node['Node Type'] === 'Seq Scan').map(({ 'Relation Name': name = '' }) => name),
    };
  }

  async function listed(filter: SaleFilter): Promise<{ relations: string[]; scans: string[] }> {
    const context = new Context({ ...dispensary.context, branch: dispensary.branchId }, subgraph.resources);
    const where = await salesMatching(context, filter);
    return looked(sql`select id from sales where ${where} order by occurred_at desc, id desc limit 21`);
  }

  const nameOf = (day: Date): string => `sales_${day.getUTCFullYear()}_${String(day.getUTCMonth() + 1).padStart(2, '0')}`;

  it('a list by branch and time looks into those alone, by an index', async () => {
    expect(months.length).toBeGreaterThanOrEqual(5);
    expect(await listed({ from: then(10), until: then(20) })).toEqual({ relations: [nameOf(then(10))], scans: [] });
    // From the first of a month on, also at the baskets that were begun in the week before.
    const month = await listed({ from: then(1), until: then(28) });
    expect(month.relations.toSorted()).toEqual([nameOf(then(0)), nameOf(then(1))].toSorted());
    expect(month.scans).toEqual([]);
  });

  /** An id of the month after this one, or of that after it. */
  const later = async (prefix: string): Promise<string> =>
    toTypeId(prefix, (await app.query<{ id: string }>(`select uuidv7(interval '40 days') as id`)).rows[0]?.id ?? '');

  it('a sale by its id looks into one, and so do its lines', async () => {
    const id = await later('sale');
    const month = nameOf(momentOfSale(id));
    expect(await looked(sql`select * from sales ${saleToLock(id)}`)).toEqual({ relations: [month], scans: [] });
    expect(await looked(sql`select * from sales ${salesWithIds([id])}`)).toEqual({ relations: [month], scans: [] });
    expect(await looked(sql`select * from sale_lines ${linesOf([id])}`)).toEqual({
      relations: [month.replace('sales', 'sale_lines')],
      scans: [],
    });
  });

  it('a line by its own id looks into at most two', async () => {
    const found = await looked(sql`select * from sale_lines ${linesWithIds([await later('saleline')])}`);
    expect(found.relations.length).toBeGreaterThanOrEqual(1);
    expect(found.relations.length).toBeLessThanOrEqual(2);
    expect(found.scans).toEqual([]);
  });

  it('a line of a journal by its id looks into at most two', async () => {
    const found = await looked(sql`select * from till_entries ${entriesWithIds([await later('tillentry')])}`);
    expect(found.relations.length).toBeGreaterThanOrEqual(1);
    expect(found.relations.length).toBeLessThanOrEqual(2);
    expect(found.scans).toEqual([]);
  });

  it('those to come are made ahead, and a line is in the month of its sale', async () => {
    const operator = new pg.Client({ connectionString: subgraph.operatorUrl });
    await operator.connect();
    const { rows } = await operator.query<{ name: string }>('select make_partitions_ahead(4) as name');
    await operator.end();
    const then4 = new Date(Date.UTC(new Date().getUTCFullYear(), new Date().getUTCMonth() + 4, 1));
    const made = rows.map(({ name }) => name.replace('pharmacy.', ''));
    const suffix = nameOf(then4).replace('sales', '');
    expect(made).toEqual(expect.arrayContaining(['sales', 'sale_lines', 'sale_tenders', 'till_entries'].map((table) => table + suffix)));
    const orphan = sql`insert into sale_lines (id, occurred_at, sale_id, branch_id, position, product_id, quantity, unit_price_minor, amount_minor)
      select id, uuid_extract_timestamp(id), id, ${toUuid('branch', dispensary.branchId)}, 1, (select id from products limit 1), 1, 1, 1
      from (select uuidv7(${then4}::timestamptz + interval '1 day' - now()) as id) made`;
    await dispensary.medicine();
    await expect(dispensary.system(dispensary.branchId, async (transaction) => void (await transaction.rows(orphan)))).rejects.toThrow(
      'violates foreign key constraint',
    );
  });
});
