import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { searchKey } from '#kernel/graph/search-key.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { MedicationRequest } from '../../prescriptions/medication-request.js';
import { PeriodUnit } from '../../prescriptions/request-status.js';
import { IngredientRole } from '../../products/product-terms.js';
import { DoseRange } from '../dose-range.js';
import type { ComposedSubstance, Compositions } from './composition.js';
import { contained, converted, isMass } from './dose-units.js';
import { CheckKind, CheckSeverity, type Finding } from './finding.js';
import type { HandOut } from './hand-out.js';

const days: Readonly<Record<PeriodUnit, number>> = {
  [PeriodUnit.HOUR]: 1 / 24,
  [PeriodUnit.DAY]: 1,
  [PeriodUnit.WEEK]: 7,
  [PeriodUnit.MONTH]: 30,
};

/** Thirds of tablets are not exact in binary: what is above a bound by less is at it. */
const tolerance = 1 + 1e-9;

/** Whether each substance is given within the range that is set for it. */
export async function doseFindings(transaction: Transaction, handOut: HandOut, compositions: Compositions): Promise<Finding[]> {
  const { product, prescribed, request } = handOut;
  const substances = compositions.get(product.id) ?? [];
  const other = otherStrength(handOut, substances, compositions.get(prescribed.id) ?? []);
  const uuids = substances.map(({ id }) => toUuid('substance', id));
  const ranges = await transaction.all(DoseRange, sql`where substance_id = any (${uuids}::uuid[]) order by id`);
  const findings = substances.flatMap((substance) => {
    const range = rangeFor(ranges, substance, request.route ?? (product.routes.length === 1 ? (product.routes[0] ?? null) : null));
    return range ? compared(handOut, substances, substance, range) : [];
  });
  return other ? [other, ...findings] : findings;
}

/** The one for the very way of giving it, else the one for any. */
function rangeFor(ranges: readonly DoseRange[], { id }: ComposedSubstance, route: string | null): DoseRange | undefined {
  const own = ranges.filter(({ substanceId }) => substanceId === id);
  return own.find(({ routeKey }) => route !== null && routeKey === searchKey(route)) ?? own.find(({ routeKey }) => routeKey === null);
}

function compared(
  { request }: HandOut,
  substances: readonly ComposedSubstance[],
  substance: ComposedSubstance,
  range: DoseRange,
): Finding[] {
  const { unit } = range;
  const single = singleDose(request, substances, substance, unit);
  const perDay = single === null ? null : timesPerDay(request);
  const daily = single === null || perDay === null ? null : single * perDay;
  const bounds = { minSingle: decimal(range.minSingle), maxSingle: decimal(range.maxSingle), maxDaily: decimal(range.maxDaily), unit };
  const { dose, doseUnit, frequency, period, periodUnit, route } = request;
  const found = (severity: CheckSeverity, what: string, words: string): Finding => ({
    kind: CheckKind.DOSE_RANGE,
    severity,
    subject: [substance.id, range.id, what, ...Object.values(bounds).map(String)],
    message: `${substance.name}: ${words}`,
    source: range.source,
    inputs: { substance, range: bounds, route, dose, doseUnit, frequency, period, periodUnit, single, daily },
  });
  if (single === null) {
    const said =
      dose === null ? 'the prescription says no dose' : `"${decimal(dose)} ${doseUnit}" cannot be compared with a range in ${unit}`;
    return [found(CheckSeverity.LOW, 'not compared', `${said}: look it up by hand.`)];
  }
  const findings: Finding[] = [];
  if (bounds.maxSingle !== null && single > bounds.maxSingle * tolerance)
    findings.push(found(CheckSeverity.HIGH, 'single', `${shown(single)} ${unit} at once are more than ${bounds.maxSingle} ${unit}.`));
  if (bounds.maxDaily !== null && daily !== null && daily > bounds.maxDaily * tolerance)
    findings.push(found(CheckSeverity.HIGH, 'daily', `${shown(daily)} ${unit} a day are more than ${bounds.maxDaily} ${unit}.`));
  if (bounds.minSingle !== null && single * tolerance < bounds.minSingle)
    findings.push(found(CheckSeverity.LOW, 'less', `${shown(single)} ${unit} at once are less than ${bounds.minSingle} ${unit}.`));
  return findings;
}

/** How much of the substance is taken at once, in the range's unit. */
function singleDose(
  { dose, doseUnit }: MedicationRequest,
  substances: readonly ComposedSubstance[],
  substance: ComposedSubstance,
  unit: string,
): number | null {
  if (dose === null || doseUnit === null) return null;
  const amount = Number(dose);
  // A dose in milligrams of a product with several substances says nothing of each of them.
  const alone = substances.filter(({ role }) => role === IngredientRole.ACTIVE).length <= 1;
  const direct = converted(amount, doseUnit, unit);
  if (direct !== null && (isMass(doseUnit) || doseUnit === unit)) return alone ? direct : null;
  const inProduct = contained(amount, doseUnit, substance);
  return inProduct === null || substance.strengthUnit === null ? null : converted(inProduct, substance.strengthUnit, unit);
}

/** What is taken at least every so often; a dose that is taken once in two days is half a dose a day. */
function timesPerDay({ frequency, period, periodUnit }: MedicationRequest): number | null {
  return frequency === null || period === null || periodUnit === null ? null : frequency / (period * days[periodUnit]);
}

/** A dose counted in tablets is another one when the substitute's tablets are stronger. */
function otherStrength(
  { product, prescribed, request: { dose, doseUnit } }: HandOut,
  given: readonly ComposedSubstance[],
  meant: readonly ComposedSubstance[],
): Finding | null {
  if (product.id === prescribed.id || (doseUnit !== null && isMass(doseUnit))) return null;
  const differing = given.find((substance) => {
    const same = meant.find(({ itself, role }) => itself === substance.itself && role === substance.role);
    if (!same || substance.strengthValue === null || same.strengthValue === null) return false;
    const comparable = converted(substance.strengthValue, substance.strengthUnit ?? '', same.strengthUnit ?? '');
    return comparable === null || Math.abs(comparable - same.strengthValue) > same.strengthValue * (tolerance - 1);
  });
  if (!differing) return null;
  const prescribedStrength = meant.find(({ itself, role }) => itself === differing.itself && role === differing.role);
  const strength = (substance: ComposedSubstance | undefined) => `${substance?.strengthValue} ${substance?.strengthUnit ?? ''}`.trim();
  return {
    kind: CheckKind.DOSE_RANGE,
    severity: CheckSeverity.HIGH,
    subject: ['other strength', product.id],
    message: `The substitute has ${strength(differing)} of ${differing.name} where ${strength(prescribedStrength)} was prescribed, and the dose is not counted in the substance: ask the prescriber for the dose.`,
    source: null,
    inputs: { prescribed: { id: prescribed.id, substances: meant }, given: { id: product.id, substances: given }, dose, doseUnit },
  };
}

function decimal(value: string | null): number | null {
  return value === null ? null : Number(value);
}

function shown(amount: number): string {
  return String(Number(amount.toPrecision(6)));
}
