import { searchKey } from '#kernel/graph/search-key.js';
import { mostLetters } from '#kernel/graph/text-length.js';
import { isGtin, toGtin14 } from '#kernel/gs1/check-digit.js';
import { IngredientRole, ProductStatus } from '../products/product-terms.js';
import { readCents, readStrength } from './amounts.js';
import { bdpmPrefix, type MedicineBase, type MedicinePack, type PackIngredient } from './medicine-pack.js';
import { dispensabilityOf, type Dispensability } from './prescribing-conditions.js';
import { readTable, type Remark, type TableRow } from './reading-table.js';
import { readSource } from './source-files.js';

/** The tables of the base, and the columns that are read of each. */
const columns = {
  'CIS_bdpm.tsv': ['cis', 'denomination', 'forme', 'voies', 'statut_amm', 'commercialisation'],
  'CIS_CIP_bdpm.tsv': ['cis', 'cip7', 'presentation', 'statut', 'etat_commercialisation', 'cip13', 'prix_public'],
  'CIS_COMPO_bdpm.tsv': ['cis', 'code_substance', 'substance', 'dosage', 'reference_dosage', 'nature', 'numero_lien'],
  'CIS_CPD_bdpm.tsv': ['cis', 'condition_prescription_delivrance'],
  'CIS_GENER_bdpm.tsv': ['id_groupe', 'libelle_groupe', 'cis'],
} as const;

type Table = keyof typeof columns;
type Row<T extends Table> = TableRow<(typeof columns)[T][number]>;
type Rows = { readonly [T in Table]: readonly Row<T>[] };

/** The text of each table. */
export type MedicineTables = Readonly<Record<Table, string>>;

export async function openMedicineTables(folder: string): Promise<MedicineTables> {
  // One after the other: of several that are missing, the first is named.
  const texts: [file: string, text: string][] = [];
  for (const file of Object.keys(columns)) texts.push([file, await readSource(folder, file)]);
  return Object.fromEntries(texts) as MedicineTables;
}

/** Reads the base: each pack with all that its medicine is. A line that cannot be read is left out and told of, and stops nothing. */
export function readMedicines(tables: MedicineTables): MedicineBase {
  const leftOut: Remark[] = [];
  const remarks: Remark[] = [];
  const table = <T extends Table>(file: T): Row<T>[] => readTable(file, tables[file], columns[file], leftOut);
  const rows: Rows = {
    'CIS_bdpm.tsv': table('CIS_bdpm.tsv'),
    'CIS_CIP_bdpm.tsv': table('CIS_CIP_bdpm.tsv'),
    'CIS_COMPO_bdpm.tsv': table('CIS_COMPO_bdpm.tsv'),
    'CIS_CPD_bdpm.tsv': table('CIS_CPD_bdpm.tsv'),
    'CIS_GENER_bdpm.tsv': table('CIS_GENER_bdpm.tsv'),
  };
  return new BaseReading(rows, leftOut, remarks).read();
}

interface Medicine {
  readonly denomination: string;
  readonly doseForm: string | null;
  readonly routes: readonly string[];
  readonly authorized: boolean;
}

class BaseReading {
  private readonly medicines = new Map<string, Medicine>();
  private readonly packsOf = new Map<string, number>();
  private readonly substances = new Map<string, string>();
  private readonly compositions = new Map<string, PackIngredient[]>();
  private readonly genericNames = new Map<string, string>();
  private readonly conditions: ReadonlyMap<string, Dispensability>;
  private readonly groups = new Map<string, { id: string; label: string }>();
  private readonly taken = new Map<string, number>();

  constructor(
    private readonly rows: Rows,
    private readonly leftOut: Remark[],
    private readonly remarks: Remark[],
  ) {
    const byMedicine = Map.groupBy(rows['CIS_CPD_bdpm.tsv'], ({ fields }) => fields.cis);
    this.conditions = new Map(
      [...byMedicine].map(([cis, found]) => [cis, dispensabilityOf(found.map(({ fields }) => fields.condition_prescription_delivrance))]),
    );
  }

  read(): MedicineBase {
    for (const row of this.rows['CIS_bdpm.tsv']) this.medicine(row);
    this.nameSubstances();
    for (const [cis, found] of Map.groupBy(this.rows['CIS_COMPO_bdpm.tsv'], ({ fields }) => fields.cis)) this.compose(cis, found);
    for (const row of this.rows['CIS_GENER_bdpm.tsv']) this.group(row);
    for (const { fields } of this.rows['CIS_CIP_bdpm.tsv']) this.packsOf.set(fields.cis, (this.packsOf.get(fields.cis) ?? 0) + 1);
    const packs = this.rows['CIS_CIP_bdpm.tsv'].flatMap((row) => this.pack(row) ?? []);
    const withoutPack = [...this.medicines.keys()].filter((cis) => !this.packsOf.has(cis)).length;
    return { packs, substances: this.substances, withoutPack, leftOut: this.leftOut, remarks: this.remarks };
  }

  private medicine({ line, fields }: Row<'CIS_bdpm.tsv'>): void {
    const file = 'CIS_bdpm.tsv';
    if (!/^\d{8}$/.test(fields.cis)) this.leftOut.push({ file, line, reason: `"${fields.cis.slice(0, 20)}" is no CIS code of 8 digits` });
    else if (!searchKey(fields.denomination)) this.leftOut.push({ file, line, reason: `the medicine ${fields.cis} has no name` });
    else if (this.medicines.has(fields.cis))
      this.leftOut.push({ file, line, reason: `the medicine ${fields.cis} stands on an earlier line` });
    else
      this.medicines.set(fields.cis, {
        denomination: fields.denomination,
        doseForm: fields.forme || null,
        routes: [...new Set(fields.voies.split(';').map((route) => route.trim()))].filter(Boolean),
        authorized: /^$|\bactive\b/.test(searchKey(fields.statut_amm)) && /^$|^commercialisee$/.test(searchKey(fields.commercialisation)),
      });
  }

  /** A code that is written in several ways goes by the most frequent, and among those by the first in the alphabet. */
  private nameSubstances(): void {
    for (const [code, found] of Map.groupBy(this.rows['CIS_COMPO_bdpm.tsv'], ({ fields }) => fields.code_substance)) {
      const names = [...Map.groupBy(found, ({ fields }) => fields.substance)].filter(([name]) => searchKey(name));
      const [best] = names.sort(([a, as], [b, bs]) => bs.length - as.length || (a < b ? -1 : 1));
      if (code && best) this.substances.set(code, best[0]);
    }
  }

  private compose(cis: string, rows: readonly Row<'CIS_COMPO_bdpm.tsv'>[]): void {
    const file = 'CIS_COMPO_bdpm.tsv';
    const lines = rows.flatMap(({ line, fields }) => {
      const code = fields.code_substance;
      const role = { SA: IngredientRole.ACTIVE, FT: IngredientRole.MOIETY }[fields.nature.toUpperCase()];
      const name = this.substances.get(code);
      const reason = !this.medicines.has(cis)
        ? `there is no medicine ${cis}`
        : !name
          ? 'it names no substance with its code'
          : role
            ? null
            : `"${fields.nature.slice(0, 20)}" is neither SA, an active substance, nor FT, the part that acts`;
      if (reason !== null || !role || !name) {
        this.leftOut.push({ file, line, reason: reason ?? 'it names no substance' });
        return [];
      }
      const strength = readStrength(fields.dosage);
      const ingredient: PackIngredient = {
        substanceCode: code,
        role,
        strength: fields.dosage || null,
        strengthValue: strength?.value ?? null,
        strengthUnit: strength?.unit ?? null,
        referenceAmount: fields.reference_dosage || null,
      };
      return [{ ingredient, name, link: Number.parseInt(fields.numero_lien, 10) || 0, moiety: role === IngredientRole.MOIETY }];
    });
    lines.sort((a, b) => a.link - b.link || Number(a.moiety) - Number(b.moiety));
    const once = new Map(lines.map(({ ingredient, link }) => [JSON.stringify([link, ingredient]), ingredient]));
    this.compositions.set(cis, [...once.values()]);
    const acting = [...Map.groupBy(lines, ({ link }) => link).values()].flatMap((linked) => {
      const moieties = linked.filter(({ moiety }) => moiety);
      return (moieties.length > 0 ? moieties : linked).map(({ name }) => name);
    });
    this.genericNames.set(cis, [...new Set(acting)].join(' + '));
  }

  private group({ line, fields }: Row<'CIS_GENER_bdpm.tsv'>): void {
    const file = 'CIS_GENER_bdpm.tsv';
    const known = this.groups.get(fields.cis);
    if (!fields.id_groupe) this.leftOut.push({ file, line, reason: 'it names no group' });
    else if (!this.medicines.has(fields.cis)) this.leftOut.push({ file, line, reason: `there is no medicine ${fields.cis}` });
    else if (known && known.id !== fields.id_groupe)
      this.remarks.push({
        file,
        line,
        reason: `${fields.cis} belongs to the groups ${known.id} and ${fields.id_groupe}: the first is kept`,
      });
    else this.groups.set(fields.cis, { id: fields.id_groupe, label: fields.libelle_groupe });
  }

  private pack({ line, fields }: Row<'CIS_CIP_bdpm.tsv'>): MedicinePack | null {
    const file = 'CIS_CIP_bdpm.tsv';
    const leaveOut = (reason: string): null => {
      this.leftOut.push({ file, line, reason });
      return null;
    };
    const cip13 = fields.cip13.replace(/[ .-]/g, '');
    const cip7 = /^\d{7}$/.test(fields.cip7) ? fields.cip7 : /^34009\d{8}$/.test(cip13) ? cip13.slice(5, 12) : null;
    if (cip7 === null) return leaveOut('it has neither a CIP7 nor a CIP13');
    const medicine = this.medicines.get(fields.cis);
    if (!medicine) return leaveOut(`there is no medicine "${fields.cis.slice(0, 20)}" of which CIP ${cip7} were a pack`);
    const gtin = isGtin(cip13) && cip13.length === 13 ? toGtin14(cip13) : null;
    for (const code of [cip7, ...(gtin ? [gtin] : [])]) {
      const earlier = this.taken.get(code);
      if (earlier !== undefined) return leaveOut(`its CIP ${cip7} stands on line ${earlier} already`);
    }
    for (const code of [cip7, ...(gtin ? [gtin] : [])]) this.taken.set(code, line);
    if (!gtin)
      this.remarks.push({ file, line, reason: `"${cip13.slice(0, 20)}" is no CIP13 with its check digit: CIP ${cip7} has no GTIN` });
    const price = readCents(fields.prix_public);
    if (fields.prix_public && price === null)
      this.remarks.push({ file, line, reason: `"${fields.prix_public.slice(0, 20)}" is no price: CIP ${cip7} has none` });
    const known = /^\d{13}$/.test(cip13);
    const group = this.groups.get(fields.cis);
    const generic = this.genericNames.get(fields.cis) || group?.label || null;
    return {
      line,
      importKey: `${bdpmPrefix}${cip7}`,
      status:
        medicine.authorized && isMarketed(fields.statut, fields.etat_commercialisation) ? ProductStatus.ACTIVE : ProductStatus.INACTIVE,
      name: packName(medicine.denomination, (this.packsOf.get(fields.cis) ?? 0) > 1 ? fields.presentation : ''),
      gtin,
      nationalCodeSystem: known ? 'CIP13' : 'CIP7',
      nationalCode: known ? cip13 : cip7,
      pack: fields.presentation || null,
      referencePriceMinor: price,
      // One of a drip of twenty amino acids is no name to look for.
      genericName: generic !== null && generic.length <= mostLetters.name ? generic : null,
      doseForm: medicine.doseForm,
      routes: medicine.routes,
      ...(this.conditions.get(fields.cis) ?? { prescriptionRequired: false, controlledSchedule: null }),
      substitutionGroup: group ? `BDPM:${group.id}` : null,
      ingredients: this.compositions.get(fields.cis) ?? [],
    };
  }
}

/** A pack that is said to be sold; whose sale was ended, suspended or never declared, is not. */
function isMarketed(status: string, declared: string): boolean {
  return /^$|\bactive\b/.test(searchKey(status)) && /^$|^declaration de commercialisation$/.test(searchKey(declared));
}

function packName(denomination: string, presentation: string): string {
  const whole = presentation ? `${denomination} – ${presentation}` : denomination;
  return whole.length <= mostLetters.name ? whole : `${whole.slice(0, mostLetters.name - 1).trimEnd()}…`;
}
