import type { Picture } from './picture.js';

const mostPathLetters = 50_000;

/**
 * A signature as a picture, of the strokes of a pen: the commands and numbers of an SVG path, in a field of 1000 by 400. The file
 * is written here around them, and they can hold no markup: nothing in it can run.
 */
export function drawSignature(path: string): Picture | string {
  const strokes = path.trim();
  if (strokes.length > mostPathLetters) return `has more than ${mostPathLetters} characters: send fewer points`;
  if (!/^[Mm][MmLlHhVvCcSsQqTtAaZz0-9eE.,+\-\s]*$/.test(strokes) || !/\d/.test(strokes))
    return 'is no SVG path: send only its commands and numbers, from "M" on, as they stand in the attribute "d"';
  const drawing = `<path d="${strokes}" fill="none" stroke="#000" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 400">${drawing}</svg>`;
  return { mediaType: 'image/svg+xml', content: Buffer.from(svg) };
}
