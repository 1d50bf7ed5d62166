import { send, type Noting, type Row, type Rows, type Send } from './sending.js';

/** What the pharmacy of the demo has, around one medicine as far as it can be; what it has not is made at the branch of everything else. */
export async function idsOfPharmacy({ note, ask, found }: Noting): Promise<void> {
  // Of several of a type the last counts: what is still open comes after what is done.
  await note(`{
    products(first: 1, filter: { search: "paracetamol 500 mg tablets" }) {
      nodes {
        id version branchProducts { id } suppliers { id } priceHistory { nodes { id } }
        medication { ingredients { substance { id doseRanges { id } } } }
      }
    }
  }`);
  await note(`{
    done: dispenses(filter: { status: COMPLETED }) { nodes { returns { id } } }
    dispenses(filter: { status: ON_HOLD }) { nodes { id version prescription { id version } request { id version } checks { id } } }
    registerEntries { nodes { id } }
    registerRequests(filter: { status: PENDING }) { nodes { id version } }
    complianceEvents { nodes { id version } }
    stockCounts { nodes { id version lines { nodes { id } } } }
    transfers(filter: { status: IN_TRANSIT }) { nodes { id version lines { id } shipments { id version } } }
    supplierReturns { nodes { id version lines { id } } }
    goodsReceipts { nodes { id lines { id } } }
    purchaseOrders(filter: { status: [PARTLY_RECEIVED] }) { nodes { id version lines { id } } }
    suppliers { nodes { id version } }
    discountLimits { id }
  }`);
  await shelve({ note, ask, found });
  await prescribe({ note, ask, found });
  await register({ note, ask, found });
  await transfer({ note, ask, found });
  const { purchaseOrders, dispenses } = await ask<{ purchaseOrders: Rows; dispenses: Rows<Row & { lots: { lot: Row }[] }> }>(`{
    purchaseOrders(filter: { status: [DRAFT] }) { nodes { id version } }
    dispenses(filter: { status: COMPLETED }) { nodes { id version lots { lot { id } } } }
  }`);
  found.set('drafted purchaseorder', purchaseOrders.nodes[0]?.id ?? '');
  found.set('completed dispense', dispenses.nodes[0]?.id ?? '');
  found.set('dispensed lot', dispenses.nodes[0]?.lots[0]?.lot.id ?? '');
}

/** Some of the medicine at the branch of everything else, a part of it on hold; a tax there; and a recall of what is not there. */
async function shelve({ note, ask, found }: Noting): Promise<void> {
  const [branchId, productId] = [found.get('branch'), found.get('product')];
  const lines = [{ productId, lotNumber: 'ISOLATION', expiresOn: '2039-12-31', quantity: 50 }];
  await send(note, 'receiveStock', 'stockItems { id lot { id version } location { id version } }', { branchId, lines });
  await note(`query ($lot: ID!) { stockMovements(filter: { lotId: $lot }) { nodes { id } } }`, { lot: found.get('lot') });
  const holding = { stockItemId: found.get('stockitem'), quantity: 5, reason: 'Isolation' };
  const { holdStock } = await send(ask, 'holdStock', 'stockItem { id }', holding);
  found.set('held stockitem', (holdStock as unknown as { stockItem: Row }).stockItem.id);
  await send(note, 'setTaxRule', 'taxRule { id }', { branchId, name: 'Isolation', rateBasisPoints: 0, validFrom: '2026-01-01' });
  const recall = { productId, lotNumbers: ['NEVER SEEN'], class: 'CLASS_III', reason: 'Isolation' };
  await send(note, 'recallLots', 'recall { id version }', recall);
}

/** Drafts for the patient of everything else, by the member of staff of everything else. */
async function prescribe({ note, ask, found }: Noting): Promise<void> {
  const [branchId, patientId, prescriberId] = [found.get('branch'), found.get('patient'), found.get('staff')];
  await send(note, 'startEncounter', 'encounter { id version }', { branchId, patientId });
  const draft = { branchId, patientId, prescriberId, encounterId: found.get('encounter') };
  const items = [{ productId: found.get('product'), quantity: 1 }];
  const { writePrescription } = await send(ask, 'writePrescription', 'prescription { id version }', {
    ...draft,
    dispensingBranchId: branchId,
    items,
  });
  found.set('drafted prescription', (writePrescription as unknown as { prescription: Row }).prescription.id);
  const lenses = [{ eye: 'LEFT', sphere: -1 }];
  const optical = 'opticalPrescription { id version }';
  const { writeOpticalPrescription } = await send<{ writeOpticalPrescription: { opticalPrescription: Row & { version: number } } }>(
    ask,
    'writeOpticalPrescription',
    optical,
    { ...draft, lenses },
  );
  const { id, version } = writeOpticalPrescription.opticalPrescription;
  await send(ask, 'signOpticalPrescription', optical, { id, expectedVersion: version });
  found.set('signed opticalprescription', id);
  await send(note, 'writeOpticalPrescription', optical, { ...draft, lenses });
}

/** A line of a count that found another number than the register has, with its lot. */
async function register({ note, ask, found }: Noting): Promise<void> {
  await note('{ registerCounts { nodes { id } } }');
  const { registerCounts } = await ask<{
    registerCounts: Rows<{ lines: (Row & { outcome: string; product: Row; lot: Row })[] }>;
  }>(`{ registerCounts { nodes { lines { id version outcome product { id } lot { id } } } } }`);
  const line = registerCounts.nodes[0]?.lines.find(({ outcome }) => outcome === 'DISCREPANT');
  found.set('registercountline', line?.id ?? '');
  found.set('controlled lot', line?.lot.id ?? '');
  found.set('controlled product', line?.product.id ?? '');
  const { stockItems } = await ask<{ stockItems: Rows }>(`query ($lot: ID!) { stockItems(filter: { lotId: $lot }) { nodes { id } } }`, {
    lot: line?.lot.id,
  });
  found.set('controlled stockitem', stockItems.nodes[0]?.id ?? '');
}

/** A transfer that is asked for, and the ends of the one on its way. */
async function transfer({ ask, found }: Noting): Promise<void> {
  const branchId = found.get('branch');
  const { transfers, branches } = await ask<{ transfers: Rows<{ fromBranch: Row; toBranch: Row }>; branches: Rows }>(`{
    transfers(filter: { status: IN_TRANSIT }) { nodes { fromBranch { id } toBranch { id } } }
    branches { nodes { id } }
  }`);
  const fromBranchId = branches.nodes.find(({ id }) => id !== branchId)?.id ?? '';
  found.set('other branch', fromBranchId);
  found.set('sending branch', transfers.nodes[0]?.fromBranch.id ?? '');
  found.set('receiving branch', transfers.nodes[0]?.toBranch.id ?? '');
  const { stockLocations } = await ask<{ stockLocations: Rows }>(
    `query ($id: ID!) { stockLocations(filter: { branchId: $id, kind: SHELF }) { nodes { id } } }`,
    { id: found.get('receiving branch') },
  );
  found.set('receiving stocklocation', stockLocations.nodes[0]?.id ?? '');
  const lines = [{ productId: found.get('product'), quantity: 1 }];
  const { requestTransfer } = await send(ask, 'requestTransfer', 'transfer { id version lines { id } }', { branchId, fromBranchId, lines });
  const asked = (requestTransfer as unknown as { transfer: Row & { lines: Row[] } }).transfer;
  found.set('requested transfer', asked.id);
  found.set('requested transferline', asked.lines[0]?.id ?? '');
}

interface Basket extends Row {
  readonly version: number;
  readonly total: { readonly amountMinor: string; readonly currency: string };
  readonly lines: readonly (Row & { readonly lots: readonly { readonly lot: Row }[] })[];
}

const basketFields = 'sale { id version total { amountMinor currency } lines { id lots { lot { id } } } }';

/** Baskets at a till, all of who opens them: one that is paid for, one that is held, and one that is being filled. */
export async function idsOfTill({ note, ask, found }: Noting): Promise<void> {
  const [branchId, productId] = [found.get('branch'), found.get('product')];
  const { me, branch } = await ask<{ me: Row; branch: { currency: string } }>(
    `query ($id: ID!) { me { id } branch(id: $id) { currency } }`,
    {
      id: branchId,
    },
  );
  found.set('cashier staff', me.id);
  found.set('currency', branch.currency);
  const amount = { amountMinor: '100', currency: branch.currency };
  await send(note, 'setBranchProduct', 'branchProduct { id }', { branchId, productId, price: amount });
  await send(note, 'addTill', 'till { id version }', { branchId, name: 'Isolation' });
  const opening = { tillId: found.get('till'), openingFloat: amount };
  await send(note, 'openTill', 'tillSession { id entries(first: 1) { nodes { id } } }', opening);
  const basket = async (by: Send): Promise<Basket> => {
    const started = { tillSessionId: found.get('tillsession'), patientId: found.get('patient') };
    const { startSale } = await send(by, 'startSale', 'sale { id version }', started);
    const saleId = (startSale as unknown as { sale: Row }).sale.id;
    const { addSaleLine } = await send(by, 'addSaleLine', `line { id } ${basketFields}`, { saleId, productId, quantity: 9 });
    return (addSaleLine as unknown as { sale: Basket }).sale;
  };
  const { id: saleId, version, total } = await basket(ask);
  const tenders = [{ kind: 'CASH', amount: total }];
  const { completeSale } = await send(ask, 'completeSale', basketFields, { saleId, expectedVersion: version, tenders });
  const [line] = (completeSale as unknown as { sale: Basket }).sale.lines;
  found.set('completed sale', saleId);
  found.set('completed saleline', line?.id ?? '');
  found.set('completed lot', line?.lots[0]?.lot.id ?? '');
  const held = await basket(ask);
  await send(ask, 'holdSale', 'sale { id version }', { saleId: held.id });
  found.set('held sale', held.id);
  const lot = found.get('lot');
  await basket(note);
  // The lots of a basket are those that expire first: not the one that the other ids belong to.
  if (lot) found.set('lot', lot);
}
