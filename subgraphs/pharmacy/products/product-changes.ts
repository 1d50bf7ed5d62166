import type { CommandOptions } from '#kernel/database/command.js';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { searchKey } from '#kernel/graph/search-key.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal, userError, type UserError } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import { toGtin14 } from '#kernel/gs1/check-digit.js';
import { Gs1Error } from '#kernel/gs1/gs1-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { productUpdated } from '../events.js';
import { replaceIngredients } from './ingredients.js';
import { isPrice, notAPrice } from './prices.js';
import { ProductKind, ProductStatus } from './product-terms.js';
import { textOf } from './texts.js';
import {
  CreateProductPayload,
  UpdateProductPayload,
  type CreateProductInput,
  type MedicationInput,
  type UpdateProductInput,
} from './product.inputs.js';
import { Product } from './product.js';

const permission = 'medicines:manage';
const nothing = { product: null };

export async function createProduct(context: Context, input: CreateProductInput): Promise<CreateProductPayload> {
  return context.db.command(CreateProductPayload, options('createProduct'), async (transaction) => {
    const errors = [...namingErrors(input), ...medicationErrors(input.kind, input.medication), ...priceErrors(input.referencePrice)];
    const gtin = readGtin(input.gtin, errors);
    const national = readNationalCode(input, errors);
    if (errors.length > 0) return new Refusal(errors, nothing);
    const absent = await absentSubstance(transaction, input.medication);
    if (absent) return new Refusal([absent], nothing);
    const product = Object.assign(new Product(), {
      id: newId('product'),
      kind: input.kind,
      status: ProductStatus.ACTIVE,
      name: input.name.trim(),
      nameKey: searchKey(input.name),
      gtin,
      ...national,
      pack: textOf(input.pack),
      imageUrls: input.imageUrls,
      referencePriceMinor: input.referencePrice?.amountMinor ?? null,
      referencePriceCurrency: input.referencePrice?.currency ?? null,
      importKey: null,
    });
    describe(product, input.medication ?? null);
    await transaction.insert(product);
    await compose(transaction, product, input.medication);
    await announce(transaction, product);
    return { product };
  });
}

export async function updateProduct(context: Context, input: UpdateProductInput): Promise<UpdateProductPayload> {
  return context.db.command(UpdateProductPayload, options('updateProduct'), async (transaction) => {
    const product = await transaction.lock(Product, input.id);
    if (!product) return refuse('NOT_FOUND', 'There is no such product.', ['input', 'id'], nothing);
    const stale = staleVersion(product, input.expectedVersion, 'product', nothing);
    if (stale) return stale;
    const name = input.name ?? product.name;
    const errors = namingErrors({ name, pack: input.pack, imageUrls: input.imageUrls ?? [] });
    if (input.medication !== undefined) errors.push(...medicationErrors(product.kind, input.medication));
    errors.push(...priceErrors(input.referencePrice));
    const gtin = input.gtin === undefined ? product.gtin : readGtin(input.gtin, errors);
    const { nationalCode = product.nationalCode, nationalCodeSystem = product.nationalCodeSystem } = input;
    const national = readNationalCode({ nationalCode, nationalCodeSystem }, errors);
    if (input.status === ProductStatus.ENTERED_IN_ERROR) errors.push(...(await stockErrors(transaction, product)));
    if (errors.length > 0) return new Refusal(errors, nothing);
    const absent = await absentSubstance(transaction, input.medication);
    if (absent) return new Refusal([absent], nothing);
    Object.assign(product, { name: name.trim(), nameKey: searchKey(name), gtin, ...national, status: input.status ?? product.status });
    if (input.pack !== undefined) product.pack = textOf(input.pack);
    if (input.imageUrls) product.imageUrls = input.imageUrls;
    if (input.referencePrice !== undefined) {
      product.referencePriceMinor = input.referencePrice?.amountMinor ?? null;
      product.referencePriceCurrency = input.referencePrice?.currency ?? null;
    }
    if (input.medication) describe(product, input.medication);
    await transaction.save(product);
    if (input.medication) await compose(transaction, product, input.medication);
    await announce(transaction, product);
    return { product };
  });
}

interface Naming {
  readonly name: string;
  readonly pack?: string | null | undefined;
  readonly imageUrls: readonly string[];
}

function namingErrors({ name, pack, imageUrls }: Naming): UserError[] {
  const errors = [...lengthErrors(mostLetters.name, { name }), ...lengthErrors(mostLetters.text, { pack })];
  if (!searchKey(name)) errors.push(userError('REQUIRED', 'A product needs a name.', ['input', 'name']));
  if (imageUrls.length > 20) errors.push(userError('LIMIT_REACHED', 'A product has at most 20 pictures.', ['input', 'imageUrls']));
  const wrong = imageUrls.find((address) => !/^https:\/\/\S{1,2000}$/.test(address));
  if (wrong !== undefined)
    errors.push(
      userError('INVALID', `"${wrong.slice(0, 60)}" is no address of a picture: it begins with https://.`, ['input', 'imageUrls']),
    );
  return errors;
}

function medicationErrors(kind: ProductKind, medication: MedicationInput | null | undefined): UserError[] {
  const field = ['input', 'medication'];
  if (kind !== ProductKind.MEDICINE) {
    return medication ? [userError('INVALID', `A product of the kind ${kind} is no medicine: leave medication out.`, field)] : [];
  }
  if (!medication) return [userError('REQUIRED', 'Say what the medicine is, in medication.', field)];
  const { atcCodes, rxNormCodes, storageMinCelsius, storageMaxCelsius, ingredients, routes, ...texts } = medication;
  const errors = lengthErrors(mostLetters.name, {
    genericName: texts.genericName,
    form: texts.form,
    controlledSchedule: texts.controlledSchedule,
    substitutionGroup: texts.substitutionGroup,
  });
  errors.push(...lengthErrors(mostLetters.text, { storageNote: texts.storageNote }));
  // WHO: anatomical group, then therapeutic, pharmacological and chemical subgroups, then the substance.
  const atc = atcCodes.find((code) => !/^[A-Z](\d\d([A-Z]([A-Z](\d\d)?)?)?)?$/.test(code));
  if (atc !== undefined)
    errors.push(userError('INVALID', `"${atc.slice(0, 20)}" is no ATC code: those look like A10BA02.`, [...field, 'atcCodes']));
  const rxNorm = rxNormCodes.find((code) => !/^\d{1,8}$/.test(code));
  if (rxNorm !== undefined)
    errors.push(userError('INVALID', `"${rxNorm.slice(0, 20)}" is no RXCUI: those are digits only.`, [...field, 'rxNormCodes']));
  if (storageMinCelsius != null && storageMaxCelsius != null && storageMinCelsius > storageMaxCelsius)
    errors.push(userError('INVALID', 'The lowest temperature is above the highest.', [...field, 'storageMinCelsius']));
  if ([storageMinCelsius, storageMaxCelsius].some((degrees) => degrees != null && (degrees < -273 || degrees > 200)))
    errors.push(userError('INVALID', 'Temperatures of storage lie between -273 and 200 degrees Celsius.', field));
  if (ingredients.length > 100)
    errors.push(userError('LIMIT_REACHED', 'A medicine has at most 100 ingredients.', [...field, 'ingredients']));
  if (ingredients.some(({ strengthValue }) => strengthValue != null && !(strengthValue > 0)))
    errors.push(userError('INVALID', 'A strength is more than zero.', [...field, 'ingredients']));
  if (
    ingredients.some((line) =>
      [line.strength, line.strengthUnit, line.referenceAmount].some((text) => (text?.length ?? 0) > mostLetters.name),
    )
  )
    errors.push(userError('INVALID', `The texts of an ingredient hold at most ${mostLetters.name} characters.`, [...field, 'ingredients']));
  for (const [name, list] of Object.entries({ atcCodes, rxNormCodes, routes }))
    if (list.length > 20) errors.push(userError('LIMIT_REACHED', `A medicine has at most 20 ${name}.`, [...field, name]));
  if (routes.some((route) => !route.trim() || route.length > mostLetters.name))
    errors.push(userError('INVALID', 'A route is a short text, such as oral.', [...field, 'routes']));
  return errors;
}

function priceErrors(price: { readonly amountMinor: bigint } | null | undefined): UserError[] {
  return price && !isPrice(price.amountMinor) ? [userError('INVALID', notAPrice, ['input', 'referencePrice'])] : [];
}

/** What is in stock is of something: it was no mistake, or must be put right first. */
async function stockErrors(transaction: Transaction, product: Product): Promise<UserError[]> {
  const [row] = await transaction.rows<{ packs: string | null }>(
    sql`select sum(on_hand) as packs from stock_items where product_id = ${toUuid('product', product.id)}`,
  );
  const packs = Number(row?.packs ?? 0);
  if (packs === 0) return [];
  const message = `There are ${packs} packs of it in stock: correct them or write them off first, or make the product INACTIVE.`;
  return [userError('WRONG_STATE', message, ['input', 'status'])];
}

interface NationalCode {
  readonly nationalCode?: string | null;
  readonly nationalCodeSystem?: string | null;
}

/** A national code with its system, or neither; what is wrong with it goes to the errors. */
function readNationalCode(input: NationalCode, errors: UserError[]): { nationalCode: string | null; nationalCodeSystem: string | null } {
  const [nationalCode, nationalCodeSystem] = [textOf(input.nationalCode), textOf(input.nationalCodeSystem)];
  errors.push(...lengthErrors(mostLetters.name, { nationalCode, nationalCodeSystem }));
  if ((nationalCode === null) !== (nationalCodeSystem === null))
    errors.push(userError('REQUIRED', 'A national code needs its system, and a system its code.', ['input', 'nationalCode']));
  return { nationalCode, nationalCodeSystem };
}

/** The GTIN in 14 digits; what is wrong with it goes to the errors. */
function readGtin(gtin: string | null | undefined, errors: UserError[]): string | null {
  if (gtin == null) return null;
  try {
    return toGtin14(gtin.trim());
  } catch (error) {
    if (!(error instanceof Gs1Error)) throw error;
    errors.push(userError('INVALID', error.message, ['input', 'gtin']));
    return null;
  }
}

async function absentSubstance(transaction: Transaction, medication: MedicationInput | null | undefined): Promise<UserError | null> {
  const ids = [...new Set(medication?.ingredients.map(({ substanceId }) => toUuid('substance', substanceId)))];
  if (ids.length === 0) return null;
  const [row] = await transaction.rows<{ found: number }>(
    sql`select count(*)::int as found from substances where id = any (${ids}::uuid[])`,
  );
  return row?.found === ids.length ? null : userError('NOT_FOUND', 'There is no such substance.', ['input', 'medication', 'ingredients']);
}

function describe(product: Product, medication: MedicationInput | null): void {
  const genericName = textOf(medication?.genericName);
  Object.assign(product, {
    genericName,
    genericKey: genericName === null ? null : searchKey(genericName) || null,
    doseForm: textOf(medication?.form),
    routes: medication?.routes.map((route) => route.trim()) ?? [],
    atcCodes: medication?.atcCodes ?? [],
    rxNormCodes: medication?.rxNormCodes ?? [],
    prescriptionRequired: medication?.prescriptionRequired ?? false,
    controlledSchedule: textOf(medication?.controlledSchedule),
    storageMinCelsius: medication?.storageMinCelsius?.toString() ?? null,
    storageMaxCelsius: medication?.storageMaxCelsius?.toString() ?? null,
    storageNote: textOf(medication?.storageNote),
    substitutionGroup: textOf(medication?.substitutionGroup),
  });
}

async function compose(transaction: Transaction, product: Product, medication: MedicationInput | null | undefined): Promise<void> {
  const lines = (medication?.ingredients ?? []).map((ingredient) => ({
    substanceId: ingredient.substanceId,
    role: ingredient.role,
    strength: textOf(ingredient.strength),
    strengthValue: ingredient.strengthValue?.toString() ?? null,
    strengthUnit: textOf(ingredient.strengthUnit),
    referenceAmount: textOf(ingredient.referenceAmount),
  }));
  await replaceIngredients(transaction, product.id, lines);
}

async function announce(transaction: Transaction, product: Product): Promise<void> {
  await transaction.publish(productUpdated, { subject: product.id, data: { status: product.status } });
}

function options(name: string): CommandOptions {
  return {
    name,
    permission,
    constraints: {
      products_gtin: { code: 'TAKEN', message: 'Another product has that GTIN.', field: ['input', 'gtin'] },
      products_national_code: { code: 'TAKEN', message: 'Another product has that national code.', field: ['input', 'nationalCode'] },
    },
  };
}
