import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { sql } from '#kernel/database/sql.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { openLogistics } from '../../testing/depot.js';
import { after, codes, done, messages, SterileDepartment } from '../testing/sterile-department.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openLogistics());
});
afterAll(() => subgraph.close());

const department = (programme: object = {}) => new SterileDepartment(subgraph, neighbours).open(programme);

/** At the branch, in Ulaanbaatar. */
const dayOf = (moment: Date) =>
  after(moment, 8 * 60)
    .toISOString()
    .slice(0, 10);

/** A set that is clean. */
async function cleanSet(house: SterileDepartment) {
  const set = await house.set();
  await house.clean(set.code);
  return set;
}

it('makes a set sterile until its packaging expires, and says by which load', async () => {
  const house = await department();
  const set = await cleanSet(house);
  const load = await house.released([set.code]);
  expect(load).toMatchObject({
    status: 'RELEASED',
    cycleNumber: 1,
    readings: 25,
    heldMinutes: 4,
    items: [{ code: set.code, setVersion: 1 }],
  });
  expect(load.number).toMatch(/^UB1-AC\d+-000001$/);
  expect(load.f0).toBeCloseTo(4 * 10 ** 1.34, 6);
  const [item] = load.items;
  const { sterilizationLoad } = await house.ask<{ sterilizationLoad: { finishedAt: string } }>(
    'query ($id: ID!) { sterilizationLoad(id: $id) { finishedAt } }',
    { id: load.id },
  );
  const days = (Date.parse(item?.sterileUntil ?? '') - Date.parse(dayOf(new Date(sterilizationLoad.finishedAt)))) / 86_400_000;
  expect(days).toBe(180);
  expect(item?.contents.map(({ instrumentId }) => instrumentId).toSorted()).toEqual(set.instrumentIds.toSorted());
  expect(await house.thing(set.code)).toMatchObject({ status: 'STERILE', sterileUntil: item?.sterileUntil });
  const { instrument } = await house.ask<{ instrument: object }>(
    'query ($id: ID!) { instrument(id: $id) { status cycles sterileUntil sterilizedBy { id } set { code } place { id } } }',
    { id: set.instrumentIds[0] },
  );
  expect(instrument).toEqual({
    status: 'STERILE',
    cycles: 1,
    sterileUntil: item?.sterileUntil,
    sterilizedBy: { id: load.id },
    set: { code: set.code },
    place: { id: house.branchId },
  });
  expect(await house.events('sterilization.released')).toMatchObject([{ subject: load.id, data: { number: load.number } }]);
});

describe('a load', () => {
  it('is numbered by its sterilizer without gaps, whatever is refused in between', async () => {
    const house = await department();
    const set = await cleanSet(house);
    const numbers: number[] = [];
    for (const code of [set.code, 'nobody', set.code, set.code]) {
      const { load } = await house.load('prepareLoad', { programmeId: house.programmeId, items: [{ code }] });
      if (load) numbers.push(load.cycleNumber);
    }
    const many = await Promise.all(Array.from({ length: 5 }, () => house.prepared([set.code])));
    expect([...numbers, ...many.map(({ cycleNumber }) => cycleNumber).toSorted((one, other) => one - other)]).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8,
    ]);
  });

  it('is changed before it begins, and not after', async () => {
    const house = await department();
    const [one, other] = [await cleanSet(house), await cleanSet(house)];
    const prepared = await house.prepared([one.code]);
    const changed = done(
      await house.load('changeLoad', { id: prepared.id, expectedVersion: prepared.version, items: [{ code: other.code }] }),
    );
    expect(changed.items.map(({ code }) => code)).toEqual([other.code]);
    const stale = await house.load('changeLoad', { id: prepared.id, expectedVersion: prepared.version, items: [{ code: one.code }] });
    expect(codes(stale)).toEqual(['STALE_VERSION']);
    const now = await house.loadNow(prepared.id);
    const running = await house.started(now);
    expect(
      codes(await house.load('changeLoad', { id: running.id, expectedVersion: running.version, items: [{ code: one.code }] })),
    ).toEqual(['WRONG_STATE']);
  });

  it('takes nothing but what is clean, whole, here and not worn out', async () => {
    const house = await department();
    const dirty = await house.set();
    const inSet = await house.ask<{ instrument: { code: string } }>('query ($id: ID!) { instrument(id: $id) { code } }', {
      id: dirty.instrumentIds[0],
    });
    expect(
      messages(await house.load('prepareLoad', { programmeId: house.programmeId, items: [{ code: inSet.instrument.code }] })),
    ).toContain('scan the set');
    const bare = await house.instrument({ packagingId: null });
    expect(messages(await house.load('prepareLoad', { programmeId: house.programmeId, items: [{ code: bare.code }] }))).toContain(
      'wrapped',
    );
    const worn = await house.instrument({ cycles: 10, mostCycles: 10 });
    const away = await house.instrument();
    await house.clean(worn.code, away.code);
    const load = await house.prepared([dirty.code, worn.code, away.code]);
    const elsewhere = house.addBranch();
    await house.done('moveInstruments', 'instruments { id }', { codes: [away.code], toBranchId: elsewhere });
    const refused = await house.load('startLoad', { id: load.id, expectedVersion: load.version });
    expect(codes(refused)).toEqual(['WRONG_STATE', 'WRONG_STATE', 'WRONG_STATE']);
    for (const part of ['is DIRTY', '10 of 10 cycles', 'at another branch']) expect(messages(refused)).toContain(part);
    expect(await house.thing(worn.code)).toMatchObject({ status: 'CLEAN' });
  });

  it('does not begin without what went out of sight of who runs it', async () => {
    const house = await department();
    const clinic: string = house.addBranch(undefined, { code: 'UB2' });
    const lent = await house.set([(await house.instrument({ branchId: clinic })).id], { branchId: clinic });
    const kept = await cleanSet(house);
    await house.clean(lent.code);
    const move = (toBranchId: string) => house.done('moveInstruments', 'sets { id }', { codes: [lent.code], toBranchId });
    await move(house.branchId);
    const runner = house.somebody({ branches: [house.branchId] });
    const items = [{ code: lent.code }, { code: kept.code }];
    const load = done(await house.load('prepareLoad', { programmeId: house.programmeId, items }, runner));
    await move(clinic);
    expect(await house.thing(lent.code, runner)).toBeNull();
    const start = (version: number) => house.load('startLoad', { id: load.id, expectedVersion: version }, runner);
    const refused = await start(load.version);
    expect(codes(refused)).toEqual(['WRONG_STATE']);
    expect(messages(refused)).toBe(`Suture set (${lent.code}) is not here any more: take it out of the load (changeLoad).`);
    expect(await house.thing(kept.code)).toMatchObject({ status: 'CLEAN' });
    const without = { id: load.id, expectedVersion: load.version, items: [{ code: kept.code }] };
    const changed = done(await house.load('changeLoad', without, runner));
    expect(done(await start(changed.version)).status).toBe('RUNNING');
  });

  it('has its things to itself, and its sterilizer too', async () => {
    const house = await department();
    const [set, other] = [await cleanSet(house), await cleanSet(house)];
    const [first, second, third] = [await house.prepared([set.code]), await house.prepared([set.code]), await house.prepared([other.code])];
    await house.started(first);
    expect(messages(await house.load('startLoad', { id: second.id, expectedVersion: second.version }))).toContain('IN_LOAD');
    expect(messages(await house.load('startLoad', { id: third.id, expectedVersion: third.version }))).toContain('Another load runs');
    expect(messages(await house.step('QUARANTINED', [set.code], { reason: 'Bent' }))).toContain('is IN_LOAD');
  });

  it('begins after the one before it was over, whenever that is recorded', async () => {
    const house = await department();
    const [set, other] = [await cleanSet(house), await cleanSet(house)];
    const at = house.nextCycle();
    const first = await house.started(await house.prepared([set.code]), at);
    done(await house.load('finishLoad', { id: first.id, expectedVersion: first.version, at: after(at, 60) }));
    const second = await house.prepared([other.code]);
    const start = (minutes: number) => house.load('startLoad', { id: second.id, expectedVersion: second.version, at: after(at, minutes) });
    for (const minutes of [-10, 0, 59]) expect(messages(await start(minutes))).toContain('Another load was in this sterilizer');
    expect(await house.thing(other.code)).toMatchObject({ status: 'CLEAN' });
    expect(codes(await start(60))).toEqual([]);
  });

  it('is of the day on which its cycle began, when its sterilizer was validated still', async () => {
    const house = await department();
    const at = house.nextCycle();
    const began = after(at, -3 * 24 * 60);
    const sterilizers = await house.ask<{ sterilizers: { id: string; version: number }[] }>('{ sterilizers { id version } }');
    const [sterilizer] = sterilizers.sterilizers;
    const validated = { id: sterilizer?.id, expectedVersion: sterilizer?.version, validatedUntil: dayOf(after(began, 24 * 60)) };
    await house.done('updateSterilizer', 'sterilizer { id }', validated);
    const set = await cleanSet(house);
    const { id, version } = await house.prepared([set.code]);
    const start = (moment: Date) => house.load('startLoad', { id, expectedVersion: version, at: moment });
    expect(messages(await start(at))).toContain(`validated until ${validated.validatedUntil}, and the cycle began on ${dayOf(at)}`);
    done(await start(began));
    const { version: running } = done(
      await house.load('recordCycleReadings', { loadId: id, readings: house.readings(134.5, 4, after(began, 1)) }),
    );
    done(await house.load('finishLoad', { id, expectedVersion: running, at: after(began, 9) }));
    const indicators = [{ code: set.code, class: 5, result: 'PASS' }];
    const finished = done(await house.load('recordChemicalIndicators', { loadId: id, indicators }));
    expect(done(await house.release(finished)).status).toBe('RELEASED');
  });

  it('that was called off in its cycle keeps no other one out', async () => {
    const house = await department();
    const [set, other] = [await cleanSet(house), await cleanSet(house)];
    const { id, version } = await house.started(await house.prepared([set.code]));
    done(await house.load('rejectLoad', { id, expectedVersion: version, reason: 'Power cut' }, house.releaser));
    expect((await house.started(await house.prepared([other.code]))).status).toBe('RUNNING');
  });

  it('goes one step after the other, by people who have read it', async () => {
    const house = await department();
    const set = await cleanSet(house);
    const load = await house.prepared([set.code]);
    const step = (mutation: string, more: object = {}, context = house.runner) =>
      house.load(mutation, { id: load.id, expectedVersion: load.version, ...more }, context);
    expect(codes(await step('finishLoad'))).toEqual(['WRONG_STATE']);
    expect(codes(await step('releaseLoad', {}, house.releaser))).toEqual(['WRONG_STATE']);
    expect(codes(await house.load('recordCycleReadings', { loadId: load.id, readings: house.readings(134, 1) }))).toEqual(['WRONG_STATE']);
    expect(codes(await step('startLoad', { expectedVersion: 7 }))).toEqual(['STALE_VERSION']);
    expect(codes(await step('startLoad', { id: newId('sterilizationload') }))).toEqual(['NOT_FOUND']);
    expect(messages(await step('startLoad', { at: new Date(Date.now() + 3_600_000) }))).toContain('set the clock');
    expect(messages(await step('startLoad', { at: new Date(Date.now() - 8 * 86_400_000) }))).toContain('within a week');
    const machine = { ...house.runner, actor: { kind: 'client', id: newId('client'), sessionId: null } } as typeof house.runner;
    expect(codes(await step('startLoad', {}, machine))).toEqual(['NOT_ALLOWED']);
    const at = house.nextCycle();
    const running = await house.started(load, at);
    const tooEarly = { id: load.id, expectedVersion: running.version, at: after(at, -1) };
    expect(messages(await house.load('finishLoad', tooEarly))).toContain('it ends later');
  });

  it('names the task and the order for which it is done, and the task names it', async () => {
    const house = await department();
    const set = await cleanSet(house);
    const [taskId, orderId] = [newId('task'), newId('order')];
    await house.system(house.branchId, async (transaction) => {
      await transaction.rows(sql`insert into tasks (id, branch_id, number, kind, status, priority, order_id, order_key)
        values (${toUuid('task', taskId)}, ${toUuid('branch', house.branchId)}, 'UB1-T-000001', 'STERILIZE', 'UNASSIGNED', 'ROUTINE',
          ${toUuid('order', orderId)}, 'fetch')`);
    });
    const load = await house.prepared([set.code], { taskId });
    const { task } = await house.ask<{ task: object }>(
      'query ($id: ID!) { task(id: $id) { sterilizationLoads { id task { id } order { id } } } }',
      { id: taskId },
    );
    expect(task).toEqual({ sterilizationLoads: [{ id: load.id, task: { id: taskId }, order: { id: orderId } }] });
    const items = [{ code: set.code }];
    const { programmeId } = house;
    expect(codes(await house.load('prepareLoad', { programmeId, items, taskId: newId('task') }))).toEqual(['NOT_FOUND']);
    const stranger = newId('order');
    neighbours.missing.add(stranger);
    expect(codes(await house.load('prepareLoad', { programmeId, items, orderId: stranger }))).toEqual(['NOT_FOUND']);
    expect(codes(await house.load('prepareLoad', { programmeId: newId('programme'), items }))).toEqual(['NOT_FOUND']);
  });
});

describe('the readings', () => {
  it('converge, however often, in whatever parts and order they come', async () => {
    const [house, elsewhere] = [await department(), await department()];
    const [one, other] = [await cleanSet(house), await cleanSet(elsewhere)];
    const first = await house.started(await house.prepared([one.code]));
    const readings = house.readings(134.2, 5).map((reading, index) => ({ ...reading, celsius: 120 + ((index * 7) % 19) }));
    const lower = readings.slice(3, 9).map((reading) => ({ ...reading, celsius: reading.celsius - 2 }));
    done(await house.load('recordCycleReadings', { loadId: first.id, readings: [...readings, ...lower] }));
    const second = await elsewhere.started(await elsewhere.prepared([other.code]));
    for (const part of [lower, readings.slice(10), readings.toReversed(), readings.slice(0, 12)])
      done(await elsewhere.load('recordCycleReadings', { loadId: second.id, readings: part }));
    const figures = async (at: SterileDepartment, id: string) => {
      const { f0, heldMinutes, readings: count } = await at.loadNow(id);
      return { f0, heldMinutes, count };
    };
    expect(await figures(elsewhere, second.id)).toEqual(await figures(house, first.id));
    expect((await figures(house, first.id)).count).toBe(31);
  });

  it('count for the load in whose cycle they are, of a log that runs on from one to the next', async () => {
    const house = await department();
    const [hot, cold] = [await cleanSet(house), await cleanSet(house)];
    const [first, second] = [house.nextCycle(), house.nextCycle()];
    const log = [...house.readings(134.5, 4, after(first, 1)), ...house.readings(60, 3, after(second, 1))];
    const run = async (code: string, at: Date) => {
      const { id } = await house.started(await house.prepared([code]), at);
      done(await house.load('recordCycleReadings', { loadId: id, readings: log }));
      const { version } = await house.loadNow(id);
      const finished = done(await house.load('finishLoad', { id, expectedVersion: version, at: after(at, 9) }));
      return done(await house.load('recordChemicalIndicators', { loadId: finished.id, indicators: [{ code, class: 5, result: 'PASS' }] }));
    };
    const sterile = await run(hot.code, first);
    expect(sterile).toMatchObject({ heldMinutes: 4, readings: log.length });
    expect(sterile.f0).toBeCloseTo(4 * 10 ** 1.34, 6);
    const unsterile = await run(cold.code, second);
    expect(unsterile).toMatchObject({ heldMinutes: 0, readings: log.length });
    expect(unsterile.f0).toBeLessThan(0.01);
    expect(messages(await house.release(unsterile))).toContain('for 0.00 minutes without a break');
    expect(done(await house.release(sterile)).status).toBe('RELEASED');
  });

  it('count no more when it is said later that the cycle was over before them', async () => {
    const house = await department();
    const at = house.nextCycle();
    const { id } = await house.started(await house.prepared([(await cleanSet(house)).code]), at);
    const recorded = done(await house.load('recordCycleReadings', { loadId: id, readings: house.readings(134.5, 4, after(at, 1)) }));
    expect(recorded).toMatchObject({ heldMinutes: 4 });
    const finished = done(await house.load('finishLoad', { id, expectedVersion: recorded.version, at: after(at, 3) }));
    expect(finished).toMatchObject({ heldMinutes: 2, readings: 25 });
  });

  it('are 1 to 5000 of this cycle, of what a chamber can be', async () => {
    const house = await department();
    const load = await house.started(await house.prepared([(await cleanSet(house)).code]));
    const record = (readings: object[]) => house.load('recordCycleReadings', { loadId: load.id, readings });
    const at = new Date();
    const many = Array.from({ length: 5001 }, (_, index) => ({ at: new Date(at.getTime() - index), celsius: 134 }));
    for (const wrong of [[], many, [{ at: new Date(0), celsius: 134 }], [{ at, celsius: 301 }], [{ at, celsius: 134, kilopascal: -1 }]])
      expect(codes(await record(wrong))).toEqual(['INVALID']);
    expect(done(await record(many.slice(1))).readings).toBe(5000);
    const { sterilizationLoad } = await house.ask<{ sterilizationLoad: { cycle: unknown[] } }>(
      'query ($id: ID!) { sterilizationLoad(id: $id) { cycle { at celsius kilopascal } } }',
      { id: load.id },
    );
    expect(sterilizationLoad.cycle).toHaveLength(500);
  });
});

describe('is not released', () => {
  it('for any of the reasons, which are told together', async () => {
    const house = await department({ biologicalIndicator: true });
    const [failed, unread] = [await cleanSet(house), await cleanSet(house)];
    const running = await house.started(await house.prepared([failed.code, unread.code]));
    done(await house.load('recordCycleReadings', { loadId: running.id, readings: house.readings(120, 10) }));
    const { version } = await house.loadNow(running.id);
    const finished = done(await house.load('finishLoad', { id: running.id, expectedVersion: version }));
    done(
      await house.load('recordChemicalIndicators', { loadId: running.id, indicators: [{ code: failed.code, class: 4, result: 'FAIL' }] }),
    );
    const sterilizers = await house.ask<{ sterilizers: { id: string; version: number }[] }>('{ sterilizers { id version } }');
    const [sterilizer] = sterilizers.sterilizers;
    const validated = { id: sterilizer?.id, expectedVersion: sterilizer?.version, validatedUntil: '2020-01-31' };
    await house.done('updateSterilizer', 'sterilizer { id }', validated);
    const refused = await house.release(finished);
    expect(refused.userErrors.map(({ message }) => message)).toEqual([
      expect.stringContaining('at 134 °C or above for 0.00 minutes without a break, and 3 are asked for'),
      expect.stringContaining('F0 is 7.76 minutes, and at least 15'),
      expect.stringContaining(`class 4 of Suture set (${failed.code}) failed`),
      expect.stringContaining(`No chemical indicator of Suture set (${unread.code})`),
      expect.stringContaining('asks for a biological indicator'),
      expect.stringContaining('validated until 2020-01-31'),
    ]);
    expect(await house.thing(failed.code)).toMatchObject({ status: 'IN_LOAD' });
    expect(await house.events('sterilization.released')).toEqual([]);
  });

  it('without readings', async () => {
    const house = await department();
    const set = await cleanSet(house);
    const running = await house.started(await house.prepared([set.code]));
    const finished = done(await house.load('finishLoad', { id: running.id, expectedVersion: running.version }));
    expect(messages(await house.release(finished))).toContain('Nothing was recorded of the cycle');
  });

  it('by who ran it, which the database holds too', async () => {
    const house = await department();
    const load = await house.finished([(await cleanSet(house)).code]);
    expect(codes(await house.release(load, {}, house.runner))).toEqual(['NOT_ALLOWED']);
    const reject = { id: load.id, expectedVersion: load.version, reason: 'Wet' };
    expect(codes(await house.load('rejectLoad', reject, house.runner))).toEqual(['NOT_ALLOWED']);
    const forged = house.system(house.branchId, async (transaction) => {
      await transaction.rows(sql`update sterilization_loads set status = 'RELEASED', decided_at = now(), decided_by = started_by
        where id = ${toUuid('sterilizationload', load.id)}`);
    });
    await expect(forged).rejects.toThrow('sterilization_loads_two_people');
  });

  it('twice: of two at once one is first', async () => {
    const house = await department();
    const load = await house.finished([(await cleanSet(house)).code]);
    const answers = await Promise.all([house.release(load), house.release(load, {}, house.somebody()), house.release(load)]);
    expect(answers.filter(({ load: released }) => released !== null)).toHaveLength(1);
    expect(answers.flatMap(codes)).toEqual(['WRONG_STATE', 'WRONG_STATE']);
    expect(await house.events('sterilization.released')).toHaveLength(1);
  });

  it('nor is one released and rejected at once', async () => {
    const house = await department();
    const set = await cleanSet(house);
    const load = await house.finished([set.code]);
    const reject = { id: load.id, expectedVersion: load.version, reason: 'Wet' };
    await Promise.all([house.release(load), house.load('rejectLoad', reject, house.releaser)]);
    const { status } = await house.loadNow(load.id);
    expect(await house.thing(set.code)).toMatchObject({ status: status === 'RELEASED' ? 'STERILE' : 'DIRTY' });
  });
});

describe('a rejected load', () => {
  it('leaves its contents to be cleaned, or set aside', async () => {
    const house = await department();
    const [wet, torn] = [await cleanSet(house), await cleanSet(house)];
    for (const [{ code }, quarantine, status] of [
      [wet, false, 'DIRTY'],
      [torn, true, 'QUARANTINED'],
    ] as const) {
      const { id, version } = await house.finished([code]);
      const rejected = await house.load('rejectLoad', { id, expectedVersion: version, reason: 'Wet packs', quarantine }, house.releaser);
      expect(done(rejected).status).toBe('REJECTED');
      expect(await house.thing(code)).toMatchObject({ status, statusReason: expect.stringContaining('Wet packs') as string });
    }
    expect(await house.events('sterilization.rejected')).toHaveLength(2);
  });

  it('says why, and may be one that has not begun, whose contents stay as they are', async () => {
    const house = await department();
    const set = await cleanSet(house);
    const { id, version } = await house.prepared([set.code]);
    expect(codes(await house.load('rejectLoad', { id, expectedVersion: version, reason: ' ' }, house.releaser))).toEqual(['REQUIRED']);
    expect(done(await house.load('rejectLoad', { id, expectedVersion: version, reason: 'Planned twice' }, house.releaser)).status).toBe(
      'REJECTED',
    );
    expect(await house.thing(set.code)).toMatchObject({ status: 'CLEAN' });
  });
});

describe('an indicator', () => {
  it('of a package stays as it was read', async () => {
    const house = await department();
    const set = await cleanSet(house);
    const { id } = await house.finished([set.code]);
    const record = (indicator: object) =>
      house.load('recordChemicalIndicators', { loadId: id, indicators: [{ code: set.code, class: 5, result: 'PASS', ...indicator }] });
    expect(codes(await record({}))).toEqual([]);
    expect(messages(await record({ result: 'FAIL' }))).toContain('was read as PASS, and stays so');
    expect(codes(await record({ class: 7 }))).toEqual(['INVALID']);
    expect(codes(await record({ code: 'nobody' }))).toEqual(['NOT_FOUND']);
  });

  it('that is not read yet lets the load go only for a reason, which is kept', async () => {
    const house = await department({ biologicalIndicator: true });
    const load = await house.finished([(await cleanSet(house)).code]);
    const incubated = await house.run<{ indicator: { id: string } }>(
      'incubateBiologicalIndicator',
      'indicator { id status }',
      { loadId: load.id, lotNumber: 'BI-7' },
      house.runner,
    );
    expect(incubated.indicator).toMatchObject({ status: 'INCUBATING' });
    expect(messages(await house.release(load))).toContain('earlyReleaseReason');
    expect(done(await house.release(load, { earlyReleaseReason: 'Emergency caesarean' })).status).toBe('RELEASED');
    const read = (result: string) =>
      house.run('readBiologicalIndicator', 'indicator { id status }', { id: incubated.indicator.id, result });
    expect(codes(await read('INCUBATING'))).toEqual(['INVALID']);
    expect(codes(await read('NEGATIVE'))).toEqual([]);
    expect(codes(await read('POSITIVE'))).toEqual(['WRONG_STATE']);
    const { sterilizationLoad } = await house.ask<{ sterilizationLoad: object }>(
      'query ($id: ID!) { sterilizationLoad(id: $id) { status earlyReleaseReason biologicalIndicators { status lotNumber readBy { id } } } }',
      { id: load.id },
    );
    expect(sterilizationLoad).toEqual({
      status: 'RELEASED',
      earlyReleaseReason: 'Emergency caesarean',
      biologicalIndicators: [{ status: 'NEGATIVE', lotNumber: 'BI-7', readBy: { id: house.context.actor.id } }],
    });
  });

  it('that is positive keeps a load from being released', async () => {
    const house = await department();
    const load = await house.finished([(await cleanSet(house)).code]);
    const { indicator } = await house.run<{ indicator: { id: string } }>('incubateBiologicalIndicator', 'indicator { id }', {
      loadId: load.id,
      lotNumber: 'BI-8',
    });
    await house.done('readBiologicalIndicator', 'indicator { id }', { id: indicator.id, result: 'POSITIVE' });
    expect(messages(await house.release(load, { earlyReleaseReason: 'Hurry' }))).toBe('The biological indicator of lot BI-8 is positive.');
  });
});
