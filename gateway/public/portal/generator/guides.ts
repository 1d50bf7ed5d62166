import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The texts of docs/public in the order in which they are read; one that is not named here comes after them. */
const order = [
  'quick-start',
  'authentication',
  'scopes',
  'consent',
  'rates',
  'errors',
  'webhooks',
  'events',
  'exports',
  'sdk',
  'changelog',
];

export interface Guide {
  readonly slug: string;
  readonly markdown: string;
}

export async function readGuides(folder: string): Promise<Guide[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.md') && name !== 'README.md').sort();
  const guides = await Promise.all(
    names.map(async (name) => ({ slug: name.replace(/\.md$/, ''), markdown: await readFile(join(folder, name), 'utf8') })),
  );
  return inReadingOrder(guides);
}

export function inReadingOrder<T extends { readonly slug: string }>(guides: readonly T[]): T[] {
  const place = ({ slug }: T): number => (order.includes(slug) ? order.indexOf(slug) : order.length);
  return guides.toSorted((left, right) => place(left) - place(right));
}
