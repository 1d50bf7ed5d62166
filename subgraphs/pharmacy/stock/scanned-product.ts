import type { ObjectLiteral } from 'typeorm';
import type { EntityClass } from '#kernel/database/row-mapper.js';
import { sql, type Sql } from '#kernel/database/sql.js';
import { isGtin, toGtin14 } from '#kernel/gs1/check-digit.js';
import { Product } from '../products/product.js';
import type { PackScan } from './reading-scans.js';

/** A transaction, or what somebody may read outside of one. */
interface EntityReader {
  all<T extends ObjectLiteral>(entity: EntityClass<T>, clauses: Sql): Promise<T[]>;
}

/**
 * Whether the code of a pack is of a product: by its GTIN, or by its national number. A national number of 13 digits that is a GTIN
 * itself, as the French CIP13 is, is what the pack bears as its GTIN, and the other way around.
 */
export function packIsOf({ gtin, nationalCode }: PackScan, product: Pick<Product, 'gtin' | 'nationalCode'>): boolean {
  if (nationalCode !== null && product.nationalCode === nationalCode) return true;
  const own = [product.gtin, gtinOf(product.nationalCode)].filter((each) => each !== null);
  return [gtin, gtinOf(nationalCode)].some((each) => each !== null && own.includes(each));
}

/** What scans name, found in one statement for all of them. */
export class ScannedProducts {
  private constructor(private readonly found: readonly Product[]) {}

  static async find(reader: EntityReader, scans: readonly PackScan[]): Promise<ScannedProducts> {
    const gtins = scans.flatMap(({ gtin, nationalCode }) => [gtin, gtinOf(nationalCode)].filter((each) => each !== null));
    const codes = scans.flatMap(({ gtin, nationalCode }) => [nationalCode, thirteenOf(gtin)].filter((each) => each !== null));
    if (gtins.length + codes.length === 0) return new ScannedProducts([]);
    const is = sql`where gtin = any (${gtins}::text[]) or national_code = any (${codes}::text[]) order by id`;
    return new ScannedProducts(await reader.all(Product, is));
  }

  /** The product of the GTIN, else of the national number; or why there is none. */
  of(scan: PackScan): Product | { readonly problem: string } {
    const { gtin, nationalCode } = scan;
    const named = gtin === null ? null : this.found.find((product) => product.gtin === gtin);
    if (named) return named;
    const [first, second] = this.found.filter((product) => packIsOf(scan, product));
    if (first && second)
      return {
        problem: `Several products have the national code ${nationalCode ?? thirteenOf(gtin)}: choose the right one by its name, and give it its GTIN.`,
      };
    if (first) return first;
    const code = [gtin && `the GTIN ${gtin}`, nationalCode && `the national code ${nationalCode}`].filter(Boolean).join(' or ');
    return { problem: `No product has ${code}: find the product by its name and add the code, or create it.` };
  }
}

/** A national number as a GTIN, where it is one. */
function gtinOf(nationalCode: string | null): string | null {
  return nationalCode?.length === 13 && isGtin(nationalCode) ? toGtin14(nationalCode) : null;
}

/** The 13 digits of a GTIN that has no more. */
function thirteenOf(gtin: string | null): string | null {
  return gtin?.startsWith('0') ? gtin.slice(1) : null;
}
