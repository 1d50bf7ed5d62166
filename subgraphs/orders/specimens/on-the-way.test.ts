import { randomUUID } from 'node:crypto';
import { InProcessTransport } from '#kernel/events/transport.js';
import type { EventRecord } from '#kernel/events/event.js';
import { newId } from '#kernel/graph/type-id.js';
import { startBackground, type Background } from '#kernel/jobs/background.js';
import { eventually } from '#kernel/testing/eventually.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { orders } from '../index.js';
import { openOrders } from '../testing/order-desk.js';
import { cancelSpecimens } from './planning.js';
import { SpecimenStatus } from './specimen-terms.js';
import { SpecimenDesk } from './testing/specimen-desk.js';

const transport = new InProcessTransport();
let subgraph: TestSubgraph;
let neighbours: Neighbours;
let background: Background;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openOrders());
  background = await startBackground(orders, subgraph.resources, transport);
});
afterAll(async () => {
  await background.stop();
  await subgraph.close();
});

const at = '2026-03-01T08:00:00.000Z';

/** What logistics tells of what is carried; `marker` is a specimen whose change shows that all before it was handled. */
class Logistics {
  private readonly subject = newId('task');

  constructor(private readonly desk: SpecimenDesk) {}

  fetched(itemIds: readonly string[], more: object = {}): Promise<EventRecord> {
    return this.tell('task.completed', { kind: 'COLLECT_SAMPLE', status: 'COMPLETED', outcome: 'SUCCESS', itemIds, ...more });
  }

  breached(itemIds: readonly string[]): Promise<EventRecord> {
    return this.tell('temperature.breached', { watchId: 'temperaturewatch_1', itemIds });
  }

  async tell(type: string, data: object): Promise<EventRecord> {
    const { desk, subject } = this;
    const event: EventRecord = {
      ...{ id: randomUUID(), type, version: 1, subject, tenant: desk.tenant, branch: desk.branchId },
      ...{ data: { ...data }, occurredAt: at, actorId: null, requestId: null },
    };
    await transport.publish([event]);
    return event;
  }

  /** Events of one subject are handled in turn: once the last has come true, so have those before it. */
  async settled(): Promise<void> {
    const [marker] = (await this.desk.collected(1)) as [string];
    await this.fetched([(await this.desk.specimen(marker)).id]);
    await eventually(
      () => this.desk.specimen(marker),
      ({ status }) => status === SpecimenStatus.IN_TRANSIT,
    );
  }
}

async function standing(desk: SpecimenDesk, numbers: readonly string[]): Promise<string[]> {
  const seen = await Promise.all(numbers.map((number) => desk.specimen(number)));
  return seen.map(({ status, held }) => (held ? `${status} held` : status));
}

async function idsOf(desk: SpecimenDesk, numbers: readonly string[]): Promise<string[]> {
  return (await Promise.all(numbers.map((number) => desk.specimen(number)))).map(({ id }) => id);
}

it('are in transit once a courier fetched them; those that nobody collected, and those that came first, are not', async () => {
  const desk = new SpecimenDesk(subgraph, neighbours);
  const logistics = new Logistics(desk);
  const numbers = [...(await desk.collected(2)), ...(await desk.tubes(1)).numbers, ...(await desk.received(1))];
  const ids = await idsOf(desk, numbers);
  const event = await logistics.fetched([...ids, newId('orderline'), newId('specimen'), 'nothing']);
  await logistics.settled();
  expect(await standing(desk, numbers)).toEqual(['IN_TRANSIT', 'IN_TRANSIT', 'TO_BE_COLLECTED', 'RECEIVED']);
  const told = (await desk.told()).length;
  await transport.publish([event]);
  await logistics.fetched(ids);
  await logistics.settled();
  const own = (await desk.told()).slice(told).filter((said) => numbers.some((number) => said.startsWith(number)));
  expect(own).toEqual([]);
  const query = 'query ($number: String!) { specimenByAccessionNumber(number: $number) { sentAt } }';
  expect(await desk.ask(query, { number: numbers[0] })).toEqual({ specimenByAccessionNumber: { sentAt: at } });
});

it.each([{ outcome: 'FAILURE' }, { kind: 'DELIVERY' }])('stay where they are by other news of tasks: %p', async (more) => {
  const desk = new SpecimenDesk(subgraph, neighbours);
  const logistics = new Logistics(desk);
  const numbers = await desk.collected(1);
  await logistics.fetched(await idsOf(desk, numbers), more);
  await logistics.settled();
  expect(await standing(desk, numbers)).toEqual(['COLLECTED']);
});

it('are held by a breach wherever they are once they were collected, and once, however often it is told', async () => {
  const desk = new SpecimenDesk(subgraph, neighbours);
  const logistics = new Logistics(desk);
  const [waiting, collected, sent, received, resulted, rejected] = [
    (await desk.tubes(1)).numbers[0]!,
    (await desk.collected(1))[0]!,
    (await desk.collected(1))[0]!,
    (await desk.received(1))[0]!,
    (await desk.received(1))[0]!,
    (await desk.received(1))[0]!,
  ];
  await logistics.fetched(await idsOf(desk, [sent]));
  await desk.done('recordSpecimenResult', 'result { id }', { accessionNumber: resulted, title: 'Count', conclusion: 'Normal' });
  await desk.done('rejectSpecimens', 'specimens { id }', { accessionNumbers: [rejected], reason: 'HEMOLYZED' });
  await logistics.settled();
  const numbers = [waiting, collected, sent, received, resulted, rejected];
  const ids = await idsOf(desk, numbers);
  const event = await logistics.breached([...ids, newId('lot')]);
  await logistics.settled();
  const held = ['TO_BE_COLLECTED', 'COLLECTED held', 'IN_TRANSIT held', 'RECEIVED held', 'RESULTED held', 'REJECTED'];
  expect(await standing(desk, numbers)).toEqual(held);
  const told = (await desk.told()).filter((said) => said.endsWith('held')).length;
  expect(told).toBe(4);
  const { id, version } = await desk.specimen(received);
  await desk.done('releaseSpecimen', 'specimen { id }', { id, expectedVersion: version, reason: 'For a minute only' }, desk.technician);
  await transport.publish([event]);
  await logistics.settled();
  expect(await standing(desk, [received])).toEqual(['RECEIVED']);
  await logistics.breached(ids);
  await logistics.settled();
  expect(await standing(desk, numbers)).toEqual(held);
  expect((await desk.told()).filter((said) => said.endsWith('held'))).toHaveLength(told + 1);
  const query =
    'query ($number: String!) { specimenByAccessionNumber(number: $number) { holdReason holdSource heldAt releasedAt releaseReason } }';
  expect(await desk.ask(query, { number: received })).toEqual({
    specimenByAccessionNumber: {
      holdReason: 'It was too warm or too cold on the way.',
      holdSource: 'temperaturewatch_1',
      heldAt: at,
      releasedAt: null,
      releaseReason: null,
    },
  });
});

it('are held when they are scanned after a breach was told, and were taken before', async () => {
  const desk = new SpecimenDesk(subgraph, neighbours);
  const logistics = new Logistics(desk);
  const [before, after] = (await desk.tubes(2, { requirement: { testsPerContainer: 1 } })).numbers as [string, string];
  const { orderId, numbers: givenUp } = await desk.tubes(1);
  await logistics.breached(await idsOf(desk, [before, after, ...givenUp]));
  await logistics.settled();
  expect(await standing(desk, [before, after])).toEqual(['TO_BE_COLLECTED', 'TO_BE_COLLECTED']);
  await desk.system(desk.branchId, (transaction) => cancelSpecimens(transaction, orderId));
  expect(await standing(desk, givenUp)).toEqual(['CANCELLED']);
  const collect = (number: string, collectedAt: string) =>
    desk.done('collectSpecimens', 'specimens { id }', { accessionNumbers: [number], collectedAt }, desk.nurse);
  await collect(before, '2026-03-01T07:30:00.000Z');
  await collect(after, '2026-03-01T08:00:00.001Z');
  expect(await standing(desk, [before, after])).toEqual(['COLLECTED held', 'COLLECTED']);
  expect((await desk.told()).filter((said) => said.endsWith('held'))).toEqual([`${before} COLLECTED held`]);
  const query = 'query ($number: String!) { specimenByAccessionNumber(number: $number) { holdReason holdSource heldAt } }';
  const reason = 'It was too warm or too cold on the way.';
  expect(await desk.ask(query, { number: before })).toEqual({
    specimenByAccessionNumber: { holdReason: reason, holdSource: 'temperaturewatch_1', heldAt: at },
  });
  expect(await desk.ask(query, { number: after })).toEqual({
    specimenByAccessionNumber: { holdReason: null, holdSource: null, heldAt: null },
  });
  const received = await desk.done('receiveSpecimens', 'warnings { message }', { accessionNumbers: [before, after] }, desk.technician);
  expect(received).toMatchObject({ warnings: [{ message: `It is held: ${reason} Release or reject it before you examine it.` }] });
});

it('are not touched by what is told to another tenant', async () => {
  const [desk, stranger] = [new SpecimenDesk(subgraph, neighbours), new SpecimenDesk(subgraph, neighbours)];
  const logistics = new Logistics(stranger);
  const numbers = await desk.collected(1);
  const ids = await idsOf(desk, numbers);
  await logistics.fetched(ids);
  await logistics.breached(ids);
  await logistics.settled();
  expect(await standing(desk, numbers)).toEqual(['COLLECTED']);
});
