import { eventually } from '#kernel/testing/eventually.js';
import { GraphClient } from './client.js';
import {
  CourierPositionDocument,
  CustodyOfItemDocument,
  ExplainDispatchDocument,
  ExplainOrderDocument,
  MyNoticesDocument,
  VerifyCustodyDocument,
  WatchedTemperaturesDocument,
  type ExplainDispatchQuery,
} from './generated/graphql.js';
import { gapsIn, LiveStory, stepsAsTold, type Told } from './live-story.js';
import { OrderDay } from './order-day.js';
import { askOnce, hasRealInput, openSetting, present, type Setting } from './order-setting.js';
import { endOf, wayBack } from './replay.js';
import { startTopology, type RunningGraph, type Topology } from './topology.js';

const realInput = hasRealInput ? describe : describe.skip;

const orderBoard = `subscription ($id: ID!) {
  update: orderUpdated(orderId: $id) { kind sequence order { state steps { id } } }
}`;
const taskBoard = `subscription ($branch: ID!) {
  update: taskUpdated(branchId: $branch) { kind sequence tasks { id status steps { id } } }
}`;
const map = `subscription ($branch: ID!) {
  update: courierMoved(branchId: $branch) { kind sequence couriers { id position { at latitude longitude } } }
}`;
const alarm = `subscription ($branch: ID!) {
  update: temperatureAlert(branchId: $branch) { kind sequence excursions { id kind status watch { id } } }
}`;

interface WithSteps {
  readonly id: string;
  readonly steps: readonly { readonly id: string }[];
}
interface OrderTold extends Told {
  readonly order: WithSteps | null;
}
interface TasksTold extends Told {
  readonly tasks: readonly WithSteps[];
}
interface CouriersTold extends Told {
  readonly couriers: readonly { readonly id: string; readonly position: object | null }[];
}
interface AlertsTold extends Told {
  readonly excursions: readonly { readonly id: string; readonly kind: string; readonly watch: { readonly id: string } | null }[];
}

const idsOf = ({ steps }: WithSteps): string[] => steps.map(({ id }) => id);

realInput.each<Topology>(['one process', 'services'])('the day of an order, in %s', (topology) => {
  let graph: RunningGraph;
  let setting: Setting;
  let day: OrderDay;
  let live: LiveStory;
  let sent: ExplainDispatchQuery['explainDispatch'];

  beforeAll(async () => {
    graph = await startTopology(topology);
    const owner = await GraphClient.signIn(graph.url, 'steppe');
    setting = await openSetting(owner, (person) => GraphClient.signIn(graph.url, 'steppe', person));
    day = new OrderDay(setting);
    live = await LiveStory.listen(graph.url, setting.dispatcher.client.token);
  }, 400_000);
  afterAll(async () => {
    await live.close();
    await graph.stop();
  }, 400_000);

  it('goes from the desk of a clinic to the result of the laboratory', async () => {
    const { clinicId } = setting;
    await live.subscribe('tasks', taskBoard, { branch: clinicId });
    await live.subscribe('map', map, { branch: clinicId });
    await live.subscribe('alarm', alarm, { branch: clinicId });
    for (const [name, step] of day.steps) {
      await step().catch((cause: unknown) => {
        throw new Error(`It was not ${name}`, { cause });
      });
      if (name === 'ordered') await live.subscribe('order', orderBoard, { id: day.id });
      if (name === 'sent a courier') await explainDispatch();
    }
    const order = await day.order();
    expect(order).toMatchObject({ status: 'COMPLETED', state: 'completed', dispatch: 'immediate' });
    const clocks = order.slaClocks.map(({ policy: { code }, status }) => [code, status]).sort();
    expect(clocks).toEqual([
      ['sample_received', 'MET'],
      ['urgent_sample', 'MET'],
    ]);
    expect(order.steps.map(({ step }) => step)).toEqual([...['place', 'accept', 'collect', 'dispatch', 'receive', 'result', 'complete']]);
    expect(
      order.specimens.map(({ status, held, minCelsius, maxCelsius, results }) => [status, held, minCelsius, maxCelsius, results.length]),
    ).toEqual([
      ['RESULTED', false, 2, 8, 1],
      ['RESULTED', false, 2, 8, 1],
    ]);
    expect(
      order.tasks.map(({ kind, status, outcome, steps, proofs }) => [kind, status, outcome, steps.map(({ step }) => step), proofs]),
    ).toEqual([
      [
        ...['COLLECT_SAMPLE', 'COMPLETED', 'SUCCESS'],
        ['CREATED', 'ASSIGNED', 'ACCEPTED', 'STARTED', 'ARRIVED', 'COMPLETED', 'LEFT'],
        [{ kind: 'SCAN' }],
      ],
      [
        ...['DELIVERY', 'COMPLETED', 'SUCCESS'],
        ['CREATED', 'ASSIGNED', 'ACCEPTED', 'STARTED', 'ARRIVED', 'COMPLETED'],
        [{ kind: 'SIGNATURE' }, { kind: 'SCAN' }],
      ],
    ]);
  }, 400_000);

  it('was decided by a rule, which can be asked, and of which the teams have heard', async () => {
    const { client } = setting.dispatcher;
    const { explainOrder } = await askOnce(client, ExplainOrderDocument, { id: day.id });
    expect(explainOrder).toMatchObject({ decided: true });
    const held = present(explainOrder).rules.filter(({ holds }) => holds);
    expect(held.map(({ name }) => name)).toEqual(['urgent samples']);
    const compared = present(held[0]).conditions.filter(({ kind }) => kind === 'COMPARISON');
    expect(compared.map(({ attribute, holds, found }) => [attribute, holds, found])).toEqual([
      ['order_type', true, 'lab_sample'],
      ['priority', true, 'urgent'],
    ]);
    for (const person of [setting.manager, setting.technician, setting.dispatcher, setting.near, setting.away]) {
      const heard = await eventually(
        async () => present((await askOnce(person.client, MyNoticesDocument, {})).myNotices).nodes,
        (nodes) => nodes.length > 0,
      );
      expect(heard.map(({ notice }) => [notice.about, [...notice.teams].sort()])).toEqual([[day.id, ['courier_team', 'lab_manager']]]);
    }
    expect((await askOnce(setting.nurse.client, MyNoticesDocument, {})).myNotices.nodes).toEqual([]);
  }, 400_000);

  /** While it can still be decided otherwise. */
  async function explainDispatch(): Promise<void> {
    const [first] = (await day.order()).tasks;
    sent = (await askOnce(setting.dispatcher.client, ExplainDispatchDocument, { taskId: present(first).id })).explainDispatch;
  }

  it('went to the nearer of two couriers, and says why', async () => {
    const { near, away } = setting;
    const { tasks } = await day.order();
    expect(sent?.courier?.id).toBe(near.courierId);
    expect(sent?.tasks.map(({ id, courier }) => [id, courier?.id])).toEqual(tasks.map(({ id }) => [id, near.courierId]));
    const [first, second] = present(sent).candidates;
    expect([first?.courier.id, second?.courier.id]).toEqual([near.courierId, away.courierId]);
    expect(present(first).obstacles).toEqual([]);
    expect(present(first).addedMinutes).toBeLessThan(present(second).addedMinutes ?? 0);
  }, 400_000);

  it('was too warm on the way, and a breach is known of the watch and heard by whoever listens', async () => {
    const { temperatureWatch } = await askOnce(setting.dispatcher.client, WatchedTemperaturesDocument, { id: day.watch });
    const excursions = present(temperatureWatch).excursions.nodes;
    expect(excursions.map(({ kind, alertedAt }) => [kind, alertedAt !== null])).toEqual([['TOO_WARM', true]]);
    const heard = live.of<AlertsTold>('alarm').flatMap((told) => told.excursions);
    expect(heard.map(({ id, kind, watch }) => [id, kind, watch?.id])).toEqual([[present(excursions[0]).id, 'TOO_WARM', day.watch]]);
    const { specimens } = await day.order();
    expect(specimens.map(({ holdSource, releaseReason }) => [holdSource, releaseReason])).toEqual(
      specimens.map(() => [day.watch, expect.stringContaining('Stable for three days') as string]),
    );
  }, 400_000);

  it('can prove who had the samples, and a copy that somebody changed cannot', async () => {
    const { technician } = setting;
    for (const { id: itemId } of (await day.order()).specimens) {
      const chain = present((await askOnce(technician.client, CustodyOfItemDocument, { itemId })).custodyChain);
      expect(chain.entries.map(({ from, to, signatures }) => [from.name, to.name, signatures.map(({ side }) => side).sort()])).toEqual([
        ['Marija', 'Ivan', ['FROM', 'TO']],
        ['Ivan', 'Ana', ['FROM', 'TO']],
      ]);
      expect(chain.verdict).toEqual({ isWhole: true, length: 2, holder: { name: 'Ana' }, faults: [] });
      const exported = await download(`custody-chain?itemId=${itemId}&format=json`);
      expect(await verdictOf(exported)).toEqual({ isWhole: true, length: 2, fault: null });
      expect(exported).toContain('"celsius": 5.1');
      const changed = await verdictOf(exported.replace('"celsius": 5.1', '"celsius": 4.1'));
      expect(changed).toMatchObject({ isWhole: false, fault: { code: 'CHANGED_ENTRY', sequence: 1 } });
      const { entries, ...rest } = JSON.parse(exported) as { entries: object[] };
      const cut = await verdictOf(JSON.stringify({ ...rest, entries: entries.slice(0, 1) }));
      expect(cut).toMatchObject({ isWhole: false, fault: { code: 'CUT_END' } });
      expect((await download(`custody-chain?itemId=${itemId}`)).slice(0, 8)).toBe('%PDF-1.7');
    }
  }, 400_000);

  async function verdictOf(document: string) {
    return (await askOnce(setting.technician.client, VerifyCustodyDocument, { document })).verifyCustody;
  }

  async function download(path: string): Promise<string> {
    const headers = { authorization: `Bearer ${setting.technician.client.token}` };
    const response = await fetch(`${graph.url}/downloads/logistics/${path}`, { headers });
    const text = await response.text();
    if (response.status !== 200) throw new Error(text);
    return text;
  }

  it('was seen live: every step once and in order', async () => {
    const order = await day.order();
    const told = await eventually(
      () => Promise.resolve(live.of<OrderTold>('order')),
      (all) => all.at(-1)?.order?.steps.length === order.steps.length,
    );
    expect(live.failures).toEqual([]);
    expect(told.map(({ kind }) => kind).filter((kind) => kind === 'CURRENT_STATE')).toHaveLength(1);
    expect(gapsIn(told)).toEqual([]);
    expect(stepsAsTold(told.map((message) => idsOf(present(message.order))))).toEqual(idsOf(order));

    const tasksTold = await eventually(
      () => Promise.resolve(live.of<TasksTold>('tasks')),
      (all) =>
        order.tasks.every(({ id, steps }) =>
          all.flatMap(({ tasks }) => tasks).some((task) => task.id === id && task.steps.length === steps.length),
        ),
    );
    expect(gapsIn(tasksTold)).toEqual([]);
    for (const task of order.tasks) {
      const ofTask = tasksTold.flatMap(({ tasks }) => tasks.filter(({ id }) => id === task.id).map(idsOf));
      expect(stepsAsTold(ofTask)).toEqual(idsOf(task));
    }

    const { courier } = await askOnce(setting.dispatcher.client, CourierPositionDocument, { id: setting.near.courierId });
    expect(courier?.position).toMatchObject(endOf(wayBack));
    const moves = await eventually(
      () => Promise.resolve(live.of<CouriersTold>('map')),
      (all) => lastPlace(all) === JSON.stringify(courier?.position),
    );
    expect(gapsIn(moves)).toEqual([]);
  }, 400_000);

  function lastPlace(moves: readonly CouriersTold[]): string {
    const mine = moves.flatMap(({ couriers }) => couriers.filter(({ id }) => id === setting.near.courierId));
    return JSON.stringify(mine.at(-1)?.position);
  }
});
