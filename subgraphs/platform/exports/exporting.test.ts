import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionResult } from 'graphql';
import pg from 'pg';
import { InProcessTransport } from '#kernel/events/transport.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { startBackground, type Background } from '#kernel/jobs/background.js';
import { LocalObjects } from '#kernel/objects/local-objects.js';
import { eventually } from '#kernel/testing/eventually.js';
import { contextOf, testTenant } from '#kernel/testing/test-subgraph.js';
import { platform } from '../index.js';
import { Exporter } from '../testing/exporter.js';
import { NumberedGraph, refusal } from '../testing/numbered-graph.js';
import { openPlatform, type TestPlatform } from '../testing/open-platform.js';

let folder: string;
let objects: LocalObjects;
let graph: NumberedGraph;
let house: TestPlatform;
let background: Background;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'exports-'));
  objects = new LocalObjects(folder);
  graph = new NumberedGraph(0);
  house = await openPlatform(null, { objects, publicGraph: graph, publicUrl: 'https://graph.steppe.mn' });
  background = await startBackground(platform, house.subgraph.resources, new InProcessTransport());
});
afterAll(async () => {
  await background.stop();
  await house.subgraph.close();
  await rm(folder, { recursive: true });
});
beforeEach(() => {
  graph.count = 250;
  graph.before = () => undefined;
  graph.padding = '';
  graph.asked.splice(0);
});

const exporter = (...more: ConstructorParameters<typeof Exporter> extends [unknown, ...infer Rest] ? Rest : never) =>
  new Exporter(house.subgraph, ...more);

/** Lets nothing pass until it is said. */
function gate(): { open: () => void; wait: () => Promise<undefined>; waiting: () => number } {
  const opened = Promise.withResolvers<undefined>();
  let waiting = 0;
  return {
    open: () => opened.resolve(undefined),
    waiting: () => waiting,
    wait: () => {
      waiting += 1;
      return opened.promise;
    },
  };
}

/** What lies there of files that are not complete. */
const unfinished = () => readdir(join(folder, '.uploads')).catch(() => []);

async function asOwner(statement: string, values: unknown[]): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: house.subgraph.ownerUrl });
  await client.connect();
  try {
    await client.query('set search_path = platform, public');
    return await client.query(statement, values);
  } finally {
    await client.end();
  }
}

describe('an export', () => {
  it('writes every object of the list once, in its order, and says where they are', async () => {
    const lims = exporter();
    const id = await lims.start();
    const { url, progress, expiresAt, startedAt } = await lims.until(id, 'COMPLETED');
    const lines = await lims.lines(objects, id);
    expect(lines).toEqual(Array.from({ length: 250 }, (_, number) => ({ number, note: '' })));
    expect(url).toBe(`https://graph.steppe.mn/public/exports/${id}`);
    const bytes = lines?.reduce<number>((sum, line) => sum + JSON.stringify(line).length + 1, 0);
    expect(progress).toEqual({ objects: 250, bytes: String(bytes), pages: 3 });
    expect(new Date(expiresAt ?? 0).getTime() - new Date(startedAt ?? 0).getTime()).toBeGreaterThan(23.9 * 3_600_000);
    const { rows } = await asOwner("select data from outbox where type = 'export.ended' and subject = $1", [id]);
    expect(rows).toEqual([{ data: { clientId: lims.clientId, status: 'COMPLETED' } }]);
  });

  it('asks in the name of its client, page by page, with its variables', async () => {
    const lims = exporter(undefined, ['exports:run', 'temperatures:read']);
    const query = 'query Warm($ward: ID, $cursor: String) { readings(ward: $ward, after: $cursor) { nodes { number note } totalCount } }';
    await lims.until(await lims.start({ query, operationName: 'Warm', variables: { ward: 'w1', cursor: '190' } }), 'COMPLETED');
    expect(graph.asked.map(({ caller, size, after }) => [caller.tenant.id, caller.clientId, size, after])).toEqual([
      [lims.tenant.id, lims.clientId, 100, '190'],
    ]);
    expect(graph.asked[0]?.caller.scope).toEqual(['exports:run', 'temperatures:read']);
    expect(graph.asked[0]?.operation).toMatchObject({ operationName: 'Warm', variables: { ward: 'w1' } });
  });

  it('may be of nothing', async () => {
    graph.count = 0;
    const lims = exporter();
    const id = await lims.start();
    expect(await lims.until(id, 'COMPLETED')).toMatchObject({ progress: { objects: 0, bytes: '0', pages: 1 } });
    expect(await lims.lines(objects, id)).toEqual([]);
  });

  it('takes pages as large as their cost allows', async () => {
    graph.before = (size) => (size > 30 ? refusal('COST_EXCEEDED', 'It costs too much.', { cost: size * 10, limit: 300 }) : undefined);
    const lims = exporter();
    const id = await lims.start();
    await lims.until(id, 'COMPLETED');
    expect(graph.asked.map(({ size }) => size)).toEqual([100, ...Array.from({ length: 9 }, () => 30)]);
    expect(await lims.lines(objects, id)).toHaveLength(250);
  });

  it('outlives a graph that is away for a moment', async () => {
    let failures = 2;
    graph.before = () => {
      failures -= 1;
      if (failures === 1) throw new Error('The gateway is restarted.');
      return failures === 0 ? refusal('UNAVAILABLE', 'A moment.') : undefined;
    };
    const lims = exporter();
    const id = await lims.start();
    await lims.until(id, 'COMPLETED');
    expect(await lims.lines(objects, id)).toHaveLength(250);
  });

  it('is tried again later when the graph or the store is away for longer', async () => {
    const away = { is: true };
    graph.before = () => {
      if (away.is) throw new Error('There is no gateway.');
      return undefined;
    };
    const lims = exporter();
    const id = await lims.start();
    const setbacks = () => asOwner('select setbacks from export_progress where export_id = $1', [toUuid('export', id)]);
    await eventually(setbacks, ({ rows }) => (rows[0] as { setbacks: number }).setbacks === 1);
    expect((await lims.read(id))?.status).toBe('RUNNING');
    away.is = false;
    await lims.until(id, 'COMPLETED');
  });

  it('gives up at last what was tried in vain', async () => {
    graph.before = () => refusal('INTERNAL', 'Something went wrong on our side; quote request 7 to support.');
    const lims = exporter();
    const waiting = gate();
    graph.before = () => waiting.wait();
    const id = await lims.start();
    await asOwner('update export_progress set setbacks = 7 where export_id = $1', [toUuid('export', id)]);
    graph.before = () => refusal('INTERNAL', 'Something went wrong on our side; quote request 7 to support.');
    waiting.open();
    // The page that waited is answered; the next is not, again and again.
    expect(await lims.until(id, 'FAILED')).toMatchObject({
      error:
        'It was tried for a long while in vain: The graph does not answer: Something went wrong on our side; quote request 7 to support. Start the export again later.',
      url: null,
    });
  });

  it.each([
    [
      refusal('FORBIDDEN', 'Query.readings takes the permission "temperatures:read", which your roles do not hold here.'),
      'The client may not read this, or no longer: Query.readings takes the permission "temperatures:read", which your roles do not hold here. Have it allowed, then start the export again.',
    ],
    [
      refusal('BAD_USER_INPUT', 'Cannot query field "warmth" on type "Reading".'),
      'The query does not fit the graph: Cannot query field "warmth" on type "Reading". Correct it, then start the export again.',
    ],
    [
      refusal('COST_EXCEEDED', 'The operation costs 9000.'),
      'Even one object a page costs too much: The operation costs 9000. Select less within the nodes, or smaller lists, then start the export again.',
    ],
    [
      refusal('NOT_FOUND', 'The ward is closed.', {}, ['readings', 'nodes', 3, 'ward']),
      'The graph answered with an error: The ward is closed (at readings.nodes.3.ward). Correct what it names, then start the export again.',
    ],
  ])('fails by %j, says what to do, and leaves no part of a file', async (answer, error) => {
    graph.padding = 'x'.repeat(100_000);
    graph.before = (_, after) => (after === '100' ? answer : undefined);
    const lims = exporter();
    const id = await lims.start();
    expect(await lims.until(id, 'FAILED')).toMatchObject({ error, url: null, progress: { objects: 100 } });
    await eventually(unfinished, (uploads) => uploads.length === 0);
    expect(await lims.lines(objects, id)).toBeNull();
  });

  it('rests until the next day when the quota of its client is used up, and goes on from where it was', async () => {
    graph.count = 400;
    graph.padding = 'x'.repeat(100_000);
    const spent = { is: true };
    graph.before = (_, after) => (spent.is && after === '200' ? refusal('RATE_LIMITED', 'The quota of today is used up.') : undefined);
    const lims = exporter();
    const id = await lims.start();
    const resting = await eventually(
      () => lims.read(id),
      (found) => found?.status === 'QUEUED',
    );
    expect(resting).toMatchObject({
      url: null,
      progress: { objects: 200 },
      error: expect.stringMatching(/^The client has used up what it may use in a day: .* goes on by itself after 2\d{3}-/) as string,
    });
    const [planned] = (await asOwner('select waits_until from exports where id = $1', [toUuid('export', id)])).rows as {
      waits_until: Date;
    }[];
    expect(planned?.waits_until.toISOString()).toMatch(/T00:(0\d|10):/);
    expect(await unfinished()).toHaveLength(1);

    // Its place is another's, which is not of the same client.
    const insurer = exporter(lims.tenant);
    graph.before = (_, after) => (after === '200' && spent.is ? Promise.reject(new Error('asked for too early')) : undefined);
    graph.count = 100;
    for (let others = 0; others < 3; others += 1) await insurer.until(await insurer.start(), 'COMPLETED');
    graph.count = 400;
    expect((await lims.read(id))?.status).toBe('QUEUED');

    spent.is = false;
    graph.asked.splice(0);
    await asOwner('update exports set waits_until = now() where id = $1', [toUuid('export', id)]);
    await asOwner(`update ${await jobsTable()} set run_at = now() where key = $1`, [`${lims.tenant.id}:resume-export:${id}`]);
    expect(await lims.until(id, 'COMPLETED')).toMatchObject({ error: null, progress: { objects: 400 } });
    expect(graph.asked[0]?.after).toBe('200');
    const lines = (await lims.lines(objects, id)) as { number: number }[];
    expect(lines.map(({ number }) => number)).toEqual(Array.from({ length: 400 }, (_, number) => number));
  });

  it('fails when the quota of some days is not enough for a part, and leaves nothing behind when it is cancelled while it rests', async () => {
    graph.before = (_, after) => (after === '100' ? refusal('RATE_LIMITED', 'The quota of today is used up.') : undefined);
    const [lims, insurer] = [exporter(), exporter()];
    const [id, other] = [await lims.start(), await insurer.start()];
    const rests = (who: Exporter, which: string) =>
      eventually(
        () => who.read(which),
        (found) => found?.status === 'QUEUED',
      );
    await rests(lims, id);
    await asOwner('update export_progress set rests = 2 where export_id = $1', [toUuid('export', id)]);
    await asOwner('update exports set waits_until = now() where id = $1', [toUuid('export', id)]);
    await asOwner(`update ${await jobsTable()} set run_at = now() where key = $1`, [`${lims.tenant.id}:resume-export:${id}`]);
    expect((await lims.until(id, 'FAILED')).error).toMatch(/On 3 days in a row that was not enough/);

    await rests(insurer, other);
    await insurer.cancel(other);
    await asOwner(`update ${await jobsTable()} set run_at = now() where key = $1`, [`${insurer.tenant.id}:discard-export:${other}`]);
    await eventually(unfinished, (uploads) => uploads.length === 0);
  });

  it('does not blame the store for files for what is wrong with us', async () => {
    const lims = exporter();
    const waiting = gate();
    graph.before = async () => {
      await waiting.wait();
      // What has no JSON.
      return { data: { readings: { nodes: [1n], pageInfo: { hasNextPage: false, endCursor: '1' } } } } as unknown as ExecutionResult<never>;
    };
    const id = await lims.start();
    await asOwner('update export_progress set setbacks = 7 where export_id = $1', [toUuid('export', id)]);
    waiting.open();
    expect((await lims.until(id, 'FAILED')).error).toBe(
      'It was tried for a long while in vain: Something went wrong on our side; tell support, with the id of this export. Start the export again later.',
    );
  });

  it('is not begun by a query that cannot be exported', async () => {
    const lims = exporter();
    expect(await lims.tryToStart({ query: '{ now }' })).toEqual({
      export: null,
      userErrors: [
        { code: 'INVALID', message: 'now is no list: select one that has nodes { … } or edges { node { … } }.', field: ['input', 'query'] },
      ],
    });
    expect((await lims.tryToStart({ variables: ['ward'] })).userErrors).toMatchObject([
      { message: 'Variables are a JSON object, by their names.' },
    ]);
    expect((await lims.tryToStart({ variables: { text: 'x'.repeat(50_000) } })).userErrors).toMatchObject([{ code: 'INVALID' }]);
  });
});

describe('exports of a tenant', () => {
  it('run two at a time, in their order, and not by turns with those of others', async () => {
    const door = gate();
    graph.before = () => door.wait();
    const lims = exporter();
    const [first, second, third] = [await lims.start(), await lims.start(), await lims.start()];
    const other = exporter();
    const others = await other.start();
    await eventually(
      () => Promise.resolve(door.waiting()),
      (count) => count === 3,
    );
    const statuses = () => Promise.all([first, second, third].map(async (id) => (await lims.read(id))?.status));
    expect([...(await statuses()), (await other.read(others))?.status]).toEqual(['RUNNING', 'RUNNING', 'QUEUED', 'RUNNING']);
    await lims.cancel(first);
    expect(await statuses()).toEqual(['CANCELLED', 'RUNNING', 'RUNNING']);
    door.open();
    await lims.until(second, 'COMPLETED');
    await lims.until(third, 'COMPLETED');
    await other.until(others, 'COMPLETED');
    expect((await lims.read(first))?.status).toBe('CANCELLED');
  });

  it('keep no file from being deleted in time, however many of them hang', async () => {
    const keeper = exporter();
    const id = await keeper.start();
    await keeper.until(id, 'COMPLETED');
    const door = gate();
    graph.before = () => door.wait();
    const hanging: [Exporter, string][] = [];
    for (let tenants = 0; tenants < 8; tenants += 1) {
      const lims = exporter();
      hanging.push([lims, await lims.start()], [lims, await lims.start()]);
    }
    await eventually(
      () => Promise.resolve(door.waiting()),
      (count) => count === 16,
    );
    await asOwner('update exports set expires_at = now() where id = $1', [toUuid('export', id)]);
    await asOwner(`update ${await jobsTable()} set run_at = now() where key = $1`, [`${keeper.tenant.id}:discard-export:${id}`]);
    await keeper.until(id, 'EXPIRED');
    door.open();
    for (const [lims, each] of hanging) await lims.until(each, 'COMPLETED');
  });

  it('are not more than twenty of a client', async () => {
    const door = gate();
    graph.before = () => door.wait();
    const lims = exporter();
    const ids: string[] = [];
    for (let i = 0; i < 20; i += 1) ids.push(await lims.start());
    expect((await lims.tryToStart()).userErrors).toMatchObject([
      { code: 'LIMIT_REACHED', message: 'A client has at most 20 exports under way: wait for one, or cancel one.' },
    ]);
    for (const id of ids) await lims.cancel(id);
    door.open();
  });
});

describe('an export that is cancelled', () => {
  it('asks for no further page, and leaves nothing behind', async () => {
    const door = gate();
    graph.count = 1_000_000;
    graph.padding = 'x'.repeat(40_000);
    graph.before = (_, after) => (after === '300' ? door.wait() : undefined);
    const lims = exporter();
    const id = await lims.start();
    await eventually(
      () => Promise.resolve(door.waiting()),
      (count) => count === 1,
    );
    expect((await lims.cancel(id)).export).toMatchObject({ status: 'CANCELLED', url: null });
    const asked = graph.asked.length;
    door.open();
    const jobs = await jobsTable();
    const running = () => asOwner(`select 1 from ${jobs} where key = $1`, [`${lims.tenant.id}:run-export:${id}`]);
    await eventually(running, ({ rows }) => rows.length === 0);
    expect(graph.asked).toHaveLength(asked);
    expect(await unfinished()).toHaveLength(1);
    await asOwner(`update ${jobs} set run_at = now() where key = $1`, [`${lims.tenant.id}:discard-export:${id}`]);
    await eventually(unfinished, (uploads) => uploads.length === 0);
    expect(await lims.lines(objects, id)).toBeNull();
    expect((await lims.cancel(id)).userErrors).toMatchObject([
      { code: 'WRONG_STATE', message: 'This export is CANCELLED: only one that is QUEUED or RUNNING can be cancelled.' },
    ]);
  });
});

describe('a file', () => {
  it('is deleted when its time is over', async () => {
    const lims = exporter();
    const id = await lims.start();
    await lims.until(id, 'COMPLETED');
    await asOwner('update exports set expires_at = now() where id = $1', [toUuid('export', id)]);
    expect(await lims.read(id)).toMatchObject({ status: 'COMPLETED', url: null });
    await asOwner(`update ${await jobsTable()} set run_at = now() where key = $1`, [`${lims.tenant.id}:discard-export:${id}`]);
    await lims.until(id, 'EXPIRED');
    await eventually(
      () => lims.lines(objects, id),
      (lines) => lines === null,
    );
  });
});

it('exports are forgotten 30 days after they have ended, with what was asked for', async () => {
  const [lims, insurer] = [exporter(), exporter()];
  const [old, young, kept, other] = [await lims.start(), await lims.start(), await lims.start(), await insurer.start()];
  for (const id of [old, young, kept]) await lims.until(id, 'COMPLETED');
  await insurer.until(other, 'COMPLETED');
  const age = (id: string, status: string, days: number) =>
    asOwner('update exports set status = $2, ended_at = now() - make_interval(days => $3) where id = $1', [
      toUuid('export', id),
      status,
      days,
    ]);
  await age(old, 'EXPIRED', 31);
  await age(young, 'EXPIRED', 29);
  await age(kept, 'COMPLETED', 31);
  await age(other, 'EXPIRED', 31);
  await platform.crons?.find(({ name }) => name === 'forget-exports')?.handle(house.subgraph.database);
  const found = await Promise.all([lims.read(old), lims.read(young), lims.read(kept), insurer.read(other)]);
  expect(found.map((each) => each?.status ?? null)).toEqual([null, 'EXPIRED', 'COMPLETED', null]);
  const { rows } = await asOwner('select 1 from export_parts where export_id = any ($1)', [[old, other].map((id) => toUuid('export', id))]);
  expect(rows).toEqual([]);
});

async function jobsTable(): Promise<string> {
  const { rows } = await asOwner(
    "select format('%I.%I', schemaname, tablename) as name from pg_tables where tablename = '_private_jobs'",
    [],
  );
  return (rows as { name: string }[])[0]?.name ?? '';
}

describe('exports are seen', () => {
  const ids = async (who: Exporter, context = who.context) =>
    ((await who.ask<{ exports: { nodes: { id: string }[] } }>('{ exports { nodes { id } } }', {}, context)).data?.exports.nodes ?? []).map(
      ({ id }) => id,
    );

  it('by their client, by whoever sees the clients of the tenant, and by nobody else', async () => {
    const lims = exporter();
    const insurer = exporter(lims.tenant);
    const id = await lims.start();
    await lims.until(id, 'COMPLETED');
    const own = await insurer.start();
    const keeper = contextOf({ tenant: lims.tenant, permissions: ['clients:read'] });
    expect(await ids(lims)).toEqual([id]);
    expect(await ids(insurer)).toEqual([own]);
    expect(await ids(lims, keeper)).toEqual([own, id]);
    expect(await insurer.read(id)).toBeNull();
    expect(await lims.read(id, keeper)).toMatchObject({ id });
    const stranger = exporter(testTenant('copperbelt'), ['exports:run'], lims.clientId);
    expect([await ids(stranger), await stranger.read(id)]).toEqual([[], null]);
    const curious = contextOf({ tenant: lims.tenant, permissions: ['staff:read'] });
    await expect(lims.read(id, curious)).rejects.toThrow('clients:read');
    await expect(exporter(lims.tenant, [], lims.clientId).read(id)).rejects.toThrow('exports:run');
  });

  it('as entities by the same people', async () => {
    const lims = exporter();
    const id = await lims.start();
    const query = 'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Export { id status } } }';
    const entity = async (who: Exporter, context = who.context) =>
      (await who.ask<{ _entities: unknown[] }>(query, { of: [{ __typename: 'Export', id }] }, context)).data?._entities[0] ?? null;
    expect(await entity(lims)).toMatchObject({ id });
    expect(await entity(exporter(lims.tenant))).toBeNull();
    expect(await entity(exporter())).toBeNull();
    expect(await entity(lims, contextOf({ tenant: lims.tenant, permissions: ['staff:read'] }))).toBeNull();
  });

  it('and cancelled by them', async () => {
    const door = gate();
    graph.before = () => door.wait();
    const lims = exporter();
    const id = await lims.start();
    for (const who of [exporter(lims.tenant), exporter(testTenant('copperbelt'), ['exports:run'], lims.clientId)]) {
      expect((await who.cancel(id)).userErrors).toMatchObject([{ code: 'NOT_FOUND', message: 'There is no such export.' }]);
    }
    expect((await lims.cancel(newId('export'))).userErrors).toMatchObject([{ code: 'NOT_FOUND', message: 'There is no such export.' }]);
    expect((await lims.read(id))?.status).toBe('RUNNING');
    const admin = contextOf({ tenant: lims.tenant, permissions: ['clients:read', 'exports:run'] });
    expect((await lims.cancel(id, admin)).export).toMatchObject({ status: 'CANCELLED' });
    door.open();
  });

  it('but started by clients alone, which need the permission', async () => {
    const staff = contextOf({ tenant: testTenant('steppe'), permissions: ['exports:run'] });
    const mutation = 'mutation { startExport(input: { query: "{ readings { nodes { number } } }" }) { export { id } } }';
    expect((await exporter().ask(mutation, {}, staff)).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect((await exporter(undefined, ['orders:read']).ask(mutation)).errors).toMatchObject([
      { extensions: { code: 'FORBIDDEN', permission: 'exports:run' } },
    ]);
  });
});

describe('the file of an export', () => {
  const download = async (who: Exporter, id: string, more: Record<string, string> = {}, context = who.context) => {
    const { name, type, body } = await house.subgraph.runtime.download({ name: 'export', parameters: { id, ...more } }, context);
    const pieces: Uint8Array[] = [];
    for await (const piece of body) pieces.push(piece as Uint8Array);
    return { name, type, text: Buffer.concat(pieces).toString() };
  };

  it('is for its client alone, whole or in part', async () => {
    graph.count = 2;
    const lims = exporter();
    const id = await lims.start();
    await lims.until(id, 'COMPLETED');
    expect(await download(lims, id)).toEqual({
      name: `${id}.jsonl`,
      type: 'application/jsonl',
      text: '{"number":0,"note":""}\n{"number":1,"note":""}\n',
    });
    expect((await download(lims, id, { from: '2', to: '7' })).text).toBe('number');
    await expect(download(lims, id, { from: '7', to: '2' })).rejects.toThrow('whole numbers of bytes');
    await expect(download(lims, id, { from: '-1', to: 'x' })).rejects.toThrow('whole numbers of bytes');
    const owner = contextOf({ tenant: lims.tenant, permissions: ['exports:run', 'clients:read'] });
    for (const context of [
      exporter(lims.tenant).context,
      exporter(testTenant('copperbelt'), ['exports:run'], lims.clientId).context,
      owner,
    ])
      await expect(download(lims, id, {}, context)).rejects.toThrow('nothing for these parameters');
    await asOwner('update exports set expires_at = now() where id = $1', [toUuid('export', id)]);
    await expect(download(lims, id)).rejects.toThrow('nothing for these parameters');
  });
});
