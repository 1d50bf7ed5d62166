import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, TenantEntity } from '#kernel/database/columns.js';

/** A role of the tenant's own, as a row. The graph shows it as `Role`, side by side with the built-in ones. */
@Entity('roles')
export class CustomRole extends TenantEntity {
  @IdColumn('role')
  id: string;

  @Column('text')
  code: string;

  @Column('text')
  name: string;

  @Column('text')
  description: string;

  @Column('text', { array: true })
  permissions: string[];
}

@ObjectType({ description: 'A set of permissions under a name.' })
export class Role {
  @Field(() => String, { simple: true, description: 'By which it is granted: `DOCTOR`.' })
  code: string;

  @Field(() => String, { simple: true, description: 'For people to read.' })
  name: string;

  @Field(() => String, { simple: true, description: 'Who should have it.' })
  description: string;

  @Field(() => [String], { simple: true, description: 'What it allows.' })
  permissions: readonly string[];

  @Field(() => Boolean, { simple: true, description: 'Comes with the platform and cannot be changed.' })
  builtIn: boolean;

  @Field(() => Int, { simple: true, nullable: true, description: "Of a role of the tenant's own; send it as `expectedVersion`." })
  version: number | null;
}
