import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from '#kernel/database/sql.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { createObjects, type ObjectSettings } from '#kernel/objects/create-objects.js';
import { eventually } from '#kernel/testing/eventually.js';
import { startS3Server } from '#kernel/testing/s3-server.js';
import type { ExportProcessSettings, MemoryReport } from '../testing/export-process.js';
import { Exporter } from '../testing/exporter.js';
import { openPlatform, type TestPlatform } from '../testing/open-platform.js';

let house: TestPlatform;
beforeAll(async () => {
  house = await openPlatform();
});
afterAll(() => house.subgraph.close());

/** A process that writes exports of so many objects. */
class Writer {
  readonly reports: MemoryReport[] = [];
  private readonly child: ChildProcess;

  constructor(objects: ObjectSettings, count: number, padding: string, flags: readonly string[] = []) {
    const { url, operatorUrl } = house.subgraph;
    const settings: ExportProcessSettings = { url, operatorUrl, objects, count, padding };
    this.child = fork('dist/subgraphs/platform/testing/export-process.js', [JSON.stringify(settings)], {
      execArgv: [...flags],
      env: { PATH: process.env['PATH'] },
    });
    this.child.on('message', (report) => this.reports.push(report as MemoryReport));
  }

  async kill(): Promise<void> {
    const gone = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await gone;
  }
}

const stores: [string, () => Promise<{ objects: ObjectSettings; leftOver: () => Promise<number>; close: () => Promise<void> }>][] = [
  [
    'a folder',
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'exports-'));
      const leftOver = async () => (await readdir(join(folder, '.uploads'))).length;
      return { objects: { kind: 'FOLDER', folder }, leftOver, close: () => rm(folder, { recursive: true }) };
    },
  ],
  [
    'a bucket',
    async () => {
      const server = await startS3Server();
      return {
        objects: { kind: 'S3', s3: server.settings },
        leftOver: () => Promise.resolve(server.openUploads()),
        close: () => server.close(),
      };
    },
  ],
];

it.each(stores)('an export whose process is killed again and again has every line once, in %s', async (_, open) => {
  const store = await open();
  const count = 60_000;
  const padding = 'x'.repeat(600);
  const lims = new Exporter(house.subgraph);
  const id = await lims.start();
  const parts = async () => {
    const [row] = await house.subgraph.database
      .forContext(lims.context)
      .rows<{ count: number }>(sql`select count(*)::int as count from export_parts where export_id = ${toUuid('export', id)}`, null);
    return row?.count ?? 0;
  };
  let kills = 0;
  for (const few of [1, 2, 3]) {
    const writer = new Writer(store.objects, count, padding);
    await eventually(parts, (written) => written >= few, 60_000);
    await delay(Math.random() * 200);
    await writer.kill();
    if ((await lims.read(id))?.status === 'RUNNING') kills += 1;
  }
  expect(kills).toBeGreaterThanOrEqual(2);
  const last = new Writer(store.objects, count, padding);
  const { progress } = await lims.until(id, 'COMPLETED', 120_000);
  await last.kill();
  const objects = await createObjects(store.objects);
  const lines = await lims.lines(objects, id);
  expect(lines?.map((line) => (line as { number: number }).number)).toEqual(Array.from({ length: count }, (__, number) => number));
  expect(progress.objects).toBe(count);
  expect(await store.leftOver()).toBe(0);
  await objects.close();
  await store.close();
});

it('a million objects take no more memory than the first hundred thousand of them', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'exports-'));
  const lims = new Exporter(house.subgraph);
  const id = await lims.start();
  const writer = new Writer({ kind: 'FOLDER', folder }, 1_000_000, 'x'.repeat(150), ['--max-old-space-size=128']);
  const { progress } = await lims.until(id, 'COMPLETED', 240_000);
  await writer.kill();
  expect(progress).toMatchObject({ objects: 1_000_000, pages: 10_000 });
  expect(Number(progress.bytes)).toBeGreaterThan(150_000_000);
  const mostMiB = (from: number, to: number) =>
    Math.max(...writer.reports.filter(({ pages }) => from <= pages && pages < to).map(({ rss }) => rss)) / 2 ** 20;
  expect(mostMiB(0, 10_001)).toBeLessThan(300);
  // What it takes at first it takes to the end, but for what the collector leaves lying; a leak would go on growing.
  expect(mostMiB(5_000, 10_001) - mostMiB(0, 1_000)).toBeLessThan(80);
  expect(mostMiB(7_500, 10_001) - mostMiB(2_500, 5_000)).toBeLessThan(30);
  await rm(folder, { recursive: true });
}, 300_000);
