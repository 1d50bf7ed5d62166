import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '#kernel/testing/eventually.js';
import { MeasuredProcess } from './measured-process.js';
import { cpuSeconds } from './process-tree.js';

let folder: string;
const running: MeasuredProcess[] = [];
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'measured-'))));
afterEach(() => Promise.all(running.splice(0).map((process) => process.stop())));
afterAll(() => rm(folder, { recursive: true }));

async function start(source: string): Promise<MeasuredProcess> {
  const file = join(folder, 'program.mjs');
  await writeFile(file, source);
  const started = await MeasuredProcess.start({ arguments: [file] }, () => Promise.resolve(true));
  running.push(started);
  return started;
}

/** By processor time, not by the clock: a busy machine gives a process little of a second. */
const burn =
  'const used = () => { const { user, system } = process.cpuUsage(); return user + system; }; const end = used() + 400_000; while (used() < end); ';

describe('the processor time of a process', () => {
  it.each([
    ['has ended', 'exit', ''],
    ['still runs', 'message', 'process.send("done"); setInterval(() => undefined, 1000);'],
  ])('includes that of a child that %s', async (state, event, last) => {
    const file = `${event} ${state}`;
    const parent = await start(`
      import { spawn } from 'node:child_process';
      import { writeFileSync } from 'node:fs';
      const child = spawn(process.execPath, ['-e', ${JSON.stringify(burn + last)}], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
      child.once('${event}', () => writeFileSync(${JSON.stringify(join(folder, file))}, ''));
      process.once('SIGTERM', () => { child.kill(); process.exit(0); });
      setInterval(() => undefined, 1000);`);
    await eventually(
      () => readdir(folder),
      (files) => files.includes(file),
    );
    expect(await parent.cpuSeconds()).toBeGreaterThan(0.4);
  });

  it('is never read as none when the process is gone', async () => {
    await expect(cpuSeconds(2 ** 30)).rejects.toThrow('has ended');
  });
});

describe('a process that is measured', () => {
  it('is reported with what it said when it ends before it answers', async () => {
    const file = join(folder, 'broken.mjs');
    await writeFile(file, 'console.error("no such supergraph"); process.exit(3);');
    await expect(MeasuredProcess.start({ arguments: [file] }, () => Promise.resolve(false))).rejects.toThrow(
      /does not answer(.|\n)*no such supergraph/,
    );
  });

  it('is gone once it is stopped', async () => {
    const started = await start('setInterval(() => undefined, 1000);');
    await started.stop();
    await expect(started.cpuSeconds()).rejects.toThrow('has ended');
  });
});
