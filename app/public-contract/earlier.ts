import { execFileSync } from 'node:child_process';

/** The files that lay in a folder at a commit and end so; none when it was not there. */
export function filesAt(commit: string, folder: string, ending: string): readonly string[] {
  const names = git('ls-tree', '--name-only', commit, `${folder}/`)?.split('\n') ?? [];
  return names.filter((name) => name.endsWith(ending));
}

/** A file as it was at a commit; null when it was not there. */
export function fileAt(commit: string, file: string): string | null {
  return git('show', `${commit}:${file}`);
}

/** The day of a commit; null when there is no such commit here. */
export function dayOf(commit: string): string | null {
  return git('show', '--no-patch', '--format=%cs', `${commit}^{commit}`)?.trim() ?? null;
}

/**
 * A file as those who read it could rely on it since a day: as it was on that day, and as each later day before today left it. What came
 * and went within a day was told to nobody. The newest first; fewer where the history kept here begins later.
 */
export function reliedOn(file: string, since: string, today: string, repository = '.'): readonly string[] {
  const changes = git('-C', repository, 'log', '--format=%cs %H', '--', file)?.trim().split('\n') ?? [];
  const lastOfDay = new Map<string, string>();
  for (const [day = '', commit = ''] of changes.map((change) => change.split(' '))) if (!lastOfDay.has(day)) lastOfDay.set(day, commit);
  const days = [...lastOfDay].filter(([day]) => day < today);
  const standing = days.find(([day]) => day <= since);
  return [...days.filter(([day]) => day > since), ...(standing ? [standing] : [])].flatMap(
    ([, commit]) => git('-C', repository, 'show', `${commit}:${file}`) ?? [],
  );
}

function git(...words: readonly string[]): string | null {
  try {
    return execFileSync('git', words, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return null;
  }
}
