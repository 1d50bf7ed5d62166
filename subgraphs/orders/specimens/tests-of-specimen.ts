import { sql } from '#kernel/database/sql.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { defineLoader } from '#kernel/subgraph/loader.js';
import { OrderLine } from '../orders/order-line.js';

type Row = Record<string, unknown> & { readonly examined_specimen: string };

/** The lines for which each specimen is examined, in the order of their order. */
export const testsOfSpecimen = defineLoader<string, OrderLine[]>('tests of specimen', async ({ db }, specimenIds) => {
  const uuids = specimenIds.map((id) => toUuid('specimen', id));
  const mapper = db.mapper(OrderLine);
  const rows = await db.rows<Row>(
    sql`select ${mapper.columns}, specimen_tests.specimen_id as examined_specimen
      from specimen_tests join order_lines on order_lines.tenant_id = specimen_tests.tenant_id and order_lines.id = specimen_tests.line_id
      where specimen_tests.specimen_id = any (${uuids}::uuid[]) order by order_lines.position`,
    'orders:read',
  );
  const bySpecimen = Map.groupBy(rows, ({ examined_specimen: id }) => toTypeId('specimen', id));
  return new Map([...bySpecimen].map(([id, of]) => [id as string, of.map((row) => mapper.hydrate(row))]));
});
