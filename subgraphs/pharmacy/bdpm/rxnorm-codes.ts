import { sourceKey, substanceKeys } from '../interactions/substance-names.js';
import { readTable, type Remark } from './reading-table.js';

/** RxNorm concept ids of substances, by the keys of their names. */
export class RxNormCodes {
  private constructor(
    private readonly codes: ReadonlyMap<string, ReadonlySet<string>>,
    readonly remarks: readonly Remark[],
  ) {}

  /** Reads a table of the columns substance and RxNorm, in which NA stands for none. */
  static read(file: string, text: string): RxNormCodes {
    const remarks: Remark[] = [];
    const codes = new Map<string, Set<string>>();
    for (const { line, fields } of readTable(file, text, ['substance', 'rxnorm'], remarks)) {
      const key = sourceKey(fields.substance);
      if (/^(?:NA)?$/.test(fields.rxnorm)) continue;
      if (!key || !/^\d{1,8}$/.test(fields.rxnorm))
        remarks.push({ file, line, reason: `"${fields.rxnorm.slice(0, 20)}" is no RxNorm code of a substance` });
      else codes.set(key, (codes.get(key) ?? new Set()).add(fields.rxnorm));
    }
    return new RxNormCodes(codes, remarks);
  }

  /** Of what the substance comes down to, or else of the form in which the table knows it. */
  of(name: string): string[] {
    for (const key of substanceKeys(name).toReversed()) {
      const found = this.codes.get(key);
      if (found) return [...found];
    }
    return [];
  }
}
