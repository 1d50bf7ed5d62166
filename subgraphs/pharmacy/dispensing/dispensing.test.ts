import { sql } from '#kernel/database/sql.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { contextOf, testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { openPharmacy } from '../testing/dispensary.js';
import { DispensingCounter } from './testing/dispensing-counter.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
let counter: DispensingCounter;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openPharmacy());
});
beforeEach(() => {
  counter = new DispensingCounter(subgraph, neighbours);
});
afterEach(async () => {
  expect(await counter.breaks()).toEqual([]);
});
afterAll(() => subgraph.close());

const codes = ({ userErrors }: { userErrors: { code: string }[] }) => userErrors.map(({ code }) => code);
const messages = ({ userErrors }: { userErrors: { message: string }[] }) => userErrors.map(({ message }) => message).join(' ');

describe('the whole way', () => {
  it('sets aside what expires first, is looked at twice, and goes to who collects it', async () => {
    const productId = await counter.medicine();
    const [late, soon] = await counter.shelve(productId, [
      { quantity: 5, expiresOn: '2039-12-31' },
      { quantity: 1, expiresOn: '2038-06-30' },
    ]);
    const requestId = await counter.prescribe(productId, { quantity: 3 });
    const prepared = await counter.prepared(requestId);
    expect(prepared).toMatchObject({
      number: 'UB1-DI-000001',
      status: 'PREPARATION',
      quantity: 3,
      owed: 0,
      fill: 1,
      wasSubstituted: false,
      checks: [],
    });
    expect(prepared.lots.map(({ lot, quantity }) => [lot.id, quantity])).toEqual([
      [soon, 1],
      [late, 2],
    ]);
    expect(await counter.stockOf(productId)).toEqual({ onHand: 6, reserved: 3 });
    const second = counter.somebody();
    const checked = await counter.did('checkDispense', prepared, {}, second);
    expect(checked).toMatchObject({
      status: 'IN_PROGRESS',
      checkedBy: { id: second.actor.id },
      preparedBy: { id: counter.context.actor.id },
    });
    const done = await counter.did('handOverDispense', checked, { collectedBy: ' Saruul, her daughter ' });
    expect(done).toMatchObject({
      status: 'COMPLETED',
      collectedBy: 'Saruul, her daughter',
      handedOverBy: { id: counter.context.actor.id },
      request: { status: 'COMPLETED', dispensed: 3, remaining: 0, dueNow: 0 },
      prescription: { status: 'COMPLETED' },
    });
    expect(done['handedOverAt']).not.toBeNull();
    expect(await counter.stockOf(productId)).toEqual({ onHand: 3, reserved: 0 });
    await counter.behind(async (transaction) => {
      const movements = await transaction.rows(sql`select kind, quantity, source_type, patient_id from stock_movements
        where source_id = ${toUuid('dispense', prepared.id)} order by quantity`);
      const patient_id = toUuid('patient', counter.patientId);
      expect(movements).toEqual([
        { kind: 'DISPENSE', quantity: -2, source_type: 'dispense', patient_id },
        { kind: 'DISPENSE', quantity: -1, source_type: 'dispense', patient_id },
      ]);
      const told = await transaction.rows<{ type: string }>(sql`select type from outbox
        where subject in (${prepared.id}, ${done.prescription.id}) and type in ('dispense.completed', 'prescription.dispensed')`);
      expect(told).toHaveLength(2);
    });
  });

  it('is found by its branch, status, patient, prescription, time and open checks, and by its id', async () => {
    const productId = await counter.medicine();
    await counter.shelve(productId, [{ quantity: 5 }]);
    const { id, prescription } = await counter.prepared(await counter.prescribe(productId));
    const find = async (filter: object, context = counter.context) =>
      (
        await counter.ask<{ dispenses: { totalCount: number; nodes: { id: string }[] } }>(
          'query ($filter: MedicationDispenseFilter) { dispenses(filter: $filter) { totalCount nodes { id } } }',
          { filter },
          context,
        )
      ).dispenses.nodes.map((node) => node.id);
    const fitting = [
      {},
      { branchId: counter.branchId },
      { status: 'PREPARATION' },
      { patientId: counter.patientId },
      { prescriptionId: prescription.id },
      { from: '2020-01-01T00:00:00Z', until: '2090-01-01T00:00:00Z' },
      { hasOpenChecks: false },
    ];
    for (const filter of fitting) expect(await find(filter)).toEqual([id]);
    const others = [
      { branchId: newId('branch') },
      { status: 'COMPLETED' },
      { patientId: newId('patient') },
      { prescriptionId: newId('prescription') },
      { until: '2020-01-01T00:00:00Z' },
      { from: '2090-01-01T00:00:00Z' },
      { hasOpenChecks: true },
    ];
    for (const filter of others) expect(await find(filter)).toEqual([]);
    const elsewhere = counter.somebody({ branches: [counter.addBranch()] });
    expect(await find({}, elsewhere)).toEqual([]);
    expect(await counter.dispense(id, elsewhere)).toBeNull();
    const { prescription: found } = await counter.ask<{ prescription: object }>(
      'query ($id: ID!) { prescription(id: $id) { dispenses { id } items { dispenses { id } } } }',
      { id: prescription.id },
    );
    expect(found).toEqual({ dispenses: [{ id }], items: [{ dispenses: [{ id }] }] });
  });

  it('says on the label what, for whom, how, until when and from whom, in lines that fit', async () => {
    neighbours.of('Patient').set(counter.patientId, { name: 'Bat-Erdene Dorj' });
    neighbours.of('Staff').set(counter.doctorId, { displayName: 'Dr. Oyunaa' });
    const medication = { storageMinCelsius: 2, storageMaxCelsius: 8, storageNote: 'Protect from light.' };
    const productId = await counter.medicine('Insulin glargine 100 units per millilitre, solution for injection', medication);
    await counter.shelve(productId, [{ quantity: 2, lotNumber: 'GL-77', expiresOn: '2038-05-31' }]);
    const requestId = await counter.prescribe(productId, {
      quantity: 2,
      dose: { value: 10, unit: 'unit' },
      frequency: 1,
      periodUnit: 'DAY',
      durationDays: 30,
      instructions: 'In the evening',
    });
    const { id } = await counter.prepared(requestId);
    const { dispense } = await counter.ask<{ dispense: { labelText: string } }>('query ($id: ID!) { dispense(id: $id) { labelText } }', {
      id,
    });
    const lines = dispense.labelText.split('\n');
    expect(lines.every((line) => line.length <= 42)).toBe(true);
    const text = lines.join(' ');
    for (const part of [
      'STEPPE PHARMACY',
      'UB1-DI-000001',
      'Bat-Erdene Dorj',
      'solution for injection, 2 packs',
      '10 units once a day for 30 days, in the evening.',
      'Lot GL-77, use by 2038-05-31',
      'Keep at 2 to 8 °C. Protect from light.',
      'Prescribed by Dr. Oyunaa',
      'REACH OF CHILDREN',
    ])
      expect(text).toContain(part);
  });
});

describe('what is not prepared', () => {
  it('is a medicine that is not signed, or held, stopped, cancelled or completed, or nobody prescribed', async () => {
    const productId = await counter.medicine();
    await counter.shelve(productId, [{ quantity: 9 }]);
    const draft = await counter.draft({ items: [{ productId, quantity: 1 }] });
    expect(messages(await counter.prepare(draft.items[0]?.id ?? ''))).toContain('is not signed');
    const acts = { holdPrescription: 'on hold', stopPrescription: 'stopped', cancelPrescription: 'cancelled' };
    for (const [act, word] of Object.entries(acts)) {
      const signed = await counter.signed({ items: [{ productId, quantity: 1 }] });
      await counter.act(act, signed);
      const refused = await counter.prepare(signed.items[0]?.id ?? '');
      expect([codes(refused), refused.dispense]).toEqual([['WRONG_STATE'], null]);
      expect(messages(refused)).toContain(word);
    }
    const requestId = await counter.prescribe(productId);
    await counter.handedOver(requestId);
    expect(messages(await counter.prepare(requestId))).toContain('all of it was handed over');
    expect(codes(await counter.prepare(newId('medicationrequest')))).toEqual(['NOT_FOUND']);
    expect(await counter.stockOf(productId)).toEqual({ onHand: 8, reserved: 0 });
  });

  it('is for a patient who is dead, or whose record was deleted or is not there', async () => {
    const productId = await counter.medicine();
    await counter.shelve(productId, [{ quantity: 9 }]);
    const requestId = await counter.prescribe(productId);
    neighbours.of('Patient').set(counter.patientId, { deceased: true });
    expect(messages(await counter.prepare(requestId))).toContain('deceased');
    neighbours.of('Patient').set(counter.patientId, { deletedAt: '2026-01-01T00:00:00Z' });
    expect(codes(await counter.prepare(requestId))).toEqual(['NOT_FOUND']);
    neighbours.of('Patient').delete(counter.patientId);
    neighbours.missing.add(counter.patientId);
    expect(messages(await counter.prepare(requestId))).toBe('There is no such patient.');
    neighbours.missing.delete(counter.patientId);
    const prepared = await counter.prepared(requestId);
    neighbours.of('Patient').set(counter.patientId, { deceased: true });
    expect(messages(await counter.does('handOverDispense', prepared))).toContain('deceased');
  });

  it('is meant for another branch, or asked for where the caller may not', async () => {
    const productId = await counter.medicine();
    await counter.shelve(productId, [{ quantity: 9 }]);
    const other = counter.addBranch();
    const requestId = await counter.prescribe(productId, {}, { dispensingBranchId: other });
    expect(codes(await counter.prepare(requestId))).toEqual(['NOT_ALLOWED']);
    const free = await counter.prescribe(productId);
    expect(codes(await counter.prepare(free, {}, counter.somebody({ branches: [other] })))).toEqual(['NOT_FOUND']);
    await expect(counter.prepare(free, {}, counter.somebody({ permissions: ['dispenses:read', 'prescriptions:read'] }))).rejects.toThrow(
      'FORBIDDEN',
    );
    const stranger = contextOf({ tenant: testTenant('luangwa'), permissions: counter.context.grants[0]?.permissions ?? [] });
    expect(codes(await counter.prepare(free, {}, stranger))).toEqual(['NOT_FOUND']);
  });

  it('is more than is left, or less than a pack', async () => {
    const productId = await counter.medicine();
    await counter.shelve(productId, [{ quantity: 9 }]);
    const requestId = await counter.prescribe(productId, { quantity: 2, refills: 1 });
    expect(messages(await counter.prepare(requestId, { quantity: 0 }))).toContain('at least 1');
    expect(messages(await counter.prepare(requestId, { quantity: 5 }))).toContain('Only 4 packs');
    await counter.prepared(requestId);
    expect(messages(await counter.prepare(requestId))).toContain('2 packs of it are being prepared');
    expect(messages(await counter.prepare(requestId, { quantity: 3 }))).toContain('Only 2 packs');
  });

  it('is out of stock, or in stock only where nothing may be picked', async () => {
    const productId = await counter.medicine();
    const requestId = await counter.prescribe(productId, { quantity: 2 });
    const [expired] = await counter.shelve(productId, [{ quantity: 5, expiresOn: '2020-01-01' }]);
    expect(messages(await counter.prepare(requestId, { allowPartial: true }))).toContain('Nothing of Paracetamol');
    expect(messages(await counter.prepare(requestId, { lotId: expired }))).toContain('of this lot');
    await counter.shelve(productId, [{ quantity: 1 }]);
    expect(messages(await counter.prepare(requestId))).toContain('Only 1 of 2 packs');
    expect(codes(await counter.prepare(requestId, { lotId: newId('lot') }))).toEqual(['NOT_FOUND']);
    expect(await counter.stockOf(productId)).toEqual({ onHand: 6, reserved: 0 });
  });
});

describe('partial fills and refills', () => {
  it('gives what there is, owes the rest, and counts each fill', async () => {
    const productId = await counter.medicine();
    await counter.shelve(productId, [{ quantity: 1 }]);
    const requestId = await counter.prescribe(productId, { quantity: 3, refills: 1, durationDays: 30 });
    const part = await counter.prepared(requestId, { allowPartial: true });
    expect(part).toMatchObject({ quantity: 1, owed: 2, fill: 1 });
    expect(await counter.did('handOverDispense', part)).toMatchObject({
      request: { status: 'ACTIVE', dispensed: 1, remaining: 5, dueNow: 2 },
    });
    await counter.shelve(productId, [{ quantity: 9 }]);
    const rest = await counter.prepared(requestId);
    expect(rest).toMatchObject({ quantity: 2, owed: 0, fill: 1, checks: [] });
    expect(await counter.did('handOverDispense', rest)).toMatchObject({ request: { dispensed: 3, dueNow: 3 } });
    await counter.lastGiven(requestId, 23);
    const early = await counter.prepared(requestId);
    expect(early).toMatchObject({ quantity: 3, fill: 2, checks: [{ kind: 'QUANTITY', severity: 'MODERATE' }], openChecks: [] });
    await counter.did('cancelDispense', early, { reason: 'She comes tomorrow' });
    await counter.lastGiven(requestId, 24);
    const refill = await counter.prepared(requestId);
    expect(refill.checks).toEqual([]);
    expect(await counter.did('handOverDispense', refill)).toMatchObject({ request: { status: 'COMPLETED', dispensed: 6, remaining: 0 } });
  });

  it('holds an early refill of a controlled medicine back', async () => {
    const productId = await counter.medicine();
    await counter.shelve(productId, [{ quantity: 9 }]);
    const requestId = await counter.prescribe(productId, { quantity: 1, refills: 1, durationDays: 30 });
    await counter.handedOver(requestId);
    // Nobody prescribes refills of what is listed; but it can be listed later.
    await counter.done('updateProduct', 'product { id }', { id: productId, expectedVersion: 1, medication: { controlledSchedule: 'II' } });
    const early = await counter.prepared(requestId);
    expect(early.openChecks).toMatchObject([{ kind: 'QUANTITY' }]);
    expect(codes(await counter.does('handOverDispense', early))).toEqual(['WRONG_STATE']);
  });

  it('counts what another branch prepares, and gives it free again', async () => {
    const productId = await counter.medicine();
    const other = counter.addBranch(undefined, { code: 'UB2' });
    await counter.shelve(productId, [{ quantity: 5 }]);
    await counter.shelve(productId, [{ quantity: 5 }], other);
    const requestId = await counter.prescribe(productId, { quantity: 3 });
    const there = await counter.prepared(requestId, { branchId: other, quantity: 2 }, counter.somebody({ branches: [other] }));
    expect(there.number).toBe('UB2-DI-000001');
    const here = counter.somebody({ branches: [counter.branchId] });
    expect(await counter.prepared(requestId, {}, here)).toMatchObject({ quantity: 1 });
    expect(codes(await counter.prepare(requestId, {}, here))).toEqual(['WRONG_STATE']);
    await counter.did('cancelDispense', there, { reason: 'Taken to the other branch' });
    expect(await counter.prepared(requestId, {}, here)).toMatchObject({ quantity: 2 });
  });
});

describe('on the way', () => {
  const ready = async (stock = 5): Promise<{ productId: string; dispense: Awaited<ReturnType<DispensingCounter['prepared']>> }> => {
    const productId = await counter.medicine();
    await counter.shelve(productId, [{ quantity: stock }]);
    return { productId, dispense: await counter.prepared(await counter.prescribe(productId, { quantity: 2 })) };
  };

  it('is cancelled or declined with a reason, and the packs are free again', async () => {
    for (const [mutation, status] of [
      ['cancelDispense', 'CANCELLED'],
      ['declineDispense', 'DECLINED'],
    ] as const) {
      const { productId, dispense } = await ready();
      expect(codes(await counter.does(mutation, dispense, { reason: ' .. ' }))).toEqual(['REQUIRED']);
      expect(codes(await counter.does(mutation, { ...dispense, version: 9 }, { reason: 'Not collected' }))).toEqual(['STALE_VERSION']);
      const ended = await counter.did(mutation, dispense, { reason: 'Not collected' });
      expect(ended).toMatchObject({ status, statusReason: 'Not collected', request: { status: 'ACTIVE', dispensed: 0 } });
      expect(await counter.stockOf(productId)).toEqual({ onHand: 5, reserved: 0 });
      for (const next of ['handOverDispense', 'checkDispense', 'resumeDispense'])
        expect(codes(await counter.does(next, ended))).toEqual(['WRONG_STATE']);
      expect(codes(await counter.does('cancelDispense', ended, { reason: 'Again' }))).toEqual(['WRONG_STATE']);
    }
  });

  it('is held and resumed where it was', async () => {
    const { productId, dispense } = await ready();
    expect(codes(await counter.does('resumeDispense', dispense))).toEqual(['WRONG_STATE']);
    const held = await counter.did('holdDispense', dispense, { reason: 'Asking the doctor' });
    expect(held).toMatchObject({ status: 'ON_HOLD', statusReason: 'Asking the doctor' });
    expect(await counter.stockOf(productId)).toEqual({ onHand: 5, reserved: 2 });
    expect(messages(await counter.does('handOverDispense', held))).toContain('resume it first');
    expect(messages(await counter.does('checkDispense', held))).toContain('resume it first');
    const resumed = await counter.did('resumeDispense', held);
    expect(resumed).toMatchObject({ status: 'PREPARATION', statusReason: null });
    const checked = await counter.did('checkDispense', resumed);
    const again = await counter.did('resumeDispense', await counter.did('holdDispense', checked, { reason: 'Asking again' }));
    expect(again).toMatchObject({ status: 'IN_PROGRESS' });
  });

  it('is not handed over once its prescription ended, its lot was recalled or expired, or its packs are gone', async () => {
    const stopped = await ready();
    const { prescription } = await counter.ask<{ prescription: { id: string; version: number } }>(
      'query ($id: ID!) { prescription(id: $id) { id version } }',
      { id: stopped.dispense.prescription.id },
    );
    await counter.act('stopPrescription', prescription);
    expect(messages(await counter.does('handOverDispense', stopped.dispense))).toContain('was stopped');
    await counter.did('cancelDispense', stopped.dispense, { reason: 'Stopped by the doctor' });
    const changes: [(productId: string) => Promise<void>, string][] = [
      [(productId) => counter.recalled(productId), 'was recalled'],
      [(productId) => counter.expired(productId), 'expired on 2020-01-01'],
    ];
    for (const [change, word] of changes) {
      const { productId, dispense } = await ready();
      await change(productId);
      expect(messages(await counter.does('handOverDispense', dispense))).toContain(word);
      expect(await counter.stockOf(productId)).toEqual({ onHand: 5, reserved: 2 });
    }
    const gone = await ready();
    await counter.behind((transaction) =>
      transaction.rows(sql`delete from stock_reservations where source_id = ${toUuid('dispense', gone.dispense.id)}`),
    );
    expect(messages(await counter.does('handOverDispense', gone.dispense))).toContain('no longer there');
    expect(await counter.stockOf(gone.productId)).toEqual({ onHand: 5, reserved: 0 });
  });

  it('is seen and changed by nobody of another branch or tenant, nor without the permission', async () => {
    const { dispense } = await ready();
    const other = counter.somebody({ branches: [counter.addBranch()] });
    const stranger = contextOf({ tenant: testTenant('luangwa'), permissions: counter.context.grants[0]?.permissions ?? [] });
    const steps: [string, object][] = [
      ['checkDispense', {}],
      ['handOverDispense', {}],
      ['holdDispense', { reason: 'No reason' }],
      ['resumeDispense', {}],
      ['cancelDispense', { reason: 'No reason' }],
      ['declineDispense', { reason: 'No reason' }],
      ['returnDispense', { reason: 'No reason', lots: [{ lotId: dispense.lots[0]?.lot.id, quantity: 1 }] }],
    ];
    const reader = counter.somebody({
      permissions: ['dispenses:read', 'prescriptions:read', 'stock:read', 'medicines:read', 'patients:read', 'allergies:read'],
    });
    for (const [mutation, more] of steps) {
      for (const context of [other, stranger]) expect(codes(await counter.does(mutation, dispense, more, context))).toEqual(['NOT_FOUND']);
      await expect(counter.does(mutation, dispense, more, reader)).rejects.toThrow('FORBIDDEN');
    }
    expect(await counter.dispense(dispense.id, stranger)).toBeNull();
    expect(await counter.dispense(dispense.id)).toMatchObject({ status: 'PREPARATION', version: dispense.version });
  });
});

describe('substitutes', () => {
  it('are given with a reason where the lists or the substances allow it, and the prescriber does', async () => {
    const metformin = await counter.substance('Metformin hydrochloride');
    const base = await counter.substance('Metformin');
    const glipizide = await counter.substance('Glipizide');
    const prescribed = await counter.tablets(metformin, 500, { substitutionGroup: 'G1' });
    const grouped = await counter.tablets(metformin, 500, { substitutionGroup: 'G1' });
    const same = await counter.tablets(metformin, 500);
    const stronger = await counter.tablets(metformin, 850);
    const other = await counter.tablets(glipizide, 5);
    for (const productId of [prescribed, grouped, same, stronger, other]) await counter.shelve(productId, [{ quantity: 9 }]);
    expect(base).not.toBe(metformin);
    const reason = 'The other is out of stock';
    const requestId = await counter.prescribe(prescribed, { dose: { value: 1, unit: 'tablet' } });
    expect(codes(await counter.prepare(requestId, { productId: grouped }))).toEqual(['REQUIRED']);
    expect(codes(await counter.prepare(requestId, { productId: grouped, substitutionReason: ' 12 ' }))).toEqual(['REQUIRED']);
    expect(codes(await counter.prepare(requestId, { productId: other, substitutionReason: reason }))).toEqual(['NOT_ALLOWED']);
    expect(codes(await counter.prepare(requestId, { productId: newId('product'), substitutionReason: reason }))).toEqual(['NOT_FOUND']);
    expect(codes(await counter.prepare(requestId, { substitutionReason: reason }))).toEqual(['INVALID']);
    for (const productId of [grouped, same]) {
      const given = await counter.prepared(requestId, { productId, substitutionReason: reason });
      expect(given).toMatchObject({
        wasSubstituted: true,
        substitutionReason: reason,
        product: { id: productId },
        prescribedProduct: { id: prescribed },
        checks: [],
      });
      await counter.did('cancelDispense', given, { reason: 'Try the next' });
    }
    const strong = await counter.prepared(requestId, { productId: stronger, substitutionReason: reason });
    expect(strong.openChecks).toMatchObject([{ kind: 'DOSE_RANGE' }]);
    expect(strong.checks[0]?.message).toContain('850 mg of Metformin hydrochloride where 500 mg was prescribed');
    const only = await counter.prescribe(prescribed, { substitutionAllowed: false });
    expect(codes(await counter.prepare(only, { productId: grouped, substitutionReason: reason }))).toEqual(['NOT_ALLOWED']);
  });
});

describe('a substitute in packs of another size', () => {
  const substitutionReason = 'The other is out of stock';

  /** A medicine in packs of `meant` tablets prescribed, and a substitute of which packs of `given` are on the shelf. */
  async function prescribed(meant: number, given: number, quantity: number, onHand = 9) {
    const substance = await counter.substance(`Metformin ${newId('x')}`);
    const [wanted, productId] = [
      await counter.tablets(substance, 500, {}, { pack: `${meant} tablets` }),
      await counter.tablets(substance, 500, {}, { pack: `${given} tablets` }),
    ];
    const [lotId] = await counter.shelve(productId, [{ quantity: onHand }]);
    return { requestId: await counter.prescribe(wanted, { quantity }), wanted, other: { productId, substitutionReason }, lotId };
  }

  it('counts as what was prescribed, of which nothing is owed then', async () => {
    const { requestId, other, lotId } = await prescribed(30, 90, 3);
    const prepared = await counter.prepared(requestId, { ...other, quantity: 1, countsAs: 3 });
    expect(prepared).toMatchObject({ quantity: 1, countsAs: 3, owed: 0, checks: [] });
    expect(codes(await counter.prepare(requestId, { ...other, quantity: 1 }))).toEqual(['WRONG_STATE']);
    const { dispense } = await counter.ask<{ dispense: { labelText: string } }>('query ($id: ID!) { dispense(id: $id) { labelText } }', {
      id: prepared.id,
    });
    expect(dispense.labelText).not.toContain('owed');
    const given = await counter.did('handOverDispense', prepared);
    expect(given).toMatchObject({ request: { status: 'COMPLETED', dispensed: 3, remaining: 0 }, prescription: { status: 'COMPLETED' } });
    expect(await counter.stockOf(other.productId)).toEqual({ onHand: 8, reserved: 0 });
    const credited = await counter.did('returnDispense', given, { reason: 'Spoilt', lots: [{ lotId, quantity: 1 }], creditRequest: true });
    expect(credited.request).toMatchObject({ status: 'ACTIVE', dispensed: 0, dueNow: 3 });
  });

  it('is credited once the packs that came back make up one as prescribed', async () => {
    const { requestId, other, lotId } = await prescribed(30, 10, 2);
    let dispense = await counter.handedOver(requestId, { ...other, quantity: 6, countsAs: 2 });
    const dispensed: number[] = [];
    for (const quantity of [1, 1, 1, 3]) {
      dispense = await counter.did('returnDispense', dispense, { reason: 'Spoilt', lots: [{ lotId, quantity }], creditRequest: true });
      dispensed.push(dispense.request.dispensed);
    }
    expect(dispensed).toEqual([2, 2, 1, 0]);
  });

  it('counts as no more than is left, and only where it is said of how many packs of what', async () => {
    const { requestId, wanted, other } = await prescribed(30, 90, 3, 1);
    await counter.shelve(wanted, [{ quantity: 9 }]);
    const refused = async (more: object) => (await counter.prepare(requestId, more)).userErrors.map(({ code, message }) => [code, message]);
    expect(await refused({ ...other, quantity: 1, countsAs: 4 })).toEqual([['INVALID', 'Only 3 packs of this medicine are left.']]);
    expect(await refused({ ...other, quantity: 1, countsAs: 0 })).toEqual([
      ['INVALID', 'countsAs is a number of packs as prescribed: at least 1.'],
    ]);
    expect(await refused({ ...other, countsAs: 3 })).toEqual([['REQUIRED', 'Say with quantity how many packs these are.']]);
    expect(await refused({ quantity: 1, countsAs: 3 })).toEqual([
      ['INVALID', 'This is what was prescribed: leave countsAs out, each pack counts as one.'],
    ]);
    const [[code, message] = []] = await refused({ ...other, quantity: 2, countsAs: 3, allowPartial: true });
    expect(code).toBe('WRONG_STATE');
    expect(message).toContain('can be given out: ask for as many, and say with countsAs how much that is.');
  });
});

describe('packs in the hand', () => {
  const gtin = '03400930000014';
  const code = (lot: string, serial: string, expires = '381231') => `(01)${gtin}(17)${expires}(10)${lot}(21)${serial}`;

  it('choose the lot when they are scanned first, and are compared before they go', async () => {
    const productId = await counter.medicine('Amoxicillin 500 mg', {}, { gtin });
    await counter.shelve(productId, [
      { quantity: 5, lotNumber: 'EARLY', expiresOn: '2037-12-31' },
      { quantity: 5, lotNumber: 'L1', expiresOn: '2038-12-31' },
    ]);
    const requestId = await counter.prescribe(productId, { quantity: 2, refills: 2 });
    const refused = async (scan: string) => messages(await counter.prepare(requestId, { scan }));
    expect(await refused('nonsense')).not.toBe('');
    expect(await refused(`(01)03400930000021(10)L1`)).toContain('another product');
    expect(await refused(code('NOPE', 'S1'))).toContain('was never received here');
    expect(await refused(code('L1', 'S1', '370101'))).toContain('expires on 2037-01-01');
    const dispense = await counter.prepared(requestId, { scan: code('L1', 'S1') });
    expect(dispense.lots).toMatchObject([{ quantity: 2 }]);
    const verify = async (scan: string, context = counter.context) =>
      counter.run<{ lot: { verified: number; serialNumbers: string[] } | null }>(
        'verifyDispensePack',
        'lot { verified serialNumbers }',
        { id: dispense.id, scan },
        context,
      );
    expect(messages(await verify(code('EARLY', 'S9', '371231')))).toContain('Lot EARLY was not set aside for this: give L1 (2 packs)');
    expect(messages(await verify(gtin))).toContain('names no lot');
    expect(await verify(code('L1', 'S1'))).toMatchObject({ lot: { verified: 1, serialNumbers: ['S1'] }, userErrors: [] });
    expect(codes(await verify(code('L1', 'S1')))).toEqual(['TAKEN']);
    expect((await verify(code('L1', 'S2'))).lot).toEqual({ verified: 2, serialNumbers: ['S1', 'S2'] });
    expect(messages(await verify(code('L1', 'S3')))).toContain('too many');
    expect(codes(await verify(code('L1', 'S4'), counter.somebody({ branches: [counter.addBranch()] })))).toEqual(['NOT_FOUND']);
    await counter.did('handOverDispense', dispense);
    expect(messages(await verify(code('L1', 'S5')))).toContain('is COMPLETED');
    await counter.behind(async (transaction) => {
      const movements = await transaction.rows(
        sql`select quantity, serial_number from stock_movements where source_id = ${toUuid('dispense', dispense.id)} order by serial_number`,
      );
      expect(movements).toEqual([
        { quantity: -1, serial_number: 'S1' },
        { quantity: -1, serial_number: 'S2' },
      ]);
    });
    const next = await counter.prepared(requestId, { scan: code('L1', 'S1') });
    const again = await counter.run('verifyDispensePack', 'lot { verified }', { id: next.id, scan: code('L1', 'S1') });
    expect(messages(again)).toContain(`belongs to ${dispense.number} (COMPLETED)`);
  });

  it('of a controlled substance are one event for each lot, however many of them were scanned', async () => {
    const productId = await counter.medicine('Morphine 10 mg, ampoule', { controlledSchedule: 'Schedule 2' }, { gtin });
    await counter.shelve(productId, [
      { quantity: 1, lotNumber: 'M1', expiresOn: '2037-12-31' },
      { quantity: 5, lotNumber: 'M2', expiresOn: '2038-12-31' },
    ]);
    const requestId = await counter.prescribe(productId, { quantity: 5 });
    const dispense = await counter.prepared(requestId, { quantity: 4 });
    for (const serial of ['S1', 'S2'])
      await counter.done('verifyDispensePack', 'lot { verified }', { id: dispense.id, scan: code('M2', serial) });
    await counter.did('handOverDispense', dispense);
    const query = `{ complianceEvents(first: 10) { nodes { kind data { quantity balance } entry { balance } } } registerEntries(first: 10) { nodes { kind } } }`;
    interface Shown {
      readonly complianceEvents: { nodes: object[] };
      readonly registerEntries: { nodes: { kind: string }[] };
    }
    const { complianceEvents, registerEntries } = await counter.ask<Shown>(query);
    expect(registerEntries.nodes.filter(({ kind }) => kind === 'DISPENSE')).toHaveLength(4);
    expect(complianceEvents.nodes).toHaveLength(2);
    expect(complianceEvents.nodes).toEqual(
      expect.arrayContaining([
        { kind: 'DISPENSED', data: { quantity: -1, balance: 0 }, entry: { balance: 0 } },
        { kind: 'DISPENSED', data: { quantity: -3, balance: 2 }, entry: { balance: 2 } },
      ]),
    );
    const again = await counter.prepared(requestId, { quantity: 1 });
    await counter.did('handOverDispense', again);
    expect((await counter.ask<Shown>(query)).complianceEvents.nodes).toHaveLength(3);
  });

  it('are of a product that is known by its national number alone, from the delivery to the patient', async () => {
    const french = { nationalCode: '3400930000014', nationalCodeSystem: 'CIP13' };
    const productId = await counter.medicine('Amoxicilline 500 mg', {}, french);
    for (const [index, scan] of [code('L1', 'S1'), `${code('L1', 'S2')}(711)3400930000014`].entries()) {
      const received = { branchId: counter.branchId, lines: [{ scan, quantity: 1 }] };
      expect((await counter.run('receiveStock', 'stockItems { id }', received)).userErrors).toEqual([]);
      const dispense = await counter.prepared(await counter.prescribe(productId, {}, { patientId: newId('patient') }), { scan });
      const verified = await counter.run('verifyDispensePack', 'lot { verified serialNumbers }', { id: dispense.id, scan });
      expect(verified).toEqual({ lot: { verified: 1, serialNumbers: [`S${index + 1}`] }, userErrors: [] });
    }
  });
});
