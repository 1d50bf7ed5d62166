import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
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

const burn = 'const end = Date.now() + 400; while (Date.now() < end);';

describe('the processor time of a process', () => {
  it('includes that of a child, also when the child has ended', async () => {
    const parent = await start(`
      import { spawn } from 'node:child_process';
      spawn(process.execPath, ['-e', ${JSON.stringify(burn)}]);
      setInterval(() => undefined, 1000);`);
    await delay(1_500);
    expect(await parent.cpuSeconds()).toBeGreaterThan(0.3);
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
