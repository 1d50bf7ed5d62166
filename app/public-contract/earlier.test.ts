import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reliedOn } from './earlier.js';

describe('what third parties relied on', () => {
  const repository = mkdtempSync(join(tmpdir(), 'caregraph-history-'));
  afterAll(() => rmSync(repository, { recursive: true }));

  const commit = (text: string, at: string): void => {
    writeFileSync(join(repository, 'public.graphql'), text);
    const env = { ...process.env, GIT_COMMITTER_DATE: at, GIT_AUTHOR_DATE: at };
    const who = ['-c', 'user.name=Dorj', '-c', 'user.email=dorj@steppe.example'];
    execFileSync('git', ['-C', repository, 'add', '.']);
    execFileSync('git', ['-C', repository, ...who, 'commit', '--quiet', '--message', text], { env });
  };
  const relied = (since: string, today: string) => reliedOn('public.graphql', since, today, repository);

  beforeAll(() => {
    execFileSync('git', ['init', '--quiet', repository]);
    commit('long ago', '2025-03-01T10:00:00Z');
    commit('tried', '2025-10-05T09:00:00Z');
    commit('told', '2025-10-05T17:00:00Z');
    commit('later', '2026-02-03T10:00:00Z');
    commit('just now', '2026-11-21T08:00:00Z');
  });

  it('is what each day ended with, and what stood when the time began', () => {
    expect(relied('2025-11-21', '2026-11-21')).toEqual(['later', 'told']);
  });

  it('is on the day itself what that day ended with', () => {
    expect(relied('2025-10-05', '2026-11-21')).toEqual(['later', 'told']);
    expect(relied('2025-10-04', '2026-11-22')).toEqual(['just now', 'later', 'told', 'long ago']);
  });

  it('is nothing where there is no history', () => {
    expect(reliedOn('none.graphql', '2025-11-21', '2026-11-21', repository)).toEqual([]);
  });
});
