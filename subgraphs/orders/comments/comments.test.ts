import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import type { RequestContext } from '#kernel/context/request-context.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { contextOf, testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { openOrders, OrderDesk } from '../testing/order-desk.js';
import { Ordering, type ShownOrder } from '../testing/ordering.js';
import { mostBytes } from './document-content.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openOrders());
});
afterAll(() => subgraph.close());

const pdf = Buffer.from('%PDF-1.7\n%âãÏÓ\n');

interface Document {
  readonly id: string;
  readonly url: string;
  readonly size: number | null;
  readonly sha256: string | null;
}

const shown = 'document { id title contentType url size sha256 }';

class Paper {
  readonly people = new Ordering(new OrderDesk(subgraph, neighbours));
  order: ShownOrder;

  static async begin(more: object = {}): Promise<Paper> {
    const paper = new Paper();
    paper.order = await paper.people.placed(more);
    return paper;
  }

  input(more: object = {}): object {
    return { orderId: this.order.id, title: 'Requisition', contentType: 'application/pdf', base64: pdf.toString('base64'), ...more };
  }

  async add(more: object = {}, context = this.people.context): Promise<Document> {
    return (await this.people.desk.done<{ document: Document }>('addOrderDocument', shown, this.input(more), context)).document;
  }

  async refused(more: object, context = this.people.context): Promise<string> {
    const { document, userErrors } = await this.people.desk.run<{ document: null }>('addOrderDocument', shown, this.input(more), context);
    expect(document).toBeNull();
    return userErrors.map(({ code, message }) => `${code} ${message}`).join('\n');
  }
}

function fetched(id: string, context: RequestContext) {
  return subgraph.runtime.download({ name: 'document', parameters: { id } }, context);
}

it('keeps what both ends have to say, in the order in which they said it', async () => {
  const paper = new Paper();
  const { desk } = paper.people;
  const laboratory = desk.addBranch();
  const [clinic, analyst] = [desk.branchId, laboratory].map((branch) => desk.somebody({ branches: [branch] }));
  paper.order = await paper.people.placed({ performerBranchId: laboratory });
  const { id } = paper.order;
  await desk.done('addOrderComment', 'comment { id }', { orderId: id, text: 'Fasting since midnight' }, clinic);
  await desk.done('addOrderComment', 'comment { id }', { orderId: id, text: ' Thank you ' }, analyst);
  const query = 'query ($id: ID!) { order(id: $id) { comments { text } } }';
  const both = { order: { comments: [{ text: 'Fasting since midnight' }, { text: 'Thank you' }] } };
  for (const context of [clinic, analyst]) expect(await desk.ask(query, { id }, context)).toEqual(both);
  expect((await desk.run('addOrderComment', 'comment { id }', { orderId: id, text: ' ' })).userErrors).toMatchObject([
    { code: 'REQUIRED' },
  ]);
});

it('keeps a document as it was sent, with its hash, and gives it out', async () => {
  const paper = await Paper.begin();
  const document = await paper.add();
  const sha256 = createHash('sha256').update(pdf).digest('hex');
  expect(document).toMatchObject({ url: `/downloads/orders/document?id=${document.id}`, size: pdf.length, sha256 });
  const { name, type, body } = await fetched(document.id, paper.people.context);
  expect([name, type, await buffer(body)]).toEqual(['Requisition.pdf', 'application/pdf', pdf]);
});

it('keeps a link, and gives nothing out for it', async () => {
  const paper = await Paper.begin();
  const document = await paper.add({ base64: null, url: 'https://lims.example.org/requisitions/42' });
  expect(document).toMatchObject({ url: 'https://lims.example.org/requisitions/42', size: null, sha256: null });
  await expect(fetched(document.id, paper.people.context)).rejects.toMatchObject({ extensions: { code: 'NOT_FOUND' } });
});

it.each<[string, object, string]>([
  ['bytes that are of another type', { contentType: 'image/png' }, 'INVALID These bytes are not image/png'],
  ['a text that is none', { contentType: 'text/plain', base64: Buffer.from([0xff, 0xfe, 0x41]).toString('base64') }, 'INVALID These bytes'],
  ['a page that a browser would run', { contentType: 'text/html', base64: 'PGI+' }, 'INVALID Documents are of application/pdf'],
  ['a type that is none', { contentType: '__proto__' }, 'INVALID Documents are of application/pdf'],
  ['what is not base64', { base64: 'not base64!' }, 'INVALID This is not base64'],
  ['nothing', { base64: '' }, 'REQUIRED The document is empty'],
  ['more than 2 MB', { base64: Buffer.alloc(mostBytes + 1, '%PDF-').toString('base64') }, 'LIMIT_REACHED A document has at most 2 MB'],
  ['both bytes and a link', { url: 'https://example.org/a' }, 'REQUIRED Send either the bytes'],
  ['neither', { base64: null }, 'REQUIRED Send either the bytes'],
  ['a link that is not safe', { base64: null, url: 'http://example.org/a' }, 'INVALID A link is an https address'],
  ['a link that runs', { base64: null, url: 'javascript:alert(1)' }, 'INVALID A link is an https address'],
  ['no title', { title: ' ' }, 'REQUIRED Say what it is'],
])('takes no document of %s', async (_what, more, message) => {
  const paper = await Paper.begin();
  expect(await paper.refused(more)).toContain(message);
});

it('takes a document of exactly 2 MB', async () => {
  const paper = await Paper.begin();
  expect(await paper.add({ base64: Buffer.alloc(mostBytes, '%PDF-').toString('base64') })).toMatchObject({ size: mostBytes });
});

it('gives a document to nobody who may not see its order', async () => {
  const paper = await Paper.begin();
  const document = await paper.add();
  const { desk } = paper.people;
  const elsewhere = desk.somebody({ branches: [desk.addBranch()] });
  const stranger = contextOf({ tenant: testTenant('copperbelt'), permissions: ['orders:read', 'orders:place', 'orders:fulfil'] });
  for (const context of [elsewhere, stranger]) {
    await expect(fetched(document.id, context)).rejects.toMatchObject({ extensions: { code: 'NOT_FOUND' } });
    expect(await paper.refused({}, context)).toContain('NOT_FOUND');
    const said = await desk.run('addOrderComment', 'comment { id }', { orderId: paper.order.id, text: 'Hello' }, context);
    expect(said.userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
  }
  const clerk = desk.somebody({ permissions: ['orders:place'] });
  await expect(fetched(document.id, clerk)).rejects.toMatchObject({ extensions: { code: 'FORBIDDEN' } });
  const reader = desk.somebody({ permissions: ['orders:read'] });
  expect(await paper.refused({}, reader)).toContain('NOT_FOUND');
});
