import { readFile } from 'node:fs/promises';
import { buildSubgraph } from '#kernel/subgraph/build-schema.js';
import { scheduling } from '../index.js';
import { AppointmentStatus, nextStatuses, takingStatuses } from './appointment-status.js';

interface Row {
  readonly from: string;
  readonly to: string;
  readonly by: string;
  readonly permissions: readonly string[];
  readonly time: string;
  readonly tells: readonly string[];
}

const quoted = (cell = ''): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? '');

/** The table of transitions in docs/scheduling.md; appointments that are new come from nothing. */
async function documented(): Promise<Row[]> {
  const text = await readFile(new URL('../../../docs/scheduling.md', import.meta.url), 'utf8');
  const [, section = ''] = text.split('## Statuses');
  const [table = ''] = section.split('\n## ');
  return table
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter(([, from]) => from !== undefined && (from === 'new' || from in AppointmentStatus))
    .map(([, from = '', to = '', by = '', who, time = '', tells]) => ({
      from,
      to,
      by,
      permissions: quoted(who),
      time,
      tells: quoted(tells),
    }));
}

describe('docs/scheduling.md', () => {
  it('names every way from one status to another, and no other', async () => {
    const known = Object.values(AppointmentStatus).flatMap((from) => nextStatuses(from).map((to) => `${from} to ${to}`));
    const rows = (await documented()).filter(({ from }) => from !== 'new');
    expect([...new Set(rows.map(({ from, to }) => `${from} to ${to}`))].sort()).toEqual(known.sort());
  });

  it('says what each takes and frees', async () => {
    const takes = (status: string): boolean => (takingStatuses as readonly string[]).includes(status);
    for (const { from, to, time } of await documented()) {
      const expected = takes(to) ? (takes(from) ? 'keeps' : 'takes') : takes(from) ? 'frees' : '';
      expect([from, to, time]).toEqual([from, to, expected]);
    }
  });

  it('names mutations, permissions and events that there are', async () => {
    const { schema } = await buildSubgraph(scheduling);
    const fields = schema.getMutationType()?.getFields() ?? {};
    const rows = await documented();
    const mutations = [...new Set(rows.flatMap(({ by }) => quoted(by)))];
    expect(mutations.filter((name) => !(name in fields))).toEqual([]);
    expect(rows.flatMap(({ permissions }) => permissions).filter((name) => !(name in scheduling.permissions))).toEqual([]);
    const published = scheduling.publishes?.map(({ type }) => type) ?? [];
    expect(rows.flatMap(({ tells }) => tells).filter((type) => !published.includes(type))).toEqual([]);
    expect(rows.filter(({ by, tells }) => by === '' || tells.length === 0)).toEqual([]);
  });
});
