import PdfDocument from 'pdfkit';
import type { Face, FaceRun } from './fonts.js';
import type { PrintedDocument } from './printed-document.js';

/** Draws on the pages of one PDF, in points from the upper left corner. */
export class Pen {
  readonly #pdf: PDFKit.PDFDocument;
  readonly #chunks: Uint8Array[] = [];
  readonly #registered = new Set<string>();
  #inner = { left: 0, right: Infinity };

  constructor({ title, language, createdAt }: PrintedDocument) {
    this.#pdf = new PdfDocument({
      autoFirstPage: false,
      font: '',
      pdfVersion: '1.7',
      lang: language,
      displayTitle: true,
      // The file's id is made of these, so that equal documents are equal to the byte.
      info: { Title: title, Creator: 'CareGraph', Producer: 'CareGraph', CreationDate: createdAt, ModDate: createdAt },
    });
    this.#pdf.on('data', (chunk: Uint8Array) => this.#chunks.push(chunk));
  }

  addPage(width: number, height: number, margin: number): void {
    this.#inner = { left: margin, right: width - margin };
    this.#pdf.addPage({ size: [width, height], margin: 0 });
  }

  /** Where something so wide begins that is meant for a place: a character that is wider than its column does not leave the margins. */
  within(left: number, width: number): number {
    return Math.max(this.#inner.left, Math.min(left, this.#inner.right - width));
  }

  widthOf(text: string, face: Face, size: number): number {
    return this.#with(face, size).widthOfString(text);
  }

  write({ text, face }: FaceRun, size: number, left: number, baseline: number): void {
    this.#with(face, size).text(text, left, baseline, { lineBreak: false, baseline: 'alphabetic' });
  }

  fill(rectangles: Iterable<{ x: number; y: number; width: number; height: number }>): void {
    for (const { x, y, width, height } of rectangles) this.#pdf.rect(x, y, width, height);
    this.#pdf.fill('black');
  }

  async finish(): Promise<Uint8Array> {
    const ended = new Promise((resolve, reject) => this.#pdf.once('end', resolve).once('error', reject));
    this.#pdf.end();
    await ended;
    return new Uint8Array(Buffer.concat(this.#chunks));
  }

  #with(face: Face, size: number): PDFKit.PDFDocument {
    if (!this.#registered.has(face.name)) {
      this.#pdf.registerFont(face.name, face.file);
      this.#registered.add(face.name);
    }
    return this.#pdf.font(face.name).fontSize(size);
  }
}
