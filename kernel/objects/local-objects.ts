import { randomUUID } from 'node:crypto';
import { constants, createReadStream, type Stats } from 'node:fs';
import { mkdir, open, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  bytesOf,
  checkKey,
  ObjectStorageError,
  type ByteRange,
  type ObjectKey,
  type ObjectStorage,
  type ObjectUpload,
  type PartPlace,
  type StoredObject,
  type WrittenPart,
} from './object-storage.js';

/** No key begins by a dot, so that nobody reads what is not complete. */
const uploads = '.uploads';

/** Objects as files of a folder on this machine, for one that has no S3. Only its own user can read them. */
export class LocalObjects implements ObjectStorage {
  constructor(private readonly folder: string) {}

  /** Nothing is made yet: what is begun and never written leaves nothing behind. */
  begin(key: ObjectKey): Promise<ObjectUpload> {
    return Promise.resolve({ key: checkKey(key), uploadId: randomUUID() });
  }

  async writePart(upload: ObjectUpload, { number, offset }: PartPlace, bytes: Uint8Array): Promise<WrittenPart> {
    const file = await this.openUpload(upload);
    try {
      for (let written = 0; written < bytes.byteLength;) {
        const { bytesWritten } = await file.write(bytes, written, bytes.byteLength - written, offset + written);
        written += bytesWritten;
      }
      await file.datasync();
    } finally {
      await file.close();
    }
    return { number, bytes: bytes.byteLength, mark: `part-${number}` };
  }

  async complete(upload: ObjectUpload, parts: readonly WrittenPart[]): Promise<void> {
    const total = bytesOf(parts);
    const from = this.uploadPath(upload);
    const to = this.path(upload.key);
    if (total > 0 && !(await statOf(from))) {
      if ((await statOf(to))?.size === total) return;
      throw new ObjectStorageError(`What was written of ${upload.key} is no longer there.`);
    }
    const file = await this.openUpload(upload);
    try {
      const { size } = await file.stat();
      if (size < total) throw new ObjectStorageError(`Of ${upload.key} there are ${size} bytes instead of ${total}.`);
      // A part that was written before a crash, and then shorter, leaves bytes behind the end.
      await file.truncate(total);
      await file.sync();
    } finally {
      await file.close();
    }
    await mkdir(dirname(to), { recursive: true, mode: 0o700 });
    await rename(from, to);
    await syncFolder(dirname(to));
  }

  async abandon(upload: ObjectUpload): Promise<void> {
    await rm(this.uploadPath(upload), { force: true });
  }

  async read(key: ObjectKey, range?: ByteRange): Promise<StoredObject | null> {
    const path = this.path(key);
    const found = await statOf(path);
    return found && { bytes: found.size, body: piecesOf(path, range) };
  }

  async delete(key: ObjectKey): Promise<void> {
    await rm(this.path(key), { force: true });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  private async openUpload(upload: ObjectUpload): Promise<FileHandle> {
    await mkdir(join(this.folder, uploads), { recursive: true, mode: 0o700 });
    return open(this.uploadPath(upload), constants.O_RDWR | constants.O_CREAT, 0o600);
  }

  private path(key: ObjectKey): string {
    return join(this.folder, checkKey(key));
  }

  private uploadPath({ uploadId }: ObjectUpload): string {
    return join(this.folder, uploads, checkKey(uploadId));
  }
}

/** Opened by who reads, since a generator that was never begun closes nothing. */
async function* piecesOf(path: string, range: ByteRange | undefined): AsyncGenerator<Uint8Array> {
  for await (const piece of createReadStream(path, range ? { start: range.from, end: range.to } : {})) yield piece as Uint8Array;
}

/** What was renamed is there after a loss of power only when its folder is written, too. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function statOf(path: string): Promise<Stats | null> {
  try {
    return await stat(path);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}
