import type { MedicationRequest } from './medication-request.js';
import type { PeriodUnit } from './request-status.js';

/** Months have no length of their own. */
const hours: Readonly<Record<PeriodUnit, number | null>> = { HOUR: 1, DAY: 24, WEEK: 168, MONTH: null };

/** How much is taken in 24 hours, to three decimals; null where it cannot be told. */
export function dailyDoseOf({
  dose,
  frequency,
  period,
  periodUnit,
}: Pick<MedicationRequest, 'dose' | 'frequency' | 'period' | 'periodUnit'>): number | null {
  const length = periodUnit && hours[periodUnit];
  if (dose === null || frequency === null || period === null || length === null) return null;
  return Number(((Number(dose) * frequency * 24) / (period * length)).toFixed(3));
}
