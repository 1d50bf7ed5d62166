import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, CreateDateColumn, PrimaryColumn, UpdateDateColumn, VersionColumn, type ColumnOptions, type ValueTransformer } from 'typeorm';
import { DateTimeScalar } from '../graph/scalars/index.js';
import { toTypeId, toUuid } from '../graph/type-id.js';

/** TypeIDs in code and on the wire, uuids in the database. */
function idTransformer(prefix: string): ValueTransformer {
  return {
    to: (id: unknown) => (typeof id === 'string' ? toUuid(prefix, id) : id),
    from: (uuid: unknown) => (typeof uuid === 'string' ? toTypeId(prefix, uuid) : uuid),
  };
}

/** The entity's own id: `uuid` in the table (column `id` unless named), `prefix_…` everywhere else, and `id: ID!` in the graph. */
export function IdColumn(prefix: string, name = 'id'): PropertyDecorator {
  return (target, property) => {
    PrimaryColumn('uuid', { name, transformer: idTransformer(prefix) })(target, property);
    Field(() => ID, { simple: true, description: `Opaque, typed id: \`${prefix}_…\`.` })(target, property);
  };
}

/** Another entity's id. Not a field of the graph: show the entity instead, by a resolver. */
export function ReferenceColumn(prefix: string, options: Omit<ColumnOptions, 'type' | 'transformer'> = {}): PropertyDecorator {
  return Column('uuid', { ...options, transformer: idTransformer(prefix) });
}

/** Ids of other entities, in order; an array of `uuid` in the table. */
export function ReferencesColumn(prefix: string): PropertyDecorator {
  const one = idTransformer(prefix);
  return Column('uuid', {
    array: true,
    transformer: {
      to: (ids: unknown) => (Array.isArray(ids) ? ids.map((id) => one.to(id) as unknown) : ids),
      from: (uuids: unknown) => (Array.isArray(uuids) ? uuids.map((uuid) => one.from(uuid) as unknown) : uuids),
    },
  });
}

/** An amount of money in minor units: `bigint` in the table and in code. Not a field of the graph: show `Money`, by a resolver. */
export function AmountColumn(options: Omit<ColumnOptions, 'type' | 'transformer'> = {}): PropertyDecorator {
  const transformer: ValueTransformer = {
    to: (amount: unknown) => (typeof amount === 'bigint' ? amount.toString() : amount),
    from: (amount: unknown) => (typeof amount === 'string' || typeof amount === 'number' ? BigInt(amount) : amount),
  };
  return Column('bigint', { ...options, transformer });
}

/** What a secret is checked by, or the secret itself, sealed. Not a field of the graph, and in no answer that is kept to be repeated. */
export function SecretColumn(type: 'bytea' | 'text', options: Omit<ColumnOptions, 'type' | 'select'> = {}): PropertyDecorator {
  return Column(type, { ...options, select: false });
}

/** What every tenant table keeps and every such type shows; the database's triggers are the authority for all three. */
@ObjectType()
export abstract class TenantEntity {
  @VersionColumn()
  @Field(() => Int, { simple: true, description: 'Grows by one with every change; send it as `expectedVersion` to update only what you have seen.' })
  version: number;

  @CreateDateColumn({ type: 'timestamptz', precision: 3 })
  @Field(() => DateTimeScalar, { simple: true, description: 'When it was recorded.' })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz', precision: 3 })
  @Field(() => DateTimeScalar, { simple: true, description: 'When it was last changed.' })
  updatedAt: Date;
}
