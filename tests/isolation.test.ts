import { readFileSync } from 'node:fs';
import {
  buildSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLOutputType,
  type OperationTypeNode,
} from 'graphql';
import pg from 'pg';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { owners, subgraphs } from '../app/graph.js';
import { GraphClient } from './end-to-end/client.js';
import { LiveClient } from './end-to-end/live-client.js';
import { startTopology, type RunningGraph } from './end-to-end/topology.js';

/**
 * Every query, mutation and subscription that takes an id is tried, as somebody of one tenant, with every id of another tenant in
 * every place where an id goes, and again with ids that never were; the other places hold ids of their own. The two answers must
 * be the same to the letter, and the other tenant must not have changed. It is made from the schema, so that a new field is
 * covered on the day it lands.
 */
const schema = buildSchema(readFileSync('schema/api.graphql', 'utf8'));
const prefixes = [...owners.map(({ prefix }) => prefix), 'session'];

/** Places and operations whose names do not tell the type of the id that goes there. */
const aliases: Readonly<Record<string, string>> = {
  followUpOfId: 'appointment',
  forServiceIds: 'service',
  leaveQueue: 'ticket',
  leaveWaitlist: 'waitlistentry',
};

/** The id for a place; null to leave it out. */
type Fill = (place: string, isRequired: boolean) => string | null;

interface Operation {
  readonly name: string;
  /** Where the id goes that is tried: `input.patientId`. */
  readonly place: string;
  readonly text: string;
  /** The types of which ids are tried there: the one that belongs there and another; all where no name tells which belongs. */
  readonly prefixes: readonly string[];
  /**
   * The place filled with this id, and others with ids of one's own that belong there: all others; all but one, in turn; and only
   * those without which nothing could be done. For some inputs take one or the other, and some refuse one before they look at the next.
   */
  readonly variants: (id: string, own: ReadonlyMap<string, string>) => Record<string, unknown>[];
}

const operations = [...operationsOf('query'), ...operationsOf('mutation')];
const subscriptions = operationsOf('subscription');

function operationsOf(kind: 'query' | 'mutation' | 'subscription'): Operation[] {
  const root = schema.getRootType(kind as OperationTypeNode);
  return Object.values(root?.getFields() ?? {}).flatMap((field) => {
    const text = `${kind} (${field.args.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ')}) {
      ${field.name}(${field.args.map((arg) => `${arg.name}: $${arg.name}`).join(', ')}) ${selection(field.type, 3)}
    }`;
    const places = field.args.flatMap((arg) => placesOf(arg.type, arg.name));
    return places.map((place) => {
      const variables = (id: string, own: ReadonlyMap<string, string>, isLeftOut: (other: string) => boolean) => {
        const fill: Fill = (other, isRequired) => {
          if (other === place) return id;
          return isLeftOut(other) && !isRequired ? null : (own.get(prefixAt(field.name, other) ?? '') ?? id);
        };
        return Object.fromEntries(
          field.args
            .filter((arg) => isNonNullType(arg.type) || holdsId(arg.type))
            .map((arg) => [arg.name, value(arg.type, arg.name, fill)]),
        );
      };
      const prefix = prefixAt(field.name, place);
      return {
        name: field.name,
        place,
        text,
        prefixes: prefix === null ? prefixes : [prefix, 'tenant'],
        variants: (id: string, own: ReadonlyMap<string, string>) => {
          const all = [
            variables(id, own, () => false),
            ...places.map((absent) => variables(id, own, (other) => other === absent)),
            variables(id, own, (other) => !other.endsWith('.branchId')),
          ];
          return [...new Map(all.map((each) => [JSON.stringify(each), each])).values()];
        },
      };
    });
  });
}

/** Of which type the id in a place is, by its name, or for a plain `id` by that of the operation; null when neither tells. */
function prefixAt(operation: string, place: string): string | null {
  const name = place.split('.').at(-1) ?? '';
  const named = aliases[name] ?? aliases[operation] ?? name.replace(/Ids?$/, '').toLowerCase();
  if (prefixes.includes(named)) return named;
  const text = operation.toLowerCase();
  return prefixes.filter((prefix) => text.includes(prefix)).sort((a, b) => b.length - a.length)[0] ?? null;
}

let graph: RunningGraph;
let attacker: GraphClient;
let owner: pg.Client;
let foreignIds: Map<string, string>;
let ownIds: Map<string, string>;
beforeAll(async () => {
  graph = await startTopology('one process');
  attacker = await GraphClient.signIn(graph.url, 'copperbelt');
  owner = new pg.Client({ connectionString: graph.databaseUrl });
  await owner.connect();
  foreignIds = await idsOf(await GraphClient.signIn(graph.url, 'steppe'));
  ownIds = await idsOf(attacker);
}, 180_000);
afterAll(async () => {
  await owner.end();
  await graph.stop();
}, 60_000);

it('covers every type that has ids', () => {
  expect([...foreignIds.keys()].sort()).toEqual([...prefixes].sort());
  expect(operations.length).toBeGreaterThan(20);
});

it.each(operations)('$name takes ids of another tenant at $place for ids that never were', async ({ text, prefixes: tried, variants }) => {
  const before = await footprint();
  for (const prefix of tried) {
    const foreign = foreignIds.get(prefix) ?? '';
    const absent = newId(prefix);
    const attempts = variants(foreign, ownIds);
    for (const [index, variables] of variants(absent, ownIds).entries()) {
      const [answer, expected] = [
        await attacker.send({ query: text, variables: attempts[index] ?? {} }),
        await attacker.send({ query: text, variables }),
      ];
      expect({ status: answer.status, text: answer.text.replaceAll(foreign, 'ID') }).toEqual({
        status: expected.status,
        text: expected.text.replaceAll(absent, 'ID'),
      });
      expect(answer.text).not.toMatch(/steppe|Ulaanbaatar|Bangkok/i);
      expect(answer.status).toBeLessThan(500);
      expect(answer.errors?.some(({ extensions }) => extensions.code === 'INTERNAL') ?? false).toBe(false);
    }
  }
  expect(await footprint()).toEqual(before);
});

it.each(subscriptions)(
  'the subscription $name takes ids of another tenant at $place for ids that never were',
  async ({ name, text, prefixes: tried, variants }) => {
    const live = await LiveClient.connect(graph.url, { authorization: `Bearer ${attacker.token}` });
    const ask = async (id: string): Promise<string> => {
      live.subscribe(id, text, variants(id, ownIds)[0] ?? {});
      const answer = await live.next();
      live.say({ id, type: 'complete' });
      return JSON.stringify(answer).replaceAll(id, 'ID');
    };
    for (const prefix of tried) {
      const answer = await ask(foreignIds.get(prefix) ?? '');
      expect([name, answer]).toEqual([name, await ask(newId(prefix))]);
      expect(answer).not.toMatch(/steppe|Ulaanbaatar|Bangkok/i);
      expect(answer).not.toContain('INTERNAL');
    }
    await live.close();
  },
);

it('subscriptions without an id bring another tenant nothing of what happens', async () => {
  const live = await LiveClient.connect(graph.url, { authorization: `Bearer ${attacker.token}` });
  for (const name of Object.keys(schema.getSubscriptionType()?.getFields() ?? {}))
    live.subscribe(name, `subscription { ${name} { __typename } }`);
  const firsts = await Promise.all(Object.keys(schema.getSubscriptionType()?.getFields() ?? {}).map(() => live.next()));
  expect(firsts.length).toBeGreaterThan(0);
  const victim = await GraphClient.signIn(graph.url, 'steppe');
  const branchId = foreignIds.get('branch');
  const registered = await victim.send<{ registerPatient: { patient: { id: string } } }>({
    query: 'mutation ($b: ID) { registerPatient(input: { branchId: $b, names: [{ family: "Quiet" }] }) { patient { id } } }',
    variables: { b: branchId },
  });
  await victim.send({
    query: 'mutation ($p: ID!, $b: ID) { startEncounter(input: { patientId: $p, branchId: $b }) { encounter { id } } }',
    variables: { p: registered.data?.registerPatient.patient.id, b: branchId },
  });
  const heard = await Promise.race([live.next(), new Promise((resolve) => setTimeout(resolve, 1_500, 'nothing'))]);
  expect(heard).toBe('nothing');
  await live.close();
});

it('gives cursors of another tenant no power', async () => {
  const victim = await GraphClient.signIn(graph.url, 'steppe');
  const list = `query ($after: String) { patients(first: 5, after: $after) { edges { cursor } nodes { name } } }`;
  const { data } = await victim.send<{ patients: { edges: { cursor: string }[] } }>({ query: list });
  const stolen = await attacker.send<{ patients: { nodes: { name: string }[] } }>({
    query: list,
    variables: { after: data?.patients.edges[2]?.cursor },
  });
  const mine = await attacker.send<{ patients: { nodes: { name: string }[] } }>({ query: `{ patients(first: 100) { nodes { name } } }` });
  const own = new Set(mine.data?.patients.nodes.map(({ name }) => name));
  expect(stolen.data?.patients.nodes.every(({ name }) => own.has(name))).toBe(true);
});

it("keeps the database's own roles to their tenant, and from everything without one", async () => {
  const { rows: tables } = await owner.query<{ schema: string; name: string }>(
    `
    select schemaname as schema, tablename as name from pg_tables
    where schemaname = any ($1) and tablename not in ('migrations', 'hosts', 'signing_keys')`,
    [subgraphs.map(({ name }) => name)],
  );
  expect(tables.length).toBeGreaterThan(20);
  for (const { schema: subgraph, name } of tables) {
    await owner.query('begin');
    await owner.query(`set local role "caregraph_${subgraph}"`);
    const permitted = await owner.query<{ may: boolean }>('select has_table_privilege($1, $2) as may', [`${subgraph}.${name}`, 'select']);
    if (permitted.rows[0]?.may)
      expect([name, (await owner.query(`select 1 from "${subgraph}"."${name}" limit 1`)).rows]).toEqual([name, []]);
    await owner.query('rollback');
    const { rows } = await owner.query<{ forced: boolean }>(
      'select relrowsecurity and relforcerowsecurity as forced from pg_class where oid = $1::regclass',
      [`${subgraph}.${name}`],
    );
    expect([name, rows[0]?.forced]).toEqual([name, true]);
  }
});

// Last, for it changes whatever its own tenant's ids let it change.
it('would notice: the same operations do find what is there for its own tenant', async () => {
  // Not the person whose ids they are: some of the operations end a session, or change a password.
  const victim = await GraphClient.signIn(graph.url, 'steppe', 'admin');
  const blind: string[] = [];
  for (const { name, place, text, prefixes: tried, variants } of operations.toSorted((a, b) => Number(isEnding(a)) - Number(isEnding(b)))) {
    let found = false;
    for (const prefix of tried) {
      const [id, absent] = [foreignIds.get(prefix) ?? '', newId(prefix)];
      const others = variants(absent, foreignIds);
      for (const [index, variables] of variants(id, foreignIds).entries()) {
        const [own, none] = [
          await victim.send({ query: text, variables }),
          await victim.send({ query: text, variables: others[index] ?? {} }),
        ];
        found ||= own.text.replaceAll(id, 'ID') !== none.text.replaceAll(absent, 'ID');
      }
    }
    if (!found) blind.push(`${name} ${place}`);
  }
  expect(blind.filter((each) => !cannotTell.includes(each))).toEqual([]);
}, 120_000);

/** What it does takes away what the others look for. */
function isEnding({ name }: Operation): boolean {
  return /^(withdraw|remove|delete|cancel|leave|revoke|decline)/.test(name);
}

/** Where the sample input is refused before the id is looked at, or the id changes nothing, or not on every day, that is to be seen. */
const cannotTell = [
  'addEncounterDiagnosis input.conditionId',
  'administerTenant input.tenantId',
  'checkInAppointment input.servicePointId',
  'createStaff input.grants.branchId',
  'registerPatient input.branchId',
  'rescheduleAppointment input.practitionerId',
  'rescheduleAppointment input.resourceIds',
  'slots input.patientId',
  'updateAppointmentStatus input.id',
  'updateSchedule input.forServiceIds',
  'updateStaff input.grants.branchId',
  'withdrawService input.serviceId',
];

/** Sends an operation, and keeps the ids that its answer holds. */
type Note = <Data extends object>(query: string, variables?: Record<string, unknown>) => Promise<Data>;

/** One id of each type at the tenant, as its owner sees them; what the demo has not is made. */
async function idsOf(client: GraphClient): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const note: Note = async <Data extends object>(query: string, variables: Record<string, unknown> = {}) => {
    const { data, text, errors } = await client.send<Data>({ query, variables });
    if (errors || !data) throw new Error(text);
    for (const [id, prefix] of text.matchAll(/\b([a-z]+)_[0-9a-hjkmnp-tv-z]{26}\b/g)) if (prefix) found.set(prefix, id);
    return data;
  };
  await note(`{
    me { id } tenant { id } sessions { id }
    patients(first: 100) { nodes { id allergies { id } conditions { id } encounters(first: 1) { nodes { id } } } }
    branches(first: 1, type: CLINIC) { nodes { id practitioners { id services { id service { id } } } } }
  }`);
  const branchId = found.get('branch');
  await note(
    `query ($id: ID!) { resources(first: 1, filter: { branchId: $id }) { nodes { id } } schedules(first: 1, filter: { branchId: $id }) { nodes { id } } branchClosures(filter: { branchId: $id }) { id } servicePoints(branchId: $id) { id } }`,
    { id: branchId },
  );
  await note(`mutation ($id: ID!) { createDepartment(input: { branchId: $id, name: "Surgery" }) { department { id } } }`, { id: branchId });
  await note(
    `mutation ($p: ID!, $s: DateTime!, $e: DateTime!) { addUnavailability(input: { practitionerId: $p, kind: LEAVE, startsAt: $s, endsAt: $e }) { unavailability { id } } }`,
    {
      p: found.get('practitioner'),
      s: '2030-01-01T00:00:00Z',
      e: '2030-01-02T00:00:00Z',
    },
  );
  const hours = [{ startsOn: '2030-01-01', from: '09:00', until: '10:00' }];
  for (const actor of [{ serviceId: found.get('service') }, { resourceId: found.get('resource') }]) {
    await note(`mutation ($input: CreateScheduleInput!) { createSchedule(input: $input) { schedule { id } } }`, {
      input: { branchId, hours, ...actor },
    });
  }
  const block = { resourceId: found.get('resource'), kind: 'BLOCK', startsAt: '2030-01-01T00:00:00Z', endsAt: '2030-01-02T00:00:00Z' };
  await note(`mutation ($input: AddUnavailabilityInput!) { addUnavailability(input: $input) { unavailability { id } } }`, { input: block });
  await note(`mutation ($id: ID!) { issueTicket(input: { servicePointId: $id }) { ticket { id } } }`, { id: found.get('servicepoint') });
  await offerTo(note, found);
  return found;
}

/** Somebody waits, somebody else gives a time back: an appointment with a history, a waitlist entry, an offer and a message. */
async function offerTo(note: Note, found: ReadonlyMap<string, string>): Promise<void> {
  const visit = { branchId: found.get('branch'), serviceId: found.get('service'), practitionerId: found.get('practitioner') };
  const [from, until] = [new Date(), new Date(Date.now() + 14 * 86_400_000)].map((day) => day.toISOString().slice(0, 10));
  const search = { serviceId: visit.serviceId, branchIds: [visit.branchId], practitionerIds: [visit.practitionerId], from, until };
  const { slots } = await note<{ slots: { slots: { startsAt: string }[] } }>(
    `query ($input: SlotSearchInput!) { slots(input: $input) { slots { startsAt } } }`,
    { input: search },
  );
  const booking = { ...visit, patientId: found.get('patient'), startsAt: slots.slots.at(-1)?.startsAt };
  const { bookAppointment } = await note<{ bookAppointment: { appointment: { id: string; version: number } } }>(
    `mutation ($input: BookAppointmentInput!) { bookAppointment(input: $input) { appointment { id version } } }`,
    { input: booking },
  );
  // Nobody is offered the time that they gave back themselves.
  await note('{ patients(first: 1) { nodes { id } } }');
  const waiting = {
    branchId: visit.branchId,
    serviceId: visit.serviceId,
    patientId: found.get('patient'),
    earliestOn: from,
    latestOn: until,
  };
  await note(`mutation ($input: JoinWaitlistInput!) { joinWaitlist(input: $input) { entry { id } } }`, { input: waiting });
  const cancelling = {
    id: bookAppointment.appointment.id,
    expectedVersion: bookAppointment.appointment.version,
    by: 'PATIENT',
    reason: 'Better',
  };
  await note(`mutation ($input: CancelAppointmentInput!) { cancelAppointment(input: $input) { appointment { id history { id } } } }`, {
    input: cancelling,
  });
  await note(`query ($id: ID!) { waitlist(first: 1, filter: { branchId: $id }) { nodes { id offers { id appointment { id } } } } }`, {
    id: visit.branchId,
  });
  await owner.query(
    `insert into scheduling.notifications (tenant_id, branch_id, appointment_id, patient_id, kind, message_key, status)
      select tenant_id, branch_id, id, patient_id, 'REMINDER', 'isolation', 'SKIPPED' from scheduling.appointments where id = $1`,
    [toUuid('appointment', bookAppointment.appointment.id)],
  );
  await note(`query ($id: ID!) { appointment(id: $id) { notifications { id } } }`, { id: bookAppointment.appointment.id });
}

/** What the other tenant's tables look like: the newest audit entry of each subgraph, and how many rows there are. */
async function footprint(): Promise<unknown> {
  const heads = subgraphs.map(
    ({ name }) => `select '${name}' as subgraph, sequence, encode(hash, 'hex') as hash from "${name}".audit_heads where tenant_id = $1`,
  );
  const { rows } = await owner.query(`${heads.join(' union all ')} order by 1`, [toUuid('tenant', foreignIds.get('tenant') ?? '')]);
  return rows;
}

function holdsId(type: GraphQLInputType): boolean {
  const named = getNamedType(type);
  if (isInputObjectType(named)) return Object.values(named.getFields()).some((field) => holdsId(field.type));
  return named.name === 'ID';
}

/** The places of a type where ids go. */
function placesOf(type: GraphQLInputType, path: string): string[] {
  const named = getNamedType(type);
  if (isInputObjectType(named)) return Object.values(named.getFields()).flatMap((field) => placesOf(field.type, `${path}.${field.name}`));
  return named.name === 'ID' ? [path] : [];
}

function value(type: GraphQLInputType, path: string, fill: Fill, isRequired = isNonNullType(type)): unknown {
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    const item = value(nullable.ofType, path, fill, isRequired);
    return item === undefined ? undefined : [item];
  }
  const named = getNamedType(nullable);
  if (isInputObjectType(named)) {
    const wanted = Object.values(named.getFields()).filter(
      (field) => (isNonNullType(field.type) && field.defaultValue === undefined) || holdsId(field.type),
    );
    return Object.fromEntries(
      wanted.map((field) => [
        field.name,
        value(field.type, `${path}.${field.name}`, fill, isNonNullType(field.type) && field.defaultValue === undefined),
      ]),
    );
  }
  if (isEnumType(named)) return named.getValues()[0]?.name;
  if (named.name === 'ID') return fill(path, isRequired) ?? undefined;
  return samplesByName[`${named.name} ${path.split('.').at(-1)}`] ?? samples[named.name] ?? 'Isolation';
}

const dayAhead = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** A Wednesday to come, and a time on it at which the clinics of both tenants are open. */
const wednesday = dayAhead(7 + ((3 - new Date().getUTCDay()) % 7));

const samplesByName: Readonly<Record<string, unknown>> = {
  'Date from': dayAhead(3),
  'Date until': dayAhead(13),
  'Date earliestOn': dayAhead(3),
  'Date latestOn': dayAhead(13),
  'DateTime startsAt': `${wednesday}T08:00:00Z`,
  'DateTime endsAt': `${wednesday}T09:00:00Z`,
  'String rule': 'FREQ=DAILY;COUNT=1',
};

const samples: Readonly<Record<string, unknown>> = {
  Int: 1,
  Float: 1,
  Boolean: false,
  Date: '2000-01-01',
  DateTime: '2000-01-01T00:00:00Z',
  LocalTime: '09:00',
  TimeZone: 'Asia/Bangkok',
  PhoneNumber: '+97699112233',
};

function selection(type: GraphQLOutputType, depth: number): string {
  const named = getNamedType(type);
  if (isLeafType(named)) return '';
  if (!isObjectType(named)) return '{ __typename }';
  const fields = Object.values(named.getFields()).filter((field) => isSelectable(field, depth));
  return `{ __typename ${fields.map((field) => `${field.name} ${selection(field.type, depth - 1)}`).join(' ')} }`;
}

function isSelectable(field: GraphQLField<unknown, unknown>, depth: number): boolean {
  if (field.args.some(({ type, defaultValue }) => isNonNullType(type) && defaultValue === undefined)) return false;
  return isLeafType(getNamedType(field.type)) || (depth > 1 && !['createdAt', 'updatedAt'].includes(field.name));
}
