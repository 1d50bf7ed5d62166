import { newId } from '#kernel/graph/type-id.js';
import { sql } from '#kernel/database/sql.js';
import type { RequestContext } from '#kernel/context/request-context.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import type { Refused } from '#kernel/testing/house.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { pharmacy } from '../index.js';
import { Counter } from '../testing/counter.js';
import { Dispensary, openPharmacy } from '../testing/dispensary.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openPharmacy());
});
afterAll(() => subgraph.close());

const open = (): Dispensary => new Dispensary(subgraph, neighbours);
const money = (amount: bigint, currency = 'MNT') => ({ amountMinor: amount.toString(), currency });
const withoutManaging = Object.keys(pharmacy.permissions).filter(
  (permission) => permission !== 'tills:manage' && permission !== 'sales:discount',
);

async function refusal(dispensary: Dispensary, mutation: string, input: object, who?: RequestContext): Promise<Refused | undefined> {
  return (await dispensary.run(mutation, '', input, who)).userErrors[0];
}

interface TillReport {
  readonly status: string;
  readonly closedAt: string | null;
  readonly differenceReason: string | null;
  readonly denominations: object[];
  readonly report: {
    tender: string;
    expected: { amountMinor: string };
    counted: { amountMinor: string } | null;
    difference: { amountMinor: string } | null;
    kinds: { kind: string; count: number; amount: { amountMinor: string } }[];
  }[];
}

async function reportOf({ dispensary, sessionId }: Counter): Promise<TillReport> {
  const fields = `status closedAt differenceReason denominations { valueMinor count } report { tender expected { amountMinor } counted { amountMinor }
    difference { amountMinor } kinds { kind count amount { amountMinor } } }`;
  const query = `query ($id: ID!) { tillSession(id: $id) { ${fields} } }`;
  return (await dispensary.ask<{ tillSession: TillReport }>(query, { id: sessionId })).tillSession;
}

describe('a till', () => {
  it('is added, found at its branch, and changed', async () => {
    const dispensary = open();
    const { branchId } = dispensary;
    const { till } = await dispensary.done<{ till: { id: string; version: number } }>('addTill', 'till { id version }', {
      branchId,
      name: ' Front desk ',
      cashRoundingMinor: '1000',
    });
    const input = { id: till.id, expectedVersion: till.version, name: 'Back desk', active: false };
    await dispensary.done('updateTill', 'till { id }', input);
    const data = await dispensary.ask(
      `{ tills { nodes { id name active cashRoundingMinor branch { id } openSession { id } } totalCount } }`,
    );
    const expected = {
      id: till.id,
      name: 'Back desk',
      active: false,
      cashRoundingMinor: '1000',
      branch: { id: branchId },
      openSession: null,
    };
    expect(data).toEqual({ tills: { nodes: [expected], totalCount: 1 } });
    expect(await refusal(dispensary, 'updateTill', input)).toMatchObject({ code: 'STALE_VERSION' });
    expect(await refusal(dispensary, 'openTill', { tillId: till.id, openingFloat: money(0n) })).toMatchObject({ code: 'WRONG_STATE' });
  });

  it.each([
    ['REQUIRED', 'no name', { name: ' - ' }],
    ['INVALID', 'a name as long as a book', { name: 'x'.repeat(201) }],
    ['INVALID', 'coins of nothing', { name: 'Desk', cashRoundingMinor: '0' }],
    ['NOT_FOUND', 'a branch of nobody', { name: 'Desk', branchId: newId('branch') }],
    ['TAKEN', 'the name of another', { name: 'FRONT desk' }],
  ])('is refused as %s with %s', async (code, _, input) => {
    const dispensary = open();
    await dispensary.done('addTill', 'till { id }', { branchId: dispensary.branchId, name: 'Front desk' });
    expect(await refusal(dispensary, 'addTill', { branchId: dispensary.branchId, ...input })).toMatchObject({ code });
  });

  it('is shown by its branch, to all branches in one statement', async () => {
    const dispensary = open();
    const darkhan = dispensary.addBranch(newId('branch'), { code: 'DK1' });
    await Counter.open(dispensary);
    await Counter.open(dispensary, { branchId: darkhan });
    const representations = [dispensary.branchId, darkhan].map((id) => ({ __typename: 'Branch', id }));
    const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Branch { id tills { id branch { id } } } } }`;
    const before = subgraph.database.statementCount;
    const data = await dispensary.ask<{ _entities: { id: string; tills: { branch: { id: string } }[] }[] }>(query, { representations });
    expect(subgraph.database.statementCount - before).toBe(1);
    expect(data._entities.map(({ id, tills }) => [id, tills.map(({ branch }) => branch.id)])).toEqual([
      [dispensary.branchId, [dispensary.branchId]],
      [darkhan, [darkhan]],
    ]);
  });
});

describe('working at a till', () => {
  it('is for one cashier at a till, and at one till for a cashier', async () => {
    const dispensary = open();
    const counter = await Counter.open(dispensary);
    const opening = { tillId: counter.tillId, openingFloat: money(0n) };
    const second = await refusal(dispensary, 'openTill', opening);
    expect(second).toEqual({ code: 'TAKEN', message: 'This till is open: its cashier, or who manages the tills, closes it first.' });
    const { till } = await dispensary.done<{ till: { id: string } }>('addTill', 'till { id }', {
      branchId: dispensary.branchId,
      name: 'Other',
    });
    const elsewhere = await refusal(dispensary, 'openTill', { ...opening, tillId: till.id }, counter.cashier);
    expect(elsewhere).toEqual({ code: 'TAKEN', message: 'You work at another till: close that one first.' });
    const both = await Promise.all(
      [1, 2, 3].map(() => dispensary.run('openTill', '', { ...opening, tillId: till.id }, dispensary.somebody())),
    );
    expect(both.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(1);
  });

  it.each([
    ['INVALID', 'The till works in MNT, not in USD.', money(1n, 'USD')],
    ['INVALID', 'The opening float is zero or more.', money(-1n)],
  ])('does not begin: %s %s', async (code, message, openingFloat) => {
    const dispensary = open();
    const { till } = await dispensary.done<{ till: { id: string } }>('addTill', 'till { id }', {
      branchId: dispensary.branchId,
      name: 'Desk',
    });
    expect(await refusal(dispensary, 'openTill', { tillId: till.id, openingFloat })).toEqual({ code, message });
  });

  it('is for a person', async () => {
    const dispensary = open();
    const { till } = await dispensary.done<{ till: { id: string } }>('addTill', 'till { id }', {
      branchId: dispensary.branchId,
      name: 'Desk',
    });
    const machine = { ...dispensary.context, actor: { kind: 'client' as const, id: newId('client'), sessionId: null } };
    expect(await refusal(dispensary, 'openTill', { tillId: till.id, openingFloat: money(0n) }, machine)).toMatchObject({
      code: 'NOT_ALLOWED',
    });
  });

  it('enters cash that comes and goes, and never more than there is', async () => {
    const dispensary = open();
    const counter = await Counter.open(dispensary, { float: 10_000n });
    const cash = (kind: string, amount: bigint, reason = 'To the bank') =>
      dispensary.run('recordCash', '', { tillSessionId: counter.sessionId, kind, amount: money(amount), reason }, counter.cashier);
    expect(await cash('IN', 5000n, 'Change from the bank')).toEqual({ userErrors: [] });
    expect(await cash('OUT', 12_000n)).toEqual({ userErrors: [] });
    expect((await cash('OUT', 3001n)).userErrors).toEqual([
      { code: 'INVALID', message: 'By its journal the till holds MNT 30.00 in cash: take out at most that.' },
    ]);
    expect((await cash('OUT', 0n)).userErrors[0]).toMatchObject({ message: 'An amount is more than zero.' });
    expect((await cash('OUT', 1n, ' ')).userErrors[0]).toMatchObject({ code: 'REQUIRED' });
    expect(await counter.journal()).toEqual({ CASH: 3000n });
    const together = await Promise.all([1, 2, 3, 4, 5].map(() => cash('OUT', 1000n)));
    expect(together.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(3);
    expect(await counter.journal()).toEqual({ CASH: 0n });
  });

  it('is not for others, but for who manages the tills', async () => {
    const dispensary = open();
    const counter = await Counter.open(dispensary);
    const colleague = dispensary.somebody({ permissions: withoutManaging });
    const input = { tillSessionId: counter.sessionId, kind: 'IN', amount: money(1n), reason: 'Found' };
    const message = 'Somebody else works at this till: open one of your own, or ask who manages the tills.';
    expect(await refusal(dispensary, 'recordCash', input, colleague)).toEqual({ code: 'NOT_ALLOWED', message });
    expect(await refusal(dispensary, 'closeTill', counter.closing({ CASH: 100_000n }), colleague)).toMatchObject({ code: 'NOT_ALLOWED' });
    expect(await counter.refusal('startSale', { tillSessionId: counter.sessionId }, colleague)).toMatchObject({ code: 'NOT_ALLOWED' });
    expect(await refusal(dispensary, 'closeTill', counter.closing({ CASH: 100_000n }))).toBeUndefined();
    expect((await reportOf(counter)).status).toBe('CLOSED');
  });
});

describe('closing a till', () => {
  it('compares what was counted of each tender, and enters what differs', async () => {
    const dispensary = open();
    const productId = await dispensary.medicine();
    await dispensary.shelve(productId, [{ quantity: 50 }]);
    await dispensary.price(productId, 1000n);
    const counter = await Counter.open(dispensary, { float: 20_000n });
    await counter.pay(await counter.basket([productId, 7]), { kind: 'CASH', amount: 10_000n });
    await counter.pay(
      await counter.basket([productId, 4]),
      { kind: 'CARD', amount: 3000n, reference: 'slip 12' },
      { kind: 'CASH', amount: 1000n },
    );
    await counter.pay(await counter.basket([productId, 2]), { kind: 'MOBILE_MONEY', amount: 2000n });
    await counter.sale('returnSale', counter.returning(await counter.sold([productId, 1]), [[0, 1]]));
    expect(await counter.journal()).toEqual({ CASH: 28_000n, CARD: 3000n, MOBILE_MONEY: 2000n });

    const close = (counted: Record<string, bigint>, more: object = {}) =>
      refusal(dispensary, 'closeTill', counter.closing(counted, more), counter.cashier);
    expect(await close({ CASH: 28_000n })).toEqual({
      code: 'REQUIRED',
      message: 'The journal has entries in CARD, MOBILE_MONEY: say what was counted of each.',
    });
    const counted = { CASH: 27_500n, CARD: 3000n, MOBILE_MONEY: 2100n };
    expect(await close(counted)).toEqual({
      code: 'REQUIRED',
      message: 'Counted differs from expected: CASH MNT 5.00 too little, MOBILE_MONEY MNT 1.00 too much. Count again, or say why (reason).',
    });
    const denominations = [
      { valueMinor: '500', count: 1 },
      { valueMinor: '1000', count: 26 },
    ];
    expect(await close(counted, { reason: 'Unknown', denominations })).toEqual({
      code: 'INVALID',
      message: 'The notes and coins make MNT 265.00, but MNT 275.00 was counted in cash.',
    });
    await counter.close(counted, { reason: 'Unknown', denominations: [denominations[0], { valueMinor: '1000', count: 27 }] });

    expect(await counter.journal()).toEqual(counted);
    const report = await reportOf(counter);
    expect(report).toMatchObject({ status: 'CLOSED', closedAt: expect.any(String) as string, differenceReason: 'Unknown' });
    expect(report.denominations).toEqual([
      { valueMinor: '1000', count: 27 },
      { valueMinor: '500', count: 1 },
    ]);
    expect(report.report.map(({ tender, expected, counted: found, difference }) => [tender, expected, found, difference])).toEqual(
      [
        ['CASH', 28_000n, 27_500n, -500n],
        ['CARD', 3000n, 3000n, 0n],
        ['MOBILE_MONEY', 2000n, 2100n, 100n],
      ].map(([tender, ...amounts]) => [tender, ...amounts.map((amount) => ({ amountMinor: String(amount) }))]),
    );
    expect(report.report[0]?.kinds).toEqual([
      { kind: 'CHANGE', count: 1, amount: { amountMinor: '-3000' } },
      { kind: 'OPENING', count: 1, amount: { amountMinor: '20000' } },
      { kind: 'REFUND', count: 1, amount: { amountMinor: '-1000' } },
      { kind: 'SALE', count: 3, amount: { amountMinor: '12000' } },
    ]);
    expect(await close(counted)).toEqual({ code: 'WRONG_STATE', message: 'This till session is closed: open the till again.' });
  });

  it('waits until the baskets are done, and takes away nobody from one that is held', async () => {
    const dispensary = open();
    const productId = await dispensary.medicine();
    await dispensary.shelve(productId, [{ quantity: 5 }]);
    await dispensary.price(productId, 1000n);
    const counter = await Counter.open(dispensary, { float: 0n });
    const basket = await counter.basket([productId, 1]);
    expect(await refusal(dispensary, 'closeTill', counter.closing({}), counter.cashier)).toEqual({
      code: 'WRONG_STATE',
      message: 'One basket is open at this till: complete, hold or discard first.',
    });
    await counter.sale('holdSale', { saleId: basket.id });
    await counter.close({});
    const next = await counter.reopened();
    const resumed = await next.sale('resumeSale', { saleId: basket.id, tillSessionId: next.sessionId });
    expect(await next.pay(resumed)).toMatchObject({ status: 'COMPLETED' });
  });

  it('takes a count once, of known tenders in its currency', async () => {
    const dispensary = open();
    const counter = await Counter.open(dispensary, { float: 1000n });
    const close = (counted: object[]) => refusal(dispensary, 'closeTill', { tillSessionId: counter.sessionId, counted }, counter.cashier);
    const cash = { tender: 'CASH', amount: money(1000n) };
    expect(await close([cash, cash])).toMatchObject({ message: 'CASH was counted twice: send its sum.' });
    expect(await close([{ ...cash, amount: money(1000n, 'USD') }])).toMatchObject({ code: 'INVALID' });
    expect(await close([{ ...cash, amount: money(-1n) }])).toMatchObject({ message: 'Cash that was counted is zero or more.' });
  });

  it('lets a card terminal that only refunded count less than nothing', async () => {
    const dispensary = open();
    const productId = await dispensary.medicine();
    await dispensary.shelve(productId, [{ quantity: 5 }]);
    await dispensary.price(productId, 1000n);
    const counter = await Counter.open(dispensary, { float: 0n });
    const other = await Counter.open(dispensary, { float: 0n });
    const sold = await other.pay(await other.basket([productId, 1]), { kind: 'CARD', amount: 1000n });
    await counter.sale('returnSale', counter.returning(sold, [[0, 1]], { tender: { kind: 'CARD', reference: 'slip 9' } }));
    await counter.close({ CARD: -1000n });
    expect(await counter.journal()).toEqual({ CARD: -1000n });
  });
});

describe('the journal', () => {
  it('names the sale of each line, for all of them in one statement', async () => {
    const dispensary = open();
    const productId = await dispensary.medicine();
    await dispensary.shelve(productId, [{ quantity: 5 }]);
    await dispensary.price(productId, 1000n);
    const counter = await Counter.open(dispensary);
    const first = await counter.sold([productId, 1]);
    const second = await counter.sold([productId, 2]);
    const query = `query ($id: ID!) { tillSession(id: $id) { entries { nodes { kind sale { id } author { id } } } } }`;
    const before = subgraph.database.statementCount;
    const data = await dispensary.ask(query, { id: counter.sessionId });
    expect(subgraph.database.statementCount - before).toBe(3);
    const author = { id: counter.cashier.actor.id };
    const nodes = [
      { kind: 'OPENING', sale: null, author },
      { kind: 'SALE', sale: { id: first.id }, author },
      { kind: 'SALE', sale: { id: second.id }, author },
    ];
    expect(data).toEqual({ tillSession: { entries: { nodes } } });
  });

  it('has lines that are found by their ids, in the tenant alone', async () => {
    const dispensary = open();
    const counter = await Counter.open(dispensary);
    const listing = 'query ($id: ID!) { tillSession(id: $id) { entries { nodes { id } } } }';
    const data = await dispensary.ask<{ tillSession: { entries: { nodes: { id: string }[] } } }>(listing, { id: counter.sessionId });
    const lines = [...data.tillSession.entries.nodes, { id: newId('tillentry') }].map((line) => ({ __typename: 'TillEntry', ...line }));
    const query = 'query ($lines: [_Any!]!) { _entities(representations: $lines) { ... on TillEntry { kind amount { amountMinor } } } }';
    expect(await dispensary.ask(query, { lines })).toEqual({ _entities: [{ kind: 'OPENING', amount: { amountMinor: '100000' } }, null] });
    expect(await open().ask(query, { lines })).toEqual({ _entities: [null, null] });
  });

  it('has no line whose id says another time', async () => {
    const dispensary = open();
    const counter = await Counter.open(dispensary);
    const written = (ago: string) =>
      dispensary.system(dispensary.branchId, async (transaction) => {
        await transaction.rows(sql`insert into till_entries (id, branch_id, session_id, tender, kind, amount_minor)
          select uuidv7(-${ago}::interval), branch_id, id, 'CARD', 'SALE', 5 from till_sessions`);
      });
    await expect(written('61 minutes')).rejects.toThrow('till_entries_in_time');
    await written('59 minutes');
    expect(await counter.journal()).toEqual({ CASH: 100_000n, CARD: 5n });
  });

  it('is altered by nobody, and takes nothing for a till that is closed', async () => {
    const dispensary = open();
    const counter = await Counter.open(dispensary);
    await counter.close();
    const write = (statement: ReturnType<typeof sql>) =>
      dispensary.system(dispensary.branchId, async (transaction) => void (await transaction.rows(statement)));
    await expect(write(sql`update till_entries set amount_minor = 1`)).rejects.toThrow('permission denied');
    await expect(write(sql`delete from till_entries`)).rejects.toThrow('permission denied');
    await expect(write(sql`update till_counts set counted_minor = 1`)).rejects.toThrow('permission denied');
    await expect(write(sql`delete from till_sessions`)).rejects.toThrow('permission denied');
    await expect(
      write(sql`insert into till_entries (branch_id, session_id, tender, kind, amount_minor, reason)
        select branch_id, id, 'CASH', 'CASH_OUT', -5, 'Coffee' from till_sessions`),
    ).rejects.toThrow('the till is closed');
  });
});

describe('tills', () => {
  it('of another tenant or branch do not exist', async () => {
    const dispensary = open();
    const counter = await Counter.open(dispensary);
    const stranger = open();
    const darkhan = dispensary.addBranch(newId('branch'));
    const neighbour = dispensary.somebody({ branches: [darkhan] });
    for (const [house, who] of [
      [stranger, stranger.context],
      [dispensary, neighbour],
    ] as const) {
      const query = `query ($till: ID!, $session: ID!) { till(id: $till) { id } tillSession(id: $session) { id } tills { totalCount } tillSessions { totalCount } }`;
      const variables = { till: counter.tillId, session: counter.sessionId };
      const nothing = { till: null, tillSession: null, tills: { totalCount: 0 }, tillSessions: { totalCount: 0 } };
      expect(await house.ask(query, variables, who)).toEqual(nothing);
      const opening = { tillId: counter.tillId, openingFloat: money(0n) };
      expect(await refusal(house, 'openTill', opening, who)).toMatchObject({ code: 'NOT_FOUND' });
      expect(await refusal(house, 'updateTill', { id: counter.tillId, expectedVersion: 1 }, who)).toMatchObject({ code: 'NOT_FOUND' });
      expect(await refusal(house, 'closeTill', counter.closing({}), who)).toMatchObject({ code: 'NOT_FOUND' });
      const cash = { tillSessionId: counter.sessionId, kind: 'IN', amount: money(1n), reason: 'Mine' };
      expect(await refusal(house, 'recordCash', cash, who)).toMatchObject({ code: 'NOT_FOUND' });
    }
    expect(await counter.journal()).toEqual({ CASH: 100_000n });
  });

  it.each([
    ['tills:manage', 'addTill', { name: 'Desk' }],
    ['tills:operate', 'openTill', { tillId: newId('till'), openingFloat: money(0n) }],
    ['tills:operate', 'closeTill', { tillSessionId: newId('tillsession'), counted: [] }],
  ])('need the permission %s to %s', async (permission, mutation, input) => {
    const dispensary = open();
    const who = dispensary.somebody({ permissions: Object.keys(pharmacy.permissions).filter((each) => each !== permission) });
    await expect(dispensary.run(mutation, '', input, who)).rejects.toThrow(permission);
  });

  it('are listed by what is asked for', async () => {
    const dispensary = open();
    const first = await Counter.open(dispensary);
    const second = await Counter.open(dispensary);
    await first.close();
    const ids = async (filter: string) => {
      const data = await dispensary.ask<{ tillSessions: { nodes: { id: string }[] } }>(
        `{ tillSessions(filter: { ${filter} }) { nodes { id } } }`,
      );
      return data.tillSessions.nodes.map(({ id }) => id);
    };
    expect(await ids('')).toEqual([second.sessionId, first.sessionId]);
    expect(await ids('status: OPEN')).toEqual([second.sessionId]);
    expect(await ids(`tillId: "${first.tillId}"`)).toEqual([first.sessionId]);
    expect(await ids(`cashierId: "${second.cashier.actor.id}"`)).toEqual([second.sessionId]);
    expect(await ids(`branchId: "${newId('branch')}"`)).toEqual([]);
    expect(await ids('until: "2000-01-01T00:00:00Z"')).toEqual([]);
  });
});
