import { searchKey } from '#kernel/graph/search-key.js';

export interface Dispensability {
  readonly prescriptionRequired: boolean;
  readonly controlledSchedule: string | null;
}

/**
 * What the conditions of prescribing and dispensing come to. A medicine of a list, or of which it is said who prescribes it and how, is
 * given only against a prescription, and so is one of which that depends on the pack. Only narcotics ("stupéfiants") and what is said to
 * be treated as such go to the register: a secured prescription alone is a rule for the prescriber.
 */
export function dispensabilityOf(conditions: readonly string[]): Dispensability {
  const keys = conditions.map((text) => ({ text, key: searchKey(text) }));
  const narcotic = keys.find(({ key }) => /\bstupefiants?\b/.test(key) && !exempt(key));
  const prescribed = keys.some(({ key }) => /\bliste (?:i|ii|1|2)\b|\bprescription\b|\bordonnance\b/.test(key) && !exempt(key));
  return {
    prescriptionRequired: narcotic !== undefined || prescribed,
    controlledSchedule: narcotic ? (/^stupefiants?$/.test(narcotic.key) ? 'Stupéfiants' : narcotic.text) : null,
  };
}

function exempt(key: string): boolean {
  return /\b(?:non soumis|non stupefiants?|sans prescription|sans ordonnance|prescription (?:medicale )?facultative)\b/.test(key);
}
