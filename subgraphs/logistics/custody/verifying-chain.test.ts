import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import type { ChainFaultCode } from './chain-fault.js';
import { handoverHash, signHash } from './handover-hash.js';
import { HandoverCondition, type CustodyEntry, type Handover, type PartyKey } from './handover.js';
import { anyChain, bloodOnItsWay, courier, driver, handOver, keys, laboratory, nurse, signed } from './testing/chains.js';
import { faultsOf, verifyChain, type KnownOfChain } from './verifying-chain.js';

type Finding = readonly [code: ChainFaultCode, index: number, sequence: number, side: string | null];

/** What `verifyChain` finds, or null for a whole chain. */
function finding(entries: readonly CustodyEntry[], known: KnownOfChain = {}): Finding | null {
  const verdict = verifyChain(entries, keys, known);
  if (verdict.isWhole) return null;
  const { code, index, sequence, side, message } = verdict.fault;
  expect(message).toMatch(/[:,] .+\.$/);
  return [code, index, sequence, side];
}

const changed = (entry: CustodyEntry, change: Partial<Handover>): CustodyEntry => ({
  ...entry,
  handover: { ...entry.handover, ...change },
});

/** Changes an entry and all hashes behind it, as somebody would who has the database but no keys. */
function rewritten(entries: readonly CustodyEntry[], index: number, change: Partial<Handover>): CustodyEntry[] {
  const chain = entries.slice(0, index);
  for (const [at, entry] of entries.slice(index).entries()) {
    const handover = at === 0 ? { ...entry.handover, ...change } : entry.handover;
    const previousHash = chain.at(-1)?.hash ?? entry.previousHash;
    chain.push({ ...entry, handover, previousHash, hash: handoverHash(previousHash, handover) });
  }
  return chain;
}

it('says of a whole chain who holds the item', () => {
  const chain = bloodOnItsWay();
  expect(verifyChain(chain, keys)).toEqual({ isWhole: true, length: 3, headHash: chain[2].hash, holder: laboratory.party });
  expect(verifyChain([], keys)).toEqual({ isWhole: true, length: 0, headHash: null, holder: null });
});

it('takes a chain from a database that answers null for what was not said', () => {
  const [first, ...rest] = bloodOnItsWay();
  const read = JSON.parse(JSON.stringify([changed(first, { remark: null }), ...rest])) as CustodyEntry[];
  expect(finding(read)).toBeNull();
});

describe('names the fault', () => {
  const [first, second, third] = bloodOnItsWay();

  it('of an entry that was changed', () => {
    expect(finding([first, changed(second, { condition: HandoverCondition.INTACT }), third])).toEqual(['CHANGED_ENTRY', 1, 2, null]);
    expect(finding([first, changed(second, { temperature: { celsius: 5 } }), third])).toEqual(['CHANGED_ENTRY', 1, 2, null]);
    expect(finding([first, changed(second, { scan: '\ud800' }), third])).toEqual(['CHANGED_ENTRY', 1, 2, null]);
    expect(finding([{ ...first, previousHash: 'x' }])).toEqual(['CHANGED_ENTRY', 0, 1, null]);
  });

  it('of an entry that was rewritten with all hashes behind it', () => {
    expect(finding(rewritten([first, second, third], 1, { remark: 'Nothing' }))).toEqual(['WRONG_SIGNATURE', 1, 2, 'FROM']);
  });

  it('of one side that rewrites what the other signed', () => {
    const [, second2] = rewritten([first, second, third], 1, { remark: 'Nothing' });
    if (!second2) throw new Error('Rewritten');
    const byCourier = {
      ...second2,
      signatures: { ...second2.signatures, FROM: signHash(second2.hash, courier.keyId, courier.privateKey) },
    };
    expect(finding([first, byCourier])).toEqual(['WRONG_SIGNATURE', 1, 2, 'TO']);
  });

  it('of a missing entry, wherever it was', () => {
    expect(finding([second, third])).toEqual(['MISSING_LINK', 0, 1, null]);
    expect(finding([first, third])).toEqual(['MISSING_LINK', 1, 2, null]);
  });

  it('of an end that was cut off, when a head is known', () => {
    expect(finding([first, second])).toBeNull();
    expect(finding([first, second], { headHash: third.hash })).toEqual(['CUT_END', 2, 3, null]);
    expect(finding([], { headHash: third.hash })).toEqual(['CUT_END', 0, 1, null]);
    expect(finding([first, second, third], { headHash: second.hash })).toBeNull();
  });

  it('of the order and of what is there twice', () => {
    expect(finding([first, third, second])).toEqual(['WRONG_ORDER', 1, 3, null]);
    expect(finding([first, second, second, third])).toEqual(['DUPLICATE', 2, 2, null]);
    expect(finding([first, third, second, third])).toEqual(['DUPLICATE', 1, 3, null]);
  });

  it('of a second handover of the same number', () => {
    const fork = handOver(first, courier, laboratory, { at: '2026-03-01T03:00:00.000Z' });
    expect(finding([first, second, fork])).toEqual(['DUPLICATE', 2, 2, null]);
    expect(finding([first, fork, third])).toEqual(['BROKEN_LINK', 2, 3, null]);
  });

  it('of a giver who did not hold the item', () => {
    const stolen = { ...second.handover, from: driver.party, to: laboratory.party };
    const entry = signed({ handover: stolen, previousHash: first.hash, hash: handoverHash(first.hash, stolen) }, driver, laboratory);
    expect(finding([first, entry])).toEqual(['POSSESSION_GAP', 1, 2, null]);
  });

  it.each(['2026-03-01T00:29:59.999Z', 'yesterday'])('of time that goes backwards, to %s', (at) => {
    const early = { ...second.handover, at };
    const entry = signed({ handover: early, previousHash: first.hash, hash: handoverHash(first.hash, early) }, courier, driver);
    expect(finding([first, entry])).toEqual(['TIME_BACKWARDS', 1, 2, null]);
  });

  it('of an entry of another item', () => {
    const other = handOver(null, nurse, courier, { itemId: 'specimen_8', at: '2026-03-01T00:30:00.000Z' });
    expect(finding([other], { itemId: 'specimen_7' })).toEqual(['OTHER_ITEM', 0, 1, null]);
    expect(finding([other, second])).toEqual(['OTHER_ITEM', 1, 2, null]);
  });

  it('of a signature, and whose it is', () => {
    const { FROM, TO } = second.signatures;
    if (!FROM || !TO) throw new Error('Both signed');
    const withSignatures = (signatures: CustodyEntry['signatures']): CustodyEntry[] => [first, { ...second, signatures }, third];
    expect(finding(withSignatures({ FROM: TO, TO: FROM }))).toEqual(['WRONG_SIGNATURE', 1, 2, 'FROM']);
    expect(finding(withSignatures({ FROM, TO: { ...TO, value: FROM.value } }))).toEqual(['WRONG_SIGNATURE', 1, 2, 'TO']);
    expect(finding(withSignatures({ FROM, TO: { ...TO, keyId: 'key-of-nobody' } }))).toEqual(['UNKNOWN_KEY', 1, 2, 'TO']);
    expect(finding(withSignatures({ FROM }))).toEqual(['MISSING_SIGNATURE', 1, 2, 'TO']);
    // The same bytes in another text.
    expect(finding(withSignatures({ FROM: { ...FROM, value: `${FROM.value}==` }, TO }))).toEqual(['WRONG_SIGNATURE', 1, 2, 'FROM']);
  });

  it('of a signature that is good, but by a key that is not of Ed25519', () => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const others = new Map([...keys, [nurse.keyId, { partyId: nurse.party.id, publicKey }]]);
    const entry = { ...first, signatures: { ...first.signatures, FROM: signHash(first.hash, nurse.keyId, privateKey) } };
    expect(verifyChain([entry], others)).toMatchObject({ isWhole: false, fault: { code: 'WRONG_SIGNATURE', side: 'FROM' } });
  });
});

it('says what is wrong so that people know what to do', () => {
  const [first, second, third] = bloodOnItsWay();
  const messageOf = (entries: CustodyEntry[]): string => {
    const verdict = verifyChain(entries, keys);
    return verdict.isWhole ? '' : verdict.fault.message;
  };
  expect(messageOf([first, third])).toBe('Handover 2 is missing before handover 3: ask those who held the item for their copy.');
  expect(messageOf([first, { ...second, signatures: {} }])).toBe(
    'The signature of Bold, courier, who gave the item in handover 2, is missing: have it signed.',
  );
});

describe('of any chain', () => {
  it('finds nothing when it is whole', () => {
    fc.assert(
      fc.property(anyChain, (chain) => {
        expect(verifyChain(chain, keys, { headHash: chain.at(-1)?.hash ?? '' })).toMatchObject({ isWhole: true, length: chain.length });
      }),
      { numRuns: 60 },
    );
  });

  it('finds every single change, and where it is', () => {
    fc.assert(
      fc.property(anyChain, fc.nat(), fc.nat(), fc.nat(), (chain, place, leaf, how) => {
        const index = place % chain.length;
        // Not by structuredClone, which would keep the parties one object for all entries.
        const copy = JSON.parse(JSON.stringify(chain)) as CustodyEntry[];
        const entry = copy[index];
        if (!entry) return;
        const paths = leavesOf(entry);
        const path = paths[leaf % paths.length] ?? [];
        changeLeaf(entry, path, how);
        const found = finding(copy);
        expect(found?.[1]).toBe(index);
        if (path[0] !== 'signatures') expect(found?.[0]).toBe('CHANGED_ENTRY');
        else expect([found?.[0], found?.[3]]).toEqual([expect.stringMatching(/^(UNKNOWN_KEY|WRONG_SIGNATURE)$/), path[1]]);
      }),
      { numRuns: 300 },
    );
  });

  it('finds every entry that was taken out, and names it', () => {
    fc.assert(
      fc.property(anyChain, fc.nat(), (chain, place) => {
        const index = place % chain.length;
        const isLast = index === chain.length - 1;
        const found = finding(chain.toSpliced(index, 1), { headHash: chain.at(-1)?.hash ?? '' });
        expect(found).toEqual([isLast ? 'CUT_END' : 'MISSING_LINK', index, index + 1, null]);
      }),
      { numRuns: 60 },
    );
  });

  it('finds every swap', () => {
    fc.assert(
      fc.property(anyChain, fc.nat(), fc.nat(), (chain, one, other) => {
        const [low = 0, high = 0] = [one % chain.length, other % chain.length].sort((left, right) => left - right);
        fc.pre(low !== high);
        const [lower, higher] = [chain[low], chain[high]];
        if (!lower || !higher) return;
        expect(finding(chain.with(low, higher).with(high, lower))).toEqual(['WRONG_ORDER', low, high + 1, null]);
      }),
      { numRuns: 60 },
    );
  });

  it('finds every truncation and every repetition', () => {
    fc.assert(
      fc.property(anyChain, fc.nat(), (chain, place) => {
        const index = place % chain.length;
        expect(finding(chain.slice(0, index), { headHash: chain.at(-1)?.hash ?? '' })).toEqual(['CUT_END', index, index + 1, null]);
        expect(finding(chain.toSpliced(index, 0, ...chain.slice(index, index + 1)))?.[0]).toBe('DUPLICATE');
      }),
      { numRuns: 60 },
    );
  });
});

type Path = readonly string[];

function leavesOf(value: object, before: Path = []): Path[] {
  return Object.entries(value).flatMap(([name, member]: [string, unknown]) => {
    if (member === null) return [];
    return typeof member === 'object' ? leavesOf(member, [...before, name]) : [[...before, name]];
  });
}

/** Takes a leaf away, or makes it another one. */
function changeLeaf(entry: object, path: Path, how: number): void {
  let parent = entry as Record<string, unknown>;
  for (const name of path.slice(0, -1)) parent = parent[name] as Record<string, unknown>;
  const name = path.at(-1) ?? '';
  const value = parent[name];
  if (typeof value === 'number') parent[name] = how % 2 === 0 ? value + 1 : value - 0.5;
  else if (how % 3 === 0) parent[name] = `${String(value)}x`;
  else {
    const text = String(value);
    const at = how % text.length;
    parent[name] = `${text.slice(0, at)}${text[at] === 'a' ? 'b' : 'a'}${text.slice(at + 1)}`;
  }
}

describe('a key', () => {
  const [first, second, third] = bloodOnItsWay();
  const ofCourier = keys.get(courier.keyId);
  if (!ofCourier) throw new Error('The courier has a key');
  const verdictWith = (change: Partial<PartyKey>) =>
    verifyChain([first, second, third], new Map([...keys, [courier.keyId, { ...ofCourier, ...change }]]));

  it('is trusted until it was revoked', () => {
    expect(verdictWith({ revokedAt: new Date(second.handover.at) }).isWhole).toBe(true);
    const verdict = verdictWith({ revokedAt: new Date(Date.parse(second.handover.at) - 1) });
    expect(verdict).toMatchObject({ isWhole: false, fault: { code: 'REVOKED_KEY', index: 1, sequence: 2, side: 'FROM' } });
    expect(verdictWith({ revokedAt: null }).isWhole).toBe(true);
  });

  it('signs for an organization in whose name its owner acts', () => {
    expect(verdictWith({ partyId: 'staff_other', actsFor: [courier.party.id] }).isWhole).toBe(true);
    expect(verdictWith({ partyId: 'staff_other', actsFor: ['branch_1'] })).toMatchObject({ fault: { code: 'WRONG_SIGNATURE' } });
  });
});

describe('all faults', () => {
  const [first, second, third] = bloodOnItsWay();
  const all = (entries: readonly CustodyEntry[], known: KnownOfChain = {}) =>
    [...faultsOf(entries, keys, known)].map(({ code, index, sequence }) => [code, index, sequence]);

  it('are named, each once, and none that only follows from another', () => {
    expect(all([first, second, third])).toEqual([]);
    expect(all([changed(first, { to: nurse.party }), second, { ...third, signatures: {} }])).toEqual([
      ['CHANGED_ENTRY', 0, 1],
      ['MISSING_SIGNATURE', 2, 3],
    ]);
    expect(all([first, third])).toEqual([['MISSING_LINK', 1, 2]]);
    expect(all([first, first, second, third])).toEqual([['DUPLICATE', 1, 1]]);
    expect(all([first, second], { headHash: third.hash })).toEqual([['CUT_END', 2, 3]]);
  });

  it('begin with the one that the verdict names', () => {
    fc.assert(
      fc.property(anyChain, fc.nat(), fc.nat(), (chain, from, to) => {
        const [left, right] = [from % chain.length, to % chain.length];
        const moved = chain.map((entry, index) => chain[index === left ? right : index === right ? left : index] ?? entry);
        const [fault] = faultsOf(moved, keys);
        const verdict = verifyChain(moved, keys);
        expect(verdict.isWhole ? undefined : verdict.fault).toEqual(fault);
        expect(verdict.isWhole).toBe(left === right);
      }),
    );
  });
});
