import { escapeHtml, type Heading } from './markdown.js';

export interface MenuEntry {
  readonly text: string;
  readonly url: string;
}

export interface MenuSection {
  readonly title: string;
  readonly entries: readonly MenuEntry[];
  /** A long section is closed, except where the page is one of it. */
  readonly long?: boolean;
}

export interface Layout {
  readonly menu: readonly MenuSection[];
  /** Addresses of the style sheet, the script and the icon, with a hash of their contents. */
  readonly assets: { readonly style: string; readonly script: string; readonly icon: string };
}

export interface Page {
  readonly url: string;
  readonly title: string;
  readonly description: string;
  readonly html: string;
  readonly headings: readonly Heading[];
  /** What stands above the title: where one is. */
  readonly above?: string;
}

/** A whole page. Without JavaScript it lacks only the search, which the script brings along. */
export function renderPage({ menu, assets }: Layout, { url, title, description, html, headings, above }: Page): string {
  const contents = headings.filter(({ level }) => level === 2);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="${escapeHtml(description)}">
<title>${escapeHtml(title)} · CareGraph for developers</title>
<link rel="icon" type="image/svg+xml" href="${assets.icon}">
<link rel="stylesheet" href="${assets.style}">
<script type="module" src="${assets.script}"></script>
</head>
<body>
<a class="skip" href="#main">Skip to the text</a>
<header class="top">
<a class="brand" href="/developers/">CareGraph <span>for developers</span></a>
<div id="search" class="search"></div>
<a class="explorer-link" href="/developers/explorer">Explorer</a>
</header>
<div class="columns">
<nav class="menu" aria-label="Pages">
<details class="menu-fold">
<summary>Menu</summary>
${menu.map((section) => sectionHtml(section, url)).join('\n')}
</details>
</nav>
<main id="main" tabindex="-1">
<article>
${above ? `<p class="above">${above}</p>\n` : ''}${html}
</article>
</main>
${contents.length > 1 ? `<aside class="contents" aria-label="On this page"><p>On this page</p><ul>${contents.map(({ id, text }) => `<li><a href="#${id}">${escapeHtml(text)}</a></li>`).join('')}</ul></aside>` : '<div></div>'}
</div>
</body>
</html>
`;
}

function sectionHtml({ title, entries, long }: MenuSection, url: string): string {
  const links = entries
    .map((entry) => `<li><a href="${entry.url}"${entry.url === url ? ' aria-current="page"' : ''}>${escapeHtml(entry.text)}</a></li>`)
    .join('\n');
  if (!long) return `<section><h2>${escapeHtml(title)}</h2>\n<ul>\n${links}\n</ul></section>`;
  const here = entries.some((entry) => entry.url === url);
  return `<details class="long"${here ? ' open' : ''}><summary>${escapeHtml(title)} <span class="count">${entries.length}</span></summary>\n<ul>\n${links}\n</ul></details>`;
}
