import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { build } from 'esbuild';
import { buildASTSchema, parse, type DocumentNode, type GraphQLSchema } from 'graphql';
import { readAccessRules } from '#kernel/graph/access.js';
import { exampleOperation } from './example-operation.js';
import { readGuides, type Guide, inReadingOrder } from './guides.js';
import { escapeHtml, renderMarkdown, type Article } from './markdown.js';
import { renderPage, type Layout, type MenuSection, type Page } from './page.js';
import { referenceKinds, referencePages, type ReferenceKind, type ReferencePage } from './reference.js';
import { scopesOf, scopesOfField } from './scopes.js';
import { scopesGuide } from './scopes-guide.js';

export interface PortalSources {
  /** The public schema, as it is checked in. */
  readonly schemaFile: string;
  /** The composed supergraph, in which it stands what each field takes. */
  readonly supergraphFile: string;
  /** A folder of texts: `quick-start.md` and so on. */
  readonly texts: string;
  /** Every permission, with its sentence. */
  readonly permissions: Readonly<Record<string, string>>;
  /** The folder that the portal is served from. */
  readonly target: string;
  /** The style sheet, the script and the icon. */
  readonly assets: string;
}

const stampName = 'inputs.sha256';

/** Writes the portal into its folder: whole, or not at all. Says `unchanged` when nothing that it is made of has changed. */
export async function buildPortal(sources: PortalSources): Promise<'built' | 'unchanged'> {
  const stamp = await stampOf(sources);
  const { target } = sources;
  if ((await readFile(join(target, stampName), 'utf8').catch(() => '')) === stamp) return 'unchanged';
  await mkdir(dirname(target), { recursive: true });
  const draft = await mkdtemp(`${target}-`);
  try {
    await writePortal(sources, draft);
    await writeFile(join(draft, stampName), stamp);
    await rm(target, { recursive: true, force: true });
    await rename(draft, target);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return 'built';
}

async function writePortal(sources: PortalSources, folder: string): Promise<void> {
  const schema = buildASTSchema(parse(await readFile(sources.schemaFile, 'utf8')));
  const supergraph = parse(await readFile(sources.supergraphFile, 'utf8'));
  const scopes = scopesOf(schema, supergraph, sources.permissions);
  const guides = inReadingOrder([...(await readGuides(sources.texts)), scopesGuide(scopes)]);
  const slugs = new Set(guides.map(({ slug }) => slug));
  const texts = guides.map((guide) => ({ ...guide, article: renderMarkdown(guide.markdown, slugs) }));
  const reference = await referencePages(sources.schemaFile, schema);
  const layout: Layout = { menu: menuOf(texts, reference), assets: await writeAssets(sources.assets, join(folder, 'assets')) };
  const pages: Page[] = [
    ...texts.map(guidePage),
    ...reference.map((page) => referencePage(schema, supergraph, page)),
    ...referenceKinds.flatMap((kind) => kindPage(kind, reference)),
    referenceIndex(reference),
  ];
  for (const page of [...pages, homePage(texts, reference), notFound]) await writePage(folder, layout, page);
  const entries = pages.map(({ url, title, description, above }) => ({ url, title, description, kind: above ? plainKind(url) : 'guide' }));
  await writeFile(join(folder, 'search.json'), JSON.stringify(entries));
  await writeFile(join(folder, 'examples.json'), JSON.stringify(explorerExamples(schema)));
}

interface Text extends Guide {
  readonly article: Article;
}

const kindTitles: Readonly<Record<ReferenceKind, string>> = {
  queries: 'Queries',
  mutations: 'Mutations',
  objects: 'Objects',
  interfaces: 'Interfaces',
  unions: 'Unions',
  inputs: 'Inputs',
  enums: 'Enums',
  scalars: 'Scalars',
  directives: 'Directives',
};

const singular: Readonly<Record<ReferenceKind, string>> = {
  queries: 'Query',
  mutations: 'Mutation',
  objects: 'Object',
  interfaces: 'Interface',
  unions: 'Union',
  inputs: 'Input',
  enums: 'Enum',
  scalars: 'Scalar',
  directives: 'Directive',
};

function menuOf(texts: readonly Text[], reference: readonly ReferencePage[]): MenuSection[] {
  const operations = (['queries', 'mutations'] as const).map((kind) => ({
    title: kindTitles[kind],
    long: true,
    entries: reference
      .filter((page) => page.kind === kind)
      .map(({ name, slug }) => ({ text: name, url: `/developers/reference/${kind}/${slug}` })),
  }));
  const others = referenceKinds.slice(2).filter((kind) => reference.some((page) => page.kind === kind));
  const types = [
    { text: 'All of it', url: '/developers/reference/' },
    ...others.map((kind) => ({ text: kindTitles[kind], url: `/developers/reference/${kind}/` })),
  ];
  return [
    { title: 'Guides', entries: texts.map(({ slug, article }) => ({ text: article.title, url: `/developers/${slug}` })) },
    { title: 'Reference', entries: types },
    ...operations.filter(({ entries }) => entries.length > 0),
  ];
}

function guidePage({ slug, article }: Text): Page {
  return {
    url: `/developers/${slug}`,
    title: article.title,
    description: firstSentence(article.html),
    html: article.html,
    headings: article.headings,
  };
}

function referencePage(schema: GraphQLSchema, supergraph: DocumentNode, page: ReferencePage): Page {
  const { kind, name, slug, markdown, description } = page;
  const root = kind === 'queries' ? 'Query' : kind === 'mutations' ? 'Mutation' : null;
  const additions = root ? operationAdditions(schema, supergraph, root, name) : '';
  const { html, headings } = renderMarkdown(root ? afterSignature(markdown, additions) : markdown);
  return {
    url: `/developers/reference/${kind}/${slug}`,
    title: name,
    description,
    html,
    headings: headings.filter(({ level }) => level <= 3).map((heading) => ({ ...heading, level: 2 })),
    above: `<a href="/developers/reference/">Reference</a> / <a href="/developers/reference/${kind}/">${kindTitles[kind]}</a>`,
  };
}

/** An example says more than a list of arguments: it comes before them. */
function afterSignature(markdown: string, additions: string): string {
  const end = markdown.indexOf('\n### ');
  return end < 0 ? `${markdown}\n\n${additions}` : `${markdown.slice(0, end)}\n\n${additions}${markdown.slice(end)}`;
}

function operationAdditions(schema: GraphQLSchema, supergraph: DocumentNode, root: 'Query' | 'Mutation', name: string): string {
  const scopes = scopesOfField(schema, readAccessRules(supergraph), root, name);
  const { query, variables } = exampleOperation(schema, root === 'Query' ? 'query' : 'mutation', name);
  const shown =
    Object.keys(variables).length > 0 ? `With these variables:\n\n\`\`\`json\n${JSON.stringify(variables, null, 2)}\n\`\`\`\n` : '';
  const takes = scopes.length > 0 ? `### Scopes\n\n${scopes.map((scope) => `[\`${scope}\`](/developers/scopes)`).join(' ')}\n\n` : '';
  return `### Example\n\n\`\`\`graphql\n${query}\n\`\`\`\n\n${shown}\nTry it in the [explorer](/developers/explorer).\n\n${takes}`;
}

function kindPage(kind: ReferenceKind, reference: readonly ReferencePage[]): Page[] {
  const members = reference.filter((page) => page.kind === kind);
  if (members.length === 0) return [];
  const html = `<h1>${kindTitles[kind]}</h1>\n${listHtml(members)}`;
  const above = '<a href="/developers/reference/">Reference</a>';
  return [
    {
      url: `/developers/reference/${kind}/`,
      title: kindTitles[kind],
      description: `${kindTitles[kind]} of the public graph.`,
      html,
      headings: [],
      above,
    },
  ];
}

function referenceIndex(reference: readonly ReferencePage[]): Page {
  const sections = referenceKinds.flatMap((kind) => {
    const members = reference.filter((page) => page.kind === kind);
    return members.length > 0
      ? [{ id: kind, text: kindTitles[kind], level: 2, html: `<h2 id="${kind}">${kindTitles[kind]}</h2>\n${listHtml(members)}` }]
      : [];
  });
  const intro = '<p class="lead">Everything that the public graph can do, from its schema. What is not here cannot be asked for.</p>';
  return {
    url: '/developers/reference/',
    title: 'Reference',
    description: 'Everything that the public graph can do.',
    html: `<h1>Reference</h1>\n${intro}\n${sections.map(({ html }) => html).join('\n')}`,
    headings: sections,
  };
}

function listHtml(pages: readonly ReferencePage[]): string {
  const items = pages.map(({ kind, slug, name, description }) => {
    const text = renderMarkdown(description).html;
    return `<dt><a href="/developers/reference/${kind}/${slug}"><code>${escapeHtml(name)}</code></a></dt><dd>${text}</dd>`;
  });
  return `<dl class="list">\n${items.join('\n')}\n</dl>`;
}

function homePage(texts: readonly Text[], reference: readonly ReferencePage[]): Page {
  const cards = texts.map(
    ({ slug, article }) =>
      `<li><a href="/developers/${slug}"><strong>${escapeHtml(article.title)}</strong><span>${escapeHtml(firstSentence(article.html))}</span></a></li>`,
  );
  const count = (kind: ReferenceKind): number => reference.filter((page) => page.kind === kind).length;
  const html = `<h1>Build on CareGraph</h1>
<p class="lead">One GraphQL endpoint for laboratories, insurers, business systems and marketplaces: orders and specimens, appointments, patients who
have consented, and events as they happen. You see what you were given, and nothing else exists.</p>
<p class="actions"><a class="button" href="/developers/quick-start">Begin in five minutes</a> <a class="button quiet" href="/developers/explorer">Open the explorer</a></p>
<ul class="cards">
${cards.join('\n')}
<li><a href="/developers/reference/"><strong>Reference</strong><span>${count('queries')} queries and ${count('mutations')} mutations, each with an example.</span></a></li>
</ul>`;
  return {
    url: '/developers/',
    title: 'Home',
    description: 'Quick start, guides and reference of the public CareGraph graph.',
    html,
    headings: [],
  };
}

const notFound: Page = {
  url: '/developers/not-found',
  title: 'Not found',
  description: 'There is no such page.',
  html: '<h1>There is no such page</h1>\n<p>Look for it in the menu, or begin at the <a href="/developers/">first page</a>.</p>',
  headings: [],
};

/** What the explorer offers to begin with: those of these that are public. */
const featured = [
  'healthcareServices',
  'practitioners',
  'slots',
  'branches',
  'products',
  'orders',
  'appointments',
  'patients',
  'bookAppointment',
  'createOrder',
] as const;

function explorerExamples(schema: GraphQLSchema): object[] {
  return featured.flatMap((name) => {
    const kind = schema.getQueryType()?.getFields()[name] ? 'query' : 'mutation';
    const field = (kind === 'query' ? schema.getQueryType() : schema.getMutationType())?.getFields()[name];
    return field ? [{ title: name, description: field.description ?? '', ...exampleOperation(schema, kind, name) }] : [];
  });
}

function plainKind(url: string): string {
  const [, , , kind = ''] = url.split('/');
  return singular[kind as ReferenceKind].toLowerCase();
}

/** The first sentence of the text, without the title. */
function firstSentence(html: string): string {
  const [, paragraph = ''] = /<p>([\s\S]*?)<\/p>/.exec(html) ?? [];
  const text = paragraph
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll('&amp;', '&')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>');
  const [sentence = ''] = /^.*?[.!?](?=\s|$)/.exec(text) ?? [text];
  return sentence;
}

async function writePage(folder: string, layout: Layout, page: Page): Promise<void> {
  const path = page.url.replace(/^\/developers\//, '');
  const file = join(folder, path === '' || path.endsWith('/') ? `${path}index.html` : `${path}.html`);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, renderPage(layout, page));
}

async function writeAssets(source: string, folder: string): Promise<Layout['assets']> {
  const { metafile } = await build({
    absWorkingDir: source,
    entryPoints: ['portal.css', 'portal.ts', 'icon.svg'].map((name) => join(source, name)),
    outdir: folder,
    entryNames: '[name]-[hash]',
    bundle: true,
    minify: true,
    metafile: true,
    format: 'esm',
    target: 'es2022',
    loader: { '.svg': 'copy' },
    logLevel: 'warning',
  });
  const written = Object.keys(metafile.outputs).map((path) => basename(path));
  const address = (ending: string): string => {
    const name = written.find((file) => file.endsWith(ending));
    if (!name) throw new Error(`The bundler wrote no ${ending}`);
    return `/developers/assets/${name}`;
  };
  return { style: address('.css'), script: address('.js'), icon: address('.svg') };
}

async function stampOf({ schemaFile, supergraphFile, texts, assets, permissions }: PortalSources): Promise<string> {
  const own = (await readdir(import.meta.dirname)).filter((name) => name.endsWith('.js')).map((name) => join(import.meta.dirname, name));
  const folders = await Promise.all([texts, assets].map(async (folder) => (await readdir(folder)).map((name) => join(folder, name))));
  const hash = createHash('sha256').update(JSON.stringify(permissions));
  for (const file of [...own, schemaFile, supergraphFile, ...folders.flat()].sort()) {
    hash
      .update(relative(import.meta.dirname, file))
      .update('\0')
      .update(await readFile(file))
      .update('\0');
  }
  return hash.digest('hex');
}
