import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where the package.json lies: the same from the source and from `dist`, which lies one folder deeper. */
export function packageFolder(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}
