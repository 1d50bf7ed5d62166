import { Directive, Field, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { Coding } from '#kernel/graph/coding.js';
import { connectionOf, OrderDirection } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { DateScalar } from '#kernel/graph/scalars/index.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { defineList } from '#kernel/subgraph/list.js';
import { defineLoader, loaderById } from '#kernel/subgraph/loader.js';

@ObjectType({ description: 'A certification, licence or training that a practitioner has (FHIR R4 Practitioner.qualification).' })
export class Qualification {
  @Field(() => Coding, { simple: true, description: 'What it is.' })
  code: Coding;

  @Field(() => String, { simple: true, nullable: true, description: 'Its number, such as that of a licence.' })
  identifier: string | null;

  @Field(() => String, { simple: true, nullable: true, description: 'Who gave it.' })
  issuer: string | null;

  @Field(() => DateScalar, { simple: true, nullable: true, description: 'From when it holds.' })
  validFrom: string | null;

  @Field(() => DateScalar, { simple: true, nullable: true, description: 'The last day on which it holds.' })
  validUntil: string | null;
}

@Entity('practitioners')
@ObjectType({ implements: Node, description: 'Somebody who gives care and can be booked (FHIR R4 Practitioner).' })
@Directive('@key(fields: "id")')
@Access('schedules:read')
export class Practitioner extends TenantEntity implements Node {
  @IdColumn('practitioner')
  id: string;

  @ReferenceColumn('staff', { nullable: true })
  staffId: string | null;

  @Column('text')
  @Field(() => String, { simple: true, description: 'The name that patients and boards read.' })
  name: string;

  @Column('text')
  nameKey: string;

  @Column('boolean')
  @Field(() => Boolean, { simple: true, description: 'Whether they can be booked.' })
  active: boolean;

  @Column('jsonb')
  @Field(() => [Coding], { simple: true, description: 'What they practise, the main one first.' })
  specialties: Coding[];

  @Column('jsonb')
  @Field(() => [Qualification], { simple: true, description: 'What entitles them to it.' })
  qualifications: Qualification[];
}

export const PractitionerConnection = connectionOf(Practitioner, 'Practitioner');

export enum PractitionerOrderField {
  NAME = 'NAME',
}

registerEnumType(PractitionerOrderField, {
  name: 'PractitionerOrderField',
  description: 'What practitioners can be sorted by.',
  valuesConfig: { NAME: { description: 'Their name, without regard to accents and case.' } },
});

export const practitionerById = loaderById(Practitioner);

export const practitionerList = defineList<Practitioner, PractitionerOrderField>({
  name: 'practitioners',
  entity: Practitioner,
  orders: { NAME: ['nameKey'] },
});

export const byName = { field: PractitionerOrderField.NAME, direction: OrderDirection.ASC };

/** The ids of the branches where each practitioner works. */
export const branchesOfPractitioner = defineLoader<string, string[]>('branches of practitioner', async ({ db }, practitioners) => {
  const uuids = practitioners.map((id) => toUuid('practitioner', id));
  const rows = await db.rows<{ practitioner_id: string; branch_id: string }>(
    sql`select practitioner_id, branch_id from practitioner_branches where practitioner_id = any (${uuids}::uuid[]) order by branch_id`,
    'schedules:read',
  );
  const grouped = Map.groupBy(rows, (row) => toTypeId('practitioner', row.practitioner_id) as string);
  return new Map([...grouped].map(([id, places]) => [id, places.map((row) => toTypeId('branch', row.branch_id))]));
});

/** The practitioner that each member of staff is. */
export const practitionerOfStaff = defineLoader<string, Practitioner>('practitioner of staff', async ({ db }, staff) => {
  const found = await db.all(Practitioner, sql`where staff_id = any (${staff.map((id) => toUuid('staff', id))}::uuid[])`);
  return new Map(found.flatMap((practitioner) => (practitioner.staffId === null ? [] : [[practitioner.staffId, practitioner] as const])));
});

/** The active practitioners who work at each branch, by name. */
export const practitionersOfBranch = defineLoader<string, Practitioner[]>('practitioners of branch', async ({ db }, branches) => {
  const mapper = db.mapper(Practitioner);
  const rows = await db.rows<Record<string, unknown> & { at_branch: string }>(
    sql`select place.branch_id as at_branch, ${mapper.columns} from practitioner_branches place
      join practitioners on practitioners.id = place.practitioner_id and practitioners.tenant_id = place.tenant_id
      where place.branch_id = any (${branches.map((id) => toUuid('branch', id))}::uuid[]) and practitioners.active
      order by name_key, id`,
    'schedules:read',
  );
  const grouped = Map.groupBy(rows, (row) => toTypeId('branch', row.at_branch) as string);
  return new Map([...grouped].map(([id, found]) => [id, found.map((row) => mapper.hydrate(row))]));
});
