import { sql, type Sql } from '#kernel/database/sql.js';
import { testType } from './event-catalogue.js';

/** Whether the patient whom an event is about, if there is one, consents that the client hears it; people's endpoints need no consent. */
export const consented: Sql = sql`(
  endpoint.client_id is null or event.only_client_id = client.id or (event.told_clients = 'ALL' and (event.about_patient is null or exists (
    select from consented where consented.client_id = client.id and consented.patient_id = event.about_patient and consented.in_force
      and client.purpose = any (consented.purposes) and (event.permission is null or event.permission = any (consented.scopes))
      and consented.starts_at <= now() and (consented.ends_at is null or consented.ends_at > now())))))`;

/**
 * The one place that says who hears an event; asked when it happens, when it is told again, and before every attempt, for what a
 * client may can change in between. A tenant that is suspended has nobody told. Stands where `event`, `endpoint` and its `client`,
 * if it has one, are joined.
 */
export const mayHear: Sql = sql`(
  (event.type = any (endpoint.event_types) or split_part(event.type, '.', 1) || '.*' = any (endpoint.event_types) or event.type = ${testType})
  and exists (select from tenants tenant where tenant.status = 'ACTIVE')
  and (endpoint.every_branch or event.branch_ids = '{}' or event.branch_ids && endpoint.branch_ids)
  and (endpoint.client_id is null or (client.status = 'ACTIVE'
    and (client.every_branch or event.branch_ids = '{}' or event.branch_ids && client.branch_ids)
    and (event.permission is null or event.permission = any (client.scopes))))
  and ${consented})`;
