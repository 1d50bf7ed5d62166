/** Entities that French pages use, besides those by number. */
const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  rsquo: '’',
  lsquo: '‘',
  laquo: '«',
  raquo: '»',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  agrave: 'à',
  acirc: 'â',
  aelig: 'æ',
  ccedil: 'ç',
  eacute: 'é',
  egrave: 'è',
  ecirc: 'ê',
  euml: 'ë',
  icirc: 'î',
  iuml: 'ï',
  ocirc: 'ô',
  oelig: 'œ',
  ugrave: 'ù',
  ucirc: 'û',
  uuml: 'ü',
  deg: '°',
  micro: 'µ',
  alpha: 'α',
  beta: 'β',
  gamma: 'γ',
  euro: '€',
  times: '×',
  frac12: '½',
  ge: '≥',
  le: '≤',
  sup2: '²',
  reg: '®',
  trade: '™',
};

/** Text without markup and entities, each run of blanks one space. */
export function plainText(text: string): string {
  return text
    .replace(/<\/?[a-z][^<>]*>/gi, ' ')
    .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+\d*));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return entity(name) ?? whole;
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    })
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

function entity(name: string): string | undefined {
  const lower = entities[name.toLowerCase()];
  return /^[A-Z]/.test(name) ? lower?.toUpperCase() : lower;
}
