/**
 * Whether something holds; null when it cannot be told, because the facts do not have what was asked about. The logic is Kleene's:
 * what is unknown stays so, unless the rest decides without it.
 */
export type Verdict = boolean | null;

export function allHold(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes(false)) return false;
  return verdicts.includes(null) ? null : true;
}

export function anyHolds(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes(true)) return true;
  return verdicts.includes(null) ? null : false;
}

export function opposite(verdict: Verdict): Verdict {
  return verdict === null ? null : !verdict;
}
