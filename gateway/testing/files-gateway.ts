import { generateKeyPairSync } from 'node:crypto';
import { pino } from 'pino';
import type { RequestContext, TenantReference } from '#kernel/context/request-context.js';
import { csv, csvType } from '#kernel/csv.js';
import { sql } from '#kernel/database/sql.js';
import { GraphError } from '#kernel/graph/graph-error.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import type { Logger } from '#kernel/log/logger.js';
import type { SubgraphChannel } from '#kernel/subgraph/channel.js';
import type { Context } from '#kernel/subgraph/context.js';
import { defineDownload, requiredParameter } from '#kernel/subgraph/download.js';
import { createSubgraphServer } from '#kernel/subgraph/subgraph-server.js';
import { counterSubgraph, CountPayload } from '#kernel/testing/counter-subgraph.js';
import { contextOf, openTestSubgraph, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { HttpChannel } from '../channels/http-channel.js';
import type { Limits } from '../limits.js';
import { openTinyGateway, type TinyGateway } from './tiny-gateway.js';

export type WayToFiles = 'one process' | 'services';

interface Tap {
  pieces: number;
  closed: number;
  /** Those who wait until the tap is there at all. */
  readonly waiting: (() => void)[];
}

export interface FilesGateway {
  readonly tiny: TinyGateway;
  readonly subgraph: TestSubgraph;
  /** The contexts that downloads were opened with. */
  readonly calls: RequestContext[];
  /** How far the tap was read, and whether it was closed. */
  readonly tap: Tap;
  readonly logged: readonly Record<string, unknown>[];
  newCounter(tenant: TenantReference, name: string): Promise<string>;
  close(): Promise<void>;
}

export const tapPiece = Buffer.alloc(16 * 1024, 'water ');

/** A gateway over a subgraph with files of every kind, in one process with it or over HTTP. */
export async function openFilesGateway(way: WayToFiles, limits: Partial<Limits> = {}): Promise<FilesGateway> {
  const calls: RequestContext[] = [];
  const tap: Tap = { pieces: 0, closed: 0, waiting: [] };
  const logged: Record<string, unknown>[] = [];
  const log: Logger = pino(
    { level: 'warn', serializers: { error: pino.stdSerializers.err } },
    { write: (line: string) => void logged.push(JSON.parse(line) as Record<string, unknown>) },
  );
  const definition = { ...counterSubgraph('counters'), downloads: downloadsWith(calls, tap) };
  const subgraph = await openTestSubgraph(definition, { log });
  const { channel, close } = await (way === 'services'
    ? remote(subgraph, log, limits)
    : Promise.resolve({ channel: subgraph.runtime, close: () => Promise.resolve() }));
  const offered = definition.downloads.map(({ name, permission }) => ({ subgraph: 'counters', name, permission }));
  // One that only the gateway leaves open, and one that only the subgraph does, to see that neither relies on the other.
  const changed: Readonly<Record<string, string>> = { guarded: 'anyone', open: 'counters:audit' };
  const downloads = offered.map((download) => ({ ...download, permission: changed[download.name] ?? download.permission }));
  const tiny = await openTinyGateway(limits, { channels: [channel], downloads, log });
  tiny.admission.permissions.push('counters:read');
  return {
    tiny,
    subgraph,
    calls,
    tap,
    logged,
    newCounter: async (tenant, name) => {
      const id = newId('counter');
      await subgraph.database
        .forContext(contextOf({ tenant, permissions: [] }))
        .command(CountPayload, { name: 'count', permission: null }, async (transaction) => {
          await transaction.rows(sql`insert into counters (id, name) values (${toUuid('counter', id)}, ${name})`);
          return { name };
        });
      return id;
    },
    close: async () => {
      await tiny.close();
      await close();
      await subgraph.close();
    },
  };
}

async function remote(
  subgraph: TestSubgraph,
  log: Logger,
  limits: Partial<Limits>,
): Promise<{ channel: SubgraphChannel; close: () => Promise<void> }> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const server = await createSubgraphServer({ channel: subgraph.runtime, key: publicKey, ready: () => Promise.resolve(true), log });
  const url = await server.listen({ port: 0, host: '127.0.0.1' });
  const stall = limits.downloadStallMs === undefined ? {} : { downloadStallMs: limits.downloadStallMs };
  const channel = new HttpChannel({ name: 'counters', url, key: privateKey, timeoutMs: 5_000, answerBytes: 1_000_000, ...stall });
  return {
    channel,
    close: async () => {
      await channel.close();
      await server.close();
    },
  };
}

function downloadsWith(calls: RequestContext[], tap: Tap): ReturnType<typeof defineDownload>[] {
  return [
    defineDownload({
      name: 'counter',
      permission: 'counters:read',
      description: 'One counter.',
      open: async ({ request, db }, parameters) => {
        calls.push(request);
        const id = toUuid('counter', requiredParameter(parameters, 'id'));
        const [row] = await db.rows<{ name: string }>(sql`select name from counters where id = ${id}`, null);
        return row ? { name: `тоолуур "${row.name}".txt`, type: 'text/plain; charset=utf-8', body: Buffer.from(`${row.name}\n`) } : null;
      },
    }),
    defineDownload({
      name: 'guarded',
      permission: 'counters:audit',
      description: 'For auditors.',
      open: () => Promise.reject(new Error('never')),
    }),
    defineDownload({ name: 'open', permission: 'anyone', description: 'For all.', open: () => Promise.reject(new Error('never')) }),
    defineDownload({
      name: 'late',
      permission: 'counters:read',
      description: 'The tap, when somebody says so.',
      open: async () => {
        await new Promise<void>((resolve) => tap.waiting.push(resolve));
        return { name: 'late.bin', type: 'application/octet-stream', body: water(tap) };
      },
    }),
    defineDownload({
      name: 'numbers',
      permission: 'counters:read',
      description: 'As many numbers as are wanted; from a division by zero on there are none.',
      open: ({ db }, parameters) => {
        const rows = db.stream<{ n: number; word: string }>(
          sql`select 1000000 / (${Number(parameters['breaks'] ?? 0)} - n) as left, n, repeat('numbers ', 12) || n as word from generate_series(1, ${Number(requiredParameter(parameters, 'count'))}::int) n`,
          null,
        );
        const columns = [
          { heading: 'n', value: ({ n }: { n: number }) => n },
          { heading: 'word', value: ({ word }: { word: string }) => word },
        ];
        return Promise.resolve({ name: 'numbers.csv', type: csvType, body: csv(rows, columns) });
      },
    }),
    defineDownload({
      name: 'tap',
      permission: 'counters:read',
      description: 'Runs until it is closed.',
      open: () => Promise.resolve({ name: 'tap.bin', type: 'application/octet-stream', body: water(tap) }),
    }),
    defineDownload({
      name: 'stumble',
      permission: 'counters:read',
      description: 'Begins, and fails at once.',
      open: () => Promise.resolve({ name: 'stumble.txt', type: 'text/plain; charset=utf-8', body: stumble() }),
    }),
    defineDownload({
      name: 'drip',
      permission: 'counters:read',
      description: 'Begins, and never goes on.',
      open: () => Promise.resolve({ name: 'drip.bin', type: 'application/octet-stream', body: drip() }),
    }),
    defineDownload({ name: 'never', permission: 'counters:read', description: 'Never begins.', open: () => new Promise(() => undefined) }),
    defineDownload({
      name: 'refused',
      permission: 'counters:read',
      description: 'Refuses, as its parameter says.',
      open: (_: Context, { how }) =>
        Promise.reject(how === 'RATE_LIMITED' ? new GraphError('RATE_LIMITED', 'Once a minute.') : new Error('select * from secrets')),
    }),
  ];
}

async function* water(tap: Tap): AsyncGenerator<Uint8Array> {
  try {
    for (;;) {
      tap.pieces += 1;
      yield await Promise.resolve(tapPiece);
    }
  } finally {
    tap.closed += 1;
  }
}

async function* stumble(): AsyncGenerator<string> {
  yield await Promise.resolve('one step');
  throw new Error('the second step');
}

async function* drip(): AsyncGenerator<string> {
  yield 'one drop';
  await new Promise(() => undefined);
}
