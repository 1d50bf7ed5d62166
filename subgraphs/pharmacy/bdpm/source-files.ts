import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What is given to import cannot be read; the message says what to do. */
export class SourceError extends Error {
  override name = 'SourceError';
}

export async function filesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch {
    throw new SourceError(`${folder} is no folder that can be read: give the folder that holds the files.`);
  }
}

/** The text of a file, in UTF-8 or, as the agency publishes it, in the Windows code page of Western Europe. */
export async function readSource(folder: string, name: string): Promise<string> {
  let bytes: Buffer;
  try {
    bytes = await readFile(join(folder, name));
  } catch {
    throw new SourceError(`There is no file ${name} in ${folder} that can be read: put it there, or give another folder.`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
