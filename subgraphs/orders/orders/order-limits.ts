/** More than anybody orders, and less than would hurt: all lines of an order together stay within what a bigint holds. */
export const orderLimits = {
  lines: 200,
  packs: 1_000_000,
  unitPriceMinor: 1_000_000_000_000n,
  totalMinor: 9_000_000_000_000_000_000n,
  parts: 20,
} as const;
