import { spawn, type ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '#kernel/testing/eventually.js';
import { freePort } from '../app/engines/free-port.js';
import { GraphClient } from './end-to-end/client.js';
import { CustodyOfItemDocument, MyNoticesDocument, WatchedTemperaturesDocument } from './end-to-end/generated/graphql.js';
import { OrderDay } from './end-to-end/order-day.js';
import { hasRealInput, openSetting, present, type Person } from './end-to-end/order-setting.js';
import { askUntilAnswered } from './end-to-end/persistent-ask.js';
import { newDataFolder, runProcess, type RunningProcess } from './end-to-end/topology.js';

const realInput = hasRealInput ? describe : describe.skip;
const ready = 'Ctrl-C stops everything';

/** A day at the graph, of which nothing is done yet. */
async function newDay(url: string): Promise<OrderDay> {
  const owner = await GraphClient.signIn(url, 'steppe');
  const setting = await openSetting(owner, (person) => GraphClient.signIn(url, 'steppe', person));
  return new OrderDay(setting, askUntilAnswered);
}

/** Where everything stands in the end, without names and times that differ from day to day. */
async function endOfDay(day: OrderDay): Promise<object> {
  const { manager, technician, dispatcher, near, away } = day.setting;
  const { status, state, dispatch, steps, slaClocks, specimens, tasks } = await day.order();
  const { temperatureWatch } = await askUntilAnswered(dispatcher.client, WatchedTemperaturesDocument, { id: day.watch });
  return {
    order: { status, state, dispatch, steps: steps.map(({ step, toState, trigger }) => [step, toState, trigger]), slaClocks },
    specimens: specimens.map(({ status: reached, held, releaseReason, results }) => [reached, held, releaseReason, results]),
    tasks: tasks.map(({ kind, status: reached, outcome, proofs, steps: taken }) => [
      kind,
      reached,
      outcome,
      proofs,
      taken.map(({ step }) => step),
    ]),
    custody: await Promise.all(
      specimens
        .map(async ({ id: itemId }) => (await askUntilAnswered(technician.client, CustodyOfItemDocument, { itemId })).custodyChain)
        .map(async (chain) => {
          const { entries, verdict } = present(await chain);
          return [entries.map(({ from, to }) => [from.name, to.name]), verdict];
        }),
    ),
    alerts: present(temperatureWatch).excursions.nodes.map(({ kind, status: seen, extremeCelsius, alertedAt }) => [
      kind,
      seen,
      extremeCelsius,
      alertedAt !== null,
    ]),
    notices: await Promise.all([manager, dispatcher, near, away].map((person) => noticesOf(person, day.id))),
  };
}

async function noticesOf({ client }: Person, orderId: string): Promise<readonly string[]> {
  const look = async () =>
    (await askUntilAnswered(client, MyNoticesDocument, {})).myNotices.nodes.filter(({ notice }) => notice.about === orderId);
  return (await eventually(look, (nodes) => nodes.length > 0)).map(({ notice }) => `${notice.title.replace(/\d+/, '…')}: ${notice.text}`);
}

async function untilDone(day: OrderDay): Promise<object> {
  for (const [, step] of day.steps) await step();
  return endOfDay(day);
}

/** What is killed during a step, and how it is started again. */
interface Victim {
  readonly name: string;
  killAndStart(): Promise<void>;
}

/** Goes through the day, and kills somebody while each step is done, or right after it. */
async function throughDisasters(day: OrderDay, victimsOf: (step: number) => readonly Victim[]): Promise<object> {
  for (const [index, [name, step]] of day.steps.entries()) {
    const disasters = victimsOf(index).map((victim) => ({ victim, afterMs: randomInt(400) }));
    const killing = disasters.map(({ victim, afterMs }) => delay(afterMs).then(() => victim.killAndStart()));
    const results = await Promise.allSettled([step(), ...killing]);
    const killed = disasters.map(({ victim, afterMs }) => `${victim.name} after ${afterMs} ms`).join(' and ');
    for (const result of results)
      if (result.status === 'rejected')
        throw new Error(`It was not ${name} (step ${index + 1}), when these were killed: ${killed}. ${String(result.reason)}`, {
          cause: result.reason,
        });
  }
  return endOfDay(day);
}

realInput('a graph that is killed at every step of an order', () => {
  let undisturbed: object | undefined;

  it('comes to the same end in one process', async () => {
    const settings = { PORT: String(await freePort()), DATA_FOLDER: await newDataFolder() };
    const url = `http://127.0.0.1:${settings.PORT}`;
    let running: RunningProcess = await runProcess('dist/app/start.js', settings);
    await running.untilSaid(ready);
    undisturbed = await untilDone(await newDay(url));
    expect(undisturbed).toMatchObject({ order: { status: 'COMPLETED' }, alerts: [['TOO_WARM', 'OPEN', expect.any(Number), true]] });
    const house: Victim = {
      name: 'the one process',
      async killAndStart() {
        running.child.kill('SIGKILL');
        await running.ended;
        running = await runProcess('dist/app/start.js', settings);
        await running.untilSaid(ready);
      },
    };
    const end = await throughDisasters(await newDay(url), () => [house]);
    await running.stop();
    expect(end).toEqual(undisturbed);
  }, 600_000);

  it('comes to the same end when each of the services is killed by turns, orders and logistics at every step', async () => {
    const settings = { PORT: String(await freePort()), DATA_FOLDER: await newDataFolder() };
    const url = `http://127.0.0.1:${settings.PORT}`;
    const running = await runProcess('dist/app/services.js', settings);
    await running.untilSaid(ready);
    undisturbed ??= await untilDone(await newDay(url));
    const services = servicesIn(running.said());
    const busiest = services.filter(({ name }) => name === 'orders' || name === 'logistics');
    const others = services.filter((service) => !busiest.includes(service));
    expect(busiest).toHaveLength(2);
    expect(others.map(({ name }) => name)).toEqual(expect.arrayContaining(['gateway', 'platform', 'patients']));
    const ends: object[] = [];
    // The second day, those who were spared at a step are killed at it.
    let turn = 0;
    for (const shift of [0, 1]) {
      const victimsOf = (step: number): Victim[] =>
        [busiest[(step + shift) % busiest.length], others[turn++ % others.length]].filter((victim) => victim !== undefined);
      ends.push(await throughDisasters(await newDay(url), victimsOf));
    }
    await Promise.all(services.map((service) => service.stop()));
    await running.stop();
    expect(ends).toEqual([undisturbed, undisturbed]);
  }, 1_200_000);
});

/** All that were said to run. */
function servicesIn(said: string): Service[] {
  const list = present(/Processes (.*)/.exec(said)?.[1]);
  return [...list.matchAll(/([\w-]+) \((\d+)\)/g)].map(([, name = '', pid]) => new Service(name, Number(pid)));
}

/** A service, known by its process; started again as it was started before. */
class Service implements Victim {
  private readonly command: readonly string[];
  private readonly environment: Record<string, string>;
  private child: ChildProcess | null = null;

  constructor(
    readonly name: string,
    private pid: number,
  ) {
    const listed = (file: string): string[] => readFileSync(`/proc/${pid}/${file}`, 'utf8').split('\0').filter(Boolean);
    this.command = listed('cmdline');
    this.environment = Object.fromEntries(
      listed('environ').map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    );
  }

  async killAndStart(): Promise<void> {
    process.kill(this.pid, 'SIGKILL');
    const url = `http://127.0.0.1:${this.environment['PORT']}/health/ready`;
    const isUp = (): Promise<boolean> =>
      fetch(url).then(
        ({ ok }) => ok,
        () => false,
      );
    await eventually(isUp, (up) => !up);
    const [program = '', ...words] = this.command;
    this.child = spawn(program, words, { env: this.environment, stdio: ['ignore', 'ignore', 'inherit'] });
    this.pid = present(this.child.pid);
    await eventually(isUp, (up) => up, 60_000);
  }

  async stop(): Promise<void> {
    const { child } = this;
    if (!child) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await gone;
  }
}
