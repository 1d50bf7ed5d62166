import type { TenantReference } from '#kernel/context/request-context.js';
import { formatElementString } from '#kernel/gs1/format-element-string.js';
import { demoGtin, demoMedicines, demoMoney, type DemoMedicine } from './demo-medicines.js';
import { seedCounter } from './seed-counter.js';
import { senderTo, type Send } from './sending.js';
import type { Ask, Mutate, SeededBranch } from './seed-scheduling.js';

/** Who works there, by their `staff_…`. */
export interface DemoStaff {
  readonly doctor: string;
  readonly pharmacist: string;
  readonly cashier: string;
  readonly buyer: string;
}

/** The pharmacy of a demo tenant, for its mutations to be sent to. */
export interface DemoPharmacy {
  readonly shop: SeededBranch;
  readonly other: SeededBranch | undefined;
  /** By the keys of the demo's medicines. */
  readonly products: ReadonlyMap<string, string>;
  /** By their names. */
  readonly substances: ReadonlyMap<string, string>;
  readonly patientIds: readonly string[];
  readonly staff: DemoStaff;
  readonly send: Send;
  readonly ask: <Data>(query: string, variables: Record<string, unknown>) => Promise<Data>;
}

const dayMs = 86_400_000;

/** Where a tenant sells: at its pharmacy, or at the first branch when it has none. */
export function shopOf(branches: readonly SeededBranch[]): SeededBranch {
  const shop = branches.find(({ demo }) => demo.type === 'PHARMACY') ?? branches[0];
  if (!shop) throw new Error('A demo tenant needs a branch');
  return shop;
}

/** Medicines with their stock and prices, what is bought, prescribed, dispensed and sold, and what is still open of it all; gives the products. */
export async function seedPharmacy(
  { mutate, ask }: { mutate: Mutate; ask: Ask },
  tenant: TenantReference,
  branches: readonly SeededBranch[],
  { patientIds, staff }: { patientIds: readonly string[]; staff: DemoStaff },
): Promise<ReadonlyMap<string, string>> {
  const shop = shopOf(branches);
  const other = branches.find(({ id }) => id !== shop.id);
  const send = senderTo('pharmacy', mutate, tenant);
  const [substances, products] = [new Map<string, string>(), new Map<string, string>()];
  const pharmacy: DemoPharmacy = {
    shop,
    other,
    products,
    substances,
    patientIds,
    staff,
    send,
    ask: (query, variables) => ask('pharmacy', tenant, query, variables),
  };
  // One after the other, as far as the order of ids and numbers shows.
  for (const [index, medicine] of demoMedicines.entries()) await addMedicine(pharmacy, medicine, index, { substances, products });
  const lens = { kind: 'OPTICAL', name: 'Single-vision lens, index 1.5, 65 mm', gtin: demoGtin(900), pack: '1 lens' };
  products.set('lens', (await send<{ product: { id: string } }>('createProduct', 'product { id }', lens)).product.id);
  await stockUp(pharmacy);
  await buy(pharmacy);
  await seedCounter(pharmacy);
  await sendToOtherBranch(pharmacy);
  await countFridge(pharmacy);
  await recallLot(pharmacy);
  return products;
}

interface Added {
  readonly substance: { readonly id: string };
}

type Known = Record<'substances' | 'products', Map<string, string>>;

async function addMedicine({ send }: DemoPharmacy, medicine: DemoMedicine, index: number, { substances, products }: Known): Promise<void> {
  const {
    key,
    name,
    pack,
    form,
    route,
    strength,
    atcCode,
    rxNormCode,
    prescriptionRequired,
    controlledSchedule,
    storage,
    substitutionGroup,
  } = medicine;
  const known = substances.get(medicine.substance);
  const substanceId = known ?? (await send<Added>('addSubstance', 'substance { id }', { name: medicine.substance })).substance.id;
  substances.set(medicine.substance, substanceId);
  const medication = {
    genericName: medicine.substance,
    form,
    routes: [route],
    atcCodes: [atcCode],
    rxNormCodes: [rxNormCode],
    prescriptionRequired,
    controlledSchedule,
    substitutionGroup,
    storageMinCelsius: storage?.min,
    storageMaxCelsius: storage?.max,
    storageNote: storage?.note,
    ingredients: [
      {
        substanceId,
        strength: `${strength.value} ${strength.unit}`,
        strengthValue: strength.value,
        strengthUnit: strength.unit,
        referenceAmount: strength.of,
      },
    ],
  };
  const input = { kind: 'MEDICINE', name, pack, gtin: demoGtin(index + 1), medication };
  const { product } = await send<{ product: { id: string } }>('createProduct', 'product { id }', input);
  products.set(key, product.id);
}

/** `CET2601B`: of a medicine the second lot of January 2026. */
function lotOf(key: string, letter: string): string {
  return `${key.slice(0, 3).toUpperCase()}2601${letter}`;
}

function daysAhead(days: number): string {
  return new Date(Date.now() + days * dayMs).toISOString().slice(0, 10);
}

/** Prices, reorder points and the first stock: of each medicine a fresh lot, of some one that expires soon, and lenses that never do. */
async function stockUp({ send, shop, products, substances }: DemoPharmacy): Promise<void> {
  const { id: branchId } = shop;
  const { currency } = shop.demo;
  const places = new Map<string, string>();
  for (const [kind, name] of [
    ['SHELF', 'Counter shelf'],
    ['FRIDGE', 'Fridge'],
    ['VAULT', 'Vault'],
  ] as const) {
    const place = await send<{ stockLocation: { id: string } }>('createStockLocation', 'stockLocation { id }', { branchId, kind, name });
    places.set(kind, place.stockLocation.id);
  }
  await Promise.all([
    ...demoMedicines.map(({ key, usDollarCents, packs }) =>
      send('setBranchProduct', 'branchProduct { id }', {
        branchId,
        productId: products.get(key),
        price: demoMoney(usDollarCents.price, currency),
        // One is low from the start, to be seen among what should be ordered.
        reorderPoint: key === 'warfarin' ? packs + 5 : Math.round(packs / 2),
        orderUpTo: packs * 2,
      }),
    ),
    send('setBranchProduct', 'branchProduct { id }', { branchId, productId: products.get('lens'), price: demoMoney(2500, currency) }),
    send('setDoseRange', 'doseRange { id }', {
      substanceId: substances.get('Paracetamol'),
      route: 'oral',
      unit: 'mg',
      source: 'Formulary of the demo, for adults',
      smallestDose: 250,
      largestDose: 1000,
      largestDailyDose: 4000,
    }),
  ]);
  const placeOf = ({ key, controlledSchedule }: DemoMedicine) =>
    places.get(key === 'insulin' ? 'FRIDGE' : controlledSchedule ? 'VAULT' : 'SHELF');
  const lines = demoMedicines.flatMap((medicine, index) => {
    const { key, packs, usDollarCents } = medicine;
    const line = { productId: products.get(key), locationId: placeOf(medicine), unitCost: demoMoney(usDollarCents.cost, currency) };
    const fresh = { ...line, lotNumber: lotOf(key, 'A'), expiresOn: daysAhead(500 + index * 20), quantity: packs };
    const old = { ...line, lotNumber: lotOf(key, 'B'), expiresOn: daysAhead(40 + index), quantity: 6 };
    return ['cetirizine', 'omeprazole', 'insulin'].includes(key) ? [fresh, old] : [fresh];
  });
  const lenses = { productId: products.get('lens'), locationId: places.get('SHELF'), quantity: 40, unitCost: demoMoney(900, currency) };
  await send('receiveStock', 'stockItems { id }', { branchId, lines: [...lines, lenses], note: 'First stock of the demo' });
}

interface Received {
  readonly goodsReceipt: { readonly lines: { condition: string; lot: { id: string }; location: { id: string } }[] };
}

interface Ordered {
  readonly purchaseOrder: { readonly id: string; readonly version: number };
}

/** An order of which a part came, by scan, with a damaged pack that went back; and a second one that waits for approval. */
async function buy({ send, shop, products, staff: { buyer } }: DemoPharmacy): Promise<void> {
  const { id: branchId } = shop;
  const { currency, country } = shop.demo;
  const { supplier } = await send<{ supplier: { id: string } }>('createSupplier', 'supplier { id }', {
    name: `${shop.demo.city} Medical Wholesale`,
    code: `W-${country}`,
    email: `orders@wholesale-${country.toLowerCase()}.example`,
    currency,
    leadTimeDays: 3,
  });
  const supplierId = supplier.id;
  await Promise.all(
    demoMedicines.map(({ key, usDollarCents }) =>
      send('setSupplierProduct', 'supplierProduct { id }', {
        supplierId,
        productId: products.get(key),
        price: demoMoney(usDollarCents.cost, currency),
        preferred: true,
      }),
    ),
  );
  const step = (mutation: string, { id, version }: Ordered['purchaseOrder'], more: object = {}): Promise<Ordered> =>
    send(mutation, 'purchaseOrder { id version }', { id, expectedVersion: version, ...more }, buyer);
  const order = (lines: readonly (readonly [string, number])[]): Promise<Ordered> => {
    const ordered = lines.map(([key, quantity]) => ({ productId: products.get(key), quantity }));
    return send('createPurchaseOrder', 'purchaseOrder { id version }', { branchId, supplierId, lines: ordered }, buyer);
  };
  const written = await order([
    ['amoxicillin', 40],
    ['insulin', 12],
    ['paracetamol', 150],
  ]);
  const approved = await step('approvePurchaseOrder', written.purchaseOrder);
  const { purchaseOrder } = await step('sendPurchaseOrder', approved.purchaseOrder, { via: 'EMAIL' });
  const scanOf = (key: string, lot: string, days: number): string => {
    const position = demoMedicines.findIndex((medicine) => medicine.key === key) + 1;
    const expiry = daysAhead(days).replaceAll('-', '').slice(2);
    return formatElementString([
      { ai: '01', value: `0${demoGtin(position)}` },
      { ai: '17', value: expiry },
      { ai: '10', value: lot },
    ]);
  };
  const delivered = [
    { scan: scanOf('paracetamol', lotOf('paracetamol', 'C'), 620), quantity: 100 },
    { scan: scanOf('amoxicillin', lotOf('amoxicillin', 'C'), 580), quantity: 38 },
    { scan: scanOf('amoxicillin', lotOf('amoxicillin', 'C'), 580), quantity: 2, condition: 'DAMAGED' },
  ];
  const received = { purchaseOrderId: purchaseOrder.id, deliveryNote: 'DN-1001', lines: delivered };
  const { goodsReceipt } = await send<Received>(
    'receiveGoods',
    'goodsReceipt { lines { condition lot { id } location { id } } }',
    received,
    buyer,
  );
  const damaged = goodsReceipt.lines.find(({ condition }) => condition === 'DAMAGED');
  const back = { lotId: damaged?.lot.id, locationId: damaged?.location.id, status: 'DAMAGED', quantity: 1 };
  const returned = { branchId, supplierId, lines: [back], reason: 'The blisters are crushed' };
  await send('returnToSupplier', 'supplierReturn { id }', returned, buyer);
  await order([
    ['metformin', 60],
    ['ibuprofen', 60],
  ]);
}

/** Goods that the other branch asked for: one delivery that it has, and one on its way. */
async function sendToOtherBranch({ send, shop, other, products, staff: { pharmacist, buyer } }: DemoPharmacy): Promise<void> {
  if (!other) return;
  interface Moved {
    readonly transfer: { readonly id: string; readonly version: number; readonly shipments: { id: string; shipped: number }[] };
  }
  const fields = 'transfer { id version shipments { id shipped } }';
  const ship = async (...lines: readonly (readonly [string, number])[]): Promise<Moved> => {
    const wanted = lines.map(([key, quantity]) => ({ productId: products.get(key), quantity }));
    const asked = { branchId: other.id, fromBranchId: shop.id, lines: wanted };
    const { transfer } = await send<Moved>('requestTransfer', fields, asked, buyer);
    const approved = await send<Moved>('approveTransfer', fields, { id: transfer.id, expectedVersion: transfer.version }, pharmacist);
    return send('shipTransfer', fields, { id: transfer.id, expectedVersion: approved.transfer.version }, pharmacist);
  };
  const { transfer } = await ship(['paracetamol', 30], ['amoxicillin', 10], ['salbutamol', 5]);
  const shipments = transfer.shipments.map(({ id, shipped }) => ({ shipmentId: id, received: shipped }));
  await send('receiveTransfer', fields, { id: transfer.id, expectedVersion: transfer.version, shipments }, buyer);
  await ship(['ibuprofen', 20], ['paracetamol', 20]);
}

/** A count of what is in the fridge, half done. */
async function countFridge({ send, shop, products, staff: { pharmacist } }: DemoPharmacy): Promise<void> {
  interface Counting {
    readonly stockCount: { readonly id: string; readonly version: number; readonly lines: { nodes: { id: string }[] } };
  }
  const fields = 'stockCount { id version lines(first: 10) { nodes { id } } }';
  const asked = { branchId: shop.id, mode: 'LIVE', productIds: [products.get('insulin')], note: 'Monthly count of the fridge' };
  const { stockCount } = await send<Counting>('requestStockCount', fields, asked, pharmacist);
  const begun = { id: stockCount.id, expectedVersion: stockCount.version };
  const started = await send<Counting>('startStockCount', fields, begun, pharmacist);
  const lines = started.stockCount.lines.nodes.slice(0, 1).map(({ id }) => ({ lineId: id, counted: 6 }));
  await send('enterStockCounts', 'lines { id }', { id: stockCount.id, lines }, pharmacist);
}

/** A lot of lesser quality that the maker calls back. */
async function recallLot({ send, products, staff: { buyer } }: DemoPharmacy): Promise<void> {
  const input = {
    productId: products.get('cetirizine'),
    lotNumbers: [lotOf('cetirizine', 'B')],
    class: 'CLASS_III',
    reason: 'The leaflet in the box is of another medicine',
    reference: 'FSN-2026-014',
  };
  await send('recallLots', 'recall { id }', input, buyer);
}
