import pg from 'pg';
import { sql } from '#kernel/database/sql.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { planOf } from '#kernel/testing/query-plan.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { openLogistics } from '../../testing/depot.js';
import { canonicalJson } from '../canonical-json.js';
import { handoverHash, signHash } from '../handover-hash.js';
import type { Handover } from '../handover.js';
import { CustodyHouse, type Signatory } from '../testing/custody-house.js';
import { checkChains } from './checking-chains.js';

let subgraph: TestSubgraph;
let neighbours: ConstructorParameters<typeof CustodyHouse>[1];
let owner: pg.Client;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openLogistics());
  owner = new pg.Client({ connectionString: subgraph.ownerUrl });
  await owner.connect();
  await owner.query('set search_path = logistics, public; set session_replication_role = replica');
  // Whoever owns the database can do this too.
  await owner.query(`alter table custody_entries no force row level security; alter table custody_items no force row level security;
    alter table signing_keys no force row level security; alter table custody_checks no force row level security;
    alter table custody_entries drop constraint custody_entries_link, drop constraint custody_entries_pkey;
    alter table custody_entries alter from_key_id drop not null, alter from_signature drop not null,
      alter to_key_id drop not null, alter to_signature drop not null`);
});
afterAll(async () => {
  await owner.end();
  await subgraph.close();
});

/** Blood that goes from the nurse to the courier, to the driver, to the laboratory. */
async function bloodOnItsWay() {
  const house = new CustodyHouse(subgraph, neighbours);
  const people = [await house.signatory('Oyuun'), await house.signatory('Bold'), await house.signatory('Sarnai')] as [
    Signatory,
    Signatory,
    Signatory,
  ];
  const [nurse, courier, driver] = people;
  const laboratory = await house.signatory('Tsetseg', house.laboratoryId);
  const blood = house.specimen();
  await house.handOver(nurse, courier, [blood]);
  await house.handOver(courier, driver, [blood]);
  await house.handOver(driver, laboratory, [blood]);
  return { house, nurse, courier, driver, laboratory, blood, itemId: blood.itemId };
}

type Way = Awaited<ReturnType<typeof bloodOnItsWay>>;

/** Writes an entry anew with all that belongs to it, as the database's owner can together with both sides, who give their keys. */
async function forge(itemId: string, sequence: number, change: Partial<Handover>, from: Signatory, to: Signatory, previous?: string) {
  const { rows } = await owner.query<{ text: string; previous_hash: string }>(
    'select text, previous_hash from custody_entries where item_id = $1 and sequence = $2',
    [itemId, sequence],
  );
  const handover = { ...(JSON.parse(rows[0]?.text ?? '') as Handover), ...change };
  const previousHash = previous ?? rows[0]?.previous_hash ?? '';
  const hash = handoverHash(previousHash, handover);
  await owner.query(
    `update custody_entries set text = $3, previous_hash = $4, hash = $5, from_key_id = $6, from_signature = $7, to_key_id = $8,
      to_signature = $9 where item_id = $1 and sequence = $2`,
    [
      itemId,
      sequence,
      canonicalJson(handover),
      previousHash,
      hash,
      from.keyId,
      signHash(hash, from.keyId, from.privateKey).value,
      to.keyId,
      signHash(hash, to.keyId, to.privateKey).value,
    ],
  );
}

const set = (change: string, sequence: number) => async (way: Way) => {
  await owner.query(`update custody_entries set ${change} where item_id = $1 and sequence = $2`, [way.itemId, sequence]);
};

const columns = 'tenant_id, handover_id, text, previous_hash, hash, from_key_id, from_signature, to_key_id, to_signature';

type Found = readonly [code: string, sequence: number, side: string | null];

const cases: readonly [what: string, tamper: (way: Way) => Promise<unknown>, ...found: Found][] = [
  ['a text that says something else', set(`text = replace(text, 'INTACT', 'DAMAGED')`, 2), 'CHANGED_ENTRY', 2, null],
  ['a text that says nothing', set(`text = 'spoiled'`, 2), 'CHANGED_ENTRY', 2, null],
  ['a text with what no handover has', set(`text = '{"itemId": 7}'`, 1), 'CHANGED_ENTRY', 1, null],
  ['a hash of something else', set(`hash = repeat('0', 64)`, 3), 'CHANGED_ENTRY', 3, null],
  [
    "another item's entry",
    async ({ house, nurse, courier, itemId }) => {
      const other = house.specimen();
      await house.handOver(nurse, courier, [other]);
      await owner.query('delete from custody_entries where item_id = $1 and sequence = 1', [itemId]);
      await owner.query(
        `insert into custody_entries (item_id, sequence, ${columns}) select $2, 1, ${columns} from custody_entries where item_id = $1`,
        [other.itemId, itemId],
      );
    },
    'OTHER_ITEM',
    1,
    null,
  ],
  [
    'an entry that is there twice',
    ({ itemId }) =>
      owner.query(
        `insert into custody_entries (item_id, sequence, ${columns}) select item_id, 4, ${columns} from custody_entries where item_id = $1 and sequence = 2`,
        [itemId],
      ),
    'DUPLICATE',
    2,
    null,
  ],
  [
    'entries in another order',
    ({ itemId }) => owner.query('update custody_entries set sequence = 5 - sequence where item_id = $1 and sequence in (2, 3)', [itemId]),
    'WRONG_ORDER',
    3,
    null,
  ],
  [
    'an entry that is gone',
    ({ itemId }) => owner.query('delete from custody_entries where item_id = $1 and sequence = 2', [itemId]),
    'MISSING_LINK',
    2,
    null,
  ],
  [
    'an entry behind another one',
    ({ itemId, courier, driver }) => forge(itemId, 2, {}, courier, driver, 'f'.repeat(64)),
    'BROKEN_LINK',
    2,
    null,
  ],
  [
    'an entry before its time',
    ({ itemId, courier, driver }) => forge(itemId, 2, { at: '2026-01-01T00:00:00.000Z' }, courier, driver),
    'TIME_BACKWARDS',
    2,
    null,
  ],
  [
    'one who gives what another had',
    ({ itemId, nurse, driver }) => forge(itemId, 2, { from: { id: nurse.staffId, name: 'Oyuun' } }, nurse, driver),
    'POSSESSION_GAP',
    2,
    null,
  ],
  ['a giver who did not sign', set('from_signature = null', 2), 'MISSING_SIGNATURE', 2, 'FROM'],
  ['a taker who did not sign', set('to_key_id = null', 3), 'MISSING_SIGNATURE', 3, 'TO'],
  [
    'a key that is gone',
    ({ driver }) => owner.query('delete from signing_keys where id = $1', [toUuid('signingkey', driver.keyId)]),
    'UNKNOWN_KEY',
    2,
    'TO',
  ],
  ['a key that is no key', set(`to_key_id = 'nobody'`, 1), 'UNKNOWN_KEY', 1, 'TO'],
  [
    'a key that was revoked before',
    ({ courier }) =>
      owner.query(`update signing_keys set valid_from = '2020-01-01', revoked_at = '2020-01-02' where id = $1`, [
        toUuid('signingkey', courier.keyId),
      ]),
    'REVOKED_KEY',
    1,
    'TO',
  ],
  ['signatures that changed sides', set('from_signature = to_signature, to_signature = from_signature', 2), 'WRONG_SIGNATURE', 2, 'FROM'],
  [
    "a key that became another's",
    ({ nurse, laboratory }) =>
      owner.query('update signing_keys set staff_id = $2 where id = $1', [
        toUuid('signingkey', nurse.keyId),
        toUuid('staff', laboratory.staffId),
      ]),
    'WRONG_SIGNATURE',
    1,
    'FROM',
  ],
  [
    'an end that was cut off',
    ({ itemId }) => owner.query('delete from custody_entries where item_id = $1 and sequence = 3', [itemId]),
    'CUT_END',
    3,
    null,
  ],
  ['a chain that is gone', ({ itemId }) => owner.query('delete from custody_entries where item_id = $1', [itemId]), 'CUT_END', 1, null],
];

const brokenOf = (itemId: string) =>
  owner
    .query<{ data: object }>(`select data from outbox where type = 'custody.broken' and subject = $1`, [itemId])
    .then(({ rows }) => rows);

it.each(cases)('names %s, when it is read and by the clock', async (_what, tamper, code, sequence, side) => {
  const way = await bloodOnItsWay();
  const { house, itemId } = way;
  expect((await house.chain(itemId))?.verdict.isWhole).toBe(true);
  await tamper(way);
  const chain = await house.chain(itemId);
  expect(chain?.verdict).toMatchObject({ isWhole: false, holder: null, fault: { code, sequence, side } });
  expect(chain?.verdict.fault?.message).toMatch(/[:,] .+\.$/);
  await checkChains(subgraph.database);
  expect(await brokenOf(itemId)).toEqual([{ data: { itemId, ...chain?.verdict.fault } }]);
  // On paper it stands as it is; others are not told of it, and nothing is put behind it unless its end is sound.
  expect((await house.download({ itemId })).body.subarray(0, 4).toString()).toBe('%PDF');
  await expect(house.download({ itemId, format: 'epcis' })).rejects.toMatchObject({ extensions: { code: 'CONFLICT' } });
});

describe('by the clock', () => {
  it('a chain that stands is looked at once after it grew, and again after a week', async () => {
    const { house, itemId, laboratory, nurse, blood } = await bloodOnItsWay();
    const dueIn = async () => {
      const { rows } = await owner.query<{ days: number; fault: object | null }>(
        'select round(extract(epoch from due_at - now()) / 86400)::int as days, fault from custody_checks where item_id = $1',
        [itemId],
      );
      return rows[0];
    };
    expect(await dueIn()).toEqual({ days: 0, fault: null });
    await checkChains(subgraph.database);
    expect(await dueIn()).toEqual({ days: 7, fault: null });
    await house.handOver(laboratory, nurse, [blood]);
    expect(await dueIn()).toEqual({ days: 0, fault: null });
    await checkChains(subgraph.database);
    expect(await brokenOf(itemId)).toEqual([]);
    await set(`text = 'spoiled'`, 2)({ itemId } as Way);
    await checkChains(subgraph.database);
    expect(await brokenOf(itemId)).toEqual([]);
    const week = () => owner.query(`update custody_checks set due_at = now() - interval '1 second' where item_id = $1`, [itemId]);
    for (let look = 0; look < 2; look += 1) {
      await week();
      await checkChains(subgraph.database);
    }
    expect(await brokenOf(itemId)).toHaveLength(1);
    expect(await dueIn()).toMatchObject({ days: 7, fault: { code: 'CHANGED_ENTRY', sequence: 2 } });
    await set('from_signature = null', 1)({ itemId } as Way);
    await week();
    await checkChains(subgraph.database);
    expect(await brokenOf(itemId)).toHaveLength(2);
  });

  it('more chains than are looked at in one transaction are all looked at', async () => {
    const { itemId } = await bloodOnItsWay();
    await owner.query(
      `insert into custody_items (tenant_id, item_id, name, length, head_hash, holder_id)
        select tenant_id, 'box_' || number, 'Box', 1, repeat('a', 64), 'staff_x' from custody_items, generate_series(1, 450) number where item_id = $1`,
      [itemId],
    );
    await owner.query(
      `insert into custody_checks (tenant_id, item_id, due_at) select tenant_id, item_id, now() from custody_items where item_id like 'box~_%' escape '~'`,
    );
    await checkChains(subgraph.database);
    const { rows } = await owner.query(`select from custody_checks where due_at <= now()`);
    expect(rows).toEqual([]);
    const told = await owner.query(`select from outbox where type = 'custody.broken' and subject like 'box~_%' escape '~'`);
    expect(told.rowCount).toBe(450);
  });
});

it('nothing is put behind an end that is not what was signed', async () => {
  const { house, itemId, laboratory, nurse, blood } = await bloodOnItsWay();
  await set(`text = replace(text, 'Tsetseg', 'Naran')`, 3)({ itemId } as Way);
  const { userErrors } = await house.propose(laboratory, { staffId: nurse.staffId, branchId: nurse.branchId }, [blood]);
  expect(userErrors).toMatchObject([{ code: 'WRONG_STATE', message: expect.stringContaining('does not verify') as string }]);
});

it('the graph shows what cannot be read as such, and all that is wrong', async () => {
  const { house, itemId } = await bloodOnItsWay();
  await set(`text = 'spoiled'`, 1)({ itemId } as Way);
  await set('to_signature = null', 3)({ itemId } as Way);
  const chain = await house.chain(itemId);
  expect(chain?.entries.map(({ condition }) => condition)).toEqual([null, 'INTACT', 'INTACT']);
  expect(chain?.verdict.faults).toEqual([
    { code: 'CHANGED_ENTRY', sequence: 1, side: null },
    { code: 'MISSING_SIGNATURE', sequence: 3, side: 'TO' },
  ]);
});

describe('the app role', () => {
  it('can neither change nor remove an entry', async () => {
    const { house } = await bloodOnItsWay();
    for (const statement of [sql`update custody_entries set text = ''`, sql`delete from custody_entries`]) {
      await expect(house.system(house.branchId, async (transaction) => void (await transaction.rows(statement)))).rejects.toThrow(
        'permission denied',
      );
    }
  });

  it('finds chains by their items without reading those of others', async () => {
    const { house, itemId, laboratory } = await bloodOnItsWay();
    const app = new pg.Client({ connectionString: subgraph.url });
    await app.connect();
    try {
      // The keys that the tests took away so that they can tamper.
      await owner.query('create index custody_entries_for_plan on custody_entries (tenant_id, item_id, sequence); analyze custody_entries');
      await app.query('set enable_seqscan = off');
      const statement = sql`select text from custody_entries where item_id = any (${[itemId]}::text[]) order by item_id, sequence`;
      const plan = await planOf(app, house.tenant, statement, { branches: [laboratory.branchId], analyze: true });
      const scan = plan.find((node) => node['Relation Name'] === 'custody_entries');
      expect(scan?.['Index Cond']).toContain('item_id');
      expect(scan?.['Actual Rows']).toBe(3);
    } finally {
      await app.end();
    }
  });
});
