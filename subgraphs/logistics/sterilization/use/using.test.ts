import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { sql } from '#kernel/database/sql.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { openLogistics } from '../../testing/depot.js';
import { tellExpired } from '../telling-expiry.js';
import { codes, messages, SterileDepartment } from '../testing/sterile-department.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openLogistics());
});
afterAll(() => subgraph.close());

const department = () => new SterileDepartment(subgraph, neighbours).open();

async function sterileSet() {
  const house = await department();
  const set = await house.set();
  await house.clean(set.code);
  const load = await house.released([set.code]);
  return { house, set, load };
}

/** As if the packaging had been good for less long. */
async function expire(house: SterileDepartment, setId: string): Promise<void> {
  await house.system(house.branchId, async (transaction) => {
    const uuid = toUuid('instrumentset', setId);
    await transaction.rows(sql`update instrument_sets set sterile_until = '2020-05-31' where id = ${uuid}`);
    await transaction.rows(sql`update instruments set sterile_until = '2020-05-31' where set_id = ${uuid}`);
  });
}

it('names the patient, the set as it was, the load and who used it, and leaves it dirty', async () => {
  const { house, set, load } = await sterileSet();
  const nurse = house.somebody();
  const [patientId, orderId] = [newId('patient'), newId('order')];
  const { userErrors } = await house.use([set.code, ` ${set.code}\n`], { patientId, orderId, note: 'Caesarean' }, nurse);
  expect(userErrors).toEqual([]);
  const { instrumentUses } = await house.ask<{ instrumentUses: { nodes: object[] } }>(
    `query ($patientId: ID!) { instrumentUses(filter: {patientId: $patientId}) { nodes {
      code setVersion note loadNumber patient { id } order { id } usedBy { id } sterilizationLoad { id } set { code } instrument { id } } } }`,
    { patientId },
  );
  expect(instrumentUses.nodes).toEqual([
    {
      code: set.code,
      setVersion: 1,
      note: 'Caesarean',
      loadNumber: load.number,
      patient: { id: patientId },
      order: { id: orderId },
      usedBy: { id: nurse.actor.id },
      sterilizationLoad: { id: load.id },
      set: { code: set.code },
      instrument: null,
    },
  ]);
  expect(await house.thing(set.code)).toMatchObject({ status: 'DIRTY', sterileUntil: null });
  expect(await house.events('sterilization.used')).toMatchObject([{ data: { itemId: set.id, patientId, orderId, loadId: load.id } }]);
  for (const filter of [
    `loadId: "${load.id}"`,
    `orderId: "${orderId}"`,
    `instrumentId: "${set.instrumentIds[0]}"`,
    `branchId: "${house.branchId}"`,
  ])
    expect(await house.ask(`{ instrumentUses(filter: {${filter}}) { totalCount } }`)).toEqual({ instrumentUses: { totalCount: 1 } });
});

it('lasts until it is taken back, where it is said so', async () => {
  const { house, set } = await sterileSet();
  await house.used([set.code], undefined, { stillInUse: true });
  expect(await house.thing(set.code)).toMatchObject({ status: 'IN_USE' });
  expect(messages(await house.step('CLEANED', [set.code]))).toContain('a step from DIRTY');
  await house.done('recordInstrumentStep', 'sets { id }', { codes: [set.code], step: 'TAKEN_BACK' });
  expect(await house.thing(set.code)).toMatchObject({ status: 'DIRTY' });
});

describe('is refused', () => {
  it('for what is not sterile, was used, was opened, is expired or set aside', async () => {
    const { house, set } = await sterileSet();
    const others = [await house.set(), await house.set(), await house.set()] as const;
    const [opened, expired, aside] = others;
    await house.clean(...others.map(({ code }) => code));
    await house.released(others.map(({ code }) => code));
    const dirty = await house.instrument();
    await house.used([set.code]);
    expect(codes(await house.step('OPENED', [opened.code]))).toEqual([]);
    await expire(house, expired.id);
    expect(codes(await house.step('QUARANTINED', [aside.code]))).toEqual(['REQUIRED']);
    expect(codes(await house.step('QUARANTINED', [aside.code], { reason: 'Wet pack' }))).toEqual([]);
    const all = [set.code, opened.code, expired.code, aside.code, dirty.code];
    const refused = await house.use(all, { patientId: newId('patient') });
    expect(refused.userErrors.map(({ message }) => message)).toEqual([
      expect.stringContaining('is DIRTY and not sterile'),
      expect.stringContaining('was opened at'),
      expect.stringContaining('was sterile until 2020-05-31'),
      expect.stringContaining('Wet pack'),
      expect.stringContaining('is DIRTY and not sterile'),
    ]);
    expect(refused.uses).toEqual([]);
  });

  it('for what was not scanned rightly, or is part of a set', async () => {
    const { house, set } = await sterileSet();
    const patientId = newId('patient');
    const { instrument } = await house.ask<{ instrument: { code: string } }>('query ($id: ID!) { instrument(id: $id) { code } }', {
      id: set.instrumentIds[0],
    });
    expect(messages(await house.use([instrument.code], { patientId }))).toContain('scan the set');
    expect(codes(await house.use(['nobody'], { patientId }))).toEqual(['NOT_FOUND']);
    expect(codes(await house.use([], { patientId }))).toEqual(['INVALID']);
    expect(codes(await house.use(['(01)09501101530003'], { patientId }))).toEqual(['INVALID']);
  });

  it('on nobody, on somebody unknown, by a program, and at a time when it was not sterile', async () => {
    const { house, set } = await sterileSet();
    const [stranger, lost] = [newId('patient'), newId('order')];
    neighbours.missing.add(stranger).add(lost);
    expect(codes(await house.use([set.code]))).toEqual(['REQUIRED']);
    expect(codes(await house.use([set.code], { patientId: stranger }))).toEqual(['NOT_FOUND']);
    expect(codes(await house.use([set.code], { orderId: lost }))).toEqual(['NOT_FOUND']);
    const patientId = newId('patient');
    expect(messages(await house.use([set.code], { patientId, at: new Date(Date.now() - 3_600_000) }))).toContain(
      'was not sterile at that time',
    );
    expect(messages(await house.use([set.code], { patientId, at: new Date(Date.now() + 3_600_000) }))).toContain('set the clock');
    const machine = { ...house.context, actor: { kind: 'client', id: newId('client'), sessionId: null } } as typeof house.context;
    expect(codes(await house.use([set.code], { patientId }, machine))).toEqual(['NOT_ALLOWED']);
    expect(await house.thing(set.code)).toMatchObject({ status: 'STERILE' });
  });

  it('twice: of two at once one is first', async () => {
    const { house, set } = await sterileSet();
    const answers = await Promise.all([1, 2, 3].map(() => house.use([set.code], { patientId: newId('patient') })));
    expect(answers.flatMap(({ uses }) => uses)).toHaveLength(1);
    expect(answers.flatMap(codes)).toEqual(['WRONG_STATE', 'WRONG_STATE']);
  });
});

describe('other branches and tenants', () => {
  it('see and use what is with them, and no more', async () => {
    const { house, set, load } = await sterileSet();
    const clinic: string = house.addBranch(undefined, { code: 'UB2', name: 'Clinic' });
    const doctor = house.somebody({ branches: [clinic] });
    const patientId = newId('patient');
    expect(await house.thing(set.code, doctor)).toBeNull();
    expect(codes(await house.use([set.code], { patientId, branchId: clinic }, doctor))).toEqual(['NOT_FOUND']);
    expect(messages(await house.use([set.code], { patientId, branchId: clinic }))).toContain('at another branch');
    await house.done('moveInstruments', 'sets { id }', { codes: [set.code], toBranchId: clinic });
    expect(codes(await house.use([set.code], { patientId, branchId: clinic }, doctor))).toEqual([]);
    const query = '{ instrumentUses { nodes { code loadNumber sterilizationLoad { id } } } }';
    expect(await house.ask(query, {}, doctor)).toEqual({
      instrumentUses: { nodes: [{ code: set.code, loadNumber: load.number, sterilizationLoad: null }] },
    });
    await house.done('moveInstruments', 'sets { id }', { codes: [set.code], toBranchId: house.branchId }, doctor);
    expect(await house.thing(set.code, doctor)).toBeNull();
    expect(await house.thing(set.code)).toMatchObject({ status: 'DIRTY' });
    expect(codes(await house.run('moveInstruments', 'sets { id }', { codes: [set.code], toBranchId: newId('branch') }))).toEqual([
      'NOT_FOUND',
    ]);
  });

  it('know nothing of a foreign tenant', async () => {
    const { house, set, load } = await sterileSet();
    const stranger = await new SterileDepartment(subgraph, neighbours).open();
    expect(await stranger.thing(set.code)).toBeNull();
    expect(codes(await stranger.use([set.code], { patientId: newId('patient') }))).toEqual(['NOT_FOUND']);
    const recall = { id: load.id, reason: 'None of theirs' };
    expect(codes(await stranger.load('recallLoad', recall))).toEqual(['NOT_FOUND']);
    expect(codes(await stranger.load('prepareLoad', { programmeId: house.programmeId, items: [{ code: set.code }] }))).toEqual([
      'NOT_FOUND',
    ]);
    expect(await stranger.ask('query ($id: ID!) { sterilizationLoad(id: $id) { id } }', { id: load.id })).toEqual({
      sterilizationLoad: null,
    });
    // The same code may be theirs too.
    await stranger.instrument({ code: set.code });
  });

  it('need the permission at the branch', async () => {
    const { house, set } = await sterileSet();
    const nurse = house.somebody({ permissions: ['sterilization:read'] });
    const mutation = `mutation { useInstruments(input: {branchId: "${house.branchId}", codes: ["${set.code}"], patientId: "${newId('patient')}"}) { uses { id } } }`;
    const { errors } = await subgraph.execute(mutation, nurse);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'sterilization:use' });
    expect(await house.thing(set.code)).toMatchObject({ status: 'STERILE' });
  });
});

describe('what expires', () => {
  it('is found, and told once', async () => {
    const { house, set } = await sterileSet();
    const alone = await house.instrument();
    await house.clean(alone.code);
    await house.released([alone.code]);
    await expire(house, set.id);
    const { instrumentSets } = await house.ask<{ instrumentSets: object }>(
      '{ instrumentSets(filter: {expiresBefore: "2020-06-01"}) { nodes { code sterileUntil } } }',
    );
    expect(instrumentSets).toEqual({ nodes: [{ code: set.code, sterileUntil: '2020-05-31' }] });
    await tellExpired(subgraph.database);
    await tellExpired(subgraph.database);
    expect(await house.events('sterilization.expired')).toEqual([
      { subject: set.id, data: { code: set.code, name: 'Suture set', sterileUntil: '2020-05-31' } },
    ]);
    await house.system(house.branchId, async (transaction) => {
      await transaction.rows(sql`update instruments set sterile_until = '2020-05-30' where code = ${alone.code}`);
    });
    await tellExpired(subgraph.database);
    expect(await house.events('sterilization.expired')).toHaveLength(2);
  });

  it('is told anew when it expires again', async () => {
    const { house, set } = await sterileSet();
    await expire(house, set.id);
    await tellExpired(subgraph.database);
    expect(codes(await house.step('OPENED', [set.code]))).toEqual([]);
    await house.released([set.code]);
    await expire(house, set.id);
    await tellExpired(subgraph.database);
    expect(await house.events('sterilization.expired')).toHaveLength(2);
  });
});
