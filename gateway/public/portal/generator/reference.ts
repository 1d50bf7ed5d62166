import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { generateDocFromSchema } from '@graphql-markdown/core';
import { isEnumType, isInputObjectType, isInterfaceType, isObjectType, isScalarType, isUnionType, type GraphQLSchema } from 'graphql';

/** The kinds of pages of the reference, in the order of the menu: also the folders below `/developers/reference/`. */
export const referenceKinds = [
  'queries',
  'mutations',
  'objects',
  'interfaces',
  'unions',
  'inputs',
  'enums',
  'scalars',
  'directives',
] as const;
export type ReferenceKind = (typeof referenceKinds)[number];

export interface ReferencePage {
  readonly kind: ReferenceKind;
  /** As the schema spells it. */
  readonly name: string;
  /** The last part of its address. */
  readonly slug: string;
  readonly description: string;
  readonly markdown: string;
}

/** A page for each root field and each type of the schema in the file, in the order of their names. */
export async function referencePages(schemaFile: string, schema: GraphQLSchema): Promise<ReferencePage[]> {
  const folder = await mkdtemp(join(tmpdir(), 'caregraph-reference-'));
  try {
    await generate(schemaFile, folder);
    const written = new Map<string, string>();
    for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
      const file = join(entry.parentPath, entry.name);
      if (entry.isFile() && entry.name.endsWith('.md')) written.set(keyOf(relative(folder, file)), file);
    }
    const pages = documented(schema).map(async ({ kind, name, description }): Promise<ReferencePage> => {
      const file = written.get(`${kind}/${plain(name)}`);
      if (!file) throw new Error(`The generator wrote no page of ${kind} for ${name}: see whether its folders have changed.`);
      const [, slug = ''] = /([^/\\]+)\.md$/.exec(file) ?? [];
      return { kind, name, slug, description, markdown: await readFile(file, 'utf8') };
    });
    return await Promise.all(pages);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function generate(schemaFile: string, outputDir: string): Promise<void> {
  await generateDocFromSchema({
    schemaLocation: schemaFile,
    loaders: { GraphQLFileLoader: '@graphql-tools/graphql-file-loader' } as never,
    loggerModule: new URL('./quiet.js', import.meta.url).href,
    formatter: new URL('./formatter.js', import.meta.url).href,
    outputDir,
    linkRoot: '/developers',
    baseURL: 'reference',
    homepageLocation: null,
    docOptions: { frontMatter: false, index: false, sectionHeaderId: true },
    printTypeOptions: { hierarchy: { entity: {} }, parentTypePrefix: false, typeBadges: false, deprecated: 'default' },
    diffMethod: 'NONE',
    metatags: [],
    onlyDocDirective: [],
    skipDocDirective: [],
    prettify: false,
    tmpDir: outputDir,
  });
}

interface Documented {
  readonly kind: ReferenceKind;
  readonly name: string;
  readonly description: string;
}

function documented(schema: GraphQLSchema): Documented[] {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const operations = (['queries', 'mutations'] as const).flatMap((kind, index) =>
    Object.values(roots[index]?.getFields() ?? {}).map(({ name, description }) => ({ kind, name, description: description ?? '' })),
  );
  const types = Object.values(schema.getTypeMap()).flatMap((type) => {
    if (type.name.startsWith('__') || roots.some((root) => root?.name === type.name)) return [];
    const kind = kinds.find(([is]) => is(type))?.[1];
    return kind ? [{ kind, name: type.name, description: type.description ?? '' }] : [];
  });
  const byName = (left: Documented, right: Documented): number => (left.name < right.name ? -1 : 1);
  const directives = schema
    .getDirectives()
    .map(({ name, description }) => ({ kind: 'directives' as const, name, description: description ?? '' }));
  return [...operations, ...types, ...directives].sort(byName);
}

const kinds = [
  [isObjectType, 'objects'],
  [isInterfaceType, 'interfaces'],
  [isUnionType, 'unions'],
  [isInputObjectType, 'inputs'],
  [isEnumType, 'enums'],
  [isScalarType, 'scalars'],
] as const;

/** Slugs part words by hyphens; what is left without them is the name. */
function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

function keyOf(path: string): string {
  const [file = '', kind = ''] = path.split(sep).reverse();
  return `${kind}/${plain(file.replace(/\.md$/, ''))}`;
}
