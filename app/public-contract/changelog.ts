import type { ChangeKind, PublicChange } from './public-changes.js';

const title = `# Changelog of the public graph

What a change of the public schema means for your program. What is added breaks nothing. What is deprecated works for twelve months
from the date of its deprecation, and is then removed.
`;

const kinds: readonly ChangeKind[] = ['Added', 'Changed', 'Deprecated', 'Removed'];

/** The changelog with an entry of a day, newest first; what the day's entry says already stays. */
export function withEntry(changelog: string | null, changes: readonly PublicChange[], today: string): string {
  const [head = '', ...sections] = (changelog ?? title).split(/^(?=## )/m);
  if (changes.length === 0) return changelog ?? title;
  const [latest = ''] = sections;
  const isToday = latest.startsWith(`## ${today}\n`);
  const told = isToday ? linesIn(latest) : new Map<ChangeKind, readonly string[]>();
  const entry = kinds.flatMap((kind) => {
    const lines = [
      ...new Set([...(told.get(kind) ?? []), ...changes.filter((change) => change.kind === kind).map(({ message }) => `- ${message}`)]),
    ].sort();
    return lines.length > 0 ? [`### ${kind}\n\n${lines.join('\n')}\n`] : [];
  });
  return `${head.trimEnd()}\n\n${[`## ${today}\n\n${entry.join('\n')}`, ...sections.slice(isToday ? 1 : 0)].map((section) => section.trimEnd()).join('\n\n')}\n`;
}

/** The first entry of all. */
export function firstEntry(today: string): string {
  return `${title}\n## ${today}\n\nThe public graph begins.\n`;
}

/** Changes of which the changelog says nothing, on whichever day. */
export function untoldIn(changelog: string, changes: readonly PublicChange[]): readonly string[] {
  const lines = new Set(changelog.split('\n'));
  return changes.map(({ message }) => message).filter((message) => !lines.has(`- ${message}`));
}

function linesIn(section: string): ReadonlyMap<ChangeKind, readonly string[]> {
  const parts = section.split(/^### /m).slice(1);
  return new Map(
    parts.map((part): [ChangeKind, readonly string[]] => {
      const [kind = '', ...lines] = part.split('\n');
      return [kind.trim() as ChangeKind, lines.filter((line) => line.startsWith('- '))];
    }),
  );
}
