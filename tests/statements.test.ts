import 'reflect-metadata';
import { createLogger } from '#kernel/log/logger.js';
import { readConfiguration } from '../app/configuration.js';
import { freePort } from '../app/engines/free-port.js';
import { startOneProcess, type OneProcess } from '../app/topologies/one-process.js';
import { GraphClient } from './end-to-end/client.js';
import { newDataFolder } from './end-to-end/topology.js';

let graph: OneProcess;
let client: GraphClient;
beforeAll(async () => {
  const configuration = readConfiguration({ DATA_FOLDER: await newDataFolder(), PORT: String(await freePort()) });
  graph = await startOneProcess(configuration, createLogger({ level: 'fatal', name: 'test' }), { demo: true });
  client = await GraphClient.signIn(graph.url, 'steppe');
}, 120_000);
afterAll(() => graph.close(), 60_000);

/** How many statements each subgraph's reads sent while the query was answered. */
async function statements(query: string): Promise<Record<string, number>> {
  await client.send({ query: '{ me { id } }' });
  const before = new Map(graph.subgraphs.map(({ definition, database }) => [definition.name, database.statementCount]));
  const { errors } = await client.send({ query });
  expect(errors).toBeUndefined();
  return Object.fromEntries(
    graph.subgraphs.map(({ definition, database }) => [definition.name, database.statementCount - (before.get(definition.name) ?? 0)]),
  );
}

const page = (first: number) => `{
  me { displayName tenant { name } }
  patients(first: ${first}, filter: { nameStartsWith: "b" }) {
    totalCount
    nodes { id name birthDate allergies { display } encounters(first: 3) { nodes { status branch { name timeZone } } } }
  }
}`;

it('sends one statement for each level, however many there are at it', async () => {
  // platform: me, its tenant, the branches. patients: the page, its count, allergies, encounters.
  const expected = { platform: 3, patients: 4, scheduling: 0 };
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
  const expected = { platform: 2, patients: 2, scheduling: 5 };
  expect(await statements(days(40))).toEqual(expected);
  expect(await statements(days(100))).toEqual(expected);
});
