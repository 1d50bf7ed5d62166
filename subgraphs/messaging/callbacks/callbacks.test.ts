import type { RequestContext } from '#kernel/context/request-context.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { FrontDesk, openMessaging, type OpenMessaging } from '../testing/front-desk.js';

interface Callback {
  readonly id: string;
  readonly version: number;
  readonly status: string;
}

let open: OpenMessaging;
let desk: FrontDesk;
let elsewhere: string;
beforeAll(async () => {
  open = await openMessaging({ atWork: false });
});
afterAll(() => open.close());
beforeEach(() => {
  desk = new FrontDesk(open);
  elsewhere = desk.addBranch();
});

/** Somebody who wrote, and is to be called by a branch or by anybody. */
async function callback(branchId: string | null, of: FrontDesk = desk): Promise<Callback> {
  const id = newId('callback');
  await of.rows(
    `insert into callback_requests (tenant_id, id, branch_id, phone, language, reason, status)
      values ($1, $2, $3, '+97699112233', 'mn', 'ASKED_FOR_PERSON', 'OPEN')`,
    toUuid('callback', id),
    branchId && toUuid('branch', branchId),
  );
  return { id, version: 1, status: 'OPEN' };
}

const queue = async (context?: RequestContext, filter: object | null = null) => {
  const text = 'query ($filter: CallbackRequestFilter) { callbackRequests(filter: $filter) { totalCount nodes { id } } }';
  const { callbackRequests } = await desk.ask<{ callbackRequests: { totalCount: number; nodes: Callback[] } }>(text, { filter }, context);
  expect(callbackRequests.totalCount).toBe(callbackRequests.nodes.length);
  return callbackRequests.nodes.map(({ id }) => id);
};
const change = (mutation: string, input: object, context?: RequestContext) =>
  desk.run<{ callback: Callback | null }>(mutation, 'callback { id version status claimedBy { id } resolution }', input, context);

describe('callbacks', () => {
  it('are seen by the branch that was chosen, and by everybody when none was', async () => {
    const [here, there, anywhere] = [await callback(desk.branchId), await callback(elsewhere), await callback(null)];
    const ofBranch = desk.somebody({ branches: [desk.branchId] });
    expect(await queue()).toEqual([here.id, there.id, anywhere.id]);
    expect(await queue(ofBranch)).toEqual([here.id, anywhere.id]);
    expect(await queue(undefined, { branchId: elsewhere })).toEqual([there.id]);
    expect(await queue(undefined, { statuses: ['RESOLVED'] })).toEqual([]);
    const asked = await desk.ask('query ($id: ID!) { callbackRequest(id: $id) { id } }', { id: there.id }, ofBranch);
    expect([asked, (await change('claimCallback', { id: there.id, expectedVersion: 1 }, ofBranch)).userErrors[0]?.code]).toEqual([
      { callbackRequest: null },
      'NOT_FOUND',
    ]);
  });

  it('of another tenant do not exist', async () => {
    const stranger = new FrontDesk(open);
    const foreign = await callback(null, stranger);
    expect(await queue()).toEqual([]);
    for (const [mutation, more] of [
      ['claimCallback', {}],
      ['unclaimCallback', {}],
      ['resolveCallback', { resolution: 'done' }],
    ] as const) {
      const theirs = await change(mutation, { id: foreign.id, expectedVersion: 1, ...more });
      const nobodys = await change(mutation, { id: newId('callback'), expectedVersion: 1, ...more });
      expect([theirs.userErrors[0]?.code, theirs]).toEqual(['NOT_FOUND', nobodys]);
    }
    const comment = await desk.run('commentOnCallback', 'comment { text }', { id: foreign.id, text: 'mine' });
    expect(comment.userErrors[0]?.code).toBe('NOT_FOUND');
  });

  it('are only for who may answer', async () => {
    const { id } = await callback(null);
    const reception = desk.somebody({ permissions: ['messaging:manage'] });
    for (const text of ['{ callbackRequests { nodes { id } } }', `{ callbackRequest(id: "${id}") { id } }`]) {
      expect((await open.subgraph.execute(text, reception)).errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
    }
    const claim = `mutation { claimCallback(input: { id: "${id}", expectedVersion: 1 }) { callback { id } } }`;
    expect((await open.subgraph.execute(claim, reception)).errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
    expect(await desk.rows('select status from callback_requests where tenant_id = $1')).toEqual([{ status: 'OPEN' }]);
  });

  it('are claimed by one of many who want to', async () => {
    const { id } = await callback(desk.branchId);
    const staff = Array.from({ length: 8 }, () => desk.somebody({ actorId: newId('staff') }));
    const answers = await Promise.all(staff.map((context) => change('claimCallback', { id, expectedVersion: 1 }, context)));
    expect(answers.filter(({ userErrors }) => userErrors.length === 0).length).toBe(1);
    expect(new Set(answers.flatMap(({ userErrors }) => userErrors.map(({ code }) => code)))).toEqual(new Set(['STALE_VERSION']));
  });

  it('are claimed, given back, noted upon and resolved, and tell of it', async () => {
    const { id } = await callback(desk.branchId);
    const actorId = newId('staff');
    const nurse = desk.somebody({ actorId });
    const claimed = await change('claimCallback', { id, expectedVersion: 1 }, nurse);
    expect(claimed.callback).toMatchObject({ status: 'CLAIMED', claimedBy: { id: actorId } });
    expect((await change('claimCallback', { id, expectedVersion: 2 })).userErrors[0]?.message).toBe('Somebody has taken it already.');
    expect((await change('unclaimCallback', { id, expectedVersion: 2 })).callback).toMatchObject({ status: 'OPEN', claimedBy: null });
    const noted = await desk.run<{ comment: object }>(
      'commentOnCallback',
      'comment { text author { id } }',
      { id, text: ' No answer. ' },
      nurse,
    );
    expect(noted.comment).toEqual({ text: 'No answer.', author: { id: actorId } });
    expect((await change('resolveCallback', { id, expectedVersion: 3, resolution: ' ' })).userErrors[0]?.code).toBe('REQUIRED');
    const resolved = await change('resolveCallback', { id, expectedVersion: 3, resolution: 'Booked by phone.' }, nurse);
    expect(resolved.callback).toMatchObject({ status: 'RESOLVED', resolution: 'Booked by phone.' });
    expect((await change('resolveCallback', { id, expectedVersion: 4, resolution: 'again' })).userErrors[0]?.code).toBe('WRONG_STATE');
    const { callbackRequest } = await desk.ask<{ callbackRequest: object }>(
      'query ($id: ID!) { callbackRequest(id: $id) { comments { text } messages { text } patient { id } } }',
      { id },
    );
    expect(callbackRequest).toEqual({ comments: [{ text: 'No answer.' }], messages: [], patient: null });
    const events = await desk.rows<{ data: { status: string } }>(
      "select data from outbox where tenant_id = $1 and type = 'callback.updated' order by position",
    );
    expect(events.map(({ data }) => data.status)).toEqual(['CLAIMED', 'OPEN', 'RESOLVED']);
  });

  it('show what was written, in as many statements for twenty as for one', async () => {
    await desk.openChannel();
    const statements = async (): Promise<number> => {
      const before = open.subgraph.database.statementCount;
      await desk.ask('{ callbackRequests(first: 50) { nodes { comments { text } messages { direction text at status } branch { id } } } }');
      return open.subgraph.database.statementCount - before;
    };
    const write = async (from: string) => {
      await desk.receive(desk.payloadOf({ from, type: 'text', text: { body: `I am ${from}` } }));
      await desk.rows(
        `insert into callback_requests (tenant_id, conversation_id, phone, language, reason, status)
        select tenant_id, id, contact, 'en', 'ASKED_FOR_PERSON', 'OPEN' from conversations where tenant_id = $1 and contact = $2`,
        `+${from}`,
      );
    };
    await write('97699000001');
    const one = await statements();
    for (let index = 2; index <= 20; index += 1) await write(`976990000${String(index).padStart(2, '0')}`);
    expect(await statements()).toBe(one);
    const { callbackRequests } = await desk.ask<{ callbackRequests: { nodes: { messages: { direction: string; text: string }[] }[] } }>(
      '{ callbackRequests(first: 1) { nodes { messages { direction text } } } }',
    );
    expect(callbackRequests.nodes[0]?.messages).toEqual([{ direction: 'INBOUND', text: 'I am 97699000001' }]);
  });
});
