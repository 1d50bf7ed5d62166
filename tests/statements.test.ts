import 'reflect-metadata';
import { createLogger } from '#kernel/log/logger.js';
import { readConfiguration } from '../app/configuration.js';
import { freePort } from '../app/engines/free-port.js';
import { subgraphs } from '../app/graph.js';
import { startOneProcess, type OneProcess } from '../app/topologies/one-process.js';
import { GraphClient } from './end-to-end/client.js';
import { newDataFolder } from './end-to-end/topology.js';

let graph: OneProcess;
let client: GraphClient;
const sent: { readonly subgraph: string; readonly requestId: string }[] = [];

beforeAll(async () => {
  const configuration = readConfiguration({ DATA_FOLDER: await newDataFolder(), PORT: String(await freePort()) });
  graph = await startOneProcess(configuration, createLogger({ level: 'fatal', name: 'test' }), { demo: true });
  for (const { definition, database } of graph.subgraphs)
    database.countStatement = ({ requestId }) => void sent.push({ subgraph: definition.name, requestId });
  client = await GraphClient.signIn(graph.url, 'steppe');
});
afterAll(() => graph.close());

/** How many statements each subgraph's reads sent for the query; what the house does meanwhile, by the clock or by events, is not of it. */
async function statements(query: string): Promise<Record<string, number>> {
  await client.send({ query: '{ me { id } }' });
  const { errors, headers } = await client.send({ query });
  expect(errors).toBeUndefined();
  const own = sent.filter(({ requestId }) => requestId === headers.get('x-request-id'));
  return Object.fromEntries(subgraphs.map(({ name }) => [name, own.filter(({ subgraph }) => subgraph === name).length]));
}

const page = (first: number) => `{
  me { displayName tenant { name } }
  patients(first: ${first}, filter: { nameStartsWith: "b" }) {
    totalCount
    nodes { id name birthDate allergies { display } encounters(first: 3) { nodes { status branch { name timeZone } } } }
  }
}`;

const nowhere = Object.fromEntries(subgraphs.map(({ name }) => [name, 0]));

it('sends one statement for each level, however many there are at it', async () => {
  // platform: me, its tenant, the branches. patients: the page, its count, allergies, encounters.
  const expected = { ...nowhere, platform: 3, patients: 4 };
  expect(await statements(page(1))).toEqual(expected);
  expect(await statements(page(20))).toEqual(expected);
  expect(await statements(page(60))).toEqual(expected);
});

it('counts a list only when it is asked to', async () => {
  expect((await statements('{ patients(first: 5) { nodes { id } } }'))['patients']).toBe(1);
  expect((await statements('{ patients(first: 5) { nodes { encounters { totalCount nodes { id } } } } }'))['patients']).toBe(3);
});

const days = (first: number) => `{
  patients(first: ${first}) {
    nodes {
      name
      appointments(first: 2) { nodes { startsAt branch { name practitioners { name } } practitioner { name staff { displayName } } service { name } patient { initials } history { kind } } }
    }
  }
}`;

it('joins patients, branches and staff to appointments in one statement each', async () => {
  // scheduling: appointments, practitioners, services, histories, practitioners of branches. patients: the page, their initials.
  const expected = { ...nowhere, platform: 2, patients: 2, scheduling: 5 };
  expect(await statements(days(40))).toEqual(expected);
  expect(await statements(days(100))).toEqual(expected);
});

const medicines = (first: number) => `{
  products(first: ${first}) {
    nodes {
      name
      medication { ingredients { strength substance { name } } }
      branchProducts { price { formatted } branch { name } }
      stock { branch { name } available nextExpiry }
    }
  }
}`;

it('finds medicines with their substances, prices and stock everywhere in one statement each', async () => {
  // pharmacy: the page, ingredients, substances, prices, stock. platform: the branches of both.
  const expected = { ...nowhere, platform: 1, pharmacy: 5 };
  expect(await statements(medicines(3))).toEqual(expected);
  expect(await statements(medicines(16))).toEqual(expected);
});

const care = (first: number) => `{
  patients(first: ${first}) {
    nodes {
      name
      prescriptions(first: 2) { nodes { number branch { name tills { name } } items { doseText product { name } } } }
      activeMedications { status product { name medication { genericName } } }
    }
  }
}`;

it('joins prescriptions, active medicines and tills to patients and branches in one statement each', async () => {
  const expected = { ...nowhere, platform: 1, patients: 1, pharmacy: expect.any(Number) as number };
  for (const patients of [20, 90]) {
    const found = await statements(care(patients));
    expect(found).toEqual(expected);
    // Prescriptions, their items, active medicines, the tills of branches, and the products of each of the two, or of both at once.
    expect([5, 6]).toContain(found['pharmacy']);
  }
});

const samples = (first: number) => `{
  orders(first: ${first}, orderBy: { field: CREATED_AT, direction: ASC }, filter: { type: LAB_SAMPLE }) {
    nodes {
      number
      patient { initials }
      lines { name product { name } }
      specimens { accessionNumber status }
      tasks { number courier { name } }
      slaClocks { dueAt policy { name } }
      steps { step takenBy { displayName } }
    }
  }
}`;

it('joins products, patients, specimens, tasks, clocks and steps to orders in one statement each', async () => {
  // orders: the page, lines, specimens, clocks, their policies, steps. logistics: tasks, their couriers, and those who are on the way.
  const expected = { ...nowhere, platform: 1, patients: 1, pharmacy: 1, orders: 6, logistics: 3 };
  expect(await statements(samples(2))).toEqual(expected);
  expect(await statements(samples(11))).toEqual(expected);
});

const places = (first: number) => `{
  branches(first: ${first}) { nodes { name openTasks(first: 5) { nodes { number courier { name } order { number } } } } }
  patients(first: ${first * 5 + 25}, orderBy: { field: CREATED_AT, direction: ASC }) { nodes { name orders(first: 2) { nodes { number state lines { name } } } } }
}`;

it('joins open tasks to branches and orders to patients in one statement each', async () => {
  // orders: those of tasks, those of patients, the lines of these. logistics: tasks, their couriers, and those who are on the way.
  const expected = { ...nowhere, platform: 1, patients: 1, orders: 3, logistics: 3 };
  expect(await statements(places(2))).toEqual(expected);
  expect(await statements(places(15))).toEqual(expected);
});
