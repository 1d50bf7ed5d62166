import { createHash, generateKeyPairSync } from 'node:crypto';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { newId } from '#kernel/graph/type-id.js';
import { openLogistics } from '../../testing/depot.js';
import { CustodyHouse, handoverFields, type HandoverAnswer, signaturesOf, succeeded, type Signatory } from '../testing/custody-house.js';

let subgraph: TestSubgraph;
let neighbours: ConstructorParameters<typeof CustodyHouse>[1];
beforeAll(async () => {
  ({ subgraph, neighbours } = await openLogistics());
});
afterAll(() => subgraph.close());

async function clinicAndLaboratory() {
  const house = new CustodyHouse(subgraph, neighbours);
  const nurse = await house.signatory('Oyuun');
  const bold = await house.signatory('Bold');
  const tsetseg = await house.signatory('Tsetseg', house.laboratoryId, [house.laboratoryId]);
  return { house, nurse, bold, tsetseg };
}

const at = ({ staffId, branchId }: Signatory) => ({ staffId, branchId });
const codes = ({ userErrors }: { userErrors: readonly { code: string }[] }) => userErrors.map(({ code }) => code);
const messages = ({ userErrors }: { userErrors: readonly { message: string }[] }) => userErrors.map(({ message }) => message).join(' ');

it('goes from the nurse by the courier to the laboratory, signed by both sides each time', async () => {
  const { house, nurse, bold, tsetseg } = await clinicAndLaboratory();
  const blood = house.specimen();
  await house.handOver(nurse, bold, [{ ...blood, temperature: { celsius: 4.5, deviceId: 'logger_3' } }]);
  const accepted = succeeded(
    await house.sign(
      'acceptHandover',
      tsetseg,
      await house.offer(bold, { branchId: house.laboratoryId }, [{ ...blood, condition: 'SEAL_BROKEN' }]),
    ),
  );
  expect(accepted).toMatchObject({ status: 'ACCEPTED', items: [{ itemId: blood.itemId, sequence: 2, condition: 'SEAL_BROKEN' }] });
  const chain = await house.chain(blood.itemId, tsetseg.context);
  expect(chain).toMatchObject({
    item: { itemId: blood.itemId, holderName: 'Central Laboratory', delivered: true, length: 2 },
    entries: [
      { sequence: 1, condition: 'INTACT' },
      { sequence: 2, condition: 'SEAL_BROKEN', hash: accepted.items[0]?.hash },
    ],
    verdict: { isWhole: true, length: 2, headHash: accepted.items[0]?.hash, holder: { id: house.laboratoryId }, fault: null, faults: [] },
  });
});

it('signs what RFC 8785 makes of the handover, hashed behind the hash before', async () => {
  const { house, nurse, bold } = await clinicAndLaboratory();
  const blood = house.specimen('S-0007');
  const place = { name: 'Ward 3', gln: '9501101020016', latitude: 47.9185, longitude: 106.9177 };
  const proposed = succeeded(
    await house.propose(nurse, at(bold), [{ ...blood, remark: ' Lid is loose ', temperature: { celsius: 4.5 } }], {
      place,
      at: '2026-03-01T08:30:00+08:00',
    }),
  );
  const [item] = proposed.items;
  expect(item?.text).toBe(
    `{"at":"2026-03-01T00:30:00.000Z","condition":"INTACT","from":{"id":"${nurse.staffId}","name":"Oyuun"},"itemId":"${blood.itemId}",` +
      '"place":{"gln":"9501101020016","latitude":47.9185,"longitude":106.9177,"name":"Ward 3"},"remark":"Lid is loose","scan":"S-0007",' +
      `"sequence":1,"temperature":{"celsius":4.5},"to":{"id":"${bold.staffId}","name":"Bold"}}`,
  );
  expect(item?.previousHash).toBe('0'.repeat(64));
  const hash = createHash('sha256')
    .update(item?.previousHash ?? '', 'hex')
    .update(item?.text ?? '', 'utf8')
    .digest('hex');
  expect(item?.hash).toBe(hash);
});

describe('the scan', () => {
  it('must be the code of the item, which is named where it is not', async () => {
    const { house, nurse, bold, tsetseg } = await clinicAndLaboratory();
    const [right, wrong] = [house.specimen('S-1'), house.specimen('S-2')];
    const refused = await house.propose(nurse, at(bold), [right, { ...wrong, scan: 'S-3' }]);
    expect(codes(refused)).toEqual(['INVALID']);
    expect(messages(refused)).toContain('EDTA blood is labelled S-2, but S-3 was scanned');
    await house.handOver(nurse, bold, [right]);
    // What it was called at first stays, whatever a later giver says.
    expect(messages(await house.propose(bold, at(tsetseg), [{ ...right, code: 'S-9', scan: 'S-9' }]))).toContain('labelled S-1');
    expect((await house.propose(bold, at(tsetseg), [{ itemId: right.itemId, scan: ' S-1 ' }])).userErrors).toEqual([]);
  });

  it('may be a GS1 code of which the code is the GTIN, and anything where there is no code', async () => {
    const { house, nurse, bold } = await clinicAndLaboratory();
    const pack = { itemId: newId('lot'), name: 'Vaccine', code: '09501101530003', scan: '(01)09501101530003(21)S7(10)L1' };
    const box = { itemId: newId('instrument'), name: 'Box', scan: 'whatever' };
    expect((await house.propose(nurse, at(bold), [pack, box])).userErrors).toEqual([]);
    expect(messages(await house.propose(nurse, at(bold), [{ ...pack, scan: '(01)09501101530010' }]))).toContain('Vaccine is labelled');
  });

  it('and the name come from the task where it has the item', async () => {
    const { house, nurse, bold } = await clinicAndLaboratory();
    const blood = house.specimen('S-4');
    const orderId = newId('order');
    const taskId = await house.task([{ ...blood, quantity: 1 }], orderId);
    // Whoever made the task knew it; who carries it need not see it.
    house.neighbours.missing.add(blood.itemId);
    const { itemId } = blood;
    expect(messages(await house.propose(nurse, at(bold), [{ itemId, scan: 'S-5' }], { taskId }))).toContain('labelled S-4');
    const handover = await house.handOver(nurse, bold, [{ itemId, scan: 'S-4' }], { taskId });
    const data = await house.ask<{ task: object }>(`query ($id: ID!) { task(id: $id) { handovers { id status task { id } } } }`, {
      id: taskId,
    });
    expect(data.task).toEqual({ handovers: [{ id: handover.id, status: 'ACCEPTED', task: { id: taskId } }] });
    const { custodyChain } = await house.ask<{ custodyChain: object }>(
      'query ($id: ID!) { custodyChain(itemId: $id) { item { name code order { id } } } }',
      { id: itemId },
    );
    expect(custodyChain).toEqual({ item: { name: 'EDTA blood', code: 'S-4', order: { id: orderId } } });
    expect(codes(await house.propose(nurse, at(bold), [blood], { taskId: newId('task') }))).toEqual(['NOT_FOUND']);
    const stranger = newId('order');
    house.neighbours.missing.add(stranger);
    expect(messages(await house.propose(nurse, at(bold), [{ ...house.specimen(), orderId: stranger }]))).toContain('no such order');
  });
});

describe('a proposal is refused', () => {
  it('for what does not exist', async () => {
    const { house, nurse, bold } = await clinicAndLaboratory();
    const blood = house.specimen();
    const nobody = newId('staff');
    house.neighbours.missing.add(nobody).add(blood.itemId);
    expect(messages(await house.propose(nurse, at(bold), [blood]))).toContain(`There is no ${blood.itemId}`);
    const other = house.specimen();
    expect(codes(await house.propose(nurse, { staffId: nobody }, [other]))).toEqual(['NOT_FOUND']);
    expect(codes(await house.propose(nurse, { branchId: newId('branch') }, [other]))).toEqual(['NOT_FOUND']);
    expect(codes(await house.propose(nurse, { courierId: newId('courier') }, [other]))).toEqual(['NOT_FOUND']);
    expect(codes(await house.propose(nurse, {}, [other]))).toEqual(['INVALID']);
    expect(codes(await house.propose(nurse, at(bold), [other], { branchId: house.laboratoryId }))).toEqual(['NOT_FOUND']);
    expect(await house.chain(other.itemId)).toBeNull();
  });

  it('for words that cannot be right', async () => {
    const { house, nurse, bold } = await clinicAndLaboratory();
    const blood = house.specimen();
    const soon = new Date(Date.now() + 3_600_000).toISOString();
    const wrong: [items: object[], more: object, message: string][] = [
      [[], {}, '1 to 100'],
      [[blood, blood], {}, 'name it once'],
      [[{ ...blood, itemId: 'specimen' }], {}, 'no id of the graph'],
      [[{ ...blood, name: undefined }], {}, 'Say what people call'],
      [[{ ...blood, scan: ' ' }], {}, 'Scan each thing'],
      [[{ ...blood, remark: '\ud800' }], {}, 'characters'],
      [[{ ...blood, remark: 'a\u0000' }], {}, 'characters'],
      [[{ ...blood, temperature: { celsius: -300 } }], {}, 'no temperature of -300'],
      [[blood], { place: { name: ' ' } }, 'Say where'],
      [[blood], { place: { name: 'Ward', latitude: 91, longitude: 0 } }, 'There is no place'],
      [[blood], { place: { name: 'Ward', latitude: 1 } }, 'There is no place'],
      [[blood], { place: { name: 'Ward', gln: '123' } }, '123 is not the GLN'],
      [[blood], { at: soon }, 'set the clock'],
    ];
    for (const [items, more, message] of wrong) expect(messages(await house.propose(nurse, at(bold), items, more))).toContain(message);
    expect(messages(await house.propose(nurse, at(nurse), [blood]))).toContain('cannot hand the item to Oyuun');
  });

  it('of one who does not have the item, and at a time before it came', async () => {
    const { house, nurse, bold, tsetseg } = await clinicAndLaboratory();
    const blood = house.specimen();
    await house.handOver(nurse, bold, [blood]);
    const refused = await house.propose(nurse, at(tsetseg), [blood]);
    expect(codes(refused)).toEqual(['WRONG_STATE']);
    expect(messages(refused)).toContain('The item is with Bold, so Oyuun cannot give it');
    expect(messages(await house.propose(bold, at(nurse), [blood], { at: '2026-03-01T00:00:00Z' }))).toContain('set the clock');
  });
});

describe('who signs', () => {
  it('is the giver, then the taker, and nobody else', async () => {
    const { house, nurse, bold } = await clinicAndLaboratory();
    const other = await house.signatory('Sarnai');
    const proposed = succeeded(await house.propose(nurse, at(bold), [house.specimen()]));
    expect(messages(await house.sign('acceptHandover', bold, proposed))).toContain('Oyuun has not signed yet');
    expect(codes(await house.sign('signHandover', bold, proposed))).toEqual(['NOT_ALLOWED']);
    expect(messages(await house.sign('signHandover', other, proposed))).toContain('Only Oyuun gives and does this');
    const signed = succeeded(await house.sign('signHandover', nurse, proposed));
    expect(codes(await house.sign('signHandover', nurse, proposed))).toEqual(['WRONG_STATE']);
    expect(codes(await house.sign('acceptHandover', nurse, signed))).toEqual(['NOT_ALLOWED']);
    expect(codes(await house.sign('acceptHandover', other, signed))).toEqual(['NOT_ALLOWED']);
    // In his own name, with another's key.
    expect(messages(await house.sign('acceptHandover', { ...other, context: bold.context }, signed))).toContain('You have no key');
    // With his own key by name, and another's by signature.
    expect(codes(await house.sign('acceptHandover', { ...bold, privateKey: other.privateKey }, signed))).toEqual(['INVALID']);
    succeeded(await house.sign('acceptHandover', bold, signed));
    expect(messages(await house.sign('acceptHandover', bold, signed))).toContain('accepted already');
  });

  it('signs each thing once, and each thing', async () => {
    const { house, nurse, bold } = await clinicAndLaboratory();
    const proposed = succeeded(await house.propose(nurse, at(bold), [house.specimen('A-1'), house.specimen('A-2')]));
    const [one = {}, two = {}] = signaturesOf(nurse, proposed);
    const signWith = (signatures: object[]) =>
      house.run<{ handover: null }>('signHandover', handoverFields, { id: proposed.id, signatures }, nurse.context);
    expect(messages(await signWith([one]))).toContain('is missing');
    expect(codes(await signWith([one, one]))).toEqual(['INVALID']);
    expect(codes(await signWith([one, two, { ...two, itemId: newId('specimen') }]))).toEqual(['NOT_FOUND']);
    expect(codes(await signWith([one, { ...two, itemId: proposed.items[0]?.itemId }]))).toEqual(['INVALID']);
    expect(codes(await signWith([one, { ...one, itemId: (two as { itemId: string }).itemId }]))).toEqual(['INVALID']);
    expect((await signWith([two, one])).userErrors).toEqual([]);
  });

  it('for a branch is any of its people with a key that signs for it, and nobody of another', async () => {
    const { house, bold, tsetseg } = await clinicAndLaboratory();
    const blood = house.specimen();
    const offered = await house.offer(bold, { branchId: house.laboratoryId }, [blood]);
    const own = await house.signatory('Naran', house.laboratoryId);
    expect(messages(await house.sign('acceptHandover', own, offered))).toContain('does not sign for Central Laboratory');
    expect(codes(await house.sign('acceptHandover', bold, offered))).toEqual(['NOT_ALLOWED']);
    succeeded(await house.sign('acceptHandover', tsetseg, offered));
    const naran = { ...own, ...(await house.newKey(own.context, [house.laboratoryId])) };
    expect(codes(await house.propose(naran, at(bold), [blood]))).toEqual(['WRONG_STATE']);
    const back = await house.offer(naran, at(bold), [blood], { inNameOfBranch: true });
    succeeded(await house.sign('acceptHandover', bold, back));
    expect((await house.chain(blood.itemId))?.verdict).toMatchObject({ isWhole: true, length: 2, holder: { name: 'Bold' } });
  });

  it('may be a courier of another branch, who carries it on', async () => {
    const { house, nurse } = await clinicAndLaboratory();
    const sarnai = await house.signatory('Sarnai', house.laboratoryId);
    const courierId = await house.courier(sarnai);
    const blood = house.specimen();
    succeeded(await house.sign('acceptHandover', sarnai, await house.offer(nurse, { courierId }, [blood])));
    expect(await house.chain(blood.itemId, sarnai.context)).toMatchObject({ item: { holderName: 'Sarnai', delivered: false } });
  });
});

describe('a key', () => {
  it('that was revoked signs no more, and what it signed stays signed', async () => {
    const { house, nurse, bold } = await clinicAndLaboratory();
    const blood = house.specimen();
    const pending = await house.offer(nurse, at(bold), [blood]);
    const revoke = (id: string, context = nurse.context, expectedVersion = 1) =>
      house.run('revokeSigningKey', 'signingKey { revokedAt revokeReason }', { id, expectedVersion, reason: 'Telephone lost' }, context);
    expect(codes(await revoke(nurse.keyId, bold.context))).toEqual(['NOT_FOUND']);
    expect(await revoke(nurse.keyId)).toMatchObject({ signingKey: { revokeReason: 'Telephone lost' }, userErrors: [] });
    expect(codes(await revoke(nurse.keyId))).toEqual(['STALE_VERSION']);
    expect(codes(await revoke(nurse.keyId, nurse.context, 2))).toEqual(['WRONG_STATE']);
    succeeded(await house.sign('acceptHandover', bold, pending));
    expect((await house.chain(blood.itemId))?.verdict.isWhole).toBe(true);
    const proposed = succeeded(await house.propose(nurse, at(bold), [house.specimen()]));
    expect(messages(await house.sign('signHandover', nurse, proposed))).toContain('was revoked at');
    succeeded(await house.sign('signHandover', { ...nurse, ...(await house.newKey(nurse.context)) }, proposed));
  });

  it("is one's own, new, of Ed25519, and for branches of one's own", async () => {
    const { house, nurse, bold } = await clinicAndLaboratory();
    const register = (input: object, context = nurse.context) =>
      house.run('registerSigningKey', 'signingKey { id staff { id } branches { id } }', { name: 'Telephone', ...input }, context);
    const publicKey = () => generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }).x;
    const x = publicKey();
    expect(await register({ publicKey: x, branchIds: [house.branchId] })).toMatchObject({
      signingKey: { staff: { id: nurse.staffId }, branches: [{ id: house.branchId }] },
    });
    expect(codes(await register({ publicKey: x }, bold.context))).toEqual(['TAKEN']);
    expect(codes(await register({ publicKey: 'AAAA' }))).toEqual(['INVALID']);
    expect(codes(await register({ publicKey: `${x}=` }))).toEqual(['INVALID']);
    expect(codes(await register({ publicKey: publicKey(), name: ' ' }))).toEqual(['REQUIRED']);
    expect(codes(await register({ publicKey: publicKey(), branchIds: [house.laboratoryId] }))).toEqual(['NOT_FOUND']);
    expect(codes(await register({ publicKey: publicKey(), branchIds: [newId('branch')] }, house.context))).toEqual(['NOT_FOUND']);
    const { mySigningKeys } = await house.ask<{ mySigningKeys: { publicKey: string }[] }>(
      '{ mySigningKeys { publicKey } }',
      {},
      nurse.context,
    );
    expect(mySigningKeys.map((key) => key.publicKey)).toContain(x);
    expect(mySigningKeys).toHaveLength(2);
  });
});

describe('the taker', () => {
  it('says that it is in another state, and both sign that', async () => {
    const { house, nurse, bold } = await clinicAndLaboratory();
    const blood = house.specimen();
    const offered = await house.offer(nurse, at(bold), [blood, house.specimen()]);
    const restated = succeeded(
      await house.step('restateHandover', bold, offered, { items: [{ itemId: blood.itemId, condition: 'DAMAGED', remark: 'Cracked' }] }),
    );
    expect(restated.status).toBe('PROPOSED');
    expect(restated.items.find(({ itemId }) => itemId === blood.itemId)).toMatchObject({ condition: 'DAMAGED', fromKeyId: null });
    expect(codes(await house.sign('acceptHandover', bold, restated))).toEqual(['WRONG_STATE']);
    // What was signed before is not a signature of this.
    expect(messages(await house.sign('signHandover', nurse, offered))).toContain('restated');
    succeeded(await house.sign('acceptHandover', bold, succeeded(await house.sign('signHandover', nurse, restated))));
    expect(await house.chain(blood.itemId)).toMatchObject({ entries: [{ condition: 'DAMAGED' }], verdict: { isWhole: true } });
    const other = await house.offer(nurse, at(bold), [house.specimen()]);
    const wrong = { items: [{ itemId: blood.itemId, condition: 'DAMAGED' }] };
    expect(codes(await house.step('restateHandover', bold, other, wrong))).toEqual(['NOT_FOUND']);
    expect(codes(await house.step('restateHandover', bold, { ...other, version: 9 }, {}))).toEqual(['STALE_VERSION']);
  });

  it('refuses, or the giver withdraws, each with a reason; nothing changes hands', async () => {
    const { house, nurse, bold } = await clinicAndLaboratory();
    const blood = house.specimen();
    const offered = await house.offer(nurse, at(bold), [blood]);
    expect(codes(await house.step('refuseHandover', nurse, offered, { reason: 'No' }))).toEqual(['NOT_ALLOWED']);
    expect(codes(await house.step('withdrawHandover', bold, offered, { reason: 'No' }))).toEqual(['NOT_ALLOWED']);
    expect(codes(await house.step('refuseHandover', bold, offered, { reason: ' ' }))).toEqual(['REQUIRED']);
    expect(succeeded(await house.step('refuseHandover', bold, offered, { reason: 'Leaks' })).status).toBe('REFUSED');
    expect(messages(await house.sign('acceptHandover', bold, offered))).toContain('was refused by the taker');
    const again = await house.offer(nurse, at(bold), [blood]);
    expect(succeeded(await house.step('withdrawHandover', nurse, again, { reason: 'Not yet' })).status).toBe('WITHDRAWN');
    expect(await house.chain(blood.itemId)).toMatchObject({ item: { length: 0 }, entries: [], verdict: { isWhole: true, holder: null } });
  });
});

describe('when another handover comes in between', () => {
  it('the later one is told whose the item is, and is put behind it once the giver has it again', async () => {
    const { house, nurse, bold } = await clinicAndLaboratory();
    const blood = house.specimen();
    const stale = await house.offer(nurse, at(bold), [blood]);
    const proposed = succeeded(await house.propose(nurse, at(bold), [blood]));
    const sarnai = await house.signatory('Sarnai');
    await house.handOver(nurse, sarnai, [blood]);
    const refused = await house.sign('acceptHandover', bold, stale);
    expect(codes(refused)).toEqual(['WRONG_STATE']);
    expect(messages(refused)).toContain(`${blood.code} changed hands in between and is with Sarnai now`);
    expect(codes(await house.sign('signHandover', nurse, proposed))).toEqual(['WRONG_STATE']);
    expect(messages(await house.step('restateHandover', nurse, stale, {}))).toContain('The item is with Sarnai');
    await house.handOver(sarnai, nurse, [blood]);
    const restated = succeeded(await house.step('restateHandover', nurse, stale, {}));
    expect(restated.items[0]?.sequence).toBe(3);
    succeeded(await house.sign('acceptHandover', bold, succeeded(await house.sign('signHandover', nurse, restated))));
    expect((await house.chain(blood.itemId))?.verdict).toMatchObject({ isWhole: true, length: 3, holder: { name: 'Bold' } });
  });

  it('of twenty who accept at once one wins, and the others are told', async () => {
    const { house, nurse } = await clinicAndLaboratory();
    const things = [house.specimen(), house.specimen()];
    const takers = await Promise.all(Array.from({ length: 20 }, (_, index) => house.signatory(`Taker ${index}`)));
    const offers: HandoverAnswer[] = [];
    for (const [index, taker] of takers.entries())
      offers.push(await house.offer(nurse, at(taker), index % 2 ? things : things.toReversed()));
    const answers = await Promise.all(takers.map((taker, index) => house.sign('acceptHandover', taker, offers[index] as HandoverAnswer)));
    const [winner, ...more] = takers.filter((_, index) => answers[index]?.userErrors.length === 0);
    expect(more).toEqual([]);
    for (const answer of answers.filter(({ userErrors }) => userErrors.length > 0)) {
      expect(codes(answer)).toEqual(['WRONG_STATE']);
      expect(messages(answer)).toContain(`is with ${winner?.name} now`);
    }
    for (const { itemId } of things)
      expect((await house.chain(itemId))?.verdict).toMatchObject({ isWhole: true, length: 1, holder: { name: winner?.name } });
  });

  it('of twenty of a branch who accept the same one wins', async () => {
    const { house, nurse } = await clinicAndLaboratory();
    const blood = house.specimen();
    const offered = await house.offer(nurse, { branchId: house.laboratoryId }, [blood]);
    const takers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => house.signatory(`Taker ${index}`, house.laboratoryId, [house.laboratoryId])),
    );
    const answers = await Promise.all(takers.map((taker) => house.sign('acceptHandover', taker, offered)));
    expect(answers.flatMap(codes)).toEqual(Array.from({ length: 19 }, () => 'WRONG_STATE'));
    expect(messages(answers.find(({ userErrors }) => userErrors.length > 0)!)).toContain('accepted already');
    expect((await house.chain(blood.itemId))?.verdict).toMatchObject({ isWhole: true, length: 1 });
  });
});
