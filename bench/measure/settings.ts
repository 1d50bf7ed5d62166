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

type Figures = Pick<Settings, 'connections' | 'rounds' | 'seconds' | 'warmUpSeconds'>;

const figureOptions: Readonly<Record<keyof Figures, string>> = {
  connections: 'connections',
  rounds: 'rounds',
  seconds: 'seconds',
  warmUpSeconds: 'warm-up',
};

/**
 * `-- --rounds 3 --seconds 2 --only stock,ours --profile profiles`, after the benchmark's npm command. A benchmark names what it can
 * be told: the figures it has, by their defaults, and the lists that it can be cut down to. Anything else is refused.
 */
export function readSettings(
  defaults: Partial<Figures>,
  lists: readonly ('only' | 'operations')[] = [],
  told: readonly string[] = process.argv.slice(2),
): Settings {
  const figures = Object.entries(defaults).map(([figure]) => figureOptions[figure as keyof Figures]);
  const options = Object.fromEntries([...figures, ...lists, 'profile'].map((name) => [name, { type: 'string' } as const]));
  const { values } = parseArgs({ args: [...told], options });
  const figure = (name: keyof Figures): number => {
    const text = values[figureOptions[name]];
    const otherwise = defaults[name] ?? 0;
    if (text === undefined) return otherwise;
    const value = Number(text);
    if (!(value > 0) || !Number.isFinite(value)) {
      throw new Error(`--${figureOptions[name]} is "${String(text)}": give it a number above zero, or leave it out for ${otherwise}.`);
    }
    return value;
  };
  const list = (name: string): readonly string[] =>
    String(values[name] ?? '')
      .split(',')
      .filter(Boolean);
  return {
    connections: Math.ceil(figure('connections')),
    rounds: Math.ceil(figure('rounds')),
    seconds: figure('seconds'),
    warmUpSeconds: figure('warmUpSeconds'),
    only: list('only'),
    operations: list('operations'),
    profileFolder: values['profile'] === undefined ? null : resolve(String(values['profile'])),
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
