/** One reservation of a subject, in milliseconds since the epoch, its buffers included. */
export interface Occupied {
  readonly from: number;
  readonly until: number;
  readonly session: string;
  readonly lane: number;
  readonly tentative: boolean;
}

export type Occupancy = 'FREE' | 'FULL' | 'HELD';

/** What a subject has taken on already: a practitioner, room, device or patient. */
export class Occupations {
  private readonly sorted: readonly Occupied[];
  private readonly longest: number;

  constructor(occupied: readonly Occupied[]) {
    this.sorted = occupied.toSorted((a, b) => a.from - b.from);
    this.longest = Math.max(0, ...occupied.map(({ from, until }) => until - from));
  }

  /**
   * How many more the subject can take in this time: the lanes that are free throughout it, less those beyond from when there
   * were more. Who is of another session leaves none, unless `session` is null: the lanes of a room are anybody's.
   */
  free(from: number, until: number, session: string | null, lanes: number): { readonly places: number; readonly occupancy: Occupancy } {
    const taken = new Map<number, boolean>();
    for (const { session: other, lane, tentative } of this.within(from, until)) {
      const isForeign = session !== null && other !== session;
      // Another session takes every lane at once.
      for (const each of isForeign ? Array.from({ length: lanes }, (_, index) => index) : [lane])
        taken.set(each, tentative && taken.get(each) !== false);
    }
    const places = Math.max(0, lanes - taken.size);
    if (places > 0) return { places, occupancy: 'FREE' };
    const firm = [...taken.values()].filter((tentative) => !tentative).length;
    return { places, occupancy: firm < lanes ? 'HELD' : 'FULL' };
  }

  private *within(from: number, until: number): Generator<Occupied> {
    let low = 0;
    let high = this.sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.sorted[middle] as Occupied).from < until) low = middle + 1;
      else high = middle;
    }
    for (let index = low - 1; index >= 0; index -= 1) {
      const other = this.sorted[index] as Occupied;
      if (other.from + this.longest <= from) return;
      if (other.until > from) yield other;
    }
  }
}
