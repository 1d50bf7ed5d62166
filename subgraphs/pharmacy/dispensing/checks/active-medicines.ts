import { sql, type Sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import type { MedicationRequestStatus } from '../../prescriptions/request-status.js';
import type { Compositions } from './composition.js';
import type { HandOut } from './hand-out.js';

/** A product as the checks compare it. */
export interface ComparedProduct {
  readonly productId: string;
  readonly productName: string;
  readonly genericKey: string | null;
  readonly atcCodes: readonly string[];
}

/** Another medicine that the patient has, or is to have, by the product that was prescribed. */
export interface ActiveMedicine extends ComparedProduct {
  readonly requestId: string;
  readonly prescriptionId: string;
  readonly status: MedicationRequestStatus;
  readonly lastDispensedAt: string | null;
  /** The substitute that the patient was given last; null where it was the prescribed product, or nothing yet. */
  readonly given: ComparedProduct | null;
}

interface MedicineRow {
  readonly id: string;
  readonly prescription_id: string;
  readonly status: MedicationRequestStatus;
  readonly last_dispensed_at: Date | null;
  readonly product_id: string;
  readonly name: string;
  readonly generic_key: string | null;
  readonly atc_codes: string[];
  readonly given_id: string | null;
  readonly given_name: string;
  readonly given_generic_key: string | null;
  readonly given_atc_codes: string[];
}

/** What the patient may have of it: the substitute in the house, and what was prescribed and may be given the next time. */
export function productsOf(medicine: ActiveMedicine): readonly ComparedProduct[] {
  return medicine.given === null ? [medicine] : [medicine.given, medicine];
}

/** As a sentence names one of its products. */
export function called(medicine: ActiveMedicine, product: ComparedProduct): string {
  return product === medicine.given ? `${product.productName} (given for ${medicine.productName})` : product.productName;
}

/** For the record: the medicine with what is in each of its products. */
export function withSubstances(medicine: ActiveMedicine, compositions: Compositions): object {
  const given = medicine.given && { ...medicine.given, substances: compositions.get(medicine.given.productId) ?? [] };
  return { ...medicine, substances: compositions.get(medicine.productId) ?? [], given };
}

/** For how long a fill is taken when the prescription does not say. */
const usualDays = 30;

/**
 * The patient's other medicines, whichever branch gave them: those prescribed and not past their day, those whose last fill still
 * runs although they are finished, stopped or held, and all that stand on the same prescription.
 */
export async function activeMedicines(
  transaction: Transaction,
  { request, prescription, branch, now }: Pick<HandOut, 'request' | 'prescription' | 'branch' | 'now'>,
): Promise<ActiveMedicine[]> {
  const rows = await transaction.rows<MedicineRow>(besides(request, prescription, { today: branch.today, now }));
  return rows.map((row) => ({
    requestId: toTypeId('medicationrequest', row.id),
    prescriptionId: toTypeId('prescription', row.prescription_id),
    productId: toTypeId('product', row.product_id),
    productName: row.name,
    status: row.status,
    genericKey: row.generic_key,
    atcCodes: row.atc_codes,
    lastDispensedAt: row.last_dispensed_at === null ? null : new Date(row.last_dispensed_at).toISOString(),
    given: givenOf(row),
  }));
}

function givenOf(row: MedicineRow): ComparedProduct | null {
  if (row.given_id === null) return null;
  const { given_id: id, given_name: productName, given_generic_key: genericKey, given_atc_codes: atcCodes } = row;
  return { productId: toTypeId('product', id), productName, genericKey, atcCodes };
}

/** The statement itself, for its plan to be looked at. */
export function besides(
  request: { readonly id: string; readonly patientId: string },
  prescription: { readonly id: string },
  { today, now }: { readonly today: string; readonly now: Date },
): Sql {
  return sql`select other.id, other.prescription_id, other.product_id, product.name, other.status,
      product.generic_key, product.atc_codes, other.last_dispensed_at, given.id as given_id, given.name as given_name,
      given.generic_key as given_generic_key, given.atc_codes as given_atc_codes
    from medication_requests other join products product on product.id = other.product_id join prescriptions written on written.id = other.prescription_id
    left join products given on given.id = other.last_product_id and given.id <> other.product_id
    where other.patient_id = ${toUuid('patient', request.patientId)} and other.id <> ${toUuid('medicationrequest', request.id)}
      and (other.status = 'ACTIVE' and written.valid_until >= ${today}::date
        or other.status in ('ACTIVE', 'ON_HOLD') and other.prescription_id = ${toUuid('prescription', prescription.id)}
        or other.status in ('ACTIVE', 'ON_HOLD', 'COMPLETED', 'STOPPED')
          and other.last_dispensed_at + make_interval(days => coalesce(other.duration_days, ${usualDays})) > ${now})
    order by other.id`;
}
