import { Directive, Field, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, TenantEntity } from '#kernel/database/columns.js';
import { sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { Node } from '#kernel/graph/node.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { defineLoader, loaderById } from '#kernel/subgraph/loader.js';

@Entity('teams')
@ObjectType({
  implements: Node,
  description:
    'Who is told things and asked for approvals by rules, service levels and alerts: people by name, and all who hold one of its roles.',
})
@Directive('@key(fields: "id")')
@Access('staff:read')
export class Team extends TenantEntity implements Node {
  @IdColumn('team')
  id: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'By which rules name it: `courier_team`. It never changes.' })
  code: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'For people to read.' })
  name: string;

  @Column('text', { array: true })
  @Field(() => [String], {
    simple: true,
    description: 'Codes of roles: whoever holds one of them at the branch concerned is in the team there.',
  })
  roles: string[];

  @Column('boolean')
  @Field(() => Boolean, { simple: true, description: 'Whether it is told anything.' })
  active: boolean;
}

export const teamById = loaderById(Team);

/** Ids of the people who are in it by name. */
export const membersOfTeam = defineLoader<string, string[]>('members of team', async ({ db }, ids) => {
  const uuids = ids.map((id) => toUuid('team', id));
  const rows = await db.rows<{ team_id: string; staff_id: string }>(
    sql`select team_id, staff_id from team_members where team_id = any (${uuids}::uuid[]) order by team_id, staff_id`,
    'staff:read',
  );
  const members = Map.groupBy(rows, (row) => toTypeId('team', row.team_id));
  return new Map([...members].map(([id, some]) => [id, some.map((row) => toTypeId('staff', row.staff_id))]));
});
