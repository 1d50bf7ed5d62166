import { createPublicKey, verify } from 'node:crypto';
import { jest } from '@jest/globals';
import pg from 'pg';
import type { RequestContext } from '#kernel/context/request-context.js';
import { newId } from '#kernel/graph/type-id.js';
import { readPdf } from '#kernel/testing/read-pdf.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { openLogistics } from '../../testing/depot.js';
import type { EpcisDocument } from '../epcis/epcis-event.js';
import { handoverHash } from '../handover-hash.js';
import type { CustodyEntry, Handover } from '../handover.js';
import { epcisFaults } from '../testing/epcis-rules.js';
import { CustodyHouse, succeeded } from '../testing/custody-house.js';

let subgraph: TestSubgraph;
let neighbours: ConstructorParameters<typeof CustodyHouse>[1];
beforeAll(async () => {
  ({ subgraph, neighbours } = await openLogistics());
});
afterAll(() => subgraph.close());

/** Blood that goes from the nurse to the courier and on to the laboratory. */
async function delivered() {
  const house = new CustodyHouse(subgraph, neighbours);
  const [nurse, courier] = [await house.signatory('Oyuun'), await house.signatory('Bold')];
  const laboratory = await house.signatory('Tsetseg', house.laboratoryId, [house.laboratoryId]);
  const blood = house.specimen();
  const courierId = await house.courier(courier);
  succeeded(await house.sign('acceptHandover', courier, await house.offer(nurse, { courierId }, [blood])));
  const last = succeeded(
    await house.sign('acceptHandover', laboratory, await house.offer(courier, { branchId: house.laboratoryId }, [blood])),
  );
  return { house, nurse, courier, courierId, laboratory, blood, itemId: blood.itemId, last };
}

interface Copy {
  readonly headHash: string;
  readonly entries: CustodyEntry[];
  readonly keys: { readonly id: string; readonly partyId: string; readonly actsFor: string[]; readonly publicKey: { x: string } }[];
}

describe('an exported copy', () => {
  it('is whole as it is, and can be checked without us', async () => {
    const { house, itemId, last } = await delivered();
    const { name, type, body } = await house.download({ itemId, format: 'json' });
    expect([name.startsWith('custody-S-'), type]).toEqual([true, 'application/json; charset=utf-8']);
    expect(await house.verify(body.toString())).toMatchObject({
      isWhole: true,
      itemId,
      length: 2,
      headHash: last.items[0]?.hash,
      holder: { name: 'Central Laboratory' },
      faults: [],
    });
    const { entries, keys, headHash } = JSON.parse(body.toString()) as Copy;
    expect(headHash).toBe(last.items[0]?.hash);
    for (const { handover, previousHash, hash, signatures } of entries) {
      expect(handoverHash(previousHash, handover)).toBe(hash);
      for (const signature of Object.values(signatures)) {
        const key = keys.find(({ id }) => id === signature.keyId);
        const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: key?.publicKey.x ?? '' }, format: 'jwk' });
        expect(verify(null, Buffer.from(hash, 'hex'), publicKey, Buffer.from(signature.value, 'base64url'))).toBe(true);
      }
    }
  });

  it('that was tampered with is named fault by fault; one from before lacks its end', async () => {
    const { house, itemId, laboratory, nurse, blood, last } = await delivered();
    const copy = JSON.parse((await house.download({ itemId, format: 'json' })).body.toString()) as Copy;
    const changed = (index: number, change: Partial<Handover>) =>
      copy.entries.map((entry, at) => (at === index ? { ...entry, handover: { ...entry.handover, ...change } } : entry));
    const verdict = async (entries: readonly object[]) =>
      (await house.verify(JSON.stringify({ ...copy, entries }))).faults.map(({ code, sequence, side }) => [code, sequence, side]);
    const [first, second] = copy.entries as [CustodyEntry, CustodyEntry];
    expect(await verdict(changed(0, { scan: 'X' }))).toEqual([['CHANGED_ENTRY', 1, null]]);
    expect(await verdict([...changed(0, { scan: 'X' }).slice(0, 1), { ...second, signatures: { FROM: second.signatures.FROM } }])).toEqual([
      ['CHANGED_ENTRY', 1, null],
      ['MISSING_SIGNATURE', 2, 'TO'],
    ]);
    expect(await verdict([second, first])).toEqual([
      ['WRONG_ORDER', 2, null],
      ['WRONG_ORDER', 1, null],
    ]);
    expect(await verdict([second])).toEqual([['MISSING_LINK', 1, null]]);
    expect(await verdict([first])).toEqual([['CUT_END', 2, null]]);
    expect(await verdict([])).toEqual([['CUT_END', 1, null]]);
    // Its own keys are not believed.
    const stranger = { keyId: 'signingkey_of_mine', value: second.signatures.TO?.value ?? '' };
    expect(await verdict([first, { ...second, signatures: { ...second.signatures, TO: stranger } }])).toEqual([['UNKNOWN_KEY', 2, 'TO']]);
    const back = await house.offer(laboratory, { staffId: nurse.staffId, branchId: nurse.branchId }, [blood], { inNameOfBranch: true });
    const accepted = succeeded(await house.sign('acceptHandover', nurse, back));
    const older = await house.verify(JSON.stringify(copy));
    expect(older).toMatchObject({ isWhole: false, headHash: accepted.items[0]?.hash, fault: { code: 'CUT_END', sequence: 3 } });
    expect(copy.headHash).toBe(last.items[0]?.hash);
  });

  it('that is none, or of an item that the caller does not see, is refused', async () => {
    const { house, itemId } = await delivered();
    const copy = JSON.parse((await house.download({ itemId, format: 'json' })).body.toString()) as Copy & { entries: object[] };
    const said = (document: string, context?: RequestContext) => expect(house.verify(document, context)).rejects;
    await said('{').toThrow('it is no JSON object');
    await said('[]').toThrow('its kind is not');
    await said('null').toThrow('it is no JSON object');
    await said(JSON.stringify({ ...copy, version: 2 })).toThrow('of version 1');
    await said(JSON.stringify({ ...copy, entries: {} })).toThrow('it has no entries');
    await said(JSON.stringify({ ...copy, itemId: 7 })).toThrow('of which item');
    for (const spoiled of [null, 7, {}, { ...copy.entries[0], handover: {} }, { ...copy.entries[0], signatures: { FROM: 'x' } }])
      await said(JSON.stringify({ ...copy, entries: [spoiled] })).toThrow('its entry 1 lacks something');
    await said(' '.repeat(200_001)).toThrow('more than 200000');
    const elsewhere = new CustodyHouse(subgraph, neighbours);
    await said(JSON.stringify(copy), elsewhere.context).toThrow('There is no such item');
    await said(JSON.stringify({ ...copy, itemId: newId('specimen') })).toThrow('There is no such item');
  });
});

describe('a file', () => {
  it('is a sheet of paper with what happened, the verdict and the head', async () => {
    const { house, itemId, blood } = await delivered();
    const { name, type, body } = await house.download({ itemId, timeZone: 'Asia/Ulaanbaatar' });
    expect([name, type]).toEqual([`custody-${blood.code}.pdf`, 'application/pdf']);
    const text = (await readPdf(new Uint8Array(body))).flatMap(({ lines }) => lines).join('\n');
    for (const words of ['Oyuun', 'Bold', 'Central Laboratory', 'VERIFIED: all 2 handovers', blood.code, 'Asia/Ulaanbaatar'])
      expect(text).toContain(words);
  });

  it('is EPCIS as GS1 has it, which ends in receiving where it was delivered', async () => {
    const { house, nurse, courier, courierId, itemId, laboratory, blood } = await delivered();
    const read = async (more: Record<string, string> = {}) => {
      const { type, body } = await house.download({ itemId, format: 'epcis', timeZone: 'Asia/Ulaanbaatar', ...more });
      expect(type).toBe('application/ld+json');
      const document = JSON.parse(body.toString()) as EpcisDocument;
      expect(epcisFaults(document)).toEqual([]);
      return document;
    };
    const document = await read({ domain: 'clinic.example.mn' });
    const { eventList } = document.epcisBody;
    expect(eventList.map(({ bizStep }) => bizStep)).toEqual(['shipping', 'receiving']);
    expect(eventList[0]).toMatchObject({
      epcList: [`https://clinic.example.mn/items/${itemId}`],
      eventTimeZoneOffset: '+08:00',
      sourceList: [{ source: `https://clinic.example.mn/parties/${nurse.staffId}` }],
      destinationList: [{ destination: `https://clinic.example.mn/parties/${courier.staffId}` }],
    });
    expect((await read()).id).toContain('https://steppe.caregraph.dev/custody/');
    const before = (await read()).epcisBody.eventList;
    const onward = await house.offer(laboratory, { courierId }, [blood], { inNameOfBranch: true });
    succeeded(await house.sign('acceptHandover', courier, onward));
    const after = (await read()).epcisBody.eventList;
    expect(after.map(({ bizStep }) => bizStep)).toEqual(['shipping', 'receiving', 'shipping']);
    expect(after.slice(0, 2)).toEqual(before);
  });

  it('tells the same events whoever has it, and in whichever time zone they read', async () => {
    const { house, laboratory, nurse, itemId } = await delivered();
    const events = async (context: RequestContext, more: Record<string, string> = {}) => {
      const { body } = await house.download({ itemId, format: 'epcis', ...more }, context);
      return (JSON.parse(body.toString()) as EpcisDocument).epcisBody.eventList;
    };
    const told = await events(house.context);
    expect(told.map(({ eventTimeZoneOffset }) => eventTimeZoneOffset)).toEqual(['+08:00', '+08:00']);
    expect(await events(nurse.context, { timeZone: 'Africa/Lusaka' })).toEqual(told);
    expect(await events(laboratory.context)).toEqual(told);
  });

  it('is not there for others, nor in formats, zones and domains that there are not', async () => {
    const { house, itemId } = await delivered();
    await expect(house.download({ itemId: newId('specimen') })).rejects.toMatchObject({ extensions: { code: 'NOT_FOUND' } });
    await expect(house.download({ itemId }, new CustodyHouse(subgraph, neighbours).context)).rejects.toMatchObject({
      extensions: { code: 'NOT_FOUND' },
    });
    for (const wrong of [{ format: 'xml' }, { timeZone: 'Mars/Base' }, { format: 'epcis', domain: 'a b' }])
      await expect(house.download({ itemId, ...wrong })).rejects.toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
    await expect(house.download({})).rejects.toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
    const without = house.somebody({ permissions: ['tasks:read'] });
    await expect(house.download({ itemId }, without)).rejects.toMatchObject({ extensions: { code: 'FORBIDDEN' } });
  });
});

describe('who sees a chain', () => {
  it('are the branches that had the item or are offered it: all of it, and not before', async () => {
    const { house, itemId, laboratory, blood } = await delivered();
    const clinic = house.somebody({ branches: [house.branchId] });
    const hospitalId = house.addBranch(undefined, { code: 'HOS', name: 'Hospital' });
    const hospital = house.somebody({ branches: [hospitalId] });
    expect(await house.chain(itemId, hospital)).toBeNull();
    await house.offer(laboratory, { branchId: hospitalId }, [blood], { inNameOfBranch: true });
    for (const context of [clinic, hospital, laboratory.context])
      expect(await house.chain(itemId, context)).toMatchObject({ entries: [{ sequence: 1 }, { sequence: 2 }], verdict: { isWhole: true } });
  });

  it('sees handovers from and to its own branches only', async () => {
    const { house, laboratory, last, itemId } = await delivered();
    const listed = async (context: RequestContext, filter: object = {}) => {
      const query =
        'query ($filter: CustodyHandoverFilter) { custodyHandovers(filter: $filter) { totalCount nodes { id from { name } to { name } place { name } givenBy { id } takenBy { id } fromBranch { id } toBranch { id } items { item { holderName } } } } }';
      return (await house.ask<{ custodyHandovers: { totalCount: number; nodes: { id: string }[] } }>(query, { filter }, context))
        .custodyHandovers;
    };
    const seen = await listed(laboratory.context);
    expect(seen).toMatchObject({
      totalCount: 1,
      nodes: [
        {
          id: last.id,
          from: { name: 'Bold' },
          to: { name: 'Central Laboratory' },
          place: { name: 'Ward 3' },
          takenBy: { id: laboratory.staffId },
          fromBranch: { id: house.branchId },
          toBranch: { id: house.laboratoryId },
          items: [{ item: { holderName: 'Central Laboratory' } }],
        },
      ],
    });
    expect((await listed(house.context, { fromBranchId: house.branchId })).totalCount).toBe(2);
    expect((await listed(house.context, { toBranchId: house.laboratoryId, status: 'ACCEPTED' })).totalCount).toBe(1);
    expect((await listed(house.context, { status: 'REFUSED' })).totalCount).toBe(0);
    const entries = `query ($id: ID!) { custodyChain(itemId: $id) { entries { at from { name } signatures { side keyId } handover { id } } } }`;
    const data = await house.ask<{ custodyChain: { entries: object[] } }>(entries, { id: itemId }, laboratory.context);
    expect(data.custodyChain.entries).toMatchObject([
      { from: { name: 'Oyuun' }, signatures: [{ side: 'FROM' }, { side: 'TO' }], handover: null },
      { from: { name: 'Bold' }, handover: { id: last.id } },
    ]);
  });

  it('is no other tenant, and another branch cannot begin a chain of the same item', async () => {
    const { house, itemId, blood, last, nurse } = await delivered();
    const elsewhere = new CustodyHouse(subgraph, neighbours);
    const stranger = await elsewhere.signatory('Mutale');
    expect(await elsewhere.chain(itemId)).toBeNull();
    for (const mutation of ['signHandover', 'acceptHandover'] as const)
      expect((await elsewhere.sign(mutation, stranger, last)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    for (const mutation of ['refuseHandover', 'withdrawHandover'])
      expect((await elsewhere.step(mutation, stranger, last, { reason: 'No' })).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect((await elsewhere.step('restateHandover', stranger, last, {})).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    const { custodyHandover } = await elsewhere.ask<{ custodyHandover: null }>('query ($id: ID!) { custodyHandover(id: $id) { id } }', {
      id: last.id,
    });
    expect(custodyHandover).toBeNull();
    // The same id may be another thing elsewhere.
    const other = await elsewhere.signatory('Chanda');
    await elsewhere.handOver(stranger, other, [blood]);
    expect((await elsewhere.chain(itemId))?.verdict.length).toBe(1);
    expect((await house.chain(itemId))?.verdict.length).toBe(2);
    const hospitalId = house.addBranch(undefined, { code: 'HOS', name: 'Hospital' });
    const doctor = await house.signatory('Ganaa', hospitalId);
    const refused = await house.propose(doctor, { staffId: nurse.staffId }, [blood]);
    expect(refused.userErrors).toMatchObject([
      { code: 'WRONG_STATE', message: expect.stringContaining('a branch whose items you do not see') as string },
    ]);
    expect(await house.chain(itemId, doctor.context)).toBeNull();
    const fromOther = { ...doctor, keyId: stranger.keyId, privateKey: stranger.privateKey };
    const proposed = succeeded(await house.propose(doctor, { staffId: nurse.staffId }, [house.specimen()]));
    expect((await house.sign('signHandover', fromOther, proposed)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
  });

  it('needs the permissions, and programs do not sign', async () => {
    const { house, itemId, last } = await delivered();
    const reader = house.somebody({ permissions: ['custody:read'] });
    expect((await house.chain(itemId, reader))?.verdict.isWhole).toBe(true);
    const blind = house.somebody({ permissions: ['tasks:read'] });
    await expect(house.chain(itemId, blind)).rejects.toThrow('custody:read');
    await expect(
      house.step('refuseHandover', { ...(await house.signatory('A')), context: reader }, last, { reason: 'No' }),
    ).rejects.toThrow('custody:handover');
    const program: RequestContext = { ...house.context, actor: { kind: 'client', id: newId('client'), sessionId: null } };
    const input = { branchId: house.branchId, to: { branchId: house.laboratoryId }, place: { name: 'Ward' }, items: [house.specimen()] };
    expect((await house.run('proposeHandover', 'handover { id }', input, program)).userErrors).toMatchObject([{ code: 'NOT_ALLOWED' }]);
    const key = { name: 'Robot', publicKey: 'AAAA' };
    expect((await house.run('registerSigningKey', 'signingKey { id }', key, program)).userErrors).toMatchObject([{ code: 'NOT_ALLOWED' }]);
  });
});

it('tells others once that things changed hands, from which side to which', async () => {
  const { house, last, itemId, courier } = await delivered();
  const owner = new pg.Client({ connectionString: subgraph.ownerUrl });
  await owner.connect();
  const { rows } = await owner.query<{ data: object }>(
    `select data from logistics.outbox where type = 'custody.handed_over' and subject = $1`,
    [last.id],
  );
  await owner.end();
  const from = { id: courier.staffId, name: 'Bold' };
  const to = { id: house.laboratoryId, name: 'Central Laboratory' };
  expect(rows).toEqual([{ data: { itemIds: [itemId], taskId: null, from, to, toCourierId: null, otherBranchId: house.branchId } }]);
});

it('takes as many statements for a hundred things as for one', async () => {
  const { house, nurse, courier } = await delivered();
  const spent = async (count: number) => {
    const things = Array.from({ length: count }, () => house.specimen());
    await house.handOver(nurse, courier, things);
    const spy = jest.spyOn(pg.Client.prototype, 'query');
    try {
      await house.handOver(courier, nurse, things);
      return spy.mock.calls.length;
    } finally {
      spy.mockRestore();
    }
  };
  const one = await spent(1);
  expect(one).toBeGreaterThan(20);
  expect(await spent(100)).toBe(one);
});
