import pg from 'pg';
import { sql } from '#kernel/database/sql.js';
import { newId, toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { planOf } from '#kernel/testing/query-plan.js';
import { testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { openBehindTheGraph } from '../testing/behind-the-graph.js';
import { openPharmacy } from '../testing/dispensary.js';
import type { ProductFilter } from './product.inputs.js';
import { productsMatching } from './product.resolver.js';

const steppe = testTenant('steppe');
let subgraph: TestSubgraph;
let app: pg.Client;
let productId: string;
const substanceId = newId('substance');

beforeAll(async () => {
  ({ subgraph } = await openPharmacy());
  const owner = await openBehindTheGraph(subgraph);
  for (const tenant of [steppe, testTenant('copperbelt'), testTenant('siam')]) {
    await owner.query(
      `insert into products (tenant_id, kind, status, name, name_key, generic_name, generic_key, gtin, national_code_system, national_code, substitution_group)
        select $1, 'MEDICINE', 'ACTIVE', 'Brand ' || n, 'brand ' || n, 'Generic ' || n % 3000, 'generic ' || n % 3000, lpad(n::text, 14, '0'), 'CIP13', 'C' || n, 'G' || n % 3000
        from generate_series(1, 12000) n`,
      [toUuid('tenant', tenant.id)],
    );
    await owner.query(
      `insert into product_ingredients (tenant_id, product_id, position, substance_id, role)
        select tenant_id, id, 1, case when name_key like 'brand 100%' then $2::uuid else uuidv7() end, 'ACTIVE' from products where tenant_id = $1`,
      [toUuid('tenant', tenant.id), toUuid('substance', substanceId)],
    );
  }
  await owner.query('vacuum analyze products');
  await owner.query('vacuum analyze product_ingredients');
  const { rows } = await owner.query<{ id: string }>(`select id from products where tenant_id = $1 limit 1`, [toUuid('tenant', steppe.id)]);
  productId = toTypeId('product', rows[0]?.id ?? '');
  await owner.end();
  app = new pg.Client({ connectionString: subgraph.url });
  await app.connect();
});
afterAll(async () => {
  await app.end();
  await subgraph.close();
});

async function indexesOf(filter: ProductFilter): Promise<string[]> {
  const nodes = await planOf(app, steppe, sql`select * from products where ${productsMatching(filter)} order by name_key, id limit 21`);
  expect(nodes.filter((node) => node['Node Type'] === 'Seq Scan')).toEqual([]);
  for (const node of nodes.filter(({ 'Index Name': name }) => name)) expect(node['Index Cond']).toContain('tenant_id =');
  return [...new Set(nodes.flatMap((node) => node['Index Name'] ?? []))].toSorted();
}

it('products are searched by name and generic name through the index of each', async () => {
  expect(await indexesOf({ search: 'generic 1717' })).toEqual(['products_by_generic_name', 'products_by_name']);
});

it.each([
  ['00000000000017', ['products_by_national_code', 'products_gtin']],
  ['C17', ['products_by_national_code']],
])('the code %s is looked up', async (code, indexes) => {
  expect(await indexesOf({ code })).toEqual(indexes);
});

it('what contains a substance, and what may stand in for a product, is looked up', async () => {
  expect(await indexesOf({ substanceId })).toContain('product_ingredients_by_substance');
  expect(await indexesOf({ substituteForId: productId })).toContain('products_by_group');
});
