import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readConfiguration } from './configuration.js';

const keys = { S3_ACCESS_KEY_ID: 'steppe', S3_SECRET_ACCESS_KEY: 'secret' };

it('keeps files in the data folder unless it is told a bucket', () => {
  expect(readConfiguration({ DATA_FOLDER: 'data' }).objects).toEqual({ kind: 'FOLDER', folder: resolve('data/objects') });
  expect(readConfiguration({ S3_BUCKET: 'exports' }).objects).toEqual({
    kind: 'S3',
    s3: { endpoint: null, bucket: 'exports', region: 'us-east-1', keys: null },
  });
  const { objects, objectVariables } = readConfiguration({
    S3_BUCKET: 'exports',
    S3_ENDPOINT: 'https://store.steppe.mn',
    S3_REGION: 'mn-1',
    ...keys,
    PORT: '4000',
  });
  expect(objects).toEqual({
    kind: 'S3',
    s3: { endpoint: 'https://store.steppe.mn', bucket: 'exports', region: 'mn-1', keys: { id: 'steppe', secret: 'secret' } },
  });
  expect(readConfiguration(objectVariables).objects).toEqual(objects);
});

it('reads a key from the file that holds it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'keys-'));
  const file = join(folder, 'secret');
  await writeFile(file, 'from a file\n');
  const { objects } = readConfiguration({ S3_BUCKET: 'exports', S3_ACCESS_KEY_ID: 'steppe', S3_SECRET_ACCESS_KEY_FILE: file });
  expect(objects).toMatchObject({ s3: { keys: { id: 'steppe', secret: 'from a file' } } });
  await rm(folder, { recursive: true });
});

it.each([
  [{ S3_ENDPOINT: 'https://store.steppe.mn' }, 'S3_ENDPOINT is set without S3_BUCKET'],
  [{ S3_BUCKET: 'exports', S3_ENDPOINT: 'store' }, 'S3_ENDPOINT'],
  [{ S3_BUCKET: 'exports', S3_ACCESS_KEY_ID: 'steppe' }, 'S3_SECRET_ACCESS_KEY'],
  [{ S3_BUCKET: 'exports', S3_SECRET_ACCESS_KEY: 'secret' }, 'S3_ACCESS_KEY_ID'],
])('refuses %j', (environment, message) => {
  expect(() => readConfiguration(environment)).toThrow(message);
});
