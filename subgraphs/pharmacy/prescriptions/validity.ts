import { userError, type UserError } from '#kernel/graph/user-error.js';

/** For how many months after it is written something is valid when nobody says, and at most. */
export interface ValidityTerms {
  readonly defaultMonths: number;
  readonly mostMonths: number;
}

export const prescriptionValidity: ValidityTerms = { defaultMonths: 3, mostMonths: 12 };
export const opticalValidity: ValidityTerms = { defaultMonths: 12, mostMonths: 24 };

/** The same day so many months later, or the last day of that month when it has no such day. */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const lastDay = new Date(Date.UTC(year, month + months, 0));
  lastDay.setUTCDate(Math.min(date, lastDay.getUTCDate()));
  return lastDay.toISOString().slice(0, 10);
}

export function validityError(terms: ValidityTerms, writtenOn: string, today: string, validUntil: string): UserError | null {
  const field = ['input', 'validUntil'];
  if (validUntil < today) return userError('INVALID', `It would have ended on ${validUntil}: choose a day from ${today} on.`, field);
  const most = addMonths(writtenOn, terms.mostMonths);
  return validUntil > most ? userError('INVALID', `It can be valid until ${most} at most: ${terms.mostMonths} months.`, field) : null;
}
