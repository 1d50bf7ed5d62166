import { tongues, type Language } from './languages.js';

/** `Tue 24 Nov`, as the wall of the clinic has it. */
export function dayOf(language: Language, moment: Date, timeZone: string): string {
  return formatted(language, { timeZone, weekday: 'short', day: 'numeric', month: 'short' }, moment);
}

/** `09:30`, on the clock of the clinic. */
export function timeOf(language: Language, moment: Date, timeZone: string): string {
  return formatted(language, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }, moment);
}

export function dayAndTimeOf(language: Language, moment: Date, timeZone: string): string {
  return `${dayOf(language, moment, timeZone)} ${timeOf(language, moment, timeZone)}`;
}

function formatted(language: Language, options: Intl.DateTimeFormatOptions, moment: Date): string {
  return new Intl.DateTimeFormat(tongues[language].locale, options).format(moment);
}
