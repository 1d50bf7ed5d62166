import type { RequestContext } from '#kernel/context/request-context.js';
import { sql } from '#kernel/database/sql.js';
import { newId } from '#kernel/graph/type-id.js';
import { eventually } from '#kernel/testing/eventually.js';
import { clientOf, contextOf, openTestSubgraph, testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { patients } from '../index.js';

const permissions = Object.keys(patients.permissions);
const missing = new Set<string>();
let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(patients, {
    entities: { existing: (_type, ids) => Promise.resolve(new Set(ids.filter((id) => !missing.has(id)))) },
    services: { publicScopes: new Set([...permissions, 'orders:read', 'orders:place']) },
  });
});
afterAll(() => subgraph.close());

interface Recorded {
  readonly id: string;
  readonly version: number;
  readonly endsAt: string | null;
}
interface Payload {
  readonly consent: Recorded | null;
  readonly userErrors: { code: string; message: string; field: string[] }[];
}

async function ask<Data>(context: RequestContext, query: string, variables: Record<string, unknown> = {}): Promise<Data> {
  const { data, errors } = await subgraph.execute<Data>(query, context, variables);
  if (errors || !data) throw new Error(JSON.stringify(errors));
  return data;
}

/** A tenant's registrar, a patient whom they registered, and a lab that asks why it treats. */
async function clinic() {
  const tenant = testTenant('steppe');
  const staff = contextOf({ tenant, permissions, branch: newId('branch') });
  const lab = clientOf({ tenant, permissions });
  const { registerPatient } = await ask<{ registerPatient: { patient: { id: string } } }>(
    staff,
    'mutation { registerPatient(input: { names: [{ family: "Banda", given: ["Chanda"] }] }) { patient { id } } }',
  );
  return { tenant, staff, lab, patientId: registerPatient.patient.id, clientId: lab.actor.id ?? '' };
}

async function record(context: RequestContext, input: object): Promise<Payload> {
  const mutation =
    'mutation ($input: RecordConsentInput!) { recordConsent(input: $input) { consent { id version endsAt } userErrors { code message field } } }';
  const given = { purposes: ['TREAT'], scopes: ['patients:read'], note: 'She signed at the desk.', ...input };
  return (await ask<{ recordConsent: Payload }>(context, mutation, { input: given })).recordConsent;
}

async function withdraw(context: RequestContext, { id, version }: Recorded, more: object = {}): Promise<Payload> {
  const mutation =
    'mutation ($input: WithdrawConsentInput!) { withdrawConsent(input: $input) { consent { id version endsAt } userErrors { code message field } } }';
  const input = { id, expectedVersion: version, reason: 'She changed her mind.', ...more };
  return (await ask<{ withdrawConsent: Payload }>(context, mutation, { input })).withdrawConsent;
}

async function sees(context: RequestContext, id: string): Promise<boolean> {
  return (await ask<{ patient: object | null }>(context, 'query ($id: ID!) { patient(id: $id) { name } }', { id })).patient !== null;
}

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();

describe('a consent', () => {
  it('opens the record to one client for one purpose, and withdrawing it closes it at once', async () => {
    const { tenant, staff, lab, patientId, clientId } = await clinic();
    const [insurer, sameLabForMoney] = [clientOf({ tenant, permissions }), clientOf({ tenant, permissions, clientId, purpose: 'HPAYMT' })];
    expect(await sees(lab, patientId)).toBe(false);
    const { consent } = await record(staff, { patientId, clientId });
    expect([await sees(lab, patientId), await sees(insurer, patientId), await sees(sameLabForMoney, patientId)]).toEqual([
      true,
      false,
      false,
    ]);
    expect((await withdraw(staff, consent as Recorded)).userErrors).toEqual([]);
    expect(await sees(lab, patientId)).toBe(false);
    expect(await sees(staff, patientId)).toBe(true);
    const again = await withdraw(staff, consent as Recorded, { expectedVersion: 2 });
    expect(again.userErrors[0]).toMatchObject({ code: 'WRONG_STATE', message: 'The consent is INACTIVE already.' });
  });

  it('covers the scopes that it names, and shows nothing of others in the same answer', async () => {
    const { staff, lab, patientId, clientId } = await clinic();
    for (const display of ['Latex', 'Peanut']) {
      await ask(staff, 'mutation ($input: RecordAllergyInput!) { recordAllergy(input: $input) { allergy { id } } }', {
        input: { patientId, code: { display } },
      });
    }
    await ask(staff, 'mutation ($input: StartEncounterInput!) { startEncounter(input: $input) { encounter { id } } }', {
      input: { patientId },
    });
    await record(staff, { patientId, clientId, scopes: ['patients:read', 'encounters:read'] });
    const query =
      'query ($id: ID!) { patient(id: $id) { name allergies { display } identifiers { value } encounters { totalCount nodes { class } } } patients { totalCount nodes { id } } }';
    expect(await ask(lab, query, { id: patientId })).toEqual({
      patient: { name: 'Chanda Banda', allergies: [], identifiers: [], encounters: { totalCount: 1, nodes: [{ class: 'AMB' }] } },
      patients: { totalCount: 1, nodes: [{ id: patientId }] },
    });
    await record(staff, { patientId, clientId, scopes: ['allergies:read'] });
    expect(await ask(lab, 'query ($id: ID!) { patient(id: $id) { allergies { display } } }', { id: patientId })).toEqual({
      patient: { allergies: [{ display: 'Latex' }, { display: 'Peanut' }] },
    });
  });

  it('is not yet in force before its period, and not any more after it', async () => {
    const { staff, lab, patientId, clientId } = await clinic();
    await record(staff, { patientId, clientId, startsAt: inDays(1) });
    expect(await sees(lab, patientId)).toBe(false);
    await record(staff, { patientId, clientId, startsAt: inDays(-2), endsAt: inDays(0.5) });
    expect(await sees(lab, patientId)).toBe(true);
    const query = 'query ($id: ID!) { patient(id: $id) { consents { inForce status method client { id } } } }';
    expect(await ask(staff, query, { id: patientId })).toEqual({
      patient: {
        consents: [false, true].map((inForce) => ({ inForce, status: 'ACTIVE', method: 'STAFF_RECORDED', client: { id: clientId } })),
      },
    });
  });

  it('given again is the same for longer, of other scopes another one, and never more than was given', async () => {
    const { staff, patientId, clientId } = await clinic();
    const first = await record(staff, { patientId, clientId, endsAt: inDays(10) });
    const longer = await record(staff, { patientId, clientId, startsAt: inDays(5), endsAt: inDays(20) });
    expect(longer.consent).toMatchObject({
      id: first.consent?.id,
      endsAt: inDays(20).slice(0, 10) + (longer.consent?.endsAt?.slice(10) ?? ''),
    });
    const shorter = await record(staff, { patientId, clientId, endsAt: inDays(1) });
    expect(shorter.consent).toMatchObject({ id: first.consent?.id, endsAt: longer.consent?.endsAt });
    const later = await record(staff, { patientId, clientId, startsAt: inDays(30), endsAt: inDays(40) });
    const wider = await record(staff, { patientId, clientId, scopes: ['patients:read', 'allergies:read'], endsAt: inDays(1) });
    expect(new Set([first, later, wider].map(({ consent }) => consent?.id)).size).toBe(3);
    expect(wider.consent?.endsAt?.slice(0, 10)).toBe(inDays(1).slice(0, 10));
    const twice = await Promise.all([1, 2, 3, 4].map(() => record(staff, { patientId, clientId, purposes: ['HRESCH'] })));
    expect(new Set(twice.map(({ consent }) => consent?.id)).size).toBe(1);
  });

  it('is told to every subgraph, with its version', async () => {
    const { tenant, staff, patientId, clientId } = await clinic();
    const { consent } = await record(staff, { patientId, clientId });
    await withdraw(staff, consent as Recorded, { enteredInError: true });
    const told = await subgraph.database
      .acrossTenants()
      .rows<{ type: string; version: number; data: object }>(
        sql`select type, data from outbox where subject = ${consent?.id} order by position`,
      );
    const facts = { patientId, clientId, purposes: ['TREAT'], scopes: ['patients:read'], endsAt: null };
    expect(told).toMatchObject([
      { type: 'consent.recorded', data: { ...facts, version: 1 } },
      { type: 'consent.withdrawn', data: { ...facts, version: 2 } },
    ]);
    expect(tenant.id).toBe(staff.tenant?.id);
  });

  it('is refused with what to do', async () => {
    const { staff, lab, patientId, clientId } = await clinic();
    const code = async (input: object, context = staff) => (await record(context, { patientId, clientId, ...input })).userErrors[0]?.code;
    const stranger = newId('client');
    missing.add(stranger);
    expect(await code({ clientId: stranger })).toBe('NOT_FOUND');
    expect(await code({ patientId: newId('patient') })).toBe('NOT_FOUND');
    expect(await code({ scopes: [] })).toBe('REQUIRED');
    expect(await code({ scopes: ['everything'] })).toBe('INVALID');
    const { consent: none, userErrors } = await record(staff, {
      patientId,
      clientId,
      scopes: ['orders:read', 'order:read', 'stars:count'],
    });
    expect([none, userErrors.map(({ field }) => field.join('.'))]).toEqual([null, ['input.scopes.1', 'input.scopes.2']]);
    const unknown = 'is no permission that the public graph asks for.';
    expect(userErrors[0]?.message).toMatch(`"order:read" ${unknown} Did you mean "orders:read"`);
    expect(userErrors[1]?.message).toBe(`"stars:count" ${unknown} \`publicScopes\` lists those that there are.`);
    expect(await code({ purposes: [] })).toBe('REQUIRED');
    expect(await code({ note: ' ' })).toBe('REQUIRED');
    expect(await code({ endsAt: inDays(-1) })).toBe('INVALID');
    expect(await code({}, lab)).toBe('NOT_ALLOWED');
    const { consent } = await record(staff, { patientId, clientId, scopes: ['consents:manage', 'consents:read', 'patients:read'] });
    expect(await code({ scopes: ['allergies:read'] }, lab)).toBe('NOT_ALLOWED');
    expect((await withdraw(staff, consent as Recorded, { reason: '' })).userErrors[0]?.code).toBe('REQUIRED');
    expect((await withdraw(staff, consent as Recorded, { expectedVersion: 7 })).userErrors[0]?.code).toBe('STALE_VERSION');
  });

  it("is found by its client, and is nobody else's to see", async () => {
    const { tenant, staff, lab, patientId, clientId } = await clinic();
    const { consent } = await record(staff, { patientId, clientId });
    const list = (context: RequestContext, filter: object) =>
      ask<{ consents: { totalCount: number; nodes: { id: string }[] } }>(
        context,
        'query ($filter: ConsentFilter) { consents(filter: $filter) { totalCount nodes { id } } }',
        { filter },
      );
    expect((await list(staff, { clientId, inForce: true })).consents).toEqual({ totalCount: 1, nodes: [{ id: consent?.id }] });
    expect((await list(staff, { clientId, inForce: false })).consents.totalCount).toBe(0);
    expect((await list(staff, { clientId: newId('client') })).consents.totalCount).toBe(0);
    expect((await list(lab, {})).consents.totalCount).toBe(0);
    expect((await list(contextOf({ tenant: testTenant('copperbelt'), permissions }), {})).consents.totalCount).toBe(0);
    expect(tenant.id).toBe(lab.tenant?.id);
  });
});

describe('a deleted patient', () => {
  const paths = `query ($id: ID!, $of: [_Any!]!) {
    patient(id: $id) { id }
    _entities(representations: $of) { ... on Patient { id } }
    patients { totalCount nodes { id } }
    deleted: patients(filter: { deleted: true }) { totalCount nodes { id } }
    consents { nodes { patient { id } } }
  }`;
  const remove = 'mutation ($id: ID!) { deletePatient(input: { id: $id, expectedVersion: 1 }) { patient { id } userErrors { message } } }';
  const restore = 'mutation ($id: ID!) { restorePatient(input: { id: $id }) { patient { id } userErrors { message } } }';

  it('is absent for a client, on every path, until the record is restored; staff find it', async () => {
    const { staff, lab, patientId: id, clientId } = await clinic();
    await record(staff, { patientId: id, clientId, scopes: ['patients:read', 'consents:read'] });
    const found = (context: RequestContext) => ask(context, paths, { id, of: [{ __typename: 'Patient', id }] });
    const listed = { totalCount: 1, nodes: [{ id }] };
    const none = { totalCount: 0, nodes: [] };
    const seen = { patient: { id }, _entities: [{ id }], consents: { nodes: [{ patient: { id } }] } };
    expect(await found(lab)).toEqual({ ...seen, patients: listed, deleted: none });
    expect(await ask(staff, remove, { id })).toEqual({ deletePatient: { patient: { id }, userErrors: [] } });
    expect(await found(lab)).toEqual({
      ...{ patient: null, _entities: [null], consents: { nodes: [{ patient: null }] } },
      ...{ patients: none, deleted: none },
    });
    const rows = sql`select id from patients`;
    const db = subgraph.database.forContext(lab);
    expect([await db.rows(rows, 'patients:read'), await db.beyondConsents.rows(rows, 'patients:read')]).toEqual([[], []]);
    expect(await db.snapshot('patients:read', (transaction) => transaction.rows(rows))).toEqual([]);
    expect(await found(staff)).toEqual({ ...seen, patients: none, deleted: listed });
    expect(await ask(staff, restore, { id })).toEqual({ restorePatient: { patient: { id }, userErrors: [] } });
    expect(await found(lab)).toEqual({ ...seen, patients: listed, deleted: none });
  });
});

describe('a denied read', () => {
  it('is shown to staff who may see it', async () => {
    const { tenant, staff, lab, patientId, clientId } = await clinic();
    expect(await sees(lab, patientId)).toBe(false);
    expect(await sees(lab, newId('patient'))).toBe(false);
    const query =
      'query ($id: ID) { accessDenials(clientId: $id) { totalCount nodes { client { id } purpose scope entityType entityId requestId } } }';
    const shown = await eventually(
      () => ask<{ accessDenials: { totalCount: number; nodes: object[] } }>(staff, query, { id: clientId }),
      ({ accessDenials }) => accessDenials.totalCount > 0,
    );
    expect(shown.accessDenials.nodes).toEqual([
      {
        client: { id: clientId },
        purpose: 'TREAT',
        scope: 'patients:read',
        entityType: 'Patient',
        entityId: patientId,
        requestId: lab.requestId,
      },
    ]);
    const { errors } = await subgraph.execute(query, contextOf({ tenant, permissions: ['patients:read'] }));
    expect(errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
  });
});
