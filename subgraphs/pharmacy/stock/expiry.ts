import { daysIn } from '#kernel/gs1/gs1-date.js';

/** The last day of the month of a day, YYYY-MM-DD. */
export function lastOfMonth(day: string): string {
  const [year, month] = day.split('-').map(Number) as [number, number];
  return `${day.slice(0, 8)}${String(daysIn(year, month)).padStart(2, '0')}`;
}

/** So many days after a day, YYYY-MM-DD. */
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
