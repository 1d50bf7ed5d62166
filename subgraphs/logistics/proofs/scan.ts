import type { TaskItem } from '../tasks/task.js';

/** What is wrong with what was scanned: it must be the codes of all items, each at least once, and nothing else. */
export function scanProblem(items: readonly TaskItem[], scanned: readonly string[]): string | null {
  const wanted = new Map(items.filter(({ code }) => code !== null).map(({ code, name }) => [code, name]));
  const seen = codesOf(scanned);
  const missing = [...wanted].filter(([code]) => code !== null && !seen.includes(code)).map(([code, name]) => `${name} (${code})`);
  const unknown = seen.filter((code) => !wanted.has(code));
  const problems = [
    ...(missing.length > 0 ? [`not scanned: ${missing.join(', ')}`] : []),
    ...(unknown.length > 0 ? [`not of this task: ${unknown.map(shown).join(', ')}`] : []),
  ];
  return problems.length > 0 ? `The scan does not match: ${problems.join('; ')}.` : null;
}

export function codesOf(scanned: readonly string[]): string[] {
  return [...new Set(scanned.map((code) => code.trim()).filter((code) => code !== ''))];
}

function shown(code: string): string {
  return code.length > 40 ? `${code.slice(0, 40)}…` : code;
}
