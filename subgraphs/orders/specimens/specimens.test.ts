import { createHash } from 'node:crypto';
import { jest } from '@jest/globals';
import type { RequestContext } from '#kernel/context/request-context.js';
import { sql } from '#kernel/database/sql.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { openOrders } from '../testing/order-desk.js';
import { nextSpecimenStatuses, RejectionReason, SpecimenStatus } from './specimen-terms.js';
import { Specimen } from './specimen.js';
import { type SeenSpecimen, specimenFields, SpecimenDesk } from './testing/specimen-desk.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openOrders());
});
afterAll(() => subgraph.close());

interface Answer {
  readonly specimens: readonly SeenSpecimen[];
  readonly warnings: readonly { accessionNumber: string; message: string }[];
}

const many = `specimens { ${specimenFields} }`;
const receive = (desk: SpecimenDesk, accessionNumbers: readonly string[], context: RequestContext = desk.technician) =>
  desk.run<Answer>('receiveSpecimens', `${many} warnings { accessionNumber message }`, { accessionNumbers }, context);
const collect = (desk: SpecimenDesk, accessionNumbers: readonly string[], more: object = {}, context: RequestContext = desk.nurse) =>
  desk.run<Answer>('collectSpecimens', many, { accessionNumbers, ...more }, context);
const reject = (desk: SpecimenDesk, accessionNumbers: readonly string[], more: object = {}, context: RequestContext = desk.technician) =>
  desk.run<Answer>('rejectSpecimens', many, { accessionNumbers, reason: 'CLOTTED', ...more }, context);
const record = (desk: SpecimenDesk, accessionNumber: string, more: object = {}, context: RequestContext = desk.technician) =>
  desk.run<{ specimen: SeenSpecimen | null; result: { id: string; sha256: string | null; documentPath: string | null } | null }>(
    'recordSpecimenResult',
    `specimen { ${specimenFields} } result { id sha256 documentPath }`,
    { accessionNumber, title: 'Complete blood count', conclusion: 'Within limits', ...more },
    context,
  );
const release = (desk: SpecimenDesk, { id, version }: SeenSpecimen, more: object = {}, context: RequestContext = desk.technician) =>
  desk.run<{ specimen: SeenSpecimen | null }>(
    'releaseSpecimen',
    `specimen { ${specimenFields} }`,
    { id, expectedVersion: version, reason: 'It had thawed for a minute only', ...more },
    context,
  );

/** As a breach of temperature does it. */
async function hold(desk: SpecimenDesk, number: string): Promise<SeenSpecimen> {
  await desk.system(desk.branchId, async (transaction) => {
    await transaction.rows(
      sql`update specimens set held = true, held_at = now(), hold_reason = 'Too warm.' where accession_number = ${number}`,
    );
  });
  return desk.specimen(number);
}

describe('the way of a specimen', () => {
  it('leads from the needle to the result', async () => {
    const desk = new SpecimenDesk(subgraph, neighbours);
    const { numbers } = await desk.tubes(2);
    const collected = await collect(desk, [numbers[0]!, ` ${numbers[1]} `, numbers[0]!]);
    expect(collected.specimens).toMatchObject(numbers.map((accessionNumber) => ({ accessionNumber, status: 'COLLECTED' })));
    const received = await receive(desk, numbers);
    expect(received).toMatchObject({ warnings: [], specimens: numbers.map(() => ({ status: 'RECEIVED', stabilityExceeded: false })) });
    expect((await record(desk, numbers[0]!)).specimen).toMatchObject({ status: 'RESULTED' });
    const who = `query ($number: String!) { specimenByAccessionNumber(number: $number) { collectedBy { id } receivedBy { id } results { title conclusion recordedBy { id } } } }`;
    const clerk = desk.somebody({ permissions: ['specimens:read', 'staff:read'] });
    expect(await desk.ask(who, { number: numbers[0] }, clerk)).toEqual({
      specimenByAccessionNumber: {
        collectedBy: { id: desk.nurse.actor.id },
        receivedBy: { id: desk.technician.actor.id },
        results: [{ title: 'Complete blood count', conclusion: 'Within limits', recordedBy: { id: desk.technician.actor.id } }],
      },
    });
    const way = ['TO_BE_COLLECTED', 'COLLECTED', 'RECEIVED'];
    expect(await desk.told()).toEqual([
      ...way.flatMap((status) => numbers.map((number) => `${number} ${status}`)),
      `${numbers[0]} RESULTED`,
    ]);
  });

  const statuses = Object.values(SpecimenStatus);
  const moves = [true, false].flatMap((held) => statuses.flatMap((from) => statuses.map((to) => ({ held, from, to }))));

  it.each(moves)('from $from to $to is as its next statuses say (held: $held)', ({ held, from, to }) => {
    const specimen = Object.assign(new Specimen(), { accessionNumber: 'UB1-S-000001', status: from, held });
    const allowed = nextSpecimenStatuses(from, held);
    const refused = specimen.moveTo(to, ['input', 'id']);
    if (allowed.includes(to)) expect([refused, specimen.status]).toEqual([null, to]);
    else {
      expect(specimen.status).toBe(from);
      expect(refused?.message).toContain(`is ${from}${held ? ' and held' : ''} and cannot become ${to}: `);
      for (const way of allowed) expect(refused?.message).toContain(way);
    }
  });

  it('does not go where it cannot, and the refusal says where it can', async () => {
    const desk = new SpecimenDesk(subgraph, neighbours);
    const { numbers } = await desk.tubes(1);
    const [number] = numbers as [string];
    const why = async (answer: Promise<{ userErrors: readonly { message: string }[] }>) =>
      (await answer).userErrors.map(({ message }) => message);
    const refused = `The specimen ${number} is TO_BE_COLLECTED and cannot become`;
    expect(await why(receive(desk, numbers))).toEqual([`${refused} RECEIVED: it can become COLLECTED or CANCELLED.`]);
    expect(await why(reject(desk, numbers))).toEqual([`${refused} REJECTED: it can become COLLECTED or CANCELLED.`]);
    expect(await why(record(desk, number))).toEqual([`${refused} RESULTED: it can become COLLECTED or CANCELLED.`]);
    await collect(desk, numbers);
    await reject(desk, numbers);
    expect(await why(receive(desk, numbers))).toEqual([
      `The specimen ${number} is REJECTED and cannot become RECEIVED: nothing follows that.`,
    ]);
  });
});

describe('collecting', () => {
  it('takes all that were scanned, or none and names each wrong one', async () => {
    const desk = new SpecimenDesk(subgraph, neighbours);
    const { numbers } = await desk.tubes(3);
    await collect(desk, numbers.slice(0, 1));
    const { userErrors } = await collect(desk, [...numbers, 'UB1-S-999999', 'x'.repeat(5000)]);
    expect(userErrors.map(({ code }) => code)).toEqual(['NOT_FOUND', 'NOT_FOUND']);
    expect(userErrors[1]?.message.length).toBeLessThan(150);
    expect((await collect(desk, numbers)).userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
    expect(await desk.specimen(numbers[1]!)).toMatchObject({ status: 'TO_BE_COLLECTED' });
    expect((await collect(desk, [])).userErrors).toMatchObject([{ code: 'REQUIRED' }]);
    expect(
      (
        await collect(
          desk,
          Array.from({ length: 201 }, () => numbers[0]!),
        )
      ).userErrors,
    ).toMatchObject([{ code: 'INVALID' }]);
  });

  it('says when, if that was told later, and never in the future', async () => {
    const desk = new SpecimenDesk(subgraph, neighbours);
    const { numbers } = await desk.tubes(1);
    const hour = 3_600_000;
    const tomorrow = new Date(Date.now() + 24 * hour).toISOString();
    expect((await collect(desk, numbers, { collectedAt: tomorrow })).userErrors).toMatchObject([{ code: 'INVALID' }]);
    const before = new Date(Date.now() - hour).toISOString();
    await collect(desk, numbers, { collectedAt: before });
    const query = 'query ($number: String!) { specimenByAccessionNumber(number: $number) { collectedAt } }';
    expect(await desk.ask(query, { number: numbers[0] })).toEqual({ specimenByAccessionNumber: { collectedAt: before } });
  });

  it('waits while the order is on hold', async () => {
    const desk = new SpecimenDesk(subgraph, neighbours);
    const { orderId, numbers } = await desk.tubes(1);
    await desk.system(desk.branchId, async (transaction) => {
      await transaction.rows(sql`update orders set status = 'ON_HOLD' where id = ${toUuid('order', orderId)}`);
    });
    const { userErrors } = await collect(desk, numbers);
    expect(userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
    expect(userErrors[0]?.message).toContain('is on hold: have it resumed before you collect for it.');
  });

  it('takes no more statements for many than for one', async () => {
    const desk = new SpecimenDesk(subgraph, neighbours);
    const [one, several] = [await desk.tubes(1), await desk.tubes(60)];
    const statements = async (numbers: readonly string[]): Promise<number> => {
      const { prototype } = (await import('#kernel/database/transaction.js')).Transaction;
      const rows = jest.spyOn(prototype, 'rows');
      expect((await collect(desk, numbers)).userErrors).toEqual([]);
      const counted = rows.mock.calls.length;
      rows.mockRestore();
      return counted;
    };
    expect(await statements(several.numbers)).toBe(await statements(one.numbers));
  });
});

describe('receiving', () => {
  it('is done once, however many scan the same tubes at once', async () => {
    const desk = new SpecimenDesk(subgraph, neighbours);
    const numbers = [...(await desk.collected(3)), ...(await desk.collected(3))];
    const receivers = Array.from({ length: 20 }, () => desk.somebody({ branches: [desk.laboratoryId] }));
    const answers = await Promise.all(
      receivers.map((receiver, index) => receive(desk, index % 2 === 0 ? numbers : numbers.toReversed(), receiver)),
    );
    const won = answers.findIndex(({ userErrors }) => userErrors.length === 0);
    expect(answers.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(1);
    for (const { userErrors } of answers.filter((_, index) => index !== won)) {
      expect(userErrors).toHaveLength(numbers.length);
      expect(userErrors[0]).toMatchObject({
        code: 'WRONG_STATE',
        message: expect.stringContaining('is RECEIVED and cannot become RECEIVED') as string,
      });
    }
    const query = 'query ($number: String!) { specimenByAccessionNumber(number: $number) { receivedBy { id } } }';
    const seen = desk.somebody({ permissions: ['specimens:read', 'staff:read'] });
    for (const number of numbers)
      expect(await desk.ask(query, { number }, seen)).toEqual({
        specimenByAccessionNumber: { receivedBy: { id: receivers[won]?.actor.id } },
      });
    expect((await desk.told()).filter((said) => said.endsWith('RECEIVED'))).toHaveLength(numbers.length);
  });

  it('warns of what is too old, records it, and takes it nevertheless', async () => {
    const desk = new SpecimenDesk(subgraph, neighbours);
    const minutesAgo = (minutes: number) => ({ collectedAt: new Date(Date.now() - minutes * 60_000) });
    const [old] = await desk.collected(1, { requirement: { stabilityMinutes: 30 }, ...minutesAgo(31) });
    const [fresh] = await desk.collected(1, { requirement: { stabilityMinutes: 30 }, ...minutesAgo(28) });
    const { specimens, warnings } = await receive(desk, [old!, fresh!]);
    expect(specimens.map(({ status, stabilityExceeded }) => [status, stabilityExceeded])).toEqual([['RECEIVED', true], ['RECEIVED', false]]); // prettier-ignore
    expect(warnings).toMatchObject([{ accessionNumber: old, message: expect.stringContaining('or reject it as TOO_OLD') as string }]);
  });

  it('is done by the laboratory only, as all that it decides', async () => {
    const desk = new SpecimenDesk(subgraph, neighbours);
    const [number] = await desk.collected(1);
    const held = await hold(desk, number!);
    const refused = [
      { code: 'NOT_ALLOWED', message: `Only the laboratory to which the specimen ${number} goes does this: ask its people.` },
    ];
    expect((await receive(desk, [number!], desk.nurse)).userErrors).toEqual(refused);
    expect((await reject(desk, [number!], {}, desk.nurse)).userErrors).toEqual(refused);
    expect((await record(desk, number!, {}, desk.nurse)).userErrors).toEqual(refused);
    expect((await release(desk, held, {}, desk.nurse)).userErrors).toEqual(refused);
    expect(await desk.specimen(number!)).toEqual(held);
    expect(await desk.told()).toHaveLength(2);
  });

  it('is done at the branch itself where it examines what it ordered', async () => {
    const desk = new SpecimenDesk(subgraph, neighbours);
    const numbers = await desk.collected(1, { performerBranchId: null });
    expect((await receive(desk, numbers, desk.nurse)).specimens).toMatchObject([{ status: 'RECEIVED' }]);
  });
});

it('is not there for other branches, other tenants, and people without the permission', async () => {
  const [desk, stranger] = [new SpecimenDesk(subgraph, neighbours), new SpecimenDesk(subgraph, neighbours)];
  const numbers = await desk.collected(1);
  const seen = await hold(desk, numbers[0]!);
  const others = [stranger.context, desk.somebody({ branches: [desk.addBranch(undefined, { code: 'UB9' })] })];
  const query = `query ($id: ID!, $number: String!) {
    specimen(id: $id) { id } specimenByAccessionNumber(number: $number) { id } specimens(filter: { accessionNumber: $number }) { totalCount }
  }`;
  const none = { specimen: null, specimenByAccessionNumber: null, specimens: { totalCount: 0 } };
  for (const other of others) {
    expect(await desk.ask(query, { id: seen.id, number: seen.accessionNumber }, other)).toEqual(none);
    for (const answer of [
      await collect(desk, numbers, {}, other),
      await receive(desk, numbers, other),
      await reject(desk, numbers, {}, other),
      await record(desk, numbers[0]!, {}, other),
      await release(desk, seen, {}, other),
      await release(desk, { ...seen, id: newId('specimen') }),
    ])
      expect(answer.userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
  }
  expect(await desk.specimen(numbers[0]!)).toEqual(seen);
  const clerk = desk.somebody({ permissions: ['specimens:read'] });
  for (const answer of [collect(desk, numbers, {}, clerk), receive(desk, numbers, clerk), release(desk, seen, {}, clerk)])
    await expect(answer).rejects.toThrow('FORBIDDEN');
});

describe('rejecting', () => {
  it.each(Object.values(RejectionReason))('says why: %s', async (reason) => {
    const desk = new SpecimenDesk(subgraph, neighbours);
    const numbers = await desk.collected(1);
    const text = reason === RejectionReason.OTHER ? 'The tube is cracked' : null;
    await reject(desk, numbers, { reason, text });
    const query = 'query ($number: String!) { specimenByAccessionNumber(number: $number) { status rejectionReason rejectionText } }';
    expect(await desk.ask(query, { number: numbers[0] })).toEqual({
      specimenByAccessionNumber: { status: 'REJECTED', rejectionReason: reason, rejectionText: text },
    });
  });

  it('needs words where no code says it', async () => {
    const desk = new SpecimenDesk(subgraph, neighbours);
    const numbers = await desk.collected(1);
    expect((await reject(desk, numbers, { reason: 'OTHER', text: ' ' })).userErrors).toMatchObject([{ code: 'REQUIRED' }]);
    expect((await reject(desk, numbers, { text: 'x'.repeat(1001) })).userErrors).toMatchObject([{ code: 'INVALID' }]);
  });
});

describe('collecting again', () => {
  const again = (desk: SpecimenDesk, accessionNumber: string, context: RequestContext = desk.nurse) =>
    desk.run<Answer>('recollectSpecimen', many, { accessionNumber }, context);

  it('plans another for what was rejected, once, at the branch that ordered', async () => {
    const desk = new SpecimenDesk(subgraph, neighbours);
    const numbers = await desk.collected(2);
    expect((await again(desk, numbers[0]!)).userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
    await reject(desk, numbers);
    expect((await again(desk, numbers[0]!, desk.technician)).userErrors).toMatchObject([{ code: 'NOT_ALLOWED' }]);
    expect((await again(desk, numbers[0]!, new SpecimenDesk(subgraph, neighbours).context)).userErrors).toMatchObject([
      { code: 'NOT_FOUND' },
    ]);
    const answers = await Promise.all(Array.from({ length: 6 }, () => again(desk, numbers[0]!)));
    expect(answers.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(1);
    expect(answers.flatMap(({ specimens }) => specimens)).toMatchObject([{ accessionNumber: 'UB1-S-000003', status: 'TO_BE_COLLECTED' }]);
    expect(await desk.specimen(numbers[0]!)).toMatchObject({ status: 'REJECTED' });
  });

  it('is over with the order', async () => {
    const desk = new SpecimenDesk(subgraph, neighbours);
    const { orderId, numbers } = await desk.tubes(1);
    await collect(desk, numbers);
    await reject(desk, numbers);
    await desk.system(desk.branchId, async (transaction) => {
      await transaction.rows(sql`update orders set status = 'REVOKED', ended_at = now() where id = ${toUuid('order', orderId)}`);
    });
    expect((await again(desk, numbers[0]!)).userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
  });
});

describe('a specimen that is held', () => {
  it('has no result before the laboratory released it', async () => {
    const desk = new SpecimenDesk(subgraph, neighbours);
    const [number] = (await desk.received(1)) as [string];
    const seen = await hold(desk, number);
    const { userErrors } = await record(desk, number);
    const message = `The specimen ${number} is RECEIVED and held and cannot become RESULTED: it can become REJECTED, and the laboratory can release it.`;
    expect(userErrors).toEqual([{ code: 'WRONG_STATE', message }]);
    expect((await release(desk, seen, { reason: ' ' })).userErrors).toMatchObject([{ code: 'REQUIRED' }]);
    expect((await release(desk, { ...seen, version: seen.version - 1 })).userErrors).toMatchObject([{ code: 'STALE_VERSION' }]);
    const released = (await release(desk, seen)).specimen;
    expect(released).toMatchObject({ held: false, status: 'RECEIVED' });
    expect((await release(desk, released!)).userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
    expect((await record(desk, number)).specimen).toMatchObject({ status: 'RESULTED' });
  });

  it('is warned of when it arrives, and is held no more when it is rejected', async () => {
    const desk = new SpecimenDesk(subgraph, neighbours);
    const numbers = await desk.collected(1);
    await hold(desk, numbers[0]!);
    expect((await receive(desk, numbers)).warnings).toMatchObject([
      { message: expect.stringContaining('It is held: Too warm.') as string },
    ]);
    expect((await reject(desk, numbers, { reason: 'TEMPERATURE' })).specimens).toMatchObject([{ status: 'REJECTED', held: false }]);
  });

  it('whose result is in doubt takes no other, and its result can be taken back', async () => {
    const desk = new SpecimenDesk(subgraph, neighbours);
    const numbers = await desk.received(2);
    for (const number of numbers) await record(desk, number);
    expect((await reject(desk, numbers)).userErrors).toHaveLength(2);
    const held = [await hold(desk, numbers[0]!), await hold(desk, numbers[1]!)];
    expect((await record(desk, numbers[0]!)).userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
    expect((await reject(desk, numbers.slice(0, 1), { reason: 'TEMPERATURE' })).specimens).toMatchObject([{ status: 'REJECTED' }]);
    expect((await release(desk, held[1]!)).specimen).toMatchObject({ status: 'RESULTED', held: false });
  });
});

describe('a result', () => {
  const pdf = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(5000, 7)]);
  const document = { contentType: 'application/pdf', base64: pdf.toString('base64') };
  const sha256 = createHash('sha256').update(pdf).digest('hex');

  async function download(id: string, context: RequestContext) {
    const { name, type, body } = await subgraph.runtime.download({ name: 'specimen-result', parameters: { id } }, context);
    const pieces: Buffer[] = [];
    for await (const piece of body) pieces.push(Buffer.from(piece as Uint8Array));
    return { name, type, content: Buffer.concat(pieces) };
  }

  it('with a document is downloaded as it was recorded, at both ends', async () => {
    const desk = new SpecimenDesk(subgraph, neighbours);
    const [number] = (await desk.received(1)) as [string];
    const { result } = await record(desk, number, {
      title: 'Цусны шинжилгээ 1/2',
      conclusion: null,
      document: { ...document, sha256: sha256.toUpperCase() },
    });
    expect(result).toMatchObject({ sha256, documentPath: `/downloads/orders/specimen-result?id=${result?.id}` });
    for (const context of [desk.nurse, desk.technician]) {
      const file = await download(result!.id, context);
      expect(file).toMatchObject({ name: `${number} Цусны шинжилгээ 1-2.pdf`, type: 'application/pdf' });
      expect(file.content.equals(pdf)).toBe(true);
    }
    for (const other of [new SpecimenDesk(subgraph, neighbours).context, desk.somebody({ branches: [newId('branch')] })])
      await expect(download(result!.id, other)).rejects.toMatchObject({ extensions: { code: 'NOT_FOUND' } });
  });

  it('can follow another, as its correction, and neither is ever changed', async () => {
    const desk = new SpecimenDesk(subgraph, neighbours);
    const [number] = (await desk.received(1)) as [string];
    await record(desk, number);
    expect((await record(desk, number, { title: 'Corrected' })).specimen).toMatchObject({ status: 'RESULTED' });
    const query = 'query ($number: String!) { specimenByAccessionNumber(number: $number) { results { title documentPath } } }';
    expect(await desk.ask(query, { number })).toEqual({
      specimenByAccessionNumber: {
        results: [
          { title: 'Complete blood count', documentPath: null },
          { title: 'Corrected', documentPath: null },
        ],
      },
    });
    for (const change of [sql`update specimen_results set title = 'Other'`, sql`delete from specimen_results`]) {
      const changing = desk.system(desk.branchId, async (transaction) => void (await transaction.rows(change)));
      await expect(changing).rejects.toThrow('permission denied');
    }
  });

  it.each<[string, object, string]>([
    ['says nothing', { conclusion: ' ' }, 'Say what was found'],
    ['has no title', { title: ' ' }, 'Say what it is'],
    ['is of a kind that browsers would run', { document: { ...document, contentType: 'text/html' } }, 'Documents are application/pdf'],
    ['is another than it says', { document: { ...document, contentType: 'image/png' } }, 'The document is no image/png'],
    ['is called after something every object has', { document: { ...document, contentType: 'constructor' } }, 'Documents are'],
    ['arrived otherwise than it was sent', { document: { ...document, sha256: '0'.repeat(64) } }, `its SHA-256 is ${sha256}`],
    ['is no base64', { document: { ...document, base64: '%PDF-' } }, 'This is not base64'],
    ['is empty', { document: { contentType: 'text/plain', base64: '' } }, 'The document is empty'],
    [
      'is too large',
      { document: { contentType: 'text/plain', base64: Buffer.alloc(2 * 1024 * 1024 + 1, 'x').toString('base64') } },
      'larger than 2 MiB',
    ],
  ])('is refused that %s', async (_, more, message) => {
    const desk = new SpecimenDesk(subgraph, neighbours);
    const [number] = (await desk.received(1)) as [string];
    expect((await record(desk, number, more)).userErrors).toMatchObject([{ message: expect.stringContaining(message) as string }]);
    expect(await desk.specimen(number)).toMatchObject({ status: 'RECEIVED' });
  });

  it('may be as large as two mebibytes', async () => {
    const desk = new SpecimenDesk(subgraph, neighbours);
    const [number] = (await desk.received(1)) as [string];
    const large = { contentType: 'text/plain', base64: Buffer.alloc(2 * 1024 * 1024, 'x').toString('base64') };
    expect((await record(desk, number, { document: large })).userErrors).toEqual([]);
  });
});

it('are listed by who ordered them, who examines them, their status and their number', async () => {
  const desk = new SpecimenDesk(subgraph, neighbours);
  const waiting = (await desk.tubes(1)).numbers;
  const collected = await desk.collected(1);
  const own = await desk.collected(1, { performerBranchId: null });
  await hold(desk, own[0]!);
  const list = async (filter: object, context: RequestContext = desk.context) => {
    const query = 'query ($filter: SpecimenFilter) { specimens(filter: $filter) { totalCount nodes { accessionNumber } } }';
    const { specimens } = await desk.ask<{ specimens: { totalCount: number; nodes: { accessionNumber: string }[] } }>(
      query,
      { filter },
      context,
    );
    expect(specimens.totalCount).toBe(specimens.nodes.length);
    return specimens.nodes.map(({ accessionNumber }) => accessionNumber);
  };
  expect(await list({})).toEqual([...own, ...collected, ...waiting]);
  expect(await list({}, desk.technician)).toEqual([...collected, ...waiting]);
  expect(await list({ performerBranchId: desk.branchId })).toEqual(own);
  expect(await list({ performerBranchId: desk.laboratoryId, status: ['COLLECTED', 'IN_TRANSIT'] })).toEqual(collected);
  expect(await list({ held: true })).toEqual(own);
  expect(await list({ accessionNumber: waiting[0] })).toEqual(waiting);
  expect(await list({ branchId: desk.laboratoryId })).toEqual([]);
});
