import { sql } from '../database/sql.js';
import type { Transaction } from '../database/transaction.js';
import type { RequestContext } from '../context/request-context.js';
import { defineEvent, type EventRecord } from '../events/event.js';
import { toUuid } from '../graph/type-id.js';
import { on } from '../jobs/job.js';
import type { Context } from '../subgraph/context.js';

interface TeamFacts {
  readonly code: string;
  readonly active: boolean;
  /** Members by name, and roles whose holders are members. */
  readonly staffIds: readonly string[];
  readonly roles: readonly string[];
}

const teamUpdated = defineEvent<TeamFacts>('team.updated', 1, 'A team was made or changed; platform tells it.');

export const keepKnownTeams = on(teamUpdated, 'keep-known-team', keep);

/** The newest of two events that come in another order stays. */
async function keep(_context: Context, { subject, data, occurredAt }: EventRecord<TeamFacts>, transaction: Transaction): Promise<void> {
  const staff = data.staffIds.map((id) => toUuid('staff', id));
  await transaction.rows(sql`insert into known_teams (team_id, code, staff_ids, roles, active, as_of)
    values (${toUuid('team', subject)}, ${data.code}, ${staff}::uuid[], ${data.roles}::text[], ${data.active}, ${occurredAt})
    on conflict (tenant_id, team_id) do update set code = excluded.code, staff_ids = excluded.staff_ids, roles = excluded.roles,
      active = excluded.active, as_of = excluded.as_of
    where known_teams.as_of < excluded.as_of`);
}

export async function knownTeams(transaction: Pick<Transaction, 'rows'>): Promise<string[]> {
  const rows = await transaction.rows<{ code: string }>(sql`select code from known_teams where active order by code`);
  return rows.map(({ code }) => code);
}

/** Whether the caller belongs to the team, at a branch. */
export async function isMember(transaction: Transaction, team: string, branchIds: readonly string[]): Promise<boolean> {
  const { actor } = transaction.context;
  const roles = rolesAt(transaction.context, branchIds);
  const [row] = await transaction.rows<{ member: boolean }>(
    sql`select (${actor.kind === 'staff' && actor.id ? toUuid('staff', actor.id) : null}::uuid = any (staff_ids) or roles && ${roles}::text[]) is true as member
      from known_teams where code = ${team} and active`,
  );
  return row?.member ?? false;
}

function rolesAt({ grants }: RequestContext, branchIds: readonly string[]): string[] {
  return grants.filter(({ branches }) => branches === 'all' || branchIds.some((id) => branches.includes(id))).map(({ role }) => role);
}
