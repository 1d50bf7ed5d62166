import { parseArgs } from 'node:util';
import { createExecutor } from '../executor.js';
import { cases } from './cases/index.js';
import { ownGraph } from './cases/own-graph.js';
import { Comparison, fortunes, type Fortune } from './comparison.js';
import { describeDifference } from './describe-difference.js';
import { minimize } from './minimize.js';

/** Compares as many operations as one has time for: `npm run parity -- --operations 20000 --seed 7 --case mutations`. */
const { values } = parseArgs({
  options: {
    operations: { type: 'string', default: '5000' },
    seed: { type: 'string', default: '1' },
    /** Only cases whose name has this text. */
    case: { type: 'string', default: '' },
    fortune: { type: 'string' },
    /** Walk operations in place of making code for them. */
    walk: { type: 'boolean', default: false },
    /** How many differences of a case are told. */
    most: { type: 'string', default: '3' },
  },
});

const chosen = [...cases, ownGraph()].filter(({ name }) => name.includes(values.case));
const tried = (Object.keys(fortunes) as Fortune[]).filter((fortune) => (values.fortune ?? fortune) === fortune);
if (chosen.length === 0 || tried.length === 0) throw new Error(`There is no such case, or no such fortune: ${Object.keys(fortunes).join(', ')}`);
const each = Math.ceil(Number(values.operations) / chosen.length / tried.length);
const firstSeed = Number(values.seed) * 1_000_003;
const say = (text: string): void => void process.stdout.write(`${text}\n`);

let different = 0;
for (const supergraph of chosen) {
  const comparison = await Comparison.load(supergraph, (options) => createExecutor({ ...options, generateCode: !values.walk }));
  const counts = { agreed: 0, judged: 0, different: 0 };
  for (let seed = firstSeed; seed < firstSeed + each; seed++) {
    for (const fortune of tried) {
      const compared = await comparison.compare(seed, fortune);
      counts[compared.kind]++;
      if (compared.kind === 'different' && counts.different <= Number(values.most)) say(`\n${describeDifference(await minimize(comparison, compared))}\n`);
    }
  }
  different += counts.different;
  say(`${supergraph.name}: ${counts.agreed} agreed, ${counts.judged} judged without the stock executor, ${counts.different} different`);
}
say(different === 0 ? 'No difference.' : `${different} differences.`);
process.exit(different === 0 ? 0 : 1);
