import { csv, type CsvColumn } from './csv.js';

async function written<Row>(rows: AsyncIterable<Row> | Iterable<Row>, columns: readonly CsvColumn<Row>[], options = {}): Promise<string> {
  let text = '';
  for await (const piece of csv(rows, columns, options)) text += piece;
  return text;
}

const cell: readonly CsvColumn<string | number | bigint | boolean | Date | null | undefined>[] = [
  { heading: 'cell', value: (value) => value },
];
const line = async (value: string | number | bigint | boolean | Date | null | undefined) =>
  (await written([value], [...cell, { heading: 'b', value: () => 1 }])).split('\r\n').slice(1).join('\r\n');

describe('a table in CSV', () => {
  it('has a heading and a line for each row, ended by CRLF', async () => {
    const stock = [
      { name: 'Amoxicillin 500 mg', units: 12 },
      { name: 'Парацетамол', units: 0 },
    ];
    const columns: readonly CsvColumn<(typeof stock)[number]>[] = [
      { heading: 'Medicine', value: ({ name }) => name },
      { heading: 'Units', value: ({ units }) => units },
    ];
    expect(await written(stock, columns)).toBe('Medicine,Units\r\nAmoxicillin 500 mg,12\r\nПарацетамол,0\r\n');
    expect(await written([], columns)).toBe('Medicine,Units\r\n');
    expect(await written([], columns, { byteOrderMark: true })).toBe('\ufeffMedicine,Units\r\n');
  });

  it.each([
    ['a comma', 'a, b', '"a, b",1\r\n'],
    ['a quote', 'a "b"', '"a ""b""",1\r\n'],
    ['lines', 'a\r\nb', '"a\r\nb",1\r\n'],
    ['lines that end otherwise', 'a\nb', '"a\nb",1\r\n'],
    ['nothing', null, ',1\r\n'],
    ['nothing said', undefined, ',1\r\n'],
    ['no text', '', ',1\r\n'],
    ['yes', true, 'true,1\r\n'],
    ['no', false, 'false,1\r\n'],
    ['a moment', new Date('2026-03-01T08:00:00Z'), '2026-03-01T08:00:00.000Z,1\r\n'],
    ['a large number', 9_007_199_254_740_993n, '9007199254740993,1\r\n'],
  ])('holds %s', async (_, value, expected) => {
    expect(await line(value)).toBe(expected);
  });

  it.each([
    ['=HYPERLINK("http://evil")', '"\'=HYPERLINK(""http://evil"")",1\r\n'],
    ['+97699112233', "'+97699112233,1\r\n"],
    ['-2+3', "'-2+3,1\r\n"],
    ['@SUM(A1)', "'@SUM(A1),1\r\n"],
    ['\t=1', "'\t=1,1\r\n"],
    ['\r=1', '"\'\r=1",1\r\n'],
    ['＝1', "'＝1,1\r\n"],
  ])('makes %j harmless', async (value, expected) => {
    expect(await line(value)).toBe(expected);
  });

  it.each([-5, -12n, '-5', '-12.50', '3-4', 'a=b'])('leaves %p as it is', async (value) => {
    expect(await line(value)).toBe(`${value},1\r\n`);
  });

  it('makes headings harmless too', async () => {
    expect(await written([], [{ heading: '=A', value: () => 1 }])).toBe("'=A\r\n");
  });

  it('takes rows only as they are wanted, and lets go of them when nobody reads on', async () => {
    let taken = 0;
    let ended = false;
    const rows = async function* (): AsyncGenerator<number> {
      try {
        for (;;) yield await Promise.resolve((taken += 1));
      } finally {
        ended = true;
      }
    };
    const table = csv(rows(), cell);
    for (let piece = 0; piece < 3; piece += 1) await table.next();
    expect(taken).toBe(599);
    await table.return();
    expect([taken, ended]).toEqual([599, true]);
  });
});
