import { join } from 'node:path';
import type { ObjectSettings } from '#kernel/objects/create-objects.js';
import { StartupError } from './engines/startup-error.js';
import { requireUrl } from './require-url.js';

const names = ['S3_BUCKET', 'S3_ENDPOINT', 'S3_REGION', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'] as const;

/** The variables of the object storage that are set, by name. */
export function objectVariables(text: (name: string) => string | null): Readonly<Record<string, string>> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = text(name);
      return value === null ? [] : [[name, value]];
    }),
  );
}

/** Where large files are kept. Throws a `StartupError` that names the variable. */
export function objectSettings(given: Readonly<Partial<Record<string, string>>>, dataFolder: string): ObjectSettings {
  const {
    S3_BUCKET: bucket,
    S3_ENDPOINT: endpoint = null,
    S3_REGION: region = 'us-east-1',
    S3_ACCESS_KEY_ID: id,
    S3_SECRET_ACCESS_KEY: secret,
  } = given;
  if (!bucket) {
    const [other] = Object.keys(given);
    if (other) throw new StartupError(`${other} is set without S3_BUCKET: name the bucket, or leave it out to keep files in DATA_FOLDER.`);
    return { kind: 'FOLDER', folder: join(dataFolder, 'objects') };
  }
  if (endpoint !== null) requireUrl('S3_ENDPOINT', endpoint, ['http:', 'https:']);
  if (Boolean(id) !== Boolean(secret)) {
    throw new StartupError("Set S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY, or neither to go by the machine's own role.");
  }
  return { kind: 'S3', s3: { endpoint, bucket, region, keys: id && secret ? { id, secret } : null } };
}
