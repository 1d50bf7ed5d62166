import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from '@20minutes/s3rver';
import type { S3Settings } from '../objects/s3-objects.js';

const bucket = 'caregraph';
const leastPart = 5 * 1024 * 1024;

export interface S3Server {
  readonly settings: S3Settings;
  /** How many uploads are neither complete nor abandoned. */
  openUploads(): number;
  /** The next so many calls find the store overloaded. */
  failNext(calls: number): void;
  close(): Promise<void>;
}

/**
 * An S3 on this machine that checks signatures: s3rver, with what it leaves out in front of it: abandoning an upload, refusing one
 * that is not there, and refusing to complete one whose parts are too small.
 */
export async function startS3Server(): Promise<S3Server> {
  const directory = await mkdtemp(join(tmpdir(), 's3-'));
  const s3rver = new S3rver({ directory, silent: true, configureBuckets: [{ name: bucket, configs: [] }] });
  await s3rver.configureBuckets();
  const answer = s3rver.callback();
  /** Bytes by part, by upload. */
  const uploads = new Map<string, Map<string, number>>();
  let failing = 0;

  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const { searchParams } = new URL(request.url ?? '', 'http://s3');
    const uploadId = searchParams.get('uploadId');
    const refuse = (status: number, code: string): void => {
      request.resume();
      response
        .writeHead(status, { 'content-type': 'application/xml' })
        .end(`<Error><Code>${code}</Code><Message>${code}</Message></Error>`);
    };
    if (failing > 0) {
      failing -= 1;
      return refuse(503, 'SlowDown');
    }
    const parts = uploadId === null ? null : uploads.get(uploadId);
    if (parts === undefined) return refuse(404, 'NoSuchUpload');
    if (parts && uploadId !== null) {
      if (request.method === 'DELETE') {
        uploads.delete(uploadId);
        return void response.writeHead(204).end();
      }
      if (request.method === 'PUT') parts.set(searchParams.get('partNumber') ?? '', Number(request.headers['content-length']));
      if (request.method === 'POST') {
        const sizes = [...parts].sort(([one], [other]) => Number(one) - Number(other)).map(([, bytes]) => bytes);
        if (sizes.slice(0, -1).some((bytes) => bytes < leastPart)) return refuse(400, 'EntityTooSmall');
        response.once('finish', () => uploads.delete(uploadId));
      }
    }
    if (searchParams.has('uploads') && request.method === 'POST') noteUpload(response, uploads);
    void answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    settings: { endpoint: `http://127.0.0.1:${port}`, bucket, region: 'us-east-1', keys: { id: 'S3RVER', secret: 'S3RVER' } },
    openUploads: () => uploads.size,
    failNext: (calls) => void (failing = calls),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Reads the new upload's id out of the answer that passes by. */
function noteUpload(response: ServerResponse, uploads: Map<string, Map<string, number>>): void {
  const end = response.end.bind(response);
  response.end = ((body?: unknown, ...rest: never[]) => {
    const id = /<UploadId>([^<]+)</.exec(String(body))?.[1];
    if (id) uploads.set(id, new Map());
    return (end as (...all: unknown[]) => ServerResponse)(body, ...rest);
  }) as typeof response.end;
}
