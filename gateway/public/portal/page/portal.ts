/** What the pages gain by JavaScript: a search over their titles, and a button that copies code. */

interface Entry {
  readonly url: string;
  readonly title: string;
  readonly description: string;
  readonly kind: string;
}

const mostShown = 12;

function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]> = {},
): HTMLElementTagNameMap[Name] {
  return Object.assign(document.createElement(name), properties);
}

let entries: Promise<readonly Entry[]> | undefined;

function allEntries(): Promise<readonly Entry[]> {
  entries ??= fetch('/developers/search.json').then((response) => response.json() as Promise<readonly Entry[]>);
  return entries;
}

/** Names that begin with the words come before those that contain them, and those before descriptions. */
function ranked(all: readonly Entry[], text: string): Entry[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const rank = ({ title, description }: Entry): number => {
    const name = title.toLowerCase();
    if (!words.every((word) => `${name} ${description.toLowerCase()}`.includes(word))) return 9;
    if (name === words[0]) return 0;
    if (name.startsWith(words[0] ?? '')) return 1;
    return words.every((word) => name.includes(word)) ? 2 : 3;
  };
  const found = all.map((entry) => ({ entry, at: rank(entry) })).filter(({ at }) => at < 9);
  return found.sort((left, right) => left.at - right.at || left.entry.title.length - right.entry.title.length).map(({ entry }) => entry);
}

function startSearch(place: HTMLElement): void {
  const input = element('input', { type: 'search', placeholder: 'Search', autocomplete: 'off', spellcheck: false });
  input.setAttribute('aria-label', 'Search the guides and the reference');
  const results = element('ul', { hidden: true });
  results.setAttribute('aria-label', 'Results');
  place.append(input, results);
  place.setAttribute('role', 'search');

  const show = async (): Promise<void> => {
    const text = input.value;
    const found = ranked(await allEntries(), text).slice(0, mostShown);
    if (text !== input.value) return;
    results.hidden = text.trim() === '';
    results.replaceChildren(
      ...(found.length > 0 ? found.map(resultOf) : [element('li', { className: 'none', textContent: 'Nothing is called that.' })]),
    );
  };
  input.addEventListener('input', () => void show());
  input.addEventListener('focus', () => void allEntries());
  place.addEventListener('keydown', (event) => {
    const links = [...results.querySelectorAll('a')];
    const at = links.indexOf(document.activeElement as HTMLAnchorElement);
    if (event.key === 'Escape') {
      input.value = '';
      results.hidden = true;
      input.focus();
    } else if (event.key === 'ArrowDown') (links[at + 1] ?? links.at(-1))?.focus();
    else if (event.key === 'ArrowUp') (links[at - 1] ?? input).focus();
    else if (event.key === 'Enter' && document.activeElement === input) links[0]?.click();
    else return;
    event.preventDefault();
  });
  document.addEventListener('click', ({ target }) => {
    if (!place.contains(target as Node)) results.hidden = true;
  });
  document.addEventListener('keydown', (event) => {
    const typing = document.activeElement?.matches('input, textarea, select') ?? false;
    if (event.key !== '/' || typing) return;
    event.preventDefault();
    input.focus();
  });
}

function resultOf({ url, title, description, kind }: Entry): HTMLLIElement {
  const link = element('a', { href: url });
  link.append(
    element('strong', { textContent: title }),
    element('small', { textContent: kind }),
    element('span', { textContent: description }),
  );
  const item = element('li');
  item.append(link);
  return item;
}

function offerCopy(block: Element): void {
  const code = block.querySelector('code');
  if (!code) return;
  const button = element('button', { type: 'button', className: 'copy', textContent: 'Copy' });
  button.addEventListener('click', () => {
    void navigator.clipboard.writeText(code.textContent.trimEnd()).then(() => {
      button.textContent = 'Copied';
      setTimeout(() => (button.textContent = 'Copy'), 1_500);
    });
  });
  block.append(button);
}

const place = document.getElementById('search');
if (place) startSearch(place);
if (isSecureContext) document.querySelectorAll('.code').forEach(offerCopy);
