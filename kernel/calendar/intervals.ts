/** From one instant up to, but not including, another: milliseconds since the epoch. */
export type Interval = readonly [from: number, until: number];

/** Intervals in order that neither meet nor overlap: what every function here takes and gives. */
export type Intervals = readonly Interval[];

/** Any intervals, put in order and joined where they meet or overlap; empty ones are dropped. */
export function union(intervals: Iterable<Interval>): Intervals {
  const joined: [number, number][] = [];
  for (const [from, until] of [...intervals].filter(([start, end]) => start < end).sort(([a], [b]) => a - b)) {
    const last = joined.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], until);
    else joined.push([from, until]);
  }
  return joined;
}

export function intersection(one: Intervals, other: Intervals): Intervals {
  const shared: Interval[] = [];
  let a = 0;
  let b = 0;
  for (;;) {
    const [left, right] = [one[a], other[b]];
    if (!left || !right) return shared;
    const from = Math.max(left[0], right[0]);
    const until = Math.min(left[1], right[1]);
    if (from < until) shared.push([from, until]);
    if (left[1] < right[1]) a += 1;
    else b += 1;
  }
}

export function difference(whole: Intervals, less: Intervals): Intervals {
  const left: Interval[] = [];
  let next = 0;
  for (const [from, until] of whole) {
    let start = from;
    while ((less[next]?.[1] ?? Infinity) <= start) next += 1;
    for (let index = next; (less[index]?.[0] ?? Infinity) < until; index += 1) {
      const [gapFrom, gapUntil] = less[index] as Interval;
      if (gapFrom > start) left.push([start, gapFrom]);
      start = Math.max(start, gapUntil);
    }
    if (start < until) left.push([start, until]);
  }
  return left;
}

/** Whether one of them holds the whole of the time asked about. */
export function covers(intervals: Intervals, from: number, until: number): boolean {
  let low = 0;
  let high = intervals.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((intervals[middle] as Interval)[0] <= from) low = middle + 1;
    else high = middle;
  }
  const found = intervals[low - 1];
  return found !== undefined && until <= found[1];
}
