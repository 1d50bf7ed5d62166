import type { Compared } from './comparison.js';
import type { Outcome } from './loaded-executor.js';

/** Everything that it takes to see a difference again. */
export function describeDifference({ case: name, seed, fortune, operation, differences, stock, own }: Compared): string {
  return [
    `"${name}", seed ${seed}, ${fortune}:`,
    ...differences.map((difference) => `  ${difference}`),
    `operation${operation.operationName === undefined ? '' : ` ${operation.operationName}`}: ${operation.text}`,
    `variables: ${JSON.stringify(operation.variables)}`,
    `stock: ${textOf(stock)}`,
    `own:   ${textOf(own)}`,
  ].join('\n');
}

function textOf({ answer, thrown }: Outcome): string {
  return answer ? JSON.stringify(answer) : thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
}
