/** How GraphQL-Markdown writes what Markdown has no words for: plain, without classes of its own, for our own style sheet. It finds these functions by their names. */

interface Link {
  readonly text: string;
  readonly url: string;
}

export const mdxExtension = '.md';

export function formatMDXNameEntity(name: string): string {
  return `<code>${name}</code>`;
}

export function formatMDXBullet(text = ''): string {
  return ` ${text}`;
}

export function formatMDXBadge({ text }: { text: string | { singular: string } }): string {
  return `<span class="badge">${typeof text === 'string' ? text : text.singular}</span>`;
}

export function formatMDXAdmonition({ title, text }: { title: string; text: string }): string {
  return `\n\n> **${title}** ${text.trim().replaceAll(/\s*\n\s*/g, ' ')}\n\n`;
}

export function formatMDXDetails({ dataOpen }: { dataOpen: string }): string {
  return `\n\n<details><summary>${dataOpen}</summary>\n\n\r\n\n</details>\n\n`;
}

export function formatMDXSpecifiedByLink(url: string): string {
  return `[Specification](${url})`;
}

export function formatMDXLink(link: Link): Link {
  return link;
}

/** Titles and kinds come from the paths: a page begins with its text. */
export function formatMDXFrontmatter(): string {
  return '';
}
