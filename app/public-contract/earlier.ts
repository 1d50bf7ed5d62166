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

function git(...words: readonly string[]): string | null {
  try {
    return execFileSync('git', words, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return null;
  }
}
