import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { ProductStatus } from '../products/product-terms.js';
import { readMedicines, openMedicineTables, type MedicineTables } from './reading-medicines.js';
import { RxNormCodes } from './rxnorm-codes.js';
import { linesOf, smallBase } from './testing/small-base.js';

const read = (other: Partial<Record<keyof MedicineTables, readonly string[]>> = {}) => readMedicines(smallBase(other));

it('makes of a pack all that its medicine is', () => {
  const { packs, substances, leftOut, remarks } = read();
  expect(packs[0]).toEqual({
    line: 2,
    importKey: 'bdpm:3551025',
    status: 'ACTIVE',
    name: 'METFORMINE EG 500 mg, comprimé – 30 comprimé(s)',
    gtin: '03400935510259',
    nationalCodeSystem: 'CIP13',
    nationalCode: '3400935510259',
    pack: '30 comprimé(s)',
    referencePriceMinor: 202n,
    genericName: 'METFORMINE',
    doseForm: 'comprimé',
    routes: ['orale'],
    prescriptionRequired: true,
    controlledSchedule: null,
    substitutionGroup: 'BDPM:94',
    ingredients: [
      {
        substanceCode: '00001',
        role: 'ACTIVE',
        strength: '500 mg',
        strengthValue: '500',
        strengthUnit: 'mg',
        referenceAmount: 'un comprimé',
      },
      {
        substanceCode: '00002',
        role: 'MOIETY',
        strength: '390 mg',
        strengthValue: '390',
        strengthUnit: 'mg',
        referenceAmount: 'un comprimé',
      },
    ],
  });
  expect(packs[1]).toMatchObject({ referencePriceMinor: 106_994n, name: 'METFORMINE EG 500 mg, comprimé – 90 comprimé(s)' });
  expect(packs[2]).toMatchObject({
    controlledSchedule: 'Stupéfiants',
    prescriptionRequired: true,
    referencePriceMinor: null,
    name: 'SKENAN LP 10 mg, gélule',
  });
  expect(packs[3]).toMatchObject({
    status: 'INACTIVE',
    prescriptionRequired: false,
    routes: ['orale', 'rectale'],
    substitutionGroup: null,
  });
  expect(substances.get('00001')).toBe('CHLORHYDRATE DE METFORMINE');
  expect([leftOut, remarks]).toEqual([[], []]);
});

const pack = (cis: string, cip7: string, cip13: string, price = '', states = 'Présentation active\tDéclaration de commercialisation') =>
  `${cis}\t${cip7}\tboîte\t${states}\t${cip13}\t\t${price}`;

describe('a pack', () => {
  const readPacks = (...lines: string[]) => read({ 'CIS_CIP_bdpm.tsv': lines });

  it.each([
    ['Présentation active', 'Déclaration de commercialisation', 'ACTIVE'],
    ['', '', 'ACTIVE'],
    ['Présentation abrogée', 'Déclaration de commercialisation', 'INACTIVE'],
    ['Présentation active', "Déclaration d'arrêt de commercialisation", 'INACTIVE'],
    ['Présentation active', 'Déclaration de suspension de commercialisation', 'INACTIVE'],
    ['Présentation active', 'Déclaration de commercialisation non communiquée', 'INACTIVE'],
    ['Présentation active', "Arrêt de commercialisation (le médicament n'a plus d'autorisation)", 'INACTIVE'],
  ])('with the states %p and %p is %s', (status, declared, expected) => {
    expect(readPacks(pack('60000003', '5651179', '3400956511792', '', `${status}\t${declared}`)).packs[0]?.status).toBe(expected);
  });

  it.each([
    ['Autorisation abrogée', 'Commercialisée'],
    ['Autorisation active', 'Non commercialisée'],
  ])('of a medicine that is %p and %p is not sold', (authorization, marketed) => {
    const medicine = `60000003\tDOLIPRANE\tcomprimé\torale\t${authorization}\tProcédure nationale\t${marketed}`;
    const { packs } = read({ 'CIS_bdpm.tsv': [medicine], 'CIS_CIP_bdpm.tsv': [pack('60000003', '5651179', '3400956511792')] });
    expect(packs[0]?.status).toBe('INACTIVE');
  });

  it('keeps a code whose check digit is wrong, but makes no GTIN of it, and says so', () => {
    const { packs, remarks } = readPacks(pack('60000003', '5651179', '3400956511793'));
    expect(packs[0]).toMatchObject({ gtin: null, nationalCodeSystem: 'CIP13', nationalCode: '3400956511793', importKey: 'bdpm:5651179' });
    expect(remarks).toEqual([
      { file: 'CIS_CIP_bdpm.tsv', line: 2, reason: '"3400956511793" is no CIP13 with its check digit: CIP 5651179 has no GTIN' },
    ]);
  });

  it('without a CIP13 goes by its CIP7, and without a CIP7 by that within the CIP13', () => {
    const { packs } = readPacks(
      pack('60000003', '5651179', ''),
      pack('60000003', '', '34009 215 165 8'),
      pack('60000003', '', '3400921658286'),
    );
    expect(packs).toMatchObject([
      { nationalCodeSystem: 'CIP7', nationalCode: '5651179', gtin: null },
      { importKey: 'bdpm:2165828', gtin: '03400921658286' },
    ]);
  });

  it('whose price is none is taken without it, and told of', () => {
    const { packs, remarks } = readPacks(pack('60000003', '5651179', '3400956511792', 'libre'));
    expect(packs[0]?.referencePriceMinor).toBeNull();
    expect(remarks).toMatchObject([{ line: 2, reason: '"libre" is no price: CIP 5651179 has none' }]);
  });

  it('that cannot be read is left out with its line, and stops nothing', () => {
    const { packs, leftOut } = readPacks(
      pack('60000009', '5651179', '3400956511792'),
      pack('60000003', '', ''),
      pack('60000003', '3551025', '3400935510259'),
      pack('60000003', '3551025', '3400921658286'),
      pack('60000003', '2165828', '3400935510259'),
      'x\ty\tz\ta\tb\tc\td\te\tf\tg',
      '60000003',
    );
    expect(packs.map(({ importKey }) => importKey)).toEqual(['bdpm:3551025']);
    expect(leftOut.map(({ line, reason }) => [line, reason])).toEqual([
      [7, 'it has 10 fields where the first line names 8'],
      [2, 'there is no medicine "60000009" of which CIP 5651179 were a pack'],
      [3, 'it has neither a CIP7 nor a CIP13'],
      [5, 'its CIP 3551025 stands on line 4 already'],
      [6, 'its CIP 2165828 stands on line 4 already'],
      [8, 'it has neither a CIP7 nor a CIP13'],
    ]);
  });

  it('has a name that fits, whatever its presentation', () => {
    const long = 'plaquette '.repeat(40).trim();
    const { packs } = readPacks(`60000003\t5651179\t${long}\t\t\t3400956511792\t\t`, pack('60000003', '3551025', '3400935510259'));
    expect(packs[0]?.name.length).toBeLessThanOrEqual(200);
    expect(packs[0]?.name).toMatch(/^DOLIPRANE 500 mg, comprimé – plaquette .*plaquette…$/);
    expect(packs[0]?.pack).toBe(long);
  });
});

describe('a composition', () => {
  const compo = (substance: string, code: string, nature: string, link: number, dosage = '1 mg') =>
    `60000003\tcomprimé\t${code}\t${substance}\t${dosage}\tun comprimé\t${nature}\t${link}`;
  const composed = (...lines: string[]) => read({ 'CIS_COMPO_bdpm.tsv': lines });
  const doliprane = ({ packs }: ReturnType<typeof read>) => packs.find(({ importKey }) => importKey === 'bdpm:5651179');

  it('has each active substance before the part of it that acts', () => {
    const base = composed(
      compo('B', '2', 'FT', 1),
      compo('C', '3', 'SA', 2),
      compo('A', '1', 'SA', 1),
      compo('D', '4', 'SA', 3),
      compo('E', '5', 'FT', 3),
    );
    expect(doliprane(base)?.ingredients.map(({ substanceCode, role }) => [substanceCode, role])).toEqual([
      ['1', 'ACTIVE'],
      ['2', 'MOIETY'],
      ['3', 'ACTIVE'],
      ['4', 'ACTIVE'],
      ['5', 'MOIETY'],
    ]);
    expect(doliprane(base)?.genericName).toBe('B + C + E');
  });

  it('names a substance that is spelled in several ways by the most frequent', () => {
    const { substances } = composed(
      compo('SODIUM (CHLORURE DE)', '9', 'SA', 1),
      compo('CHLORURE DE SODIUM', '9', 'SA', 2),
      compo('CHLORURE DE SODIUM', '9', 'SA', 3),
    );
    expect(substances.get('9')).toBe('CHLORURE DE SODIUM');
  });

  it('keeps a line once that the base has twice', () => {
    expect(doliprane(composed(compo('A', '1', 'SA', 1), compo('A', '1', 'SA', 1), compo('A', '1', 'SA', 2)))?.ingredients).toHaveLength(2);
  });

  it('leaves out lines without a substance, of an unknown nature or of no medicine', () => {
    const { leftOut } = composed(
      compo('', '1', 'SA', 1),
      compo('A', '', 'SA', 1),
      compo('A', '1', 'XX', 1),
      compo('A', '1', 'SA', 1).replace('60000003', '1'),
    );
    expect(leftOut.map(({ line, reason }) => [line, reason])).toEqual(
      [
        [3, 'it names no substance with its code'],
        [4, '"XX" is neither SA, an active substance, nor FT, the part that acts'],
        [5, 'there is no medicine 1'],
      ].sort((a, b) => Number(a[0]) - Number(b[0])),
    );
  });

  it('of none goes by the name of its generic group', () => {
    const { packs } = read({ 'CIS_COMPO_bdpm.tsv': [] });
    expect(packs[0]).toMatchObject({ genericName: 'METFORMINE 500 mg - GLUCOPHAGE 500 mg, comprimé', ingredients: [] });
    expect(packs[2]?.genericName).toBeNull();
  });
});

it('leaves out medicines without a code or a name, and those that stand twice', () => {
  const { leftOut, withoutPack } = read({
    'CIS_bdpm.tsv': [...linesOf('CIS_bdpm.tsv'), 'x\tA', '60000004\t \tcomprimé', '60000001\tB', '60000005\tSans boîte'],
  });
  expect(leftOut.map(({ line, reason }) => [line, reason])).toEqual([
    [5, '"x" is no CIS code of 8 digits'],
    [6, 'the medicine 60000004 has no name'],
    [7, 'the medicine 60000001 stands on an earlier line'],
  ]);
  expect(withoutPack).toBe(1);
});

it('keeps the first of several generic groups, and tells of the others', () => {
  const { packs, remarks } = read({ 'CIS_GENER_bdpm.tsv': ['94\tA\t60000001\t1\t2', '95\tB\t60000001\t1\t2', '94\tA\t60000001\t1\t3'] });
  expect(packs[0]?.substitutionGroup).toBe('BDPM:94');
  expect(remarks).toEqual([{ file: 'CIS_GENER_bdpm.tsv', line: 3, reason: '60000001 belongs to the groups 94 and 95: the first is kept' }]);
});

it('refuses files of which one is not what it should be', () => {
  expect(() => readMedicines({ ...smallBase(), 'CIS_CPD_bdpm.tsv': '60000001\tliste I' })).toThrow(
    'CIS_CPD_bdpm.tsv has no column cis, condition_prescription_delivrance in its first line',
  );
});

describe('RxNorm codes', () => {
  const codes = RxNormCodes.read(
    'r.tsv',
    'substance\tRxNorm\nmetformine\t6809\nacide alendronique\t46041\nacide alendronique\t236083\ninconnue\tNA\nfer\tx12\ninsuline\t5856\ninsuline glargine\t274783\n',
  );

  it.each([
    ['CHLORHYDRATE DE METFORMINE', ['6809']],
    ['ALENDRONATE MONOSODIQUE TRIHYDRATÉ', ['46041', '236083']],
    ['INSULINE GLARGINE', ['274783']],
    ['INSULINE GLULISINE', ['5856']],
    ['INCONNUE', []],
  ])('of %p are %p', (name, expected) => {
    expect(codes.of(name)).toEqual(expected);
  });

  it('that are none are told of', () => {
    expect(codes.remarks).toEqual([{ file: 'r.tsv', line: 6, reason: '"x12" is no RxNorm code of a substance' }]);
  });
});

const folder = resolve('../shared/data/medicines-fr');
const realInput = existsSync(folder) ? describe : describe.skip;

realInput('the French public medicines base', () => {
  it('is read whole', async () => {
    const { packs, leftOut, remarks, withoutPack } = readMedicines(await openMedicineTables(folder));
    expect([packs.length, leftOut, withoutPack]).toEqual([3674, [], 144]);
    expect(remarks.filter(({ file }) => file !== 'CIS_GENER_bdpm.tsv')).toEqual([]);
    expect(packs.every(({ gtin, nationalCode }) => gtin === `0${nationalCode}`)).toBe(true);
    expect(packs.filter(({ referencePriceMinor }) => referencePriceMinor !== null)).toHaveLength(2404);
    expect(packs.filter(({ controlledSchedule }) => controlledSchedule === 'Stupéfiants')).toHaveLength(175);
    expect(packs.filter(({ prescriptionRequired }) => prescriptionRequired)).toHaveLength(2964);
    expect(packs.filter(({ status }) => status === ProductStatus.INACTIVE)).toHaveLength(144);
    const doses = packs.flatMap(({ ingredients }) => ingredients).filter(({ strength }) => strength !== null && !/CH|DH/.test(strength));
    expect(doses.filter(({ strengthValue }) => strengthValue !== null).length / doses.length).toBeGreaterThan(0.975);
  });

  it('says what a folder lacks', async () => {
    await expect(openMedicineTables(resolve(folder, '..'))).rejects.toThrow(/There is no file CIS\w*_bdpm.tsv in .* that can be read/);
  });
});
