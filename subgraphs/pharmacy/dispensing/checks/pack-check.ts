import { CheckKind, CheckSeverity, type Finding } from './finding.js';
import type { HandOut } from './hand-out.js';

/** Whole numbers may be written in groups: `1 000 tablets`. */
const numbers = /\d{1,3}(?:[\u00a0\u202f ]\d{3})+(?!\d)|\d+(?:[.,]\d+)?/gu;

/** Binary fractions are not exact: 3 x 0.1 ml are 0.3 ml. */
const tolerance = 1e-9;

/**
 * Whether a substitute comes in packs of another size: quantities count packs, so as many of these are not what was prescribed.
 * Sizes are told from words, and what cannot be told from them is not found.
 */
export function packFindings({ product, prescribed, quantity }: HandOut): Finding[] {
  if (product.id === prescribed.id || product.pack === null || prescribed.pack === null) return [];
  const [given, meant] = [packSize(product.pack), packSize(prescribed.pack)];
  if (given === null || meant === null || Math.abs(given - meant) <= meant * tolerance) return [];
  return [
    {
      kind: CheckKind.QUANTITY,
      severity: CheckSeverity.HIGH,
      subject: ['other pack', product.id, String(quantity)],
      message: `A pack given is "${product.pack}", a pack prescribed "${prescribed.pack}": ${quantity} of these are another quantity. Prepare as many as make what was prescribed.`,
      source: 'The products',
      inputs: { given: { id: product.id, pack: product.pack }, prescribed: { id: prescribed.id, pack: prescribed.pack }, quantity },
    },
  ];
}

/** What a pack holds, as the product of the numbers in its text: `3 blisters of 10 tablets` are `30 tablets`. Null where it names none. */
function packSize(pack: string): number | null {
  const found = pack.match(numbers)?.map((each) => Number(each.replace(/\s/gu, '').replace(',', '.')));
  return found ? found.reduce((size, each) => size * each, 1) : null;
}
