import type { Task, TaskItem } from './task.js';

type Kept = Pick<TaskItem, 'name' | 'minCelsius' | 'maxCelsius'>;

export interface TaskLoad extends Pick<Task, 'load' | 'minCelsius' | 'maxCelsius'> {
  /** What the courier has to know when no temperature suits all items. */
  readonly warning: string | null;
}

/** How much all items are to carry, and between which temperatures all of them are kept: in the narrowest range, where none suits all. */
export function loadOf(items: readonly TaskItem[]): TaskLoad {
  const load = items.reduce((sum, { quantity }) => sum + quantity, 0);
  const lowest = Math.max(...items.map(({ minCelsius }) => minCelsius ?? -Infinity));
  const highest = Math.min(...items.map(({ maxCelsius }) => maxCelsius ?? Infinity));
  if (lowest <= highest) return { load, ...rangeOf(lowest, highest), warning: null };
  const narrowest = items.reduce((chosen, item) => (widthOf(item) < widthOf(chosen) ? item : chosen));
  const [cold, warm] = [items.find(({ maxCelsius }) => maxCelsius === highest), items.find(({ minCelsius }) => minCelsius === lowest)];
  return {
    load,
    ...rangeOf(narrowest.minCelsius ?? -Infinity, narrowest.maxCelsius ?? Infinity),
    warning: `${inWords(cold)} and ${inWords(warm)} cannot be kept in one box: the task's temperature is that of ${narrowest.name}, carry the others apart.`,
  };
}

function widthOf({ minCelsius, maxCelsius }: Kept): number {
  return (maxCelsius ?? Infinity) - (minCelsius ?? -Infinity);
}

function rangeOf(lowest: number, highest: number): Pick<Task, 'minCelsius' | 'maxCelsius'> {
  return {
    minCelsius: Number.isFinite(lowest) ? lowest.toFixed(1) : null,
    maxCelsius: Number.isFinite(highest) ? highest.toFixed(1) : null,
  };
}

function inWords(item: Kept | undefined): string {
  if (!item) return 'What is carried';
  const { name, minCelsius, maxCelsius } = item;
  if (minCelsius === null) return `${name} (up to ${maxCelsius} °C)`;
  return maxCelsius === null ? `${name} (from ${minCelsius} °C)` : `${name} (${minCelsius} to ${maxCelsius} °C)`;
}
