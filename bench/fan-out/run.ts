import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { freePort } from '../../app/engines/free-port.js';
import { benchmark } from '../measure/benchmark.js';
import { MeasuredProcess } from '../measure/measured-process.js';
import { median } from '../measure/rounds.js';
import { progress, readSettings, machine } from '../measure/settings.js';
import { figure, table, times } from '../measure/table.js';
import { queueAfter } from './board.js';
import type { Heard } from './clients.js';

interface Serving {
  readonly name: string;
  readonly url: string;
  readonly process: MeasuredProcess;
  /** Events since it started. */
  published: number;
}

interface FanOut {
  /** Milliseconds of processor time that serving one event takes, beyond what the sockets take anyway. */
  readonly cpu: number;
  /** Milliseconds until the last client has it. */
  readonly last: number;
  /** Milliseconds of processor time in a second, without an event. */
  readonly idle: number;
}

const plans = [
  { name: 'one execution a client', file: 'naive' },
  { name: 'CareGraph', file: 'ours' },
  { name: 'ready text', file: 'bare' },
] as const;
const audiences = [1_000, 5_000];
const events = 20;
const warmUpEvents = 5;
const idleSeconds = 2;

await benchmark('fan-out', async (bench) => {
  const settings = readSettings({ rounds: 3 });
  const serving: Serving[] = [];
  for (const { name, file } of plans) {
    const url = `http://127.0.0.1:${await freePort()}`;
    const script = fileURLToPath(new URL(`serving/${file}.js`, import.meta.url));
    const started = await MeasuredProcess.start(
      { arguments: [script, new URL(url).port], profileFolder: settings.profileFolder && `${settings.profileFolder}/${file}` },
      async () => (await fetch(`${url}/greeting`)).ok,
    );
    bench.later(() => started.stop());
    serving.push({ name, url, process: started, published: 0 });
  }
  console.log(`${machine()}, medians of ${settings.rounds} alternating rounds of ${events} events, ${bytesOfEvent()} bytes each\n`);
  for (const clients of audiences) {
    const results = new Map<string, FanOut[]>(serving.map(({ name }) => [name, []]));
    for (let round = 0; round < settings.rounds; round += 1) {
      for (let turn = 0; turn < serving.length; turn += 1) {
        const server = serving[(round + turn) % serving.length];
        if (!server) continue;
        progress(`${clients} clients, round ${round + 1} of ${settings.rounds}: ${server.name}`);
        results.get(server.name)?.push(await measure(server, clients));
      }
    }
    progress('');
    console.log(`${clients.toLocaleString('en-US')} clients\n\n${report(results)}\n`);
  }
});

async function measure(server: Serving, clients: number): Promise<FanOut> {
  const greeting = await (await fetch(`${server.url}/greeting`)).text();
  const audience = fork(fileURLToPath(new URL('clients.js', import.meta.url)), [
    `${server.url.replace('http', 'ws')}/graphql`,
    String(clients),
    greeting,
  ]);
  try {
    requireBoard(server, await heard(audience));
    for (let event = 0; event < warmUpEvents; event += 1) await tell(server, audience);
    const idle = await cpuWhile(server, () => delay(idleSeconds * 1000));
    const latencies: number[] = [];
    const busy = await cpuWhile(server, async () => {
      for (let event = 0; event < events; event += 1) latencies.push(await tell(server, audience));
    });
    const idlePart = (idle.cpu / idle.took) * busy.took;
    return { cpu: ((busy.cpu - idlePart) * 1000) / events, last: median(latencies), idle: (idle.cpu / idle.took) * 1000 };
  } finally {
    const ended = once(audience, 'exit');
    if (audience.connected) audience.disconnect();
    if (audience.exitCode === null) await ended;
  }
}

/** Makes one event happen, and answers how long it took until every client had heard of it. */
async function tell(server: Serving, audience: ChildProcess): Promise<number> {
  const began = performance.now();
  const all = heard(audience);
  await fetch(`${server.url}/event`, { method: 'POST' });
  server.published += 1;
  const message = await all;
  const took = performance.now() - began;
  requireBoard(server, message);
  return took;
}

async function heard(audience: ChildProcess): Promise<Heard> {
  const ended = new AbortController();
  const exit = once(audience, 'exit', { signal: ended.signal }).then(
    () => Promise.reject(new Error('The clients have ended before they heard everything')),
    () => new Promise<never>(() => undefined),
  );
  const message = once(audience, 'message', { signal: ended.signal });
  message.catch(() => undefined);
  try {
    const [first] = (await Promise.race([message, exit])) as [Heard];
    return first;
  } finally {
    ended.abort();
  }
}

function requireBoard({ name, published }: Serving, { payload }: Heard): void {
  const expected = { queueUpdated: queueAfter(published) };
  const { data } = payload as { data?: unknown };
  if (!isDeepStrictEqual(data, expected))
    throw new Error(`${name} told its clients something else than what happened: ${JSON.stringify(payload)}`);
}

async function cpuWhile({ process }: Serving, run: () => Promise<void>): Promise<{ cpu: number; took: number }> {
  const [cpu, began] = [await process.cpuSeconds(), performance.now()];
  await run();
  return { cpu: (await process.cpuSeconds()) - cpu, took: (performance.now() - began) / 1000 };
}

function bytesOfEvent(): string {
  return Buffer.byteLength(JSON.stringify({ data: { queueUpdated: queueAfter(1) } })).toLocaleString('en-US');
}

function report(results: ReadonlyMap<string, readonly FanOut[]>): string {
  const floor = results.get(plans[2].name) ?? [];
  const middle = (rounds: readonly FanOut[], of: (round: FanOut) => number): string => figure(median(rounds.map(of)));
  return table(
    ['', 'CPU ms an event', '× the ready text', 'last client ms', 'CPU ms a second, idle'],
    [...results].map(([name, rounds]) => [
      name,
      middle(rounds, ({ cpu }) => cpu),
      times(median(rounds.map(({ cpu }, index) => cpu / (floor[index]?.cpu ?? Number.NaN)))),
      middle(rounds, ({ last }) => last),
      middle(rounds, ({ idle }) => idle),
    ]),
  );
}
