import { load, type Load } from './load.js';

/** What is measured side by side: where to ask, and what its processes have used. */
export interface Contender {
  readonly name: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Of the contender itself, with its descendants. */
  cpuSeconds(): Promise<number>;
  /** Of what it stands on and shares with others, such as subgraphs in other processes. */
  cpuSecondsBehind?(): Promise<number>;
  /** How often it has asked what stands behind it. */
  fetches?(): Promise<number>;
}

export interface Round {
  readonly perSecond: number;
  readonly p50: number;
  readonly p95: number;
  /** Milliseconds of processor time for one answer. */
  readonly cpu: number;
  readonly cpuBehind: number;
  readonly fetches: number;
}

export type LoadShape = Omit<Load, 'url' | 'headers' | 'seconds'>;

export interface RoundsOptions {
  readonly rounds: number;
  readonly seconds: number;
  readonly warmUpSeconds: number;
  readonly progress: (text: string) => void;
}

/**
 * Warms every contender up, then lets them take turns: one round each, in an order that moves on by one, so that whatever
 * else the machine does meets all of them alike.
 */
export async function alternate(
  contenders: readonly Contender[],
  shape: LoadShape,
  { rounds, seconds, warmUpSeconds, progress }: RoundsOptions,
): Promise<Map<string, Round[]>> {
  const results = new Map<string, Round[]>(contenders.map(({ name }) => [name, []]));
  for (const { name, url, headers = {} } of contenders) {
    progress(`warming up ${name}`);
    await load({ ...shape, url, headers, seconds: warmUpSeconds });
  }
  for (let round = 0; round < rounds; round += 1) {
    for (let turn = 0; turn < contenders.length; turn += 1) {
      const contender = contenders[(round + turn) % contenders.length];
      if (!contender) continue;
      progress(`round ${round + 1} of ${rounds}: ${contender.name}`);
      results.get(contender.name)?.push(await measure(contender, shape, seconds));
    }
  }
  return results;
}

async function measure(contender: Contender, shape: LoadShape, seconds: number): Promise<Round> {
  const before = await used(contender);
  const { answers, seconds: took, latencies } = await load({ ...shape, url: contender.url, headers: contender.headers ?? {}, seconds });
  const after = await used(contender);
  const each = (total: number): number => total / answers;
  return {
    perSecond: answers / took,
    p50: percentile(latencies, 0.5),
    p95: percentile(latencies, 0.95),
    cpu: each(after.cpu - before.cpu) * 1000,
    cpuBehind: each(after.cpuBehind - before.cpuBehind) * 1000,
    fetches: each(after.fetches - before.fetches),
  };
}

async function used(contender: Contender): Promise<{ cpu: number; cpuBehind: number; fetches: number }> {
  const [cpu, cpuBehind = 0, fetches = 0] = await Promise.all([
    contender.cpuSeconds(),
    contender.cpuSecondsBehind?.(),
    contender.fetches?.(),
  ]);
  return { cpu, cpuBehind, fetches };
}

function percentile(ascending: Float64Array, part: number): number {
  return ascending[Math.min(ascending.length - 1, Math.floor(ascending.length * part))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  const ascending = [...values].sort((a, b) => a - b);
  const middle = ascending.length / 2;
  return ascending.length % 2 === 1
    ? (ascending[Math.floor(middle)] ?? Number.NaN)
    : ((ascending[middle - 1] ?? Number.NaN) + (ascending[middle] ?? Number.NaN)) / 2;
}

/** How many times the baseline, round by round, and of these the median: what slows one round down slows both. */
export function ratio(rounds: readonly Round[], baseline: readonly Round[], of: (round: Round) => number): number {
  return median(rounds.map((round, index) => of(round) / of(baseline[index] ?? round)));
}
