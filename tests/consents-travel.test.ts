import { InProcessTransport } from '#kernel/events/transport.js';
import { startBackground, type Background } from '#kernel/jobs/background.js';
import { eventually } from '#kernel/testing/eventually.js';
import { clientOf, contextOf, openTestSubgraph, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import type { RequestContext } from '#kernel/context/request-context.js';
import { patients } from '../subgraphs/patients/index.js';
import { scheduling } from '../subgraphs/scheduling/index.js';
import { Clinic, type Neighbours } from '../subgraphs/scheduling/testing/clinic.js';
import { openScheduling, RecordedNotifications } from '../subgraphs/scheduling/testing/practice.js';

let registry: TestSubgraph;
let diary: TestSubgraph;
let neighbours: Neighbours;
const running: Background[] = [];
beforeAll(async () => {
  registry = await openTestSubgraph(patients, {
    services: { notifications: new RecordedNotifications(), publicScopes: new Set(['appointments:read']) },
  });
  ({ subgraph: diary, neighbours } = await openScheduling());
  const transport = new InProcessTransport();
  running.push(
    await startBackground(patients, registry.resources, transport),
    await startBackground(scheduling, diary.resources, transport),
  );
});
afterAll(async () => {
  await Promise.all(running.map((each) => each.stop()));
  await Promise.all([registry.close(), diary.close()]);
});

async function ask<Data>(
  subgraph: TestSubgraph,
  context: RequestContext,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<Data> {
  const { data, errors } = await subgraph.execute<Data>(query, context, variables);
  if (errors || !data) throw new Error(JSON.stringify(errors));
  return data;
}

it('a consent that patients records opens what scheduling keeps, and a withdrawal closes it', async () => {
  const clinic = await Clinic.open(diary, neighbours);
  const { tenant } = clinic.practice;
  const staff = contextOf({ tenant, permissions: [...Object.keys(patients.permissions)] });
  const program = clientOf({ tenant, permissions: ['patients:read', 'appointments:read'], purpose: 'PATRQT' });
  const register = 'mutation { registerPatient(input: { names: [{ family: "Bat", given: ["Saran"] }] }) { patient { id } } }';
  const { registerPatient } = await ask<{ registerPatient: { patient: { id: string } } }>(registry, staff, register);
  const patientId = registerPatient.patient.id;
  const { id } = await clinic.booked('09:00', { patientId });
  const sees = async () =>
    (await ask<{ appointment: object | null }>(diary, program, 'query ($id: ID!) { appointment(id: $id) { status } }', { id }))
      .appointment !== null;
  expect(await sees()).toBe(false);

  const denials = 'query { accessDenials { nodes { entityType entityId scope client { id } } } }';
  const seen = await eventually(
    () => ask<{ accessDenials: { nodes: object[] } }>(registry, staff, denials),
    ({ accessDenials }) => accessDenials.nodes.length > 0,
  );
  expect(seen.accessDenials.nodes[0]).toEqual({
    entityType: 'Appointment',
    entityId: id,
    scope: 'appointments:read',
    client: { id: program.actor.id },
  });

  const record =
    'mutation ($input: RecordConsentInput!) { recordConsent(input: $input) { consent { id version } userErrors { message } } }';
  const input = { patientId, clientId: program.actor.id, purposes: ['PATRQT'], scopes: ['appointments:read'], note: 'By telephone.' };
  const { recordConsent } = await ask<{ recordConsent: { consent: { id: string; version: number } } }>(registry, staff, record, { input });
  await eventually(sees, (isSeen) => isSeen);

  const withdraw = 'mutation ($input: WithdrawConsentInput!) { withdrawConsent(input: $input) { userErrors { message } } }';
  const { consent } = recordConsent;
  expect(await ask(registry, staff, withdraw, { input: { id: consent.id, expectedVersion: consent.version, reason: 'No more.' } })).toEqual(
    { withdrawConsent: { userErrors: [] } },
  );
  await eventually(sees, (isSeen) => !isSeen);
});
