import type { RequestContext } from '#kernel/context/request-context.js';
import type { Database } from '#kernel/database/database.js';
import { scopeOf } from '#kernel/database/scope.js';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toTypeId } from '#kernel/graph/type-id.js';
import { productUpdated } from '../events.js';
import { ProductStatus } from '../products/product-terms.js';
import { MedicineImportReport } from './import-report.js';
import { bdpmPrefix, type MedicineBase } from './medicine-pack.js';
import { PackBatch } from './pack-batch.js';
import type { RxNormCodes } from './rxnorm-codes.js';

export interface MedicineImport {
  readonly database: Database;
  /** A system context of the tenant. */
  readonly context: RequestContext;
  /** RxNorm codes to give to medicines; without them, codes stay as they are. */
  readonly rxNorm: RxNormCodes | null;
}

const batchSize = 500;

/**
 * Brings the tenant's products in line with the base, batch by batch and each in one transaction: what a stopped import did stays, and
 * the next one goes on from there. Only differences are written. Products of an earlier import that the base has no more become
 * inactive, as nobody can order them again and what is left may still be sold; unless they are more than half, which is how half a file looks.
 */
export async function importMedicines(
  { database, context, rxNorm }: MedicineImport,
  base: MedicineBase,
  onPacks: (packs: number) => void,
): Promise<MedicineImportReport> {
  const report = new MedicineImportReport();
  report.withoutPack = base.withoutPack;
  report.leftOut.push(...base.leftOut);
  report.remarks.push(...base.remarks, ...(rxNorm?.remarks ?? []));
  const inTransaction = (body: (transaction: Transaction) => Promise<MedicineImportReport>) =>
    database.transaction(context, scopeOf(context, 'import'), 'command', async (transaction) => {
      // Two imports at once would each add what the other is adding.
      await transaction.rows(sql`select pg_advisory_xact_lock(hashtextextended('medicines ' || tenant_id()::text, 0))`);
      return body(transaction);
    });
  for (let start = 0; start < base.packs.length; start += batchSize) {
    const packs = base.packs.slice(start, start + batchSize);
    report.include(await inTransaction((transaction) => new PackBatch(transaction, base.substances, rxNorm).take(packs)));
    onPacks(packs.length);
  }
  report.include(await inTransaction((transaction) => retireVanished(transaction, base)));
  return report;
}

interface KeptRow {
  readonly id: string;
  readonly name: string;
  readonly national_code: string;
  readonly import_key: string;
  readonly status: ProductStatus;
}

async function retireVanished(transaction: Transaction, base: MedicineBase): Promise<MedicineImportReport> {
  const report = new MedicineImportReport();
  const inBase = new Set(base.packs.map(({ importKey }) => importKey));
  const kept = await transaction.rows<KeptRow>(sql`select id, name, national_code, import_key, status from products
    where import_key >= ${bdpmPrefix} and import_key < ${`${bdpmPrefix}\u{10ffff}`} order by id for update`);
  const missing = kept.filter(({ import_key: key }) => !inBase.has(key));
  const gone = missing.filter(({ status }) => status === ProductStatus.ACTIVE);
  const named = gone.map((row) => `${row.national_code} ${row.name}`);
  if (missing.length * 2 > kept.length) {
    report.missing.push(...named);
    return report;
  }
  if (gone.length === 0) return report;
  await transaction.rows(sql`update products set status = ${ProductStatus.INACTIVE},
    sourced = coalesce(sourced, '{}') || jsonb_build_object('status', ${ProductStatus.INACTIVE}::text) where id = any (${gone.map(({ id }) => id)}::uuid[])`);
  await transaction.publishAll(
    productUpdated,
    gone.map(({ id }) => ({ subject: toTypeId('product', id), data: { status: ProductStatus.INACTIVE } })),
  );
  report.retired.push(...named);
  return report;
}
