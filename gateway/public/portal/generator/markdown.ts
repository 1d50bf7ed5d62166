import bash from 'highlight.js/lib/languages/bash';
import graphql from 'highlight.js/lib/languages/graphql';
import http from 'highlight.js/lib/languages/http';
import json from 'highlight.js/lib/languages/json';
import python from 'highlight.js/lib/languages/python';
import typescript from 'highlight.js/lib/languages/typescript';
import highlighter from 'highlight.js/lib/core';
import { Marked, type Tokens } from 'marked';

for (const [name, language] of Object.entries({ bash, graphql, http, json, python, typescript }))
  highlighter.registerLanguage(name, language);
highlighter.registerAliases(['sh', 'curl', 'console'], { languageName: 'bash' });
highlighter.registerAliases(['ts', 'js', 'javascript'], { languageName: 'typescript' });
highlighter.registerAliases(['jsonl'], { languageName: 'json' });

export interface Heading {
  readonly id: string;
  readonly text: string;
  readonly level: number;
}

export interface Article {
  /** The first heading, as plain text. */
  readonly title: string;
  readonly html: string;
  /** The headings below the first, for a table of contents. */
  readonly headings: readonly Heading[];
}

/** Markdown as HTML: with an anchor to each heading, colours in code, and links between the texts led to their pages, where there are such. */
export function renderMarkdown(markdown: string, texts: ReadonlySet<string> = new Set()): Article {
  const headings: Heading[] = [];
  const taken = new Set<string>();
  const marked = new Marked({
    gfm: true,
    renderer: {
      heading({ tokens, depth }: Tokens.Heading): string {
        const inner = this.parser.parseInline(tokens);
        const own = /\\?\{#([\w-]+)\}\s*$/.exec(inner);
        const html = (own ? inner.slice(0, own.index) : inner).trim();
        const text = plainText(html);
        const id = unique(own?.[1] ?? slugOf(text), taken);
        headings.push({ id, text, level: depth });
        if (depth === 1) return `<h1>${html}</h1>\n`;
        return `<h${depth} id="${id}">${html} <a class="anchor" href="#${id}" aria-label="Link to ${escapeHtml(text)}">#</a></h${depth}>\n`;
      },
      code({ text, lang }: Tokens.Code): string {
        const language = (lang ?? '').split(/\s/)[0] ?? '';
        const known = highlighter.getLanguage(language) !== undefined;
        const html = known ? highlighter.highlight(text, { language }).value : escapeHtml(text);
        // Code that is wider than the page is scrolled, by the keyboard too.
        return `<div class="code"><pre tabindex="0"><code${language ? ` class="language-${escapeHtml(language)}"` : ''}>${html}\n</code></pre></div>\n`;
      },
      table(token: Tokens.Table): string {
        const cells = (row: readonly Tokens.TableCell[], tag: 'th' | 'td'): string =>
          row.map((cell) => `<${tag}${tag === 'th' ? ' scope="col"' : ''}>${this.parser.parseInline(cell.tokens)}</${tag}>`).join('');
        const body = token.rows.map((row) => `<tr>${cells(row, 'td')}</tr>`).join('\n');
        return `<div class="table" tabindex="0" role="region" aria-label="Table"><table><thead><tr>${cells(token.header, 'th')}</tr></thead><tbody>\n${body}\n</tbody></table></div>\n`;
      },
      link({ href, tokens }: Tokens.Link): string {
        const text = this.parser.parseInline(tokens);
        const address = addressOf(href, texts);
        return address === null ? text : `<a href="${escapeHtml(address)}">${text}</a>`;
      },
    },
  });
  const html = marked.parse(markdown, { async: false });
  return { title: headings.find(({ level }) => level === 1)?.text ?? '', html, headings: headings.filter(({ level }) => level > 1) };
}

/** Texts name each other as files, which works where they are read as files too. */
function addressOf(href: string, texts: ReadonlySet<string>): string | null {
  const [, slug, anchor = ''] = /^(?:\.\/)?([\w-]+)\.md(#.*)?$/.exec(href) ?? [];
  if (slug === undefined) return href;
  return texts.has(slug) ? `/developers/${slug}${anchor}` : null;
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function plainText(html: string): string {
  return html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .trim();
}

function slugOf(text: string): string {
  return (
    text
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
      .replaceAll(/^-|-$/g, '') || 'section'
  );
}

function unique(wanted: string, taken: Set<string>): string {
  let id = wanted;
  for (let count = 2; taken.has(id); count++) id = `${wanted}-${count}`;
  taken.add(id);
  return id;
}
