import { sql } from '#kernel/database/sql.js';
import { newId, toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { contextOf, testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { branchOf } from '#kernel/branches/at-branch.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { allocateStock } from '../stock/allocation.js';
import { moveStock, type NewMovement } from '../stock/moving.js';
import { reserveStock } from '../stock/reserving.js';
import { lockStock } from '../stock/stock-lock.js';
import { KeptStatus, MovementKind } from '../stock/stock-terms.js';
import { Dispensary, openPharmacy } from '../testing/dispensary.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openPharmacy());
});
afterAll(() => subgraph.close());

interface Entry {
  readonly id: string;
  readonly sequence: number;
  readonly kind: string;
  readonly quantity: number;
  readonly balance: number;
}

interface Asked {
  readonly request: { readonly id: string; readonly version: number; readonly status: string } | null;
}

const requestFields = 'request { id version status }';

async function vault() {
  const dispensary = new Dispensary(subgraph, neighbours);
  const { branchId } = dispensary;
  const productId = await dispensary.medicine('Morphine 10 mg, ampoule', { controlledSchedule: 'Schedule 2', prescriptionRequired: true });
  const [lotId = ''] = await dispensary.shelve(productId, [{ quantity: 20, lotNumber: 'M1' }]);
  const second = dispensary.somebody();
  const stock = async (status = 'AVAILABLE') => {
    let id = '';
    await dispensary.system(branchId, async (transaction) => {
      const [row] = await transaction.rows<{ id: string; location_id: string }>(
        sql`select id, location_id from stock_items where lot_id = ${toUuid('lot', lotId)} and status = ${status}`,
      );
      id = row?.id ?? '';
    });
    return id;
  };
  const item = async (status?: string) => {
    return toTypeId('stockitem', await stock(status));
  };
  const move = (movements: readonly Omit<NewMovement, 'branchId' | 'productId' | 'lotId' | 'locationId'>[]) =>
    dispensary.system(branchId, async (transaction) => {
      await lockStock(transaction, [{ branchId, productId }]);
      const [place] = await transaction.rows<{ location_id: string }>(
        sql`select location_id from stock_items where lot_id = ${toUuid('lot', lotId)}`,
      );
      const locationId = toTypeId('stocklocation', place?.location_id ?? '');
      await moveStock(
        transaction,
        null,
        movements.map((movement) => ({ ...movement, branchId, productId, lotId, locationId })),
      );
    });
  const entries = async (filter: object = { lotId }, context = dispensary.context): Promise<Entry[]> => {
    const text = `query ($filter: RegisterEntryFilter) { registerEntries(first: 100, filter: $filter) { nodes { id sequence kind quantity balance } } }`;
    return (await dispensary.ask<{ registerEntries: { nodes: Entry[] } }>(text, { filter }, context)).registerEntries.nodes.reverse();
  };
  const breaks = async () => {
    let rows: object[] = [];
    await dispensary.system(branchId, async (transaction) => {
      rows = await transaction.rows(sql`select * from register_breaks()`);
    });
    return [...rows, ...(await dispensary.breaks())];
  };
  const ask = (mutation: string, input: object, context = dispensary.context) =>
    dispensary.run<Asked>(mutation, requestFields, input, context);
  const witness = (request: Asked['request'], context = second) =>
    dispensary.run<Asked>('witnessRegisterRequest', requestFields, { id: request?.id, expectedVersion: request?.version }, context);
  const events = async (filter: object = {}) => {
    const fields =
      'id version kind severity resolvedAt resolution data { quantity balance expected counted reason } resolvedBy { id } countLine { id version outcome }';
    const text = `query ($filter: ComplianceEventFilter) { complianceEvents(first: 100, filter: $filter) { nodes { ${fields} } } }`;
    return (await dispensary.ask<{ complianceEvents: { nodes: Record<string, unknown>[] } }>(text, { filter })).complianceEvents.nodes;
  };
  return { dispensary, branchId, productId, lotId, second, item, move, entries, breaks, ask, witness, events };
}

const out = (quantity: number): Omit<NewMovement, 'branchId' | 'productId' | 'lotId' | 'locationId'> => ({
  kind: MovementKind.DISPENSE,
  status: KeptStatus.AVAILABLE,
  quantity: -quantity,
  patientId: newId('patient'),
});

describe('the register', () => {
  it('enters every movement of a controlled substance by itself, with the balance, and none of another', async () => {
    const { dispensary, move, entries, breaks, events } = await vault();
    const plain = await dispensary.medicine('Paracetamol 500 mg, tablet');
    await dispensary.shelve(plain, [{ quantity: 5 }]);
    await move([out(10)]);
    await move([{ kind: MovementKind.RETURN, status: KeptStatus.QUARANTINED, quantity: 3 }]);
    await move([
      { kind: MovementKind.RELEASE, status: KeptStatus.QUARANTINED, quantity: -3 },
      { kind: MovementKind.RELEASE, status: KeptStatus.AVAILABLE, quantity: 3 },
    ]);
    expect((await entries({})).map(({ sequence, kind, quantity, balance }) => [sequence, kind, quantity, balance])).toEqual([
      [1, 'RECEIPT', 20, 20],
      [2, 'DISPENSE', -10, 10],
      [3, 'RETURN', 3, 13],
      [4, 'RELEASE', -3, 10],
      [5, 'RELEASE', 3, 13],
    ]);
    expect(await breaks()).toEqual([]);
    expect(await events()).toMatchObject([{ kind: 'DISPENSED', severity: 'LOW', resolvedAt: null, data: { quantity: -10, balance: 10 } }]);
  });

  it('cannot be written or altered by hand, nor parted from stock', async () => {
    const { dispensary, entries } = await vault();
    const write = (statement: ReturnType<typeof sql>) =>
      dispensary.system(dispensary.branchId, async (transaction) => void (await transaction.rows(statement)));
    await expect(write(sql`update register_entries set balance = 99`)).rejects.toThrow('permission denied');
    await expect(write(sql`delete from register_entries`)).rejects.toThrow('permission denied');
    await expect(
      write(
        sql`insert into register_entries (branch_id, product_id, lot_id, sequence, kind, quantity, balance) select branch_id, product_id, lot_id, 2, 'OPENING', 1, 21 from register_entries`,
      ),
    ).rejects.toThrow('permission denied');
    await expect(write(sql`delete from compliance_events`)).rejects.toThrow('permission denied');
    await expect(write(sql`select write_register(null::stock_movements, 'OPENING', 1, null)`)).rejects.toThrow('permission denied');
    expect(await entries()).toHaveLength(1);
  });

  it.each([MovementKind.LOSS, MovementKind.ADJUSTMENT, MovementKind.COUNT])('takes no %s that one person did alone', async (kind) => {
    const { dispensary, move, entries, breaks } = await vault();
    const alone = { kind, status: KeptStatus.AVAILABLE, quantity: -1, reason: 'Broken' };
    await expect(move([alone])).rejects.toThrow('register_entries_two_people');
    await expect(move([{ ...alone, witnessId: dispensary.context.actor.id }])).rejects.toThrow('register_entries_two_people');
    expect(await entries()).toHaveLength(1);
    expect(await breaks()).toEqual([]);
  });

  it('opens with what is there when a product comes onto the list, at every branch, and closes when it leaves it', async () => {
    const dispensary = new Dispensary(subgraph, neighbours);
    const lusaka = dispensary.addBranch(newId('branch'), { code: 'LSK1', currency: 'ZMW', timeZone: 'Africa/Lusaka' });
    const productId = await dispensary.medicine('Pregabalin 75 mg, capsule', {});
    await dispensary.shelve(productId, [{ quantity: 7, lotNumber: 'P1' }]);
    await dispensary.shelve(productId, [{ quantity: 4, lotNumber: 'P2' }], lusaka);
    const list = (controlledSchedule: string | null, expectedVersion: number) =>
      dispensary.done(
        'updateProduct',
        'product { version }',
        { id: productId, expectedVersion, medication: { controlledSchedule } },
        dispensary.somebody(),
      );
    const local = dispensary.somebody({ branches: [dispensary.branchId] });
    await dispensary.done(
      'updateProduct',
      'product { version }',
      { id: productId, expectedVersion: 1, medication: { controlledSchedule: 'Schedule 3' } },
      local,
    );
    const text = `{ registerEntries(first: 100) { nodes { kind quantity balance branch { id } } } }`;
    const nodes = async () => (await dispensary.ask<{ registerEntries: { nodes: object[] } }>(text)).registerEntries.nodes;
    expect(await nodes()).toHaveLength(2);
    expect(await nodes()).toEqual(
      expect.arrayContaining([
        { kind: 'OPENING', quantity: 7, balance: 7, branch: { id: dispensary.branchId } },
        { kind: 'OPENING', quantity: 4, balance: 4, branch: { id: lusaka } },
      ]),
    );
    await list(null, 2);
    expect((await nodes()).filter((node) => (node as Entry).kind === 'CLOSING')).toHaveLength(2);
    const events = `{ complianceEvents(first: 100) { nodes { kind severity data { quantity } } } }`;
    const told = (await dispensary.ask<{ complianceEvents: { nodes: object[] } }>(events)).complianceEvents.nodes;
    expect(told).toHaveLength(2);
    expect(told).toEqual(expect.arrayContaining([-7, -4].map((quantity) => ({ kind: 'DELISTED', severity: 'HIGH', data: { quantity } }))));
    await dispensary.shelve(productId, [{ quantity: 1, lotNumber: 'P3' }]);
    await list('Schedule 3', 3);
    let broken: object[] = [];
    await dispensary.system(dispensary.branchId, async (transaction) => {
      broken = await transaction.rows(sql`select * from register_breaks()`);
    });
    expect(broken).toEqual([]);
  });

  it('agrees with stock after a hundred clients at once', async () => {
    const { dispensary, branchId, productId, lotId, breaks, entries } = await vault();
    await Promise.all(
      Array.from({ length: 100 }, () =>
        dispensary.system(branchId, async (transaction) => {
          await lockStock(transaction, [{ branchId, productId }]);
          const [allocation] = await allocateStock(transaction, await branchOf(transaction, { branchId }), [{ productId, quantity: 1 }]);
          const picks = allocation?.picks ?? [];
          await moveStock(
            transaction,
            null,
            picks.map(({ locationId, quantity }) => ({
              kind: MovementKind.DISPENSE,
              branchId,
              locationId,
              productId,
              lotId,
              status: KeptStatus.AVAILABLE,
              quantity: -quantity,
            })),
          );
        }),
      ),
    );
    const all = await entries();
    expect(all.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 21 }, (_, index) => index + 1));
    expect(all.at(-1)?.balance).toBe(0);
    expect(await breaks()).toEqual([]);
  });

  it('is not there for another tenant, another branch, or without the permission', async () => {
    const { dispensary, entries } = await vault();
    const [entry] = await entries();
    const permissions = ['registers:read', 'registers:request', 'registers:witness'];
    const stranger = contextOf({ tenant: testTenant('copperbelt'), permissions });
    const elsewhere = dispensary.somebody({ permissions, branches: [newId('branch')] });
    for (const context of [stranger, elsewhere]) {
      expect(await entries({}, context)).toEqual([]);
      expect(await dispensary.ask('query ($id: ID!) { registerEntry(id: $id) { id } }', { id: entry?.id }, context)).toEqual({
        registerEntry: null,
      });
      const refused = await dispensary.run('requestRegisterVoid', requestFields, { registerEntryId: entry?.id, reason: 'Mine' }, context);
      expect(refused.userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    }
    await expect(entries({}, dispensary.somebody({ permissions: ['stock:read'] }))).rejects.toThrow('registers:read');
  });
});

describe('what takes two people', () => {
  it('is done when another confirms it, and not before', async () => {
    const { ask, witness, item, entries, breaks, dispensary, second, events } = await vault();
    const { request } = await ask('requestControlledDestruction', { stockItemId: await item(), quantity: 3, reason: 'Ampoules broken' });
    expect(await entries()).toHaveLength(1);
    expect((await witness(request, dispensary.context)).userErrors).toEqual([
      { code: 'NOT_ALLOWED', message: 'You asked for it yourself: another person has to stand by and confirm it.' },
    ]);
    expect((await witness(request)).request).toMatchObject({ status: 'WITNESSED' });
    expect((await entries()).at(-1)).toMatchObject({ kind: 'LOSS', quantity: -3, balance: 17 });
    const text = `{ registerEntries(first: 1) { nodes { reason people { id } } } }`;
    expect(await dispensary.ask(text)).toEqual({
      registerEntries: { nodes: [{ reason: 'Ampoules broken', people: [{ id: dispensary.context.actor.id }, { id: second.actor.id }] }] },
    });
    expect((await witness({ id: request?.id ?? '', version: 2, status: '' })).userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
    expect(await events()).toMatchObject([{ kind: 'DESTROYED', severity: 'MODERATE' }]);
    expect(await breaks()).toEqual([]);
  });

  it('is done once, when ten confirm at once', async () => {
    const { ask, item, entries, dispensary } = await vault();
    const { request } = await ask('requestControlledAdjustment', { stockItemId: await item(), quantity: -2, reason: 'Two are missing' });
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        dispensary.run<Asked>('witnessRegisterRequest', requestFields, { id: request?.id, expectedVersion: 1 }, dispensary.somebody()),
      ),
    );
    expect(answers.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(1);
    expect(await entries()).toMatchObject([{ balance: 20 }, { kind: 'ADJUSTMENT', balance: 18 }]);
  });

  it('is refused where it cannot be', async () => {
    const { ask, item, dispensary, productId, branchId } = await vault();
    const stockItemId = await item();
    const plain = await dispensary.medicine('Ibuprofen 400 mg, tablet');
    await dispensary.shelve(plain, [{ quantity: 5 }]);
    const errors = async (mutation: string, input: object) =>
      (await ask(mutation, { stockItemId, reason: 'Broken', ...input })).userErrors[0];
    expect(await errors('requestControlledDestruction', { quantity: 0 })).toMatchObject({ message: 'quantity is 1 or more, not 0.' });
    for (const quantity of [0, 1_000_001, -1_000_001, 2_000_000_000])
      expect(await errors('requestControlledAdjustment', { quantity })).toMatchObject({
        code: 'INVALID',
        message: 'quantity is the difference, from -1000000 to 1000000 and not zero.',
      });
    expect(await errors('requestControlledAdjustment', { quantity: 1, reason: ' ' })).toMatchObject({ code: 'REQUIRED' });
    expect(await errors('requestControlledDestruction', { quantity: 21 })).toMatchObject({
      message: 'Only 20 packs are there that are not set aside for somebody.',
    });
    await dispensary.system(branchId, async (transaction) => {
      const [allocation] = await allocateStock(transaction, await branchOf(transaction, { branchId }), [{ productId, quantity: 15 }]);
      await reserveStock(transaction, { type: 'dispense', id: newId('dispense') }, branchId, allocation?.picks ?? [], null);
    });
    expect(await errors('requestControlledDestruction', { quantity: 6 })).toMatchObject({
      message: 'Only 5 packs are there that are not set aside for somebody.',
    });
    expect(await errors('requestControlledDestruction', { quantity: 1, stockItemId: newId('stockitem') })).toMatchObject({
      code: 'NOT_FOUND',
    });
    const system = { ...dispensary.context, actor: { kind: 'system', id: 'job', sessionId: null } } as const;
    const bySystem = await ask('requestControlledDestruction', { stockItemId, quantity: 1, reason: 'Broken' }, system);
    expect(bySystem.userErrors).toMatchObject([{ code: 'NOT_ALLOWED' }]);
  });

  it('takes no correction of what leaves only as a loss, and writes off what has become so since it was asked for', async () => {
    const { dispensary, lotId, ask, item, witness, move, entries, breaks } = await vault();
    const { request } = await ask('requestControlledAdjustment', { stockItemId: await item(), quantity: -1, reason: 'One is missing' });
    await move([
      { kind: MovementKind.HOLD, status: KeptStatus.AVAILABLE, quantity: -5, reason: 'Wet' },
      { kind: MovementKind.HOLD, status: KeptStatus.ON_HOLD, quantity: 5, reason: 'Wet' },
    ]);
    const held = { stockItemId: await item('ON_HOLD'), reason: 'One is missing' };
    expect((await ask('requestControlledAdjustment', { ...held, quantity: -1 })).userErrors).toEqual([
      {
        code: 'WRONG_STATE',
        message: 'What is on hold leaves only as a loss (requestControlledDestruction) or back to its supplier, not by a correction.',
      },
    ]);
    expect((await ask('requestControlledAdjustment', { ...held, quantity: 1 })).userErrors).toEqual([]);
    await dispensary.system(dispensary.branchId, async (transaction) => {
      await transaction.rows(sql`update lots set expires_on = '2020-01-31' where id = ${toUuid('lot', lotId)}`);
    });
    await witness(request);
    expect((await entries()).at(-1)).toMatchObject({ kind: 'LOSS', quantity: -1, balance: 19 });
    expect(await breaks()).toEqual([]);
  });

  it('is withdrawn by who asked and declined by others, with a reason, and then over', async () => {
    const { ask, item, dispensary, second, entries, witness } = await vault();
    const decline = (request: Asked['request'], context = dispensary.context, reason = 'Found them') =>
      dispensary.run<Asked>(
        'declineRegisterRequest',
        requestFields,
        { id: request?.id, expectedVersion: request?.version, reason },
        context,
      );
    const { request: own } = await ask('requestControlledAdjustment', {
      stockItemId: await item(),
      quantity: -1,
      reason: 'One is missing',
    });
    expect((await decline(own, dispensary.context, ' ')).userErrors).toMatchObject([{ code: 'REQUIRED' }]);
    const { request: withdrawn } = await decline(own);
    expect(withdrawn?.status).toBe('WITHDRAWN');
    const { request: other } = await ask('requestControlledAdjustment', {
      stockItemId: await item(),
      quantity: -1,
      reason: 'One is missing',
    });
    expect((await decline(other, second)).request?.status).toBe('DECLINED');
    expect((await witness(withdrawn)).userErrors).toEqual([
      { code: 'WRONG_STATE', message: 'The request is WITHDRAWN: nothing follows that.' },
    ]);
    expect(await entries()).toHaveLength(1);
  });

  it('does nothing when the packs are gone meanwhile', async () => {
    const { ask, item, witness, move, entries, breaks } = await vault();
    const { request } = await ask('requestControlledDestruction', { stockItemId: await item(), quantity: 15, reason: 'Expired soon' });
    await move([out(10)]);
    expect((await witness(request)).userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
    expect((await entries()).at(-1)?.balance).toBe(10);
    expect(await breaks()).toEqual([]);
  });

  it('takes an entry back by a counter-entry, once, and leaves what other documents entered to them', async () => {
    const { ask, witness, entries, move, breaks, dispensary, item } = await vault();
    await move([out(5)]);
    const [receipt, dispensed] = await entries();
    expect((await ask('requestRegisterVoid', { registerEntryId: dispensed?.id, reason: 'Oops' })).userErrors[0]?.message).toContain(
      'taken back by its own document',
    );
    expect((await ask('requestRegisterVoid', { registerEntryId: receipt?.id, reason: 'Oops' })).userErrors[0]?.message).toContain(
      'Only 15 packs',
    );
    const correct = await ask('requestControlledAdjustment', {
      stockItemId: await item(),
      quantity: 4,
      reason: 'Counted wrong',
    });
    await witness(correct.request);
    const wrong = (await entries()).at(-1);
    const { request } = await ask('requestRegisterVoid', { registerEntryId: wrong?.id, reason: 'It was another lot' });
    expect((await ask('requestRegisterVoid', { registerEntryId: wrong?.id, reason: 'Again' })).userErrors).toMatchObject([
      { code: 'WRONG_STATE' },
    ]);
    await witness(request);
    const text = `{ registerEntries(first: 1) { nodes { id kind quantity balance voids { id } } } }`;
    const { registerEntries } = await dispensary.ask<{ registerEntries: { nodes: { id: string }[] } }>(text);
    expect(registerEntries.nodes).toMatchObject([{ kind: 'ADJUSTMENT', quantity: -4, balance: 15, voids: { id: wrong?.id } }]);
    expect((await ask('requestRegisterVoid', { registerEntryId: wrong?.id, reason: 'Again' })).userErrors).toEqual([
      { code: 'WRONG_STATE', message: 'The entry was voided already.' },
    ]);
    expect((await ask('requestRegisterVoid', { registerEntryId: registerEntries.nodes[0]?.id, reason: 'Again' })).userErrors).toMatchObject(
      [{ code: 'INVALID' }],
    );
    expect(await breaks()).toEqual([]);
  });
});

describe('the daily count', () => {
  it('names what was left out, and agrees when all is there', async () => {
    const { dispensary, lotId } = await vault();
    const due = async () =>
      (
        await dispensary.ask<{ registerCountDue: boolean }>('query ($id: ID) { registerCountDue(branchId: $id) }', {
          id: dispensary.branchId,
        })
      ).registerCountDue;
    const count = (lines: object[]) =>
      dispensary.run<{ count: object | null }>('recordRegisterCount', 'count { countedOn lines { expected counted outcome } }', {
        branchId: dispensary.branchId,
        lines,
      });
    expect(await due()).toBe(true);
    expect((await count([])).userErrors).toEqual([
      { code: 'REQUIRED', message: 'Count these lots too, also where nothing is left of them: M1.' },
    ]);
    expect(
      (
        await count([
          { lotId, counted: 20 },
          { lotId, counted: 20 },
        ])
      ).userErrors,
    ).toMatchObject([{ code: 'INVALID' }]);
    expect((await count([{ lotId, counted: -1 }])).userErrors).toMatchObject([{ code: 'INVALID' }]);
    expect(
      (
        await count([
          { lotId, counted: 20 },
          { lotId: newId('lot'), counted: 1 },
        ])
      ).userErrors,
    ).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect((await count([{ lotId, counted: 20 }])).count).toMatchObject({ lines: [{ expected: 20, counted: 20, outcome: 'AGREES' }] });
    expect(await due()).toBe(false);
  });

  it('opens a compliance event on a difference, which is settled before it is resolved', async () => {
    const { dispensary, lotId, events, ask, item, witness, entries, breaks } = await vault();
    await dispensary.done('recordRegisterCount', 'count { id }', { branchId: dispensary.branchId, lines: [{ lotId, counted: 18 }] });
    const [event] = (await events({ kind: 'DISCREPANCY', resolved: false })) as {
      id: string;
      version: number;
      severity: string;
      data: object;
      countLine: { id: string; version: number };
    }[];
    expect(event).toMatchObject({ severity: 'HIGH', data: { expected: 20, counted: 18 }, countLine: { outcome: 'DISCREPANT' } });
    const resolve = (expectedVersion: number) =>
      dispensary.run<{ event: object | null }>('resolveComplianceEvent', 'event { resolution resolvedBy { id } }', {
        id: event?.id,
        expectedVersion,
        resolution: 'Two ampoules broken at night',
      });
    expect((await resolve(1)).userErrors).toMatchObject([
      { code: 'WRONG_STATE', message: expect.stringContaining('not settled yet') as string },
    ]);
    const recount = (expectedVersion: number, counted: number) =>
      dispensary.run<{ line: object | null }>('recountRegisterLine', 'line { outcome recounted }', {
        id: event?.countLine.id,
        expectedVersion,
        counted,
      });
    expect((await recount(1, 19)).line).toEqual({ outcome: 'DISCREPANT', recounted: 19 });
    const { request } = await ask('requestControlledAdjustment', {
      stockItemId: await item(),
      quantity: -1,
      reason: 'One is missing',
      countLineId: event?.countLine.id,
    });
    await witness(request);
    expect((await recount(3, 19)).userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
    expect((await entries()).at(-1)).toMatchObject({ kind: 'ADJUSTMENT', balance: 19 });
    expect((await resolve(1)).event).toEqual({
      resolution: 'Two ampoules broken at night',
      resolvedBy: { id: dispensary.context.actor.id },
    });
    expect((await resolve(2)).userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
    expect(await breaks()).toEqual([]);
  });

  it('is settled by two people once all that is missing is corrected, and by no more and no other way', async () => {
    const { dispensary, lotId, move, item, ask, witness, entries, breaks } = await vault();
    await move([
      { kind: MovementKind.HOLD, status: KeptStatus.AVAILABLE, quantity: -5, reason: 'Wet' },
      { kind: MovementKind.HOLD, status: KeptStatus.ON_HOLD, quantity: 5, reason: 'Wet' },
    ]);
    const { count } = await dispensary.done<{ count: { lines: { id: string }[] } }>('recordRegisterCount', 'count { lines { id } }', {
      branchId: dispensary.branchId,
      lines: [{ lotId, counted: 10 }],
    });
    const countLineId = count.lines[0]?.id;
    const [available, onHold] = [await item(), await item('ON_HOLD')];
    const asked = { stockItemId: available, reason: 'They are missing', countLineId };
    const line = async () =>
      (
        await dispensary.ask<{ registerCounts: { nodes: { lines: object[] }[] } }>(
          '{ registerCounts(first: 1) { nodes { lines { outcome unsettled } } } }',
        )
      ).registerCounts.nodes[0]?.lines;
    expect(await line()).toEqual([{ outcome: 'DISCREPANT', unsettled: -10 }]);
    for (const quantity of [1, -11])
      expect((await ask('requestControlledAdjustment', { ...asked, quantity })).userErrors).toEqual([
        {
          code: 'INVALID',
          message: 'Beside what waits for a witness, the line has 10 packs too few left to settle: ask for these or some of them.',
        },
      ]);
    const first = await ask('requestControlledAdjustment', { ...asked, quantity: -1 });
    await witness(first.request);
    expect(await line()).toEqual([{ outcome: 'DISCREPANT', unsettled: -9 }]);
    const rest = await ask('requestControlledAdjustment', { ...asked, quantity: -7 });
    const destroyed = { ...asked, stockItemId: onHold };
    expect((await ask('requestControlledDestruction', { ...destroyed, quantity: 3 })).userErrors[0]?.message).toContain('2 packs too few');
    const held = await ask('requestControlledDestruction', { ...destroyed, quantity: 2 });
    expect((await ask('requestControlledDestruction', { ...destroyed, quantity: 1 })).userErrors).toMatchObject([
      { code: 'WRONG_STATE', message: expect.stringContaining('asked for already') as string },
    ]);
    await witness(rest.request);
    expect(await line()).toEqual([{ outcome: 'DISCREPANT', unsettled: -2 }]);
    await witness(held.request);
    expect(await line()).toEqual([{ outcome: 'CORRECTED', unsettled: 0 }]);
    expect((await entries()).at(-1)).toMatchObject({ kind: 'LOSS', quantity: -2, balance: 10 });
    expect(await breaks()).toEqual([]);
  });

  it('is settled by what a second look finds missing at that time, whatever left since the first', async () => {
    const { dispensary, lotId, move, item, ask, witness, entries } = await vault();
    const { count } = await dispensary.done<{ count: { lines: { id: string }[] } }>('recordRegisterCount', 'count { lines { id } }', {
      branchId: dispensary.branchId,
      lines: [{ lotId, counted: 15 }],
    });
    const id = count.lines[0]?.id;
    const asked = { stockItemId: await item(), reason: 'They are missing', countLineId: id };
    const early = await ask('requestControlledAdjustment', { ...asked, quantity: -5 });
    await move([out(10)]);
    const fields = 'line { outcome unsettled }';
    const { line } = await dispensary.done<{ line: object }>('recountRegisterLine', fields, { id, expectedVersion: 1, counted: 9 });
    expect(line).toEqual({ outcome: 'DISCREPANT', unsettled: -1 });
    expect((await witness(early.request)).userErrors).toEqual([
      { code: 'WRONG_STATE', message: 'The lot was counted again since, and less is left to settle: decline the request.' },
    ]);
    const withdrawn = { id: early.request?.id, expectedVersion: early.request?.version, reason: 'Counted again' };
    await dispensary.done('declineRegisterRequest', requestFields, withdrawn);
    await witness((await ask('requestControlledAdjustment', { ...asked, quantity: -1 })).request);
    expect((await entries()).at(-1)).toMatchObject({ kind: 'ADJUSTMENT', balance: 9 });
    const settled = '{ registerCounts(first: 1) { nodes { lines { outcome } } } }';
    expect(await dispensary.ask(settled)).toMatchObject({ registerCounts: { nodes: [{ lines: [{ outcome: 'CORRECTED' }] }] } });
  });

  it('is settled by a second look that finds what the register says', async () => {
    const { dispensary, lotId, events } = await vault();
    await dispensary.done('recordRegisterCount', 'count { id }', { branchId: dispensary.branchId, lines: [{ lotId, counted: 21 }] });
    const [event] = (await events()) as { id: string; countLine: { id: string } }[];
    const input = { id: event?.countLine.id, expectedVersion: 1, counted: 20 };
    expect(await dispensary.done('recountRegisterLine', 'line { outcome }', input)).toMatchObject({ line: { outcome: 'RECOUNTED' } });
    await dispensary.done('resolveComplianceEvent', 'event { id }', { id: event?.id, expectedVersion: 1, resolution: 'Miscounted' });
    expect(await events({ resolved: false })).toEqual([]);
  });

  it('counts what is there at one moment, also while packs are handed out', async () => {
    const { dispensary, lotId, move, breaks } = await vault();
    const count = () =>
      dispensary.run<{ count: { lines: { expected: number }[] } }>('recordRegisterCount', 'count { lines { expected } }', {
        branchId: dispensary.branchId,
        lines: [{ lotId, counted: 20 }],
      });
    const [first, second] = await Promise.all([count(), count(), move([out(4)])]);
    for (const { count: made } of [first, second]) expect([16, 20]).toContain(made.lines[0]?.expected);
    expect(await breaks()).toEqual([]);
  });
});
