import type { RequestContext } from '#kernel/context/request-context.js';
import { InProcessTransport } from '#kernel/events/transport.js';
import { newId } from '#kernel/graph/type-id.js';
import { startBackground, type Background } from '#kernel/jobs/background.js';
import { contextOf, testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { scheduling } from '../index.js';
import { openScheduling, Practice } from '../testing/practice.js';

let subgraph: TestSubgraph;
let neighbours: ConstructorParameters<typeof Practice>[1];
let background: Background;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openScheduling());
  background = await startBackground(scheduling, subgraph.resources, new InProcessTransport());
});
afterAll(async () => {
  await background.stop();
  await subgraph.close();
});

const query = `subscription ($branchId: ID, $servicePointId: ID) {
  queueUpdated(branchId: $branchId, servicePointId: $servicePointId) { kind tickets { code status ahead servicePoint { name } } }
}`;

interface Told {
  readonly data?: {
    readonly queueUpdated: {
      readonly kind: string;
      readonly tickets: readonly { code: string; status: string; ahead: number | null; servicePoint: { name: string } }[];
    };
  };
  readonly errors?: readonly { readonly message: string }[];
}

/** A board: what it is told, one message after the other, short as `CHANGE A-001 CALLED at Desk A`. */
function follow(context: RequestContext, variables: object) {
  const stream = subgraph.runtime.subscribe({ query, variables: { ...variables } }, context);
  return {
    stream,
    async next(): Promise<string[]> {
      const { data, errors } = ((await stream.next()) as { value: Told }).value;
      if (!data) throw new Error(JSON.stringify(errors));
      const { kind, tickets } = data.queueUpdated;
      return [kind, ...tickets.map(({ code, status, servicePoint }) => `${code} ${status} at ${servicePoint.name}`)];
    },
  };
}

it('tells who waits, then each step, to the board of the branch and to that of the queue', async () => {
  const clinic = new Practice(subgraph, neighbours);
  const [registration, laboratory] = [await clinic.servicePoint('A'), await clinic.servicePoint('LAB')];
  const waiting = await clinic.ticket(registration);
  const branch = follow(clinic.context, { branchId: clinic.branchId });
  const queue = follow(clinic.context, { branchId: clinic.branchId, servicePointId: laboratory });
  expect(await branch.next()).toEqual(['CURRENT_STATE', 'A-001 WAITING at Desk A']);
  expect(await queue.next()).toEqual(['CURRENT_STATE']);
  await clinic.serve('callNextTicket', { servicePointId: registration });
  expect(await branch.next()).toEqual(['CHANGE', 'A-001 CALLED at Desk A']);
  await clinic.serve('transferTicket', { id: waiting.id, servicePointId: laboratory });
  for (const board of [branch, queue]) expect(await board.next()).toEqual(['CHANGE', 'A-001 WAITING at Desk LAB']);
  await clinic.serve('undoTicket', { id: waiting.id });
  for (const board of [branch, queue]) expect(await board.next()).toEqual(['CHANGE', 'A-001 CALLED at Desk A']);
  await branch.stream.return?.();
  await queue.stream.return?.();
});

it('tells nothing of another branch, queue or tenant', async () => {
  const [clinic, stranger] = [new Practice(subgraph, neighbours), new Practice(subgraph, neighbours)];
  const lusaka = clinic.addBranch(newId('branch'), 'Africa/Lusaka');
  const [registration, laboratory] = [await clinic.servicePoint('A'), await clinic.servicePoint('LAB')];
  const elsewhere = await clinic.servicePoint('A', { branchId: lusaka });
  const strange = await stranger.servicePoint('A');
  const queue = follow(clinic.context, { branchId: clinic.branchId, servicePointId: laboratory });
  expect(await queue.next()).toEqual(['CURRENT_STATE']);
  await clinic.ticket(elsewhere);
  await clinic.ticket(registration);
  await stranger.ticket(strange);
  await clinic.ticket(laboratory);
  expect(await queue.next()).toEqual(['CHANGE', 'LAB-001 WAITING at Desk LAB']);
  await queue.stream.return?.();
});

describe('a board is refused', () => {
  const permissions = ['queue:read'];
  const refusal = async (context: RequestContext, variables: object) => {
    const { value } = (await subgraph.runtime.subscribe({ query, variables: { ...variables } }, context).next()) as { value: Told };
    return value.errors?.[0]?.message;
  };

  it('when it names no branch', async () => {
    expect(await refusal(contextOf({ tenant: testTenant('steppe'), permissions }), {})).toBe(
      'Say which branch: send branchId, or the header X-Branch-ID.',
    );
  });

  it('of a branch that is out of reach', async () => {
    const clinic = new Practice(subgraph, neighbours);
    const elsewhere = contextOf({ tenant: clinic.tenant, permissions, branches: [newId('branch')] });
    expect(await refusal(elsewhere, { branchId: clinic.branchId })).toBe('There is no such branch among those where you may do this.');
  });

  it('of a queue that the branch does not have, also when another tenant or branch has it', async () => {
    const [clinic, stranger] = [new Practice(subgraph, neighbours), new Practice(subgraph, neighbours)];
    const lusaka = clinic.addBranch(newId('branch'), 'Africa/Lusaka');
    for (const servicePointId of [
      await clinic.servicePoint('A', { branchId: lusaka }),
      await stranger.servicePoint('A'),
      newId('servicepoint'),
    ]) {
      expect(await refusal(clinic.context, { branchId: clinic.branchId, servicePointId })).toBe(
        'There is no such service point at this branch.',
      );
    }
  });

  it('without the permission', async () => {
    const clinic = new Practice(subgraph, neighbours);
    expect(
      await refusal(contextOf({ tenant: clinic.tenant, permissions: ['appointments:read'] }), { branchId: clinic.branchId }),
    ).toContain('queue:read');
  });
});
