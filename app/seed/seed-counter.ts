import { demoMoney } from './demo-medicines.js';
import type { DemoPharmacy } from './seed-pharmacy.js';

interface Prescribed {
  readonly prescription: { readonly id: string; readonly version: number; readonly items: { id: string }[] };
}

interface WrittenGlasses {
  readonly opticalPrescription: { readonly id: string; readonly version: number };
}

interface Dispensed {
  readonly dispense: {
    readonly id: string;
    readonly version: number;
    readonly lots: { lot: { id: string } }[];
    readonly openChecks: { id: string }[];
  };
}

interface Sold {
  readonly sale: { readonly id: string; readonly version: number; readonly total: Money; readonly lines: { id: string }[] };
}

interface Money {
  readonly amountMinor: string;
  readonly currency: string;
}

/** What is prescribed, handed out, registered and sold across the counter of a demo pharmacy. */
export async function seedCounter(pharmacy: DemoPharmacy): Promise<void> {
  const paidLater = await prescribeAndDispense(pharmacy);
  await prescribeGlasses(pharmacy);
  await keepRegister(pharmacy);
  await sell(pharmacy, paidLater);
}

const once = { frequency: 1, period: 1, periodUnit: 'DAY', route: 'oral' };

/** Prescriptions at every stage; gives the dispense that is paid for at the till. */
async function prescribeAndDispense(pharmacy: DemoPharmacy): Promise<string> {
  const { send, shop, products, patientIds, staff } = pharmacy;
  const branchId = shop.id;
  const item = (key: string, quantity: number, more: object = {}) => ({
    productId: products.get(key),
    quantity,
    dose: { value: 1, unit: 'tablet' },
    ...once,
    ...more,
  });
  const write = async (patient: number, items: readonly object[], diagnosis: string): Promise<Prescribed['prescription']> => {
    const input = { branchId, patientId: patientIds[patient], items, diagnosis: { display: diagnosis } };
    return (await send<Prescribed>('writePrescription', 'prescription { id version items { id } }', input, staff.doctor)).prescription;
  };
  const sign = async (...prescribed: Parameters<typeof write>): Promise<string[]> => {
    const { id, version, items } = await write(...prescribed);
    await send('signPrescription', 'prescription { id }', { id, expectedVersion: version }, staff.doctor);
    return items.map((each) => each.id);
  };
  const fields = 'dispense { id version lots { lot { id } } openChecks { id } }';
  const prepare = async (medicationRequestId = ''): Promise<Dispensed['dispense']> =>
    (await send<Dispensed>('prepareDispense', fields, { branchId, medicationRequestId }, staff.pharmacist)).dispense;
  const does = async (mutation: string, { id, version }: Dispensed['dispense'], more: object = {}): Promise<Dispensed['dispense']> =>
    (await send<Dispensed>(mutation, fields, { id, expectedVersion: version, ...more }, staff.pharmacist)).dispense;

  const treated = [item('metformin', 3, { frequency: 2, refills: 2 }), item('amlodipine', 2)];
  const [metformin, amlodipine] = await sign(0, treated, 'Type 2 diabetes and hypertension');
  const taken = await does('handOverDispense', await prepare(metformin));
  const wrong = await does('handOverDispense', await prepare(amlodipine));
  const lots = [{ lotId: wrong.lots[0]?.lot.id, quantity: 1 }];
  await does('returnDispense', wrong, { reason: 'One pack more than is needed until the next visit', lots });

  // Three tablets at once are more than the dose range allows: a pharmacist answers for the one, and asks about the other.
  const much = { dose: { value: 3, unit: 'tablet' }, frequency: 2 };
  const [overridden] = await sign(1, [item('paracetamol', 2, much)], 'Fever');
  const answered = await prepare(overridden);
  for (const { id: checkId } of answered.openChecks) {
    const reason = 'The prescriber confirmed the dose by telephone, for two days only';
    await send('overrideCheck', 'check { id }', { checkId, reason }, staff.pharmacist);
  }
  const [doubtful] = await sign(2, [item('paracetamol', 1, much)], 'Headache');
  await does('holdDispense', await prepare(doubtful), { reason: 'The prescriber is asked about the dose' });

  const [morphine] = await sign(3, [item('morphine', 1, { durationDays: 10 })], 'Pain after surgery');
  await does('handOverDispense', await prepare(morphine));
  await sign(4, [item('atorvastatin', 3), item('warfarin', 1)], 'Atrial fibrillation');
  await sign(5, [item('salbutamol', 1, { dose: { value: 2, unit: 'puff' }, route: 'inhalation', asNeeded: true })], 'Asthma');
  await write(6, [item('omeprazole', 1)], 'Heartburn');
  return taken.id;
}

async function prescribeGlasses({ send, shop, patientIds, staff: { doctor } }: DemoPharmacy): Promise<void> {
  const lenses = [
    { eye: 'RIGHT', sphere: -1.25, cylinder: -0.5, axis: 90 },
    { eye: 'LEFT', sphere: -1.5 },
  ];
  const input = { branchId: shop.id, patientId: patientIds[7], lenses, pupillaryDistance: 62 };
  const fields = 'opticalPrescription { id version }';
  const { opticalPrescription: draft } = await send<WrittenGlasses>('writeOpticalPrescription', fields, input, doctor);
  await send('signOpticalPrescription', fields, { id: draft.id, expectedVersion: draft.version }, doctor);
}

/** A count of the vault that found a pack less than the register says, and a broken pack that waits for a witness. */
async function keepRegister({ send, ask, shop, products, staff: { pharmacist } }: DemoPharmacy): Promise<void> {
  const kept = async (key: string): Promise<{ id: string; onHand: number; lot: { id: string } }[]> => {
    const query = `query ($filter: StockItemFilter) { stockItems(filter: $filter) { nodes { id onHand lot { id } } } }`;
    const filter = { branchId: shop.id, productId: products.get(key) };
    return (await ask<{ stockItems: { nodes: { id: string; onHand: number; lot: { id: string } }[] } }>(query, { filter })).stockItems
      .nodes;
  };
  const [morphine, diazepam] = [await kept('morphine'), await kept('diazepam')];
  const lines = [
    ...morphine.map(({ lot, onHand }) => ({ lotId: lot.id, counted: onHand - 1 })),
    ...diazepam.map(({ lot, onHand }) => ({ lotId: lot.id, counted: onHand })),
  ];
  await send('recordRegisterCount', 'count { id }', { branchId: shop.id, lines, note: 'Count at the end of the day' }, pharmacist);
  const broken = { stockItemId: diazepam[0]?.id, quantity: 1, reason: 'The bottle fell and broke' };
  await send('requestControlledDestruction', 'request { id }', broken, pharmacist);
}

/** A till with sales for cash and by card, one of them of what was dispensed, a return, and a basket that waits. */
async function sell({ send, shop, products, patientIds, staff: { cashier } }: DemoPharmacy, dispenseId: string): Promise<void> {
  const { id: branchId } = shop;
  const { currency } = shop.demo;
  const validFrom = '2026-01-01';
  await send('setTaxRule', 'taxRule { id }', { name: 'VAT', rateBasisPoints: 1000, validFrom });
  const exempt = { name: 'Exempt', rateBasisPoints: 0, prescriptionMedicines: true, validFrom };
  await send('setTaxRule', 'taxRule { id }', exempt);
  const limit = { role: 'CASHIER', maxBasisPoints: 500, maxAmount: demoMoney(200, currency) };
  await send('setDiscountLimit', 'discountLimit { id }', limit);
  const { till } = await send<{ till: { id: string } }>('addTill', 'till { id }', { branchId, name: 'Till 1', cashRoundingMinor: '100' });
  const opening = { tillId: till.id, openingFloat: demoMoney(2000, currency) };
  const { tillSession } = await send<{ tillSession: { id: string } }>('openTill', 'tillSession { id }', opening, cashier);
  const tillSessionId = tillSession.id;
  const saleOf = (mutation: string, input: object): Promise<Sold> =>
    send(mutation, 'sale { id version total { amountMinor currency } lines { id } }', input, cashier);
  const basket = async (packs: Readonly<Record<string, number>>, patientId?: string): Promise<Sold['sale']> => {
    let { sale } = await saleOf('startSale', { tillSessionId, patientId });
    for (const [key, quantity] of Object.entries(packs))
      ({ sale } = await saleOf('addSaleLine', { saleId: sale.id, productId: products.get(key), quantity }));
    return sale;
  };
  const pay = ({ id, version, total }: Sold['sale'], kind: string): Promise<Sold> =>
    saleOf('completeSale', { saleId: id, expectedVersion: version, tenders: [{ kind, amount: { ...total } }] });

  const { sale } = await pay(await basket({ paracetamol: 2, cetirizine: 1 }, patientIds[8]), 'CASH');
  const lines = [{ lineId: sale.lines[0]?.id, quantity: 1 }];
  const back = { originalSaleId: sale.id, tillSessionId, lines, reason: 'Bought one too many', tender: { kind: 'CASH' } };
  await saleOf('returnSale', back);
  const withMedicine = await saleOf('addDispenseLine', { saleId: (await basket({ ibuprofen: 1 })).id, dispenseId });
  await pay(withMedicine.sale, 'CARD');
  await pay(await basket({ omeprazole: 2, aspirin: 1, ibuprofen: 1 }), 'CASH');
  await basket({ aspirin: 2 });
}
