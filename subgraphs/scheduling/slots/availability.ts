import type { BranchCalendar } from '#kernel/calendar/opening-hours.js';
import type { RowReader } from '#kernel/database/row-reader.js';
import { sql } from '#kernel/database/sql.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { subjectOfService } from '../appointments/reservations.js';
import { Schedule } from '../calendars/schedule.js';
import { BranchClosure, Unavailability } from '../calendars/unavailability.js';
import { Practitioner } from '../practitioners/practitioner.js';
import type { BookableResource } from '../resources/resource.js';
import { PractitionerService, type HealthcareService } from '../services/healthcare-service.js';
import { Occupations, type Occupied } from './occupancy.js';

/** Reads rows, as a call or within a transaction. */
export type Reader = Pick<RowReader, 'all' | 'rows'>;

export interface AvailabilityQuestion {
  readonly service: HealthcareService;
  /** Any of these; everybody who offers the service when null. */
  readonly practitionerIds: readonly string[] | null;
  /** At any of these; wherever the practitioners work when null. */
  readonly branchIds: readonly string[] | null;
  readonly resources: readonly BookableResource[];
  readonly patientId: string | null;
  readonly from: Date;
  readonly until: Date;
  /** The appointment whose own reservations do not stand in its way. */
  readonly ignoring: string | null;
}

/** Somebody who offers the service, where they work, and on which terms of their own. */
export interface Offer {
  readonly practitioner: Practitioner;
  readonly own: PractitionerService;
  readonly branchIds: readonly string[];
}

/** All that decides whether a time is free, read by a number of statements that does not grow with what is asked. */
export interface Availability {
  readonly offers: readonly Offer[];
  readonly schedules: readonly Schedule[];
  readonly unavailabilities: readonly Unavailability[];
  readonly closures: readonly BranchClosure[];
  readonly calendars: ReadonlyMap<string, BranchCalendar>;
  /** By uuid of the subject. */
  readonly occupations: ReadonlyMap<string, Occupations>;
}

export type CalendarsOf = (branchIds: readonly string[]) => Promise<ReadonlyMap<string, BranchCalendar>>;

const permission = 'schedules:read';

export async function loadAvailability(reader: Reader, calendarsOf: CalendarsOf, question: AvailabilityQuestion): Promise<Availability> {
  const { service } = question;
  const offers = service.requiresPractitioner ? await offersOf(reader, question) : [];
  const practitioners = offers.map(({ practitioner }) => toUuid('practitioner', practitioner.id));
  const resources = question.resources.map(({ id }) => toUuid('resource', id));
  const schedules = await reader.all(
    Schedule,
    sql`where active and (practitioner_id = any (${practitioners}::uuid[]) or resource_id = any (${resources}::uuid[]) or service_id = ${toUuid('service', service.id)})`,
  );
  const unavailabilities = await reader.all(
    Unavailability,
    sql`where (practitioner_id = any (${practitioners}::uuid[]) or resource_id = any (${resources}::uuid[])) and ends_at > ${question.from} and starts_at < ${question.until}`,
  );
  const branchIds = [
    ...new Set([...(question.branchIds ?? offers.flatMap((offer) => offer.branchIds)), ...schedules.map(({ branchId }) => branchId)]),
  ];
  const calendars = await calendarsOf(branchIds);
  const closures = await reader.all(
    BranchClosure,
    sql`where branch_id = any (${branchIds.map((id) => toUuid('branch', id))}::uuid[])
      and ends_on >= (${question.from}::timestamptz - interval '2 days')::date and starts_on <= (${question.until}::timestamptz + interval '2 days')::date`,
  );
  const places = service.requiresPractitioner ? [] : branchIds.map((branchId) => subjectOfService(service.id, branchId));
  const patients = question.patientId === null ? [] : [toUuid('patient', question.patientId)];
  const occupations = await occupationsOf(reader, [...practitioners, ...resources, ...places, ...patients], question);
  return { offers, schedules, unavailabilities, closures, calendars, occupations };
}

async function offersOf(reader: Reader, { service, practitionerIds, branchIds }: AvailabilityQuestion): Promise<Offer[]> {
  const wanted = practitionerIds?.map((id) => toUuid('practitioner', id)) ?? null;
  const owns = await reader.all(
    PractitionerService,
    sql`where service_id = ${toUuid('service', service.id)} and (${wanted}::uuid[] is null or practitioner_id = any (${wanted}::uuid[]))`,
  );
  const offering = owns.map(({ practitionerId }) => toUuid('practitioner', practitionerId));
  const practitioners = await reader.all(Practitioner, sql`where active and id = any (${offering}::uuid[]) order by name_key, id`);
  const places = await reader.rows<{ practitioner_id: string; branch_id: string }>(
    sql`select practitioner_id, branch_id from practitioner_branches where practitioner_id = any (${offering}::uuid[])`,
    permission,
  );
  const placesOf = Map.groupBy(places, (row) => row.practitioner_id);
  const ownOf = new Map(owns.map((own) => [own.practitionerId, own]));
  return practitioners.flatMap((practitioner) => {
    const own = ownOf.get(practitioner.id);
    const works = (placesOf.get(toUuid('practitioner', practitioner.id)) ?? []).map((row) => toTypeId('branch', row.branch_id) as string);
    const at = branchIds === null ? works : works.filter((id) => branchIds.includes(id));
    return own && at.length > 0 ? [{ practitioner, own, branchIds: at }] : [];
  });
}

async function occupationsOf(
  reader: Reader,
  subjects: readonly string[],
  { from, until, ignoring }: AvailabilityQuestion,
): Promise<ReadonlyMap<string, Occupations>> {
  const ignored = ignoring === null ? null : toUuid('appointment', ignoring);
  // The lower bound on starts_at lets the index stop: no reservation is longer than two days. As numbers, because reading
  // instants from text takes as long as all the rest when there are thousands.
  const rows = await reader.rows<{ subject_id: string; session: string; lane: number; begins: number; ends: number; tentative: boolean }>(
    sql`select subject_id, session, lane, date_part('epoch', starts_at) * 1000 as begins, date_part('epoch', ends_at) * 1000 as ends,
        expires_at is not null as tentative from reservations
      where subject_id = any (${subjects}::uuid[]) and starts_at < ${until} and starts_at > ${from}::timestamptz - interval '2 days' and ends_at > ${from}
        and (expires_at is null or expires_at > now()) and (${ignored}::uuid is null or appointment_id <> ${ignored}::uuid)`,
    permission,
  );
  const grouped = Map.groupBy(rows, (row) => row.subject_id);
  return new Map(
    [...grouped].map(([subject, found]) => [
      subject,
      new Occupations(
        found.map(({ begins, ends, session, lane, tentative }): Occupied => ({
          from: Math.round(begins),
          until: Math.round(ends),
          session,
          lane,
          tentative,
        })),
      ),
    ]),
  );
}
