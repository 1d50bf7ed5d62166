import { plainText } from './plain-text.js';
import { readTable, type Remark } from './reading-table.js';

describe('text of the base', () => {
  it.each([
    ['  comprim&eacute;   s&eacute;cable&nbsp;', 'comprimé sécable'],
    ['&Eacute;NOXAPARINE &amp; co &#8211; &#xe9;', 'ÉNOXAPARINE & co – é'],
    ['<br>Un<br/>deux</p>', 'Un deux'],
    ['moins de 5 < 6 mg', 'moins de 5 < 6 mg'],
    ['A\u0092B\u00a0C\u200a', 'A B C'],
    ['&inconnue; &#0; &#99999999;', '&inconnue; &#0; &#99999999;'],
  ])('%p is read as %p', (written, read) => {
    expect(plainText(written)).toBe(read);
  });
});

describe('a table', () => {
  const read = (text: string) => {
    const remarks: Remark[] = [];
    return { rows: readTable('a.tsv', text, ['cis', 'name'], remarks), remarks };
  };

  it('is read by the names of its columns, whatever their order and line ends', () => {
    expect(read('\uFEFFname\textra\tCIS\r\nUn\tx\t1\r\n\r\nDeux\ty\t2').rows).toEqual([
      { line: 2, fields: { cis: '1', name: 'Un' } },
      { line: 4, fields: { cis: '2', name: 'Deux' } },
    ]);
  });

  it('keeps a line that ends too early, with blanks, and tells of one that has too much', () => {
    const { rows, remarks } = read('cis\tname\n1\n2\tDeux\t\t\n3\tTrois\tet\tplus\n');
    expect(rows.map(({ fields }) => fields)).toEqual([
      { cis: '1', name: '' },
      { cis: '2', name: 'Deux' },
    ]);
    expect(remarks).toEqual([{ file: 'a.tsv', line: 4, reason: 'it has 4 fields where the first line names 2' }]);
  });

  it('says which columns it lacks', () => {
    expect(() => read('60001\tDOLIPRANE\n')).toThrow(
      'a.tsv has no column cis, name in its first line: it must name the columns, parted by tabs.',
    );
    expect(() => read('')).toThrow('a.tsv has no column cis, name');
  });
});
