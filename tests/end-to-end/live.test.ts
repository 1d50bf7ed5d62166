import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { newId, toTypeId } from '#kernel/graph/type-id.js';
import { GraphClient } from './client.js';
import { BranchesDocument, RegisterPatientDocument, StartEncounterDocument } from './generated/graphql.js';
import { LiveClient } from './live-client.js';
import { startTopology, type RunningGraph, type Topology } from './topology.js';

const registrations = `subscription ($branch: ID) {
  patientRegistered(branchId: $branch) { kind sequence patients { id name branch { code timeZone } } }
}`;
const encounters = `subscription ($branch: ID) {
  live: encounterUpdated(branchId: $branch) { __typename kind sequence encounters { id status patient { name } branch { ...Place } } }
}
fragment Place on Branch { name timeZone }`;

interface Registered {
  readonly patientRegistered: { readonly kind: string; readonly sequence: number; readonly patients: readonly { id: string; name: string; branch: { code: string; timeZone: string } | null }[] };
}
interface Updated {
  readonly live: { readonly kind: string; readonly sequence: number; readonly encounters: readonly { id: string; status: string; patient: { name: string }; branch: { name: string; timeZone: string } }[] };
}
interface Receipt {
  readonly tenant_id: string;
  readonly id: string;
  readonly staff_id: string;
}
interface Noticed {
  readonly noticeReceived: { readonly kind: string; readonly notices: readonly { readonly notice: { readonly title: string } }[] };
}

describe.each<Topology>(['one process', 'services'])('subscriptions of the graph as %s', (topology) => {
  let graph: RunningGraph;
  let steppe: GraphClient;
  let branch: { id: string; code: string; timeZone: string };
  let other: { id: string };
  const open: LiveClient[] = [];
  beforeAll(async () => {
    graph = await startTopology(topology);
    steppe = await GraphClient.signIn(graph.url, 'steppe');
    const { data } = await steppe.run(BranchesDocument, {});
    [branch, other] = data?.branches.nodes as [typeof branch, typeof other];
  }, 400_000);
  afterAll(() => graph.stop());
  afterEach(() => Promise.all(open.splice(0).map((client) => client.close())));

  const connect = async (client: GraphClient = steppe, more: Record<string, string> = {}): Promise<LiveClient> => {
    const live = await LiveClient.connect(graph.url, { authorization: `Bearer ${client.token}`, ...more });
    open.push(live);
    return live;
  };
  const register = async (family: string, branchId: string = branch.id): Promise<string> => {
    const { data } = await steppe.run(RegisterPatientDocument, { input: { names: [{ family, given: ['Oyuun'] }], branchId, allowDuplicate: true } });
    return data?.registerPatient.patient?.id ?? '';
  };
  const behind = async <R>(look: (client: pg.Client) => Promise<R>): Promise<R> => {
    const client = new pg.Client({ connectionString: graph.databaseUrl });
    await client.connect();
    await client.query('set row_security = off');
    return look(client).finally(() => client.end());
  };
  /** As a reaction of the platform tells it. */
  const tell = (email: string, title: string): Promise<unknown> =>
    behind(async (client) => {
      const { rows } = await client.query<Receipt>(
        `with person as (select tenant_id, id from platform.staff where email = $1),
          notice as (insert into platform.notices (tenant_id, title, text, teams) select tenant_id, $2, $2, '{}' from person returning id)
        insert into platform.notice_receipts (tenant_id, notice_id, staff_id)
        select person.tenant_id, notice.id, person.id from person, notice returning tenant_id, id, staff_id`,
        [email, title],
      );
      const [{ tenant_id, id, staff_id }] = rows as [Receipt];
      return client.query(`insert into platform.outbox (tenant_id, type, version, subject, data) values ($1, 'notice.given', 1, $2, $3)`, [
        tenant_id,
        toTypeId('noticereceipt', id),
        { staffId: toTypeId('staff', staff_id) },
      ]);
    });

  it('begin with the state, and bring every change in order, with fields of other subgraphs', async () => {
    const live = await connect();
    live.subscribe('desk', registrations, { branch: branch.id });
    const first = (await live.data<Registered>()).patientRegistered;
    expect(first.kind).toBe('CURRENT_STATE');
    const ids = [await register('One'), await register('Elsewhere', other.id), await register('Two'), await register('Three')];
    const heard = [await live.data<Registered>(), await live.data<Registered>(), await live.data<Registered>()].map(({ patientRegistered }) => patientRegistered);
    expect(heard.map(({ kind, sequence, patients }) => [kind, sequence - first.sequence, patients[0]?.id])).toEqual([
      ['CHANGE', 1, ids[0]],
      ['CHANGE', 2, ids[2]],
      ['CHANGE', 3, ids[3]],
    ]);
    expect(heard[2]?.patients).toEqual([{ id: ids[3], name: 'Oyuun Three', branch: { code: branch.code, timeZone: branch.timeZone } }]);
    live.subscribe('later', registrations, { branch: branch.id });
    const late = (await live.data<Registered>()).patientRegistered;
    expect([late.kind, late.sequence]).toEqual(['CURRENT_STATE', first.sequence + 3]);
    expect(late.patients.slice(0, 3).map(({ id }) => id)).toEqual([ids[3], ids[2], ids[0]]);
  });

  it('follow encounters, with aliases, fragments and joins', async () => {
    const live = await connect();
    live.subscribe('board', encounters, { branch: branch.id });
    const first = (await live.data<Updated>()).live;
    const patientId = await register('Board');
    const { data } = await steppe.run(StartEncounterDocument, { input: { patientId, branchId: branch.id, status: 'ARRIVED' } });
    const id = data?.startEncounter.encounter?.id;
    const change = (await live.data<Updated>()).live;
    expect(change).toMatchObject({ __typename: 'EncounterUpdate', kind: 'CHANGE', sequence: first.sequence + 1 });
    expect(change.encounters).toEqual([{ id, status: 'ARRIVED', patient: { name: 'Oyuun Board' }, branch: { name: expect.any(String) as string, timeZone: branch.timeZone } }]);
  });

  it('lose nobody who comes while much is happening', async () => {
    const clients = await Promise.all(Array.from({ length: 8 }, () => connect()));
    const storm = Promise.all(Array.from({ length: 40 }, (_, index) => delay(index * 10).then(() => register(`Storm${index}`))));
    const seen = await Promise.all(
      clients.map(async (client, index) => {
        await delay(index * 40);
        client.subscribe('storm', registrations, { branch: branch.id });
        let last = 0;
        const mine = new Set<string>();
        while (mine.size < 40) {
          const { kind, sequence, patients } = (await client.data<Registered>()).patientRegistered;
          if (kind === 'CHANGE') expect(sequence).toBe(last + 1);
          last = sequence;
          for (const { id, name } of patients) if (name.includes('Storm')) mine.add(id);
        }
        return [...mine].sort();
      }),
    );
    const registered = (await storm).sort();
    for (const some of seen) expect(some).toEqual(registered);
  });

  it('show another tenant nothing, and treat its branches like ones that never were', async () => {
    const copperbelt = await GraphClient.signIn(graph.url, 'copperbelt');
    const live = await connect(copperbelt);
    const ask = async (id: string): Promise<unknown> => {
      live.subscribe(id, registrations, { branch: id });
      return (await live.next()).payload;
    };
    const foreign = await ask(branch.id);
    const never = await ask(newId('branch'));
    expect(foreign).toEqual(never);
    expect(foreign).toMatchObject([{ message: 'There is no such branch among those where you may do this.', extensions: { code: 'NOT_FOUND' } }]);
    live.subscribe('all', registrations);
    await live.data<Registered>();
    await register('Secret');
    const quiet = await Promise.race([live.next(), delay(1_500).then(() => 'nothing')]);
    expect(quiet).toBe('nothing');
  });

  it('tell two people of one role each what that person is told, and nothing else', async () => {
    const couriers = await Promise.all(['courier', 'second-courier'].map((person) => GraphClient.signIn(graph.url, 'steppe', person)));
    const [first, second] = await Promise.all(couriers.map((courier) => connect(courier)));
    const told = async (live: LiveClient | undefined) => (await live?.data<Noticed>())?.noticeReceived;
    for (const live of [first, second]) {
      live?.subscribe('mine', 'subscription { noticeReceived { kind notices { notice { title } } } }');
      expect((await told(live))?.kind).toBe('CURRENT_STATE');
    }
    await tell('courier@steppe.example', 'For the first');
    await tell('second-courier@steppe.example', 'For the second');
    expect(await told(first)).toEqual({ kind: 'CHANGE', notices: [{ notice: { title: 'For the first' } }] });
    expect(await told(second)).toEqual({ kind: 'CHANGE', notices: [{ notice: { title: 'For the second' } }] });
  });

  it('end within seconds when the session is revoked', async () => {
    const nurse = await GraphClient.signIn(graph.url, 'steppe', 'nurse');
    const live = await connect(nurse);
    live.subscribe('a', registrations, {});
    await live.data<Registered>();
    await nurse.send({ query: 'mutation { logout(input: {}) { userErrors { code } } }' });
    expect(await live.closed).toEqual({ code: 4401, reason: 'The session has ended: sign in again.' });
  });

  it('end within seconds when a right is withdrawn, while the socket stays', async () => {
    const { data } = await steppe.send<{ staff: { nodes: { id: string; version: number; email: string }[] } }>({ query: '{ staff(first: 100) { nodes { id version email } } }' });
    const cashier = data?.staff.nodes.find(({ email }) => email === 'receptionist@steppe.example');
    const live = await connect(await GraphClient.signIn(graph.url, 'steppe', 'receptionist'));
    live.subscribe('a', registrations, {});
    await live.data<Registered>();
    const changed = await steppe.send<{ updateStaff: { userErrors: unknown[] } }>({
      query: 'mutation ($input: UpdateStaffInput!) { updateStaff(input: $input) { userErrors { code message } } }',
      variables: { input: { id: cashier?.id, expectedVersion: cashier?.version, grants: [{ role: 'COURIER' }] } },
    });
    expect(changed.data?.updateStaff.userErrors).toEqual([]);
    expect(await live.next()).toMatchObject({ id: 'a', type: 'error', payload: [{ extensions: { code: 'FORBIDDEN', permission: 'patients:read' } }] });
    live.say({ type: 'ping' });
    expect(await live.next()).toEqual({ type: 'pong' });
  });

  it('end within seconds when the tenant is suspended', async () => {
    const live = await connect(await GraphClient.signIn(graph.url, 'copperbelt'));
    live.subscribe('a', registrations, {});
    await live.data<Registered>();
    const set = (status: string) => behind((client) => client.query(`update platform.tenants set status = $1 where subdomain = 'copperbelt'`, [status]));
    await set('SUSPENDED');
    expect(await live.closed).toMatchObject({ code: 4403, reason: expect.stringContaining('suspended') as string });
    await set('ACTIVE');
  });

  it('tell clients to come back when the gateway stops', async () => {
    const live = await connect();
    live.subscribe('a', registrations, {});
    await live.data<Registered>();
    const stopped = graph.stop();
    expect((await live.closed).code).toBe(1001);
    await stopped;
  });
});
