import { userError, type MutationPayload } from '../graph/user-error.js';
import type { SecretAnswer } from './command.js';

/**
 * For a call that makes something and shows its secret once: whoever repeats it by its `Idempotency-Key` gets what was made without
 * the secret, and is told how to get another.
 */
export function shownOnce<P extends MutationPayload>(secret: keyof P & string, made: keyof P & string, another: string): SecretAnswer<P> {
  return {
    fields: [secret],
    again: (answer) => {
      const { id } = answer[made] as { readonly id: string };
      return userError(
        'WRONG_STATE',
        `This was already done, as ${id}, and what is secret of it is shown once: if the first answer was lost, ${another}.`,
      );
    },
  };
}
