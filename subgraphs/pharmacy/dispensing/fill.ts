import { sql, type Sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { MedicationRequest } from '../prescriptions/medication-request.js';

/** Where a medicine of a prescription stands, when what others are preparing is taken as given. */
export interface OpenFill {
  /** From 1. */
  readonly number: number;
  /** Packs that are due of it. */
  readonly due: number;
  /** Packs that are left of all fills together. */
  readonly left: number;
  /** Packs that others are preparing, at all branches. */
  readonly claimed: number;
}

/** Lock the request first, else two who ask at once are told the same. */
export async function openFill(transaction: Transaction, request: MedicationRequest, except: string | null = null): Promise<OpenFill> {
  const [row] = await transaction.rows<{ claimed: number }>(claimsOf(request.id, except));
  const claimed = row?.claimed ?? 0;
  return {
    number: Math.floor(request.dispensed / request.quantity) + 1,
    due: Math.max(0, request.dueNow - claimed),
    left: Math.max(0, request.remaining - claimed),
    claimed,
  };
}

/** The statement itself, for its plan to be looked at. */
export function claimsOf(requestId: string, except: string | null): Sql {
  const own = except === null ? null : toUuid('dispense', except);
  return sql`select coalesce(sum(quantity), 0)::int as claimed from request_claims
    where request_id = ${toUuid('medicationrequest', requestId)} and dispense_id is distinct from ${own}::uuid`;
}
