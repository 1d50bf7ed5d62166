/// <reference lib="dom" />
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Browser, Page } from 'playwright-core';
import { eventually } from '#kernel/testing/eventually.js';
import type { ExplorerConfig } from '../../gateway/explorer/explorer-config.js';
import { registerExplorer } from '../../gateway/explorer/explorer.js';
import { browserTest, openBrowser } from '../setup/browser.js';
import { tinyGraph } from './tiny-graph.js';

const config: ExplorerConfig = {
  endpoint: '/graphql',
  development: true,
  examples: [
    { title: 'Who am I', description: 'The person and the tenant that the request speaks for.', query: 'query WhoAmI { whoami }' },
    {
      title: 'Greeting',
      description: 'Takes a name as a variable.',
      query: 'query Greeting($name: String!) { greeting(name: $name) }',
      variables: { name: 'Tuya' },
      headers: { 'Accept-Language': 'mn' },
    },
    {
      title: 'Unfinished sum',
      description: 'One of the two numbers is missing; the sign has a default.',
      query: 'query Sum($input: SumInput!) { sum(input: $input) }',
      variables: { input: { left: 1 } },
    },
    { title: 'Live tenant', description: 'A subscription, over the WebSocket.', query: 'subscription Live { tenantOfConnection }' },
  ],
  logins: [
    { label: 'Doctor', tenant: 'steppe', email: 'tuya@steppe.test', password: 'right' },
    { label: 'Stranger', tenant: 'copperbelt', email: 'stranger@copperbelt.test', password: 'wrong' },
  ],
};

let browser: Browser | undefined;
let server: FastifyInstance;
let origin: string;

beforeAll(async () => {
  await promisify(execFile)(process.execPath, [join(import.meta.dirname, '../../gateway/explorer/build.ts')]);
  server = tinyGraph();
  await registerExplorer(server, { config: () => config });
  await server.listen({ port: 0, host: '127.0.0.1' });
  origin = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  await browser?.close();
  await server.close();
});

interface Visit {
  readonly page: Page;
  /** Errors and warnings of the console, uncaught exceptions, and requests to other hosts. */
  readonly troubles: readonly string[];
}

/** GraphiQL leaves its editor there. */
interface PageWithEditor {
  readonly __MONACO: { readonly editor: { getModelMarkers(filter: object): readonly { readonly message: string }[] } };
}

async function openExplorer(colorScheme: 'light' | 'dark' = 'light'): Promise<Visit> {
  browser ??= await openBrowser();
  const context = await browser.newContext({ viewport: { width: 1600, height: 900 }, colorScheme });
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) troubles.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => troubles.push(`exception: ${error.message}`));
  const watch = (url: string) => {
    const { protocol, host } = new URL(url);
    if (!['data:', 'blob:'].includes(protocol) && host !== new URL(origin).host) troubles.push(`request: ${url}`);
  };
  page.on('request', (request) => watch(request.url()));
  page.on('websocket', (socket) => watch(socket.url()));
  await page.goto(origin);
  await page.locator('.graphiql-query-editor .view-line').first().waitFor();
  return { page, troubles };
}

const run = (page: Page) => page.getByRole('button', { name: /Execute query/ }).click();

const seeAnswer = (page: Page, text: string) => page.locator('.result-window .view-lines').filter({ hasText: text }).waitFor();

/** The tab takes the operation's name once the editor has read it. */
const openExample = async (page: Page, title: RegExp, operation: string) => {
  await page.getByRole('button', { name: title }).click();
  await page.getByRole('tab', { name: operation, selected: true }).waitFor();
};

const signInAs = async (page: Page, current: string, email: string) => {
  await page.getByRole('button', { name: current }).click();
  await page.getByRole('menuitem', { name: new RegExp(email) }).click();
};

browserTest('an example opens in a tab with its variables and headers, runs, and nothing else is asked for', async () => {
  const { page, troubles } = await openExplorer();
  expect(await page.title()).toBe('CareGraph');
  await openExample(page, /^Greeting/, 'Greeting');
  await run(page);
  await seeAnswer(page, '"greeting": "Good morning, Tuya"');
  expect(troubles).toEqual([]);
});

browserTest('signing in as a demo person puts its headers in every tab, until signing out', async () => {
  const { page, troubles } = await openExplorer();
  await run(page);
  await seeAnswer(page, '"whoami": "nobody of nowhere"');

  await signInAs(page, 'Sign in as…', 'tuya@steppe.test');
  await page.getByRole('button', { name: 'Doctor' }).waitFor();
  await run(page);
  await seeAnswer(page, '"whoami": "Bearer token-of-tuya@steppe.test of steppe"');

  await openExample(page, /^Live tenant/, 'Live');
  await run(page);
  await seeAnswer(page, '"tenantOfConnection": "second for steppe"');

  await page.getByRole('button', { name: 'Doctor' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await run(page);
  await seeAnswer(page, '"tenantOfConnection": "second for nobody"');
  await page.getByRole('tab', { name: 'WhoAmI' }).click();
  await seeAnswer(page, '"whoami": "Bearer token-of-tuya@steppe.test of steppe"');
  await page.getByRole('button', { name: 'Headers' }).click();
  await page.locator('[data-uri*="request-headers"] .view-lines').filter({ hasText: /^$/ }).waitFor({ state: 'attached' });
  expect(troubles).toEqual([]);
});

browserTest('a refused sign-in shows the sentence of the graph', async () => {
  const { page, troubles } = await openExplorer();
  await signInAs(page, 'Sign in as…', 'stranger@copperbelt.test');
  expect(await page.getByRole('alert').filter({ hasText: 'Email' }).textContent()).toBe('Email or password is wrong: check both.');
  expect(troubles).toEqual([]);
});

browserTest('the documentation comes from the graph itself', async () => {
  const { page, troubles } = await openExplorer('dark');
  await page.getByRole('button', { name: /Documentation Explorer/ }).click();
  await page.getByRole('link', { name: 'Query' }).click();
  await page.getByText('Who the request speaks for.').waitFor();
  expect(troubles).toEqual([]);
});

browserTest('a missing variable is marked, one with a default is not', async () => {
  const { page, troubles } = await openExplorer();
  await openExample(page, /^Unfinished sum/, 'Sum');
  // Until the editor has read the operation it measures the variables by the one before.
  const markers = () =>
    page.evaluate(() => (globalThis as unknown as PageWithEditor).__MONACO.editor.getModelMarkers({}).map(({ message }) => message));
  const missing = 'Missing property "right".';
  expect(await eventually(markers, (messages) => messages.includes(missing))).toEqual([missing]);
  expect(troubles).toEqual([]);
});
