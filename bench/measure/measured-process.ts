import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { cpuSeconds } from './process-tree.js';

export interface Program {
  readonly arguments: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly folder?: string;
  /** A folder for its profile, which costs time of its own: never compare figures that were taken with it. */
  readonly profileFolder?: string | null;
}

const startLimitMs = 60_000;
const stopLimitMs = 10_000;

/** A process that is measured. All of them get the same Node and the same flags, those of `npm start`. */
export class MeasuredProcess {
  private said = '';

  private constructor(private readonly child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => (this.said = `${this.said}${chunk.toString()}`.slice(-4_000)));
    }
  }

  /** Starts it, and waits until `answers` says that it works. */
  static async start(program: Program, answers: () => Promise<boolean>): Promise<MeasuredProcess> {
    const profiling = program.profileFolder ? ['--cpu-prof', `--cpu-prof-dir=${program.profileFolder}`] : [];
    const child = spawn(process.execPath, ['--max-semi-space-size=32', ...profiling, ...program.arguments], {
      cwd: program.folder,
      env: { PATH: process.env['PATH'], NODE_ENV: 'production', APOLLO_TELEMETRY_DISABLED: '1', ...program.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const started = new MeasuredProcess(child);
    const limit = Date.now() + startLimitMs;
    while (!(await answers().catch(() => false))) {
      if (child.exitCode !== null || Date.now() > limit) {
        await started.stop();
        throw new Error(`${program.arguments.join(' ')} does not answer. It said:\n${started.said}`);
      }
      await delay(50);
    }
    return started;
  }

  cpuSeconds(): Promise<number> {
    if (this.child.pid === undefined) throw new Error('The process never started');
    return cpuSeconds(this.child.pid);
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    const killed = setTimeout(() => this.child.kill('SIGKILL'), stopLimitMs);
    await ended.finally(() => clearTimeout(killed));
  }
}
