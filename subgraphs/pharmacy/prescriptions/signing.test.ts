import { sql, type Sql } from '#kernel/database/sql.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { openPharmacy } from '../testing/dispensary.js';
import { Surgery, type Written } from '../testing/surgery.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openPharmacy());
});
afterAll(() => subgraph.close());

it('the signature gives a number without gaps, a code and the day, and makes all of it active', async () => {
  const surgery = new Surgery(subgraph, neighbours);
  const thrownAway = await surgery.draft();
  await surgery.act('cancelPrescription', thrownAway);
  const first = await surgery.signed();
  const [second, third] = [await surgery.draft(), await surgery.draft()];
  const both = await Promise.all([second, third].map((draft) => surgery.act('signPrescription', draft)));
  expect(first).toMatchObject({ number: 'UB1-RX-000001', status: 'ACTIVE', version: 2, items: [{ status: 'ACTIVE' }] });
  expect(first['signedAt']).not.toBeNull();
  expect(first.scanCode).toMatch(/^CGRX:[0-9A-HJKMNP-TV-Z]{32}$/);
  expect(both.map(({ prescription }) => prescription?.number).sort()).toEqual(['UB1-RX-000002', 'UB1-RX-000003']);
  expect((await surgery.facts(thrownAway.id)).number).toBeNull();
});

it('nobody signs for another, twice, or without the permission', async () => {
  const surgery = new Surgery(subgraph, neighbours);
  const draft = await surgery.draft();
  const colleague = surgery.somebody();
  expect((await surgery.act('signPrescription', draft, {}, colleague)).userErrors).toEqual([
    { code: 'NOT_ALLOWED', message: 'Only the prescriber who is named on it can sign it.' },
  ]);
  const writer = surgery.somebody({
    actorId: surgery.doctorId,
    permissions: ['prescriptions:read', 'prescriptions:write', 'medicines:read'],
  });
  await expect(surgery.act('signPrescription', draft, {}, writer)).rejects.toThrow('prescriptions:sign');
  expect((await surgery.act('signPrescription', draft, { expectedVersion: 2 })).userErrors).toMatchObject([{ code: 'STALE_VERSION' }]);
  const outcomes = await Promise.all([1, 2, 3].map(() => surgery.act('signPrescription', draft)));
  expect(outcomes.filter(({ prescription }) => prescription !== null)).toHaveLength(1);
  const signed = await surgery.facts(draft.id);
  expect((await surgery.act('signPrescription', signed)).userErrors).toEqual([
    { code: 'WRONG_STATE', message: 'The prescription is ACTIVE and cannot be signed: that takes one that is DRAFT.' },
  ]);
});

it('what is out of use by then, or over, or whose patient is gone, is not signed', async () => {
  const surgery = new Surgery(subgraph, neighbours);
  const refusal = async (draft: Written) => (await surgery.act('signPrescription', draft)).userErrors;
  const productId = await surgery.medicine('Old');
  const outdated = await surgery.draft({ items: [{ productId, quantity: 1 }] });
  await surgery.done('updateProduct', 'product { id }', { id: productId, expectedVersion: 1, status: 'INACTIVE' });
  expect(await refusal(outdated)).toEqual([{ code: 'WRONG_STATE', message: 'Old is not in use any more: prescribe another product.' }]);
  const lapsed = await surgery.draft();
  await surgery.behind((transaction) =>
    transaction.rows(
      sql`update prescriptions set written_on = '2025-01-01', valid_until = '2025-02-01' where id = ${toUuid('prescription', lapsed.id)}`,
    ),
  );
  expect(await refusal(await surgery.facts(lapsed.id))).toEqual([
    { code: 'WRONG_STATE', message: 'It was valid until 2025-02-01: choose another day first (updatePrescription).' },
  ]);
  const patientId = newId('patient');
  const orphaned = await surgery.draft({ patientId });
  neighbours.of('Patient').set(patientId, { deletedAt: '2026-01-01T00:00:00Z' });
  expect(await refusal(orphaned)).toEqual([{ code: 'NOT_FOUND', message: 'There is no such patient.' }]);
  for (const { id } of [outdated, lapsed, orphaned]) expect((await surgery.facts(id)).status).toBe('DRAFT');
});

describe('what is signed does not change', () => {
  it('by a command', async () => {
    const surgery = new Surgery(subgraph, neighbours);
    const signed = await surgery.signed();
    expect((await surgery.act('updatePrescription', signed, { note: 'One more' })).userErrors).toEqual([
      { code: 'WRONG_STATE', message: 'The prescription is ACTIVE: only a draft can be changed. Stop it, and write another one.' },
    ]);
  });

  it('by any statement: neither it, nor its medicines, nor that it was signed', async () => {
    const surgery = new Surgery(subgraph, neighbours);
    const productId = await surgery.medicine();
    const signed = await surgery.signed({ items: [{ productId, quantity: 1 }] });
    const draft = await surgery.draft();
    const [uuid, draftUuid] = [toUuid('prescription', signed.id), toUuid('prescription', draft.id)];
    const write = (statement: Sql) => surgery.behind((transaction) => transaction.rows(statement));
    const forbidden = [
      sql`update prescriptions set note = 'More' where id = ${uuid}`,
      sql`update prescriptions set valid_until = valid_until + 30 where id = ${uuid}`,
      sql`update prescriptions set signed_at = null, status = 'DRAFT' where id = ${uuid}`,
      sql`update prescriptions set prescriber_id = ${toUuid('staff', newId('staff'))} where id = ${uuid}`,
      sql`update medication_requests set quantity = 10 where prescription_id = ${uuid}`,
      sql`update medication_requests set dose_value = 10, dose_unit = 'g' where prescription_id = ${uuid}`,
      sql`update medication_requests set prescription_id = ${draftUuid}, position = 2 where prescription_id = ${uuid}`,
      sql`update medication_requests set prescription_id = ${uuid}, position = 2 where prescription_id = ${draftUuid}`,
      sql`delete from medication_requests where prescription_id = ${uuid}`,
      sql`insert into medication_requests (prescription_id, patient_id, position, status, product_id, quantity, substitution_allowed)
        select prescription_id, patient_id, 2, 'ACTIVE', product_id, 5, true from medication_requests where prescription_id = ${uuid}`,
    ];
    for (const statement of forbidden) await expect(write(statement)).rejects.toThrow('does not change but for its status');
    expect(await surgery.facts(signed.id)).toEqual(signed);
    await write(sql`update prescriptions set status = 'ON_HOLD', status_reason = 'Allergy' where id = ${uuid}`);
    await write(sql`update medication_requests set status = 'ON_HOLD', dispensed = 1 where prescription_id = ${uuid}`);
    await write(sql`delete from medication_requests where prescription_id = ${draftUuid}`);
  });

  it('but what is brought in signed brings its medicines', async () => {
    const surgery = new Surgery(subgraph, neighbours);
    const productId = await surgery.medicine();
    await surgery.behind(async (transaction) => {
      const [row] = await transaction.rows<{ id: string }>(sql`insert into prescriptions (branch_id, number, scan_code, status, patient_id,
          prescriber_id, signed_at, written_on, valid_until)
        values (${toUuid('branch', surgery.branchId)}, 'OLD-1', 'OLD-1', 'UNKNOWN', ${toUuid('patient', surgery.patientId)},
          ${toUuid('staff', surgery.doctorId)}, now(), '2025-01-01', '2025-02-01') returning id`);
      await transaction.rows(sql`insert into medication_requests (prescription_id, patient_id, position, status, product_id, quantity, substitution_allowed)
        values (${row?.id}, ${toUuid('patient', surgery.patientId)}, 1, 'UNKNOWN', ${toUuid('product', productId)}, 1, true)`);
    });
    const { prescriptions } = await surgery.ask<{ prescriptions: { nodes: object[] } }>(
      '{ prescriptions { nodes { number isExpired items { position } } } }',
    );
    expect(prescriptions.nodes).toEqual([{ number: 'OLD-1', isExpired: true, items: [{ position: 1 }] }]);
  });
});

it('the code on the paper finds the prescription, however it is typed, and only for its tenant', async () => {
  const surgery = new Surgery(subgraph, neighbours);
  const stranger = new Surgery(subgraph, neighbours);
  const { id, scanCode } = await surgery.signed();
  const code = scanCode ?? '';
  const find = async (text: string, context = surgery.doctor) => {
    const query = 'query ($code: String!) { prescriptionByCode(code: $code) { id } }';
    return (
      (await surgery.ask<{ prescriptionByCode: { id: string } | null }>(query, { code: text }, context)).prescriptionByCode?.id ?? null
    );
  };
  const typed = code
    .slice(5)
    .toLowerCase()
    .replaceAll('0', 'o')
    .replaceAll('1', 'l')
    .replace(/(.{4})/g, '$1 ');
  expect([await find(code), await find(` ${code.toLowerCase()}\n`), await find(typed)]).toEqual([id, id, id]);
  expect([await find(code.slice(0, -1)), await find(`${code}0`), await find(''), await find(code.replace('CGRX', 'CGVX'))]).toEqual([
    null,
    null,
    null,
    null,
  ]);
  expect(await find(code, stranger.doctor)).toBeNull();
  await expect(find(code, surgery.somebody({ permissions: ['prescriptions:write'] }))).rejects.toThrow('prescriptions:read');
});
