import pg from 'pg';
import { sql, type Sql } from '#kernel/database/sql.js';
import { newId, toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { Context } from '#kernel/subgraph/context.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { planOf } from '#kernel/testing/query-plan.js';
import { testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { customersMatching } from '../customers/customer.resolver.js';
import { pricesOfLine } from '../prices/choosing-prices.js';
import { ProductKind } from '../references/product-kind.js';
import { CatalogDesk, tubeAttributes } from '../testing/catalog-desk.js';
import { openOrders } from '../testing/order-desk.js';
import { productsMeeting } from './searching.js';
import { numberKey } from './search-keys.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
let desk: CatalogDesk;
let app: pg.Client;
let setId: string;
let productId: string;

beforeAll(async () => {
  ({ subgraph, neighbours } = await openOrders());
  desk = new CatalogDesk(subgraph, neighbours);
  const { attributeSet } = await desk.define(tubeAttributes);
  setId = toUuid('attributeset', attributeSet?.id ?? '');
  const owner = new pg.Client({ connectionString: subgraph.ownerUrl });
  await owner.connect();
  // Without triggers and keys, for rows by the thousand.
  await owner.query('set search_path = orders, public; set session_replication_role = replica');
  const volumes = Array.from({ length: 500 }, (_, index) => numberKey(index / 10));
  for (const tenant of [desk.tenant, testTenant('copperbelt'), testTenant('siam')]) {
    const tenantId = toUuid('tenant', tenant.id);
    await owner.query(
      `insert into product_attributes (tenant_id, product_id, set_id, revision, attributes)
        select $1, uuidv7(), $2, 1, '{}' from generate_series(1, 8000)`,
      [tenantId, setId],
    );
    await owner.query(
      `insert into product_attribute_keys (tenant_id, set_id, code, key, product_id)
        select tenant_id, set_id, entry.code, entry.key, product_id
        from (select *, row_number() over () as n from product_attributes where tenant_id = $1) product
        cross join lateral (values ('additive', 'additive ' || n), ('cap', case when n % 100 = 0 then 'RED' else 'BLUE' end),
          ('tube_volume', ($2::text[])[1 + n % 500])) as entry (code, key)`,
      [tenantId, volumes],
    );
    await owner.query(
      `insert into customers (tenant_id, name, name_key) select $1, 'Customer ' || n, 'customer ' || n from generate_series(1, 8000) n`,
      [tenantId],
    );
    await owner.query(
      `with list as (insert into price_lists (tenant_id, name, name_key, currency)
          select $1, 'List ' || n, 'list ' || n, 'MNT' from generate_series(1, 20) n returning tenant_id, id)
        insert into price_list_items (tenant_id, price_list_id, product_id, minimum_quantity, unit_price_minor, tax_basis_points)
        select list.tenant_id, list.id, product.product_id, 1, 100, 0
        from list cross join (select product_id from product_attributes where tenant_id = $1 limit 1000) product`,
      [tenantId],
    );
  }
  for (const table of ['product_attributes', 'product_attribute_keys', 'customers', 'price_lists', 'price_list_items'])
    await owner.query(`vacuum analyze ${table}`);
  const priced = 'select product_id from price_list_items where tenant_id = $1 limit 1';
  const { rows } = await owner.query<{ product_id: string }>(priced, [toUuid('tenant', desk.tenant.id)]);
  productId = rows[0]?.product_id ?? '';
  await owner.end();
  app = new pg.Client({ connectionString: subgraph.url });
  await app.connect();
});
afterAll(async () => {
  await app.end();
  await subgraph.close();
});

/** The indexes by which a statement is answered, with their conditions; none of it reads a table through. */
async function conditionsOf(statement: Sql): Promise<Map<string, string>> {
  const nodes = await planOf(app, desk.tenant, statement);
  const read = nodes.filter((node) => node['Node Type'] === 'Seq Scan').map((node) => node['Relation Name']);
  // A handful of lists is read faster than looked up.
  expect(read.filter((name) => name !== 'price_lists')).toEqual([]);
  return new Map(nodes.flatMap((node) => (node['Index Name'] ? [[node['Index Name'], node['Index Cond'] ?? '']] : [])));
}

async function searching(where: object): Promise<Map<string, string>> {
  const context = new Context(desk.context, subgraph.resources);
  const meeting = await productsMeeting(context, ProductKind.CONSUMABLE, [where as never]);
  return conditionsOf(sql`select * from product_attributes where ${meeting} order by id limit 21`);
}

it.each([
  [{ code: 'additive', text: 'Additive 17' }, 'key = '],
  [{ code: 'additive', startsWith: 'Additive 17' }, 'key >= '],
  [{ code: 'tube_volume', atLeast: 1, atMost: 1.2 }, 'key <= '],
])('products are found by %j through the keys, by the value within the tenant', async (where, condition) => {
  const conditions = await searching(where);
  const used = conditions.get('product_attribute_keys_pkey') ?? '';
  for (const part of ['tenant_id = ', 'set_id = ', 'code = ', condition]) expect(used).toContain(part);
});

it('what is compared is compared without a leak, which an index on numbers would not be', async () => {
  const { rows } = await app.query<{ name: string; leakproof: boolean }>(
    `select oprcode::text as name, proleakproof as leakproof from pg_operator join pg_proc on pg_proc.oid = oprcode
      where oprname in ('=', '<', '<=', '>=') and oprleft = oprright
        and oprleft in ('text'::regtype, 'uuid'::regtype, 'numeric'::regtype, 'integer'::regtype) order by 1`,
  );
  const leakproof = new Map(rows.map((row) => [row.name, row.leakproof]));
  for (const name of ['texteq', 'text_lt', 'text_le', 'text_ge', 'uuid_eq', 'int4le'])
    expect([name, leakproof.get(name)]).toEqual([name, true]);
  expect(leakproof.get('numeric_le')).toBe(false);
});

it('a price is looked up by its product', async () => {
  const question = { customerId: newId('customer'), branchId: desk.branchId, currency: 'MNT', at: new Date() };
  const line = { productId: toTypeId('product', productId), quantity: 5 };
  const conditions = await conditionsOf(pricesOfLine(line, question));
  const used = conditions.get('price_list_items_by_product') ?? '';
  for (const part of ['tenant_id = ', 'product_id = ']) expect(used).toContain(part);
});

it('customers are searched by name through its index', async () => {
  const where = customersMatching({ search: 'customer 17' });
  const conditions = await conditionsOf(sql`select * from customers where ${where} order by name_key, id limit 21`);
  expect([...conditions.values()].join()).toContain('name_key >= ');
});
