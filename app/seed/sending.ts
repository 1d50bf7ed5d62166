import { setTimeout as delay } from 'node:timers/promises';
import type { TenantReference } from '#kernel/context/request-context.js';
import type { Mutate } from './seed-scheduling.js';

/** Sends a mutation, as a member of staff where somebody has to answer for it, and gives the fields asked for. */
export type Send = <Payload>(mutation: string, fields: string, input: object, actingId?: string) => Promise<Payload>;

export function senderTo(subgraph: string, mutate: Mutate, tenant: TenantReference): Send {
  return (mutation, fields, input, actingId) => {
    const name = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
    const text = `mutation ($input: ${name}!) { result: ${mutation}(input: $input) { ${fields} userErrors { message } } }`;
    return mutate(subgraph, tenant, text, input, actingId);
  };
}

const pauseMs = 40;
const patienceMs = 60_000;

/** What follows from a mutation by way of events comes a little later: asks for it until it is there. */
export async function until<Answer>(what: string, ask: () => Promise<Answer>, isThere: (answer: Answer) => boolean): Promise<Answer> {
  for (const deadline = Date.now() + patienceMs; ; await delay(pauseMs)) {
    const answer = await ask();
    if (isThere(answer)) return answer;
    if (Date.now() > deadline) throw new Error(`The demo could not be made: ${what} did not come within ${patienceMs / 1000} s`);
  }
}
