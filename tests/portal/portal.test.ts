/// <reference lib="dom" />
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildSchema, parse, validate } from 'graphql';
import type { Browser, Page } from 'playwright-core';
import { registerPortal } from '../../gateway/public/portal/portal.js';
import { TinyPublicGraph, tinyKey, tinySchemaFile } from './tiny-public-graph.js';
import { browserTest, openBrowser } from '../setup/browser.js';

const sandbox = { apiKey: tinyKey, clientId: 'client_tiny', clientSecret: 'cg_test_secret' };
const shots = process.env['PORTAL_SHOTS'];

let bundle: string;
let graph: TinyPublicGraph;
let browser: Browser | undefined;
let hasSandbox = true;

beforeAll(async () => {
  bundle = join(await mkdtemp(join(tmpdir(), 'portal-')), 'dist');
  const run = promisify(execFile);
  await run(process.execPath, ['dist/app/commands/build-portal.js', '--schema', tinySchemaFile, '--out', bundle]);
  await run(process.execPath, ['gateway/explorer/build.ts']);
  graph = new TinyPublicGraph();
  await registerPortal(graph.server, { publicUrl: () => graph.url, sandbox: () => (hasSandbox ? sandbox : null), bundle });
  await graph.listen();
});

afterAll(async () => {
  await browser?.close();
  await graph.server.close();
  await rm(join(bundle, '..'), { recursive: true, force: true });
});

const get = async (path: string): Promise<{ status: number; text: string; headers: Headers }> => {
  const response = await fetch(`${graph.url}${path}`);
  return { status: response.status, text: await response.text(), headers: response.headers };
};

interface Visit {
  readonly page: Page;
  /** Errors and warnings of the console, refusals by the content security policy among them, and failed requests. */
  readonly troubles: readonly string[];
}

async function visit(
  path: string,
  options: { colorScheme?: 'light' | 'dark'; width?: number; javaScriptEnabled?: boolean } = {},
): Promise<Visit> {
  const { colorScheme = 'light', width = 1440, javaScriptEnabled = true } = options;
  browser ??= await openBrowser();
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, javaScriptEnabled });
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) troubles.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => troubles.push(`exception: ${error.message}`));
  page.on('response', (response) => {
    if (response.status() >= 400) troubles.push(`${response.status()}: ${response.url()}`);
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(graph.url) && !/^(data|blob):/.test(request.url())) troubles.push(`elsewhere: ${request.url()}`);
  });
  await page.goto(`${graph.url}${path}`);
  return { page, troubles };
}

const linksOn = (page: Page, within: string): Promise<string[]> =>
  page.locator(`${within} a[href]`).evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).getAttribute('href') ?? ''));

describe('what is served', () => {
  it('is refused by nothing and runs nothing inline', async () => {
    const { status, headers, text } = await get('/developers/quick-start');
    expect(status).toBe(200);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(headers.get('content-security-policy')).not.toContain('unsafe');
    expect(text).not.toMatch(/ style="|<style|<script(?![^>]* src=)| on[a-z]+="/);
  });

  it('names this very server, and the key of the sandbox only where there is one', async () => {
    const there = await get('/developers/quick-start');
    expect(there.text).toContain(`${graph.url}/public/graphql`);
    expect(there.text).toContain(`Bearer ${tinyKey}`);
    hasSandbox = false;
    try {
      const without = await get('/developers/quick-start');
      expect(without.text).not.toContain(tinyKey);
      expect(without.text).toContain('Bearer cg_live_…');
      expect((await get('/developers/explorer/config.json')).text).not.toContain(tinyKey);
    } finally {
      hasSandbox = true;
    }
    expect(there.text).not.toMatch(/\{[A-Z_]+\}/);
  });

  it('says so when a page is not there', async () => {
    const { status, text } = await get('/developers/reference/objects/../../../package.json');
    expect(status).toBe(404);
    const missing = await get('/developers/nothing-here');
    expect(missing.status).toBe(404);
    expect(missing.text).toContain('There is no such page');
    expect(text).not.toContain('"dependencies"');
  });

  it('has a page for each root field with an example that the schema takes', async () => {
    const schema = buildSchema(await readFile(tinySchemaFile, 'utf8'));
    const examples = JSON.parse(await readFile(join(bundle, 'examples.json'), 'utf8')) as { title: string; query: string }[];
    expect(examples.map(({ title }) => title)).toEqual(['healthcareServices', 'orders', 'createOrder']);
    expect(examples.map(({ query }) => validate(schema, parse(query)))).toEqual([[], [], []]);
    for (const field of ['queries/node', 'queries/orders', 'mutations/create-order', 'mutations/start-export']) {
      const { text } = await get(`/developers/reference/${field}`);
      expect(text).toContain('id="example"');
    }
    const { text: createOrder } = await get('/developers/reference/mutations/create-order');
    expect(createOrder).toContain('<code>orders:place</code>');
  });

  it('tells of every scope what it is and what it opens', async () => {
    const { text } = await get('/developers/scopes');
    const row = text.split('<tr>').find((each) => each.includes('<code>orders:place</code>'));
    expect(row).toContain('<td>Write, place, amend, hold and call off orders.</td>');
    expect(row).toContain('<a href="/developers/reference/mutations/create-order"><code>createOrder</code></a>');
    expect(text).not.toContain('staff:manage');
  });

  it('writes the same for the same sources, and nothing when nothing changed', async () => {
    const again = await promisify(execFile)(process.execPath, [
      'dist/app/commands/build-portal.js',
      '--schema',
      tinySchemaFile,
      '--out',
      bundle,
    ]);
    expect(again.stdout.trim()).toBe('portal: unchanged');
  });
});

describe('in a browser', () => {
  browserTest('every link of every page leads to a page or a heading that is there', async () => {
    const { page, troubles } = await visit('/developers/');
    const open = ['/developers/'];
    const seen = new Set(open);
    const anchors = new Map<string, Set<string>>();
    const asked = new Map<string, string>();
    for (let path = open.shift(); path !== undefined; path = open.shift()) {
      if (path !== '/developers/') await page.goto(`${graph.url}${path}`);
      anchors.set(path, new Set(await page.locator('[id]').evaluateAll((elements) => elements.map(({ id }) => id))));
      for (const link of await linksOn(page, 'body')) {
        const { pathname, hash, origin } = new URL(link, page.url());
        if (origin !== graph.url) continue;
        if (hash) asked.set(`${pathname}${hash}`, path);
        if (seen.has(pathname) || pathname === '/developers/explorer') continue;
        seen.add(pathname);
        open.push(pathname);
      }
    }
    const lost = [...asked].filter(([target]) => {
      const [path = '', id = ''] = target.split('#');
      return !anchors.get(path)?.has(decodeURIComponent(id));
    });
    expect(lost).toEqual([]);
    expect(seen.size).toBeGreaterThan(30);
    expect(troubles).toEqual([]);
  });

  browserTest('a guide has its code in colours, its headings, its landmarks and its place in the menu', async () => {
    const { page, troubles } = await visit('/developers/quick-start');
    expect(await page.title()).toBe('Quick start · CareGraph for developers');
    expect(await page.locator('pre code.language-bash').count()).toBeGreaterThan(0);
    expect(await page.locator('pre code.language-typescript .hljs-keyword').count()).toBeGreaterThan(0);
    for (const landmark of ['banner', 'navigation', 'main'] as const) expect(await page.getByRole(landmark).count()).toBe(1);
    expect(await page.locator('h1').count()).toBe(1);
    expect(await page.locator('nav [aria-current="page"]').textContent()).toBe('Quick start');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the text');
    if (shots) await page.screenshot({ path: join(shots, 'quick-start-light.png') });
    expect(troubles).toEqual([]);
  });

  browserTest('text can be told from its ground, by day and by night', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const path of ['/developers/', '/developers/quick-start', '/developers/reference/queries/orders']) {
        const { page, troubles } = await visit(path, { colorScheme });
        expect({ path, colorScheme, faint: await page.evaluate(faintTexts) }).toEqual({ path, colorScheme, faint: [] });
        if (shots) await page.screenshot({ path: join(shots, `${path.split('/').filter(Boolean).join('-')}-${colorScheme}.png`) });
        expect(troubles).toEqual([]);
        await page.context().close();
      }
    }
  });

  browserTest('a narrow screen shows all of a page without scrolling sideways, and its menu behind a word', async () => {
    for (const path of ['/developers/', '/developers/quick-start', '/developers/scopes', '/developers/reference/objects/order']) {
      const { page, troubles } = await visit(path, { width: 375 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
      const entry = page.locator('nav').getByRole('link', { name: 'Errors' });
      expect(await entry.isVisible()).toBe(false);
      if (shots) await page.screenshot({ path: join(shots, `${path.split('/').filter(Boolean).join('-')}-mobile.png`) });
      await page.getByText('Menu', { exact: true }).click();
      await entry.waitFor();
      expect(troubles).toEqual([]);
      await page.context().close();
    }
  });

  browserTest('it reads without JavaScript', async () => {
    const { page } = await visit('/developers/', { javaScriptEnabled: false });
    await page.getByRole('link', { name: 'Begin in five minutes' }).click();
    await page.getByRole('heading', { name: 'Quick start' }).waitFor();
    await page.locator('nav').getByRole('link', { name: 'Errors' }).click();
    await page.getByRole('heading', { level: 1, name: 'Errors' }).waitFor();
  });

  browserTest('the search finds a field by its name and leads there by the keyboard', async () => {
    const { page, troubles } = await visit('/developers/');
    await page.keyboard.press('/');
    await page.keyboard.type('createord');
    await page
      .getByRole('search')
      .getByRole('link', { name: /^createOrder\s*mutation/ })
      .waitFor();
    if (shots) await page.screenshot({ path: join(shots, 'search.png') });
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'createOrder' }).waitFor();
    expect(troubles).toEqual([]);
  });

  browserTest('the explorer asks the public graph with the key of the sandbox', async () => {
    const { page, troubles } = await visit('/developers/explorer', { width: 1600 });
    await page.locator('.graphiql-query-editor .view-line').first().waitFor();
    await page.getByRole('button', { name: /^healthcareServices/ }).click();
    await page.getByRole('button', { name: /Execute query/ }).click();
    await page.locator('.result-window .view-lines').filter({ hasText: 'General consultation' }).waitFor();
    const asked = graph.seen.filter(({ path }) => path === '/public/graphql').at(-1);
    expect(asked?.headers.authorization).toBe(`Bearer ${tinyKey}`);
    if (shots) await page.screenshot({ path: join(shots, 'explorer.png') });
    expect(troubles).toEqual([]);
  });
});

/** Texts whose contrast with what is behind them is below 4.5 (WCAG 2.2, AA). */
function faintTexts(): string[] {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (!canvas) return ['no canvas'];
  const rgba = (colour: string): [number, number, number, number] => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0, alpha = 0] = canvas.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha];
  };
  const luminance = ([red, green, blue]: readonly number[]): number => {
    const [r = 0, g = 0, b = 0] = [red, green, blue].map((part) => {
      const share = (part ?? 0) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element: Element | null): readonly number[] => {
    for (let each = element; each; each = each.parentElement) {
      const colour = rgba(getComputedStyle(each).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return [255, 255, 255];
  };
  const faint: string[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!element || !node.textContent?.trim() || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    const [text, behind] = [luminance(rgba(getComputedStyle(element).color)), luminance(ground(element))];
    const contrast = (Math.max(text, behind) + 0.05) / (Math.min(text, behind) + 0.05);
    if (contrast < 4.5) faint.push(`${element.tagName} "${node.textContent.trim().slice(0, 30)}" ${contrast.toFixed(2)}`);
  }
  return faint;
}
