import { textScalar } from './text-scalar.js';

const datePattern = /^(\d{4})-(\d\d)-(\d\d)$/;
const timePattern = /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/;
const instantPattern = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)$/;

/** Whether the text names a day that the calendar has. */
export function isDate(text: string): boolean {
  const [, year, month, day] = datePattern.exec(text) ?? [];
  if (!year || !month || !day || year === '0000') return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.getUTCMonth() + 1 === Number(month) && date.getUTCDate() === Number(day);
}

/** `YYYY-MM-DD` text in code too, so that no time zone can shift it. */
export const DateScalar = textScalar<string>({
  name: 'Date',
  description: 'A calendar day without a time zone, as `YYYY-MM-DD` (RFC 3339 full-date): `1984-02-29`.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339#section-5.6',
  read: (text) => (isDate(text) ? text : null),
  write: (date) => date,
  hint: 'send a day of the calendar as YYYY-MM-DD, such as "1984-02-29".',
});

/** A JavaScript `Date` in code. */
export const DateTimeScalar = textScalar<Date>({
  name: 'DateTime',
  description: 'An instant, as RFC 3339 text in UTC with milliseconds: `2026-03-01T08:30:00.000Z`. Input may carry another offset.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339#section-5.6',
  read: (text) => {
    if (!instantPattern.test(text) || !isDate(text.slice(0, 10))) return null;
    const instant = new Date(text.toUpperCase());
    return Number.isNaN(instant.getTime()) ? null : instant;
  },
  write: (instant) => instant.toISOString(),
  hint: 'send an instant with its offset, such as "2026-03-01T08:30:00Z" or "2026-03-01T16:30:00+08:00".',
});

export const LocalTimeScalar = textScalar<string>({
  name: 'LocalTime',
  description: 'A time of day on the wall clock of the branch concerned, as `HH:MM` or `HH:MM:SS` in 24 hours: `09:00`.',
  read: (text) => (timePattern.test(text) ? text : null),
  write: (time) => (time.endsWith(':00') && time.length === 8 ? time.slice(0, 5) : time),
  hint: 'send a time of day in 24 hours as HH:MM or HH:MM:SS, such as "09:00".',
});

/** Whether the runtime's IANA database knows the zone. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]+(\/[A-Za-z0-9_+-]+)*$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

export const TimeZoneScalar = textScalar<string>({
  name: 'TimeZone',
  description: 'A time zone by its name in the IANA Time Zone Database: `Asia/Ulaanbaatar`.',
  specifiedByURL: 'https://www.iana.org/time-zones',
  read: (text) => (isTimeZone(text) ? text : null),
  write: (zone) => zone,
  hint: 'send a zone of the IANA database, such as "Asia/Ulaanbaatar".',
});
