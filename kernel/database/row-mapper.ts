import type { DataSource, EntityMetadata, ObjectLiteral } from 'typeorm';
import { join, raw, type Sql } from './sql.js';

export type EntityClass<T extends ObjectLiteral> = new () => T;

interface MappedColumn {
  readonly property: string;
  readonly column: string;
  /** The column's type as SQL writes it: `uuid`, `timestamptz(3)`. */
  readonly type: string;
  readonly isDate: boolean;
  readonly isNullable: boolean;
  /** A `SecretColumn`. */
  readonly isSecret: boolean;
  readonly toRow: (value: unknown) => unknown;
  readonly fromRow: (value: unknown) => unknown;
}

const identity = (value: unknown): unknown => value;

/** Turns rows of one table into instances of its entity and back, from TypeORM's own mapping, without its query machinery. */
export class RowMapper<T extends ObjectLiteral> {
  /** `"patients"`, schema-free: the role's search path decides. */
  readonly table: Sql;
  /** Every mapped column, qualified by the table. */
  readonly columns: Sql;
  private readonly mapped: readonly MappedColumn[];

  constructor(
    readonly entity: EntityClass<T>,
    metadata: EntityMetadata,
  ) {
    const tableName = metadata.tableName;
    this.table = raw(`"${tableName}"`);
    this.mapped = metadata.columns.map((column) => {
      const transformer = column.transformer;
      if (Array.isArray(transformer)) throw new Error(`${metadata.name}.${column.propertyName}: one transformer a column, please`);
      return {
        property: column.propertyName,
        column: column.databaseName,
        type: column.precision == null ? String(column.type) : `${String(column.type)}(${column.precision})`,
        isDate: column.type === 'timestamptz',
        isNullable: column.isNullable,
        isSecret: !column.isSelect,
        toRow: transformer ? (value: unknown) => transformer.to(value) as unknown : identity,
        fromRow: transformer ? (value: unknown) => transformer.from(value) as unknown : identity,
      };
    });
    this.columns = join(this.mapped.map(({ column }) => raw(`"${tableName}"."${column}"`)));
  }

  /** The column of a property, qualified by the table; throws for a property that is none. */
  column(property: string): Sql {
    const found = this.find(property);
    return raw(`${this.table.text}."${found.column}"`);
  }

  /** The column by which consent decides whether a client sees a row (foundation/006_consents.sql); null of a table that has none. */
  get patientColumn(): { readonly column: Sql; readonly isNullable: boolean } | null {
    const name = this.table.text === '"patients"' ? 'id' : 'patient_id';
    const found = this.mapped.find(({ column }) => column === name);
    return found ? { column: this.column(found.property), isNullable: found.isNullable } : null;
  }

  /** A property's value as its column holds it, for a comparison in SQL. */
  columnValue(property: string, value: unknown): unknown {
    return this.find(property).toRow(value);
  }

  /** A column's value as its property holds it. */
  propertyValue(property: string, value: unknown): unknown {
    return this.find(property).fromRow(value);
  }

  columnType(property: string): string {
    return this.find(property).type;
  }

  hydrate(row: Readonly<Record<string, unknown>>): T {
    const instance = new this.entity() as Record<string, unknown>;
    for (const { property, column, fromRow } of this.mapped) instance[property] = fromRow(row[column]);
    return instance as T;
  }

  /** A JSON-safe copy that `restore` turns back into an equal instance, save for its secrets. */
  snapshot(instance: T): Record<string, unknown> {
    const shown = this.mapped.filter(({ isSecret }) => !isSecret);
    return Object.fromEntries(
      shown.map(({ property }) => {
        const value: unknown = instance[property];
        return [property, typeof value === 'bigint' ? value.toString() : value];
      }),
    );
  }

  restore(snapshot: Readonly<Record<string, unknown>>): T {
    const instance = new this.entity() as Record<string, unknown>;
    for (const { property, type, isDate } of this.mapped) {
      const value = snapshot[property];
      if (typeof value !== 'string') instance[property] = value;
      else if (isDate) instance[property] = new Date(value);
      else instance[property] = type === 'bigint' ? BigInt(value) : value;
    }
    return instance as T;
  }

  private find(property: string): MappedColumn {
    const found = this.mapped.find((column) => column.property === property);
    if (!found) throw new Error(`${this.entity.name} has no column for "${property}"`);
    return found;
  }
}

/** The mappers of one subgraph's entities, each made once. */
export class RowMappers {
  private readonly mappers = new Map<EntityClass<ObjectLiteral>, RowMapper<ObjectLiteral>>();

  constructor(private readonly dataSource: DataSource) {}

  of<T extends ObjectLiteral>(entity: EntityClass<T>): RowMapper<T> {
    let mapper = this.mappers.get(entity);
    if (!mapper) {
      mapper = new RowMapper<ObjectLiteral>(entity, this.dataSource.getMetadata(entity));
      this.mappers.set(entity, mapper);
    }
    return mapper as unknown as RowMapper<T>;
  }

  /** The entity's name when the value is an instance of one. */
  nameOf(value: object): string | null {
    return this.dataSource.hasMetadata(value.constructor) ? value.constructor.name : null;
  }

  byName(name: string): RowMapper<ObjectLiteral> {
    const metadata = this.dataSource.entityMetadatas.find((candidate) => candidate.name === name);
    if (!metadata) throw new Error(`No entity is named ${name}`);
    return this.of(metadata.target as EntityClass<ObjectLiteral>);
  }
}
