import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { emptyContext, type RequestContext } from '#kernel/context/request-context.js';
import { scopeOf } from '#kernel/database/scope.js';
import { queryScoped } from '#kernel/database/scoped-query.js';
import { sql, type Sql } from '#kernel/database/sql.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { startEmbeddedPostgres } from '../../app/engines/embedded-postgres.js';
import { keptCalendars } from '#kernel/calendar/branch-calendar.js';
import { HealthcareService } from '../../subgraphs/scheduling/services/healthcare-service.js';
import { loadAvailability } from '../../subgraphs/scheduling/slots/availability.js';
import { spanOfDays } from '../../subgraphs/scheduling/slots/slot-search.js';
import { addBusyPractice, type BusyPractice } from '../../subgraphs/scheduling/testing/busy-practice.js';
import { RecordedReads } from '../../subgraphs/scheduling/testing/recorded-reads.js';
import { benchmark } from '../measure/benchmark.js';
import { cpuSeconds } from '../measure/process-tree.js';
import { median } from '../measure/rounds.js';
import { machine, progress, readSettings } from '../measure/settings.js';
import { figure, table, times } from '../measure/table.js';
import { openScheduling, type Scheduling } from './open-scheduling.js';

/** Something to do again and again, one after the other; it answers how many slots it has found. */
interface Task {
  readonly name: string;
  readonly run: () => Promise<number>;
}

interface Turn {
  readonly took: number;
  readonly cpu: number;
  readonly behind: number;
  readonly statements: number;
  readonly slots: number;
}

const day = 86_400_000;
const query =
  'query ($input: SlotSearchInput!) { slots(input: $input) { hasMore slots { startsAt endsAt places practitioner { id name } branch { id } } } }';
const smallest = 'one practitioner, one day';
const readsAlone = 'its statements alone';

await benchmark('slots', async (bench) => {
  const settings = readSettings({ rounds: 7, seconds: 2, warmUpSeconds: 2 });
  progress('starting PostgreSQL, and booking visits');
  const folder = join(bench.folder, 'postgres');
  const postgres = await startEmbeddedPostgres({ folder });
  bench.later(() => postgres.stop());
  const postgresProcess = Number.parseInt(await readFile(join(folder, 'cluster', 'postmaster.pid'), 'utf8'), 10);
  const graph = await openScheduling(postgres.url);
  bench.later(() => graph.database.close());
  const tenant = { id: newId('tenant'), subdomain: 'bench' };
  const practice = await addBusyPractice(postgres.url, tenant, { practitioners: 200, pastDays: 10, days: 40, visitsADay: 7 });
  const context: RequestContext = {
    ...emptyContext(newId('request')),
    tenant,
    actor: { kind: 'staff', id: newId('staff'), sessionId: newId('session') },
    grants: [{ role: 'bench', permissions: ['schedules:read'], branches: 'all' }],
  };
  const of = (practitioners: number, days: number, more: object = {}): object => ({
    serviceId: practice.serviceId,
    practitionerIds: practice.practitionerIds.slice(0, practitioners),
    from: dayAhead(1),
    until: dayAhead(days),
    ...more,
  });
  const search = (name: string, input: object): Task => ({ name, run: () => searched(graph, context, input) });
  const tasks: Task[] = [
    search(smallest, of(1, 1)),
    search('50 practitioners, 30 days', of(50, 30)),
    { name: readsAlone, run: await statementsAlone(graph, context, practice) },
    search('the first of each', of(50, 30, { mode: 'FIRST_AVAILABLE' })),
    search('a thousand slots', of(50, 30, { limit: 1000 })),
    search('200 practitioners, 62 days', of(200, 62)),
  ];
  const turns = new Map<string, Turn[]>(tasks.map(({ name }) => [name, []]));
  const turn = (task: Task, seconds: number): Promise<Turn> => repeated(task, seconds, graph, postgresProcess);
  for (const task of tasks) await turn(task, settings.warmUpSeconds);
  for (let round = 0; round < settings.rounds; round += 1) {
    for (let index = 0; index < tasks.length; index += 1) {
      const task = tasks[(round + index) % tasks.length] as Task;
      progress(`round ${round + 1} of ${settings.rounds}: ${task.name}`);
      turns.get(task.name)?.push(await turn(task, settings.seconds));
    }
  }
  progress('');
  console.log(
    `${machine()}, medians of ${settings.rounds} alternating rounds of ${settings.seconds} s, one search after the other\n\n${report(turns)}\n`,
  );
});

function dayAhead(days: number): string {
  return new Date(Date.now() + days * day).toISOString().slice(0, 10);
}

async function searched({ runtime }: Scheduling, context: RequestContext, input: object): Promise<number> {
  const { data, errors } = await runtime.execute({ query, variables: { input } }, context);
  if (errors) throw new Error(JSON.stringify(errors));
  return (data as { slots: { slots: unknown[] } }).slots.slots.length;
}

/** What the search of 50 practitioners in 30 days asks the database, asked in the same way; the rows are let go. */
async function statementsAlone({ database }: Scheduling, context: RequestContext, practice: BusyPractice): Promise<Task['run']> {
  const db = database.forContext(context);
  const reads = new RecordedReads(db);
  const [service] = await reads.all(HealthcareService, sql`where id = ${toUuid('service', practice.serviceId)}`);
  if (!service) throw new Error('The practice has no service');
  const calendars = await db.snapshot(null, keptCalendars);
  await loadAvailability(reads, () => Promise.resolve(calendars), {
    service,
    practitionerIds: practice.practitionerIds.slice(0, 50),
    branchIds: null,
    resources: [],
    patientId: null,
    ...spanOfDays({ from: dayAhead(1), until: dayAhead(30) }),
    ignoring: null,
  });
  const scope = scopeOf(context, 'schedules:read');
  return async () => {
    for (const statement of reads.statements) await asked(statement);
    return 0;
  };

  function asked(statement: Sql): Promise<object[]> {
    database.countStatement(context);
    return queryScoped(database.pool, scope, statement);
  }
}

async function repeated({ run }: Task, seconds: number, { database }: Scheduling, postgresProcess: number): Promise<Turn> {
  const [behind, cpu, statements, began] = [
    await cpuSeconds(postgresProcess),
    process.cpuUsage(),
    database.statementCount,
    performance.now(),
  ];
  let answers = 0;
  let slots = 0;
  while (answers === 0 || performance.now() < began + seconds * 1000) {
    slots = await run();
    answers += 1;
  }
  const used = process.cpuUsage(cpu);
  return {
    took: (performance.now() - began) / answers,
    cpu: (used.user + used.system) / 1000 / answers,
    behind: (((await cpuSeconds(postgresProcess)) - behind) * 1000) / answers,
    statements: (database.statementCount - statements) / answers,
    slots,
  };
}

function report(turns: ReadonlyMap<string, readonly Turn[]>): string {
  const base = turns.get(smallest) ?? [];
  const whole = ({ cpu, behind }: Turn): number => cpu + behind;
  return table(
    ['', '× CPU of both', 'ms', 'CPU ms', 'PostgreSQL ms', 'statements', 'slots'],
    [...turns].map(([name, found]) => [
      name,
      times(median(found.map((turn, round) => whole(turn) / whole(base[round] ?? turn)))),
      ...(['took', 'cpu', 'behind'] as const).map((of) => figure(median(found.map((turn) => turn[of])))),
      ...(['statements', 'slots'] as const).map((of) => String(found[0]?.[of] ?? '')),
    ]),
  );
}
