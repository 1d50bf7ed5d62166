import pg from 'pg';
import { sql, type Sql } from '#kernel/database/sql.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { planOf } from '#kernel/testing/query-plan.js';
import { contextOf, testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { keptCalendars } from '#kernel/calendar/branch-calendar.js';
import { scheduling } from '../index.js';
import { HealthcareService } from '../services/healthcare-service.js';
import { addBusyPractice, type BusyPractice } from '../testing/busy-practice.js';
import { openScheduling } from '../testing/practice.js';
import { RecordedReads } from '../testing/recorded-reads.js';
import { loadAvailability } from './availability.js';
import { spanOfDays } from './slot-search.js';

const steppe = testTenant('steppe');
const context = contextOf({ tenant: steppe, permissions: Object.keys(scheduling.permissions) });
let subgraph: TestSubgraph;
let practice: BusyPractice;
let app: pg.Client;

beforeAll(async () => {
  ({ subgraph } = await openScheduling());
  practice = await addBusyPractice(subgraph.ownerUrl, steppe, { practitioners: 60, pastDays: 60, days: 30, visitsADay: 2 });
  for (const other of ['lusaka', 'bangkok', 'hill'])
    await addBusyPractice(subgraph.ownerUrl, testTenant(other), { practitioners: 300, pastDays: 5, days: 5, visitsADay: 2 });
  app = new pg.Client({ connectionString: subgraph.url });
  await app.connect();
});
afterAll(async () => {
  await app.end();
  await subgraph.close();
});

const today = (ahead: number): string => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);

/** How many statements a search sends, and how many slots it finds. */
async function searched(practitioners: number, days: number, mode = 'ALL'): Promise<{ statements: number; slots: number }> {
  const before = subgraph.database.statementCount;
  const input = {
    serviceId: practice.serviceId,
    practitionerIds: practice.practitionerIds.slice(0, practitioners),
    from: today(1),
    until: today(days),
    limit: 1000,
    mode,
  };
  const { data, errors } = await subgraph.execute<{ slots: { slots: unknown[] } }>(
    'query ($input: SlotSearchInput!) { slots(input: $input) { hasMore slots { startsAt practitioner { name } service { name } branch { id } } } }',
    context,
    { input },
  );
  expect(errors).toBeUndefined();
  return { statements: subgraph.database.statementCount - before, slots: data?.slots.slots.length ?? 0 };
}

it('sends as many statements for 50 practitioners in 30 days as for one practitioner on one day', async () => {
  const one = await searched(1, 1);
  expect(one.slots).toBeGreaterThan(0);
  const many = await searched(50, 30);
  expect(many.slots).toBe(1000);
  expect(many.statements).toBe(one.statements);
  expect(await searched(50, 30, 'FIRST_AVAILABLE')).toEqual({ statements: one.statements, slots: 50 });
  // The service, who offers it (3), schedules, leave, calendars, closures, reservations, and the practitioners that are shown.
  expect(one.statements).toBe(10);
});

/** What a search for so many practitioners and days reads. */
async function readsOf(practitioners: number, days: number): Promise<Sql[]> {
  const db = subgraph.database.forContext(context);
  const reads = new RecordedReads(db);
  const service = await db.first(HealthcareService, sql`where id = ${toUuid('service', practice.serviceId)}`);
  if (!service) throw new Error('The practice has a service');
  const calendars = await db.snapshot(null, keptCalendars);
  await loadAvailability(reads, () => Promise.resolve(calendars), {
    service,
    practitionerIds: practice.practitionerIds.slice(0, practitioners),
    branchIds: null,
    resources: [],
    patientId: null,
    ...spanOfDays({ from: today(1), until: today(days) }),
    ignoring: null,
  });
  return reads.statements;
}

it.each([
  [1, 1],
  [50, 30],
])('reads by indexes under row-level security, for %i practitioners in %i days', async (practitioners, days) => {
  const indexes = new Map<string, string[]>();
  for (const statement of await readsOf(practitioners, days)) {
    const nodes = await planOf(app, steppe, statement);
    const relation = nodes.find((node) => node['Relation Name'])?.['Relation Name'] ?? '';
    if (!['reservations', 'schedules', 'unavailabilities'].includes(relation)) continue;
    expect(nodes.filter((node) => node['Node Type'] === 'Seq Scan')).toEqual([]);
    indexes.set(relation, [...new Set(nodes.flatMap((node) => node['Index Name'] ?? []))].sort());
  }
  expect(Object.fromEntries(indexes)).toEqual({
    reservations: ['reservations_by_subject'],
    schedules: ['schedules_by_practitioner', 'schedules_by_resource', 'schedules_by_service'],
    unavailabilities: ['unavailabilities_by_practitioner', 'unavailabilities_by_resource'],
  });
});
