import fc from 'fast-check';
import { Gs1Error } from '../gs1/gs1-error.js';
import { pictureOf } from '../testing/picture.js';
import { readPdf, type ReadPage } from '../testing/read-pdf.js';
import { scan, scanQr } from '../testing/scan.js';
import { papers, type PaperSize } from './paper.js';
import type { Block, PrintedDocument } from './printed-document.js';
import { PrintingError } from './printing-error.js';
import { documentsToPdf, toPdf } from './to-pdf.js';

const sizes = Object.keys(papers) as PaperSize[];

function documentOf(size: PaperSize, ...blocks: readonly Block[]): PrintedDocument {
  return { title: 'Тайлан', language: 'mn', size, createdAt: new Date('2026-03-01T08:00:00Z'), blocks };
}

async function printed(size: PaperSize, ...blocks: readonly Block[]): Promise<ReadPage[]> {
  return readPdf(await toPdf(documentOf(size, ...blocks)));
}

async function onlyPage(size: PaperSize, ...blocks: readonly Block[]): Promise<ReadPage> {
  const [page, ...others] = await printed(size, ...blocks);
  expect(others).toEqual([]);
  return page!;
}

it('prints several documents into one file, each from a page of its own and by itself', async () => {
  const labels = ['1', '2', '3'].map((text) => documentOf('LABEL_50X25', { text }));
  const pages = await readPdf(await documentsToPdf([...labels, documentOf('A5', { text: '4' })]));
  expect(pages.map(({ lines }) => lines)).toEqual([['1'], ['2'], ['3'], ['4', 'Тайлан 1 / 1']]);
  await expect(documentsToPdf([])).rejects.toThrow(PrintingError);
});

it('gives equal bytes for equal documents', async () => {
  const document = documentOf(
    'A5',
    { heading: 'Жор' },
    { text: 'Өвчтөн สวัสดี مرحبا' },
    { code: { kind: 'QR', text: 'https://clinic.example/p/1' } },
  );
  const first = Buffer.from(await toPdf(document));
  expect(first.toString('latin1', 0, 8)).toBe('%PDF-1.7');
  expect(first.equals(await toPdf(document))).toBe(true);
});

describe('text', () => {
  it.each([
    ['Cyrillic', 'Өвчтөн: Үүрэгбаатар, ЁЩ ү ө'],
    ['Thai', 'สวัสดีครับ ผู้ป่วย'],
    ['diacritics', 'Dvořák Łódź Çelik Åsa Nguyễn Ţǎřă'],
    ['marks that no letter is made with', 'x\u030c m\u0302'],
    ['signs of medicine', '≤ 5 mg ≥ 3 → ½ × 2 ± 0.1 °C · ₮ ฿ € №'],
    ['several scripts in a line', 'Болд Bold สวัสดี 12'],
  ])('of %s is found in the file', async (_, text) => {
    const { lines } = await onlyPage('ROLL_80MM', { text });
    expect(lines).toEqual([text]);
  });

  it.each(['مرحبا', 'น้ำหนัก กำ'])('whose letters the font takes apart is found in the order in which it is read: %s', async (text) => {
    const { lines } = await onlyPage('ROLL_80MM', { text });
    // Dots of Arabic letters and half of SARA AM are glyphs of their own, for which viewers answer signs that mean nothing.
    expect(lines.map((line) => line.replace(/\p{Cc}/gu, ''))).toEqual([text]);
  });

  it('is composed where its letters came apart', async () => {
    expect((await onlyPage('ROLL_80MM', { text: 'Ame\u0301lie и\u0306од' })).lines).toEqual(['Amélie йод']);
  });

  it('keeps the weight of a number after a sign', async () => {
    const bold = await onlyPage('ROLL_80MM', { text: '≤ 50%', isBold: true });
    const plain = await onlyPage('ROLL_80MM', { text: '≤ 50%' });
    const numberOf = ({ texts }: ReadPage): number => texts.find(({ text }) => text.includes('50%'))!.width;
    expect(numberOf(bold)).toBeGreaterThan(numberOf(plain));
  });

  it('shows that a character is missing', async () => {
    expect((await onlyPage('ROLL_80MM', { text: 'a漢b\u0007c' })).lines).toEqual(['a\ufffdb\ufffdc']);
  });

  it('is cut where that is wanted, each line for itself', async () => {
    const { lines } = await onlyPage('LABEL_50X25', { text: `${'W'.repeat(60)}\nкратко\n${'үг '.repeat(60)}`, isCut: true });
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/^W{10,30}…$/);
    expect(lines[1]).toBe('кратко');
    expect(lines[2]).toMatch(/^(үг ){10,30}үг?…$/);
  });

  it('begins a line where it says so', async () => {
    expect((await onlyPage('ROLL_80MM', { text: 'one\r\ntwo\nthree' })).lines).toEqual(['one', 'two', 'three']);
  });

  it('begins at the right in a language that is written from there', async () => {
    const [page] = await readPdf(
      await toPdf({ ...documentOf('ROLL_80MM', { text: '12345' }, { text: '678', align: 'END' }), language: 'ar' }),
    );
    const [start, end] = page?.texts ?? [];
    expect(start!.x + start!.width).toBeCloseTo(papers.ROLL_80MM.width - papers.ROLL_80MM.margin, 1);
    expect(end!.x).toBeCloseTo(papers.ROLL_80MM.margin, 1);
  });

  it('aligns amounts at the far edge', async () => {
    const { texts } = await onlyPage('ROLL_80MM', {
      rows: [
        ['Парацетамол', '1 200.00'],
        ['Дүн', '90.00'],
      ],
      align: 'END',
    });
    const edges = texts.filter(({ text }) => text.endsWith('.00')).map(({ x, width }) => x + width);
    expect(edges).toHaveLength(2);
    for (const edge of edges) expect(edge).toBeCloseTo(papers.ROLL_80MM.width - papers.ROLL_80MM.margin, 1);
  });

  it.each([
    ['A4', 'in words', 'Өвчтөн 500 mg х 2. '],
    ['ROLL_80MM', 'in words', 'Үзлэг today дахин '],
    ['A5', 'in one word', 'ӨҮө0123456'],
    ['ROLL_80MM', 'of Thai, which puts no space between words', 'ยาพาราเซตามอล'],
  ] as const)('of 10,000 characters is all there on %s %s', async (size, _, sample) => {
    const text = sample.repeat(10_000 / sample.length + 1).slice(0, 10_000);
    const pages = await printed(size, { text });
    const footer = /^Тайлан \d+ \/ \d+$/;
    const read = pages.flatMap(({ lines }) => lines.filter((line) => !footer.test(line)));
    expect(read.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
  });
});

describe('pages', () => {
  it('repeat the titles of a table and say which they are', async () => {
    const rows = Array.from({ length: 90 }, (_, index) => [`Эм ${index + 1}`, `${index + 1}.00`]);
    const pages = await printed('A4', {
      table: {
        columns: [
          { title: 'Нэр', share: 1 },
          { title: 'Үнэ', align: 'END' },
        ],
        rows,
      },
    });
    expect(pages).toHaveLength(3);
    pages.forEach(({ lines }, index) => {
      expect(lines[0]).toBe('Нэр Үнэ');
      expect(lines.at(-1)).toBe(`Тайлан ${index + 1} / 3`);
    });
    expect(pages.flatMap(({ lines }) => lines.slice(1, -1))).toEqual(rows.map((row) => row.join(' ')));
  });

  it('do not end with a heading', async () => {
    const filling = Array.from({ length: 36 }, (): Block => ({ text: 'мөр' }));
    for (let count = 24; count < 36; count += 1) {
      const pages = await printed('A5', ...filling.slice(0, count), { heading: 'Зөвлөмж' }, { text: 'Усаар даруулах' });
      const [page] = pages.filter(({ lines }) => lines.includes('Зөвлөмж'));
      expect(page?.lines).toContain('Усаар даруулах');
    }
  });

  it('part a row that is higher than a page, and lose nothing of it', async () => {
    const long = Array.from({ length: 3_000 }, (_, index) => `w${index}`).join(' ');
    const pages = await printed('A5', { table: { columns: [{ title: 'Тэмдэглэл', share: 1 }], rows: [['before'], [long], ['after']] } });
    const body = pages.flatMap(({ lines }) => lines.slice(1, -1));
    expect(pages.length).toBeGreaterThan(3);
    expect(body.join(' ')).toBe(`before ${long} after`);
  });

  it('of labels are numbered only when there are several', async () => {
    const label = await onlyPage('LABEL_50X25', { text: 'Болд' });
    expect(label.lines).toEqual(['Болд']);
    const labels = await printed('LABEL_50X25', { text: Array(20).fill('Болд').join('\n') });
    expect(labels.map(({ lines }) => lines.at(-1))).toEqual(labels.map((_, index) => `${index + 1} / ${labels.length}`));
    expect(labels.flatMap(({ lines }) => lines.slice(0, -1))).toEqual(Array(20).fill('Болд'));
  });

  it('of a roll are as long as their content', async () => {
    const lines = (count: number): Block => ({ text: Array(count).fill('мөр').join('\n') });
    const [ten, eleven, hundred] = await Promise.all([10, 11, 100].map(async (count) => onlyPage('ROLL_80MM', lines(count))));
    const line = eleven!.height - ten!.height;
    expect(line).toBeGreaterThan(9);
    expect(line).toBeLessThan(15);
    expect(hundred!.height - ten!.height).toBeCloseTo(90 * line, 1);
    const last = hundred!.texts.at(-1)!;
    const below = hundred!.height - last.y - last.height;
    expect(below).toBeGreaterThan(papers.ROLL_80MM.margin);
    expect(below).toBeLessThan(papers.ROLL_80MM.margin + line);
  });

  it('of a roll end where viewers of PDF do', async () => {
    const pages = await printed('ROLL_80MM', { text: Array(2_000).fill('мөр').join('\n') });
    expect(pages.map(({ lines }) => lines.at(-1))).toEqual(['1 / 2', '2 / 2']);
    expect(Math.max(...pages.map(({ height }) => height))).toBeLessThanOrEqual(14_400);
    expect(pages.flatMap(({ lines }) => lines.slice(0, -1))).toHaveLength(2_000);
  });
});

describe('whatever is printed', () => {
  const text = fc.array(fc.stringMatching(/^[A-Ea-e0-9ӨҮөүЖщกขคง.,-]{1,30}$/), { maxLength: 12 }).map((words) => words.join(' '));
  const align = fc.constantFrom('START' as const, 'CENTER' as const, 'END' as const);
  const table = fc.integer({ min: 1, max: 4 }).chain((count) =>
    fc.record({
      columns: fc.array(fc.record({ title: text, align }), { minLength: count, maxLength: count }),
      rows: fc.array(fc.array(text, { maxLength: count }), { maxLength: 12 }),
    }),
  );
  const simple: fc.Arbitrary<Block> = fc.oneof(
    fc.record({ heading: text, align }),
    fc.record({ text, align, isBold: fc.boolean(), size: fc.constantFrom('SMALL' as const, 'NORMAL' as const, 'LARGE' as const) }),
    fc.record({ rows: fc.array(fc.tuple(text, text), { maxLength: 6 }), align: fc.constantFrom('START' as const, 'END' as const) }),
    fc.record({ table }),
    fc.constant({ rule: true as const }),
    fc.record({ space: fc.nat(9) }),
  );
  const columns = fc.record({ columns: fc.array(fc.array(simple, { maxLength: 3 }), { minLength: 1, maxLength: 3 }) });
  const blocks = fc.array(fc.oneof({ arbitrary: simple, weight: 4 }, { arbitrary: columns, weight: 1 }), { maxLength: 6 });

  it('stays within the margins, and all of it is there', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...sizes), fc.constantFrom('mn', 'ar'), blocks, async (size, language, given) => {
        const pages = await readPdf(await toPdf({ ...documentOf(size, ...given), language }));
        for (const page of pages) expectInside(page, size);
        expectAll(textsOf(given).join(''), pages.flatMap(({ texts }) => texts.map((each) => each.text)).join(''));
      }),
      { numRuns: 40 },
    );
    // Some fifteen seconds alone, and several times as long beside other suites.
  });

  function expectInside(page: ReadPage, size: PaperSize): void {
    const { margin } = papers[size];
    for (const { x, y, width, height } of [...page.texts, ...page.shapes]) {
      expect(x).toBeGreaterThan(margin - 0.1);
      expect(x + width).toBeLessThan(page.width - margin + 0.1);
      expect(y).toBeGreaterThan(margin - 0.1);
      // The foot of a sheet stands in its margin.
      expect(y + height).toBeLessThan(page.height - (papers[size].isSheet ? 0 : margin - 0.1));
    }
  }

  function textsOf(given: readonly Block[]): string[] {
    return given.flatMap((block) => {
      if ('heading' in block) return [block.heading];
      if ('text' in block) return [block.text];
      if ('rows' in block) return block.rows.flat();
      if ('table' in block) return [...block.table.columns.map(({ title }) => title), ...block.table.rows.flat()];
      return 'columns' in block ? block.columns.flatMap(textsOf) : [];
    });
  }

  /** Titles of tables may be there several times, and the foot of sheets is more than what was given. */
  function expectAll(given: string, read: string): void {
    const counts = Map.groupBy(read, (character) => character);
    for (const [character, wanted] of Map.groupBy(given.replaceAll(' ', ''), (each) => each)) {
      expect([character, (counts.get(character)?.length ?? 0) >= wanted.length]).toEqual([character, true]);
    }
  }
});

describe('codes', () => {
  /** Few enough that a code which is not drawn sharply is not read. */
  const pixelsAModule = 4;

  it.each(sizes)('are scanned from %s', async (size) => {
    const text = 'MZXW6YTBOI2GK3TFMZXW6YTB';
    const { shapes, ...page } = await onlyPage(size, { code: { kind: 'QR', text } });
    expect(scanQr(pictureOf(shapes, page, pixelsAModule / papers[size].moduleWidth))).toBe(text);
  });

  it('are scanned from a label with text beside them', async () => {
    const gs1 = '(01)09501101530003(17)271231(10)ABC';
    const { shapes, lines, ...page } = await onlyPage('LABEL_70X35', {
      columns: [[{ code: { kind: 'GS1_DATA_MATRIX', text: gs1, caption: 'ABC' } }], [{ text: 'Парацетамол' }]],
      shares: [1, 2],
    });
    expect(await scan(pictureOf(shapes, page, pixelsAModule / papers.LABEL_70X35.moduleWidth))).toEqual([
      { identifier: ']d2', text: '01095011015300031727123110ABC' },
    ]);
    expect(lines).toEqual(['Парацетамол', 'ABC']);
  });

  it('have modules of whole dots of a label printer', async () => {
    const { shapes } = await onlyPage('LABEL_50X25', { code: { kind: 'QR', text: 'A' } });
    const dot = 72 / 203;
    for (const { height } of shapes) expect(height / dot).toBeCloseTo(2, 2);
  });
});

describe('refuses', () => {
  async function refusal(document: PrintedDocument): Promise<unknown> {
    return toPdf(document).then(
      () => {
        throw new Error('It was printed.');
      },
      (error: unknown) => error,
    );
  }

  it.each<[what: string, document: PrintedDocument, message: string]>([
    [
      'paper that there is none of',
      documentOf('A0' as PaperSize),
      'There is no paper "A0": choose one of A4, A5, LABEL_50X25, LABEL_70X35, LABEL_100X150, ROLL_80MM.',
    ],
    [
      'a time that is none',
      { ...documentOf('A4'), createdAt: new Date('never') },
      'The document has no valid time of creation: give it the time it was made.',
    ],
    [
      'a language that is none',
      { ...documentOf('A4'), language: 'm' },
      '"m" is not a language tag: give one of BCP 47, such as "en" or "mn-MN".',
    ],
    [
      'a table without columns',
      documentOf('A4', { table: { columns: [], rows: [] } }),
      'A table has no columns: give it one, or leave it out.',
    ],
    [
      'a row with more cells than columns',
      documentOf('A4', { table: { columns: [{ title: 'Нэр' }], rows: [['a', 'b']] } }),
      'A row of the table has 2 cells for 1 columns: give it a column for each cell.',
    ],
    [
      'a code that the label has no room for',
      documentOf('LABEL_50X25', { code: { kind: 'CODE_128', text: 'DISP-0000042-ABCDEFGHIJKLM' } }),
      'The code of "DISP-0000042-ABCDEFGHIJKLM" takes 82.6 × 10.0 mm at least, and there is room for 46.0 × 21.0 mm: ' +
        'shorten its text, or print it on larger paper.',
    ],
  ])('%s', async (_, document, message) => {
    const error = await refusal(document);
    expect(error).toBeInstanceOf(PrintingError);
    expect(error).toHaveProperty('message', message);
  });

  it('what GS1 refuses', async () => {
    const error = await refusal(documentOf('LABEL_70X35', { code: { kind: 'GS1_DATA_MATRIX', text: '(01)09501101530003(17)271331' } }));
    expect(error).toBeInstanceOf(Gs1Error);
    expect(error).toMatchObject({ code: 'IMPOSSIBLE_DATE', ai: '17', message: expect.stringContaining('there is no month 13') as string });
  });
});
