import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { permits, type RequestContext } from '#kernel/context/request-context.js';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { sql, type Sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { BigIntScalar, DateTimeScalar, JsonScalar } from '#kernel/graph/scalars/index.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { defineList } from '#kernel/subgraph/list.js';
import { defineLoader } from '#kernel/subgraph/loader.js';

export enum ExportStatus {
  QUEUED = 'QUEUED',
  RUNNING = 'RUNNING',
  COMPLETED = 'COMPLETED',
  FAILED = 'FAILED',
  CANCELLED = 'CANCELLED',
  EXPIRED = 'EXPIRED',
}

registerEnumType(ExportStatus, {
  name: 'ExportStatus',
  description: 'How far an export has come.',
  valuesConfig: {
    QUEUED: {
      description:
        'Waits for others of its tenant, of which two run at a time; or for the next day, when its client has used up its quota, which `error` says.',
    },
    RUNNING: { description: 'Is being written.' },
    COMPLETED: { description: 'Its file can be fetched until it expires.' },
    FAILED: { description: 'Was ended by an error, which says what to do. There is no file.' },
    CANCELLED: { description: 'Was cancelled. There is no file.' },
    EXPIRED: { description: 'Its file was deleted when its time was over.' },
  },
});

@ObjectType({ description: 'How much of an export is written.' })
export class ExportProgress {
  @Field(() => Int, { simple: true, description: 'Objects, each of them a line.' })
  objects: number;

  @Field(() => BigIntScalar, { simple: true, description: 'Bytes of the file, before it is packed for the way.' })
  bytes: bigint;

  @Field(() => Int, { simple: true, description: 'Pages of the list that were read.' })
  pages: number;
}

@Entity('exports')
@ObjectType({
  implements: Node,
  description: 'A query whose whole list is written to a file, one JSON object a line. Kept for 30 days after it has ended.',
})
@Directive('@key(fields: "id")')
@Access('signed-in')
export class Export extends TenantEntity implements Node {
  @IdColumn('export')
  id: string;

  @ReferenceColumn('client')
  @Field(() => ID, { simple: true, description: 'The API client whose export it is; the query runs with its rights.' })
  clientId: string;

  @Column('text', { array: true })
  @Field(() => [String], {
    simple: true,
    description:
      'The permissions of the token or key that started it. It reads no more than these allow, and no more than the client may by then.',
  })
  scope: string[];

  @ReferenceColumn('branch', { nullable: true })
  @Field(() => ID, {
    simple: true,
    nullable: true,
    description: 'The branch that was chosen when it was started; null reads of all that the client reaches.',
  })
  branchId: string | null;

  @Column('text')
  @Field(() => ExportStatus, { simple: true, description: 'How far it has come.' })
  status: ExportStatus;

  @Column('text')
  @Field(() => String, { simple: true, description: 'The query, as it was sent.' })
  query: string;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'The name of its operation, when it was sent.' })
  operationName: string | null;

  @Column('jsonb')
  @Field(() => JsonScalar, { simple: true, description: 'Its variables, by name.' })
  variables: Record<string, unknown>;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'Why it failed and what to do, or why it rests and until when.' })
  error: string | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  waitsUntil: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When it began to run.' })
  startedAt: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When it was completed, cancelled, or failed.' })
  endedAt: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When the file is deleted; null while there is none.' })
  expiresAt: Date | null;

  get isUnderWay(): boolean {
    return this.status === ExportStatus.QUEUED || this.status === ExportStatus.RUNNING;
  }

  /** What is written of it stays, and it is another's turn. */
  rest(until: Date, error: string): void {
    this.status = ExportStatus.QUEUED;
    this.waitsUntil = until;
    this.error = error;
  }

  end(status: ExportStatus.FAILED | ExportStatus.CANCELLED, error: string | null): void {
    this.status = status;
    this.error = error;
    this.waitsUntil = null;
    this.endedAt = new Date();
  }

  complete(keptMs: number): void {
    this.status = ExportStatus.COMPLETED;
    this.endedAt = new Date();
    this.expiresAt = new Date(this.endedAt.getTime() + keptMs);
  }

  /** Whether there is a file at this time, which the worker that deletes it may be late for. */
  hasFile(now: Date): boolean {
    return this.status === ExportStatus.COMPLETED && this.expiresAt !== null && now < this.expiresAt;
  }
}

export const ExportConnection = connectionOf(Export, 'Export');

export enum ExportOrderField {
  CREATED_AT = 'CREATED_AT',
}

export const exportList = defineList<Export, ExportOrderField>({ name: 'exports', entity: Export, orders: { CREATED_AT: ['createdAt'] } });

/** A client sees its own, who sees the tenant's clients sees all, and others see none. */
export function visibleExports({ actor, ...context }: RequestContext): Sql {
  if (actor.kind === 'client') return sql`client_id = ${actor.id ? toUuid('client', actor.id) : null}`;
  return actor.kind === 'system' || permits({ actor, ...context }, 'clients:read') ? sql`true` : sql`false`;
}

export const exportById = defineLoader<string, Export>('export by id', async ({ db, request }, ids) => {
  const uuids = ids.map((id) => toUuid('export', id));
  const found = await db.all(Export, sql`where id = any (${uuids}::uuid[]) and ${visibleExports(request)}`);
  return new Map(found.map((row) => [row.id, row]));
});

export const progressOfExport = defineLoader<string, ExportProgress>('progress of export', async ({ db }, ids) => {
  const uuids = ids.map((id) => toUuid('export', id));
  const rows = await db.rows<{ id: string; objects: number; bytes: string; pages: number }>(
    sql`select export_id as id, objects, bytes::text, pages from export_progress where export_id = any (${uuids}::uuid[])`,
    null,
  );
  return new Map(rows.map(({ id, objects, bytes, pages }) => [toTypeId('export', id), { objects, bytes: BigInt(bytes), pages }]));
});
