import { InstrumentStatus } from '../instruments/instrument-terms.js';
import type { Package } from '../instruments/packages.js';
import type { RecalledPackage } from './recalled-packages.js';

/** Where and when something is used. */
export interface UseMoment {
  readonly branchId: string;
  readonly at: Date;
  /** Whether the caller says when: what is used now is never what was called back a moment ago. */
  readonly isSaid: boolean;
  /** At the branch. */
  readonly day: string;
}

type Thing = Package['thing'];

/** Why a package may not be used then and there; null when it may, or could before a recall has set it aside. */
export function useProblem({ thing }: Package, recalled: RecalledPackage | null, moment: UseMoment): string | null {
  const { label, status, openedAt, sterileUntil, placeId } = thing;
  if (placeId !== moment.branchId) return `${label} is at another branch: record first that it came here (moveInstruments).`;
  if (recalled && moment.isSaid && moment.at < recalled.recalledAt) return earlierUseProblem(thing, recalled, moment);
  if (status === InstrumentStatus.QUARANTINED) return asideProblem(thing, recalled);
  if (status === InstrumentStatus.CLEAN && openedAt) return openedProblem(thing, openedAt);
  if (status !== InstrumentStatus.STERILE || sterileUntil === null) return `${label} is ${status} and not sterile: take another one.`;
  return sterilityProblem(thing, sterileUntil, moment);
}

function earlierUseProblem(thing: Thing, { usedAt, sterileUntil }: RecalledPackage, moment: UseMoment): string | null {
  if (usedAt) return `${thing.label} was used at ${usedAt.toISOString()}, and not sterilized since: look at what was scanned.`;
  if (thing.openedAt) return openedProblem(thing, thing.openedAt);
  return sterilityProblem(thing, sterileUntil, moment);
}

function asideProblem({ label, statusReason }: Thing, recalled: RecalledPackage | null): string {
  const problem = `${label} is set aside. ${statusReason ?? ''} Do not use it: take another one.`;
  if (!recalled || recalled.usedAt) return problem;
  return `${problem} If it was used before ${recalled.recalledAt.toISOString()}, say when.`;
}

function openedProblem({ label }: Thing, openedAt: Date): string {
  return `The package of ${label} was opened at ${openedAt.toISOString()}: have it sterilized again, and take another one.`;
}

function sterilityProblem({ label, sterileSince, sterileLoadNumber }: Thing, sterileUntil: string, { at, day }: UseMoment): string | null {
  if (sterileUntil < day) return `${label} was sterile until ${sterileUntil}: have it sterilized again, and take another one.`;
  if (sterileSince === null || at < sterileSince)
    return `${label} was not sterile at that time: load ${sterileLoadNumber} was released at ${sterileSince?.toISOString()}.`;
  return null;
}
