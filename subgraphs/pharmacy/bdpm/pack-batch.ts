import { isDeepStrictEqual } from 'node:util';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { searchKey } from '#kernel/graph/search-key.js';
import { newId, toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { productUpdated } from '../events.js';
import { ProductKind, ProductStatus } from '../products/product-terms.js';
import { Product } from '../products/product.js';
import { MedicineImportReport } from './import-report.js';
import { bdpmCodeSystem, type MedicinePack } from './medicine-pack.js';
import type { RxNormCodes } from './rxnorm-codes.js';
import { stricterRules } from './stricter-rules.js';

const file = 'CIS_CIP_bdpm.tsv';

/** What the base says of a product, or the tenant where it is stricter; all else about it is the tenant's own. */
type SourcedFacts = Pick<
  Product,
  | 'status'
  | 'name'
  | 'nameKey'
  | 'gtin'
  | 'nationalCodeSystem'
  | 'nationalCode'
  | 'pack'
  | 'referencePriceMinor'
  | 'referencePriceCurrency'
  | 'genericName'
  | 'genericKey'
  | 'doseForm'
  | 'routes'
  | 'rxNormCodes'
  | 'prescriptionRequired'
  | 'controlledSchedule'
  | 'substitutionGroup'
  | 'importKey'
  | 'sourced'
>;

/** An ingredient as its row is. */
interface IngredientRow {
  readonly product_id: string;
  readonly position: number;
  readonly substance_id: string;
  readonly role: string;
  readonly strength: string | null;
  readonly strength_value: string | null;
  readonly strength_unit: string | null;
  readonly reference_amount: string | null;
}

interface Written {
  readonly id: string;
  readonly facts: SourcedFacts;
  readonly ingredients: readonly IngredientRow[];
}

/** Some hundred packs, compared with what the tenant has and written in a fixed number of statements. */
export class PackBatch {
  private readonly report = new MedicineImportReport();

  constructor(
    private readonly transaction: Transaction,
    private readonly names: ReadonlyMap<string, string>,
    private readonly rxNorm: RxNormCodes | null,
  ) {}

  async take(packs: readonly MedicinePack[]): Promise<MedicineImportReport> {
    const substances = await this.keepSubstances(packs);
    const known = await this.knownProducts(packs);
    const composed = await this.compositionsOf(known.all.map(({ id }) => id));
    const added: Written[] = [];
    const changed: Written[] = [];
    const recomposed: Written[] = [];
    for (const pack of packs) {
      const found = known.of(pack);
      const id = found?.id ?? newId('product');
      const facts = this.factsOf(pack, found, known);
      const ingredients = ingredientRows(id, pack, substances);
      this.count(pack, facts);
      if (!found) added.push({ id, facts, ingredients });
      else {
        const sameComposition = isDeepStrictEqual(composed.get(id) ?? [], ingredients);
        const same = sameComposition && isDeepStrictEqual(pick(found, facts), facts);
        if (!same) changed.push({ id, facts, ingredients });
        if (!sameComposition) recomposed.push({ id, facts, ingredients });
        if (found.importKey === null) this.report.adopted += 1;
      }
    }
    this.report.added = added.length;
    this.report.changed = changed.length;
    this.report.unchanged = packs.length - added.length - changed.length;
    await this.insert(added);
    await this.update(changed);
    await this.compose(added, recomposed);
    await this.transaction.publishAll(
      productUpdated,
      [...added, ...changed].map(({ id, facts }) => ({ subject: id, data: { status: facts.status } })),
    );
    return this.report;
  }

  /** Adds the substances that the tenant has not got, and says the ids of all, by their codes. */
  private async keepSubstances(packs: readonly MedicinePack[]): Promise<ReadonlyMap<string, string>> {
    const codes = [...new Set(packs.flatMap(({ ingredients }) => ingredients.map(({ substanceCode }) => substanceCode)))].sort();
    const rows = codes.map((code) => ({ code, name: this.names.get(code) ?? code, name_key: searchKey(this.names.get(code) ?? code) }));
    await this.transaction.rows(sql`insert into substances (name, name_key, code_system, code)
      select name, name_key, ${bdpmCodeSystem}, code from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as line (code text, name text, name_key text)
      on conflict (tenant_id, code_system, code) do update set name = excluded.name, name_key = excluded.name_key
        where substances.name <> excluded.name`);
    const kept = await this.transaction.rows<{ id: string; code: string }>(
      sql`select id, code from substances where code_system = ${bdpmCodeSystem} and code = any (${codes}::text[])`,
    );
    return new Map(kept.map(({ id, code }) => [code, id]));
  }

  private async knownProducts(packs: readonly MedicinePack[]): Promise<KnownProducts> {
    const keys = packs.map(({ importKey }) => importKey);
    const gtins = packs.flatMap(({ gtin }) => gtin ?? []);
    const codes = packs.map(({ nationalCode }) => nationalCode);
    return new KnownProducts(
      await this.transaction.all(
        Product,
        sql`where import_key = any (${keys}::text[]) or gtin = any (${gtins}::text[])
          or national_code_system in ('CIP13', 'CIP7') and national_code = any (${codes}::text[]) order by id for update`,
      ),
    );
  }

  private async compositionsOf(productIds: readonly string[]): Promise<ReadonlyMap<string, IngredientRow[]>> {
    const rows = await this.transaction
      .rows<IngredientRow>(sql`select product_id, position, substance_id, role, strength, strength_value, strength_unit, reference_amount
        from product_ingredients where product_id = any (${productIds.map((id) => toUuid('product', id))}::uuid[]) order by product_id, position`);
    return Map.groupBy<string, IngredientRow>(rows, (row) => toTypeId('product', row.product_id));
  }

  private factsOf(pack: MedicinePack, found: Product | null, known: KnownProducts): SourcedFacts {
    const gtin = known.codeHolder('gtin', pack, found) ? null : pack.gtin;
    const code = known.codeHolder('nationalCode', pack, found) ? null : pack.nationalCode;
    if (gtin !== pack.gtin || code === null)
      this.report.remarks.push({
        file,
        line: pack.line,
        reason: `another product has the code ${pack.nationalCode} already: it is left out`,
      });
    const { status, prescriptionRequired, controlledSchedule } = pack;
    const sourced = { status, prescriptionRequired, controlledSchedule };
    const { remarks, ...rules } = stricterRules(sourced, found);
    for (const remark of remarks)
      this.report.remarks.push({ file, line: pack.line, reason: `${pack.nationalCode} ${pack.name}: ${remark}` });
    return {
      ...rules,
      name: pack.name,
      nameKey: searchKey(pack.name),
      gtin,
      nationalCodeSystem: code === null ? null : pack.nationalCodeSystem,
      nationalCode: code,
      pack: pack.pack,
      referencePriceMinor: pack.referencePriceMinor,
      referencePriceCurrency: pack.referencePriceMinor === null ? null : 'EUR',
      genericName: pack.genericName,
      genericKey: pack.genericName === null ? null : searchKey(pack.genericName),
      doseForm: pack.doseForm,
      routes: [...pack.routes],
      rxNormCodes: this.rxNorm === null ? (found?.rxNormCodes ?? []) : this.rxNormCodesOf(pack, this.rxNorm),
      substitutionGroup: pack.substitutionGroup,
      importKey: pack.importKey,
      sourced,
    };
  }

  private rxNormCodesOf({ ingredients }: MedicinePack, rxNorm: RxNormCodes): string[] {
    return [...new Set(ingredients.flatMap(({ substanceCode }) => rxNorm.of(this.names.get(substanceCode) ?? '')))].sort();
  }

  private count(pack: MedicinePack, facts: SourcedFacts): void {
    this.report.read += 1;
    if (pack.controlledSchedule !== null) this.report.controlled += 1;
    if (pack.prescriptionRequired) this.report.onPrescription += 1;
    if (pack.referencePriceMinor !== null) this.report.priced += 1;
    if (facts.status === ProductStatus.INACTIVE) this.report.inactive += 1;
    if (facts.rxNormCodes.length > 0) this.report.withRxNorm += 1;
  }

  private async insert(products: readonly Written[]): Promise<void> {
    if (products.length === 0) return;
    await this.transaction.rows(sql`insert into products (id, kind, status, name, name_key, gtin, national_code_system, national_code, pack,
        reference_price_minor, reference_price_currency, generic_name, generic_key, dose_form, routes, rx_norm_codes, prescription_required,
        controlled_schedule, substitution_group, import_key, sourced)
      select line.id, ${ProductKind.MEDICINE}, line.status, line.name, line.name_key, line.gtin, line.national_code_system, line.national_code, line.pack,
        line.reference_price_minor, line.reference_price_currency, line.generic_name, line.generic_key, line.dose_form, line.routes, line.rx_norm_codes,
        line.prescription_required, line.controlled_schedule, line.substitution_group, line.import_key, line.sourced
      from ${recordset(products)}`);
  }

  private async update(products: readonly Written[]): Promise<void> {
    if (products.length === 0) return;
    await this.transaction.rows(sql`update products set status = line.status, name = line.name, name_key = line.name_key, gtin = line.gtin,
        national_code_system = line.national_code_system, national_code = line.national_code, pack = line.pack,
        reference_price_minor = line.reference_price_minor, reference_price_currency = line.reference_price_currency,
        generic_name = line.generic_name, generic_key = line.generic_key, dose_form = line.dose_form, routes = line.routes,
        rx_norm_codes = line.rx_norm_codes, prescription_required = line.prescription_required, controlled_schedule = line.controlled_schedule,
        substitution_group = line.substitution_group, import_key = line.import_key, sourced = line.sourced
      from ${recordset(products)} where products.id = line.id`);
  }

  private async compose(added: readonly Written[], recomposed: readonly Written[]): Promise<void> {
    const ids = recomposed.map(({ id }) => toUuid('product', id));
    if (ids.length > 0) await this.transaction.rows(sql`delete from product_ingredients where product_id = any (${ids}::uuid[])`);
    const rows = [...added, ...recomposed].flatMap(({ ingredients }) => ingredients);
    if (rows.length === 0) return;
    await this.transaction.rows(sql`insert into product_ingredients
        (product_id, position, substance_id, role, strength, strength_value, strength_unit, reference_amount)
      select line.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as line (product_id uuid, position integer, substance_id uuid,
        role text, strength text, strength_value numeric, strength_unit text, reference_amount text)`);
  }
}

/** The products that packs of a batch may already be. */
class KnownProducts {
  private readonly byKey: ReadonlyMap<string, Product>;
  private readonly byCode: Readonly<Record<'gtin' | 'nationalCode', ReadonlyMap<string, Product>>>;

  constructor(readonly all: readonly Product[]) {
    const by = (key: (product: Product) => string | null) => new Map(all.flatMap((product) => [[key(product) ?? '', product]]));
    this.byKey = by(({ importKey }) => importKey);
    this.byCode = {
      gtin: by(({ gtin }) => gtin),
      nationalCode: by(({ nationalCode, nationalCodeSystem }) => nationalCode && `${nationalCodeSystem} ${nationalCode}`),
    };
  }

  /** As it was imported before, or as somebody entered it by hand under its code. */
  of(pack: MedicinePack): Product | null {
    const imported = this.byKey.get(pack.importKey);
    if (imported) return imported;
    const entered = this.holderOf('gtin', pack) ?? this.holderOf('nationalCode', pack);
    return entered?.importKey === null && entered.kind === ProductKind.MEDICINE ? entered : null;
  }

  /** Another product that has the pack's code, which none may share. */
  codeHolder(code: 'gtin' | 'nationalCode', pack: MedicinePack, self: Product | null): Product | null {
    const holder = this.holderOf(code, pack);
    return holder && holder.id !== self?.id ? holder : null;
  }

  private holderOf(code: 'gtin' | 'nationalCode', pack: MedicinePack): Product | undefined {
    return this.byCode[code].get((code === 'gtin' ? pack.gtin : `${pack.nationalCodeSystem} ${pack.nationalCode}`) ?? '-');
  }
}

function pick(product: Product, facts: SourcedFacts): object {
  return Object.fromEntries(Object.keys(facts).map((key) => [key, product[key as keyof SourcedFacts]]));
}

function ingredientRows(productId: string, { ingredients }: MedicinePack, substances: ReadonlyMap<string, string>): IngredientRow[] {
  return ingredients.map((ingredient, index) => {
    const substanceId = substances.get(ingredient.substanceCode);
    if (!substanceId) throw new Error(`The substance ${ingredient.substanceCode} was not kept`);
    return {
      product_id: toUuid('product', productId),
      position: index + 1,
      substance_id: substanceId,
      role: ingredient.role,
      strength: ingredient.strength,
      strength_value: ingredient.strengthValue,
      strength_unit: ingredient.strengthUnit,
      reference_amount: ingredient.referenceAmount,
    };
  });
}

function recordset(products: readonly Written[]): ReturnType<typeof sql> {
  const rows = products.map(({ id, facts }) => ({
    id: toUuid('product', id),
    status: facts.status,
    name: facts.name,
    name_key: facts.nameKey,
    gtin: facts.gtin,
    national_code_system: facts.nationalCodeSystem,
    national_code: facts.nationalCode,
    pack: facts.pack,
    reference_price_minor: facts.referencePriceMinor?.toString() ?? null,
    reference_price_currency: facts.referencePriceCurrency,
    generic_name: facts.genericName,
    generic_key: facts.genericKey,
    dose_form: facts.doseForm,
    routes: facts.routes,
    rx_norm_codes: facts.rxNormCodes,
    prescription_required: facts.prescriptionRequired,
    controlled_schedule: facts.controlledSchedule,
    substitution_group: facts.substitutionGroup,
    import_key: facts.importKey,
    sourced: facts.sourced,
  }));
  return sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as line (id uuid, status text, name text, name_key text, gtin text,
    national_code_system text, national_code text, pack text, reference_price_minor bigint, reference_price_currency text, generic_name text,
    generic_key text, dose_form text, routes text[], rx_norm_codes text[], prescription_required boolean, controlled_schedule text,
    substitution_group text, import_key text, sourced jsonb)`;
}
