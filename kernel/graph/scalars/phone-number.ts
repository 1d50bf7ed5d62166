import { parsePhoneNumberFromString } from 'libphonenumber-js/core';
import metadata from 'libphonenumber-js/metadata.max';
import { textScalar } from './text-scalar.js';

/** The number in E.164, or null when no such number can exist. Spaces, dots, dashes and brackets are accepted. */
export function toE164(text: string): string | null {
  if (text.length > 40 || !text.trimStart().startsWith('+')) return null;
  const number = parsePhoneNumberFromString(text, metadata);
  return number?.isValid() ? number.number : null;
}

export const PhoneNumberScalar = textScalar<string>({
  name: 'PhoneNumber',
  description: 'A telephone number with its country, in E.164: `+97699112233`. Input may hold spaces and dashes.',
  specifiedByURL: 'https://www.itu.int/rec/T-REC-E.164',
  read: toE164,
  write: (number) => number,
  hint: 'send the number with + and its country code, such as "+976 9911 2233".',
});
