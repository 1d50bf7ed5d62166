import { searchKey } from '#kernel/graph/search-key.js';

/** Multiples, and hydrogen, before the name of an ion. */
const multiple = '(?:mono|di|tri|tetra|penta|hexa|hemi|sesqui|bi|bis|hydrogeno|hydrogen)*';

/** What a drug is combined with to be stored or swallowed, or in which preparation it comes, when "of" it follows. */
const combined = new RegExp(
  `^${multiple}(?:${[
    'chlorhydrate bromhydrate chlorure bromure iodure fluorure hydroxyde oxyde peroxyde sulfate nitrate phosphate pyrophosphate glycerophosphate carbonate',
    'acetate propionate butyrate valerate caproate decanoate enantate enanthate heptylate cipionate undecanoate palmitate pivalate formiate nafate hexacetonide acetonide benzoate',
    'metasulfobenzoate besilate bensylate tosilate mesilate mesylate esilate edisilate isethionate isetionate camsilate xinafoate napsilate citrate tartrate',
    'maleate malate fumarate succinate lactate gluconate glucoheptonate lactobionate stearate ethylsuccinate estolate pamoate embonate oxalate aspartate',
    'glutamate orotate pidolate saccharate furoate teoclate hydrate butylbromure methylbromure methylsulfate metilsulfate tannate molybdate selenite resinate ranelate ethanolate trifenatate',
    'solution gel concentrat extrait poudre teinture feuille ecorce racine huile essence sommite partie plante graine fruit',
  ]
    .join(' ')
    .replaceAll(' ', '|')})$`,
);

/** A base that an acid is neutralized with: valproate de sodium is acide valproïque. */
const base =
  '(?:(?:mono|di|tri)?(?:sodium|potassium|calcium|magnesium|zinc|ammonium)|lithium|lysine|arginine|meglumine|trometamol|diethylamine|diolamine|trolamine|ethanolamine|mofetil)';

/** Words behind a name that say in which form the substance comes, and not which it is. */
const form =
  /^(?:anhydre|base|element|(?:mono|hemi|di|tri|tetra|penta|hexa|hepta|octa|nona|deca|dodeca|sesqui)?hydratee?|monohydrate|solvate|micronisee?|lyophilisee?|concentree?|officinale?|purifiee?|cristallisee?|dessechee?|precipitee?|colloidale?|lourd|leger|legere|liquide|racemique|neutre|acide|(?:mono|di|tri|tetra)?(?:sodique|potassique|calcique|magnesique|zincique|ammonique)|sodium|magnesium|calcium|meglumine|trometamol|trometamine|erbumine|tert|butylamine|acetonide|hexacetonide|arginine|olamine|lysine|betadex|clathrate|medoxomil|cilexetil|etexilate|axetil|proxetil|pivoxil|disoproxil|alafenamide|mofetil|marboxil|medocaril|l|d|dl|s|r)$/;

/** Of which a list of interactions knows the kind, and not each one. */
const kinds = /^(insuline|rotavirus|macrogol|interferon alfa) /;

/** The same substance under two names: as medicines are registered, and as the sources of interactions have it. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  abciximab: ['abciximab c 7e3b fab'],
  'acide etodolique': ['etodolac'],
  'acide l folinique': ['acide folinique'],
  'acide para aminosalicylique': ['p a s sodique'],
  'acide ursodeoxycholique': ['acide ursodesoxycholique'],
  adrenaline: ['epinephrine'],
  alteplase: ['alteplase recombinante'],
  'bacterie b c g': ['bcg'],
  beclomethasone: ['beclometasone'],
  botulique: ['botulique toxine'],
  'calcitonine de saumon': ['calcitonine'],
  epinephrine: ['adrenaline'],
  eslicarbazepine: ['esclicarbazepine'],
  'feredetate de sodium': ['fer'],
  'ginkgo biloba': ['ginkgo'],
  'hydroxyde d aluminium': ['oxyde d aluminium', 'gel d hydroxyde d aluminium et de carbonate de magnesium'],
  'loflazepate d ethyle': ['loflazepate'],
  methylthioninium: ['bleu de methylene'],
  nitroglycerine: ['trinitrine'],
  noradrenaline: ['norepinephrine'],
  norepinephrine: ['noradrenaline'],
  'peginterferon alfa 2a': ['peg interferon alfa 2a'],
  retinol: ['vitamine a'],
  tedizolid: ['tedizolide'],
  thioguanine: ['tioguanine'],
  'toxine botulinique type a': ['botulique toxine'],
  'toxine botulinique type b': ['botulique toxine'],
  'virus de la varicelle': ['virus varicelle zona'],
};

/**
 * The name of a substance or class as a list of them spells it, to compare names by: "VALPROÏQUE (ACIDE)" and "acide valproïque",
 * "MAGNÉSIUM (HYDROXYDE DE)" and "hydroxyde de magnésium" are the same.
 */
export function sourceKey(name: string): string {
  return searchKey(inReadingOrder(name));
}

/** French lists put what a substance begins with behind it, in parentheses. */
function inReadingOrder(name: string): string {
  return name
    .replace(/[’`´]/g, "'")
    .replace(/^\s*([^()]+?)\s*\(\s*([^()]*?\b(?:de|d'|du|des))\s*\)/iu, '$2 $1')
    .replace(/^\s*([^()]+?)\s*\(\s*acide\s*\)/iu, 'acide $1');
}

/**
 * The keys under which a source of interactions may know a substance, from what it is called to what it comes down to: that of
 * "CHLORHYDRATE DE METFORMINE" ends with metformine, that of "VALPROATE DE SODIUM" with acide valproique. The last is the
 * substance itself: two that share it are the same in two forms.
 */
export function substanceKeys(name: string): readonly string[] {
  const whole = sourceKey(name);
  // Before the strain of a vaccine's virus, a solvent, an origin.
  const start = searchKey(inReadingOrder(name).split(/[(,:]|\bsouche\b|\bsur\b/iu)[0] ?? '');
  const names = [whole, ...barer(start.length > 3 ? start : whole)];
  const bare = names.at(-1) ?? whole;
  const same = names.map(acidOf).find((acid) => acid !== null) ?? bare;
  const kind = kinds.exec(`${same} `)?.[1];
  const keys = new Set([...(kind ? [kind] : []), ...[...names, same].flatMap((key) => [...(otherNames[key] ?? []), key])]);
  keys.delete(same);
  return [...keys, same].filter(Boolean);
}

/** The name and all that is left of it without what it is combined with, how much water it holds or how it was ground; the barest last. */
function barer(key: string): string[] {
  const names = [key];
  for (const name of names) {
    const words = name.split(' ');
    for (const shorten of [withoutIsomer, withoutLastForm, withoutCombined]) {
      const left = shorten(words).join(' ');
      if (!names.includes(left)) names.push(left);
    }
  }
  return names.sort((a, b) => b.split(' ').length - a.split(' ').length);
}

function withoutCombined(words: readonly string[]): readonly string[] {
  if (/^ferr(?:eux|ique)$/.test(words[1] ?? '')) return ['fer'];
  if (!combined.test(words[0] ?? '')) return words;
  const of = words.findIndex(isOf);
  // Between the two stand at most two words: fumarate acide de bisoprolol, partie aérienne fleurie de passiflore.
  return of > 0 && of <= 3 && of < words.length - 1 ? words.slice(of + 1) : words;
}

function withoutIsomer(words: readonly string[]): readonly string[] {
  return words.length > 1 && /^(?:l|d|dl|s|r)$/.test(words[0] ?? '') && !isOf(words[1]) ? words.slice(1) : words;
}

function withoutLastForm(words: readonly string[]): readonly string[] {
  const left = words.slice(0, -1);
  return form.test(words.at(-1) ?? '') && left.join('').length > 2 && !isOf(left.at(-1)) ? left : words;
}

function isOf(word: string | undefined): boolean {
  return word !== undefined && /^(?:de|d|du|des)$/.test(word);
}

/** The acid of which this is the salt; null when it is none. */
function acidOf(key: string): string | null {
  const inverted = /^(\S+ique) acide\b/.exec(key);
  if (inverted) return `acide ${inverted[1]}`;
  if (combined.test(key.split(' ')[0] ?? '')) return null;
  const salt = new RegExp(`^(\\S{3,})ate(?: (?:acide )?(?:de|d|du) (?:dl |l )?${base})?$`).exec(key);
  return salt ? `acide ${salt[1]}ique` : null;
}
