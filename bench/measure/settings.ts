import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface Settings {
  readonly connections: number;
  readonly rounds: number;
  readonly seconds: number;
  readonly warmUpSeconds: number;
  /** The contenders to measure, by their keys; all when empty. */
  readonly only: readonly string[];
  /** The operations to measure, where there are several; all when empty. */
  readonly operations: readonly string[];
  /** Where each contender leaves a .cpuprofile when it ends; null measures without. */
  readonly profileFolder: string | null;
}

/** `-- --rounds 3 --seconds 2 --only stock,ours --profile profiles`, after the benchmark's npm command. */
export function readSettings(defaults: Omit<Settings, 'only' | 'operations' | 'profileFolder'>): Settings {
  const option = { type: 'string' } as const;
  const { values } = parseArgs({
    options: { connections: option, rounds: option, seconds: option, 'warm-up': option, only: option, operations: option, profile: option },
  });
  const positive = (name: keyof typeof values, otherwise: number): number => {
    const text = values[name];
    if (text === undefined) return otherwise;
    const value = Number(text);
    if (!(value > 0)) throw new Error(`--${name} is "${text}": give it a number above zero, or leave it out for ${otherwise}.`);
    return value;
  };
  return {
    connections: Math.round(positive('connections', defaults.connections)),
    rounds: Math.round(positive('rounds', defaults.rounds)),
    seconds: positive('seconds', defaults.seconds),
    warmUpSeconds: positive('warm-up', defaults.warmUpSeconds),
    only: values.only?.split(',').filter(Boolean) ?? [],
    operations: values.operations?.split(',').filter(Boolean) ?? [],
    profileFolder: values.profile === undefined ? null : resolve(values.profile),
  };
}

/** What the figures belong to; without it they mean nothing. */
export function machine(): string {
  const processors = cpus();
  return `Node ${process.version}, ${processors.length} × ${processors[0]?.model.trim() ?? 'processor'}`;
}

export function conditions({ connections, rounds, seconds }: Settings): string {
  return `${machine()}, ${connections} connections, medians of ${rounds} alternating rounds of ${seconds} s`;
}

/** One line that says where the measurement is, kept out of what is printed to be read. */
export function progress(text: string): void {
  process.stderr.write(process.stderr.isTTY ? `\r\x1b[K${text}` : `${text}\n`);
}
