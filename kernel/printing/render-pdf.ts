import { layOut } from './lay-out.js';
import { longestPage, papers, type Paper } from './paper.js';
import { Pen } from './pen.js';
import { isRightToLeft, type PrintedDocument } from './printed-document.js';
import { PrintingError } from './printing-error.js';
import { drawStrips, heightOf, take, type Strip } from './strip.js';
import { contentWidth, setText, type TextStyle } from './typesetting.js';

const footerScale = 0.8;

/** Lays the documents out, each on as many pages as it takes, and draws them. */
export async function renderPdf(documents: readonly PrintedDocument[]): Promise<Uint8Array> {
  const [first] = documents;
  if (!first) throw new PrintingError('There is no document to be printed: give one at least.');
  const pen = new Pen(first);
  for (const document of documents) drawDocument(pen, document);
  return pen.finish();
}

function drawDocument(pen: Pen, document: PrintedDocument): void {
  const paper = papers[document.size];
  const width = paper.width - 2 * paper.margin;
  const room = (paper.height ?? longestPage) - 2 * paper.margin;
  const isMirrored = isRightToLeft(document.language);
  const strips = layOut({ pen, paper, pageHeight: room, isRightToLeft: isMirrored }, document.blocks, width);

  const whole = paper.isSheet ? null : pagesOf(strips, room);
  const pages = whole?.length === 1 ? whole : pagesOf(strips, room - (paper.isSheet ? 0 : footerHeight(paper)));
  const hasFooter = paper.isSheet || pages.length > 1;
  pages.forEach((page, index) => {
    const height = paper.height ?? Math.max(heightOf(page) + 2 * paper.margin + (hasFooter ? footerHeight(paper) : 0), paper.width / 4);
    pen.addPage(paper.width, height, paper.margin);
    drawStrips(page, pen, paper.margin, paper.margin);
    if (hasFooter) {
      const top = height - paper.margin + (paper.isSheet ? paper.margin * 0.3 : -footerHeight(paper));
      drawFooter(pen, paper, { title: paper.isSheet ? document.title : '', number: `${index + 1} / ${pages.length}`, isMirrored, top });
    }
  });
}

function pagesOf(strips: readonly Strip[], height: number): Strip[][] {
  const pages: Strip[][] = [];
  let left: readonly Strip[] = strips;
  do {
    const { taken, rest } = take(left, height, height);
    pages.push(taken);
    left = rest;
  } while (left.length > 0);
  return pages;
}

function footerHeight({ textSize }: Paper): number {
  return textSize * footerScale * 1.5;
}

interface Footer {
  readonly title: string;
  readonly number: string;
  readonly isMirrored: boolean;
  readonly top: number;
}

/** Which page this is, and of what, so that sheets that were parted can be put together. */
function drawFooter(pen: Pen, paper: Paper, { title, number, isMirrored, top }: Footer): void {
  const width = paper.width - 2 * paper.margin;
  const style: TextStyle = { weight: 'REGULAR', size: paper.textSize * footerScale, align: 'START', isRightToLeft: isMirrored };
  drawStrips(setText(pen, number, width, { ...style, align: 'END' }), pen, paper.margin, top);
  const fits = contentWidth(pen, title, style) + contentWidth(pen, number, style) + paper.textSize < width;
  if (fits) drawStrips(setText(pen, title, width, style).slice(0, 1), pen, paper.margin, top);
}
