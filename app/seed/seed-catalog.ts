import { sales } from '../../subgraphs/orders/workflows/standard/sales.js';
import { demoReagents, demoTests, reagentAttributes, urgentSamples } from './demo-lab.js';
import { demoMedicines, demoMoney } from './demo-medicines.js';
import type { DemoOrdering } from './seed-orders.js';
import { until } from './sending.js';

/** What can be ordered of whom at which price, and by which rules. */
export interface DemoCatalog {
  /** By the keys of the demo: medicines, examinations, reagents, work. */
  readonly products: ReadonlyMap<string, string>;
  readonly supplierId: string;
  readonly customerId: string;
}

/** Sales of the demo stand open for a week: what is set aside for half an hour would be given back before anybody looks. */
export const advanceSale = 'advance_sale';

const work = [{ key: 'calibration', name: 'Calibration of a centrifuge', usDollarCents: 12_000 }] as const;

type Added = Record<'product' | 'supplier' | 'customer', { readonly id: string }>;

/** Examinations with their tubes, reagents with their attributes, customers, prices, rules and service levels. */
export async function seedCatalog(ordering: DemoOrdering): Promise<DemoCatalog> {
  const { orders, pharmacy, shop, medicines } = ordering;
  const products = new Map(medicines);
  const add = async (key: string, input: object): Promise<void> => {
    products.set(key, (await pharmacy<Added>('createProduct', 'product { id }', input)).product.id);
  };
  for (const { key, name } of [...demoTests, ...work]) await add(key, { kind: 'SERVICE', name });
  for (const { key, name, pack } of demoReagents) await add(key, { kind: 'REAGENT', name, pack });
  const { supplier } = await pharmacy<Added>('createSupplier', 'supplier { id }', {
    name: `${shop.demo.city} Diagnostics`,
    code: `D-${shop.demo.country}`,
    currency: ordering.clinic.demo.currency,
    leadTimeDays: 5,
  });
  const { customer } = await orders<Added>('createCustomer', 'customer { id }', {
    name: `${shop.demo.city} School No. 1`,
    code: 'SCHOOL-1',
    phone: shop.demo.phone,
    address: `School Street 1, ${shop.demo.city}`,
  });
  const catalog = { products, supplierId: supplier.id, customerId: customer.id };
  await Promise.all([describeProducts(ordering, catalog), setPrices(ordering, catalog), setTerms(ordering)]);
  return catalog;
}

async function describeProducts({ orders }: DemoOrdering, { products }: DemoCatalog): Promise<void> {
  await orders('defineAttributes', 'attributeSet { id }', { productKind: 'REAGENT', attributes: reagentAttributes });
  await Promise.all([
    ...demoReagents.map(({ key, values }) => orders('setProductAttributes', 'attributes { id }', { productId: products.get(key), values })),
    ...demoTests.map(({ key, requirement }) =>
      orders('setCollectionRequirement', 'collectionRequirement { id }', { productId: products.get(key), ...requirement }),
    ),
    orders('setProductUnit', 'unit { id }', { productId: products.get('alt'), code: 'CASE', name: 'Case of 6', packCount: 6 }),
  ]);
}

/** One list for each currency, and one for a customer who buys paracetamol for less. */
async function setPrices({ orders, clinic, shop }: DemoOrdering, { products, customerId }: DemoCatalog): Promise<void> {
  interface Listed {
    readonly priceList: { readonly id: string; readonly version: number };
  }
  const priced = [
    ...[...demoTests, ...work, ...demoReagents].map(({ key, usDollarCents }) => ({ key, cents: usDollarCents, from: 1 })),
    ...demoMedicines.map(({ key, usDollarCents }) => ({ key, cents: usDollarCents.price, from: 1 })),
  ];
  const list = async (input: object, currency: string, prices: typeof priced): Promise<void> => {
    const { priceList } = await orders<Listed>('createPriceList', 'priceList { id version }', { ...input, currency });
    const tiersOf = (cents: number, minimumQuantity: number) => [
      { minimumQuantity, unitPrice: demoMoney(cents, currency), taxBasisPoints: 1000 },
    ];
    const listed = prices.map(({ key, cents, from }) => ({ productId: products.get(key), tiers: tiersOf(cents, from) }));
    await orders('setListPrices', 'priceList { id }', { priceListId: priceList.id, expectedVersion: priceList.version, products: listed });
  };
  for (const currency of new Set([clinic.demo.currency, shop.demo.currency]))
    await list({ name: `List prices, ${currency}` }, currency, priced);
  const paracetamol = [{ key: 'paracetamol', cents: 90, from: 10 }];
  await list({ name: 'School No. 1', customerId }, shop.demo.currency, paracetamol);
}

/** Service levels, the lifecycle of advance sales, and the rules. */
async function setTerms({ orders, clinic }: DemoOrdering): Promise<void> {
  await orders('createSlaPolicy', 'slaPolicy { id }', {
    code: 'sample_received',
    name: 'Samples are at the laboratory the same working day',
    orderType: 'LAB_SAMPLE',
    targetMinutes: 480,
    counts: 'BRANCH_HOURS',
    untilState: 'received',
  });
  const workflow = { type: 'SALES', code: advanceSale, name: 'Sale in advance', definition: { ...sales, reserveMinutes: 7 * 24 * 60 } };
  await orders('defineOrderWorkflow', 'workflow { id }', workflow);
  // Teams are known to orders by an event of platform: it may still be on its way.
  await until('the teams', () => orders('createSlaPolicy', 'slaPolicy { id }', urgentSample).then(() => true, isTooEarly), Boolean);
  const tooDear = { attribute: 'total', greater_than: demoMoney(100_000, clinic.demo.currency) };
  const dearPurchases = {
    name: 'dear purchases',
    when: { all: [{ order_type: 'purchase' }, tooDear] },
    then: { require_approval: { role: 'purchasing', reason: 'Above what a branch buys by itself' } },
  };
  for (const definition of [urgentSamples, dearPurchases]) await orders('createOrderRule', 'orderRule { id }', { definition });
}

/** Only rules start it. */
const urgentSample = {
  code: 'urgent_sample',
  name: 'Urgent samples are at the laboratory within two hours',
  targetMinutes: 120,
  warnPercent: 60,
  untilState: 'received',
  escalation: [
    { on: 'WARNING', teams: ['courier_team'] },
    { on: 'BREACH', teams: ['lab_manager'] },
    { on: 'BREACH', delayMinutes: 30, teams: ['courier_team', 'lab_manager'] },
  ],
};

function isTooEarly(error: unknown): false {
  if (error instanceof Error && /team/i.test(error.message)) return false;
  throw error;
}
