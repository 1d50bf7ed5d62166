import { randomUUID } from 'node:crypto';
import { GraphClient, type Answer } from './client.js';
import {
  BranchesDocument,
  DeletePatientDocument,
  FirstPageDocument,
  MeDocument,
  NodeByIdDocument,
  PatientByIdDocument,
  RegisterPatientDocument,
  RevokeSessionDocument,
  SessionsDocument,
  StartEncounterDocument,
  UpdatePatientDocument,
  type FirstPageQuery,
} from './generated/graphql.js';
import { startTopology, type RunningGraph, type Topology } from './topology.js';
import { eventually } from '#kernel/testing/eventually.js';

describe.each<Topology>(['one process', 'services'])('the graph as %s', (topology) => {
  let graph: RunningGraph;
  let steppe: GraphClient;
  let copperbelt: GraphClient;
  beforeAll(async () => {
    graph = await startTopology(topology);
    [steppe, copperbelt] = await Promise.all([GraphClient.signIn(graph.url, 'steppe'), GraphClient.signIn(graph.url, 'copperbelt')]);
  }, 400_000);
  afterAll(() => graph.stop());

  const register = (client: GraphClient, family: string, headers: Record<string, string> = {}) =>
    client.with(headers).run(RegisterPatientDocument, { input: { names: [{ family, given: ['Oyuun'] }], birthDate: '1984-02-29', allowDuplicate: true } });

  it('answers one query from two subgraphs, and shows another tenant nothing of it', async () => {
    const ours = await steppe.run(FirstPageDocument, { nameStartsWith: 'fee' });
    expect(ours.errors).toBeUndefined();
    expect(ours.data?.me).toEqual({ displayName: 'Steppe Health Owner', tenant: { name: 'Steppe Health' } });
    expect(ours.data?.patients.nodes.length).toBeGreaterThan(3);
    const branches = ours.data?.patients.nodes.flatMap(({ encounters }) => encounters.nodes.map(({ branch }) => branch)) ?? [];
    expect(branches).toEqual(expect.arrayContaining([{ name: 'Ulaanbaatar Clinic', timeZone: 'Asia/Ulaanbaatar' }]));
    const theirs = await copperbelt.run(FirstPageDocument, { nameStartsWith: 'fee' });
    expect(theirs.data?.me?.tenant?.name).toBe('Copperbelt Care');
    const seen = new Set(ours.data?.patients.nodes.map(({ id }) => id));
    expect(theirs.data?.patients.nodes.filter(({ id }) => seen.has(id))).toEqual([]);
    expect(theirs.text).not.toContain('Steppe');
    expect(theirs.text).not.toContain('Ulaanbaatar');
  });

  it('pages through every patient once, also when some are added meanwhile', async () => {
    const names: string[] = [];
    let after: string | null = null;
    do {
      const { data }: Answer<FirstPageQuery> = await copperbelt.run(FirstPageDocument, { after, nameStartsWith: null });
      names.push(...(data?.patients.nodes.map(({ id }) => id) ?? []));
      after = data?.patients.pageInfo.hasNextPage ? (data.patients.pageInfo.endCursor ?? null) : null;
      if (names.length === 40) await register(copperbelt, 'Aaaa');
    } while (after !== null);
    expect(names.length).toBe(150);
    expect(new Set(names).size).toBe(150);
  });

  it('finds anything again by its id', async () => {
    const { data } = await steppe.run(FirstPageDocument, { nameStartsWith: 'fee' });
    const patient = data?.patients.nodes[0];
    expect((await steppe.run(NodeByIdDocument, { id: patient?.id ?? '' })).data?.node).toEqual({ __typename: 'Patient', id: patient?.id, name: patient?.name });
    expect((await copperbelt.run(NodeByIdDocument, { id: patient?.id ?? '' })).data?.node).toBeNull();
    const branch = (await steppe.run(BranchesDocument, {})).data?.branches.nodes[0];
    expect((await steppe.run(NodeByIdDocument, { id: branch?.id ?? '' })).data?.node).toMatchObject({ __typename: 'Branch', code: branch?.code });
  });

  it('changes a patient only for those who have seen the newest version', async () => {
    const { data } = await register(steppe, 'Dorj');
    const patient = data?.registerPatient.patient;
    const rename = (expectedVersion: number) => steppe.run(UpdatePatientDocument, { input: { id: patient?.id ?? '', expectedVersion, names: [{ family: 'Bold', given: ['Nomin'] }] } });
    const results = await Promise.all([rename(1), rename(1), rename(1)]);
    const codes = results.map((result) => result.data?.updatePatient.userErrors[0]?.code ?? 'done').sort();
    expect(codes).toEqual(['STALE_VERSION', 'STALE_VERSION', 'done']);
    expect((await steppe.run(PatientByIdDocument, { id: patient?.id ?? '' })).data?.patient).toMatchObject({ name: 'Nomin Bold', version: 2 });
  });

  it('deletes softly: out of lists, not out of the record', async () => {
    const { data } = await register(steppe, 'Zzyzx');
    const id = data?.registerPatient.patient?.id ?? '';
    await steppe.run(DeletePatientDocument, { input: { id, expectedVersion: 1 } });
    expect((await steppe.run(FirstPageDocument, { nameStartsWith: 'zzyzx' })).data?.patients.totalCount).toBe(0);
    expect((await steppe.run(PatientByIdDocument, { id })).data?.patient?.deletedAt).not.toBeNull();
  });

  it('carries a mutation out once for one Idempotency-Key', async () => {
    const key = randomUUID();
    const [first, ...others] = await Promise.all(Array.from({ length: 8 }, () => register(steppe, 'Onlyonce', { 'idempotency-key': key })));
    const patients = [first, ...others].flatMap((answer) => (answer?.data)?.registerPatient.patient?.id ?? []);
    expect(new Set(patients).size).toBe(1);
    const refusals = [first, ...others].flatMap((answer) => answer?.errors?.map(({ extensions }) => extensions.code) ?? []);
    expect(refusals.every((code) => code === 'CONFLICT')).toBe(true);
    const again = await register(steppe, 'Onlyonce', { 'idempotency-key': key });
    expect(again.data?.registerPatient.patient?.id).toBe(patients[0]);
    const other = await register(steppe, 'Somebodyelse', { 'idempotency-key': key });
    expect(other.errors?.[0]?.extensions.code).toBe('CONFLICT');
    const stranger = await register(copperbelt, 'Onlyonce', { 'idempotency-key': key });
    expect(stranger.data?.registerPatient.patient?.id).not.toBe(patients[0]);
    expect((await steppe.run(FirstPageDocument, { nameStartsWith: 'onlyonce' })).data?.patients.totalCount).toBe(1);
  });

  it('begins encounters at branches that exist, asked of their owner across subgraphs', async () => {
    const [ours, theirs] = await Promise.all([steppe.run(BranchesDocument, {}), copperbelt.run(BranchesDocument, {})]);
    const patientId = (await register(steppe, 'Visits')).data?.registerPatient.patient?.id ?? '';
    const start = (branchId: string) => steppe.run(StartEncounterDocument, { input: { patientId, branchId } });
    const branch = ours.data?.branches.nodes[0];
    expect((await start(branch?.id ?? '')).data?.startEncounter.encounter).toMatchObject({ status: 'IN_PROGRESS', branch: { code: branch?.code } });
    const foreign = await start(theirs.data?.branches.nodes[0]?.id ?? '');
    const absent = await start('branch_01jd0a8ksvf3ntbd0zqzyb6y2q');
    expect(foreign.data).toEqual(absent.data);
    expect(foreign.data?.startEncounter.userErrors[0]?.code).toBe('NOT_FOUND');
  });

  it('lets people do only what their roles at their branches allow', async () => {
    const nurse = await GraphClient.signIn(graph.url, 'steppe', 'nurse');
    const courier = await GraphClient.signIn(graph.url, 'steppe', 'courier');
    const bangkok = (await steppe.run(BranchesDocument, {})).data?.branches.nodes.find(({ code }) => code === 'BKK1');
    const seen = (await nurse.run(FirstPageDocument, { nameStartsWith: null })).data?.patients.nodes ?? [];
    const places = new Set(seen.flatMap(({ encounters }) => encounters.nodes.map(({ branch }) => branch.name)));
    expect([...places]).toEqual(['Ulaanbaatar Clinic']);
    const elsewhere = await nurse.with({ 'x-branch-id': bangkok?.id ?? '' }).run(MeDocument, {});
    expect(elsewhere.status).toBe(403);
    const refused = await courier.run(FirstPageDocument, { nameStartsWith: null });
    expect([refused.status, refused.errors?.[0]?.extensions.code, refused.data]).toEqual([403, 'FORBIDDEN', undefined]);
    const patientId = seen[0]?.id ?? '';
    const outside = await nurse.run(StartEncounterDocument, { input: { patientId, branchId: bangkok?.id ?? '' } });
    expect(outside.data?.startEncounter.userErrors[0]?.code).toBe('NOT_FOUND');
  });

  it('keeps the roles of one person at two branches apart', async () => {
    const doctor = await GraphClient.signIn(graph.url, 'steppe', 'doctor');
    const { data } = await doctor.run(MeDocument, {});
    expect(data?.me?.grants).toEqual([
      { role: 'DOCTOR', branch: { code: 'UB1' } },
      { role: 'RECEPTIONIST', branch: { code: 'BKK1' } },
    ]);
    const bangkok = (await steppe.run(BranchesDocument, {})).data?.branches.nodes.find(({ code }) => code === 'BKK1');
    const atDesk = await doctor.with({ 'x-branch-id': bangkok?.id ?? '' }).run(FirstPageDocument, { nameStartsWith: null });
    expect(atDesk.errors?.[0]).toMatchObject({ message: expect.stringContaining('allergies:read') as string, extensions: { code: 'FORBIDDEN' } });
  });

  it('reaches a tenant by its subdomain, and refuses what does not agree', async () => {
    const { port } = new URL(graph.url);
    const ask = (host: string, headers: Record<string, string> = {}) =>
      new Promise<{ status: number; body: string }>((resolve, reject) => {
        void import('node:http').then(({ request }) => {
          const call = request({ host: '127.0.0.1', port, path: '/graphql', method: 'POST', headers: { host, 'content-type': 'application/json', ...headers } }, (response) => {
            let body = '';
            response.on('data', (chunk: Buffer) => (body += chunk.toString()));
            response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
          });
          call.on('error', reject);
          call.end(JSON.stringify({ query: '{ tenantConfiguration { subdomain branding { companyName } } }' }));
        });
      });
    expect(JSON.parse((await ask('steppe.localhost')).body)).toEqual({
      data: { tenantConfiguration: { subdomain: 'steppe', branding: { companyName: 'Steppe Health' } } },
    });
    expect((await ask('nobody.localhost')).status).toBe(404);
    expect((await ask('steppe.localhost', { 'x-tenant-id': 'copperbelt' })).status).toBe(403);
    expect((await ask('copperbelt.localhost', { authorization: `Bearer ${steppe.token}` })).status).toBe(403);
  });

  it('refuses a revoked session within seconds', async () => {
    const other = await GraphClient.signIn(graph.url, 'steppe', 'admin');
    const { data } = await other.run(SessionsDocument, {});
    const id = data?.sessions.find(({ current }) => current)?.id ?? '';
    await other.run(RevokeSessionDocument, { input: { id } });
    const refused = await eventually(() => other.run(MeDocument, {}), ({ status }) => status === 401);
    expect(refused.errors?.[0]).toMatchObject({ message: 'The session has ended: sign in again.', extensions: { code: 'UNAUTHENTICATED' } });
  });
});
