import { everywhereRefusal } from '#kernel/branches/everywhere.js';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { newId, toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import { teamUpdated } from '../events.js';
import { roleExists } from '../roles/tenant-roles.js';
import type { PlatformContext } from '../services.js';
import { TeamPayload, type CreateTeamInput, type UpdateTeamInput } from './team.inputs.js';
import { Team } from './team.js';

const permission = 'staff:manage';
const nothing = { team: null };
const mostTeams = 200;
const mostMembers = 200;

export async function createTeam(context: PlatformContext, input: CreateTeamInput): Promise<TeamPayload> {
  const code = input.code.trim();
  const taken = { code: 'TAKEN', message: `There is a team ${code} already: change that one.`, field: ['input', 'code'] } as const;
  return context.db.command(TeamPayload, { name: 'createTeam', permission, constraints: { teams_code: taken } }, async (transaction) => {
    const outside = everywhereRefusal(context.request, permission, nothing);
    if (outside) return outside;
    if (!/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(code) || code.length > 60) {
      const message = 'A code is words of lower-case letters and digits, parted by underscores, such as courier_team.';
      return refuse('INVALID', message, ['input', 'code'], nothing);
    }
    const [kept] = await transaction.rows<{ count: number }>(sql`select count(*)::int as count from teams`);
    if ((kept?.count ?? 0) >= mostTeams) return refuse('LIMIT_REACHED', `A tenant has at most ${mostTeams} teams.`, ['input'], nothing);
    const team = Object.assign(new Team(), { id: newId('team'), code, name: input.name.trim(), roles: once(input.roles), active: true });
    const wrong = await problemOf(transaction, team);
    if (wrong) return wrong;
    await transaction.insert(team);
    return (await setMembers(transaction, team, input.staffIds)) ?? tell(transaction, team);
  });
}

export async function updateTeam(context: PlatformContext, input: UpdateTeamInput): Promise<TeamPayload> {
  return context.db.command(TeamPayload, { name: 'updateTeam', permission }, async (transaction) => {
    const outside = everywhereRefusal(context.request, permission, nothing);
    if (outside) return outside;
    const team = await transaction.lock(Team, input.id);
    if (!team) return refuse('NOT_FOUND', 'There is no such team.', ['input', 'id'], nothing);
    const stale = staleVersion(team, input.expectedVersion, 'team', nothing);
    if (stale) return stale;
    team.name = input.name?.trim() ?? team.name;
    team.roles = input.roles ? once(input.roles) : team.roles;
    team.active = input.active ?? team.active;
    const wrong = await problemOf(transaction, team);
    if (wrong) return wrong;
    await transaction.save(team);
    const unknown = input.staffIds ? await setMembers(transaction, team, input.staffIds) : null;
    return unknown ?? tell(transaction, team);
  });
}

async function problemOf(transaction: Transaction, { name, roles }: Team): Promise<Refusal | null> {
  if (!name) return refuse('REQUIRED', 'A team needs a name.', ['input', 'name'], nothing);
  const tooLong = lengthErrors(mostLetters.name, { name });
  if (tooLong.length > 0) return new Refusal(tooLong, nothing);
  for (const [index, role] of roles.entries()) {
    if (!(await roleExists(transaction, role)))
      return refuse('NOT_FOUND', `There is no role ${role}.`, ['input', 'roles', String(index)], nothing);
  }
  return null;
}

async function setMembers(transaction: Transaction, { id }: Team, staffIds: readonly string[]): Promise<Refusal | null> {
  const at = ['input', 'staffIds'];
  if (staffIds.length > mostMembers)
    return refuse('INVALID', `A team has at most ${mostMembers} people by name: give it a role instead.`, at, nothing);
  const uuids = [...new Set(staffIds.map((staffId) => toUuid('staff', staffId)))];
  await transaction.rows(sql`delete from team_members where team_id = ${toUuid('team', id)}`);
  const added = await transaction.rows(sql`insert into team_members (team_id, staff_id)
    select ${toUuid('team', id)}, id from staff where id = any (${uuids}::uuid[]) returning staff_id`);
  return added.length === uuids.length ? null : refuse('NOT_FOUND', 'One of these people does not exist.', at, nothing);
}

async function tell(transaction: Transaction, team: Team): Promise<{ team: Team }> {
  const members = await transaction.rows<{ staff_id: string }>(
    sql`select staff_id from team_members where team_id = ${toUuid('team', team.id)}`,
  );
  const { code, name, roles, active } = team;
  const staffIds = members.map((row) => toTypeId('staff', row.staff_id));
  await transaction.publish(teamUpdated, { subject: team.id, data: { code, name, roles, active, staffIds } });
  return { team };
}

function once(codes: readonly string[]): string[] {
  return [...new Set(codes.map((code) => code.trim().toUpperCase()))].sort();
}
