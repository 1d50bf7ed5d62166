import { sql } from '#kernel/database/sql.js';
import { newId } from '#kernel/graph/type-id.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { openLogistics } from '../../testing/depot.js';
import { codes, done, messages, SterileDepartment, type LoadAnswer } from '../testing/sterile-department.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openLogistics());
});
afterAll(() => subgraph.close());

const department = () => new SterileDepartment(subgraph, neighbours).open();

async function sterilized(house: SterileDepartment, ...codesOf: string[]): Promise<LoadAnswer> {
  await house.clean(...codesOf);
  return house.released(codesOf);
}

const recall = (house: SterileDepartment, { id }: LoadAnswer) => house.load('recallLoad', { id, reason: 'Leaking door' }, house.releaser);

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

/** As if all loads had been released an hour ago. */
async function releasedAnHourAgo(house: SterileDepartment): Promise<void> {
  await house.system(house.branchId, async (transaction) => {
    await transaction.rows(sql`update instrument_sets set sterile_since = ${minutesAgo(60)} where sterile_since is not null`);
    await transaction.rows(sql`update instruments set sterile_since = ${minutesAgo(60)} where sterile_since is not null`);
  });
}

describe('a use from before a recall, recorded after it', () => {
  it('is in its reach, told of again, and leaves what was used set aside', async () => {
    const house = await department();
    const [used, kept, fit] = [await house.set(), await house.set(), await house.set()];
    const load = await sterilized(house, used.code, kept.code);
    await sterilized(house, fit.code);
    await releasedAnHourAgo(house);
    done(await recall(house, load));
    expect(messages(await house.use([used.code], { patientId: newId('patient') }))).toContain('say when');
    const [patientId, orderId] = [newId('patient'), newId('order')];
    await house.used([used.code, fit.code], patientId, { orderId, at: minutesAgo(30), stillInUse: true });
    expect(await house.thing(fit.code)).toMatchObject({ status: 'IN_USE' });
    expect(await house.thing(used.code)).toMatchObject({
      status: 'QUARANTINED',
      statusReason: `Load ${load.number} was recalled: Leaking door`,
      sterileUntil: null,
    });
    expect(await house.reach(load.id)).toMatchObject({
      uses: 1,
      patients: [{ patient: { id: patientId }, isDirect: true, uses: 1 }],
      orders: [{ order: { id: orderId } }],
    });
    expect(await house.events('sterilization.used')).toMatchObject([
      { data: { itemId: used.id, loadId: load.id, patientId, orderId } },
      { data: { itemId: fit.id } },
    ]);
    const told = { loadId: load.id, number: load.number, reason: 'Leaking door', quarantined: 2 };
    expect(await house.events('sterilization.recalled')).toEqual([
      { subject: load.id, data: { ...told, patients: 0, orders: 0, uses: 0 } },
      { subject: load.id, data: { ...told, patients: 1, orders: 1, uses: 1 } },
    ]);
  });

  it('is recorded once, of what was sterile then and not opened', async () => {
    const house = await department();
    const [used, early, opened, expired] = [await house.set(), await house.set(), await house.set(), await house.set()];
    const load = await sterilized(house, used.code, early.code, opened.code, expired.code);
    await house.used([used.code]);
    await releasedAnHourAgo(house);
    expect(codes(await house.step('OPENED', [opened.code]))).toEqual([]);
    await house.system(house.branchId, async (transaction) => {
      await transaction.rows(sql`update sterilization_items set sterile_until = '2020-05-31' where code = ${expired.code}`);
    });
    done(await recall(house, load));
    const use = async (code: string, at: Date) => messages(await house.use([code], { patientId: newId('patient'), at }));
    expect(await use(used.code, minutesAgo(30))).toContain('was used at');
    expect(await use(early.code, minutesAgo(90))).toContain('was not sterile at that time');
    expect(await use(opened.code, minutesAgo(30))).toContain('was opened at');
    expect(await use(expired.code, minutesAgo(30))).toContain('was sterile until 2020-05-31');
    expect(await use(early.code, new Date())).toContain('is set aside');
    expect(await house.reach(load.id)).toMatchObject({ uses: 1 });
    expect(await house.events('sterilization.recalled')).toHaveLength(1);
  });

  it('is recorded by who sees only the branch where it was', async () => {
    const house = await department();
    const [set, alone] = [await house.set(), await house.instrument()];
    const load = await sterilized(house, set.code, alone.code);
    await releasedAnHourAgo(house);
    const clinic: string = house.addBranch(undefined, { code: 'UB2' });
    await house.done('moveInstruments', 'sets { id }', { codes: [set.code, alone.code], toBranchId: clinic });
    done(await recall(house, load));
    const nurse = house.somebody({ branches: [clinic] });
    const patientId = newId('patient');
    expect(codes(await house.use([set.code, alone.code], { branchId: clinic, patientId, at: minutesAgo(30) }, nurse))).toEqual([]);
    expect((await house.reach(load.id)).patients).toEqual([{ patient: { id: patientId }, isDirect: true, uses: 2 }]);
  });

  it('is told of with the other one that is recorded at once', async () => {
    const house = await department();
    const [one, other] = [await house.set(), await house.set()];
    const load = await sterilized(house, one.code, other.code);
    await releasedAnHourAgo(house);
    done(await recall(house, load));
    const use = (code: string) => house.use([code], { patientId: newId('patient'), at: minutesAgo(30) });
    expect((await Promise.all([use(one.code), use(other.code)])).flatMap(codes)).toEqual([]);
    const told = await house.events('sterilization.recalled');
    expect(told.map(({ data }) => data.patients)).toEqual([0, 1, 2]);
  });
});
