import { inspect } from 'node:util';
import { abstractTypes } from './cases/abstract-types.js';
import type { Cases } from './cases/case.js';
import { keys } from './cases/keys.js';
import { requires } from './cases/requires.js';
import { sharing } from './cases/sharing.js';
import { Contest, type Difference } from './contest.js';

const cases: Cases = { ...keys, ...requires, ...abstractTypes, ...sharing };
/** `npm run oracle` tries more, from another seed if told. */
const total = Number(process.env['ORACLE_OPERATIONS'] ?? 1_200);
const firstSeed = Number(process.env['ORACLE_SEED'] ?? 1);
const each = Math.ceil(total / Object.keys(cases).length);

describe.each(Object.entries(cases))('operations on %s', (_, subgraphs) => {
  it(
    `are answered as the stock executor answers them, by generated code and without (${each} operations)`,
    async () => {
      const contest = await Contest.open(subgraphs);
      for (let seed = firstSeed; seed < firstSeed + each; seed += 1) {
        const found = await contest.try(seed);
        if (found) throw new Error(told(found));
      }
    },
    30_000 + each * 200,
  );
});

function told({ seed, what, operation, stock, ours }: Difference): string {
  const answers = inspect({ stock, ours }, { depth: 20, breakLength: 200 });
  return `seed ${seed}: ${what}\n${operation.text}\n${JSON.stringify(operation.variables)}\n${answers}`;
}
