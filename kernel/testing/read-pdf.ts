import { getDocument, OPS, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Box } from './picture.js';

/** A stretch of text as a viewer finds it, to be searched and copied. Its box goes from the baseline up by the size of its letters. */
export interface ReadText extends Box {
  readonly text: string;
}

/** A page, in points from its upper left corner. */
export interface ReadPage {
  readonly width: number;
  readonly height: number;
  readonly texts: readonly ReadText[];
  /** The text in lines, from top to bottom and from left to right. */
  readonly lines: readonly string[];
  /** The rectangles that are filled: rules and the modules of codes. */
  readonly shapes: readonly Box[];
}

/** What a viewer of PDF makes of the file. */
export async function readPdf(bytes: Uint8Array): Promise<ReadPage[]> {
  // The reader takes the bytes for its own.
  const reading = getDocument({ data: bytes.slice(), verbosity: 0 });
  try {
    const pdf = await reading.promise;
    const pages: ReadPage[] = [];
    for (let number = 1; number <= pdf.numPages; number += 1) pages.push(await readPage(await pdf.getPage(number)));
    return pages;
  } finally {
    await reading.destroy();
  }
}

async function readPage(page: PDFPageProxy): Promise<ReadPage> {
  const { width, height } = page.getViewport({ scale: 1 });
  const { items } = await page.getTextContent({ disableNormalization: true });
  const texts = items.flatMap((item): ReadText[] => {
    if (!('str' in item) || item.str === '') return [];
    const [, , , size, x, baseline] = item.transform as number[];
    return [{ text: item.str, x: x ?? NaN, y: height - (baseline ?? NaN) - (size ?? NaN), width: item.width, height: size ?? NaN }];
  });
  return { width, height, texts, lines: linesOf(texts), shapes: await shapesOf(page, height) };
}

/** Marks above letters may be set a little higher than these. */
function linesOf(texts: readonly ReadText[]): string[] {
  const lines: { readonly baseline: number; readonly texts: ReadText[] }[] = [];
  for (const text of texts) {
    const baseline = text.y + text.height;
    const line = lines.find((each) => Math.abs(each.baseline - baseline) < text.height / 2);
    if (line) line.texts.push(text);
    else lines.push({ baseline, texts: [text] });
  }
  return lines.toSorted((a, b) => a.baseline - b.baseline).map((line) => lineOf(line.texts.toSorted((a, b) => a.x - b.x)));
}

function lineOf(texts: readonly ReadText[]): string {
  return texts.reduce((line, { text, x, height }, index) => {
    const before = texts[index - 1];
    const isApart = before !== undefined && x - before.x - before.width > height * 0.3;
    return line + (isApart ? ' ' : '') + text;
  }, '');
}

type Matrix = readonly [number, number, number, number, number, number];

/** How many numbers follow each of the reader's own signs for move, line, curves and close. */
const coordinates = [2, 2, 6, 4, 0];

async function shapesOf(page: PDFPageProxy, height: number): Promise<Box[]> {
  const { fnArray, argsArray } = await page.getOperatorList();
  const shapes: Box[] = [];
  const saved: Matrix[] = [];
  let matrix: Matrix = [1, 0, 0, 1, 0, 0];
  fnArray.forEach((operator, index) => {
    const args = argsArray[index] as unknown[];
    if (operator === OPS.save) saved.push(matrix);
    else if (operator === OPS.restore) matrix = saved.pop() ?? matrix;
    else if (operator === OPS.transform) matrix = times(matrix, args as unknown as Matrix);
    else if (operator === OPS.constructPath) {
      const [path] = args[1] as [Float32Array | null];
      shapes.push(...outlines(path ?? []).map((points) => boxAround(points.map((point) => placed(point, matrix, height)))));
    }
  });
  return shapes;
}

type Point = readonly [x: number, y: number];

function outlines(path: ArrayLike<number>): Point[][] {
  const found: Point[][] = [];
  for (let at = 0; at < path.length;) {
    const sign = path[at] ?? 0;
    if (sign === 0) found.push([]);
    const count = coordinates[sign] ?? 0;
    for (let offset = 1; offset < count; offset += 2) found.at(-1)?.push([path[at + offset] ?? NaN, path[at + offset + 1] ?? NaN]);
    at += 1 + count;
  }
  return found;
}

function boxAround(points: readonly Point[]): Box {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

function placed([x, y]: Point, [a, b, c, d, e, f]: Matrix, height: number): Point {
  return [a * x + c * y + e, height - (b * x + d * y + f)];
}

function times([a, b, c, d, e, f]: Matrix, [g, h, i, j, k, l]: Matrix): Matrix {
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}
