import { InteractionSeverity } from './interaction-severity.js';
import { readCsv } from './reading-csv.js';
import { readThesaurus } from './reading-thesaurus.js';

const index = JSON.stringify([
  { substance: 'warfarine', drug_classes: ['antivitamines K', 'anticoagulants oraux'] },
  { substance: 'acide acetylsalicylique', drug_classes: [] },
  { substance: 'paracétamol', drug_classes: [] },
]);
const header = 'main_drug,plus_drug,between,levels,level_info,mechanism\n';
const read = (rows: string, classes = index) => readThesaurus('2020-10', `${header}${rows}`, classes);

it('says which work and edition it is', () => {
  expect(read('').source).toBe('Thésaurus des interactions médicamenteuses, ANSM, 10-2020');
});

it.each([
  ['CONTRE-INDICATION', InteractionSeverity.CONTRAINDICATED],
  ['Association DECONSEILLEE', InteractionSeverity.NOT_RECOMMENDED],
  ['Association déconseillée', InteractionSeverity.NOT_RECOMMENDED],
  ["Précaution d'emploi", InteractionSeverity.PRECAUTION],
  ['Précaution d’emploi', InteractionSeverity.PRECAUTION],
  ['A prendre en compte', InteractionSeverity.TO_CONSIDER],
  ['Il convient de prendre en compte', InteractionSeverity.TO_CONSIDER],
])('reads the level %p as %s', (level, severity) => {
  expect(read(`WARFARINE,PARACÉTAMOL,,${level},,`).rules).toMatchObject([{ severity, part: 1, conditional: false }]);
});

it('keeps each level of a pair with its own condition', () => {
  const { rules } = read(
    'ANTICOAGULANTS ORAUX,ACIDE ACETYLSALICYLIQUE,,CONTRE-INDICATION|A prendre en compte,"avec :\n- de fortes doses, et\ndavantage|à faibles doses",Saignement',
  );
  expect(rules).toEqual([
    expect.objectContaining({
      severity: 'CONTRAINDICATED',
      conditional: true,
      management: 'avec :\n- de fortes doses, et davantage',
      mechanism: 'Saignement',
    }),
    expect.objectContaining({ severity: 'TO_CONSIDER', conditional: true, management: 'à faibles doses', mechanism: 'Saignement' }),
  ]);
});

it('keeps all of the text with each level where they do not correspond', () => {
  const { rules } = read("WARFARINE,PARACÉTAMOL,,CONTRE-INDICATION|Précaution d'emploi,sous surveillance,");
  expect(rules.map(({ management }) => management)).toEqual(['sous surveillance', 'sous surveillance']);
});

it('takes a pair that stands under both of its names once', () => {
  const { rules, rows } = read(
    'WARFARINE,PARACÉTAMOL,,A prendre en compte,,Le  risque\nVoilà\nPARACETAMOL,WARFARINE,,A prendre en compte,,"Le risque\n"\n',
  );
  expect([rows, rules.length]).toEqual([3, 1]);
});

it('keeps what a pair has more of the same severity', () => {
  const { rules } = read('WARFARINE,PARACÉTAMOL,,A prendre en compte,,Un\nPARACETAMOL,WARFARINE,,A prendre en compte,,Deux\n');
  expect(rules.map(({ part, mechanism }) => [part, mechanism])).toEqual([
    [1, 'Un'],
    [2, 'Deux'],
  ]);
});

it('leaves out what it cannot read, and says where', () => {
  const { rules, leftOut } = read(
    'WARFARINE,,,A prendre en compte,,\n"WARFARINE","PARACÉTAMOL",,"Peut-être\nbien",,\nWARFARINE,PARACÉTAMOL,,A prendre en compte,,\n',
  );
  expect(rules).toHaveLength(1);
  expect(leftOut).toEqual(['line 2: it names no pair', 'line 3: WARFARINE + PARACÉTAMOL has the unknown level "Peut-être\nbien"']);
  expect(read('', '[{"substance":3},{"substance":"fer","drug_classes":["sels"]}]').leftOut).toEqual([
    'entry 1 of the index: it is no substance with its classes',
  ]);
});

it('names what the index knows neither as a substance nor as a class', () => {
  expect(read('PAMPLEMOUSSE (JUS ET FRUIT),WARFARINE,,A prendre en compte,,').unresolved).toEqual(['PAMPLEMOUSSE (JUS ET FRUIT)']);
});

it('refuses an index that is none', () => {
  expect(() => read('', '{}')).toThrow('The index of substances is no list');
});

describe('comma-separated text', () => {
  it('may have quotes, commas and line ends within fields', () => {
    expect(readCsv('\uFEFFa,b\r\n"1 ""one"", and","two\nlines"\r\n3,4')).toEqual([
      { line: 2, fields: { a: '1 "one", and', b: 'two\nlines' } },
      { line: 4, fields: { a: '3', b: '4' } },
    ]);
  });

  it('says where a quote has no end', () => {
    expect(() => readCsv('a,b\n1,2\n"3,4')).toThrow('Line 3 is no comma-separated text');
  });
});
