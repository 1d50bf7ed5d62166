import pg from 'pg';
import { keepKnownConsents } from '#kernel/consents/known-consents.js';
import { openTestSubgraph } from '#kernel/testing/test-subgraph.js';
import { subgraphs } from '../app/graph.js';

/** The subgraph whose consents the others are told of. */
const owner = 'patients';

/** Tables that a client may read whoever it is about, and why. */
const open: Readonly<Record<string, string>> = {
  '*.consented': 'It is what the policies read.',
  'logistics.sterilization_loads': 'It says what was sterilized; for whom, the uses of instruments say.',
  'scheduling.queue_stays': 'It says how long a queue took, and not whom.',
  'scheduling.reservations': 'It says that a time is taken, and not by whom: a client that did not see it would book it again.',
};

async function read<Row extends object>(url: string, statement: string, values: readonly unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement, [...values])).rows as Row[];
  } finally {
    await client.end();
  }
}

/** Tables that name a patient, or hang, however far, on one that consent guards; partitions are reached by their table only. */
const concerned = `with recursive tables as (
    select oid, relname from pg_class where relnamespace = $1::text::regnamespace and relkind in ('r', 'p') and not relispartition
  ), concerned as (
    select tables.oid from tables join pg_attribute on attrelid = tables.oid and attname = 'patient_id' and not attisdropped and not relname = any ($2)
    union select polrelid from pg_policy join tables on tables.oid = polrelid where polname = 'consent'
    union select conrelid from pg_constraint join concerned on confrelid = concerned.oid join tables on tables.oid = conrelid
      where contype = 'f' and conparentid = 0 and not relname = any ($2)
  )
  select relname as name, exists (select from pg_policy where polrelid = tables.oid and polname = 'consent' and not polpermissive and polcmd = '*'
    and polroles = array[('caregraph_' || $1::text)::regrole::oid]) as guarded
  from tables join concerned using (oid) order by relname`;

const openViews = `select relname as name from pg_class join pg_attribute on attrelid = pg_class.oid and attname = 'patient_id'
  where relnamespace = $1::regnamespace and (relkind = 'm' or relkind = 'v' and not coalesce('security_invoker=true' = any (reloptions), false))`;

describe.each(subgraphs.map((definition) => [definition.name, definition] as const))('consent in %s', (name, definition) => {
  it('guards every table of patients, and what hangs on one', async () => {
    const subgraph = await openTestSubgraph(definition);
    try {
      const exempt = Object.keys(open).flatMap((table) =>
        table.startsWith(`${name}.`) || table.startsWith('*.') ? [table.slice(table.indexOf('.') + 1)] : [],
      );
      const tables = await read<{ name: string; guarded: boolean }>(subgraph.ownerUrl, concerned, [name, exempt]);
      expect(tables.filter((table) => !table.guarded).map((table) => table.name)).toEqual([]);
      expect(await read(subgraph.ownerUrl, openViews, [name])).toEqual([]);
    } finally {
      await subgraph.close();
    }
  });

  it('is heard of where it guards', async () => {
    const subgraph = await openTestSubgraph(definition);
    try {
      const [known] = await read<{ keeps: boolean }>(subgraph.ownerUrl, `select to_regclass($1 || '.consented') is not null as keeps`, [
        name,
      ]);
      const reactions = new Set(definition.reactions ?? []);
      const heard = keepKnownConsents.filter((reaction) => reactions.has(reaction));
      expect(heard).toEqual(known?.keeps && name !== owner ? [...keepKnownConsents] : []);
    } finally {
      await subgraph.close();
    }
  });
});
