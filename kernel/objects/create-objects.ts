import { LocalObjects } from './local-objects.js';
import type { ObjectStorage } from './object-storage.js';
import type { S3Settings } from './s3-objects.js';

/** Where objects are kept: in a bucket, or in a folder of this machine. */
export type ObjectSettings = { readonly kind: 'S3'; readonly s3: S3Settings } | { readonly kind: 'FOLDER'; readonly folder: string };

/** The client for S3 is loaded only where there is one to be asked. */
export async function createObjects(settings: ObjectSettings): Promise<ObjectStorage> {
  if (settings.kind === 'FOLDER') return new LocalObjects(settings.folder);
  const { S3Objects } = await import('./s3-objects.js');
  return new S3Objects(settings.s3);
}
