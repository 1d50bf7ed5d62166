import { sql } from '#kernel/database/sql.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { openPharmacy } from '../testing/dispensary.js';
import { Surgery, type Item, type Written } from '../testing/surgery.js';
import { MedicationRequestStatus, nextRequestStatuses, statusesFor, type StatusAct } from './request-status.js';
import { statusOfWhole } from './settling.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openPharmacy());
});
afterAll(() => subgraph.close());

const mutations: Readonly<Record<StatusAct, string>> = {
  sign: 'signPrescription',
  hold: 'holdPrescription',
  resume: 'resumePrescription',
  cancel: 'cancelPrescription',
  stop: 'stopPrescription',
  markInError: 'markPrescriptionInError',
};
const acts = Object.keys(mutations) as StatusAct[];

async function twoMedicines(surgery: Surgery): Promise<{ items: object[] }> {
  const [first, second] = [await surgery.medicine('First'), await surgery.medicine('Second')];
  return {
    items: [
      { productId: first, quantity: 2, refills: 1 },
      { productId: second, quantity: 1 },
    ],
  };
}

/** A prescription in each status, brought there by what people and hand-overs do; what came from elsewhere nobody here can make. */
async function inStatus(surgery: Surgery, status: MedicationRequestStatus): Promise<Written> {
  const items = await twoMedicines(surgery);
  const done = async (act: StatusAct, from: Promise<Written>): Promise<Written> => {
    const { prescription, userErrors } = await surgery.act(mutations[act], await from);
    if (!prescription) throw new Error(userErrors[0]?.message);
    return prescription;
  };
  switch (status) {
    case MedicationRequestStatus.DRAFT:
      return surgery.draft(items);
    case MedicationRequestStatus.ACTIVE:
      return surgery.signed(items);
    case MedicationRequestStatus.ON_HOLD:
      return done('hold', surgery.signed(items));
    case MedicationRequestStatus.CANCELLED:
      return done('cancel', surgery.signed(items));
    case MedicationRequestStatus.STOPPED:
      return done('stop', surgery.signed(items));
    case MedicationRequestStatus.ENTERED_IN_ERROR:
      return done('markInError', surgery.signed(items));
    case MedicationRequestStatus.COMPLETED: {
      const { id } = await surgery.signed(items);
      await surgery.handOver(id, [4, 1]);
      return surgery.facts(id);
    }
    case MedicationRequestStatus.UNKNOWN: {
      const { id } = await surgery.signed(items);
      const uuid = toUuid('prescription', id);
      await surgery.behind(async (transaction) => {
        await transaction.rows(sql`update prescriptions set status = 'UNKNOWN' where id = ${uuid}`);
        await transaction.rows(sql`update medication_requests set status = 'UNKNOWN' where prescription_id = ${uuid}`);
      });
      return surgery.facts(id);
    }
  }
}

describe('the statuses of a prescription', () => {
  it('go the ways of the table, each by one act or by handing over, and no other', () => {
    const settled = new Set([
      `${MedicationRequestStatus.ACTIVE} ${MedicationRequestStatus.COMPLETED}`,
      `${MedicationRequestStatus.COMPLETED} ${MedicationRequestStatus.ACTIVE}`,
    ]);
    const known = Object.values(MedicationRequestStatus).flatMap((from) => nextRequestStatuses(from).map((to) => `${from} ${to}`));
    const target: Readonly<Record<StatusAct, string>> = {
      sign: 'ACTIVE',
      hold: 'ON_HOLD',
      resume: 'ACTIVE',
      cancel: 'CANCELLED',
      stop: 'STOPPED',
      markInError: 'ENTERED_IN_ERROR',
    };
    const acted = acts.flatMap((act) => statusesFor(act).map((from) => `${from} ${target[act]}`));
    expect(new Set(acted).size).toBe(acted.length);
    expect([...acted, ...settled].sort()).toEqual(known.sort());
  });

  const cases = Object.values(MedicationRequestStatus).flatMap((from) => acts.map((act) => [act, from] as const));
  it.each(cases)('%s of one that is %s does what the table says, to the whole and its medicines', async (act, from) => {
    const surgery = new Surgery(subgraph, neighbours);
    const before = await inStatus(surgery, from);
    expect([before.status, ...before.items.map(({ status }) => status)]).toEqual([from, from, from]);
    const { prescription, userErrors } = await surgery.act(mutations[act], before);
    if (!statusesFor(act).includes(from)) {
      expect(userErrors).toEqual([
        { code: 'WRONG_STATE', message: expect.stringContaining(`The prescription is ${from} and cannot be`) as string },
      ]);
      expect(prescription).toBeNull();
      expect(await surgery.facts(before.id)).toEqual(before);
      return;
    }
    expect(userErrors).toEqual([]);
    const now = await surgery.facts(before.id);
    expect(prescription).toMatchObject({ id: before.id, status: now.status, version: before.version + 1 });
    expect(nextRequestStatuses(from)).toContain(now.status);
    expect(now.items.map(({ status }) => status)).toEqual([now.status, now.status]);
    const reason = act === 'sign' ? null : 'Changed her mind';
    expect([now.statusReason, ...now.items.map(({ statusReason }) => statusReason)]).toEqual([reason, reason, reason]);
  });

  it('take a reason, and a version that is not stale', async () => {
    const surgery = new Surgery(subgraph, neighbours);
    const signed = await surgery.signed();
    const refusal = async (mutation: string, more: object) => (await surgery.act(mutation, signed, more)).userErrors;
    expect(await refusal('holdPrescription', { reason: ' ' })).toEqual([{ code: 'REQUIRED', message: 'Say why.' }]);
    expect(await refusal('stopPrescription', { reason: 'x'.repeat(1001) })).toEqual([
      { code: 'INVALID', message: 'reason holds at most 1000 characters.' },
    ]);
    expect(await refusal('stopPrescription', { expectedVersion: 1 })).toMatchObject([{ code: 'STALE_VERSION' }]);
    const held = (await surgery.act('holdPrescription', signed)).prescription;
    expect((await surgery.act('resumePrescription', held ?? signed, { reason: null })).prescription).toMatchObject({
      status: 'ACTIVE',
      statusReason: null,
    });
  });

  it('need the permission', async () => {
    const surgery = new Surgery(subgraph, neighbours);
    const signed = await surgery.signed();
    const signer = surgery.somebody({ permissions: ['prescriptions:read', 'prescriptions:sign', 'medicines:read'] });
    for (const act of acts.filter((each) => each !== 'sign'))
      await expect(surgery.act(mutations[act], signed, {}, signer)).rejects.toThrow('prescriptions:write');
    expect((await surgery.facts(signed.id)).status).toBe('ACTIVE');
  });
});

describe('what was handed over', () => {
  it('completes medicines and then the prescription, and what comes back makes them active again', async () => {
    const surgery = new Surgery(subgraph, neighbours);
    const { id } = await surgery.signed(await twoMedicines(surgery));
    const statuses = async () => {
      const { status, items } = await surgery.facts(id);
      return [status, ...items.map((item) => `${item.status} ${String(item['remaining'])} ${String(item['dueNow'])}`)];
    };
    await surgery.handOver(id, [1, 1]);
    expect(await statuses()).toEqual(['ACTIVE', 'ACTIVE 3 1', 'COMPLETED 0 0']);
    await surgery.handOver(id, [1]);
    expect(await statuses()).toEqual(['ACTIVE', 'ACTIVE 2 2', 'COMPLETED 0 0']);
    await surgery.handOver(id, [2]);
    expect(await statuses()).toEqual(['COMPLETED', 'COMPLETED 0 0', 'COMPLETED 0 0']);
    await surgery.handOver(id, [0, -1]);
    expect(await statuses()).toEqual(['ACTIVE', 'COMPLETED 0 0', 'ACTIVE 1 1']);
  });

  it('is not withdrawn but stopped, and stays what it was', async () => {
    const surgery = new Surgery(subgraph, neighbours);
    const { id } = await surgery.signed(await twoMedicines(surgery));
    await surgery.handOver(id, [0, 1]);
    const before = await surgery.facts(id);
    expect((await surgery.act('cancelPrescription', before)).userErrors).toEqual([
      { code: 'WRONG_STATE', message: 'Some of it was dispensed: stop it instead (stopPrescription).' },
    ]);
    const { prescription } = await surgery.act('stopPrescription', before);
    expect([prescription?.status, ...(prescription?.items ?? []).map(({ status }) => status)]).toEqual(['STOPPED', 'STOPPED', 'COMPLETED']);
    await surgery.handOver(id, [0, -1]);
    expect((await surgery.facts(id)).items.map(({ status }) => status)).toEqual(['STOPPED', 'COMPLETED']);
  });

  it('is never more than was prescribed', async () => {
    const surgery = new Surgery(subgraph, neighbours);
    const { id } = await surgery.signed(await twoMedicines(surgery));
    await expect(surgery.handOver(id, [5])).rejects.toThrow('medication_requests_not_overdispensed');
    await expect(surgery.handOver(id, [-1])).rejects.toThrow('medication_requests_not_overdispensed');
  });

  it('decides with its withdrawal which of the two comes first', async () => {
    const surgery = new Surgery(subgraph, neighbours);
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const signed = await surgery.signed(await twoMedicines(surgery));
      const handOver = surgery.behind(async (transaction) => {
        const uuid = toUuid('prescription', signed.id);
        const [row] = await transaction.rows<{ status: string }>(sql`select status from prescriptions where id = ${uuid} for update`);
        if (row?.status === 'ACTIVE')
          await transaction.rows(sql`update medication_requests set dispensed = 1 where prescription_id = ${uuid}`);
      });
      const [cancelled] = await Promise.all([surgery.act('cancelPrescription', signed), handOver]);
      const { status, items } = await surgery.facts(signed.id);
      const given = items.some(({ dispensed }) => dispensed === 1);
      expect([status, given]).toEqual(cancelled.prescription ? ['CANCELLED', false] : ['ACTIVE', true]);
    }
  });
});

describe('one medicine', () => {
  const act = async (surgery: Surgery, mutation: string, { id, version }: Pick<Item, 'id' | 'version'>, context = surgery.doctor) =>
    surgery.run<{ medicationRequest: Item | null; prescription: Written | null }>(
      mutation,
      'medicationRequest { id version status statusReason } prescription { id version status statusReason }',
      { id, expectedVersion: version, reason: 'Rash' },
      context,
    );
  const of = (written: Written, index: number) => written.items[index] as Item;

  it('is held, resumed and stopped by itself, and the prescription follows', async () => {
    const surgery = new Surgery(subgraph, neighbours);
    const signed = await surgery.signed(await twoMedicines(surgery));
    const again = () => surgery.facts(signed.id);
    expect(await act(surgery, 'holdMedicationRequest', of(signed, 0))).toMatchObject({
      medicationRequest: { status: 'ON_HOLD', statusReason: 'Rash' },
      prescription: { status: 'ACTIVE', version: signed.version },
    });
    expect((await act(surgery, 'holdMedicationRequest', of(signed, 1))).prescription).toMatchObject({ status: 'ON_HOLD' });
    expect((await act(surgery, 'resumeMedicationRequest', of(await again(), 0))).prescription).toMatchObject({ status: 'ACTIVE' });
    expect((await again()).items.map(({ status }) => status)).toEqual(['ACTIVE', 'ON_HOLD']);
    expect((await act(surgery, 'stopMedicationRequest', of(await again(), 0))).prescription).toMatchObject({ status: 'ON_HOLD' });
    expect(await act(surgery, 'stopMedicationRequest', of(await again(), 1))).toMatchObject({
      medicationRequest: { status: 'STOPPED' },
      prescription: { status: 'STOPPED', statusReason: 'Rash' },
    });
  });

  const itemActs = { hold: 'holdMedicationRequest', resume: 'resumeMedicationRequest', stop: 'stopMedicationRequest' } as const;
  const cases = Object.values(MedicationRequestStatus).flatMap((from) =>
    (Object.keys(itemActs) as (keyof typeof itemActs)[]).map((each) => [each, from] as const),
  );
  it.each(cases)('%s of one that is %s does what the table says', async (each, from) => {
    const surgery = new Surgery(subgraph, neighbours);
    const before = await inStatus(surgery, from);
    const { medicationRequest, userErrors } = await act(surgery, itemActs[each], of(before, 0));
    if (statusesFor(each).includes(from)) {
      expect(nextRequestStatuses(from)).toContain(medicationRequest?.status);
      return;
    }
    expect(userErrors).toEqual([
      { code: 'WRONG_STATE', message: expect.stringContaining(`The medicine is ${from} and cannot be`) as string },
    ]);
    expect(await surgery.facts(before.id)).toEqual(before);
  });

  it('ends the prescription with the last of them, also when two people end one each', async () => {
    const surgery = new Surgery(subgraph, neighbours);
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const signed = await surgery.signed(await twoMedicines(surgery));
      const outcomes = await Promise.all([0, 1].map((index) => act(surgery, 'stopMedicationRequest', of(signed, index))));
      expect(outcomes.flatMap(({ userErrors }) => userErrors)).toEqual([]);
      expect((await surgery.facts(signed.id)).status).toBe('STOPPED');
    }
  });

  it('is changed by who has read it as it is, where it was written', async () => {
    const surgery = new Surgery(subgraph, neighbours);
    const signed = await surgery.signed(await twoMedicines(surgery));
    const [item] = signed.items as [Item];
    expect((await act(surgery, 'stopMedicationRequest', { ...item, version: 1 })).userErrors).toMatchObject([{ code: 'STALE_VERSION' }]);
    const notFound = [{ code: 'NOT_FOUND', message: 'There is no such medicine at the branches where you may do this.' }];
    const stranger = new Surgery(subgraph, neighbours);
    const elsewhere = surgery.somebody({ branches: [newId('branch')] });
    expect((await act(surgery, 'stopMedicationRequest', item, stranger.doctor)).userErrors).toEqual(notFound);
    expect((await act(surgery, 'stopMedicationRequest', item, elsewhere)).userErrors).toEqual(notFound);
    const reader = surgery.somebody({ permissions: ['prescriptions:read'] });
    await expect(act(surgery, 'stopMedicationRequest', item, reader)).rejects.toThrow('prescriptions:write');
    expect(await surgery.facts(signed.id)).toEqual(signed);
  });
});

it('the whole is what the liveliest of its medicines is', () => {
  const { ACTIVE, ON_HOLD, COMPLETED, STOPPED } = MedicationRequestStatus;
  expect(statusOfWhole([STOPPED, COMPLETED, ON_HOLD, ACTIVE])).toBe(ACTIVE);
  expect(statusOfWhole([STOPPED, COMPLETED, ON_HOLD])).toBe(ON_HOLD);
  expect(statusOfWhole([COMPLETED, COMPLETED])).toBe(COMPLETED);
  expect(statusOfWhole([STOPPED, COMPLETED])).toBe(STOPPED);
});
