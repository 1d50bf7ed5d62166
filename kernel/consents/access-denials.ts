import type { ObjectLiteral } from 'typeorm';
import type { Database } from '../database/database.js';
import type { EntityClass } from '../database/row-mapper.js';
import { scopeOf } from '../database/scope.js';
import { raw, sql } from '../database/sql.js';
import type { Transaction } from '../database/transaction.js';
import type { RequestContext } from '../context/request-context.js';
import { defineEvent, type EventRecord } from '../events/event.js';
import { readPermissionOf } from '../graph/access-decorator.js';
import { newUuid, toUuid } from '../graph/type-id.js';
import { on } from '../jobs/job.js';

interface DenialFacts {
  /** uuid */
  readonly id: string;
  readonly clientId: string;
  readonly purpose: string;
  readonly scope: string;
  readonly entity: string;
  readonly entityId: string;
  readonly requestId: string;
  /** RFC 3339. */
  readonly deniedAt: string;
}

/** From each subgraph to the one that shows denials to staff; not for third parties, who would learn from it what exists. */
const accessDenied = defineEvent<DenialFacts>('access.denied', 1, 'A client asked for something of a patient who has not consented to it.');

/** By what a client asked for things, where it was not by their ids. */
export interface Asking<T extends ObjectLiteral> {
  /** The property by which they are looked up; the id when left out. */
  readonly by?: keyof T & string;
  /** What the property is the id of, such as `Patient`, when it is that which the client named, and not the things themselves. */
  readonly of?: string;
  /** By which permission; that to read them when left out. */
  readonly permission?: string | null;
}

/**
 * Writes down which of those that a client named, and was told do not exist, exist. It is done behind the answer: a client that
 * could tell by the time it takes would know.
 */
export function auditDenials<T extends ObjectLiteral & { id: string }>(
  database: Database,
  context: RequestContext,
  entity: EntityClass<T>,
  named: readonly string[],
  { by = 'id', of, permission = readPermissionOf(entity) }: Asking<T> = {},
): void {
  if (context.actor.kind !== 'client' || named.length === 0) return;
  const { id: clientId, purpose = '' } = context.actor;
  const mapper = database.mappers.of(entity);
  const told = of === undefined ? 'id' : by;
  const values = named.map((value) => mapper.columnValue(by, value));
  const matching = sql`select distinct ${mapper.column(told)} as id from ${mapper.table}
    where ${mapper.column(by)} = any (${values}::${raw(mapper.columnType(by))}[])`;
  database.aside(
    database.transaction(context, scopeOf(context, permission), 'command', async (transaction) => {
      const seen = new Set((await transaction.rows<{ id: string }>(matching)).map(({ id }) => id));
      const hidden = (await transaction.beyondConsents(() => transaction.rows<{ id: string }>(matching))).filter(({ id }) => !seen.has(id));
      const deniedAt = new Date().toISOString();
      const denials = hidden.map((row): DenialFacts => ({
        id: newUuid(),
        clientId: clientId ?? '',
        purpose,
        scope: permission ?? '',
        entity: of ?? entity.name,
        entityId: mapper.propertyValue(told, row.id) as string,
        requestId: context.requestId,
        deniedAt,
      }));
      for (const denial of denials) await keepDenial(transaction, denial);
      if (denials.length > 0)
        await transaction.publishAll(
          accessDenied,
          denials.map((data) => ({ subject: data.clientId, data })),
        );
    }),
  );
}

/** For the subgraph that shows the denials of all. */
export const keepDenials = on(accessDenied, 'keep-access-denial', (_context, { data }: EventRecord<DenialFacts>, transaction) =>
  keepDenial(transaction, data),
);

async function keepDenial(transaction: Transaction, denial: DenialFacts): Promise<void> {
  await transaction.rows(sql`insert into access_denials (id, denied_at, client_id, purpose, scope, entity, entity_id, request_id)
    values (${denial.id}, ${denial.deniedAt}, ${toUuid('client', denial.clientId)}, ${denial.purpose}, ${denial.scope}, ${denial.entity}, ${denial.entityId}, ${denial.requestId})
    on conflict do nothing`);
}
