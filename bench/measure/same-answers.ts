import { isDeepStrictEqual } from 'node:util';
import { askOnce } from './load.js';

export interface Answering {
  readonly name: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Speed is compared only where the answers are the same: all of them against the last one's, which is the simplest. Answers
 * how many bytes the data has.
 */
export async function requireSameAnswers(contenders: readonly Answering[], body: string): Promise<number> {
  const answers = await Promise.all(
    contenders.map(async ({ name, url, headers }) => ({
      name,
      ...((await askOnce(url, body, headers)) as { data?: unknown; errors?: unknown }),
    })),
  );
  const right = answers.at(-1);
  for (const { name, data, errors } of answers) {
    if (errors) throw new Error(`${name} answers with errors: ${JSON.stringify(errors)}`);
    if (!data || !isDeepStrictEqual(data, right?.data)) throw new Error(`${name} does not answer what ${right?.name} answers`);
  }
  return Buffer.byteLength(JSON.stringify(right?.data));
}
