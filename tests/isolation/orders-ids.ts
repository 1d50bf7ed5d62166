import { eventually } from '#kernel/testing/eventually.js';
import { send, type Noting, type Row, type Send } from './sending.js';

interface Placed extends Row {
  readonly version: number;
  readonly lines: readonly Row[];
}

interface Labelled extends Row {
  readonly accessionNumber: string;
}

const orderFields = 'order { id version lines { id version } }';

/** Orders of all kinds and states at the branch of everything else; the laboratory is another one. Nothing of it is in the demo. */
export async function idsOfOrders(noting: Noting): Promise<void> {
  await describe(noting);
  await setPrices(noting);
  await promise(noting);
  await buy(noting);
  await examine(noting);
  await send(noting.note, 'createOrderWebhook', 'orderWebhook { id version }', { name: 'isolation', url: 'https://example.com/isolation' });
  await send(noting.note, 'testOrderWebhook', 'delivery { id }', { id: noting.found.get('orderwebhook') });
}

/** What is known of the medicine of everything else, and in what it is ordered. */
async function describe({ note, found }: Noting): Promise<void> {
  const productId = found.get('product');
  const attributes = [{ code: 'shelf', name: 'Shelf', type: 'TEXT' }];
  const fields = 'attributeSet { id version revisions { nodes { id version } } }';
  await send(note, 'defineAttributes', fields, { productKind: 'MEDICINE', attributes });
  const values = [{ code: 'shelf', text: 'Isolation' }];
  await send(note, 'setProductAttributes', 'attributes { id version }', { productId, values });
  const unit = { productId, code: 'CRATE', name: 'Crate', packCount: 10 };
  await send(note, 'setProductUnit', 'unit { id version }', unit);
}

/** A customer with prices at the branch. */
async function setPrices({ note, found }: Noting): Promise<void> {
  await send(note, 'createCustomer', 'customer { id version }', { name: 'Isolation' });
  const [customerId, branchId, currency] = [found.get('customer'), found.get('branch'), found.get('currency')];
  await send(note, 'createPriceList', 'priceList { id version }', { name: 'Isolation', customerId, branchId, currency });
  const priceListId = found.get('pricelist') ?? '';
  const products = [{ productId: found.get('product'), tiers: [{ unitPrice: { amountMinor: '100', currency } }] }];
  const expectedVersion = Number(found.get(`version of ${priceListId}`));
  await send(note, 'setListPrices', 'priceList { id version items { nodes { id version } } }', { priceListId, expectedVersion, products });
}

/** A service level, and a rule that lets the team decide what matters most, once orders have heard of the team. */
async function promise({ note, found }: Noting): Promise<void> {
  const policy = { code: 'isolation', name: 'Isolation', targetMinutes: 100, orderType: 'LAB_SAMPLE' };
  await send(note, 'createSlaPolicy', 'slaPolicy { id version }', policy);
  const definition = { name: 'Isolation', when: { priority: 'stat' }, then: { require_approval: 'everybody' } };
  await eventually(
    () => send(note, 'createOrderRule', 'orderRule { id version }', { definition }).catch(() => null),
    () => found.has('orderrule'),
  );
}

/** What the pharmacy buys for a customer: a draft, one that waits for an approval, one that is done, and one that is being done. */
async function buy({ note, ask, found }: Noting): Promise<void> {
  const purchase = (by: Send, more: object = {}) =>
    order({ note: by, found }, { type: 'PURCHASE', supplierId: found.get('supplier'), ...more });
  const drafted = await purchase(ask);
  found.set('drafted order', drafted.id);
  await purchase(ask, { priority: 'STAT', place: true }).then(({ id }) =>
    note('query ($id: ID!) { order(id: $id) { approvals { id version } } }', { id }),
  );
  const done = await purchase(ask, { place: true });
  for (const transition of ['confirm', 'receive', 'complete']) await send(ask, 'moveOrder', orderFields, { id: done.id, transition });
  found.set('completed order', done.id);
  found.set('completed orderline', done.lines[0]?.id ?? '');
  const open = await purchase(ask, { place: true });
  found.set('open order', open.id);
  found.set('open orderline', open.lines[0]?.id ?? '');
}

/** An examination, of which one tube was examined and others wait, with what was said and written about it. */
async function examine({ note, ask, found }: Noting): Promise<void> {
  const { createProduct } = await send<{ createProduct: { product: Row } }>(ask, 'createProduct', 'product { id }', {
    kind: 'SERVICE',
    name: 'Isolation',
  });
  const productId = createProduct.product.id;
  const requirement = { productId, specimenType: { display: 'Blood' }, containerType: 'Tube', volumeMl: 4 };
  await send(note, 'setCollectionRequirement', 'collectionRequirement { id version }', requirement);
  const sample = {
    type: 'LAB_SAMPLE',
    performerBranchId: found.get('other branch'),
    deliveryMode: 'COURIER',
    lines: [{ productId, quantity: 4, unitPrice: { amountMinor: '100', currency: found.get('currency') } }],
    place: true,
  };
  const { id } = await order({ note, found }, sample);
  const seen = await note<{ order: { specimens: Labelled[] } }>(
    'query ($id: ID!) { order(id: $id) { workflow { id } slaClocks { id version } specimens { id version accessionNumber } } }',
    { id },
  );
  const [examined, ...others] = seen.order.specimens;
  const accessionNumbers = seen.order.specimens.map(({ accessionNumber }) => accessionNumber);
  await send(ask, 'collectSpecimens', 'specimens { id version }', { accessionNumbers });
  await send(ask, 'receiveSpecimens', 'specimens { id version }', { accessionNumbers: accessionNumbers.slice(0, 1) });
  const document = { contentType: 'text/plain', base64: Buffer.from('Isolation').toString('base64') };
  const result = { accessionNumber: examined?.accessionNumber, title: 'Isolation', document };
  await send(note, 'recordSpecimenResult', 'result { id version }', result);
  for (const [index, role] of ['handed', 'offered', 'proposed'].entries()) found.set(`${role} specimen`, others[index]?.id ?? '');
  await send(note, 'addOrderComment', 'comment { id version }', { orderId: id, text: 'Isolation' });
  const paper = { orderId: id, title: 'Isolation', contentType: 'text/plain', base64: document.base64 };
  await send(note, 'addOrderDocument', 'document { id version }', paper);
}

async function order({ note, found }: Pick<Noting, 'note' | 'found'>, more: object): Promise<Placed> {
  const usual = {
    branchId: found.get('branch'),
    patientId: found.get('patient'),
    customerId: found.get('customer'),
    deliveryMode: 'PICKUP',
    lines: [{ productId: found.get('product'), quantity: 9 }],
  };
  return (await send<{ createOrder: { order: Placed } }>(note, 'createOrder', orderFields, { ...usual, ...more })).createOrder.order;
}
