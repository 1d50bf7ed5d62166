import { jest } from '@jest/globals';
import fc from 'fast-check';
import { Transaction } from '#kernel/database/transaction.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { newId } from '#kernel/graph/type-id.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { openLogistics } from '../../testing/depot.js';
import { codes, done, messages, SterileDepartment, type LoadAnswer } from '../testing/sterile-department.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openLogistics());
});
afterAll(() => subgraph.close());

const department = () => new SterileDepartment(subgraph, neighbours).open();

async function change(
  house: SterileDepartment,
  { id, code }: { id: string; code: string },
  instrumentIds: readonly string[],
): Promise<void> {
  const thing = await house.thing(code);
  await house.done('changeInstrumentSet', 'set { id }', { id, expectedVersion: thing?.version, instrumentIds });
}

async function sterilized(house: SterileDepartment, ...codesOf: string[]): Promise<LoadAnswer> {
  await house.clean(...codesOf);
  return house.released(codesOf);
}

const recall = (house: SterileDepartment, { id }: LoadAnswer, reason = 'Leaking door') =>
  house.load('recallLoad', { id, reason }, house.releaser);

it('sets aside what the load made sterile, and names every patient and order', async () => {
  const house = await department();
  const [used, kept] = [await house.set(), await house.set()];
  const load = await sterilized(house, used.code, kept.code);
  const [patientId, orderId] = [newId('patient'), newId('order')];
  await house.used([used.code], patientId, { orderId });
  expect(done(await recall(house, load)).status).toBe('RECALLED');
  for (const { code } of [used, kept])
    expect(await house.thing(code)).toMatchObject({
      status: 'QUARANTINED',
      statusReason: `Load ${load.number} was recalled: Leaking door`,
      sterileUntil: null,
    });
  const reach = await house.reach(load.id);
  expect(reach).toMatchObject({
    uses: 1,
    patients: [{ patient: { id: patientId }, isDirect: true, uses: 1 }],
    orders: [{ order: { id: orderId } }],
  });
  expect(reach.things.map(({ code }) => code).toSorted()).toEqual([used.code, kept.code].toSorted());
  expect(await house.events('sterilization.recalled')).toEqual([
    {
      subject: load.id,
      data: { loadId: load.id, number: load.number, reason: 'Leaking door', patients: 1, orders: 1, uses: 1, quarantined: 2 },
    },
  ]);
  expect(messages(await house.use([kept.code], { patientId }))).toContain('was recalled');
  expect(codes(await recall(house, load))).toEqual(['WRONG_STATE']);
});

it('follows an instrument into another set', async () => {
  const house = await department();
  const [one, other] = [await house.set(), await house.set()];
  const load = await sterilized(house, one.code);
  const [first, later, never] = [newId('patient'), newId('patient'), newId('patient')];
  await house.used([one.code], first);
  await change(house, other, [...other.instrumentIds, one.instrumentIds[0] ?? '']);
  const second = await sterilized(house, other.code);
  await house.used([other.code], later);
  await sterilized(house, one.code);
  await change(house, other, other.instrumentIds);
  await sterilized(house, other.code);
  await house.used([other.code], never);
  const reach = await house.reach(load.id);
  expect(reach.patients).toEqual([
    { patient: { id: first }, isDirect: true, uses: 1 },
    { patient: { id: later }, isDirect: false, uses: 1 },
  ]);
  // Through what it shared a load with, the other load reaches the patient of the other set's instruments too.
  expect((await house.reach(second.id)).patients.map(({ patient }) => patient.id)).toEqual([later, never]);
});

it('holds what a set was at the time of the load and of the use', async () => {
  const house = await department();
  const set = await house.set();
  const load = await sterilized(house, set.code);
  await house.used([set.code]);
  const extra = await house.instrument();
  await change(house, set, [extra.id]);
  const now = await house.loadNow(load.id);
  expect(now.items[0]).toMatchObject({ setVersion: 1 });
  expect(now.items[0]?.contents.map(({ instrumentId }) => instrumentId)).toEqual(set.instrumentIds);
  const { instrumentSet } = await house.ask<{ instrumentSet: object }>(
    'query ($id: ID!) { instrumentSet(id: $id) { contentsVersion instruments { id } versions { number contents { instrumentId } } } }',
    { id: set.id },
  );
  expect(instrumentSet).toEqual({
    contentsVersion: 2,
    instruments: [{ id: extra.id }],
    versions: [
      { number: 1, contents: set.instrumentIds.map((instrumentId) => ({ instrumentId })) },
      { number: 2, contents: [{ instrumentId: extra.id }] },
    ],
  });
});

it('reaches every branch, also for who sees only that of the load', async () => {
  const house = await department();
  const set = await house.set();
  const load = await sterilized(house, set.code);
  const clinic: string = house.addBranch(undefined, { code: 'UB2' });
  await house.done('moveInstruments', 'sets { id }', { codes: [set.code], toBranchId: clinic });
  const patientId = newId('patient');
  await house.used([set.code], patientId, { branchId: clinic });
  const here = house.somebody({ branches: [house.branchId] });
  expect(done(await house.load('recallLoad', { id: load.id, reason: 'Door' }, here)).status).toBe('RECALLED');
  expect(await house.reach(load.id, here)).toMatchObject({
    patients: [{ patient: { id: patientId } }],
    things: [{ code: set.code, status: 'QUARANTINED', place: { id: clinic } }],
  });
  const there = house.somebody({ branches: [clinic] });
  expect(codes(await house.load('recallLoad', { id: load.id, reason: 'Door' }, there))).toEqual(['NOT_FOUND']);
});

it('comes of itself with a positive biological indicator', async () => {
  const house = await department();
  const set = await house.set();
  await house.clean(set.code);
  const finished = await house.finished([set.code]);
  const { indicator } = await house.run<{ indicator: { id: string } }>('incubateBiologicalIndicator', 'indicator { id }', {
    loadId: finished.id,
    lotNumber: 'BI-7',
  });
  const load = done(await house.release(finished, { earlyReleaseReason: 'Emergency' }));
  await house.used([set.code]);
  await house.done('readBiologicalIndicator', 'indicator { id }', { id: indicator.id, result: 'POSITIVE' }, house.runner);
  expect(await house.loadNow(load.id)).toMatchObject({ status: 'RECALLED' });
  expect(await house.thing(set.code)).toMatchObject({ status: 'QUARANTINED' });
  expect(await house.events('sterilization.recalled')).toMatchObject([
    { data: { patients: 1, reason: 'The biological indicator of lot BI-7 is positive.' } },
  ]);
});

it('leaves alone what another load has sterilized since, or is about to', async () => {
  const house = await department();
  const [again, within, retired] = [await house.set(), await house.set(), await house.set()];
  const load = await sterilized(house, again.code, within.code, retired.code);
  await house.used([again.code, within.code, retired.code]);
  await sterilized(house, again.code);
  await house.clean(within.code);
  const running = await house.started(await house.prepared([within.code]));
  await house.done('recordInstrumentStep', 'sets { id }', { codes: [retired.code], step: 'RETIRED', reason: 'Rust' });
  done(await recall(house, load));
  const { things } = await house.reach(load.id);
  const byCode = new Map(things.map((thing) => [thing.code, thing]));
  expect(byCode.get(again.code)).toMatchObject({ status: 'STERILE', isSterilizedSince: true });
  expect(byCode.get(within.code)).toMatchObject({ status: 'IN_LOAD', isSterilizedSince: false });
  expect(byCode.get(retired.code)).toMatchObject({ status: 'RETIRED' });
  const { userErrors } = await house.load(
    'rejectLoad',
    { id: running.id, expectedVersion: running.version, reason: 'Door' },
    house.releaser,
  );
  expect(userErrors).toEqual([]);
});

it('and a use at once: the use is in the reach, or refused', async () => {
  const house = await department();
  for (let round = 0; round < 4; round += 1) {
    const set = await house.set();
    const load = await sterilized(house, set.code);
    const patientId = newId('patient');
    const [recalled, use] = await Promise.all([recall(house, load), house.use([set.code], { patientId })]);
    expect(codes(recalled)).toEqual([]);
    expect(await house.thing(set.code)).toMatchObject({ status: 'QUARANTINED' });
    const [told] = (await house.events('sterilization.recalled')).slice(-1);
    expect(told?.data).toMatchObject({ uses: use.uses.length });
  }
});

it('is for a load that was released, with a reason', async () => {
  const house = await department();
  const set = await house.set();
  await house.clean(set.code);
  const finished = await house.finished([set.code]);
  expect(codes(await recall(house, finished))).toEqual(['WRONG_STATE']);
  expect((await house.reach(finished.id)).patients).toEqual([]);
  const load = done(await house.release(finished));
  expect(codes(await recall(house, load, ' '))).toEqual(['REQUIRED']);
});

it('takes as many statements for many sets and uses as for one', async () => {
  const house = await department();
  const statements = async (count: number) => {
    const sets = await Promise.all(Array.from({ length: count }, () => house.set()));
    const setCodes = sets.map(({ code }) => code);
    const load = await sterilized(house, ...setCodes);
    for (const code of setCodes) await house.used([code]);
    const before = subgraph.database.statementCount;
    const reach = await house.reach(load.id);
    expect(reach.patients).toHaveLength(count);
    const reading = subgraph.database.statementCount - before;
    const writing = jest.spyOn(Transaction.prototype, 'rows');
    done(await recall(house, load));
    const { length } = writing.mock.calls;
    writing.mockRestore();
    return { reading, writing: length };
  };
  const one = await statements(1);
  expect(one.reading).toBe(3);
  expect(await statements(12)).toEqual(one);
});

type Step =
  | { readonly kind: 'STERILIZE'; readonly sets: readonly number[] }
  | { readonly kind: 'USE'; readonly set: number; readonly patient: number }
  | { readonly kind: 'MOVE'; readonly instrument: number; readonly set: number };

const index = (most: number) => fc.integer({ min: 0, max: most - 1 });
const steps = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('STERILIZE' as const), sets: fc.uniqueArray(index(3), { minLength: 1 }) }) },
    { weight: 5, arbitrary: fc.record({ kind: fc.constant('USE' as const), set: index(3), patient: index(4) }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('MOVE' as const), instrument: index(6), set: index(3) }) },
  ),
  { minLength: 12, maxLength: 24 },
);

/** What happened, kept as a list and asked by walking through it. */
class NaiveHistory {
  readonly loads: { id: string; instruments: string[]; at: number }[] = [];
  readonly uses: { patientId: string; instruments: string[]; loadId: string; at: number }[] = [];
  readonly sterileBy = new Map<string, string>();
  private clock = 0;

  sterilize(id: string, instruments: string[]): void {
    this.loads.push({ id, instruments, at: (this.clock += 1) });
    for (const instrument of instruments) this.sterileBy.set(instrument, id);
  }

  use(patientId: string, instruments: string[], loadId: string): void {
    this.uses.push({ patientId, instruments, loadId, at: (this.clock += 1) });
  }

  reached(loadId: string): Map<string, { isDirect: boolean; uses: number }> {
    const load = this.loads.find(({ id }) => id === loadId);
    const found = new Map<string, { isDirect: boolean; uses: number }>();
    for (const use of this.uses) {
      if (!load || use.at < load.at || !use.instruments.some((one) => load.instruments.includes(one))) continue;
      const before = found.get(use.patientId) ?? { isDirect: false, uses: 0 };
      found.set(use.patientId, { isDirect: before.isDirect || use.loadId === loadId, uses: before.uses + 1 });
    }
    return found;
  }
}

it('reaches whom walking through the whole history reaches, and sets aside what that does', async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.nat(), async (history, choice) => {
      const house = await department();
      const sets = [await house.set(), await house.set(), await house.set()];
      const patients = Array.from({ length: 4 }, () => newId('patient'));
      const instruments = sets.flatMap(({ instrumentIds }) => instrumentIds);
      const contents = sets.map(({ instrumentIds }) => [...instrumentIds]);
      const status = sets.map(() => 'DIRTY');
      const sterileBy: (string | null)[] = sets.map(() => null);
      const model = new NaiveHistory();
      const act = async (step: Step): Promise<void> => {
        if (step.kind === 'USE') {
          const [set, load] = [sets[step.set], sterileBy[step.set]];
          if (!set || !load || status[step.set] !== 'STERILE') return;
          await house.used([set.code], patients[step.patient]);
          model.use(patients[step.patient] ?? '', [...(contents[step.set] ?? [])], load);
          status[step.set] = 'DIRTY';
        } else if (step.kind === 'STERILIZE') {
          const chosen = step.sets.filter((set) => status[set] === 'DIRTY' && (contents[set]?.length ?? 0) > 0);
          if (chosen.length === 0) return;
          const load = await sterilized(house, ...chosen.map((set) => sets[set]?.code ?? ''));
          model.sterilize(
            load.id,
            chosen.flatMap((set) => contents[set] ?? []),
          );
          for (const set of chosen) [status[set], sterileBy[set]] = ['STERILE', load.id];
        } else {
          const instrument = instruments[step.instrument] ?? '';
          const from = contents.findIndex((held) => held.includes(instrument));
          const to = sets[step.set];
          if (!to || from === step.set || status[from] !== 'DIRTY' || status[step.set] !== 'DIRTY') return;
          contents[from] = (contents[from] ?? []).filter((id) => id !== instrument);
          contents[step.set] = [...(contents[step.set] ?? []), instrument];
          await change(house, to, contents[step.set] ?? []);
        }
      };
      for (const step of history) await act(step);
      for (const load of model.loads) {
        const reach = await house.reach(load.id);
        const found = new Map(reach.patients.map(({ patient, isDirect, uses }) => [patient.id, { isDirect, uses }]));
        expect(found).toEqual(model.reached(load.id));
      }
      const chosen = model.loads[choice % Math.max(model.loads.length, 1)];
      if (!chosen) return;
      done(await house.load('recallLoad', { id: chosen.id, reason: 'Door' }, house.releaser));
      for (const [at, set] of sets.entries()) {
        const isAside = (contents[at] ?? []).some((id) => model.sterileBy.get(id) === chosen.id);
        expect(await house.thing(set.code)).toMatchObject({ status: isAside ? 'QUARANTINED' : status[at] });
      }
    }),
    { numRuns: 8 },
  );
});
