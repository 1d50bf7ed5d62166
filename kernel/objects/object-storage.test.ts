import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startS3Server } from '../testing/s3-server.js';
import { createObjects } from './create-objects.js';
import { partBytes, type ObjectStorage, type StoredObject } from './object-storage.js';

interface Store {
  readonly objects: ObjectStorage;
  /** The same store, as another process finds it. */
  again(): Promise<ObjectStorage>;
  /** Uploads that still lie there. */
  leftOver(): Promise<number>;
  close(): Promise<void>;
}

async function folder(): Promise<Store> {
  const path = await mkdtemp(join(tmpdir(), 'objects-'));
  const again = () => createObjects({ kind: 'FOLDER', folder: path });
  return {
    objects: await again(),
    again,
    leftOver: () =>
      readdir(join(path, '.uploads')).then(
        (names) => names.length,
        () => 0,
      ),
    close: () => rm(path, { recursive: true }),
  };
}

async function bucket(): Promise<Store> {
  const server = await startS3Server();
  const again = () => createObjects({ kind: 'S3', s3: server.settings });
  const objects = await again();
  return {
    objects,
    again,
    leftOver: () => Promise.resolve(server.openUploads()),
    close: async () => {
      await objects.close();
      await server.close();
    },
  };
}

const textOf = async (object: StoredObject | null) => {
  if (!object) return null;
  const pieces: Uint8Array[] = [];
  for await (const piece of object.body) pieces.push(piece);
  return Buffer.concat(pieces).toString();
};

describe.each([
  ['a folder', folder],
  ['a bucket', bucket],
])('objects in %s', (_, open) => {
  let store: Store;
  let objects: ObjectStorage;
  beforeAll(async () => {
    store = await open();
    ({ objects } = store);
  });
  afterAll(() => store.close());

  const large = Buffer.alloc(partBytes, 'yak ');
  const write = async (key: string, text: string) => {
    const upload = await objects.begin(key, 'text/plain');
    await objects.complete(upload, [await objects.writePart(upload, { number: 1, offset: 0 }, Buffer.from(text))]);
  };

  it('appear when they are complete, and not before', async () => {
    const upload = await objects.begin('herds/yaks.txt', 'text/plain');
    const first = await objects.writePart(upload, { number: 1, offset: 0 }, large);
    const second = await objects.writePart(upload, { number: 2, offset: large.byteLength }, Buffer.from('the end'));
    expect(await objects.read('herds/yaks.txt')).toBeNull();
    await objects.complete(upload, [first, second]);
    const whole = await objects.read('herds/yaks.txt');
    expect(whole?.bytes).toBe(large.byteLength + 7);
    expect((await textOf(whole))?.slice(-15)).toBe('yak yak the end');
    expect(await store.leftOver()).toBe(0);
  });

  it('are gone on with by another process, which writes a part anew without doubling it', async () => {
    const upload = await objects.begin('herds/camels.txt', 'text/plain');
    const first = await objects.writePart(upload, { number: 1, offset: 0 }, large);
    await objects.writePart(upload, { number: 2, offset: large.byteLength }, Buffer.from('what nobody took note of'));
    const other = await store.again();
    const second = await other.writePart(upload, { number: 2, offset: large.byteLength }, Buffer.from('noted'));
    await other.complete(upload, [first, second]);
    expect((await textOf(await objects.read('herds/camels.txt')))?.slice(large.byteLength)).toBe('noted');
    await other.close();
  });

  it('are completed once, however often it is said', async () => {
    const upload = await objects.begin('herds/goats.txt', 'text/plain');
    const parts = [await objects.writePart(upload, { number: 1, offset: 0 }, Buffer.from('goats'))];
    await objects.complete(upload, parts);
    await objects.complete(upload, parts);
    expect(await textOf(await objects.read('herds/goats.txt'))).toBe('goats');
  });

  it('are not made of what was lost', async () => {
    const upload = await objects.begin('herds/lost.txt', 'text/plain');
    const parts = [await objects.writePart(upload, { number: 1, offset: 0 }, Buffer.from('sheep'))];
    await objects.abandon(upload);
    await objects.abandon(upload);
    await expect(objects.complete(upload, parts)).rejects.toThrow();
    expect(await objects.read('herds/lost.txt')).toBeNull();
    expect(await store.leftOver()).toBe(0);
  });

  it('can be empty', async () => {
    const upload = await objects.begin('herds/none.txt', 'text/plain');
    await objects.complete(upload, []);
    const none = await objects.read('herds/none.txt');
    expect([none?.bytes, await textOf(none)]).toEqual([0, '']);
    expect(await store.leftOver()).toBe(0);
  });

  it('are read by the byte', async () => {
    await write('herds/horses.txt', 'grey and brown horses');
    const some = await objects.read('herds/horses.txt', { from: 9, to: 13 });
    expect([some?.bytes, await textOf(some)]).toEqual([21, 'brown']);
  });

  it('can be left half read', async () => {
    const upload = await objects.begin('herds/half.txt', 'text/plain');
    await objects.complete(upload, [await objects.writePart(upload, { number: 1, offset: 0 }, large)]);
    const half = await objects.read('herds/half.txt');
    for await (const piece of half?.body ?? []) {
      expect(piece.byteLength).toBeLessThan(large.byteLength);
      break;
    }
    await objects.delete('herds/half.txt');
    expect(await objects.read('herds/half.txt')).toBeNull();
  });

  it('are deleted, also when they are not there', async () => {
    await write('herds/deleted.txt', 'gone');
    await objects.delete('herds/deleted.txt');
    await objects.delete('herds/deleted.txt');
    expect(await objects.read('herds/deleted.txt')).toBeNull();
  });

  it.each([
    '../secret',
    'herds/../../secret',
    '/etc/passwd',
    'herds//yaks',
    '.uploads/x',
    'herds/.hidden',
    'herds/x\0',
    'herds\\x',
    '',
    'é',
  ])('never lead elsewhere by the key %j', async (key) => {
    await expect((async () => objects.begin(key, 'text/plain'))()).rejects.toThrow('cannot be the key');
    await expect(objects.read(key)).rejects.toThrow('cannot be the key');
    await expect(objects.delete(key)).rejects.toThrow('cannot be the key');
  });
});

describe('a bucket', () => {
  it('is asked again when it is overloaded', async () => {
    const server = await startS3Server();
    const objects = await createObjects({ kind: 'S3', s3: server.settings });
    const upload = await objects.begin('herds/busy.txt', 'text/plain');
    server.failNext(2);
    await objects.complete(upload, [await objects.writePart(upload, { number: 1, offset: 0 }, Buffer.from('busy'))]);
    expect(await textOf(await objects.read('herds/busy.txt'))).toBe('busy');
    await objects.close();
    await server.close();
  });

  it('refuses who has not its keys', async () => {
    const server = await startS3Server();
    const objects = await createObjects({ kind: 'S3', s3: { ...server.settings, keys: { id: 'S3RVER', secret: 'guessed' } } });
    await expect(objects.begin('herds/yaks.txt', 'text/plain')).rejects.toThrow('signature');
    await objects.close();
    await server.close();
  });
});

describe('a folder', () => {
  it('names an upload that was taken from it, and one that leads out of it', async () => {
    const store = await folder();
    const upload = { key: 'herds/yaks.txt', uploadId: '../../escaped' };
    await expect(store.objects.writePart(upload, { number: 1, offset: 0 }, Buffer.from('x'))).rejects.toThrow('cannot be the key');
    const begun = await store.objects.begin('herds/yaks.txt', 'text/plain');
    const part = await store.objects.writePart(begun, { number: 1, offset: 0 }, Buffer.from('short'));
    await expect(store.objects.complete(begun, [{ ...part, bytes: 100 }])).rejects.toThrow(
      'Of herds/yaks.txt there are 5 bytes instead of 100.',
    );
    await store.close();
  });
});
