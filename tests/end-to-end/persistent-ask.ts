import { setTimeout as delay } from 'node:timers/promises';
import type { Ask } from './order-setting.js';

const patienceMs = 120_000;

/** What a client asks again about, with the same key: nobody was there, or was not done with it. */
const passing = new Set(['INTERNAL', 'CONFLICT', 'SERVICE_UNAVAILABLE', 'UNAVAILABLE']);

/** Asks again, in the same words and by the same key, until it is answered: as a telephone does whose line goes dead. */
export const askUntilAnswered: Ask = async (client, document, variables, key) => {
  const by = key === undefined ? client : client.with({ 'idempotency-key': key });
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const answer = await by.run(document, variables).catch((error: unknown) => String(error));
    if (typeof answer !== 'string' && answer.data && !answer.errors) return answer.data;
    const isPassing =
      typeof answer === 'string' || answer.status >= 500 || answer.errors?.every(({ extensions }) => passing.has(extensions.code));
    if (!isPassing || Date.now() > deadline) throw new Error(typeof answer === 'string' ? answer : answer.text);
    await delay(100);
  }
};
