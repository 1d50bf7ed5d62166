import pg from 'pg';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { sql } from '#kernel/database/sql.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { planOf } from '#kernel/testing/query-plan.js';
import { openLogistics } from '../../testing/depot.js';
import { usesOfLoads } from '../loads/reach-queries.js';
import { codes, done, messages, SterileDepartment } from '../testing/sterile-department.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openLogistics());
});
afterAll(() => subgraph.close());

const department = () => new SterileDepartment(subgraph, neighbours).open();

interface SetAnswer {
  readonly set: { readonly id: string; readonly version: number; readonly contentsVersion: number } | null;
}

describe('an instrument', () => {
  it('is known by its UDI however that is scanned, once in the tenant', async () => {
    const house = await department();
    const { id, code } = await house.instrument({ code: ']d2010950110153000321A7' });
    expect(code).toBe('(01)09501101530003(21)A7');
    expect(await house.thing('010950110153000321A7')).toMatchObject({ id });
    const again = { branchId: house.branchId, code: '(01)09501101530003(21)A7', name: 'Scissors' };
    expect(codes(await house.run('registerInstrument', 'instrument { id }', again))).toEqual(['TAKEN']);
    const { id: one } = await house.instrument({ packagingId: null });
    const asSet = { ...again, packagingId: house.packagingId, instrumentIds: [one] };
    expect(codes(await house.run('assembleInstrumentSet', 'set { id }', asSet))).toEqual(['TAKEN']);
  });

  it('is refused for what cannot be right', async () => {
    const house = await department();
    const stranger = newId('product');
    neighbours.missing.add(stranger);
    const wrong: [more: object, code: string][] = [
      [{ code: '(01)09501101530003' }, 'INVALID'],
      [{ name: ' ' }, 'REQUIRED'],
      [{ name: 'x'.repeat(201) }, 'INVALID'],
      [{ cycles: -1 }, 'INVALID'],
      [{ mostCycles: 0 }, 'INVALID'],
      [{ productId: stranger }, 'NOT_FOUND'],
      [{ packagingId: newId('packaging') }, 'NOT_FOUND'],
      [{ branchId: newId('branch') }, 'NOT_FOUND'],
    ];
    for (const [more, code] of wrong) {
      const input = { branchId: house.branchId, code: 'I-X', name: 'Scissors', ...more };
      expect([more, codes(await house.run('registerInstrument', 'instrument { id }', input))]).toEqual([more, [code]]);
    }
  });

  it('goes from step to step, and none is skipped', async () => {
    const house = await department();
    const { code } = await house.instrument();
    const step = async (name: string, more: object = {}) => {
      const answer = await house.step(name, [code], more);
      return [codes(answer)[0] ?? 'DONE', (await house.thing(code))?.status];
    };
    expect(await step('OPENED')).toEqual(['WRONG_STATE', 'DIRTY']);
    expect(await step('CLEANED')).toEqual(['DONE', 'CLEAN']);
    expect(await step('SOILED')).toEqual(['DONE', 'DIRTY']);
    expect(await step('CLEARED', { reason: 'Well' })).toEqual(['WRONG_STATE', 'DIRTY']);
    expect(await step('QUARANTINED', { reason: 'Bent' })).toEqual(['DONE', 'QUARANTINED']);
    expect(await step('CLEANED')).toEqual(['WRONG_STATE', 'QUARANTINED']);
    expect(await step('CLEARED')).toEqual(['REQUIRED', 'QUARANTINED']);
    expect(await step('CLEARED', { reason: 'Straightened' })).toEqual(['DONE', 'DIRTY']);
    expect(await step('RETIRED', { reason: 'Worn' })).toEqual(['DONE', 'RETIRED']);
    expect(await step('CLEANED')).toEqual(['WRONG_STATE', 'RETIRED']);
  });

  it('shows the loads in which it was', async () => {
    const house = await department();
    const set = await house.set();
    await house.clean(set.code);
    const load = await house.released([set.code]);
    const { sterilizationLoads } = await house.ask<{ sterilizationLoads: object }>(
      'query ($id: ID!) { sterilizationLoads(filter: {instrumentId: $id}) { nodes { number } } }',
      { id: set.instrumentIds[0] },
    );
    expect(sterilizationLoads).toEqual({ nodes: [{ number: load.number }] });
  });
});

describe('a set', () => {
  it('takes instruments from another one, of which a version is kept too', async () => {
    const house = await department();
    const [one, other] = [await house.set(), await house.set()];
    const [moved = ''] = one.instrumentIds;
    const now = await house.thing(other.code);
    const changed = { id: other.id, expectedVersion: now?.version, instrumentIds: [...other.instrumentIds, moved] };
    await house.done('changeInstrumentSet', 'set { id }', changed);
    const { instrumentSets } = await house.ask<{ instrumentSets: { nodes: { code: string; versions: object }[] } }>(
      '{ instrumentSets { nodes { code versions { number contents { instrumentId } } } } }',
    );
    const contents = (ids: readonly string[]) => ids.map((instrumentId) => ({ instrumentId }));
    const versionsOf = (code: string) => instrumentSets.nodes.find((set) => set.code === code)?.versions;
    expect(versionsOf(one.code)).toEqual([
      { number: 1, contents: contents(one.instrumentIds) },
      { number: 2, contents: contents(one.instrumentIds.slice(1)) },
    ]);
    expect(versionsOf(other.code)).toEqual([
      { number: 1, contents: contents(other.instrumentIds) },
      { number: 2, contents: contents([...other.instrumentIds, moved]) },
    ]);
    expect(codes(await house.run('changeInstrumentSet', 'set { id }', changed))).toEqual(['STALE_VERSION']);
  });

  it('is as clean as the least clean of its instruments', async () => {
    const house = await department();
    const [clean, dirty] = [await house.instrument(), await house.instrument()];
    await house.clean(clean.code);
    expect(await house.thing((await house.set([clean.id])).code)).toMatchObject({ status: 'CLEAN' });
    const again = await house.instrument();
    await house.clean(again.code);
    expect(await house.thing((await house.set([again.id, dirty.id])).code)).toMatchObject({ status: 'DIRTY' });
    expect(await house.thing(again.code)).toMatchObject({ status: 'DIRTY' });
  });

  it('is not taken apart while it is sterile, and takes nothing that is elsewhere or set aside', async () => {
    const house = await department();
    const [sterile, open] = [await house.set(), await house.set()];
    await house.clean(sterile.code);
    await house.released([sterile.code]);
    const version = async (code: string) => (await house.thing(code))?.version;
    const change = async (set: { id: string; code: string }, instrumentIds: readonly string[]) =>
      house.run<SetAnswer>('changeInstrumentSet', 'set { id version contentsVersion }', {
        id: set.id,
        expectedVersion: await version(set.code),
        instrumentIds,
      });
    expect(messages(await change(sterile, open.instrumentIds))).toContain('is STERILE: only what is DIRTY or CLEAN');
    expect(messages(await change(open, sterile.instrumentIds))).toContain('is STERILE');
    const [away, bent] = [await house.instrument(), await house.instrument()];
    await house.done('moveInstruments', 'sets { id }', { codes: [away.code], toBranchId: house.addBranch() });
    await house.done('recordInstrumentStep', 'sets { id }', { codes: [bent.code], step: 'QUARANTINED', reason: 'Bent' });
    const refused = await change(open, [away.id, bent.id, newId('instrument')]);
    expect(codes(refused)).toEqual(['NOT_FOUND', 'WRONG_STATE', 'WRONG_STATE']);
    expect(codes(await change(open, []))).toEqual(['INVALID']);
    expect(
      codes(
        await house.run('changeInstrumentSet', 'set { id }', { id: newId('instrumentset'), expectedVersion: 1, instrumentIds: [away.id] }),
      ),
    ).toEqual(['NOT_FOUND']);
    expect((await house.thing(open.code))?.status).toBe('DIRTY');
  });

  it('that is retired lets its instruments go, those that are set aside still so', async () => {
    const house = await department();
    const [worn, recalled] = [await house.set(), await house.set()];
    await house.done('recordInstrumentStep', 'sets { id }', { codes: [recalled.code], step: 'QUARANTINED', reason: 'Recalled' });
    await house.done('recordInstrumentStep', 'sets { id }', { codes: [worn.code, recalled.code], step: 'RETIRED', reason: 'Rust' });
    const query = 'query ($id: ID!) { instrument(id: $id) { status set { id } } }';
    expect(await house.ask(query, { id: worn.instrumentIds[0] })).toEqual({ instrument: { status: 'DIRTY', set: null } });
    expect(await house.ask(query, { id: recalled.instrumentIds[0] })).toEqual({ instrument: { status: 'QUARANTINED', set: null } });
    const again = await house.set(worn.instrumentIds);
    expect(await house.thing(again.code)).toMatchObject({ status: 'DIRTY' });
  });

  it('that gave its last instrument away is not sterilized', async () => {
    const house = await department();
    const [empty, full] = [await house.set(), await house.set()];
    await house.clean(empty.code);
    const load = await house.prepared([empty.code]);
    const { version } = (await house.thing(full.code)) ?? {};
    const all = { id: full.id, expectedVersion: version, instrumentIds: [...full.instrumentIds, ...empty.instrumentIds] };
    await house.done('changeInstrumentSet', 'set { id }', all);
    expect(messages(await house.load('startLoad', { id: load.id, expectedVersion: load.version }))).toContain('is empty');
  });
});

describe('a sterilizer', () => {
  it('and its programmes are refused for what cannot be right', async () => {
    const house = await department();
    const device = {
      branchId: house.branchId,
      code: 'AX',
      name: 'Autoclave',
      method: 'STEAM',
      serialNumber: '1',
      validatedUntil: '2099-01-01',
    };
    const add = (more: object) => house.run('addSterilizer', 'sterilizer { id }', { ...device, ...more });
    expect(codes(await add({ code: 'ax 1' }))).toEqual(['INVALID']);
    expect(codes(await add({ serialNumber: ' ' }))).toEqual(['REQUIRED']);
    expect(codes(await add({}))).toEqual([]);
    expect(codes(await add({}))).toEqual(['TAKEN']);
    const plasma = await house.sterilizer({ method: 'PLASMA' });
    const programme = { sterilizerId: house.sterilizerId, name: 'Short', celsius: 121, holdingMinutes: 15 };
    const wrong: [more: object, code: string][] = [
      [{ celsius: 19 }, 'INVALID'],
      [{ holdingMinutes: 0 }, 'INVALID'],
      [{ minimumF0: 0 }, 'INVALID'],
      [{ sterilizerId: plasma, minimumF0: 15 }, 'INVALID'],
      [{ sterilizerId: newId('sterilizer') }, 'NOT_FOUND'],
      [{ name: 'WRAPPED' }, 'TAKEN'],
    ];
    for (const [more, code] of wrong)
      expect([more, codes(await house.run('addSterilizationProgramme', 'programme { id }', { ...programme, ...more }))]).toEqual([
        more,
        [code],
      ]);
    const packaging = { name: 'Double pouch', kind: 'POUCH', shelfDays: 30 };
    expect(codes(await house.run('addSterilePackaging', 'packaging { id }', packaging))).toEqual(['TAKEN']);
    expect(codes(await house.run('addSterilePackaging', 'packaging { id }', { ...packaging, name: 'Foil', shelfDays: 0 }))).toEqual([
      'INVALID',
    ]);
  });

  it('that is out of service, not validated, or whose programme ended runs no load', async () => {
    const house = await department();
    const set = await house.set();
    await house.clean(set.code);
    const load = await house.prepared([set.code]);
    const update = async (input: object) => {
      const { sterilizers } = await house.ask<{ sterilizers: { id: string; version: number }[] }>('{ sterilizers { id version } }');
      await house.done('updateSterilizer', 'sterilizer { id }', {
        id: house.sterilizerId,
        expectedVersion: sterilizers[0]?.version,
        ...input,
      });
    };
    const start = () => house.load('startLoad', { id: load.id, expectedVersion: load.version });
    await update({ validatedUntil: '2020-01-01' });
    expect(messages(await start())).toContain('validated until 2020-01-01');
    await update({ validatedUntil: '2099-01-01', active: false });
    expect(messages(await start())).toContain('out of service');
    const prepare = () => house.load('prepareLoad', { programmeId: house.programmeId, items: [{ code: set.code }] });
    expect(messages(await prepare())).toContain('out of service');
    await update({ active: true });
    await house.done('updateSterilizationProgramme', 'programme { id }', { id: house.programmeId, expectedVersion: 1, active: false });
    expect(messages(await prepare())).toContain('not run any more');
    expect(codes(await start())).toEqual([]);
  });

  it('of plasma has no F0', async () => {
    const house = await department();
    const set = await house.set();
    await house.clean(set.code);
    const sterilizerId = await house.sterilizer({ method: 'PLASMA' });
    const programmeId = await house.programme({ sterilizerId, celsius: 50, holdingMinutes: 3, minimumF0: null });
    const running = await house.started(await house.prepared([set.code], { programmeId }));
    const recorded = done(await house.load('recordCycleReadings', { loadId: running.id, readings: house.readings(52, 4) }));
    expect(recorded).toMatchObject({ f0: null, heldMinutes: 4 });
  });
});

it('reads lists of many loads and sets with as many statements as of one', async () => {
  const house = await department();
  const list = async (first: number) => {
    const before = subgraph.database.statementCount;
    await house.ask(
      `query ($first: Int) {
        sterilizationLoads(first: $first) { nodes { number sterilizer { name } programme { name } biologicalIndicators { status } cycle { celsius }
          items { code set { code } contents { code } chemicalIndicators { result } } reach { uses patients { uses } things { code } } } }
        instrumentSets(first: $first) { nodes { code instruments { code } versions { number } packaging { name } sterilizedBy { number } } } }`,
      { first },
    );
    return subgraph.database.statementCount - before;
  };
  for (let round = 0; round < 3; round += 1) {
    const set = await house.set();
    await house.clean(set.code);
    await house.released([set.code]);
    await house.used([set.code]);
  }
  expect(await list(3)).toBe(await list(1));
});

it('finds uses of a load, what expires and a code by their indexes, as the app role under its policies', async () => {
  const house = await department();
  const app = new pg.Client({ connectionString: subgraph.url });
  await app.connect();
  try {
    await app.query('set enable_seqscan = off');
    const indexesOf = async (statement: Parameters<typeof planOf>[2], branches?: readonly string[]) =>
      (await planOf(app, house.tenant, statement, branches && { branches })).flatMap((node) => node['Index Name'] ?? []);
    const load = toUuid('sterilizationload', newId('sterilizationload'));
    expect(await indexesOf(usesOfLoads([load]))).toEqual(expect.arrayContaining(['load_instruments_pkey', 'used_instruments_pkey']));
    const branches = [house.branchId];
    const expiring = sql`select id from instrument_sets where sterile_until < '2026-09-01'::date`;
    expect(await indexesOf(expiring, branches)).toEqual(['instrument_sets_expiring']);
    expect(await indexesOf(sql`select set_id from instrument_codes where code = 'S-1'`, branches)).toEqual(['instrument_codes_code']);
    const patient = sql`select id from instrument_uses where patient_id = ${toUuid('patient', newId('patient'))}`;
    expect(await indexesOf(patient, branches)).toEqual(['instrument_uses_of_patient']);
  } finally {
    await app.end();
  }
});
