import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import pg from 'pg';
import { systemContext } from '#kernel/context/request-context.js';
import { sql, type Sql } from '#kernel/database/sql.js';
import { newId } from '#kernel/graph/type-id.js';
import { planOf } from '#kernel/testing/query-plan.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { Dispensary, openPharmacy } from '../testing/dispensary.js';
import { importInteractions, type InteractionImportReport } from './importing-interactions.js';
import { classesOfSubstances, interactionsBetween, substancesOfProducts, type InteractionFinding, type Reader } from './interacting.js';
import { readThesaurus, type Thesaurus } from './reading-thesaurus.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openPharmacy());
});
afterAll(() => subgraph.close());

const importing = (dispensary: Dispensary, thesaurus: Thesaurus): Promise<InteractionImportReport> =>
  importInteractions(
    { database: subgraph.database, context: systemContext(dispensary.tenant, 'import:interactions', 'test') },
    thesaurus,
    () => undefined,
  );

const between = (dispensary: Dispensary, left: readonly string[], right: readonly string[]): Promise<InteractionFinding[]> =>
  interactionsBetween(readerOf(dispensary), left, right);

function readerOf(dispensary: Dispensary, onStatement: () => void = () => undefined): Reader {
  const db = subgraph.database.forContext(dispensary.context);
  return {
    rows: (statement) => {
      onStatement();
      return db.rows(statement, 'medicines:read');
    },
  };
}

const small = (rows: string): Thesaurus =>
  readThesaurus(
    '2020-10',
    `main_drug,plus_drug,between,levels,level_info,mechanism\n${rows}`,
    JSON.stringify([
      { substance: 'warfarine', drug_classes: ['antivitamines K'] },
      { substance: 'ibuprofene', drug_classes: ['ains', 'autres ains'] },
      { substance: 'ketoprofene', drug_classes: ['ains', 'autres ains'] },
      { substance: 'lithium', drug_classes: [] },
    ]),
  );

const rules = `AINS,AUTRES AINS,,Association DECONSEILLEE,,Saignement
ANTIVITAMINES K,AINS,,Association DECONSEILLEE,Surveiller,Saignement
LITHIUM,AINS,,CONTRE-INDICATION|Précaution d'emploi,à fortes doses|à faibles doses,Lithémie
`;

describe('a pair', () => {
  let dispensary: Dispensary;
  let id: Record<'warfarin' | 'ibuprofen' | 'ibuprofenLysine' | 'ketoprofen' | 'lithium', string>;
  beforeAll(async () => {
    dispensary = new Dispensary(subgraph, neighbours);
    await importing(dispensary, small(rules));
    id = {
      warfarin: await dispensary.substance('WARFARINE SODIQUE'),
      ibuprofen: await dispensary.substance('Ibuprofène'),
      ibuprofenLysine: await dispensary.substance('IBUPROFÈNE LYSINE'),
      ketoprofen: await dispensary.substance('Kétoprofène'),
      lithium: await dispensary.substance('LITHIUM (CARBONATE DE)'),
    };
  });

  it('is found by the classes of both, and says as what each takes part', async () => {
    expect(await between(dispensary, [id.warfarin], [id.ibuprofen])).toEqual([
      {
        severity: 'NOT_RECOMMENDED',
        conditional: false,
        first: { id: id.ibuprofen, name: 'Ibuprofène' },
        second: { id: id.warfarin, name: 'WARFARINE SODIQUE' },
        firstAs: 'AINS',
        secondAs: 'ANTIVITAMINES K',
        mechanism: 'Saignement',
        management: 'Surveiller',
        source: 'Thésaurus des interactions médicamenteuses, ANSM, 10-2020',
      },
    ]);
  });

  it('is found once, though each of the two belongs to both sides of the rule', async () => {
    expect(await between(dispensary, [id.ibuprofen, id.ketoprofen], [id.ketoprofen, id.ibuprofen])).toHaveLength(1);
  });

  it('is no pair when both are the same substance, also in another form', async () => {
    expect(await between(dispensary, [id.ibuprofen], [id.ibuprofen])).toEqual([]);
    expect(await between(dispensary, [id.ibuprofen], [id.ibuprofenLysine])).toEqual([]);
  });

  it('is the same pair in a salt and in its base', async () => {
    const found = await between(dispensary, [id.ibuprofen, id.ibuprofenLysine], [id.warfarin]);
    expect(found.map(({ first }) => first.name)).toEqual(['Ibuprofène']);
  });

  it('has a finding for each severity, the gravest first, with its condition', async () => {
    const found = await between(dispensary, [id.lithium], [id.ibuprofen]);
    expect(found.map(({ severity, management, conditional }) => [severity, management, conditional])).toEqual([
      ['CONTRAINDICATED', 'à fortes doses', true],
      ['PRECAUTION', 'à faibles doses', true],
    ]);
  });

  it('is only looked for between left and right', async () => {
    expect(await between(dispensary, [id.warfarin, id.ibuprofen], [id.lithium])).toHaveLength(2);
    expect(await between(dispensary, [id.warfarin, id.ibuprofen], [])).toEqual([]);
  });

  it('is found with the substance itself where the source has a rule for that very thing', async () => {
    const other = new Dispensary(subgraph, neighbours);
    await importing(other, small('LITHIUM,LITHIUM,,A prendre en compte,,\nAINS,AINS,,A prendre en compte,,\n'));
    const [lithium, ibuprofen] = [await other.substance('Lithium'), await other.substance('Ibuprofène')];
    expect(await between(other, [lithium, ibuprofen], [lithium, ibuprofen])).toMatchObject([{ firstAs: 'LITHIUM', secondAs: 'LITHIUM' }]);
  });

  it('takes two statements, however many are asked about', async () => {
    let statements = 0;
    await interactionsBetween(
      readerOf(dispensary, () => (statements += 1)),
      Object.values(id),
      Object.values(id),
    );
    expect(statements).toBe(2);
  });

  it("is not another tenant's to find", async () => {
    const stranger = new Dispensary(subgraph, neighbours);
    expect(await between(stranger, [id.warfarin], [id.ibuprofen])).toEqual([]);
    expect((await classesOfSubstances(readerOf(stranger), [id.warfarin])).size).toBe(0);
  });

  it('knows the classes of its substances', async () => {
    expect(await classesOfSubstances(readerOf(dispensary), Object.values(id))).toEqual(
      new Map([
        [id.warfarin, ['antivitamines K']],
        [id.ibuprofen, ['ains', 'autres ains']],
        [id.ibuprofenLysine, ['ains', 'autres ains']],
        [id.ketoprofen, ['ains', 'autres ains']],
      ]),
    );
  });

  describe('of products', () => {
    const ask = `query ($ids: [ID!]!) { interactions(productIds: $ids) { severity conditional first { id name } second { name code } firstAs secondAs mechanism management source } }`;
    const containing = (...substances: string[]) =>
      dispensary.medicine('Medicine', { ingredients: substances.map((substanceId) => ({ substanceId, role: 'ACTIVE' })) });

    it('is found in the graph', async () => {
      const products = [await containing(id.warfarin), await containing(id.ibuprofenLysine, id.ibuprofen)];
      expect(await dispensary.ask(ask, { ids: products })).toMatchObject({
        interactions: [
          { severity: 'NOT_RECOMMENDED', first: { id: id.ibuprofen }, second: { name: 'WARFARINE SODIQUE' }, firstAs: 'AINS' },
        ],
      });
      expect(await substancesOfProducts(readerOf(dispensary), products)).toEqual(
        new Map([
          [products[0], [{ id: id.warfarin, name: 'WARFARINE SODIQUE' }]],
          [
            products[1],
            [
              { id: id.ibuprofenLysine, name: 'IBUPROFÈNE LYSINE' },
              { id: id.ibuprofen, name: 'Ibuprofène' },
            ],
          ],
        ]),
      );
    });

    it('is left out within one product, and found when another has part of it', async () => {
      const combination = await containing(id.warfarin, id.ibuprofen);
      expect(await dispensary.ask(ask, { ids: [combination, await containing()] })).toEqual({ interactions: [] });
      const { interactions } = await dispensary.ask<{ interactions: object[] }>(ask, { ids: [combination, await containing(id.warfarin)] });
      expect(interactions).toHaveLength(1);
    });

    it('refuses a product that is not there, or not theirs', async () => {
      const stranger = new Dispensary(subgraph, neighbours);
      const product = await containing(id.warfarin);
      for (const [asking, ids] of [
        [dispensary, [product, newId('product')]],
        [stranger, [product]],
      ] as const) {
        const { data, errors } = await subgraph.execute(ask, asking.context, { ids });
        expect([data, errors?.[0]?.message, errors?.[0]?.extensions['code']]).toEqual([
          null,
          'There is no such product among those that you ask about.',
          'NOT_FOUND',
        ]);
      }
    });

    it('refuses more than a hundred, and who may not read medicines', async () => {
      const many = Array.from({ length: 101 }, () => newId('product'));
      expect((await subgraph.execute(ask, dispensary.context, { ids: many })).errors?.[0]?.message).toBe(
        'Ask for at most 100 products at once.',
      );
      const cashier = dispensary.somebody({ permissions: ['stock:read'] });
      expect((await subgraph.execute(ask, cashier, { ids: [] })).errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
    });
  });
});

describe('an edition', () => {
  const tables = async (dispensary: Dispensary) => {
    const reader = readerOf(dispensary);
    return reader.rows<{ first_name: string; severity: string; source: string; version: number }>(
      sql`select first_name, severity, source, version from interaction_rules order by first_key, second_key, severity`,
    );
  };
  const audited = async (dispensary: Dispensary) =>
    (await readerOf(dispensary).rows(sql`select 1 from audit_log where entity = 'interaction_rules'`)).length;

  it('that is imported twice changes nothing', async () => {
    const dispensary = new Dispensary(subgraph, neighbours);
    const first = await importing(dispensary, small(rules));
    expect([first.rules, first.memberships]).toEqual([
      { added: 4, changed: 0, unchanged: 0, removed: 0 },
      { added: 5, changed: 0, unchanged: 0, removed: 0 },
    ]);
    const before = await tables(dispensary);
    const second = await importing(dispensary, small(rules));
    expect([second.rules, second.memberships]).toEqual([
      { added: 0, changed: 0, unchanged: 4, removed: 0 },
      { added: 0, changed: 0, unchanged: 5, removed: 0 },
    ]);
    expect(await tables(dispensary)).toEqual(before);
    expect(await audited(dispensary)).toBe(4);
  });

  it('takes the place of the one before', async () => {
    const dispensary = new Dispensary(subgraph, neighbours);
    await importing(dispensary, small(rules));
    const next = { ...small('LITHIUM,AINS,,CONTRE-INDICATION,toujours,Lithémie\n'), memberships: [], source: 'The next edition' };
    const report = await importing(dispensary, next);
    expect([report.rules, report.memberships]).toEqual([
      { added: 0, changed: 1, unchanged: 0, removed: 3 },
      { added: 0, changed: 0, unchanged: 0, removed: 5 },
    ]);
    expect(await tables(dispensary)).toEqual([{ first_name: 'AINS', severity: 'CONTRAINDICATED', source: 'The next edition', version: 2 }]);
  });

  it('leaves the one of another tenant alone', async () => {
    const [mine, theirs] = [new Dispensary(subgraph, neighbours), new Dispensary(subgraph, neighbours)];
    await importing(theirs, small(rules));
    await importing(mine, small(''));
    expect(await tables(theirs)).toHaveLength(4);
    expect(await tables(mine)).toEqual([]);
  });

  it('says which of its substances products contain, and which substances of products it does not know', async () => {
    const dispensary = new Dispensary(subgraph, neighbours);
    const ingredients = await Promise.all(
      ['LITHIUM (CARBONATE DE)', 'Kétoprofène', 'PARACÉTAMOL'].map(async (name) => ({
        substanceId: await dispensary.substance(name),
        role: 'ACTIVE',
      })),
    );
    await dispensary.medicine('All of it', { ingredients });
    await dispensary.substance('WARFARINE');
    expect(await importing(dispensary, small(rules))).toMatchObject({
      matched: ['ketoprofene', 'lithium'],
      unmatched: ['warfarine', 'ibuprofene'],
      inProducts: 3,
      unknown: ['PARACÉTAMOL'],
    });
  });
});

const folder = resolve('../shared/data/drug-interactions-fr');
const realInput = existsSync(folder) ? describe : describe.skip;

realInput('the French thesaurus', () => {
  let dispensary: Dispensary;
  let thesaurus: Thesaurus;
  const known = new Map<string, string>();
  beforeAll(async () => {
    dispensary = new Dispensary(subgraph, neighbours);
    const read = (file: string) => readFileSync(join(folder, file), 'utf8');
    thesaurus = readThesaurus('2020-10', read('thesaurus_2020-10.csv'), read('substance_classes_2020-10.json'));
    await importing(dispensary, thesaurus);
  });

  const substance = async (name: string): Promise<string> => {
    const id = known.get(name) ?? (await dispensary.substance(name));
    known.set(name, id);
    return id;
  };

  it('is read whole', () => {
    expect([thesaurus.rows, thesaurus.substances.size, thesaurus.leftOut]).toEqual([3139, 1080, []]);
    expect(thesaurus.unresolved).toEqual([
      'ALCOOL (BOISSON OU EXCIPIENT)',
      'MÉDICAMENTS ADMINISTRÉS PAR VOIE ORALE',
      'MÉDICAMENTS UTILISÉS PAR VOIE VAGINALE',
      'PAMPLEMOUSSE (JUS ET FRUIT)',
      'PRÉSERVATIFS EN LATEX',
      'SELS DE FER PAR VOIE INJECTABLE',
      'THÉINE',
    ]);
  });

  it.each([
    ['WARFARINE', 'ACIDE ACÉTYLSALICYLIQUE', 'CONTRAINDICATED', 'avec : - des doses anti-inflammatoires'],
    ['FLUINDIONE', 'DL-LYSINE (ACÉTYLSALICYLATE DE)', 'CONTRAINDICATED', 'avec : - des doses anti-inflammatoires'],
    ['WARFARINE SODIQUE', 'NITRATE DE MICONAZOLE', 'CONTRAINDICATED', ''],
    ['MÉTHOTREXATE', 'TRIMÉTHOPRIME', 'CONTRAINDICATED', ''],
    ['SIMVASTATINE', 'CLARITHROMYCINE', 'CONTRAINDICATED', ''],
    ['COLCHICINE', 'CLARITHROMYCINE', 'CONTRAINDICATED', ''],
    ['IPRONIAZIDE', 'CHLORHYDRATE DE FLUOXÉTINE', 'CONTRAINDICATED', 'Respecter un délai'],
    ['IPRONIAZIDE', 'CHLORHYDRATE DE TRAMADOL', 'CONTRAINDICATED', ''],
    ['CITRATE DE SILDÉNAFIL', 'TRINITRINE', 'CONTRAINDICATED', ''],
    ['METFORMINE (CHLORHYDRATE DE)', 'IOXITALAMATE DE MÉGLUMINE', 'CONTRAINDICATED', 'Le traitement par la metformine doit être suspendu'],
    ['AZATHIOPRINE', 'ALLOPURINOL', 'CONTRAINDICATED', ''],
    ['CICLOSPORINE', 'MILLEPERTUIS', 'CONTRAINDICATED', ''],
    ['MOCLOBÉMIDE', 'CHLORHYDRATE DE SERTRALINE', 'NOT_RECOMMENDED', "Si l'association ne peut être évitée"],
    ['RAMIPRIL', 'CHLORURE DE POTASSIUM', 'NOT_RECOMMENDED', ''],
    ['LITHIUM (CARBONATE DE)', 'IBUPROFÈNE', 'NOT_RECOMMENDED', "Si l'association ne peut être évitée"],
    ['RIFAMPICINE', 'ÉTHINYLESTRADIOL', 'NOT_RECOMMENDED', 'Utiliser une méthode additionnelle'],
    ['VALPROATE DE SODIUM', 'MÉROPÉNEM TRIHYDRATÉ', 'NOT_RECOMMENDED', ''],
    ['CARBAMAZÉPINE', "ÉTHYLSUCCINATE D'ÉRYTHROMYCINE", 'NOT_RECOMMENDED', ''],
    ['CHLORHYDRATE DE VÉRAPAMIL', 'FUMARATE DE BISOPROLOL', 'NOT_RECOMMENDED', 'Une telle association ne doit se faire que'],
    ['SPIRONOLACTONE', 'POTASSIUM (CHLORURE DE)', 'NOT_RECOMMENDED', "Sauf en cas d'hypokaliémie"],
    ['FLUOROURACILE', 'PHÉNYTOÏNE', 'NOT_RECOMMENDED', ''],
    ['IBUPROFÈNE', 'KÉTOPROFÈNE', 'NOT_RECOMMENDED', ''],
    ['DIGOXINE', "AMIODARONE (CHLORHYDRATE D')", 'PRECAUTION', 'Surveillance clinique, ECG'],
    ['LÉVOTHYROXINE SODIQUE', 'SULFATE FERREUX', 'PRECAUTION', 'Prendre les hormones thyroïdiennes à distance'],
    ['THÉOPHYLLINE ANHYDRE', 'CHLORHYDRATE DE CIPROFLOXACINE', 'PRECAUTION', 'Surveillance clinique'],
    ['INSULINE GLARGINE', 'PROPRANOLOL (CHLORHYDRATE DE)', 'PRECAUTION', 'Prévenir le patient'],
    ['CHLORURE DE SODIUM', 'LITHIUM (CARBONATE DE)', 'PRECAUTION', 'Eviter les surcharges sodées'],
  ])('finds %s with %s: %s', async (one, other, severity, management) => {
    const [gravest] = await between(dispensary, [await substance(one)], [await substance(other)]);
    expect(gravest?.severity).toBe(severity);
    expect((gravest?.management ?? '').replace(/\s+/g, ' ').startsWith(management)).toBe(true);
    expect(gravest?.source).toBe('Thésaurus des interactions médicamenteuses, ANSM, 10-2020');
  });

  it.each([
    ['PARACÉTAMOL', 'AMOXICILLINE TRIHYDRATÉE'],
    ['PARACÉTAMOL', 'IBUPROFÈNE'],
    ['AMOXICILLINE TRIHYDRATÉE', 'CLAVULANATE DE POTASSIUM'],
    ['RAMIPRIL', 'CLAVULANATE DE POTASSIUM'],
    ['CHLORHYDRATE DE METFORMINE', 'METFORMINE'],
    ['METFORMINE', "BÉSILATE D'AMLODIPINE"],
    ['LORATADINE', 'PARACÉTAMOL'],
    ['IBUPROFÈNE', 'IBUPROFÈNE LYSINE'],
  ])('finds nothing between %s and %s', async (one, other) => {
    expect(await between(dispensary, [await substance(one)], [await substance(other)])).toEqual([]);
  });

  it('finds every pair of single substances that it names, with every severity', async () => {
    const single = thesaurus.rules.filter(
      ({ firstKey, secondKey }) => thesaurus.substances.has(firstKey) && thesaurus.substances.has(secondKey),
    );
    const names = [...new Set(single.flatMap(({ firstName, secondName }) => [firstName, secondName]))];
    const ids = new Map<string, string>();
    for (const name of names) ids.set(name, await substance(name));
    const all = [...ids.values()];
    const found = await between(dispensary, all, all);
    const keyOf = (finding: { severity: string; firstAs: string; secondAs: string }) =>
      `${finding.severity} ${finding.firstAs} + ${finding.secondAs}`;
    const have = new Set(found.map(keyOf));
    const missing = single.filter(
      ({ severity, firstName, secondName }) => !have.has(keyOf({ severity, firstAs: firstName, secondAs: secondName })),
    );
    expect(single.length).toBeGreaterThan(100);
    expect(missing).toEqual([]);
  });

  it('answers the same, whichever side is asked first', async () => {
    const names = [
      'WARFARINE',
      'IBUPROFÈNE',
      'KÉTOPROFÈNE',
      'LITHIUM (CARBONATE DE)',
      'RAMIPRIL',
      'CHLORURE DE POTASSIUM',
      'COLCHICINE',
      'CLARITHROMYCINE',
      'DIGOXINE',
    ];
    const ids = await Promise.all(names.map(substance));
    await fc.assert(
      fc.asyncProperty(fc.subarray(ids), fc.subarray(ids), async (left, right) => {
        expect(await between(dispensary, left, right)).toEqual(await between(dispensary, right, left));
      }),
      { numRuns: 40 },
    );
  });

  it('are found without a look at those of other tenants', async () => {
    for (let tenants = 0; tenants < 4; tenants += 1) await importing(new Dispensary(subgraph, neighbours), thesaurus);
    const asked: Sql[] = [];
    const ids = await Promise.all(['WARFARINE', 'IBUPROFÈNE', 'DIGOXINE', 'COLCHICINE', 'CLARITHROMYCINE'].map(substance));
    const reader = readerOf(dispensary);
    const recording: Reader = {
      rows: (statement) => {
        asked.push(statement);
        return reader.rows(statement);
      },
    };
    await interactionsBetween(recording, ids, ids);
    const [owner, app] = [new pg.Client(subgraph.ownerUrl), new pg.Client(subgraph.url)];
    await Promise.all([owner.connect(), app.connect()]);
    try {
      await owner.query('analyze pharmacy.interaction_rules, pharmacy.drug_class_members');
      const statement = asked.at(-1);
      const nodes = statement ? await planOf(app, dispensary.tenant, statement) : [];
      expect(nodes.some((node) => node['Relation Name'] === 'interaction_rules')).toBe(true);
      expect(nodes.filter((node) => node['Node Type'] === 'Seq Scan')).toEqual([]);
    } finally {
      await Promise.all([owner.end(), app.end()]);
    }
  });
});
