import { median, ratio, type Round } from './rounds.js';
import { figure, table, times } from './table.js';

export interface Column {
  readonly head: string;
  readonly cell: (name: string, rounds: readonly Round[]) => string;
}

export const middle =
  (of: (round: Round) => number): Column['cell'] =>
  (_, rounds) =>
    figure(median(rounds.map(of)));

/** Every contender's medians, and how they stand to the baseline: as many times as many answers, and as many times less processor time. */
export function report(results: ReadonlyMap<string, readonly Round[]>, baseline: string, columns: readonly Column[] = []): string {
  const base = results.get(baseline) ?? [];
  const all: readonly Column[] = [
    { head: `answers × ${baseline}`, cell: (_, rounds) => times(ratio(rounds, base, ({ perSecond }) => perSecond)) },
    { head: 'answers/s', cell: middle(({ perSecond }) => perSecond) },
    { head: 'p50 ms', cell: middle(({ p50 }) => p50) },
    { head: 'p95 ms', cell: middle(({ p95 }) => p95) },
    { head: `less CPU × ${baseline}`, cell: (_, rounds) => times(1 / ratio(rounds, base, ({ cpu }) => cpu)) },
    { head: 'CPU ms', cell: middle(({ cpu }) => cpu) },
    ...columns,
  ];
  return table(
    ['', ...all.map(({ head }) => head)],
    [...results].map(([name, rounds]) => [name, ...all.map(({ cell }) => cell(name, rounds))]),
  );
}
