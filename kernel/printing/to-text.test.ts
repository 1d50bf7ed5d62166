import fc from 'fast-check';
import { Gs1Error } from '../gs1/gs1-error.js';
import { displayWidth } from './display-width.js';
import type { Block, PrintedDocument } from './printed-document.js';
import { PrintingError } from './printing-error.js';
import { toText } from './to-text.js';

function documentOf(...blocks: readonly Block[]): PrintedDocument {
  return { title: 'Баримт', language: 'mn', size: 'ROLL_80MM', createdAt: new Date('2026-03-01T08:00:00Z'), blocks };
}

function lines(...blocks: readonly Block[]): string[] {
  return toText(documentOf(...blocks))
    .split('\n')
    .slice(0, -1);
}

it('prints a receipt of 42 columns', () => {
  const receipt = documentOf(
    { heading: 'Эмийн сан', align: 'CENTER' },
    { rule: true },
    {
      rows: [
        ['Парацетамол 500 mg', '1 200.00'],
        ['Амоксициллин клавуланы хүчил 875/125 mg', '24 500.00'],
      ],
      align: 'END',
    },
    { rule: true },
    { rows: [['Дүн', '25 700.00']], align: 'END', isBold: true },
    { space: 1 },
    {
      rows: [
        ['Өвчтөн', 'Болд'],
        ['Регистр', 'УБ12345678'],
      ],
    },
  );
  expect(toText(receipt)).toBe(`\
                Эмийн сан
------------------------------------------
Парацетамол 500 mg                1 200.00
Амоксициллин клавуланы хүчил     24 500.00
875/125 mg
------------------------------------------
Дүн                              25 700.00

Өвчтөн  Болд
Регистр УБ12345678
`);
});

it('prints as wide as the printer is', () => {
  const receipt = documentOf({ rule: true }, { rows: [['Дүн', '90.00']], align: 'END' }, { text: 'нэг хоёр гурав дөрөв' });
  expect(toText(receipt, 16)).toBe('----------------\nДүн        90.00\nнэг хоёр гурав\nдөрөв\n');
  expect(toText(receipt, 20)).toBe('--------------------\nДүн            90.00\nнэг хоёр гурав дөрөв\n');
});

describe('text', () => {
  it.each<[what: string, block: Block, printed: string[]]>([
    ['stands where it is aligned', { text: 'Баярлалаа', align: 'END' }, [`${' '.repeat(33)}Баярлалаа`]],
    ['breaks between words', { text: `${'дөрөв '.repeat(8)}` }, ['дөрөв дөрөв дөрөв дөрөв дөрөв дөрөв дөрөв', 'дөрөв']],
    ['breaks within a word that is longer than a line', { text: 'ө'.repeat(90) }, ['ө'.repeat(42), 'ө'.repeat(42), 'өөөөөө']],
    ['begins a line where it says so', { text: 'one\r\ntwo\n\nthree' }, ['one', 'two', '', 'three']],
    ['counts wide characters as two', { text: '漢'.repeat(22) }, ['漢'.repeat(21), '漢']],
    ['aligns wide characters', { text: '漢字', align: 'END' }, [`${' '.repeat(38)}漢字`]],
    ['counts marks as none', { text: 'น้ำที่', align: 'END' }, [`${' '.repeat(39)}น้ำที่`]],
    ['counts an emoji of several as one', { text: '👨‍👩‍👧', align: 'END' }, [`${' '.repeat(40)}👨‍👩‍👧`]],
    ['composes letters', { text: 'e\u0301', align: 'END' }, [`${' '.repeat(41)}\u00e9`]],
    [
      'breaks Thai between words',
      { text: 'ยาพาราเซตามอล วันละสามครั้งหลังอาหารเช้ากลางวันเย็น' },
      ['ยาพาราเซตามอล วันละสามครั้งหลังอาหารเช้ากลางวัน', 'เย็น'],
    ],
  ])('%s', (_, block, printed) => {
    expect(lines(block)).toEqual(printed);
  });

  it('gives a printer no commands', () => {
    expect(lines({ text: 'a\u001b@b\u0000c\u009bd\te' })).toEqual(['a\ufffd@b\ufffdc\ufffdd e']);
  });

  it('of columns is one below the other', () => {
    expect(lines({ columns: [[{ text: 'зүүн' }], [{ text: 'баруун' }]] })).toEqual(['зүүн', 'баруун']);
  });
});

describe('tables', () => {
  it('have titles above a rule, amounts at the right and cells in several lines', () => {
    const table = {
      columns: [
        { title: 'Нэр', share: 1 },
        { title: 'Тоо', align: 'END' as const },
        { title: 'Үнэ', align: 'END' as const },
      ],
      rows: [['Парацетамол 500 mg шахмал эм хүүхдийн', '2', '1 200.00'], ['漢字', '10', '90.00'], ['Ус']],
    };
    expect(lines({ table })).toEqual([
      'Нэр                           Тоо      Үнэ',
      '------------------------------------------',
      'Парацетамол 500 mg шахмал эм    2 1 200.00',
      'хүүхдийн',
      '漢字                           10    90.00',
      'Ус',
    ]);
  });

  it('without titles have no rule', () => {
    const columns = [
      { title: '', share: 1 },
      { title: '', align: 'END' as const },
    ];
    expect(lines({ table: { columns, rows: [['НӨАТ', '10%']] } })).toEqual([`НӨАТ${' '.repeat(35)}10%`]);
  });

  it('of too many columns have a line a cell', () => {
    const columns = [...'abcdefghij'].map((title) => ({ title }));
    const rows = [Array<string>(10).fill('12345'), ['67890']];
    expect(lines({ table: { columns, rows } })).toEqual([
      ...[...'abcdefghij'].map((title) => `${title} 12345`),
      '-'.repeat(42),
      'a 67890',
      ...'bcdefghij',
    ]);
  });
});

describe('codes', () => {
  it.each<[what: string, block: Block, printed: string[]]>([
    ['are their text', { code: { kind: 'QR', text: 'https://clinic.example/p/01' } }, ['https://clinic.example/p/01']],
    ['of GS1 are in brackets', { code: { kind: 'GS1_DATA_MATRIX', text: '010950110153000310A\x1d21B' } }, ['(01)09501101530003(10)A(21)B']],
    [
      'have their caption below, where they are aligned',
      { code: { kind: 'DATA_MATRIX', text: 'LOT-42', caption: 'Цуврал', align: 'END' } },
      [`${' '.repeat(36)}LOT-42`, `${' '.repeat(36)}Цуврал`],
    ],
    ['do not say the same twice', { code: { kind: 'CODE_128', text: 'DISP-42', caption: 'DISP-42' } }, ['DISP-42']],
  ])('%s', (_, block, printed) => {
    expect(lines(block)).toEqual(printed);
  });
});

describe('whatever is printed', () => {
  const text = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 120 }), fc.string({ unit: 'binary', maxLength: 60 }));
  const table = fc.integer({ min: 1, max: 9 }).chain((count) =>
    fc.record({
      columns: fc.array(fc.record({ title: text, align: fc.constantFrom('START' as const, 'END' as const) }), {
        minLength: count,
        maxLength: count,
      }),
      rows: fc.array(fc.array(text, { maxLength: count }), { maxLength: 4 }),
    }),
  );
  const block: fc.Arbitrary<Block> = fc.oneof(
    fc.record({ heading: text }),
    fc.record({ text, align: fc.constantFrom('START' as const, 'CENTER' as const, 'END' as const) }),
    fc.record({ rows: fc.array(fc.tuple(text, text), { maxLength: 4 }), align: fc.constantFrom('START' as const, 'END' as const) }),
    fc.record({ table }),
  );

  it('is no wider than the printer and holds no commands', () => {
    fc.assert(
      fc.property(fc.array(block, { maxLength: 4 }), fc.integer({ min: 16, max: 80 }), (blocks, columns) => {
        const printed = toText(documentOf(...blocks), columns);
        expect(printed).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/); // eslint-disable-line no-control-regex -- the very thing
        for (const line of printed.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(columns);
      }),
    );
  });

  it('is all there', () => {
    const words = fc.stringMatching(/^[a-zөү漢ก ]{0,90}$/);
    fc.assert(
      fc.property(words, fc.array(fc.tuple(words, words), { maxLength: 4 }), (given, rows) => {
        const sorted = (all: string): string =>
          [...all]
            .filter((each) => each.trim() !== '')
            .toSorted()
            .join('');
        const printed = toText(documentOf({ text: given }, { rows }, { table: { columns: [{ title: '' }, { title: '' }], rows } }));
        expect(sorted(printed)).toBe(sorted([given, ...rows.flat(), ...rows.flat()].join('')));
      }),
    );
  });
});

describe('refuses', () => {
  it.each<[what: string, document: PrintedDocument, columns: number, message: string]>([
    ['too few columns', documentOf(), 15, 'A receipt of 15 columns cannot be read: print it with 16 or more, 42 on 80 mm.'],
    ['part of a column', documentOf(), 42.5, 'A receipt of 42.5 columns cannot be read: print it with 16 or more, 42 on 80 mm.'],
    [
      'a language that is none',
      { ...documentOf(), language: 'монгол' },
      42,
      '"монгол" is not a language tag: give one of BCP 47, such as "en" or "mn-MN".',
    ],
    [
      'a row with more cells than columns',
      documentOf({ table: { columns: [{ title: 'Нэр' }, { title: 'Тоо' }], rows: [['a', 'b', 'c']] } }),
      42,
      'A row of the table has 3 cells for 2 columns: give it a column for each cell.',
    ],
    [
      'a table without columns',
      documentOf({ table: { columns: [], rows: [] } }),
      42,
      'A table has no columns: give it one, or leave it out.',
    ],
  ])('%s', (_, document, columns, message) => {
    expect(() => toText(document, columns)).toThrow(PrintingError);
    expect(() => toText(document, columns)).toThrow(new Error(message));
  });

  it('what GS1 refuses', () => {
    const label = documentOf({ code: { kind: 'GS1_DATA_MATRIX', text: '(01)09501101530003(04)1' } });
    expect(() => toText(label)).toThrow(Gs1Error);
    expect(() => toText(label)).toThrow(/There is no GS1 field \(04\)/);
  });
});
