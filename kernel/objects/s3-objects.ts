import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
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

export interface S3Settings {
  /** Null for Amazon's own; any other is asked path-style: `https://store.example/bucket/key`. */
  readonly endpoint: string | null;
  readonly bucket: string;
  readonly region: string;
  /** Null takes what the machine's role gives. */
  readonly keys: { readonly id: string; readonly secret: string } | null;
}

/** Objects in a bucket of whatever speaks S3. */
export class S3Objects implements ObjectStorage {
  private readonly client: S3Client;
  private readonly bucket: string;

  constructor({ endpoint, bucket, region, keys }: S3Settings) {
    this.bucket = bucket;
    this.client = new S3Client({
      region,
      ...(endpoint === null ? {} : { endpoint, forcePathStyle: true }),
      ...(keys ? { credentials: { accessKeyId: keys.id, secretAccessKey: keys.secret } } : {}),
      maxAttempts: 4,
      requestHandler: { connectionTimeout: 5_000, requestTimeout: 60_000, socketTimeout: 60_000 },
      // The signature covers the body already; other makers' stores know these sums only by half.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    });
  }

  async begin(key: ObjectKey, type: string): Promise<ObjectUpload> {
    const command = new CreateMultipartUploadCommand({ Bucket: this.bucket, Key: checkKey(key), ContentType: type });
    const { UploadId: uploadId } = await this.client.send(command);
    if (!uploadId) throw new ObjectStorageError(`The store began ${key} without saying its upload.`);
    return { key, uploadId };
  }

  async writePart(upload: ObjectUpload, { number }: PartPlace, bytes: Uint8Array): Promise<WrittenPart> {
    const { ETag: mark } = await this.client.send(new UploadPartCommand({ ...this.of(upload), PartNumber: number, Body: bytes }));
    if (!mark) throw new ObjectStorageError(`The store took part ${number} of ${upload.key} without saying its mark.`);
    return { number, bytes: bytes.byteLength, mark };
  }

  async complete(upload: ObjectUpload, parts: readonly WrittenPart[]): Promise<void> {
    if (parts.length === 0) return this.completeEmpty(upload);
    const made = parts.map(({ number, mark }) => ({ PartNumber: number, ETag: mark }));
    try {
      await this.client.send(new CompleteMultipartUploadCommand({ ...this.of(upload), MultipartUpload: { Parts: made } }));
    } catch (error) {
      if ((await this.sizeOf(upload.key)) !== bytesOf(parts)) throw error;
    }
  }

  async abandon(upload: ObjectUpload): Promise<void> {
    try {
      await this.client.send(new AbortMultipartUploadCommand(this.of(upload)));
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }

  async read(key: ObjectKey, range?: ByteRange): Promise<StoredObject | null> {
    const asked = range ? { Range: `bytes=${range.from}-${range.to}` } : {};
    try {
      const { Body, ContentLength, ContentRange } = await this.client.send(
        new GetObjectCommand({ Bucket: this.bucket, Key: checkKey(key), ...asked }),
      );
      const bytes = Number(/\/(\d+)$/.exec(ContentRange ?? '')?.[1] ?? ContentLength);
      return { bytes, body: Body as unknown as AsyncIterable<Uint8Array> };
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  async delete(key: ObjectKey): Promise<void> {
    await this.client.send(new DeleteObjectCommand({ Bucket: this.bucket, Key: checkKey(key) }));
  }

  close(): Promise<void> {
    this.client.destroy();
    return Promise.resolve();
  }

  /** No store makes an object of no parts, and few take an empty one. */
  private async completeEmpty(upload: ObjectUpload): Promise<void> {
    await this.client.send(new PutObjectCommand({ Bucket: this.bucket, Key: upload.key, Body: new Uint8Array() }));
    await this.abandon(upload);
  }

  private async sizeOf(key: ObjectKey): Promise<number | null> {
    try {
      const { ContentLength } = await this.client.send(new HeadObjectCommand({ Bucket: this.bucket, Key: key }));
      return ContentLength ?? null;
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  private of({ key, uploadId }: ObjectUpload): { Bucket: string; Key: string; UploadId: string } {
    return { Bucket: this.bucket, Key: checkKey(key), UploadId: uploadId };
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404;
}
