import { createHash } from 'node:crypto';
import pg from 'pg';
import { newId } from '#kernel/graph/type-id.js';
import { contextOf, testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { TaskDesk, taskFields, type SeenTask } from '../tasks/testing/task-desk.js';
import { openLogistics } from '../testing/depot.js';

let subgraph: TestSubgraph;
let neighbours: ConstructorParameters<typeof TaskDesk>[1];
beforeAll(async () => {
  ({ subgraph, neighbours } = await openLogistics());
});
afterAll(() => subgraph.close());

interface Answer {
  readonly task: SeenTask | null;
}

const jpegBytes = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(60, 7)]);
const pngBytes = Buffer.concat([
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]),
  Buffer.from('IHDR'),
  Buffer.alloc(40, 3),
]);
const [jpeg, png] = [jpegBytes.toString('base64'), pngBytes.toString('base64')];
const path = 'M10,20 L 30 -4.5e1 q1 2 3 4z';

async function onTheWay(input: object = { kind: 'DELIVERY' }) {
  const depot = new TaskDesk(subgraph, neighbours);
  const courier = await depot.courier();
  const task = await depot.active(courier, input);
  const complete = (further: object, context = courier.context) =>
    depot.run<Answer>('completeTask', taskFields, { id: task.id, ...further }, context);
  const proofs = () =>
    depot.look<{ status: string; outcome: string | null; proofs: Record<string, unknown>[] }>(
      task.id,
      'status outcome proofs { id kind signer codes contentType size sha256 takenBy { id } }',
    );
  const download = async (id: unknown, context = courier.context) => {
    const { name, type, body } = await subgraph.runtime.download({ name: 'task-proof', parameters: { id: String(id) } }, context);
    const pieces: Uint8Array[] = [];
    for await (const piece of body) pieces.push(Buffer.from(piece as Uint8Array));
    return { name, type, content: Buffer.concat(pieces) };
  };
  const issue = async (context = depot.context) => {
    const { version } = await depot.look<{ version: number }>(task.id, 'version');
    return depot.run<Answer & { code: string | null }>(
      'issueTaskCode',
      `code ${taskFields}`,
      { id: task.id, expectedVersion: version },
      context,
    );
  };
  return { depot, courier, task, complete, proofs, download, issue };
}

it('a delivery is shown by a photo, whose bytes can be fetched as they were', async () => {
  const { courier, complete, proofs, download, task } = await onTheWay();
  expect((await complete({ photo: jpeg, note: 'Left at the desk' })).task).toMatchObject({ status: 'COMPLETED' });
  const seen = await proofs();
  const sha256 = createHash('sha256').update(jpegBytes).digest('hex');
  expect(seen).toMatchObject({
    outcome: 'SUCCESS',
    proofs: [
      { kind: 'PHOTO', signer: null, codes: [], contentType: 'image/jpeg', size: 64, sha256, takenBy: { id: courier.context.actor.id } },
    ],
  });
  expect(await download(seen.proofs[0]?.['id'])).toEqual({ name: `${task.number}-photo.jpg`, type: 'image/jpeg', content: jpegBytes });
});

it('a delivery is shown by a signature, of strokes or as a picture', async () => {
  const drawn = await onTheWay();
  expect((await drawn.complete({ signature: { signer: ' Dr. Oyun ', path } })).userErrors).toEqual([]);
  const [signature] = (await drawn.proofs()).proofs;
  expect(signature).toMatchObject({ kind: 'SIGNATURE', signer: 'Dr. Oyun', contentType: 'image/svg+xml' });
  const svg = await drawn.download(signature?.['id']);
  expect(svg.name).toBe('UB1-T-000001-signature.svg');
  expect(svg.content.toString()).toContain(`<path d="${path}" `);
  const pictured = await onTheWay();
  expect((await pictured.complete({ signature: { signer: 'Dr. Oyun', png } })).userErrors).toEqual([]);
  expect((await pictured.proofs()).proofs).toMatchObject([{ kind: 'SIGNATURE', contentType: 'image/png', size: pngBytes.length }]);
});

const tooLarge = Buffer.alloc(2 * 1024 * 1024 + 1, 0xff).toString('base64');
it.each([
  [{}, 'UB1-T-000001 is not done without one of PHOTO, SIGNATURE, CODE.'],
  [{ scanned: [] }, 'UB1-T-000001 is not done without one of PHOTO, SIGNATURE, CODE.'],
  [{ photo: '' }, 'The photo is not in base64: send the bytes of the file in base64, without line breaks.'],
  [{ photo: 'not base64!' }, 'The photo is not in base64: send the bytes of the file in base64, without line breaks.'],
  [
    { photo: Buffer.from('<svg onload="alert(1)"/>').toString('base64') },
    'The photo is neither JPEG nor PNG by its first bytes: send one of them.',
  ],
  [{ photo: Buffer.from('GIF89a......').toString('base64') }, 'The photo is neither JPEG nor PNG by its first bytes: send one of them.'],
  [{ signature: { signer: ' ', path } }, 'Say who signed, in 1 to 200 characters.'],
  [{ signature: { signer: 'Dorj' } }, 'Send either the path of a signature or a PNG of it.'],
  [{ signature: { signer: 'Dorj', path, png } }, 'Send either the path of a signature or a PNG of it.'],
  [{ signature: { signer: 'Dorj', png: jpeg } }, 'The picture of a signature is a PNG.'],
  [{ code: '123456' }, 'No code was issued for UB1-T-000001: ask who sent you to issue one.'],
])('a delivery is not done by %j', async (input, message) => {
  const { complete, proofs } = await onTheWay();
  const { task, userErrors } = await complete(input);
  expect(task).toBeNull();
  expect(userErrors.map((error) => error.message)).toContain(message);
  expect(await proofs()).toEqual({ status: 'ACTIVE', outcome: null, proofs: [] });
});

it('a photo that is too large is refused', async () => {
  const { complete, proofs } = await onTheWay();
  expect((await complete({ photo: tooLarge })).userErrors.map(({ message }) => message)).toContain(
    'The photo is larger than 2 MiB: send a smaller one.',
  );
  expect(await proofs()).toEqual({ status: 'ACTIVE', outcome: null, proofs: [] });
});

it.each([
  'M0 0"/><script>alert(1)</script><path d="M0 0',
  'M0 0" onload="alert(1)',
  'M0 0 url(javascript:alert(1))',
  '<svg><script/></svg>',
  'M0 0 &#60;script&#62;',
  'L0 0',
  'M',
  `M${'1 '.repeat(30_000)}`,
])('a signature holds nothing but strokes: %j', async (strokes) => {
  const { complete, proofs } = await onTheWay();
  expect((await complete({ signature: { signer: 'Dorj', path: strokes } })).userErrors).toMatchObject([
    { code: 'INVALID' },
    { code: 'REQUIRED' },
  ]);
  expect((await proofs()).proofs).toEqual([]);
});

describe('samples are scanned:', () => {
  const sampling = {
    kind: 'COLLECT_SAMPLE',
    items: [
      { name: 'EDTA blood', code: 'ACC-1' },
      { name: 'Serum', code: 'ACC-2', quantity: 2 },
      { name: 'Form', quantity: 1 },
    ],
  };

  it.each([
    [{}, 'UB1-T-000001 is not done without SCAN: scan the labels of all items.'],
    [{ photo: jpeg }, 'UB1-T-000001 is not done without SCAN: scan the labels of all items.'],
    [{ scanned: [] }, 'The scan does not match: not scanned: EDTA blood (ACC-1), Serum (ACC-2).'],
    [{ scanned: ['ACC-1'] }, 'The scan does not match: not scanned: Serum (ACC-2).'],
    [{ scanned: ['ACC-1', 'ACC-2', 'ACC-3', 'acc-1'] }, 'The scan does not match: not of this task: ACC-3, acc-1.'],
    [{ scanned: ['ACC-1', 'X'] }, 'The scan does not match: not scanned: Serum (ACC-2); not of this task: X.'],
  ])('%j is not all of them', async (input, message) => {
    const { complete, proofs } = await onTheWay(sampling);
    expect((await complete(input)).userErrors.map((error) => error.message)).toEqual([message]);
    expect(await proofs()).toEqual({ status: 'ACTIVE', outcome: null, proofs: [] });
  });

  it('all of them, in any order and more than once, are', async () => {
    const { complete, proofs } = await onTheWay(sampling);
    expect((await complete({ scanned: ['ACC-2', ' ACC-1', 'ACC-2'] })).userErrors).toEqual([]);
    expect(await proofs()).toMatchObject({ outcome: 'SUCCESS', proofs: [{ kind: 'SCAN', codes: ['ACC-2', 'ACC-1'], contentType: null }] });
  });
});

describe('the one-time code', () => {
  const other = (code: string | null) => (code === '000000' ? '000001' : '000000');

  it('is told once, kept nowhere, and shows that the recipient was there', async () => {
    const { depot, task, complete, proofs, issue } = await onTheWay();
    const { code, userErrors } = await issue();
    expect(userErrors).toEqual([]);
    expect(code).toMatch(/^\d{6}$/);
    expect(await depot.look(task.id, 'requiredProofs acceptedProofs')).toEqual({ requiredProofs: ['CODE'], acceptedProofs: [] });
    expect((await complete({ photo: jpeg })).userErrors).toEqual([
      { code: 'REQUIRED', message: 'UB1-T-000001 is not done without CODE: ask the recipient for the code.' },
    ]);
    expect((await complete({ code: ` ${code} ` })).userErrors).toEqual([]);
    expect(await proofs()).toMatchObject({ outcome: 'SUCCESS', proofs: [{ kind: 'CODE', codes: [], sha256: null }] });
    expect((await issue()).userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
    const kept = JSON.stringify(await rowsOf('task_codes', 'audit_log', 'outbox', 'task_steps', 'task_proofs', 'tasks'));
    expect(kept).not.toContain(`"${code}"`);
  });

  it('is locked by five wrong tries, also the right one, until another is issued', async () => {
    const { complete, proofs, issue } = await onTheWay();
    const { code } = await issue();
    const messages: string[] = [];
    for (let turn = 0; turn < 5; turn += 1) {
      const [error] = (await complete({ code: other(code) })).userErrors;
      expect(error?.code).toBe('WRONG_CREDENTIALS');
      messages.push(error?.message ?? '');
    }
    expect(messages[0]).toBe('That is not the code of UB1-T-000001: 4 more can be made.');
    expect(messages[4]).toBe('That is not the code of UB1-T-000001: no more tries are made.');
    expect((await complete({ code })).userErrors).toEqual([
      { code: 'TOO_MANY_ATTEMPTS', message: 'The code of UB1-T-000001 was tried wrongly 5 times: ask who sent you to issue another one.' },
    ]);
    expect((await proofs()).status).toBe('ACTIVE');
    const { code: another } = await issue();
    expect((await complete({ code: another })).userErrors).toEqual([]);
  });

  it('is not tried more often by many at once', async () => {
    const { complete, issue } = await onTheWay();
    const { code } = await issue();
    const answers = await Promise.all(Array.from({ length: 12 }, () => complete({ code: other(code) })));
    const codes = answers.map(({ userErrors }) => userErrors[0]?.code);
    expect(codes.filter((each) => each === 'WRONG_CREDENTIALS')).toHaveLength(5);
    expect(codes.filter((each) => each === 'TOO_MANY_ATTEMPTS')).toHaveLength(7);
  });

  it('is issued at either end, and nowhere else', async () => {
    const depot = new TaskDesk(subgraph, neighbours);
    const laboratory = depot.addBranch(newId('branch'), { code: 'LAB', name: 'Central Laboratory' });
    const task = await depot.task({ kind: 'DELIVERY', place: { branchId: laboratory }, requireCode: true });
    const issue = (context: typeof depot.context, expectedVersion = 1) =>
      depot.run<{ code: string | null }>('issueTaskCode', 'code', { id: task.id, expectedVersion }, context);
    const permissions = ['tasks:manage', 'tasks:read'];
    const stranger = contextOf({ tenant: testTenant('copperbelt'), permissions });
    const elsewhere = depot.somebody({ permissions, branches: [depot.addBranch()] });
    for (const context of [stranger, elsewhere]) {
      const absent = { code: 'NOT_FOUND', message: 'There is no such task at the branches where you may do this.' };
      expect(await issue(context)).toEqual({ code: null, userErrors: [absent] });
    }
    await expect(issue((await depot.courier()).context)).rejects.toThrow('tasks:manage');
    expect((await issue(depot.somebody({ permissions, branches: [laboratory] }))).code).toMatch(/^\d{6}$/);
    expect((await issue(depot.context, 7)).userErrors).toMatchObject([{ code: 'STALE_VERSION' }]);
  });
});

it('of 20 who complete at once one does, and what they show is kept once', async () => {
  const { depot, task, complete, proofs } = await onTheWay();
  const answers = await Promise.all(Array.from({ length: 20 }, () => complete({ photo: jpeg })));
  const codes = answers.map(({ userErrors }) => userErrors[0]?.code ?? 'DONE');
  expect(codes.filter((code) => code === 'DONE')).toHaveLength(1);
  expect(codes.filter((code) => code === 'WRONG_STATE')).toHaveLength(19);
  expect((await proofs()).proofs).toHaveLength(1);
  expect(await depot.steps(task.id)).toEqual(['CREATED', 'ASSIGNED', 'STARTED', 'COMPLETED']);
});

it('a photo is fetched by who may see its task, and by nobody else', async () => {
  const { depot, complete, proofs, download } = await onTheWay();
  await complete({ photo: jpeg });
  const id = (await proofs()).proofs[0]?.['id'];
  const nothing = '/downloads/logistics/task-proof has nothing for these parameters.';
  const stranger = contextOf({ tenant: testTenant('copperbelt'), permissions: ['tasks:read'] });
  const elsewhere = depot.somebody({ permissions: ['tasks:read'], branches: [depot.addBranch()] });
  for (const context of [stranger, elsewhere]) await expect(download(id, context)).rejects.toThrow(nothing);
  await expect(download(newId('taskproof'), depot.context)).rejects.toThrow(nothing);
  await expect(download(id, depot.somebody({ permissions: ['orders:read'] }))).rejects.toThrow('tasks:read');
});

/** All that the tables hold, as their owner sees them. */
async function rowsOf(...tables: string[]): Promise<unknown[]> {
  const owner = new pg.Client({ connectionString: subgraph.ownerUrl });
  await owner.connect();
  await owner.query('set search_path = logistics, public');
  const found: unknown[] = [];
  for (const table of tables) found.push(...(await owner.query<object>(`select to_jsonb(t) as row from ${table} t`)).rows);
  await owner.end();
  return found;
}
