import { sql } from '#kernel/database/sql.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { openPharmacy } from '../testing/dispensary.js';
import { DispensingCounter, type Outcome, type Prepared } from './testing/dispensing-counter.js';

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

const codes = ({ userErrors }: Outcome) => userErrors.map(({ code }) => code);
const messages = ({ userErrors }: Outcome) => userErrors.map(({ message }) => message).join(' ');

/** Three packs of two lots, handed over. */
async function given(medication: object = {}, item: object = {}): Promise<{ productId: string; dispense: Prepared; lots: string[] }> {
  const productId = await counter.medicine('Morphine 10 mg', medication);
  const lots = await counter.shelve(productId, [
    { quantity: 2, expiresOn: '2038-01-31' },
    { quantity: 2, expiresOn: '2039-01-31' },
  ]);
  return { productId, lots, dispense: await counter.handedOver(await counter.prescribe(productId, { quantity: 3, ...item })) };
}

const back = (dispense: Prepared, lots: readonly [string | undefined, number][], more: object = {}) =>
  counter.does('returnDispense', dispense, { reason: 'Too strong', lots: lots.map(([lotId, quantity]) => ({ lotId, quantity })), ...more });

async function stockByStatus(productId: string): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  await counter.behind(async (transaction) => {
    const rows = await transaction.rows<{
      status: string;
      on_hand: number;
    }>(sql`select status, sum(on_hand)::int as on_hand from stock_items
      where product_id = ${toUuid('product', productId)} group by status`);
    for (const { status, on_hand } of rows) found[status] = on_hand;
  });
  return found;
}

it('goes into quarantine, part by part, and never more than was given', async () => {
  const { productId, dispense, lots } = await given();
  const [first, second] = lots;
  const part = await back(dispense, [
    [first, 1],
    [second, 1],
  ]);
  expect(part.userErrors).toEqual([]);
  expect(part.dispense).toMatchObject({
    status: 'COMPLETED',
    lots: [
      { quantity: 2, returned: 1 },
      { quantity: 1, returned: 1 },
    ],
    returns: [
      { quantity: 1, reason: 'Too strong', credited: false, receivedBy: { id: counter.context.actor.id } },
      { quantity: 1, reason: 'Too strong', credited: false },
    ],
    request: { status: 'COMPLETED', dispensed: 3 },
  });
  expect(await stockByStatus(productId)).toEqual({ AVAILABLE: 1, QUARANTINED: 2 });
  expect(messages(await back(dispense, [[first, 2]]))).toContain('at most 1 pack can come back');
  expect(messages(await back(dispense, [[second, 1]]))).toContain('at most 0 packs');
  expect((await back(dispense, [[first, 1]])).userErrors).toEqual([]);
  expect(codes(await back(dispense, [[first, 1]]))).toEqual(['INVALID']);
  expect(await stockByStatus(productId)).toEqual({ AVAILABLE: 1, QUARANTINED: 3 });
  await counter.behind(async (transaction) => {
    const [sum] =
      await transaction.rows(sql`select sum(quantity)::int as left_the_house, count(*) filter (where kind = 'RETURN' and patient_id is null)::int as nameless
      from stock_movements where source_id = ${toUuid('dispense', dispense.id)}`);
    expect(sum).toEqual({ left_the_house: 0, nameless: 0 });
  });
});

it('closes in the register of controlled substances', async () => {
  const { productId, dispense, lots } = await given({ controlledSchedule: 'II' });
  await back(dispense, [[lots[0], 1]]);
  await counter.behind(async (transaction) => {
    const entries = await transaction.rows<{
      kind: string;
      quantity: number;
      balance: number;
    }>(sql`select kind, quantity, balance from register_entries
      where lot_id = ${toUuid('lot', lots[0] ?? '')} order by sequence`);
    expect(entries).toEqual([
      { kind: 'RECEIPT', quantity: 2, balance: 2 },
      { kind: 'DISPENSE', quantity: -2, balance: 0 },
      { kind: 'RETURN', quantity: 1, balance: 1 },
    ]);
  });
  expect(await counter.stockOf(productId)).toEqual({ onHand: 2, reserved: 0 });
});

it('gives the patient as much again only when it is credited', async () => {
  const { dispense, lots } = await given();
  await back(dispense, [[lots[0], 1]]);
  expect(messages(await counter.prepare(dispense.request.id))).toContain('all of it was handed over');
  const credited = await back(dispense, [[lots[0], 1]], { creditRequest: true });
  expect(credited.dispense).toMatchObject({ request: { status: 'ACTIVE', dispensed: 2, dueNow: 1 }, prescription: { status: 'ACTIVE' } });
  const again = await counter.prepared(dispense.request.id);
  expect(again).toMatchObject({ quantity: 1, fill: 1 });
  expect(await counter.did('handOverDispense', again)).toMatchObject({ request: { status: 'COMPLETED', dispensed: 3 } });
});

describe('of a medicine that was handed over in full, beside another that was not', () => {
  /** Two medicines on a prescription, one pack of each; only the first is on the shelf. */
  async function prescription() {
    const [productId, other] = [await counter.medicine('Morphine 10 mg'), await counter.medicine('Naloxone 1 mg')];
    const [lotId] = await counter.shelve(productId, [{ quantity: 2 }]);
    const { id, items } = await counter.signed({ items: [productId, other].map((each) => ({ productId: each, quantity: 1 })) });
    const [given = '', rest = ''] = items.map((item) => item.id);
    const facts = () => counter.facts(id);
    const stopRest = async () => {
      const { version } = (await facts()).items[1] ?? {};
      const input = { id: rest, expectedVersion: version, reason: 'Not needed' };
      await counter.done('stopMedicationRequest', 'medicationRequest { id }', input, counter.doctor);
    };
    return { lotId, given, rest, facts, stopRest };
  }

  it.each(['before', 'after'])('is credited, although the other was stopped %s the hand-over', async (when) => {
    const { lotId, given, rest, stopRest } = await prescription();
    if (when === 'before') await stopRest();
    const dispense = await counter.handedOver(given);
    if (when === 'after') await stopRest();
    expect(await counter.dispense(dispense.id)).toMatchObject({ request: { status: 'COMPLETED' }, prescription: { status: 'STOPPED' } });
    const credited = await back(dispense, [[lotId, 1]], { creditRequest: true });
    expect(credited.dispense).toMatchObject({ request: { status: 'ACTIVE', dispensed: 0, dueNow: 1 }, prescription: { status: 'ACTIVE' } });
    expect(await counter.handedOver(given)).toMatchObject({ request: { status: 'COMPLETED' }, prescription: { status: 'STOPPED' } });
    expect(messages(await counter.prepare(rest))).toBe('This medicine was stopped.');
  });

  it('is not credited where the prescriber stopped the whole', async () => {
    const { lotId, given, facts } = await prescription();
    const dispense = await counter.handedOver(given);
    await counter.act('stopPrescription', await facts());
    expect((await back(dispense, [[lotId, 1]], { creditRequest: true })).userErrors).toEqual([
      {
        code: 'WRONG_STATE',
        message: 'The prescriber stopped the prescription: nothing more of it is handed over. Take it back without crediting it.',
      },
    ]);
    const taken = await back(dispense, [[lotId, 1]]);
    expect(taken.dispense).toMatchObject({ request: { status: 'COMPLETED', dispensed: 1 }, prescription: { status: 'STOPPED' } });
  });
});

it('is not credited to what was stopped', async () => {
  const { dispense, lots } = await given({}, { refills: 1 });
  const { prescription } = await counter.ask<{ prescription: { id: string; version: number } }>(
    'query ($id: ID!) { prescription(id: $id) { id version } }',
    { id: dispense.prescription.id },
  );
  await counter.act('stopPrescription', prescription);
  expect(codes(await back(dispense, [[lots[0], 1]], { creditRequest: true }))).toEqual(['WRONG_STATE']);
  expect((await back(dispense, [[lots[0], 1]])).dispense).toMatchObject({ request: { status: 'STOPPED', dispensed: 3 } });
});

it('is refused without words, lots or numbers that mean something, and before anything was handed over', async () => {
  const { dispense, lots, productId } = await given({}, { refills: 1 });
  expect(codes(await back(dispense, [[lots[0], 1]], { reason: ' - ' }))).toEqual(['REQUIRED']);
  expect(codes(await back(dispense, []))).toEqual(['REQUIRED']);
  expect(codes(await back(dispense, [[lots[0], 0]]))).toEqual(['INVALID']);
  expect(codes(await back(dispense, [[lots[0], -1]]))).toEqual(['INVALID']);
  expect(
    codes(
      await back(dispense, [
        [lots[0], 1],
        [lots[0], 1],
      ]),
    ),
  ).toEqual(['INVALID']);
  expect(codes(await back(dispense, [[newId('lot'), 1]]))).toEqual(['NOT_FOUND']);
  expect(codes(await back({ ...dispense, version: 1 }, [[lots[0], 1]]))).toEqual(['STALE_VERSION']);
  await counter.shelve(productId, [{ quantity: 9 }]);
  const open = await counter.prepared(dispense.request.id);
  expect(messages(await back(open, [[open.lots[0]?.lot.id, 1]]))).toContain('Cancel it instead');
  await expect(counter.behind((transaction) => transaction.rows(sql`update dispense_returns set quantity = 9`))).rejects.toThrow(
    'permission denied',
  );
});
