/** Where an object lies: folders and a name, such as `exports/0198…/0198….jsonl`. */
export type ObjectKey = string;

/** An object that is being written. It can be gone on with by whoever knows this, also after the process that began it was killed. */
export interface ObjectUpload {
  readonly key: ObjectKey;
  readonly uploadId: string;
}

/** Where a part stands in its object: from 1 on without a gap, and after how many bytes. */
export interface PartPlace {
  readonly number: number;
  readonly offset: number;
}

/** A part that is there for good, for whoever completes the object. */
export interface WrittenPart {
  readonly number: number;
  readonly bytes: number;
  /** What the store calls it. */
  readonly mark: string;
}

/** From which byte to which, both of them included. */
export interface ByteRange {
  readonly from: number;
  readonly to: number;
}

export interface StoredObject {
  /** Of the whole object, also where a range of it was asked for. */
  readonly bytes: number;
  /** Its pieces as they are asked for; `return()` lets go of it. */
  readonly body: AsyncIterable<Uint8Array>;
}

/** A part has at least as many bytes as this, the last one excepted: S3 takes 5 MiB, and 10 000 parts. */
export const partBytes = 8 * 1024 * 1024;
export const mostParts = 10_000;

/** A problem of the store itself, which is worth another try later. */
export class ObjectStorageError extends Error {
  override name = 'ObjectStorageError';
}

/**
 * Keeps files that are too large for a database. They are written in parts and appear when they are complete, whole or not at all;
 * neither writing nor reading holds more of one in memory than a part.
 */
export interface ObjectStorage {
  begin(key: ObjectKey, type: string): Promise<ObjectUpload>;
  /** Resolves when the part would survive a loss of power. Written again in the same place it replaces what was there. */
  writePart(upload: ObjectUpload, place: PartPlace, bytes: Uint8Array): Promise<WrittenPart>;
  /** Makes the object of its parts, in their order. Said again for an object that is complete it does nothing. */
  complete(upload: ObjectUpload, parts: readonly WrittenPart[]): Promise<void>;
  /** Forgets what was written; nothing happens when it was forgotten or completed before. */
  abandon(upload: ObjectUpload): Promise<void>;
  /** Null when there is no such object. A range must lie within it. */
  read(key: ObjectKey, range?: ByteRange): Promise<StoredObject | null>;
  /** Nothing happens when there is no such object. */
  delete(key: ObjectKey): Promise<void>;
  close(): Promise<void>;
}

/** Throws for a key that could lead out of the store, or that some store would not take. */
export function checkKey(key: ObjectKey): ObjectKey {
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]*(\.[A-Za-z0-9]+)*(\/[A-Za-z0-9][A-Za-z0-9_-]*(\.[A-Za-z0-9]+)*)*$/.test(key) || key.length > 500)
    throw new Error(
      `"${key}" cannot be the key of an object: write it as folder/name.type in ASCII letters, digits, hyphens and underscores.`,
    );
  return key;
}

export function bytesOf(parts: readonly WrittenPart[]): number {
  return parts.reduce((sum, { bytes }) => sum + bytes, 0);
}
