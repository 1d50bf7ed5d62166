import { GraphError } from '#kernel/graph/graph-error.js';
import { sql, type Sql } from '#kernel/database/sql.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { requireBranch } from '#kernel/subgraph/branch-choice.js';
import type { Context } from '#kernel/subgraph/context.js';
import { profileOfBranch, type BranchProfile } from '#kernel/branches/branch-profile.js';

/** More than a year is a download of several. */
export const mostDays = 366;
/** More lines are a download. */
export const mostLines = 1000;
const dayMs = 86_400_000;

/** The branch that a report is about, as its statement names it. */
export interface ReportBranch extends BranchProfile {
  readonly uuid: string;
}

export async function reportBranch(context: Context, branchId: string | null | undefined, permission: string): Promise<ReportBranch> {
  const id = await requireBranch(context, branchId, permission);
  const profile = await context.load(profileOfBranch, id);
  if (!profile) throw new GraphError('NOT_FOUND', 'There is no such branch among those where you may do this.');
  return { uuid: toUuid('branch', id), ...profile };
}

/** Days at a branch, and the instants at which they begin and end there. */
export interface ReportRange {
  readonly days: number;
  readonly begins: Sql;
  readonly ends: Sql;
}

/** From the first to the last day, both included. */
export function reportRange({ timeZone }: ReportBranch, from: string, until: string): ReportRange {
  const days = Math.round((Date.parse(until) - Date.parse(from)) / dayMs) + 1;
  if (Number.isNaN(days)) throw new GraphError('BAD_USER_INPUT', 'Days are written YYYY-MM-DD.');
  if (days < 1) throw new GraphError('BAD_USER_INPUT', `The last day, ${until}, is before the first, ${from}.`);
  if (days > mostDays) throw new GraphError('BAD_USER_INPUT', `That is ${days} days: ask for at most ${mostDays}.`);
  const midnight = (day: string, plus: number): Sql => sql`((${day}::date + ${plus}::integer)::timestamp at time zone ${timeZone})`;
  return { days, begins: midnight(from, 0), ends: midnight(until, 1) };
}

/** Refuses to give more lines than a page of a screen can want. */
export function atMost(first: number, least: number): void {
  if (first < least || first > mostLines)
    throw new GraphError('BAD_USER_INPUT', `first is ${least} to ${mostLines}, not ${first}; all of it is in the download.`);
}
