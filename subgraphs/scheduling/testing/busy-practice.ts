import pg from 'pg';
import type { TenantReference } from '#kernel/context/request-context.js';
import { toTypeId } from '#kernel/graph/type-id.js';
import { inTenant } from './behind-the-graph.js';

export interface BusyPracticeSize {
  readonly practitioners: number;
  /** So many days until now and so many from today on, each with so many visits of every practitioner. */
  readonly pastDays: number;
  readonly days: number;
  readonly visitsADay: number;
}

export interface BusyPractice {
  readonly serviceId: string;
  readonly practitionerIds: readonly string[];
}

const branches = 5;
const timeZone = 'Europe/London';
const hours = [
  { startsOn: '2024-01-01', from: '09:00', until: '12:30', rule: 'FREQ=DAILY', exceptOn: [], alsoOn: [] },
  { startsOn: '2024-01-01', from: '13:30', until: '18:00', rule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', exceptOn: [], alsoOn: [] },
];
const rounds = [{ startsOn: '2024-01-01', from: '11:00', until: '12:00', rule: 'FREQ=WEEKLY;BYDAY=TU,TH', exceptOn: [], alsoOn: [] }];
const opening = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'].map((day) => ({ day, opens: '08:00', closes: '17:30' }));

/** A practice with five branches and many visits, written behind the graph: what is quick in an empty database proves nothing. */
export async function addBusyPractice(
  ownerUrl: string,
  tenant: TenantReference,
  { practitioners, pastDays, days, visitsADay }: BusyPracticeSize,
): Promise<BusyPractice> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  const run = async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> =>
    (await owner.query<Row>(text, values)).rows;
  const audited = [
    'practitioners',
    'healthcare_services',
    'practitioner_services',
    'schedules',
    'unavailabilities',
    'branch_closures',
    'appointments',
  ];
  const auditing = (verb: 'disable' | 'enable'): Promise<unknown> =>
    run(audited.map((table) => `alter table ${table} ${verb} trigger audit`).join('; '));
  try {
    await run('set search_path = scheduling, public');
    await auditing('disable');
    return await inTenant(owner, tenant, async () => {
      await run(
        `insert into branch_calendars (branch_id, time_zone, opening_hours, as_of) select uuidv7(), $1, $2, now() from generate_series(1, $3::int)`,
        [timeZone, JSON.stringify(opening), branches],
      );
      await run(
        `insert into practitioners (name, name_key) select 'Dr ' || n, 'dr ' || lpad(n::text, 6, '0') from generate_series(1, $1::int) n`,
        [practitioners],
      );
      await run(
        `insert into practitioner_branches (practitioner_id, branch_id) select id, branch_id from (select id, row_number() over (order by id) % $1 as place from practitioners where tenant_id = tenant_id()) p
      join (select branch_id, row_number() over (order by branch_id) - 1 as place from branch_calendars where tenant_id = tenant_id()) b using (place)`,
        [branches],
      );
      const [service] = await run<{ id: string }>(
        `insert into healthcare_services (code, name, name_key, duration_minutes, alignment_minutes) values ('GP', 'Consultation', 'consultation', 30, 15) returning id`,
      );
      await run(
        `insert into practitioner_services (practitioner_id, service_id) select id, $1 from practitioners where tenant_id = tenant_id()`,
        [service?.id],
      );
      const schedule = `insert into schedules (branch_id, practitioner_id, context, hours, respects_opening_hours) select branch_id, practitioner_id, $1, $2, $3 from practitioner_branches where tenant_id = tenant_id()`;
      await run(schedule, ['CLINIC', JSON.stringify(hours), true]);
      await run(schedule, ['ROUNDS', JSON.stringify(rounds), false]);
      // Whole days, and never tomorrow, where searches begin.
      await run(`insert into unavailabilities (practitioner_id, kind, starts_at, ends_at) select id, 'LEAVE', current_date + 3 + week * 7, current_date + 4 + week * 7
      from practitioners, generate_series(-20, 20) week where tenant_id = tenant_id()`);
      await run(
        `insert into branch_closures (branch_id, name, starts_on, ends_on) select branch_id, 'Holiday', current_date + 10, current_date + 10 from branch_calendars where tenant_id = tenant_id()`,
      );
      await run(
        `insert into appointments (branch_id, status, patient_id, service_id, practitioner_id, starts_at, ends_at, local_date, time_zone, booked_at)
      select branch_id, 'BOOKED', uuidv7(), $1, practitioner_id, at, at + interval '30 minutes', day, $2, now()
      from practitioner_branches, generate_series(-$3::int, $4::int - 1) ahead, generate_series(0, $5::int - 1) visit,
        lateral (select current_date + ahead as day) d, lateral (select (day + time '09:00' + visit * interval '1 hour') at time zone $2 as at) a
      where tenant_id = tenant_id()`,
        [service?.id, timeZone, pastDays, days, visitsADay],
      );
      await run(`insert into reservations (appointment_id, subject_id, session, lane, starts_at, ends_at)
      select id, subject, id, 0, starts_at, ends_at from appointments, unnest(array[practitioner_id, patient_id]) subject where tenant_id = tenant_id()`);
      const found = await run<{ id: string }>('select id from practitioners where tenant_id = tenant_id() order by name_key');
      return { serviceId: toTypeId('service', service?.id ?? ''), practitionerIds: found.map(({ id }) => toTypeId('practitioner', id)) };
    });
  } finally {
    await auditing('enable');
    await run('analyze');
    await owner.end();
  }
}
