import { packs } from '../../stock/held-item.js';
import { CheckKind, CheckSeverity, type Finding } from './finding.js';
import type { HandOut } from './hand-out.js';

/** Whole numbers may be written in groups: `1 000 tablets`. */
const numbers = /\d{1,3}(?:[\u00a0\u202f ]\d{3})+(?!\d)|\d+(?:[.,]\d+)?/gu;

/** Binary fractions are not exact: 3 x 0.1 ml are 0.3 ml. */
const tolerance = 1e-9;

/**
 * Whether a substitute comes in packs of another size than they are counted as: quantities count packs, so three packs of 90 tablets
 * are not three of 30. Sizes are told from words; where they cannot be, packs that count as more or fewer than they are are looked at.
 */
export function packFindings({ product, prescribed, quantity, counted }: HandOut): Finding[] {
  if (product.id === prescribed.id) return [];
  const [given, meant] = [product, prescribed].map(({ pack }) => (pack === null ? null : packSize(pack)));
  if (given == null || meant == null ? quantity === counted : Math.abs(given * quantity - meant * counted) <= meant * counted * tolerance)
    return [];
  const [these, those] = [product, prescribed].map(({ pack }) => (pack === null ? 'an unknown size' : `"${pack}"`));
  return [
    {
      kind: CheckKind.QUANTITY,
      severity: CheckSeverity.HIGH,
      subject: ['other pack', product.id, String(quantity), String(counted)],
      message: `${packs(quantity)} of ${these} ${quantity === 1 ? 'counts' : 'count'} as ${counted} of ${those} as prescribed: prepare as many as make what was prescribed, and say with countsAs how many packs as prescribed that is.`,
      source: 'The products',
      inputs: {
        given: { id: product.id, pack: product.pack },
        prescribed: { id: prescribed.id, pack: prescribed.pack },
        quantity,
        counted,
      },
    },
  ];
}

/** What a pack holds, as the product of the numbers in its text: `3 blisters of 10 tablets` are `30 tablets`. Null where it names none. */
function packSize(pack: string): number | null {
  const found = pack.match(numbers)?.map((each) => Number(each.replace(/\s/gu, '').replace(',', '.')));
  return found ? found.reduce((size, each) => size * each, 1) : null;
}
