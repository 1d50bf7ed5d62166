import type { RequestContext } from '../context/request-context.js';
import { ConsentRequiredError } from '../database/consent-required.js';
import type { RowReader } from '../database/row-reader.js';
import { sql } from '../database/sql.js';
import type { Transaction } from '../database/transaction.js';
import { defineEvent } from '../events/event.js';
import type { PublicEvent } from '../events/public-event.js';
import { toTypeId, toUuid } from '../graph/type-id.js';
import { on, type Reaction } from '../jobs/job.js';
import type { Context } from '../subgraph/context.js';
import { defineLoader, type Loader } from '../subgraph/loader.js';

/** What a consent allows, and for how long; instants are RFC 3339. */
export interface ConsentFacts {
  readonly patientId: string;
  readonly clientId: string;
  /** Codes of HL7 v3 PurposeOfUse. */
  readonly purposes: readonly string[];
  /** Permissions of the graph. */
  readonly scopes: readonly string[];
  readonly startsAt: string;
  /** Null for as long as it is not withdrawn. */
  readonly endsAt: string | null;
  /** Of the consent: it decides which of two tells more, for events can come, and even happen, in another order. */
  readonly version: number;
}

/** A client is told of consents to itself, of those that are in force no longer too: it is to delete what it has kept. */
const toldOfConsents: PublicEvent<ConsentFacts> = { permission: null, subject: 'consent', client: 'clientId' };

export const consentRecorded = defineEvent<ConsentFacts>(
  'consent.recorded',
  1,
  'A patient consented that a client uses their data, or to more than before.',
  toldOfConsents,
);
export const consentWithdrawn = defineEvent<ConsentFacts>(
  'consent.withdrawn',
  1,
  'A consent is in force no longer: it was withdrawn, or recorded by mistake.',
  toldOfConsents,
);

/** For every subgraph that keeps anything of patients, but the one that owns consents. */
export const keepKnownConsents: readonly Reaction[] = [
  on(consentRecorded, 'keep-recorded-consent', (_context, { subject, data }, transaction) => keepConsent(transaction, subject, data, true)),
  on(consentWithdrawn, 'keep-withdrawn-consent', (_context, { subject, data }, transaction) =>
    keepConsent(transaction, subject, data, false),
  ),
];

/** A consent as it is from now on, for row-level security to read; one that is known to be newer stays. */
export async function keepConsent(
  transaction: Transaction,
  consentId: string,
  { patientId, clientId, purposes, scopes, startsAt, endsAt, version }: ConsentFacts,
  inForce: boolean,
): Promise<void> {
  await transaction.rows(sql`insert into consented (consent_id, patient_id, client_id, purposes, scopes, starts_at, ends_at, in_force, version)
    values (${toUuid('consent', consentId)}, ${toUuid('patient', patientId)}, ${toUuid('client', clientId)}, ${purposes}::text[], ${scopes}::text[],
      ${startsAt}, ${endsAt}::timestamptz, ${inForce}, ${version})
    on conflict (tenant_id, consent_id) do update set purposes = excluded.purposes, scopes = excluded.scopes, starts_at = excluded.starts_at,
      ends_at = excluded.ends_at, in_force = excluded.in_force, version = excluded.version
    where consented.version <= excluded.version`);
}

/**
 * Whether the caller may use the permission for this patient: always but for a client, which takes a consent in force. For what is told
 * of a patient from rows that do not bear the patient, such as the times when they are busy.
 */
export async function isConsented(
  { request, db }: { readonly request: RequestContext; readonly db: Pick<RowReader, 'rows'> },
  patientId: string,
  permission: string,
): Promise<boolean> {
  if (request.actor.kind !== 'client') return true;
  return (await consentedPatients(db, request.actor, permission, { patientIds: [patientId], most: 1 })).length > 0;
}

/** As `isConsented`, of the patients of a whole list: those that are found. */
export function loaderOfConsented(permission: string): Loader<string, true> {
  return defineLoader<string, true>(`consented to ${permission}`, async ({ db, request }, ids) => {
    const consented =
      request.actor.kind === 'client' ? await consentedPatients(db, request.actor, permission, { patientIds: ids, most: ids.length }) : ids;
    return new Map(consented.map((id) => [id, true]));
  });
}

/**
 * Refuses a client to whom the patient has not consented for this; of a patient that never was it is told the same. Ask before anything
 * is told of the patient from rows that consent does not guard: what is written, the database checks.
 */
export async function requireConsent(context: Pick<Context, 'request' | 'db'>, patientId: string, permission: string): Promise<void> {
  if (!(await isConsented(context, patientId, permission))) throw new ConsentRequiredError(permission);
}

/** The patients who consented to the client's using the permission, `most` of them at most. */
export async function consentedPatients(
  db: Pick<RowReader, 'rows'>,
  client: { readonly id: string | null; readonly purpose?: string },
  permission: string,
  { patientIds = null, most }: { readonly patientIds?: readonly string[] | null; readonly most: number },
): Promise<string[]> {
  const patients = patientIds?.map((id) => toUuid('patient', id)) ?? null;
  const rows = await db.rows<{ patient_id: string }>(
    sql`select distinct patient_id from consented
      where client_id = ${toUuid('client', client.id ?? '')} and (${patients}::uuid[] is null or patient_id = any (${patients}::uuid[])) and in_force
        and ${client.purpose ?? ''} = any (purposes) and ${permission} = any (scopes) and starts_at <= now() and (ends_at is null or ends_at > now())
      limit ${most}`,
    null,
  );
  return rows.map((row) => toTypeId('patient', row.patient_id));
}
