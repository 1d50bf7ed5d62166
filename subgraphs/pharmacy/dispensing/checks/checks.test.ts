import { scopeOf } from '#kernel/database/scope.js';
import { sql } from '#kernel/database/sql.js';
import { systemContext } from '#kernel/context/request-context.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { contextOf, testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { importMedicines } from '../../bdpm/importing-medicines.js';
import { readMedicines } from '../../bdpm/reading-medicines.js';
import { RxNormCodes } from '../../bdpm/rxnorm-codes.js';
import { linesOf, smallBase } from '../../bdpm/testing/small-base.js';
import { openPharmacy } from '../../testing/dispensary.js';
import { DispensingCounter, type FoundHere, type Prepared } from '../testing/dispensing-counter.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
let counter: DispensingCounter;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openPharmacy());
});
beforeEach(() => {
  counter = new DispensingCounter(subgraph, neighbours);
});
afterEach(async () => {
  expect(await counter.breaks()).toEqual([]);
});
afterAll(() => subgraph.close());

const codes = ({ userErrors }: { userErrors: { code: string }[] }) => userErrors.map(({ code }) => code);
const messages = ({ userErrors }: { userErrors: { message: string }[] }) => userErrors.map(({ message }) => message).join(' ');
const graded = (checks: readonly FoundHere[]) => checks.map(({ kind, severity }) => [kind, severity]);

/** Tablets of a new substance, on the shelf. */
async function stocked(name: string, mg = 500, medication: object = {}, more: object = {}): Promise<string> {
  const productId = await counter.tablets(await counter.substance(name), mg, medication, more);
  await counter.shelve(productId, [{ quantity: 50 }]);
  return productId;
}

const inputsOf = (check: FoundHere | undefined) => JSON.parse(check?.inputs ?? '{}') as Record<string, unknown>;

describe('interactions', () => {
  it.each([
    ['CONTRAINDICATED', 'HIGH'],
    ['NOT_RECOMMENDED', 'HIGH'],
    ['PRECAUTION', 'MODERATE'],
    ['TO_CONSIDER', 'LOW'],
  ] as const)('%s are found as %s, with the medicines compared', async (rule, severity) => {
    const warfarin = await stocked('Warfarine', 5);
    const aspirin = await stocked('Acide acetylsalicylique', 100);
    await counter.interact('Warfarine', 'Acide acetylsalicylique', rule);
    const other = await counter.prescribe(warfarin);
    const { checks } = await counter.prepared(await counter.prescribe(aspirin));
    expect(graded(checks)).toEqual([['INTERACTION', severity]]);
    expect(checks[0]).toMatchObject({ source: 'Thesaurus of tests', override: null });
    expect(inputsOf(checks[0])).toMatchObject({
      otherMedicines: [{ requestId: other, productId: warfarin, substances: [{ name: 'Warfarine' }] }],
      interaction: { severity: rule, management: 'Watch closely.' },
    });
  });

  it('are found on the same prescription and at other branches, in running fills, and not in those that are over', async () => {
    const warfarin = await stocked('Warfarine', 5);
    const aspirin = await stocked('Acide acetylsalicylique', 100);
    await counter.interact('Warfarine', 'Acide acetylsalicylique', 'CONTRAINDICATED');
    const [, together = ''] = await counter.prescribed([{ productId: warfarin }, { productId: aspirin }]);
    const first = await counter.prepared(together);
    expect(first.openChecks).toHaveLength(1);
    await counter.did('cancelDispense', first, { reason: 'Begin anew' });

    const another = { patientId: newId('patient') };
    const finished = await counter.prescribe(
      warfarin,
      { durationDays: 10 },
      { ...another, branchId: counter.addBranch(undefined, { code: 'UB2' }) },
    );
    await counter.handedOver(finished);
    const alone = await counter.prescribe(aspirin, {}, another);
    expect(graded(await counter.preview(alone))).toEqual([['INTERACTION', 'HIGH']]);
    await counter.lastGiven(finished, 11);
    expect(await counter.preview(alone)).toEqual([]);
  });
});

describe('a substitute', () => {
  const substitutionReason = 'The other is out of stock';

  it('is what the patient has, whatever was prescribed, until the prescribed product is given', async () => {
    const group = { substitutionGroup: 'PPI' };
    const pantoprazole = await stocked('Pantoprazole', 40, group);
    const omeprazole = await stocked('Omeprazole', 20, group);
    const clopidogrel = await stocked('Clopidogrel', 75);
    await counter.interact('Clopidogrel', 'Omeprazole', 'NOT_RECOMMENDED');
    const requestId = await counter.prescribe(pantoprazole, { refills: 1, durationDays: 10 });
    await counter.handedOver(requestId, { productId: omeprazole, substitutionReason });
    const other = await counter.prescribe(clopidogrel);
    const { checks, ...dispense } = await counter.prepared(other);
    expect(graded(checks)).toEqual([['INTERACTION', 'HIGH']]);
    expect(checks[0]?.message).toContain('(given for Tablet');
    expect(inputsOf(checks[0])).toMatchObject({
      otherMedicines: [
        {
          requestId,
          productId: pantoprazole,
          substances: [{ name: 'Pantoprazole' }],
          given: { productId: omeprazole, substances: [{ name: 'Omeprazole' }] },
        },
      ],
    });
    await counter.did('cancelDispense', dispense, { reason: 'Asks the doctor' });
    await counter.lastGiven(requestId, 9);
    await counter.handedOver(requestId);
    expect(await counter.preview(other)).toEqual([]);
  });

  it('is one treatment with what was prescribed, and found as the same twice by either', async () => {
    const group = { substitutionGroup: 'STATIN' };
    const simvastatin = await stocked('Simvastatin', 20, group);
    const pravastatin = await stocked('Pravastatin', 20, group);
    await counter.handedOver(await counter.prescribe(simvastatin, { refills: 1 }), { productId: pravastatin, substitutionReason });
    for (const [productId, words] of [
      [pravastatin, '(given for Tablet'],
      [simvastatin, 'the same substance: Simvastatin'],
    ] as const) {
      const found = await counter.preview(await counter.prescribe(productId));
      expect(found.filter(({ message }) => message.includes(words))).toHaveLength(1);
      expect(new Set(found.map(({ kind, severity }) => `${kind} ${severity}`))).toEqual(new Set(['DUPLICATE_THERAPY HIGH']));
    }
  });
});

describe('allergies', () => {
  it.each([
    [{ criticality: 'HIGH' }, 'HIGH'],
    [{ criticality: null }, 'HIGH'],
    [{ criticality: 'UNABLE_TO_ASSESS' }, 'HIGH'],
    [{ criticality: 'LOW' }, 'MODERATE'],
    [{ criticality: null, type: 'INTOLERANCE' }, 'MODERATE'],
    [{ criticality: 'HIGH', type: 'INTOLERANCE' }, 'HIGH'],
    [{ clinicalStatus: 'INACTIVE', criticality: 'HIGH' }, null],
    [{ clinicalStatus: 'RESOLVED', criticality: 'HIGH' }, null],
    [{ verificationStatus: 'REFUTED', criticality: 'HIGH' }, null],
    [{ verificationStatus: 'ENTERED_IN_ERROR', criticality: 'HIGH' }, null],
  ])('with %j are found as %s', async (allergy, severity) => {
    const productId = await stocked('Amoxicilline trihydratee');
    counter.allergic('Amoxicilline', allergy);
    const { checks } = await counter.prepared(await counter.prescribe(productId));
    expect(graded(checks)).toEqual(severity === null ? [] : [['ALLERGY', severity]]);
    if (severity !== null)
      expect(inputsOf(checks[0])).toMatchObject({ allergy: { code: { display: 'Amoxicilline' } }, matchedBy: 'name of substance' });
  });

  it.each([
    ['Allergy to amoxicilline', {}, true],
    ['Penicillins', {}, true],
    ['Penicilline', {}, true],
    ['Something', { system: 'http://www.nlm.nih.gov/research/umls/rxnorm', code: '723' }, true],
    ['Beta-lactams', { system: 'http://www.whocc.no/atc', code: 'J01C' }, true],
    ['Amoxi', {}, false],
    ['Bee venom', {}, false],
    ['Something', { system: 'http://snomed.info/sct', code: '723' }, false],
  ])('to %s (%j) are recognized: %s', async (display, code, found) => {
    const { substance } = await counter.done<{ substance: { id: string } }>('addSubstance', 'substance { id }', {
      name: 'Amoxicilline',
      codeSystem: 'http://www.nlm.nih.gov/research/umls/rxnorm',
      code: '723',
    });
    const productId = await counter.tablets(substance.id, 500, { atcCodes: ['J01CA04'] });
    await counter.shelve(productId, [{ quantity: 5 }]);
    await counter.behind((transaction) =>
      transaction.rows(
        sql`insert into drug_class_members (substance_key, class_key, class_name) values ('amoxicilline', 'penicillines', 'PENICILLINES')`,
      ),
    );
    counter.allergic(display, {}, code);
    const { checks } = await counter.prepared(await counter.prescribe(productId));
    expect(graded(checks)).toEqual(found ? [['ALLERGY', 'HIGH']] : []);
  });

  it.each([
    ['http://www.nlm.nih.gov/research/umls/rxnorm', '723', true],
    ['http://www.nlm.nih.gov/research/umls/rxnorm', '72', false],
    ['http://snomed.info/sct', '723', false],
  ])('by the code %s %s are recognized in a medicine that was imported: %s', async (system, code, found) => {
    await importMedicines(
      {
        database: subgraph.database,
        context: systemContext(counter.tenant, 'import:medicines', 'test'),
        rxNorm: RxNormCodes.read('r.tsv', 'substance\tRxNorm\nAMOXICILLINE\t723\n'),
      },
      readMedicines(
        smallBase({
          'CIS_bdpm.tsv': [
            '60000001\tAMOXICILLINE EG 500 mg, gélule\tgélule\torale\tAutorisation active\tProcédure nationale\tCommercialisée',
          ],
          'CIS_CIP_bdpm.tsv': linesOf('CIS_CIP_bdpm.tsv').slice(0, 1),
          'CIS_COMPO_bdpm.tsv': ['60000001\tgélule\t00001\tAMOXICILLINE TRIHYDRATÉE\t500 mg\tune gélule\tSA\t1'],
        }),
      ),
      () => undefined,
    );
    const { products } = await counter.ask<{ products: { nodes: { id: string; medication: object }[] } }>(
      '{ products(first: 5) { nodes { id medication { rxNormCodes } } } }',
    );
    expect(products.nodes).toMatchObject([{ medication: { rxNormCodes: ['723'] } }]);
    const productId = products.nodes[0]?.id ?? '';
    await counter.shelve(productId, [{ quantity: 5 }]);
    counter.allergic('Something', {}, { system, code });
    const { checks } = await counter.prepared(await counter.prescribe(productId));
    expect(graded(checks)).toEqual(found ? [['ALLERGY', 'HIGH']] : []);
    if (found) expect(inputsOf(checks[0])).toMatchObject({ matchedBy: 'RxNorm code', product: { rxNormCodes: ['723'] } });
  });
});

describe('the same twice', () => {
  it('is graver in another active prescription than in the same one or in a fill that runs out, and mild for a like one', async () => {
    const substance = await counter.substance('Paracetamol');
    const one = await counter.tablets(substance, 500, { atcCodes: ['N02BE01'] });
    const other = await counter.tablets(substance, 1000, { atcCodes: ['N02BE01'] });
    const like = await stocked('Propacetamol', 500, { atcCodes: ['N02BE05'] });
    const unlike = await stocked('Ibuprofene', 400, { atcCodes: ['M01AE01'] });
    for (const productId of [one, other]) await counter.shelve(productId, [{ quantity: 50 }]);
    const [a = '', b = ''] = await counter.prescribed([{ productId: one, durationDays: 5 }, { productId: other }]);
    expect(graded(await counter.preview(b))).toEqual([['DUPLICATE_THERAPY', 'MODERATE']]);
    const elsewhere = await counter.prescribe(other);
    expect(graded(await counter.preview(elsewhere))).toEqual([
      ['DUPLICATE_THERAPY', 'HIGH'],
      ['DUPLICATE_THERAPY', 'HIGH'],
    ]);
    expect(graded(await counter.preview(await counter.prescribe(unlike)))).toEqual([]);
    const similar = await counter.preview(await counter.prescribe(like));
    expect(new Set(similar.map(({ kind, severity }) => `${kind} ${severity}`))).toEqual(new Set(['DUPLICATE_THERAPY LOW']));
    expect(a).not.toBe(b);
  });

  it('is known by the base of a salt, and by the generic name alone', async () => {
    const salt = await stocked('Chlorhydrate de metformine');
    const base = await stocked('Metformine');
    const named = await counter.medicine('Glucophage', { genericName: 'metformin' });
    const alike = await counter.medicine('Metforal', { genericName: 'Metformin' });
    await counter.shelve(alike, [{ quantity: 5 }]);
    await counter.prescribe(salt);
    expect(graded(await counter.preview(await counter.prescribe(base)))).toEqual([['DUPLICATE_THERAPY', 'HIGH']]);
    const coded = { atcCodes: ['A10BA02'] };
    const [first, second] = [await stocked('Metformina', 500, coded), await stocked('Metforminum', 500, coded)];
    const another = { patientId: newId('patient') };
    await counter.prescribe(first, {}, another);
    expect(graded(await counter.preview(await counter.prescribe(second, {}, another)))).toEqual([['DUPLICATE_THERAPY', 'MODERATE']]);
    await counter.prescribe(named);
    expect(graded(await counter.preview(await counter.prescribe(alike)))).toEqual([['DUPLICATE_THERAPY', 'MODERATE']]);
  });
});

describe('doses', () => {
  const range = (substanceId: string, more: object) =>
    counter.run<{ doseRange: object | null }>(
      'setDoseRange',
      'doseRange { id version route smallestDose largestDose largestDailyDose unit source substance { name } }',
      {
        substanceId,
        unit: 'mg',
        source: 'BNF 88',
        ...more,
      },
    );

  it.each([
    ['2 tablets thrice a day', { dose: { value: 2, unit: 'tablet' }, frequency: 3, periodUnit: 'DAY' }, []],
    ['3 tablets at once', { dose: { value: 3, unit: 'tablets' }, frequency: 1, periodUnit: 'DAY' }, ['1500 mg at once']],
    ['1.5 g at once', { dose: { value: 1.5, unit: 'g' }, frequency: 1, periodUnit: 'DAY' }, ['1500 mg at once']],
    ['1 g every 4 hours', { dose: { value: 1000, unit: 'mg' }, frequency: 1, period: 4, periodUnit: 'HOUR' }, ['6000 mg a day']],
    ['1 g twice in 2 days', { dose: { value: 1, unit: 'g' }, frequency: 2, period: 2, periodUnit: 'DAY' }, []],
    ['half a tablet', { dose: { value: 0.5, unit: 'tablet' }, frequency: 1, periodUnit: 'DAY' }, ['250 mg at once are less than 300']],
    ['drops', { dose: { value: 20, unit: 'mL' }, frequency: 1, periodUnit: 'DAY' }, ['cannot be compared']],
    ['no dose', {}, ['says no dose']],
  ])('of %s are compared', async (_what, dosage, expected) => {
    const substanceId = await counter.substance('Paracetamol');
    const productId = await counter.tablets(substanceId, 500);
    await counter.shelve(productId, [{ quantity: 5 }]);
    await range(substanceId, { smallestDose: 300, largestDose: 1000, largestDailyDose: 4000 });
    const { checks } = await counter.prepared(await counter.prescribe(productId, dosage));
    expect(checks).toHaveLength(expected.length);
    expected.forEach((part, index) => expect(checks[index]?.message).toContain(part));
    for (const { kind, severity, message, source } of checks) {
      expect([kind, source]).toEqual(['DOSE_RANGE', 'BNF 88']);
      expect(severity).toBe(message.includes('more than') ? 'HIGH' : 'LOW');
    }
  });

  it('are compared with the range of the route before the one of any', async () => {
    const substanceId = await counter.substance('Morphine');
    const productId = await counter.tablets(substanceId, 10);
    await counter.shelve(productId, [{ quantity: 5 }]);
    await range(substanceId, { largestDose: 5 });
    await range(substanceId, { largestDose: 20, route: 'Oral' });
    const dose = { dose: { value: 1, unit: 'tablet' } };
    expect(await counter.preview(await counter.prescribe(productId, { ...dose, route: 'oral' }, { patientId: newId('patient') }))).toEqual(
      [],
    );
    const injected = await counter.preview(
      await counter.prescribe(productId, { ...dose, route: 'intravenous' }, { patientId: newId('patient') }),
    );
    expect(injected.map(({ message }) => message)).toEqual(['Morphine: 10 mg at once are more than 5 mg.']);
  });

  it('have ranges that are set anew, and never nonsense', async () => {
    const substanceId = await counter.substance('Paracetamol');
    const first = await range(substanceId, { largestDose: 1000 });
    const second = await range(substanceId, { largestDose: 500, largestDailyDose: 3000 });
    expect(second.doseRange).toMatchObject({ version: 2, largestDose: 500, largestDailyDose: 3000, smallestDose: null });
    expect((first.doseRange as { id: string }).id).toBe((second.doseRange as { id: string }).id);
    const { node } = {
      node: await counter.ask<{ product: { medication: { ingredients: { substance: { doseRanges: { largestDose: number }[] } }[] } } }>(
        'query ($id: ID!) { product(id: $id) { medication { ingredients { substance { doseRanges { largestDose } } } } } }',
        { id: await counter.tablets(substanceId, 500) },
      ),
    };
    expect(node.product.medication.ingredients[0]?.substance.doseRanges).toEqual([{ largestDose: 500 }]);
    expect(codes(await range(substanceId, {}))).toEqual(['REQUIRED']);
    expect(codes(await range(substanceId, { largestDose: 0 }))).toEqual(['INVALID']);
    expect(codes(await range(substanceId, { smallestDose: 10, largestDailyDose: 5 }))).toEqual(['INVALID']);
    expect(codes(await range(substanceId, { largestDose: 5, unit: ' ' }))).toEqual(['REQUIRED']);
    expect(codes(await range(substanceId, { largestDose: 5, source: ' ' }))).toEqual(['REQUIRED']);
    expect(codes(await range(newId('substance'), { largestDose: 5 }))).toEqual(['NOT_FOUND']);
    const reader = counter.somebody({ permissions: ['medicines:read'] });
    await expect(
      counter.run('setDoseRange', 'doseRange { id }', { substanceId, unit: 'mg', source: 'BNF', largestDose: 1 }, reader),
    ).rejects.toThrow('FORBIDDEN');
  });
});

describe('a substitute in another pack', () => {
  const substitutionReason = 'The other is out of stock';

  /** Three packs of the one prescribed, and the other prepared for them. */
  async function substituted(prescribed: string | null, given: string | null, more: object = {}): Promise<Prepared> {
    const substance = await counter.substance(`Amlodipine ${newId('x')}`);
    const ids: string[] = [];
    for (const pack of [prescribed, given]) {
      const productId = await counter.tablets(substance, 5, {}, { pack });
      await counter.shelve(productId, [{ quantity: 9 }]);
      ids.push(productId);
    }
    const [prescribedId = '', productId] = ids;
    return counter.prepared(await counter.prescribe(prescribedId, { quantity: 3 }), { productId, substitutionReason, ...more });
  }

  it('is held back, as quantities count packs', async () => {
    const dispense = await substituted('30 tablets', '90 tablets');
    expect(dispense.openChecks).toEqual([{ id: dispense.checks[0]?.id, kind: 'QUANTITY' }]);
    expect(dispense.checks).toMatchObject([
      {
        severity: 'HIGH',
        message:
          '3 packs of "90 tablets" count as 3 of "30 tablets" as prescribed: prepare as many as make what was prescribed, and say with countsAs how many packs as prescribed that is.',
      },
    ]);
    expect(inputsOf(dispense.checks[0])).toMatchObject({
      given: { pack: '90 tablets' },
      prescribed: { pack: '30 tablets' },
      quantity: 3,
      counted: 3,
    });
    expect(messages(await counter.does('handOverDispense', dispense))).toContain('count as 3 of "30 tablets"');
  });

  it.each([
    ['30 tablets', '30 tablets in a bottle'],
    ['plaquette(s) PVC aluminium de 30 comprimé(s)', '3 plaquette(s) thermoformée(s) de 10 comprimé(s)'],
    ['1 flacon(s) en verre de 0,5 ml', '5 flacons de 0,1 ml'],
    ['1 000 tablets', '1000 tablets'],
    ['30 tablets', null],
    ['30 tablets', 'a blister'],
  ])('%s for %s is not', async (given, prescribed) => {
    expect((await substituted(prescribed, given)).checks).toEqual([]);
  });

  it.each([
    ['90 tablets', '30 tablets', 1, 3, []],
    ['10 tablets', '30 tablets', 9, 3, []],
    ['10 tablets', '30 tablets', 3, 1, []],
    ['28 tablets', '30 tablets', 3, 2, ['QUANTITY']],
    ['30 tablets', '30 tablets', 1, 3, ['QUANTITY']],
    ['a box', '30 tablets', 1, 3, ['QUANTITY']],
    [null, null, 1, 3, ['QUANTITY']],
  ])('%s for %s, %i counted as %i, is held back by %j', async (given, prescribed, quantity, countsAs, kinds) => {
    const { openChecks } = await substituted(prescribed, given, { quantity, countsAs });
    expect(openChecks.map(({ kind }) => kind)).toEqual(kinds);
  });
});

describe('the prescription and the lot', () => {
  it('are looked at: past its day, more than due, soon expired', async () => {
    const productId = await stocked('Amlodipine', 5);
    const requestId = await counter.prescribe(productId, { quantity: 1, refills: 2, durationDays: 30 });
    expect(await counter.preview(requestId)).toEqual([]);
    const more = await counter.prepared(requestId, { quantity: 2 });
    expect(graded(more.checks)).toEqual([['QUANTITY', 'HIGH']]);
    expect(inputsOf(more.checks[0])).toMatchObject({ quantity: 2, due: 1, quantityOfFill: 1, refills: 2, dispensed: 0 });
    await counter.did('cancelDispense', more, { reason: 'Too many' });
    const soon = async (days: number) => {
      const until = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Ulaanbaatar' }).format(Date.now() + days * 86_400_000);
      const [lotId] = await counter.shelve(productId, [{ quantity: 1, expiresOn: until }]);
      const dispense = await counter.prepared(requestId, { lotId });
      await counter.did('cancelDispense', dispense, { reason: 'Another lot' });
      return graded(dispense.checks);
    };
    expect(await soon(10)).toEqual([['LOT_EXPIRES_SOON', 'MODERATE']]);
    expect(await soon(60)).toEqual([['LOT_EXPIRES_SOON', 'LOW']]);
    expect(await soon(90)).toEqual([['LOT_EXPIRES_SOON', 'LOW']]);
    expect(await soon(91)).toEqual([]);
    await counter.past(requestId);
    const expired = await counter.prepared(requestId);
    expect(expired.openChecks).toMatchObject([{ kind: 'EXPIRED_PRESCRIPTION' }]);
    expect(messages(await counter.does('handOverDispense', expired))).toContain('ask the prescriber for a new one');
  });
});

describe('a look without doing anything', () => {
  it('writes nothing and sets nothing aside; others cannot look', async () => {
    const productId = await stocked('Amoxicilline');
    counter.allergic('Amoxicilline');
    const requestId = await counter.prescribe(productId);
    expect(graded(await counter.preview(requestId))).toEqual([['ALLERGY', 'HIGH']]);
    expect(await counter.stockOf(productId)).toEqual({ onHand: 50, reserved: 0 });
    await counter.behind(async (transaction) => {
      expect(await transaction.rows(sql`select from dispense_checks`)).toEqual([]);
    });
    expect(await counter.preview(newId('medicationrequest'))).toBeNull();
    const other = await stocked('Cefalexine');
    const look =
      'query ($id: ID!, $productId: ID, $branchId: ID) { dispenseChecks(medicationRequestId: $id, productId: $productId, branchId: $branchId) { kind } }';
    const asked = { id: requestId, branchId: counter.branchId };
    await expect(counter.ask(look, { ...asked, productId: other })).rejects.toThrow('nor of the same substances');
    const twin = await counter.tablets(await counter.substance('Amoxicilline'), 500);
    expect(await counter.ask(look, { ...asked, productId: twin })).toEqual({ dispenseChecks: [{ kind: 'ALLERGY' }] });
    await expect(counter.preview(requestId, counter.somebody({ permissions: ['dispenses:read'] }))).rejects.toThrow('FORBIDDEN');
    await expect(counter.preview(requestId, counter.somebody({ branches: [counter.addBranch()] }))).rejects.toThrow('NOT_FOUND');
  });
});

describe('overriding', () => {
  async function blocked(): Promise<{ productId: string; dispense: Prepared; checkId: string }> {
    const productId = await stocked('Amoxicilline');
    counter.allergic('Amoxicilline', { criticality: 'HIGH' });
    const dispense = await counter.prepared(await counter.prescribe(productId));
    return { productId, dispense, checkId: dispense.openChecks[0]?.id ?? '' };
  }

  it('lets it go, by name and with a reason, once', async () => {
    const { productId, dispense, checkId } = await blocked();
    const refused = await counter.does('handOverDispense', dispense);
    expect(codes(refused)).toEqual(['WRONG_STATE']);
    expect(messages(refused)).toContain('allergic to Amoxicilline');
    expect(await counter.stockOf(productId)).toEqual({ onHand: 50, reserved: 1 });
    const pharmacist = counter.somebody();
    expect(await counter.override(checkId, 'Tolerated last year, reaction was a rash', pharmacist)).toMatchObject({
      dispense: {
        openChecks: [],
        checks: [{ override: { reason: 'Tolerated last year, reaction was a rash', by: { id: pharmacist.actor.id } } }],
      },
      userErrors: [],
    });
    expect(codes(await counter.override(checkId))).toEqual(['TAKEN']);
    const done = await counter.did('handOverDispense', dispense);
    expect(done).toMatchObject({ status: 'COMPLETED', checks: [{ id: checkId, severity: 'HIGH' }] });
    expect(codes(await counter.override(checkId))).toEqual(['WRONG_STATE']);
  });

  it('takes words, the permission, a person, and a check of the branch', async () => {
    const { dispense, checkId } = await blocked();
    for (const reason of ['', '   ', '...', 'ok', '123456', 'x'.repeat(1001)])
      expect(codes(await counter.override(checkId, reason))).toEqual(['REQUIRED']);
    const preparer = counter.somebody({
      permissions: (counter.context.grants[0]?.permissions ?? []).filter((each) => each !== 'checks:override'),
    });
    await expect(counter.override(checkId, undefined, preparer)).rejects.toThrow('FORBIDDEN');
    const job = systemContext(counter.tenant, 'nightly', 'test');
    expect(codes(await counter.override(checkId, undefined, job))).toEqual(['NOT_ALLOWED']);
    const client = { ...counter.context, actor: { kind: 'client' as const, id: newId('client'), sessionId: null } };
    expect(codes(await counter.override(checkId, undefined, client))).toEqual(['NOT_ALLOWED']);
    expect(codes(await counter.override(checkId, undefined, counter.somebody({ branches: [counter.addBranch()] })))).toEqual(['NOT_FOUND']);
    const stranger = contextOf({ tenant: testTenant('luangwa'), permissions: counter.context.grants[0]?.permissions ?? [] });
    expect(codes(await counter.override(checkId, undefined, stranger))).toEqual(['NOT_FOUND']);
    expect(codes(await counter.override(newId('dispensecheck')))).toEqual(['NOT_FOUND']);
    expect((await counter.dispense(dispense.id))?.openChecks).toHaveLength(1);
  });

  it('cannot be gone around: by holding, checking, a job, or the tables themselves', async () => {
    const { dispense, checkId } = await blocked();
    const resumed = await counter.did(
      'resumeDispense',
      await counter.did('holdDispense', await counter.did('checkDispense', dispense), { reason: 'Wait a moment' }),
    );
    expect(codes(await counter.does('handOverDispense', resumed))).toEqual(['WRONG_STATE']);
    expect(codes(await counter.does('handOverDispense', resumed, {}, systemContext(counter.tenant, 'nightly', 'test')))).toEqual([
      'WRONG_STATE',
    ]);
    const [id, check] = [toUuid('dispense', dispense.id), toUuid('dispensecheck', checkId)];
    const write = (statement: ReturnType<typeof sql>) => counter.behind((transaction) => transaction.rows(statement));
    await expect(write(sql`update dispense_checks set inputs = '{}' where id = ${check}`)).rejects.toThrow('permission denied');
    await expect(write(sql`update dispense_checks set severity = 'LOW' where id = ${check}`)).rejects.toThrow('permission denied');
    await expect(write(sql`delete from dispense_checks where id = ${check}`)).rejects.toThrow('permission denied');
    await expect(write(sql`delete from dispenses where id = ${id}`)).rejects.toThrow('permission denied');
    const complete = sql`update dispenses set status = 'COMPLETED', handed_over_at = now() where id = ${id}`;
    await expect(write(complete)).rejects.toThrow('a check of high severity is open');
    const answer = sql`insert into check_overrides (check_id, branch_id, reason) values (${check}, ${toUuid('branch', counter.branchId)}, 'Because I say so')`;
    const job = systemContext(counter.tenant, 'nightly', 'test');
    await expect(
      subgraph.database.transaction(job, scopeOf(job, 'nightly'), 'command', (transaction) => transaction.rows(answer)),
    ).rejects.toThrow('check_overrides_by_person');
    await counter.override(checkId);
    await expect(write(sql`update check_overrides set reason = 'Something else'`)).rejects.toThrow('permission denied');
    await expect(write(sql`delete from check_overrides`)).rejects.toThrow('permission denied');
    await counter.did('handOverDispense', resumed);
    await expect(write(sql`update dispenses set quantity = 2 where id = ${id}`)).rejects.toThrow('what was handed over is not changed');
  });

  it('is needed for what was found since, and not twice for what was found before', async () => {
    const productId = await stocked('Amoxicilline');
    const dispense = await counter.prepared(await counter.prescribe(productId));
    expect(dispense.checks).toEqual([]);
    counter.allergic('Amoxicilline', { criticality: 'HIGH' });
    const refused = await counter.does('handOverDispense', dispense);
    expect(codes(refused)).toEqual(['WRONG_STATE']);
    expect(refused.dispense).toMatchObject({ status: 'PREPARATION', openChecks: [{ kind: 'ALLERGY' }] });
    await counter.override(refused.dispense?.openChecks[0]?.id ?? '');
    const warfarin = await stocked('Warfarine', 5);
    await counter.interact('Warfarine', 'Amoxicilline', 'NOT_RECOMMENDED');
    await counter.prescribe(warfarin);
    const again = await counter.does('handOverDispense', dispense);
    expect(again.dispense?.openChecks).toMatchObject([{ kind: 'INTERACTION' }]);
    expect(again.dispense?.checks).toHaveLength(2);
    await counter.override(again.dispense?.openChecks[0]?.id ?? '');
    expect((await counter.did('handOverDispense', dispense)).checks).toHaveLength(2);
    expect(await counter.stockOf(productId)).toEqual({ onHand: 49, reserved: 0 });
  });
});
