/** A column that wants room: a share of what is left, or as much as its content takes. */
export interface ColumnNeed {
  readonly share?: number | undefined;
  readonly content: number;
}

/** The least part of the width that columns with shares are left with, however much the others hold. */
const leastForShares = 0.3;

/**
 * Divides a width among columns, in any unit. Columns without a share get what they hold; if that is too much, all of them give way
 * by the same part. What is left goes to the others by share, or to the first column when none has a share.
 */
export function columnWidths(needs: readonly ColumnNeed[], width: number): number[] {
  const fitting = needs.reduce((sum, { share, content }) => (share == null ? sum + content : sum), 0);
  const shares = needs.reduce((sum, { share }) => sum + (share ?? 0), 0);
  const wanted = needs.reduce((sum, { share, content }) => (share == null ? sum : sum + content), 0);
  const forFitting = width - Math.min(wanted, width * leastForShares);
  const squeeze = fitting > forFitting ? forFitting / fitting : 1;
  const left = width - fitting * squeeze;
  return needs.map(({ share, content }, index) => {
    if (share != null) return (left * share) / shares;
    return content * squeeze + (shares === 0 && index === 0 ? left : 0);
  });
}

/** The same in whole units: what rounding takes from the columns goes to the widest. */
export function wholeColumnWidths(needs: readonly ColumnNeed[], width: number): number[] {
  const whole = columnWidths(needs, width).map(Math.floor);
  const widest = whole.indexOf(Math.max(...whole));
  return whole.map((each, index) => (index === widest ? each + width - whole.reduce((sum, next) => sum + next, 0) : each));
}
