import { consentRecorded, keepConsent } from '#kernel/consents/known-consents.js';
import { sql, type Sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import type { EventRecord } from '#kernel/events/event.js';
import type { PublicEvent } from '#kernel/events/public-event.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { defineErrand, on, onEvery } from '#kernel/jobs/job.js';
import type { PlatformServices } from '../services.js';
import type { TellableEvent } from './event-catalogue.js';
import { mayHear } from './may-hear.js';
import { planTurn } from './sending.js';
import { messageOf } from './thin-message.js';

/** Keeps what third parties may be told of, and plans a message to each endpoint that hears it. */
export const hearEvents = onEvery<PlatformServices>(
  ({ events }) => events.types,
  'hear-for-webhooks',
  async (context, event, transaction) => {
    const tellable = context.services.events.find(event.type);
    if (!tellable) return;
    const through = await keep(transaction, tellable, event);
    if (through) await transaction.schedule(findPatient, { eventId: event.id, occurredAt: event.occurredAt, ...through });
    // People's endpoints hear it whoever the patient is; clients hear it when that is known.
    await tellEndpoints(transaction, sql`event.id = ${event.id} and event.occurred_at = ${event.occurredAt}`);
  },
);

/** What happened since a patient consented, and was heard of here before the consent was, is told once the consent is known. */
export const tellWhatCameBefore = on(
  consentRecorded,
  'tell-what-came-before-its-consent',
  async (_context, { subject, data, occurredAt }, transaction) => {
    await keepConsent(transaction, subject, data, true);
    await oneByOne(transaction, toUuid('patient', data.patientId));
    await tellEndpoints(
      transaction,
      sql`event.about_patient = ${toUuid('patient', data.patientId)} and event.occurred_at >= ${occurredAt}
        and endpoint.client_id = ${toUuid('client', data.clientId)} and endpoint.created_at <= event.occurred_at`,
    );
  },
);

/** What is heard of a patient, and the patient's consents, each see what the other wrote before: one of two at once waits for the other here. */
async function oneByOne(transaction: Transaction, patientUuid: string): Promise<void> {
  await transaction.rows(sql`select pg_advisory_xact_lock(hashtextextended(${`webhooks about ${patientUuid}`}, 0))`);
}

/** An entity whose patient is to be asked for. */
interface Through {
  readonly type: string;
  readonly id: string;
}

/** Answers through which entity its patient is to be found, where the event does not say. */
async function keep(transaction: Transaction, tellable: TellableEvent, event: EventRecord): Promise<Through | null> {
  const { outside } = tellable;
  const branches = [event.branch, ...(outside.otherBranches ?? []).map((name) => event.data[name])];
  const branchIds = [...new Set(branches.filter((id) => typeof id === 'string'))].map((id) => toUuid('branch', id));
  const patient = idAt(outside.patient?.at, event);
  const through = outside.patient?.through;
  const aboutPatient = patient !== null && !through ? toUuid('patient', patient) : null;
  const only = outside.client === undefined ? null : idAt(outside.client, event);
  const onlyClient = only === null ? null : toUuid('client', only);
  await transaction.rows(sql`insert into webhook_events
    (id, occurred_at, type, body, branch_ids, permission, told_clients, only_client_id, about_patient)
    values (${event.id}, ${event.occurredAt}, ${event.type}, ${messageOf(tellable, event)}, ${branchIds}::uuid[], ${outside.permission},
      ${toldClients(outside, onlyClient)}, ${onlyClient}, ${aboutPatient})
    on conflict do nothing`);
  if (aboutPatient !== null) await oneByOne(transaction, aboutPatient);
  return patient !== null && through ? { type: through, id: patient } : null;
}

function toldClients({ client, patient }: PublicEvent, onlyClient: string | null): 'ALL' | 'ONE' | 'NONE' {
  if (client !== undefined) return onlyClient === null ? 'NONE' : 'ONE';
  return patient?.through ? 'NONE' : 'ALL';
}

function idAt(place: string | undefined, { subject, data }: EventRecord): string | null {
  const id = place === 'subject' ? subject : data[place ?? ''];
  return typeof id === 'string' ? id : null;
}

/** An event that says of which order it is, and not of which patient: the order's owner is asked. */
export const findPatient = defineErrand<Through & { readonly eventId: string; readonly occurredAt: string }>(
  'find-patient-for-webhooks',
  async (context, { eventId, occurredAt, type, id }, transact) => {
    const found = (await context.read<{ readonly patient: { readonly id: string } | null }>(type, [id], 'patient { id }')).get(id);
    const which = sql`event.id = ${eventId} and event.occurred_at = ${occurredAt}`;
    await transact(async (transaction) => {
      // Of an entity that is not there nobody can say whether it is about a patient: clients are not told.
      if (found) {
        const patient = found.patient ? toUuid('patient', found.patient.id) : null;
        await transaction.rows(sql`update webhook_events event set told_clients = 'ALL', about_patient = ${patient}::uuid where ${which}`);
        if (patient !== null) await oneByOne(transaction, patient);
      }
      await tellEndpoints(transaction, which);
    });
  },
);

/** Plans messages of these events to all that hear them; those that are planned or were sent before stay as they are. */
async function tellEndpoints(transaction: Transaction, which: Sql): Promise<void> {
  const rows = await transaction.rows<{ endpoint_id: string }>(sql`${newDeliveries(which)} on conflict do nothing returning endpoint_id`);
  await planTurns(transaction, rows);
}

/**
 * As `tellEndpoints`, but to one endpoint, and what was sent to it before is sent again: of so many events at most. Answers how
 * many messages that makes.
 */
export async function tellAgain(transaction: Transaction, endpointId: string, which: Sql, most = 1): Promise<number> {
  const here = sql`endpoint.id = ${toUuid('webhook', endpointId)} and ${which}`;
  const rows = await transaction.rows<{ endpoint_id: string }>(sql`${newDeliveries(here)} order by event.occurred_at, event.id limit ${most}
    on conflict (tenant_id, endpoint_id, event_id) do update
    set status = 'PENDING', attempts_before = webhook_deliveries.attempt_count, planned_at = now(), next_attempt_at = now()
    where webhook_deliveries.status <> 'PENDING'
    returning endpoint_id`);
  await planTurns(transaction, rows);
  return rows.length;
}

/** A message to every endpoint that hears one of these events. */
export function newDeliveries(which: Sql): Sql {
  return sql`insert into webhook_deliveries (endpoint_id, event_id, occurred_at, type, status, next_attempt_at)
    select endpoint.id, event.id, event.occurred_at, event.type, 'PENDING', now()
    from webhook_events event
    join webhook_endpoints endpoint on endpoint.status = 'ENABLED'
    left join api_clients client on client.id = endpoint.client_id
    where ${which} and ${mayHear}`;
}

async function planTurns(transaction: Transaction, rows: readonly { readonly endpoint_id: string }[]): Promise<void> {
  // In one order, that of two which tell the same endpoints neither holds a turn that the other waits for.
  for (const id of [...new Set(rows.map((row) => row.endpoint_id))].sort()) await planTurn(transaction, toTypeId('webhook', id));
}
