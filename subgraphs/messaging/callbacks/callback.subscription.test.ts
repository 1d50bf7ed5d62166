import type { RequestContext } from '#kernel/context/request-context.js';
import { freeTimes, rightCode } from '../testing/fake-desk.js';
import { FrontDesk, openMessaging, type OpenMessaging } from '../testing/front-desk.js';

interface Told {
  readonly data?: {
    readonly callbackUpdated: { readonly kind: string; readonly callbacks: readonly { id: string; version: number; status: string }[] };
  };
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
}

let open: OpenMessaging;
beforeAll(async () => {
  open = await openMessaging();
});
afterAll(() => open.close());

function follow(context: RequestContext, branchId: string | null) {
  const query =
    'subscription ($branchId: ID, $without: Boolean!) { callbackUpdated(branchId: $branchId, withoutBranch: $without) { kind callbacks { id version status } } }';
  const stream = open.subgraph.runtime.subscribe({ query, variables: { branchId, without: branchId === null } }, context);
  const next = async (): Promise<Told> => ((await stream.next()) as { value: Told }).value;
  return { stream, next, told: async () => (await next()).data?.callbackUpdated };
}

it('tells the board of a branch who is to be called, and what becomes of it', async () => {
  const desk = new FrontDesk(open);
  await desk.openChannel();
  open.graph.desk.places = [{ id: desk.branchId, name: 'Central', timeZone: 'Asia/Ulaanbaatar' }];
  open.graph.desk.free = freeTimes(new Date(Date.now() + 86_400_000).toISOString().slice(0, 10), 2);
  const [here, there] = [follow(desk.context, desk.branchId), follow(desk.context, desk.addBranch())];
  expect([await here.told(), await there.told()]).toEqual(Array.from({ length: 2 }, () => ({ kind: 'CURRENT_STATE', callbacks: [] })));
  await desk.says('hello', '[English]', '[Send the code]', rightCode, 'human');
  const asked = await here.told();
  expect(asked).toMatchObject({ kind: 'CHANGE', callbacks: [{ status: 'OPEN', version: 1 }] });
  const [{ id } = { id: '' }] = asked?.callbacks ?? [];
  await desk.done('claimCallback', 'callback { id }', { id, expectedVersion: 1 });
  expect(await here.told()).toEqual({ kind: 'CHANGE', callbacks: [{ id, version: 2, status: 'CLAIMED' }] });
  const late = follow(desk.context, desk.branchId);
  expect(await late.told()).toEqual({ kind: 'CURRENT_STATE', callbacks: [{ id, version: 2, status: 'CLAIMED' }] });
  for (const { stream } of [here, there, late]) await stream.return?.();
});

it('tells everybody who is to be called by no branch, until it is one’s', async () => {
  const desk = new FrontDesk(open);
  await desk.openChannel();
  const other = desk.addBranch();
  const [anybody, here] = [follow(desk.somebody({ branches: [other] }), null), follow(desk.context, desk.branchId)];
  expect([await anybody.told(), await here.told()]).toEqual(Array.from({ length: 2 }, () => ({ kind: 'CURRENT_STATE', callbacks: [] })));
  await desk.says('hello', '[English]', 'human');
  const asked = await anybody.told();
  expect(asked).toMatchObject({ kind: 'CHANGE', callbacks: [{ status: 'OPEN', version: 1 }] });
  const [{ id } = { id: '' }] = asked?.callbacks ?? [];
  await desk.done('claimCallback', 'callback { id }', { id, expectedVersion: 1 });
  expect(await anybody.told()).toEqual({ kind: 'CHANGE', callbacks: [{ id, version: 2, status: 'CLAIMED' }] });
  open.graph.desk.places = [{ id: desk.branchId, name: 'Central', timeZone: 'Asia/Ulaanbaatar' }];
  await desk.says('hello', '[Send the code]', rightCode, 'human');
  expect(await here.told()).toEqual({ kind: 'CHANGE', callbacks: [{ id, version: 3, status: 'CLAIMED' }] });
  expect(await anybody.told()).toEqual({ kind: 'CURRENT_STATE', callbacks: [] });
  for (const { stream } of [anybody, here]) await stream.return?.();
});

it('is not for another branch, nor for who may not answer', async () => {
  const desk = new FrontDesk(open);
  const outsider = follow(desk.somebody({ branches: [desk.addBranch()] }), desk.branchId);
  expect((await outsider.next()).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  const manager = follow(desk.somebody({ permissions: ['messaging:manage'] }), desk.branchId);
  expect((await manager.next()).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  const managerOfAll = follow(desk.somebody({ permissions: ['messaging:manage'] }), null);
  expect((await managerOfAll.next()).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
});
