import type { Remark } from './reading-table.js';

/** What an import of medicines did. */
export class MedicineImportReport {
  read = 0;
  added = 0;
  changed = 0;
  unchanged = 0;
  /** Products that somebody had entered by hand, and that are the base's from now on. */
  adopted = 0;
  controlled = 0;
  onPrescription = 0;
  priced = 0;
  inactive = 0;
  withRxNorm = 0;
  withoutPack = 0;
  /** Products of an earlier import that the base has no more, now inactive. */
  readonly retired: string[] = [];
  /** The same, left as they are because they are too many to be true. */
  readonly missing: string[] = [];
  readonly leftOut: Remark[] = [];
  readonly remarks: Remark[] = [];

  /** Takes over what a batch did, once its transaction is committed. */
  include(other: MedicineImportReport): void {
    for (const count of counts) this[count] += other[count];
    for (const list of lists) (this[list] as unknown[]).push(...other[list]);
  }

  toString(): string {
    const lines = [
      `${figure(this.read)}  packs read`,
      `${figure(this.added)}  added`,
      `${figure(this.changed)}  changed${this.adopted > 0 ? `, of which ${this.adopted} had been entered by hand` : ''}`,
      `${figure(this.unchanged)}  unchanged`,
      `${figure(this.leftOut.length)}  lines left out`,
      `${figure(this.controlled)}  controlled, ${this.onPrescription} on prescription`,
      `${figure(this.priced)}  with a price, ${this.read - this.priced} without`,
      `${figure(this.inactive)}  not sold any more`,
      `${figure(this.withRxNorm)}  with RxNorm codes`,
      `${figure(this.withoutPack)}  medicines without a pack, which become no product`,
      `${figure(this.retired.length)}  no more in the base, now inactive`,
    ];
    lines.push(...listed('Left out', this.leftOut.map(remark)), ...listed('Taken over, but', this.remarks.map(remark)));
    lines.push(...listed('No more in the base', this.retired));
    if (this.missing.length > 0)
      lines.push(
        `${this.missing.length} products of an earlier import are not in these files, more than half of them: the files look incomplete, so they were left as they are.`,
      );
    return lines.join('\n');
  }
}

const counts = [
  'read',
  'added',
  'changed',
  'unchanged',
  'adopted',
  'controlled',
  'onPrescription',
  'priced',
  'inactive',
  'withRxNorm',
  'withoutPack',
] as const;
const lists = ['retired', 'missing', 'leftOut', 'remarks'] as const;
const most = 100;

function figure(count: number): string {
  return String(count).padStart(6);
}

function remark({ file, line, reason }: Remark): string {
  return `${file}, line ${line}: ${reason}`;
}

function listed(title: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const rest = lines.length > most ? [`  … and ${lines.length - most} more`] : [];
  return [`${title}:`, ...lines.slice(0, most).map((line) => `  ${line}`), ...rest];
}
