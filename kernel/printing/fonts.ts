import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create } from 'fontkit';
import { graphemesOf, isInvisible, replacement } from './printable-text.js';

/** A font file of one weight. */
export interface Face {
  readonly name: string;
  readonly file: Buffer;
  /** How far it goes above and below the line, in parts of its size. */
  readonly above: number;
  readonly below: number;
  has(character: string): boolean;
}

export type Weight = 'REGULAR' | 'BOLD';

/** A stretch of text that one face can set. */
export interface FaceRun {
  readonly face: Face;
  readonly text: string;
}

/** Signs such as ≤ and →, which the fonts of scripts lack. It has one weight, and letters of its own that are not for text. */
const signs = 'noto-sans-math/400Regular/NotoSansMath_400Regular';

const { resolve } = createRequire(import.meta.url);

/** In the order in which they are asked for a character. The first also sets what no font has, as the replacement character. */
const families: readonly Readonly<Record<Weight, string>>[] = [
  { REGULAR: 'noto-sans/400Regular/NotoSans_400Regular', BOLD: 'noto-sans/700Bold/NotoSans_700Bold' },
  { REGULAR: 'noto-sans-thai/400Regular/NotoSansThai_400Regular', BOLD: 'noto-sans-thai/700Bold/NotoSansThai_700Bold' },
  {
    REGULAR: 'noto-naskh-arabic/400Regular/NotoNaskhArabic_400Regular',
    BOLD: 'noto-naskh-arabic/700Bold/NotoNaskhArabic_700Bold',
  },
  { REGULAR: signs, BOLD: signs },
];

const loaded = new Map<string, Face>();

/** The face that text without any character of its own is measured by. */
export function firstFace(weight: Weight): Face {
  return faceAt(0, weight);
}

/** Divides the text by the faces that have its characters. A character stays whole, with its marks in one face. */
export function faceRuns(text: string, weight: Weight): FaceRun[] {
  const runs: { face: Face; text: string }[] = [];
  for (const grapheme of graphemesOf(text)) {
    const last = runs.at(-1);
    const { face, text: shown } = setBy(grapheme, weight, last?.face);
    if (last?.face === face) last.text += shown;
    else runs.push({ face, text: shown });
  }
  return runs;
}

/** Spaces and digits stay in the face of what they follow, so that a phrase is set in one piece; a number after a sign keeps its weight. */
function setBy(grapheme: string, weight: Weight, before: Face | undefined): FaceRun {
  const visible = [...grapheme].filter((character) => !isInvisible(character));
  const hasAll = (face: Face): boolean => visible.every((character) => face.has(character));
  if (before && before.name !== signs && /^[\p{White_Space}\p{Script=Common}]+$/u.test(grapheme) && hasAll(before))
    return kept(before, grapheme);
  for (const [index] of families.entries()) {
    const face = faceAt(index, weight);
    if (hasAll(face)) return kept(face, grapheme);
  }
  const first = firstFace(weight);
  return { face: first, text: visible.map((character) => (first.has(character) ? character : replacement)).join('') };
}

/** Joiners shape the letters beside them; other invisible characters, and joiners that the face does not know, would be drawn as boxes. */
function kept(face: Face, grapheme: string): FaceRun {
  return { face, text: [...grapheme].filter((character) => !isInvisible(character) || isJoiner(character, face)).join('') };
}

function isJoiner(character: string, face: Face): boolean {
  return (character === '\u200c' || character === '\u200d') && face.has(character);
}

function faceAt(index: number, weight: Weight): Face {
  const path = families[index]?.[weight] ?? '';
  let face = loaded.get(path);
  if (!face) {
    const file = readFileSync(resolve(`@expo-google-fonts/${path}.ttf`));
    const font = create(file);
    if (!('characterSet' in font)) throw new Error(`${path} holds several fonts.`);
    const characters = new Set(font.characterSet);
    face = {
      name: path,
      file,
      above: font.ascent / font.unitsPerEm,
      below: -font.descent / font.unitsPerEm,
      has: (character) => characters.has(character.codePointAt(0) ?? -1),
    };
    loaded.set(path, face);
  }
  return face;
}
