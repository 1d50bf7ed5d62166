import type { Language } from '../words/languages.js';
import { dayAndTimeOf } from '../words/moments.js';
import { say } from '../words/saying.js';
import { OwnText } from '../words/words.js';
import type { Visit } from './booking-desk.js';

/** A visit as its patient reads it. */
export function described(
  language: Language,
  { startsAt, clinic, service, practitioner }: Omit<Visit, 'appointmentId' | 'version'>,
): OwnText {
  const when = dayAndTimeOf(language, new Date(startsAt), clinic.timeZone);
  const fill = { service: service.name, clinic: clinic.name, when };
  return new OwnText(
    practitioner ? say(language, 'visitWith', { ...fill, practitioner: practitioner.name }) : say(language, 'visit', fill),
  );
}
