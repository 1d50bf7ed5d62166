import pg from 'pg';
import type { Database } from '#kernel/database/database.js';
import type { EventRecord } from '#kernel/events/event.js';
import { InProcessTransport } from '#kernel/events/transport.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { startBackground, type Background } from '#kernel/jobs/background.js';
import { eventually } from '#kernel/testing/eventually.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { logistics } from '../index.js';
import { openLogistics } from '../testing/depot.js';
import { findLostSignals } from './lost-signals.js';
import { ColdRoom } from './testing/cold-room.js';

let subgraph: TestSubgraph;
let neighbours: ConstructorParameters<typeof ColdRoom>[1];
let background: Background;
const heard: EventRecord[] = [];
beforeAll(async () => {
  ({ subgraph, neighbours } = await openLogistics());
  const transport = new InProcessTransport();
  // Without its own clock: the tests say when a minute is over.
  background = await startBackground({ ...logistics, crons: [] }, subgraph.resources, transport);
  await transport.subscribe(
    'test',
    ['temperature.breached', 'temperature.signal_lost', 'temperature.recovered', 'temperature.alert_updated'],
    (event) => {
      heard.push(event);
      return Promise.resolve();
    },
  );
});
afterAll(async () => {
  await background.stop();
  await subgraph.close();
});

async function told(watchId: string, atLeast: number): Promise<string[]> {
  const own = () => heard.filter(({ data }) => data['watchId'] === watchId);
  await eventually(
    () => Promise.resolve(own().length),
    (count) => count >= atLeast,
  );
  return own().map(({ type }) => type);
}

const ago = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();

/** A live watch that began so many minutes ago. Its clock has not struck yet. */
async function live(minutesAgo: number, more: object = {}) {
  const room = new ColdRoom(subgraph, neighbours);
  const loggerId = await room.logger();
  return { room, loggerId, watch: await room.watch(loggerId, { live: true, beganAt: ago(minutesAgo), silenceMinutes: 15, ...more }) };
}

/** Time goes by: what would be due then is due now. */
async function pass(watchId: string): Promise<void> {
  const { pool } = subgraph.database.acrossTenants();
  await pool.query(`update temperature_signals set due_at = now() - interval '1 second' where watch_id = $1 and due_at is not null`, [
    toUuid('temperaturewatch', watchId),
  ]);
}

it('a sensor of which nothing comes is told of once by the clock, and again when it reports', async () => {
  const itemIds = [newId('lot')];
  const { room, loggerId, watch } = await live(5, { itemIds });
  await findLostSignals(subgraph.database);
  expect(await room.findings(watch.id)).toEqual([]);
  await pass(watch.id);
  await Promise.all([findLostSignals(subgraph.database), findLostSignals(subgraph.database)]);
  await findLostSignals(subgraph.database);
  const [lost] = await room.findings(watch.id);
  expect(lost).toMatchObject({ kind: 'SIGNAL_LOST', beganAt: watch.beganAt, endedAt: null, minutes: null, status: 'OPEN' });
  expect(await told(watch.id, 1)).toEqual(['temperature.signal_lost']);
  expect(heard.find(({ data }) => data['watchId'] === watch.id)).toMatchObject({
    subject: lost?.id,
    branch: room.branchId,
    data: { excursionId: lost?.id, loggerId, itemIds, kind: 'SIGNAL_LOST', endedAt: null },
  });
  await room.record(loggerId, [{ at: ago(0), celsius: 5 }]);
  expect(await told(watch.id, 2)).toEqual(['temperature.signal_lost', 'temperature.recovered']);
  // It was silent for less than the 15 minutes after all: the clock of the test was fast.
  expect(await room.findings(watch.id)).toEqual([]);
  await pass(watch.id);
  await findLostSignals(subgraph.database);
  expect(await told(watch.id, 3)).toEqual(['temperature.signal_lost', 'temperature.recovered', 'temperature.signal_lost']);
});

it('silence since longer than is tolerated is found with the readings, lasts, and ends with the next one', async () => {
  const { room, loggerId, watch } = await live(120);
  expect(await room.findings(watch.id)).toMatchObject([{ kind: 'SIGNAL_LOST', beganAt: watch.beganAt, endedAt: null }]);
  await room.record(loggerId, [{ at: ago(100), celsius: 5 }]);
  const [first, second, ...others] = await room.findings(watch.id);
  expect(others).toEqual([]);
  expect(first).toMatchObject({ beganAt: watch.beganAt, minutes: expect.closeTo(20, 1) as number });
  expect(second).toMatchObject({ endedAt: null, kind: 'SIGNAL_LOST' });
  await room.record(loggerId, [{ at: ago(110), celsius: 5 }]);
  expect(await room.findings(watch.id)).toMatchObject([{ id: second?.id, endedAt: null }]);
  const now = ago(0);
  await room.record(loggerId, [{ at: now, celsius: 5 }]);
  expect(await room.findings(watch.id)).toMatchObject([{ id: second?.id, endedAt: now, status: 'OPEN' }]);
  expect(await told(watch.id, 5)).toEqual([
    'temperature.signal_lost',
    'temperature.signal_lost',
    'temperature.recovered',
    'temperature.alert_updated',
    'temperature.recovered',
  ]);
});

it('a sensor that is lost when its watch ends has not reported again', async () => {
  const { room, watch } = await live(60);
  await room.done('endTemperatureWatch', 'watch { id }', { id: watch.id, expectedVersion: 1 });
  expect(await room.findings(watch.id)).toMatchObject([
    { kind: 'SIGNAL_LOST', beganAt: watch.beganAt, minutes: expect.closeTo(60, 0) as number },
  ]);
  expect(await told(watch.id, 2)).toEqual(['temperature.signal_lost', 'temperature.alert_updated']);
});

it('nobody waits for a watch that has ended, nor for a logger that is read out afterwards', async () => {
  const ended = await live(5);
  await ended.room.done('endTemperatureWatch', 'watch { id }', { id: ended.watch.id, expectedVersion: 1 });
  const later = await live(5, { live: false });
  for (const { watch } of [ended, later]) await pass(watch.id);
  await findLostSignals(subgraph.database);
  for (const { room, watch } of [ended, later]) expect(await room.findings(watch.id)).toEqual([]);
});

it('all that went silent, of all tenants, is found by one statement', async () => {
  const houses = await Promise.all(Array.from({ length: 6 }, () => live(5)));
  for (const { watch } of houses) await pass(watch.id);
  const client = await subgraph.database.acrossTenants().pool.connect();
  const statements: string[] = [];
  const watchedClient = {
    query: (text: string, values?: unknown[]) => {
      statements.push(text);
      return client.query(text, values);
    },
    release: () => undefined,
  };
  const pool = { connect: () => Promise.resolve(watchedClient) };
  await findLostSignals({ acrossTenants: () => ({ pool }) } as unknown as Database);
  client.release();
  expect(statements.filter((text) => text.includes('temperature_'))).toHaveLength(1);
  // To begin, to find, to tell, to end.
  expect(statements).toHaveLength(4);
  for (const { room, watch } of houses) expect(await room.findings(watch.id)).toMatchObject([{ kind: 'SIGNAL_LOST', endedAt: null }]);
});

it('the clock asks by the index of those that are due, however many are open', async () => {
  const { watch } = await live(5);
  const owner = new pg.Client({ connectionString: subgraph.ownerUrl });
  await owner.connect();
  try {
    await owner.query('set search_path = logistics, public');
    await owner.query(
      `with many as (
        insert into temperature_watches (tenant_id, branch_id, logger_id, began_at, max_celsius, interval_minutes, silence_minutes, live)
        select tenant_id, branch_id, logger_id, began_at, 8, 5, 15, true from temperature_watches cross join generate_series(1, 5000) where id = $1
        returning tenant_id, id, branch_id
      )
      insert into temperature_signals (tenant_id, watch_id, branch_id, due_at) select tenant_id, id, branch_id, now() + interval '1 hour' from many`,
      [toUuid('temperaturewatch', watch.id)],
    );
    await owner.query('analyze temperature_signals');
  } finally {
    await owner.end();
  }
  const { rows } = await subgraph.database
    .acrossTenants()
    .pool.query<{ 'QUERY PLAN': string }>(
      `explain select tenant_id, watch_id from temperature_signals where due_at <= now() order by due_at limit 5000 for update skip locked`,
    );
  expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('Index Scan using temperature_signals_due');
});
