import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { defineJob } from '#kernel/jobs/job.js';
import type { AttributeDefinition } from './attribute-definition.js';
import { AttributeSet, AttributeSetRevision } from './attribute-set.js';
import { problemsOf, type Problem } from './judging-values.js';
import { ProductAttributes } from './product-attributes.js';

/** So many are judged in one transaction, which holds their rows as long. */
const atOnce = 500;

interface Recheck {
  readonly setId: string;
  /** By which revision; a newer one is judged by from the beginning, by a job of its own. */
  readonly revision: number;
  /** The last product's attributes that were judged; null at the beginning. */
  readonly after: string | null;
}

/** Judges what products have by the newest revision of their set, some hundred at a time. */
export const recheckProducts = defineJob<Recheck>('recheck-products', async (_context, { setId, revision, after }, transaction) => {
  // Shared, so that no newer revision comes between: what was found by an older one would overwrite what is found by it.
  const [set] = await transaction.all(AttributeSet, sql`where id = ${toUuid('attributeset', setId)} for share`);
  if (set?.revision !== revision) return;
  const definitions = await definitionsOfRevision(transaction, set);
  const from = after === null ? sql`` : sql`and id > ${toUuid('productattributes', after)}`;
  const products = await transaction.all(
    ProductAttributes,
    sql`where set_id = ${toUuid('attributeset', setId)} ${from} order by id limit ${atOnce} for share`,
  );
  await keepIssues(
    transaction,
    set,
    products.map(({ productId, attributes }) => ({ productId, problems: problemsOf(definitions, attributes) })),
  );
  const last = products.at(-1);
  if (last && products.length === atOnce) await scheduleRecheck(transaction, set, last.id);
});

/** All products of the set, or those that come after the attributes named. */
export async function scheduleRecheck(
  transaction: Transaction,
  { id: setId, revision }: AttributeSet,
  after: string | null,
): Promise<void> {
  await transaction.schedule(recheckProducts, { setId, revision, after }, { key: `recheck:${setId}:${revision}` });
}

/** The definitions of the newest revision; hold the set first where that matters. */
export async function definitionsOfRevision(
  transaction: Transaction,
  { id, revision }: Pick<AttributeSet, 'id' | 'revision'>,
): Promise<AttributeDefinition[]> {
  const found = await transaction.first(AttributeSetRevision, sql`where set_id = ${toUuid('attributeset', id)} and revision = ${revision}`);
  if (!found) throw new Error(`The attribute set ${id} has no revision ${revision}`);
  return found.definitions;
}

interface Judged {
  readonly productId: string;
  readonly problems: readonly Problem[];
}

async function keepIssues(transaction: Transaction, { id, revision }: AttributeSet, judged: readonly Judged[]): Promise<void> {
  const all = judged.map(({ productId }) => toUuid('product', productId));
  await transaction.rows(sql`delete from catalog_issues where product_id = any (${all}::uuid[])`);
  const issues = judged
    .filter(({ problems }) => problems.length > 0)
    .map(({ productId, problems }) => ({
      id: toUuid('catalogissue', newId('catalogissue')),
      product_id: toUuid('product', productId),
      problems,
    }));
  await transaction.rows(sql`insert into catalog_issues (id, product_id, set_id, revision, problems)
    select issue.id, issue.product_id, ${toUuid('attributeset', id)}::uuid, ${revision}::integer, issue.problems
    from jsonb_to_recordset(${JSON.stringify(issues)}::jsonb) as issue (id uuid, product_id uuid, problems jsonb)`);
}
