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
import type { OfferedDownload } from '../gateway/index.js';
import { downloads, owners, subgraphs } from '../app/graph.js';
import { demoPassword } from '../app/seed/demo-data.js';
import { GraphClient } from './end-to-end/client.js';
import { LiveClient, type LiveMessage } from './end-to-end/live-client.js';
import { startTopology, type RunningGraph } from './end-to-end/topology.js';
import { eventually } from '#kernel/testing/eventually.js';
import { idsOfClients } from './isolation/clients-ids.js';
import { idsOfConsents } from './isolation/consent-ids.js';
import { idsOfExports } from './isolation/export-ids.js';
import { idsOfLogistics } from './isolation/logistics-ids.js';
import { idsOfMessaging } from './isolation/messaging-ids.js';
import { idsOfOrders } from './isolation/orders-ids.js';
import { idsOfPharmacy, idsOfTill } from './isolation/pharmacy-ids.js';
import type { Send } from './isolation/sending.js';
import { idsOfSterilization } from './isolation/sterilization-ids.js';
import { stopClocks } from './isolation/stop-clocks.js';
import { idsOfWebhooks } from './isolation/webhook-ids.js';

/**
 * Every query, mutation and subscription that takes an id is tried, as somebody of one tenant, with every id of another tenant in
 * every place where an id goes, and again with ids that never were; the other places hold ids of their own. The two answers must
 * be the same to the letter, and the other tenant must not have changed. It is made from the schema, so that a new field is
 * covered on the day it lands.
 */
const schema = buildSchema(readFileSync('schema/api.graphql', 'utf8'));
/** What is in the graph by its id, and what else has one that a session, or a download, is asked by. */
const prefixes = [...owners.map(({ prefix }) => prefix), 'session', 'clientsecret', 'apikey', 'orderdocument', 'taskproof'];

/**
 * Places and operations whose names do not tell the type of the id that goes there, or that look at it only when it is of one in a
 * certain state (`held sale`): others are refused before anything is looked up for them.
 */
const aliases: Readonly<Record<string, string>> = {
  'acceptHandover id': 'offered handover',
  'acceptHandover itemId': 'offered specimen',
  'addFoundStock id': 'stockcount',
  'amendOrder id': 'drafted order',
  'approveTransfer id': 'requested transfer',
  'approveTransfer lineId': 'requested transferline',
  cashierId: 'cashier staff',
  checkId: 'dispensecheck',
  'changeTask id': 'unassigned task',
  'changeTask itemId': 'specimen',
  'completeTask id': 'active task',
  countLineId: 'registercountline',
  'createTask itemId': 'specimen',
  'custodyHandovers toBranchId': 'other branch',
  dependsOn: 'task',
  'enterStockCounts lineId': 'stockcountline',
  followUpOfId: 'appointment',
  'fulfilLines id': 'open order',
  'fulfilLines lineId': 'open orderline',
  'goodsInTransit branchId': 'receiving branch',
  'instrumentUses instrumentId': 'used instrument',
  'instrumentUses loadId': 'used sterilizationload',
  keyId: 'signingkey',
  leaveQueue: 'ticket',
  leaveWaitlist: 'waitlistentry',
  locationId: 'stocklocation',
  'changeLoad id': 'sterilizationload',
  'finishLoad id': 'sterilizationload',
  loadId: 'sterilizationload',
  loggerId: 'temperaturelogger',
  'recallLoad id': 'sterilizationload',
  'rejectLoad id': 'sterilizationload',
  'releaseLoad id': 'sterilizationload',
  'startLoad id': 'sterilizationload',
  'updateSterilizationProgramme id': 'programme',
  'makeStockAvailable stockItemId': 'held stockitem',
  performerBranchId: 'other branch',
  prescriberId: 'staff',
  'proposeHandover itemId': 'specimen',
  'reassignTask id': 'assigned task',
  'receiveGoods lineId': 'purchaseorderline',
  'receiveTransfer locationId': 'receiving stocklocation',
  'recordRegisterCount lotId': 'controlled lot',
  recountLineIds: 'stockcountline',
  'recountRegisterLine id': 'registercountline',
  'registerEntries lotId': 'controlled lot',
  'registerEntries productId': 'controlled product',
  'requestControlledAdjustment stockItemId': 'controlled stockitem',
  'requestControlledDestruction stockItemId': 'controlled stockitem',
  'requestTransfer fromBranchId': 'other branch',
  'restateHandover id': 'proposed handover',
  'restateHandover itemId': 'proposed specimen',
  'resumeSale saleId': 'held sale',
  'returnDispense id': 'completed dispense',
  'returnDispense lotId': 'dispensed lot',
  'returnOrder id': 'completed order',
  'returnOrder lineId': 'completed orderline',
  'returnSale lineId': 'completed saleline',
  'returnSale lotId': 'completed lot',
  'returnSale originalSaleId': 'completed sale',
  'setStopOrder taskIds': 'assigned task',
  'signHandover id': 'proposed handover',
  'signHandover itemId': 'proposed specimen',
  'signPrescription id': 'drafted prescription',
  'splitOrder id': 'open order',
  'splitOrder lineId': 'open orderline',
  'startTemperatureWatch itemIds': 'specimen',
  substituteForId: 'product',
  'transfers fromBranchId': 'sending branch',
  'transfers toBranchId': 'receiving branch',
  'updatePrescription id': 'drafted prescription',
  'updatePurchaseOrder id': 'drafted purchaseorder',
  watchId: 'temperaturewatch',
  'withdrawHandover id': 'proposed handover',
  sendTestEvent: 'webhook',
  replayEvents: 'webhook',
  retryDelivery: 'webhookdelivery',
};

/** Of a `held sale`: `sale`. */
function prefixOf(kind: string): string {
  return kind.split(' ').at(-1) ?? '';
}

/** The id for a place, the version of what is changed (`expectedVersion`), or the money of the branch (`currency`); null to leave it out. */
type Fill = (place: string, isRequired: boolean) => string | null;

interface Operation {
  readonly name: string;
  /** Where the id goes that is tried: `input.patientId`. */
  readonly place: string;
  readonly text: string;
  /** The kinds of which ids are tried there: the one that belongs there and another; all where no name tells which belongs. */
  readonly kinds: readonly string[];
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
    const texts = [3, 2].map(
      (depth) => `${kind} (${field.args.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ')}) {
      ${field.name}(${field.args.map((arg) => `${arg.name}: $${arg.name}`).join(', ')}) ${selection(field.type, depth)}
    }`,
    );
    const text = texts.find(isShortEnough) ?? '';
    const places = field.args.flatMap((arg) => placesOf(arg.type, arg.name));
    // Parts before the whole that they are looked for in, which is named first and may not be there any more once it was found.
    const deepestFirst = places.toReversed().sort((a, b) => b.split('.').length - a.split('.').length);
    return deepestFirst.map((place) => {
      const variables = (id: string, own: ReadonlyMap<string, string>, isLeftOut: (other: string) => boolean) => {
        const fill: Fill = (other, isRequired) => {
          if (other === place) return id;
          if (other.endsWith('currency')) return own.get('currency') ?? null;
          if (other.endsWith('.expectedVersion')) return own.get(`version of ${fill(places[0] ?? '', true)}`) ?? '1';
          return isLeftOut(other) && !isRequired ? null : (own.get(kindAt(field.name, other) ?? '') ?? id);
        };
        return Object.fromEntries(
          field.args
            .filter((arg) => isNonNullType(arg.type) || holdsId(arg.type))
            .map((arg) => [arg.name, value(arg.type, arg.name, fill)]),
        );
      };
      const kind = kindAt(field.name, place);
      return {
        name: field.name,
        place,
        text,
        kinds: kind === null ? prefixes : [kind, 'tenant'],
        variants: (id: string, own: ReadonlyMap<string, string>) => {
          const all = [
            variables(id, own, () => false),
            ...places.map((absent) => variables(id, own, (other) => other === absent)),
            variables(id, own, (other) => !/^\w+\.branchId$/.test(other)),
          ];
          return [...new Map(all.map((each) => [JSON.stringify(each), each])).values()];
        },
      };
    });
  });
}

/** The gateway reads no more than 2000 tokens, whatever they ask for: all would be refused alike. */
function isShortEnough(text: string): boolean {
  return (text.match(/[$\w]+|[^\s\w,]/g)?.length ?? 0) < 1_900;
}

/**
 * Of which type the id in a place is, by its name (`fromBranchId` is of a branch), or for a plain `id` by that of the operation, of
 * which the last word counts most; null when neither tells.
 */
function kindAt(operation: string, place: string): string | null {
  const name = place.split('.').at(-1) ?? '';
  const alias = aliases[`${operation} ${name}`] ?? aliases[name] ?? aliases[operation];
  if (alias !== undefined) return alias;
  const named = name.replace(/Ids?$/, '').toLowerCase();
  const text = operation.toLowerCase();
  const longest = (fits: (prefix: string) => boolean) => prefixes.filter(fits).sort((a, b) => b.length - a.length)[0];
  return (
    longest((prefix) => named.endsWith(prefix)) ??
    longest((prefix) => text.endsWith(prefix)) ??
    longest((prefix) => text.includes(prefix)) ??
    null
  );
}

/** What is seen from the branches that have to do with it only, by the beginning of its ids. */
const ofBranches = [
  ...['order', 'orderline', 'orderapproval', 'orderdocument', 'slaclock', 'specimen', 'specimenresult'],
  ...['task', 'taskproof', 'courier', 'custodyitem', 'handover', 'handoveritem'],
  ...['temperaturelogger', 'temperaturewatch', 'excursion', 'temperaturelog', 'logisticsalert'],
  ...['sterilizer', 'sterilizationload', 'biologicalindicator', 'instrument', 'instrumentset', 'instrumentuse'],
];

function isOfBranch(kind: string): boolean {
  return ofBranches.includes(prefixOf(kind));
}

/** Those that take an id of what only some branches see; couriers are offered things by whoever knows their ids. */
function atOneBranch(all: readonly Operation[]): Operation[] {
  return all.filter(({ name, place, kinds }) => kinds.some(isOfBranch) && `${name} ${place}` !== 'proposeHandover input.to.courierId');
}

let graph: RunningGraph;
let attacker: GraphClient;
let owner: pg.Client;
let foreignIds: Map<string, string>;
let ownIds: Map<string, string>;
/** Of the other tenant, at a branch that has to do with nothing; and what there is for its people. */
let outsider: GraphClient;
let idsElsewhere: Map<string, string>;
let signedInAt: number;
beforeAll(async () => {
  graph = await startTopology('one process');
  attacker = await GraphClient.signIn(graph.url, 'copperbelt');
  owner = new pg.Client({ connectionString: graph.databaseUrl });
  await owner.connect();
  foreignIds = await idsOf('steppe', await GraphClient.signIn(graph.url, 'steppe'), await GraphClient.signIn(graph.url, 'steppe', 'admin'));
  ownIds = await idsOf('copperbelt', attacker, attacker);
  idsElsewhere = await settleElsewhere(await GraphClient.signIn(graph.url, 'steppe'));
  await signIn();
  await stopClocks(owner);
}, 400_000);
afterAll(async () => {
  await owner.end();
  await graph.stop();
}, 400_000);

/** A token lives for a quarter of an hour, and the suite for as long as it takes. */
beforeEach(async () => {
  if (Date.now() - signedInAt > 300_000) await signIn();
});

async function signIn(): Promise<void> {
  [attacker, outsider] = [await GraphClient.signIn(graph.url, 'copperbelt'), await GraphClient.signIn(graph.url, 'steppe', 'elsewhere')];
  signedInAt = Date.now();
}

it('covers every type that has ids', () => {
  expect(prefixes.filter((prefix) => !foreignIds.has(prefix) || !ownIds.has(prefix))).toEqual([]);
  const kinds = operations.flatMap(({ kinds: tried }) => tried);
  expect(kinds.filter((kind) => !foreignIds.get(kind)?.startsWith(`${prefixOf(kind)}_`))).toEqual([]);
  expect(operations.length).toBeGreaterThan(20);
});

it.each(operations)('$name takes ids of another tenant at $place for ids that never were', async ({ text, kinds, variants }) => {
  const before = await footprint();
  for (const kind of kinds) {
    const foreign = foreignIds.get(kind) ?? '';
    const absent = newId(prefixOf(kind));
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
      keepVersions(expected.text, ownIds);
      expect(answer.status).not.toBe(401);
      expect(answer.status).toBeLessThan(500);
      expect(answer.errors?.some(({ extensions }) => extensions.code === 'INTERNAL') ?? false).toBe(false);
    }
  }
  expect(await footprint()).toEqual(before);
});

it.each(atOneBranch(operations))(
  '$name takes ids of a branch elsewhere at $place for ids that never were',
  async ({ text, kinds, variants }) => {
    for (const kind of kinds.filter(isOfBranch)) {
      const [theirs, absent] = [foreignIds.get(kind) ?? '', newId(prefixOf(kind))];
      const attempts = variants(theirs, idsElsewhere);
      for (const [index, variables] of variants(absent, idsElsewhere).entries()) {
        const [answer, expected] = [
          await outsider.send({ query: text, variables: attempts[index] ?? {} }),
          await outsider.send({ query: text, variables }),
        ];
        expect(answer.text.replaceAll(theirs, 'ID')).toBe(expected.text.replaceAll(absent, 'ID'));
        expect(answer.status).not.toBe(401);
      }
    }
  },
);

it.each(subscriptions)(
  'the subscription $name takes ids of another tenant at $place for ids that never were',
  async ({ name, text, kinds, variants }) => {
    const live = await LiveClient.connect(graph.url, { authorization: `Bearer ${attacker.token}` });
    const ask = async (id: string): Promise<string> => {
      live.subscribe(id, text, variants(id, ownIds)[0] ?? {});
      const answer = await live.next();
      live.say({ id, type: 'complete' });
      return JSON.stringify(answer).replaceAll(id, 'ID');
    };
    for (const kind of kinds) {
      const answer = await ask(foreignIds.get(kind) ?? '');
      expect([name, answer]).toEqual([name, await ask(newId(prefixOf(kind)))]);
      expect(answer).not.toMatch(/steppe|Ulaanbaatar|Bangkok/i);
      expect(answer).not.toContain('INTERNAL');
    }
    await live.close();
  },
);

it.each(atOneBranch(subscriptions))(
  'the subscription $name takes ids of a branch elsewhere at $place for ids that never were',
  async ({ text, kinds, variants }) => {
    const live = await LiveClient.connect(graph.url, { authorization: `Bearer ${outsider.token}` });
    const ask = async (id: string): Promise<string> => {
      live.subscribe(id, text, variants(id, idsElsewhere).at(-1) ?? {});
      const answer = await live.next();
      live.say({ id, type: 'complete' });
      return JSON.stringify(answer).replaceAll(id, 'ID');
    };
    for (const kind of kinds.filter(isOfBranch)) expect(await ask(foreignIds.get(kind) ?? '')).toBe(await ask(newId(prefixOf(kind))));
    await live.close();
  },
);

/** By what files are asked for. */
const parameters = ['id', 'branchId', 'orderId', 'itemId', 'watchId'];

async function download(by: GraphClient, { subgraph, name }: OfferedDownload, asked: Record<string, string>): Promise<Response> {
  const all = new URLSearchParams({ from: dayAhead(-10), until: dayAhead(0), ...asked });
  return fetch(`${graph.url}/downloads/${subgraph}/${name}?${all.toString()}`, { headers: { authorization: `Bearer ${by.token}` } });
}

it.each(downloads)('the download $subgraph/$name takes ids of another tenant for ids that never were', async (offered) => {
  const fetched = async (id: string, parameter: string) => {
    const response = await download(attacker, offered, { [parameter]: id });
    return { status: response.status, text: (await response.text()).replaceAll(id, 'ID').replace(/"requestId":"[^"]*"/, '') };
  };
  const answers = new Set<number>();
  for (const parameter of parameters) {
    for (const prefix of prefixes) {
      const answer = await fetched(foreignIds.get(prefix) ?? '', parameter);
      expect(answer).toEqual(await fetched(newId(prefix), parameter));
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
      answers.add(answer.status);
    }
  }
  expect(answers).toContain(404);
});

it.each(downloads)('the download $subgraph/$name takes ids of a branch elsewhere for ids that never were', async (offered) => {
  const fetched = async (id: string, parameter: string) => {
    const response = await download(outsider, offered, { [parameter]: id });
    return { status: response.status, text: (await response.text()).replaceAll(id, 'ID').replace(/"requestId":"[^"]*"/, '') };
  };
  for (const parameter of parameters) {
    for (const kind of ofBranches) {
      const answer = await fetched(foreignIds.get(kind) ?? '', parameter);
      expect(answer).toEqual(await fetched(newId(kind), parameter));
      expect(answer.status).not.toBe(401);
    }
  }
});

it('lists nothing of other branches to somebody elsewhere', async () => {
  const { text } = await outsider.send({
    query: `{
      orders { nodes { id } } specimens { nodes { id } } slaClocks { nodes { id } } tasks { nodes { id } } couriers { nodes { id } }
      custodyHandovers { nodes { id } } temperatureLoggers { nodes { id } } temperatureWatches { nodes { id } }
    }`,
  });
  const none = { nodes: [] };
  expect(JSON.parse(text)).toEqual({
    data: {
      ...{ orders: none, specimens: none, slaClocks: none, tasks: none, couriers: none },
      ...{ custodyHandovers: none, temperatureLoggers: none, temperatureWatches: none },
    },
  });
});

it('would notice: the downloads do find what is there for their own tenant', async () => {
  const victim = await GraphClient.signIn(graph.url, 'steppe');
  const blind: string[] = [];
  for (const offered of downloads) {
    let found = false;
    for (const parameter of parameters) {
      for (const id of foreignIds.values()) found ||= (await download(victim, offered, { [parameter]: id })).ok;
    }
    if (!found) blind.push(offered.name);
  }
  expect(blind).toEqual([]);
}, 400_000);

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

it('boards of a branch are told nothing of what happens at another branch, or at another tenant', async () => {
  const carrying = await GraphClient.signIn(graph.url, 'steppe', 'admin');
  const boards = [
    { person: carrying, branchId: foreignIds.get('branch') },
    { person: outsider, branchId: idsElsewhere.get('branch') },
    { person: attacker, branchId: ownIds.get('branch') },
  ];
  const [witness, ...others] = await Promise.all(boards.map(({ person, branchId }) => followBoards(person, branchId ?? '')));
  if (!witness) throw new Error('Somebody follows the boards where it happens');
  for (const { heard } of [witness, ...others]) await untilQuiet(heard);
  const task = { branchId: foreignIds.get('branch'), kind: 'PICKUP', place: { address: 'Isolation' } };
  const positions = [{ at: new Date().toISOString(), latitude: 47.9185, longitude: 106.9176 }];
  const { errors } = await carrying.send({
    query: `mutation ($task: CreateTaskInput!, $here: ReportPositionsInput!) {
      createTask(input: $task) { task { id } } reportPositions(input: $here) { taken }
    }`,
    variables: { task, here: { positions } },
  });
  expect(errors).toBeUndefined();
  const told = () => Promise.resolve(witness.heard);
  await eventually(told, (heard) => heard.includes('courierMoved') && heard.includes('taskUpdated'));
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(others.map(({ heard }) => heard)).toEqual([[], []]);
  for (const { live } of [witness, ...others]) await live.close();
});

interface Boards {
  readonly live: LiveClient;
  /** Which told something since it was heard how they stand, or were quiet. */
  readonly heard: string[];
}

/** Follows all that a branch shows on a board, and has seen how it stands. */
async function followBoards({ token }: GraphClient, branchId: string): Promise<Boards> {
  const live = await LiveClient.connect(graph.url, { authorization: `Bearer ${token}` });
  const boards = Object.values(schema.getSubscriptionType()?.getFields() ?? {}).filter(
    ({ args }) => args.some(({ name }) => name === 'branchId') && !args.some(({ type }) => isNonNullType(type)),
  );
  for (const { name } of boards)
    live.subscribe(name, `subscription ($branch: ID) { ${name}(branchId: $branch) { __typename } }`, { branch: branchId });
  for (const { name } of boards) expect([name, (await live.next()).type]).toEqual([name, 'next']);
  const heard: string[] = [];
  live.socket.on('message', (data: Buffer) => {
    const { id, type } = JSON.parse(data.toString('utf8')) as LiveMessage;
    if (type === 'next') heard.push(id ?? '');
  });
  return { live, heard };
}

/** Forgets what was heard so far, once what was done before is told no more. */
async function untilQuiet(heard: string[]): Promise<void> {
  do {
    heard.length = 0;
    await new Promise((resolve) => setTimeout(resolve, 1_500));
  } while (heard.length > 0);
}

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
    where schemaname = any ($1) and tablename not in ('migrations', 'hosts', 'credential_tenants', 'sandboxes', 'signing_keys')`,
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
  const [blind, broken]: [string[], string[]] = [[], []];
  for (const { name, place, text, kinds, variants } of operations.toSorted((a, b) => endingOf(a) - endingOf(b))) {
    let found = false;
    for (const kind of kinds) {
      const [id, absent] = [foreignIds.get(kind) ?? '', newId(prefixOf(kind))];
      const others = variants(absent, foreignIds);
      for (const [index, variables] of variants(id, foreignIds).entries()) {
        const [own, none] = [
          await victim.send({ query: text, variables }),
          await victim.send({ query: text, variables: others[index] ?? {} }),
        ];
        found ||= own.text.replaceAll(id, 'ID') !== none.text.replaceAll(absent, 'ID');
        if (own.text.includes('"INTERNAL"')) broken.push(`${name} ${place} ${JSON.stringify(variables)}`);
        keepVersions(own.text, foreignIds);
      }
    }
    if (!found) blind.push(`${name} ${place}`);
  }
  expect(blind.filter((each) => !cannotTell.includes(each))).toEqual([]);
  expect(broken).toEqual([]);
}, 400_000);

/** The later it comes, the more it takes away of what the others look for: a part, what parts are looked for in, a whole record. */
function endingOf({ name }: Operation): number {
  if (name.startsWith('delete')) return 3;
  if (/^(complete|discard|hold)Sale|^closeTill/.test(name)) return 2;
  return /^(withdraw|remove|cancel|leave|revoke|decline|recallLots)/.test(name) ? 1 : 0;
}

/** Where the sample input is refused before the id is looked at, or the id changes nothing, or not on every day, that is to be seen. */
const cannotTell = [
  'accessDenials clientId',
  'addEncounterDiagnosis input.conditionId',
  'administerTenant input.tenantId',
  'checkInAppointment input.servicePointId',
  'confirmPatientVerification input.verificationId',
  'createStaff input.grants.branchId',
  'createTeam input.staffIds',
  'receiveTransfer input.locationId',
  'recordConsent input.patientId',
  'registerPatient input.branchId',
  'rescheduleAppointment input.practitionerId',
  'rescheduleAppointment input.resourceIds',
  'setStopOrder input.taskIds',
  'slots input.patientId',
  'updateAppointmentStatus input.id',
  'updateSchedule input.forServiceIds',
  'updateStaff input.grants.branchId',
  'withdrawService input.practitionerId',
];

/** For updates, which say the version that they have read. */
function keepVersions(text: string, found: Map<string, string>): void {
  if (text.startsWith('{')) JSON.parse(text, (_key, read: unknown) => keepVersion(read, found));
}

function keepVersion(read: unknown, found: Map<string, string>): unknown {
  const { id, version } = (read ?? {}) as { readonly id?: unknown; readonly version?: unknown };
  if (typeof id === 'string' && typeof version === 'number') found.set(`version of ${id}`, String(version));
  return read;
}

/** One id of each type at the tenant, as its owner sees them; what the demo has not is made. The till is that of whoever tries the ids. */
async function idsOf(tenant: string, client: GraphClient, cashier: GraphClient): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const doorsOf = (person: GraphClient) => {
    const ask: Send = async <Data extends object>(query: string, variables: Record<string, unknown> = {}) => {
      const { data, text, errors } = await person.send<Data & Record<string, { userErrors?: object[] }>>({ query, variables });
      if (errors || !data || Object.values(data).some((each) => each?.userErrors?.length)) throw new Error(text);
      keepVersions(text, found);
      return data;
    };
    const note: Send = async <Data extends object>(query: string, variables: Record<string, unknown> = {}) => {
      const data = await ask<Data>(query, variables);
      for (const [id, prefix] of JSON.stringify(data).matchAll(/\b([a-z]+)_[0-9a-hjkmnp-tv-z]{26}\b/g)) if (prefix) found.set(prefix, id);
      return data;
    };
    return { ask, note };
  };
  const doors = doorsOf(client);
  const { note } = doors;
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
  await tellSomething(doorsOf(cashier).note, found);
  await idsOfPharmacy({ ...doors, found });
  await idsOfTill({ ...doorsOf(cashier), found });
  await idsOfOrders({ ...doors, found });
  await idsOfWebhooks({ ...doors, found });
  await idsOfExports(owner, found);
  await idsOfMessaging({ ...doors, found }, owner);
  await idsOfLogistics({ ...doorsOf(cashier), found });
  await raiseAlert(note, found);
  await idsOfClients({ note, found });
  await idsOfConsents({ note, found });
  await idsOfSterilization({ ...doors, found }, { ...doorsOf(await GraphClient.signIn(graph.url, tenant, 'admin')), found });
  return found;
}

/** A branch of the other tenant where nothing happens, and somebody who may do everything there; the ids that they have. */
async function settleElsewhere(client: GraphClient): Promise<Map<string, string>> {
  const opened = await client.send<{ createBranch: { branch: { id: string } } }>({
    query: 'mutation ($input: CreateBranchInput!) { createBranch(input: $input) { branch { id } } }',
    variables: { input: { code: 'ELSE', name: 'Elsewhere', type: 'CLINIC', timeZone: 'Asia/Bangkok', currency: 'MNT' } },
  });
  const branchId = opened.data?.createBranch.branch.id ?? '';
  const person = {
    email: 'elsewhere@steppe.example',
    displayName: 'Elsewhere',
    password: demoPassword,
    grants: [{ role: 'ADMIN', branchId }],
  };
  const query = 'mutation ($input: CreateStaffInput!) { createStaff(input: $input) { staff { id } } }';
  await client.send({ query, variables: { input: person } });
  const idsElsewhere = new Map([...foreignIds].filter(([kind]) => !isOfBranch(kind)));
  for (const kind of foreignIds.keys()) if (prefixOf(kind) === 'branch') idsElsewhere.set(kind, branchId);
  return idsElsewhere;
}

/** Somebody waits, somebody else gives a time back: an appointment with a history, a waitlist entry, an offer and a message. */
async function offerTo(note: Send, found: ReadonlyMap<string, string>): Promise<void> {
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

/** A team, and what it was told as one of its people has it. */
async function tellSomething(note: Send, found: ReadonlyMap<string, string>): Promise<void> {
  const team = { code: 'everybody', name: 'Everybody', roles: ['OWNER', 'ADMIN'] };
  await note(`mutation ($input: CreateTeamInput!) { createTeam(input: $input) { team { id version } } }`, { input: team });
  const told = { teams: [team.code], branchIds: [], title: 'News', text: 'There are some.', about: found.get('patient') };
  await owner.query(`insert into platform.outbox (tenant_id, type, version, subject, data) values ($1, 'notice.requested', 1, $2, $3)`, [
    toUuid('tenant', found.get('tenant') ?? ''),
    found.get('patient'),
    JSON.stringify(told),
  ]);
  const mine = () => note<{ myNotices: { nodes: { id: string }[] } }>('{ myNotices { nodes { id } } }');
  await eventually(mine, ({ myNotices }) => myNotices.nodes.length > 0);
}

/** What nobody waits for: a task that nobody was sent to in time. */
async function raiseAlert(note: Send, found: ReadonlyMap<string, string>): Promise<void> {
  await owner.query(
    `insert into logistics.logistics_alerts (tenant_id, branch_id, other_branch_id, task_id, courier_id, kind, severity, message, since, opened_at)
      select tenant_id, branch_id, other_branch_id, id, $2, 'NOT_ASSIGNED', 'MINOR', 'isolation', now(), now() from logistics.tasks where id = $1`,
    [toUuid('task', found.get('task') ?? ''), toUuid('courier', found.get('courier') ?? '')],
  );
  await note('query ($id: ID!) { logisticsAlerts(filter: { taskId: $id }) { nodes { id } } }', { id: found.get('task') });
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
    const isGiven = (name: string): boolean => {
      const instead = given.get(`${named.name}.${name}`);
      return instead !== undefined && (instead === null || fill(`${path}.${instead}`, false) === null);
    };
    const wanted = Object.values(named.getFields()).filter(
      (field) => (isNonNullType(field.type) && field.defaultValue === undefined) || holdsId(field.type) || isGiven(field.name),
    );
    return Object.fromEntries(
      wanted.map((field) => [
        field.name,
        value(field.type, `${path}.${field.name}`, fill, isNonNullType(field.type) && field.defaultValue === undefined),
      ]),
    );
  }
  if (isEnumType(named)) return named.getValues()[0]?.name;
  if (path.endsWith('.expectedVersion')) return Number(fill(path, true));
  if (named.name === 'Currency') return fill(path, true);
  if (named.name === 'ID') return fill(path, isRequired) ?? undefined;
  return samplesByName[`${named.name} ${path.split('.').at(-1)}`] ?? samples[named.name] ?? 'Isolation';
}

const dayAhead = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** A Wednesday to come, and a time on it at which the clinics of both tenants are open. */
const wednesday = dayAhead(7 + ((3 - new Date().getUTCDay()) % 7));

/** What may be left out, and is needed for the rest to be looked at; unless the field beside it is said, which goes instead of both. */
const given: ReadonlyMap<string, string | null> = new Map([
  ['ReceivedGoodsLineInput.expiresOn', null],
  ['ReceivedGoodsLineInput.lotNumber', null],
  ['ReceivedStockLineInput.expiresOn', null],
  ['ReceivedStockLineInput.lotNumber', null],
  ['SetDoseRangeInput.largestDose', null],
  ['StartTemperatureWatchInput.maxCelsius', null],
  ['SupplierReturnLineInput.status', 'stockItemId'],
]);

const samplesByName: Readonly<Record<string, unknown>> = {
  'Date from': dayAhead(3),
  'Date until': dayAhead(13),
  'Date earliestOn': dayAhead(3),
  'Date latestOn': dayAhead(13),
  'Date expiresOn': dayAhead(400),
  'DateTime startsAt': `${wednesday}T08:00:00Z`,
  'DateTime endsAt': `${wednesday}T09:00:00Z`,
  'JSON keySet': { keys: [] },
  'JSON rule': { name: 'Isolation', when: { priority: 'stat' }, then: { set_field: { priority: 'urgent' } } },
  // Of RFC 8032, 7.1.
  'String publicKey': '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
  'String scopes': 'orders:read',
  'String documents': '{ tenant { name } }',
  'String rule': 'FREQ=DAILY;COUNT=1',
};

const samples: Readonly<Record<string, unknown>> = {
  Int: 1,
  Float: 1,
  BigInt: '1',
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
