/** What an import did: counted by type, with the reason for everything that was not taken over. */
export class ImportReport {
  readonly created = new Map<string, number>();
  readonly updated = new Map<string, number>();
  readonly unchanged = new Map<string, number>();
  /** Resources left out, by `Type: reason`. */
  readonly skipped = new Map<string, number>();
  /** Elements of resources that were taken over, for which the record has no place, by `Type.element`. */
  readonly withoutPlace = new Map<string, number>();

  count(outcome: 'created' | 'updated' | 'unchanged', type: string): void {
    add(this[outcome], type);
  }

  skip(type: string, reason: string): void {
    add(this.skipped, `${type}: ${reason}`);
  }

  leaveOut(type: string, element: string): void {
    add(this.withoutPlace, `${type}.${element}`);
  }

  /** Takes another report's counts over, once its transaction is committed. */
  include(other: ImportReport): void {
    for (const part of ['created', 'updated', 'unchanged', 'skipped', 'withoutPlace'] as const) {
      for (const [key, count] of other[part]) this[part].set(key, (this[part].get(key) ?? 0) + count);
    }
  }

  toString(): string {
    const parts = [
      ['Created', this.created],
      ['Updated', this.updated],
      ['Unchanged', this.unchanged],
      ['Skipped', this.skipped],
      ['Read, but without a place in the record', this.withoutPlace],
    ] as const;
    return parts
      .map(([title, counts]) => {
        const rows = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, count]) => `  ${String(count).padStart(6)}  ${key}`);
        return [`${title}: ${rows.length === 0 ? 'nothing' : ''}`.trimEnd(), ...rows].join('\n');
      })
      .join('\n');
  }
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
