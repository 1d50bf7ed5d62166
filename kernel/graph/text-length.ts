import { userError, type UserError } from './user-error.js';

/** How long names, and how long words for people, may be: more than anybody means, and less than would hurt. */
export const mostLetters = { name: 200, text: 1000 } as const;

/** A refusal for each of these texts that is too long, by the path of its field from the arguments. */
export function lengthErrors(most: number, texts: Readonly<Record<string, string | null | undefined>>): UserError[] {
  return Object.entries(texts)
    .filter(([, text]) => (text?.length ?? 0) > most)
    .map(([field]) => userError('INVALID', `${field} holds at most ${most} characters.`, ['input', field]));
}
