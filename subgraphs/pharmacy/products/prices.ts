/** What sums of prices stay far below what the database and other systems can count. */
const most = 10n ** 15n;

export const notAPrice = `A price is 0 to ${most} minor units.`;

export function isPrice(amountMinor: bigint): boolean {
  return amountMinor >= 0n && amountMinor <= most;
}
