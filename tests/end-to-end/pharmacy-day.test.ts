import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { formatElementString } from '#kernel/gs1/format-element-string.js';
import { GraphClient, type Answer } from './client.js';
import {
  AddDispenseLineDocument,
  AddSaleLineDocument,
  AddTillDocument,
  ApprovePurchaseOrderDocument,
  CheckDispenseDocument,
  CloseTillDocument,
  CompleteSaleDocument,
  CreateBranchDocument,
  CreatePurchaseOrderDocument,
  CreateStaffDocument,
  CreateSupplierDocument,
  DayPatientsDocument,
  DiscountSaleDocument,
  FindProductDocument,
  HandOverDispenseDocument,
  OpenTillDocument,
  OverrideCheckDocument,
  PatientMedicinesDocument,
  PharmacyCloseDocument,
  PrepareDispenseDocument,
  PrescriptionByCodeDocument,
  RecallLotsDocument,
  ReceiptNumbersDocument,
  ReceiveGoodsDocument,
  ReturnSaleDocument,
  SendPurchaseOrderDocument,
  SetBranchProductDocument,
  SetDiscountLimitDocument,
  SetTaxRuleDocument,
  SignPrescriptionDocument,
  StartSaleDocument,
  StockOfProductsDocument,
  TillSessionReportDocument,
  VoidSaleDocument,
  WritePrescriptionDocument,
  type BasketFragment,
  type PreparedFragment,
  type ReceiptNumbersQuery,
  type StockOfProductsQuery,
} from './generated/graphql.js';
import { LiveClient } from './live-client.js';
import { startTopology, type RunningGraph, type Topology } from './topology.js';

const data = resolve('../shared/data');
const bundles = join(data, 'fhir-r4-bundles');
const realInput = existsSync(bundles) ? describe : describe.skip;
const run = promisify(execFile);

const zone = 'Europe/Paris';
const currency = 'EUR';
const prescriptions = 300;
const tills = 5;
const packsOrdered = 100;
const float = 10_000n;

/** By the beginning of their names; each patient is prescribed them in this order. */
const prescribed = [
  'PREVISCAN 20 mg',
  'ASPIRINE 500 mg VITAMINE C OBERLIN',
  'METHOTREXATE BELLON 2,5 mg',
  'BACTRIM ADULTES',
  'SIMVASTATINE ACCORD HEALTHCARE 20 mg',
  'CLARITHROMYCINE ALMUS 500 mg',
  'METFORMINE ARROW GENERIQUES 500 mg',
  'AMLODIPINE BIOGARAN 10 mg',
  'RAMIPRIL ALTER 2,5 mg',
  'OMEPRAZOLE ALMUS 20 mg',
  'CETIRIZINE ALMUS 10 mg',
  'SKENAN L P 100 mg',
  'AMIODARONE SANDOZ 200 mg',
] as const;
const overTheCounter = 'DOLIPRANE 500 mg';

/** Pairs that a pharmacist stops at: bleeding, bone marrow, muscles. */
const dangerous = [
  ['FLUINDIONE', 'ACÉTYLSALICYLIQUE'],
  ['MÉTHOTREXATE', 'TRIMÉTHOPRIME'],
  ['SIMVASTATINE', 'CLARITHROMYCINE'],
] as const;

interface Medicine {
  readonly id: string;
  readonly name: string;
  readonly gtin: string;
  readonly costMinor: bigint;
  readonly priceMinor: bigint;
}

type Refusable<T> = (T & { userErrors: readonly { message: string }[] }) | null | undefined;

function done<T>(payload: Refusable<T>, answer?: Answer<unknown>): T {
  if (!payload || payload.userErrors.length > 0) throw new Error(JSON.stringify(payload ?? answer?.text));
  return payload;
}

function present<T>(value: T | null | undefined): T {
  if (value == null) throw new Error('Nothing is there');
  return value;
}

/** So many at a time. */
async function atOnce<T>(workers: number, items: readonly T[], body: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const work = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await body(item);
  };
  await Promise.all(Array.from({ length: workers }, work));
}

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n);
const minor = (money: { readonly amountMinor: unknown } | null | undefined): bigint =>
  BigInt((money?.amountMinor as string | undefined) ?? 0);
const euros = (amountMinor: bigint) => ({ amountMinor: amountMinor.toString(), currency });
const dayAt = (ahead = 0): string => new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(Date.now() + ahead * 86_400_000);

realInput.each<Topology>(['one process', 'services'])("a pharmacy's day, in %s", (topology) => {
  let graph: RunningGraph;
  let owner: GraphClient;
  let branchId: string;
  let medicines: Medicine[];
  let paracetamol: Medicine;
  let patients: { id: string }[];
  let doctor: GraphClient;
  let pharmacists: GraphClient[];
  let cashiers: GraphClient[];
  /** By product, the lot that expires first and the other. */
  const lots = new Map<string, string[]>();
  const handedOver: { patientId: string; dispense: PreparedFragment }[] = [];
  const sales: BasketFragment[] = [];
  const sessions: string[] = [];

  beforeAll(async () => {
    graph = await startTopology(topology);
    owner = await GraphClient.signIn(graph.url, 'steppe');
  }, 400_000);
  afterAll(() => graph.stop());

  const command = (name: string, ...words: string[]) =>
    run(process.execPath, [`dist/app/commands/${name}.js`, '--tenant', 'steppe', ...words], {
      env: { PATH: process.env['PATH'], DATA_FOLDER: graph.dataFolder },
    });
  const employ = async (role: string, name: string): Promise<GraphClient> => {
    const person = name.toLowerCase();
    const input = { email: `${person}@steppe.example`, displayName: name, password: 'caregraph-demo', grants: [{ role, branchId }] };
    done((await owner.run(CreateStaffDocument, { input })).data?.createStaff);
    return GraphClient.signIn(graph.url, 'steppe', person);
  };
  const find = async (search: string, index: number): Promise<Medicine> => {
    const { data: found } = await owner.run(FindProductDocument, { search });
    const product = present(found?.products.nodes[0]);
    return {
      id: product.id,
      name: product.name,
      gtin: present(product.gtin),
      costMinor: BigInt(110 + 37 * index),
      priceMinor: BigInt(199 + 61 * index),
    };
  };

  it('opens: patients, medicines and interactions are imported, people employed', async () => {
    const opened = await owner.run(CreateBranchDocument, {
      input: { code: 'PHD', name: 'Day pharmacy', type: 'PHARMACY', timeZone: zone, currency, openingHours: [] },
    });
    branchId = present(done(opened.data?.createBranch).branch).id;
    await command('import-fhir', '--branch', 'PHD', ...readdirSync(bundles).map((file) => join(bundles, file)));
    const imported = await command('import-medicines', join(data, 'medicines-fr'));
    expect(imported.stdout).toMatch(/3,?674/);
    await command('import-interactions', join(data, 'drug-interactions-fr'));
    const { data: registered } = await owner.run(DayPatientsDocument, {});
    expect(registered?.patients.nodes).toHaveLength(24);
    patients = present(registered).patients.nodes.filter(({ deceased }) => !deceased);
    expect(patients.length).toBeGreaterThan(15);
    medicines = await Promise.all(prescribed.map(find));
    paracetamol = await find(overTheCounter, 3);
    doctor = await employ('DOCTOR', 'Doctor-of-the-day');
    pharmacists = [await employ('PHARMACIST', 'Pharmacist-a'), await employ('PHARMACIST', 'Pharmacist-b')];
    cashiers = await Promise.all(Array.from({ length: tills }, (_, index) => employ('CASHIER', `Cashier-${index + 1}`)));
    for (const { id: productId, priceMinor } of [...medicines, paracetamol]) {
      const terms = { branchId, productId, price: euros(priceMinor), reorderPoint: 10, orderUpTo: 50 };
      done((await owner.run(SetBranchProductDocument, { input: terms })).data?.setBranchProduct);
    }
    const tax = {
      branchId,
      name: 'TVA 2,1 %',
      rateBasisPoints: 210,
      productKinds: ['MEDICINE' as const],
      productIds: [],
      prescriptionMedicines: false,
      validFrom: '2026-01-01',
    };
    done((await owner.run(SetTaxRuleDocument, { input: tax })).data?.setTaxRule);
    const limit = { role: 'CASHIER', maxBasisPoints: 1000, maxAmount: euros(500n) };
    done((await owner.run(SetDiscountLimitDocument, { input: limit })).data?.setDiscountLimit);
  }, 400_000);

  it('orders goods, and takes them in by scanning packs, in two deliveries', async () => {
    const supplier = done(
      (await owner.run(CreateSupplierDocument, { input: { name: 'Grossiste du Nord', currency } })).data?.createSupplier,
    );
    const goods = [...medicines, paracetamol];
    const lines = goods.map(({ id: productId, costMinor }) => ({ productId, quantity: packsOrdered, unitPrice: euros(costMinor) }));
    const input = { branchId, supplierId: present(supplier.supplier).id, lines };
    const written = present(done((await owner.run(CreatePurchaseOrderDocument, { input })).data?.createPurchaseOrder).purchaseOrder);
    const step = { id: written.id, expectedVersion: written.version };
    const approved = present(
      done((await owner.run(ApprovePurchaseOrderDocument, { input: step })).data?.approvePurchaseOrder).purchaseOrder,
    );
    const sent = { id: written.id, expectedVersion: approved.version, via: 'EMAIL' as const };
    done((await owner.run(SendPurchaseOrderDocument, { input: sent })).data?.sendPurchaseOrder);
    for (const [delivery, { quantity, expiry }] of [
      { quantity: 40, expiry: '280600' },
      { quantity: 60, expiry: '301231' },
    ].entries()) {
      const packs = goods.map(({ gtin }, index) => ({
        scan: formatElementString([
          { ai: '01', value: gtin },
          { ai: '17', value: expiry },
          { ai: '10', value: `L${delivery}${index}` },
        ]),
        quantity,
        condition: 'GOOD' as const,
        serialNumbers: [],
        acceptOver: false,
        acceptShortDated: false,
      }));
      const receipt = { purchaseOrderId: written.id, deliveryNote: `D-${delivery}`, lines: packs };
      const received = done((await present(pharmacists[0]).run(ReceiveGoodsDocument, { input: receipt })).data?.receiveGoods);
      expect(received.purchaseOrder?.status).toBe(delivery === 0 ? 'PARTLY_RECEIVED' : 'RECEIVED');
      for (const line of present(received.goodsReceipt).lines) {
        const productId = present(line.product).id;
        lots.set(productId, [...(lots.get(productId) ?? []), present(line.lot).id]);
        expect(line.lot).toMatchObject(delivery === 0 ? { expiresOn: '2028-06-30', expiryDayKnown: false } : { expiresOn: '2030-12-31' });
      }
    }
  }, 400_000);

  it(`writes, checks and hands over ${prescriptions} prescriptions, and finds what is dangerous together`, async () => {
    const queue = await LiveClient.connect(graph.url, { authorization: `Bearer ${present(pharmacists[0]).token}` });
    queue.subscribe('queue', `subscription ($id: ID) { prescriptionQueueUpdated(branchId: $id) { kind sequence } }`, { id: branchId });
    await queue.next();
    const found: PreparedFragment['checks'][number][] = [];
    // Who comes round again is prescribed the first medicines once more.
    const rounds = Math.ceil(prescriptions / patients.length);
    await atOnce(6, patients, async ({ id: patientId }) => {
      const turn = patients.findIndex(({ id }) => id === patientId);
      for (let round = 0; round < rounds && round * patients.length + turn < prescriptions; round += 1) {
        const [one, other] = turn % 2 === 0 ? pharmacists : pharmacists.toReversed();
        const dispense = await dispenseTo(patientId, present(medicines[round % medicines.length]), present(one), present(other), found);
        handedOver.push({ patientId, dispense });
      }
    });
    expect(handedOver).toHaveLength(prescriptions);
    expect(handedOver.every(({ dispense }) => dispense.status === 'COMPLETED')).toBe(true);
    const interactions = found.filter(({ kind }) => kind === 'INTERACTION');
    for (const pair of dangerous) {
      const named = interactions.find(
        ({ message, severity }) => severity === 'HIGH' && pair.every((name) => plain(message).includes(plain(name))),
      );
      expect([pair, named?.source]).toEqual([pair, expect.stringContaining('ANSM')]);
    }
    expect(handedOver[0]?.dispense.labelText).toMatch(/^DAY PHARMACY\n/);
    await queue.close();
    const prescriptionId = present(handedOver[0]?.dispense.prescription).id;
    expect(await file(present(pharmacists[0]), `prescription?id=${prescriptionId}`)).toEqual([200, 'application/pdf', '%PDF-1.7']);
    expect((await file(present(cashiers[0]), `prescription?id=${prescriptionId}`))[0]).toBe(403);
    const { data: seen } = await present(pharmacists[0]).run(PatientMedicinesDocument, { id: present(patients[0]).id });
    expect(seen?.patient?.prescriptions.totalCount).toBe(rounds);
    expect(seen?.patient?.activeMedications.length).toBeGreaterThan(0);
  }, 400_000);

  const file = async ({ token }: GraphClient, path: string) => {
    const response = await fetch(`${graph.url}/downloads/pharmacy/${path}`, { headers: { authorization: `Bearer ${token}` } });
    return [response.status, response.headers.get('content-type'), (await response.text()).slice(0, 8)];
  };

  const plain = (text: string): string =>
    text
      .normalize('NFKD')
      .replace(/\p{Mn}/gu, '')
      .toUpperCase();

  /** One prescription, from the doctor's pen to the patient's hand. */
  async function dispenseTo(
    patientId: string,
    { id: productId }: Medicine,
    one: GraphClient,
    other: GraphClient,
    found: PreparedFragment['checks'][number][],
  ): Promise<PreparedFragment> {
    const item = {
      productId,
      dose: { value: 1, unit: 'tablet' },
      frequency: 1,
      period: 1,
      periodUnit: 'DAY' as const,
      durationDays: 30,
      quantity: 1,
      asNeeded: false,
      refills: 0,
      substitutionAllowed: true,
    };
    const written = present(
      done((await doctor.run(WritePrescriptionDocument, { input: { branchId, patientId, items: [item] } })).data?.writePrescription)
        .prescription,
    );
    const signing = { id: written.id, expectedVersion: written.version };
    const { prescription } = done((await doctor.run(SignPrescriptionDocument, { input: signing })).data?.signPrescription);
    const scanned = await one.run(PrescriptionByCodeDocument, { code: present(prescription?.scanCode) });
    expect(scanned.data?.prescriptionByCode).toMatchObject({ id: written.id, patient: { id: patientId } });
    const preparing = { branchId, medicationRequestId: present(written.items[0]).id, allowPartial: false };
    let dispense = present(done((await one.run(PrepareDispenseDocument, { input: preparing })).data?.prepareDispense).dispense);
    found.push(...dispense.checks);
    for (const { id: checkId } of dispense.openChecks) {
      const override = { checkId, reason: 'The prescriber was asked, and watches the patient.' };
      dispense = present(done((await one.run(OverrideCheckDocument, { input: override })).data?.overrideCheck).dispense);
    }
    const step = () => ({ id: dispense.id, expectedVersion: dispense.version });
    dispense = present(done((await other.run(CheckDispenseDocument, { input: step() })).data?.checkDispense).dispense);
    return present(done((await one.run(HandOverDispenseDocument, { input: step() })).data?.handOverDispense).dispense);
  }

  it(`sells at ${tills} tills at once: prescriptions, what is bought beside them, a discount, a void and a return`, async () => {
    const byPatient = Map.groupBy(handedOver, ({ patientId }) => patientId);
    await Promise.all(
      cashiers.map(async (cashier, index) => {
        const till = present(
          done((await owner.run(AddTillDocument, { input: { branchId, name: `Till ${index + 1}` } })).data?.addTill).till,
        );
        const opening = { tillId: till.id, openingFloat: euros(float) };
        const tillSessionId = present(done((await cashier.run(OpenTillDocument, { input: opening })).data?.openTill).tillSession).id;
        sessions[index] = tillSessionId;
        for (const [patient, { id: patientId }] of patients.entries()) {
          if (patient % tills !== index) continue;
          const saleId = present(
            done((await cashier.run(StartSaleDocument, { input: { tillSessionId, patientId } })).data?.startSale).sale,
          ).id;
          for (const { dispense } of byPatient.get(patientId) ?? [])
            done((await cashier.run(AddDispenseLineDocument, { input: { saleId, dispenseId: dispense.id } })).data?.addDispenseLine);
          await pay(cashier, saleId, patient % 2 === 0 ? 'CARD' : 'CASH', { scan: paracetamol.gtin, quantity: 1 });
        }
        for (let sale = 0; sale < 6; sale += 1) {
          const saleId = present(done((await cashier.run(StartSaleDocument, { input: { tillSessionId } })).data?.startSale).sale).id;
          await pay(cashier, saleId, 'CASH', { productId: paracetamol.id, quantity: 1 }, sale === 0 ? 500 : null);
        }
      }),
    );
    const tooMuch = await sellOne(present(cashiers[0]), present(sessions[0]));
    const refused = await present(cashiers[0]).run(DiscountSaleDocument, {
      input: { saleId: tooMuch.id, discount: { basisPoints: 2000 } },
    });
    expect(refused.data?.discountSale.userErrors).toHaveLength(1);
    await pay(present(cashiers[0]), tooMuch.id, 'CASH', null);

    const voided = present(sales.at(-1));
    const voiding = { saleId: voided.id, reason: 'Rung up twice' };
    expect((await present(cashiers[0]).run(VoidSaleDocument, { input: voiding })).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    done((await owner.run(VoidSaleDocument, { input: voiding })).data?.voidSale);
    sales.pop();
    const returned = present(sales.findLast(({ lines }) => lines.length === 1));
    const returning = {
      originalSaleId: returned.id,
      tillSessionId: present(sessions[1]),
      lines: [{ lineId: present(returned.lines[0]).id, quantity: 1 }],
      reason: 'Bought by mistake',
      tender: { kind: 'CASH' as const },
    };
    const back = present(done((await present(cashiers[1]).run(ReturnSaleDocument, { input: returning })).data?.returnSale).sale);
    expect(minor(back.total)).toBe(minor(returned.total));
    expect(back.receiptText).toContain(present(returned.receiptNumber));
    expect(await file(present(cashiers[1]), `receipt?id=${back.id}`)).toEqual([200, 'application/pdf', '%PDF-1.7']);
  }, 400_000);

  async function sellOne(cashier: GraphClient, tillSessionId: string): Promise<BasketFragment> {
    const { id: saleId } = present(done((await cashier.run(StartSaleDocument, { input: { tillSessionId } })).data?.startSale).sale);
    return present(
      done((await cashier.run(AddSaleLineDocument, { input: { saleId, productId: paracetamol.id, quantity: 1 } })).data?.addSaleLine).sale,
    );
  }

  async function pay(
    cashier: GraphClient,
    saleId: string,
    kind: 'CARD' | 'CASH',
    line: { productId?: string; scan?: string; quantity: number } | null,
    discount: number | null = null,
  ): Promise<void> {
    let basket: BasketFragment | null = null;
    if (line) basket = present(done((await cashier.run(AddSaleLineDocument, { input: { saleId, ...line } })).data?.addSaleLine).sale);
    if (discount !== null)
      basket = present(
        done((await cashier.run(DiscountSaleDocument, { input: { saleId, discount: { basisPoints: discount } } })).data?.discountSale).sale,
      );
    basket ??= present(done((await cashier.run(DiscountSaleDocument, { input: { saleId, discount: null } })).data?.discountSale).sale);
    // Cash is given in whole notes of five, and change comes back.
    const given = kind === 'CARD' ? minor(basket.total) : ((minor(basket.total) + 499n) / 500n) * 500n;
    const paying = { saleId, expectedVersion: basket.version, tenders: [{ kind, amount: euros(given) }] };
    const paid = present(done((await cashier.run(CompleteSaleDocument, { input: paying })).data?.completeSale).sale);
    expect(minor(paid.change)).toBe(given - minor(paid.total));
    expect(sum(paid.lines.map(({ amount }) => minor(amount)))).toBe(minor(paid.total));
    expect(sum(paid.lines.map(({ tax }) => minor(tax)))).toBe(minor(paid.tax));
    sales.push(paid);
  }

  it('recalls a lot, and knows to whom it went', async () => {
    const metformin = present(medicines[6]);
    const lotId = present(lots.get(metformin.id)?.[0]);
    const input = {
      productId: metformin.id,
      lotIds: [lotId],
      lotNumbers: [],
      class: 'CLASS_II' as const,
      reason: 'Nitrosamines above the limit',
    };
    const { recall } = done((await owner.run(RecallLotsDocument, { input })).data?.recallLots);
    const reached = handedOver.filter(({ dispense }) => dispense.lots.some(({ lot }) => lot?.id === lotId));
    expect(reached.length).toBe(patients.length);
    expect(recall?.reached).toEqual({ patients: patients.length, packs: patients.length, unknownCustomers: 0 });
    expect(recall?.patients.nodes.map(({ patient }) => patient?.id).sort()).toEqual(reached.map(({ patientId }) => patientId).sort());
  }, 400_000);

  it('closes, and stock, register, tills and their journal agree to the unit and the minor unit', async () => {
    const day = { branchId, from: dayAt(-1), until: dayAt(1) };
    const { data: close, errors } = await owner.run(PharmacyCloseDocument, day);
    if (!close) throw new Error(JSON.stringify(errors));

    // Stock: what came less what went, by product and lot.
    const given = new Map<string, number>();
    for (const { dispense } of handedOver)
      given.set(present(dispense.product).id, (given.get(present(dispense.product).id) ?? 0) + dispense.quantity);
    const soldOver = sales.flatMap(({ lines }) => lines).filter(({ product }) => product?.id === paracetamol.id);
    const sold = soldOver.reduce((packs, { quantity }) => packs + quantity, 0);
    const stock = await stockNow();
    for (const { id } of [...medicines, paracetamol]) {
      const held = stock.filter(({ product }) => product?.id === id);
      const gone = id === paracetamol.id ? sold - 1 : (given.get(id) ?? 0);
      expect([id, held.reduce((packs, { onHand }) => packs + onHand, 0)]).toEqual([id, packsOrdered - gone]);
      expect(held.every(({ reserved }) => reserved === 0)).toBe(true);
    }
    const metformin = stock.filter(({ product }) => product?.id === medicines[6]?.id);
    expect(metformin.map(({ status, onHand }) => [status, onHand]).sort()).toEqual([
      ['AVAILABLE', 60],
      ['RECALLED', 40 - patients.length],
    ]);
    expect(close.stockValuation).toMatchObject({ unvalued: 0 });
    const value = sum(
      [...medicines, paracetamol].map(
        ({ id, costMinor }) => costMinor * BigInt(packsOrdered - (id === paracetamol.id ? sold - 1 : (given.get(id) ?? 0))),
      ),
    );
    expect(minor(close.stockValuation.total)).toBe(value);

    // Register: every lot's balance is its stock.
    const controlled = present(medicines[11]).id;
    expect(close.controlledBalances.every(({ balance, onHand }) => balance === onHand)).toBe(true);
    const inRegister = close.controlledBalances.filter(({ product }) => product?.id === controlled);
    expect(inRegister.reduce((packs, { balance }) => packs + balance, 0)).toBe(packsOrdered - (given.get(controlled) ?? 0));

    // Money: receipts, reports and journals are one.
    const receipts = await receiptsNow();
    const numbers = receipts.flatMap(({ receiptNumber }) => (receiptNumber ? [receiptNumber] : [])).sort();
    expect(numbers).toEqual(numbers.map((_, index) => `PHD-R-${String(index + 1).padStart(6, '0')}`));
    const signed = receipts
      .filter(({ status }) => status === 'COMPLETED')
      .map(({ kind, total }) => (kind === 'RETURN' ? -minor(total) : minor(total)));
    const revenue = sum(signed);
    const ourSales = sum(sales.map(({ total }) => minor(total)));
    expect(revenue).toBe(ourSales - paracetamol.priceMinor);
    for (const report of [close.salesByDay, close.salesByProduct, close.salesByCashier])
      expect(sum(report.map((row) => minor(row.revenue)))).toBe(revenue);
    for (const row of close.salesByDay)
      expect(minor(row.cost) + minor(row.margin) + minor(row.tax) + minor(row.revenueWithoutCost)).toBe(minor(row.revenue));
    expect(sum(close.tenderReport.map(({ amount }) => minor(amount)))).toBe(revenue);
    expect(close.branch?.tills).toHaveLength(tills);

    const takings: bigint[] = [];
    for (const [index, tillSessionId] of sessions.entries()) {
      const { data: session } = await owner.run(TillSessionReportDocument, { id: tillSessionId });
      const tenders = present(session?.tillSession).report;
      const moved = tenders.flatMap(({ kinds }) => kinds).filter(({ kind }) => kind !== 'OPENING');
      takings.push(sum(moved.map(({ amount }) => minor(amount))));
      // At the last till a euro is missing.
      const missing = index === tills - 1 ? 100n : 0n;
      const counted = tenders.map(({ tender, expected }) => ({
        tender,
        amount: euros(minor(expected) - (tender === 'CASH' ? missing : 0n)),
      }));
      const closing = { tillSessionId, counted, ...(missing > 0n ? { reason: 'Wrong change was given' } : {}) };
      const closed = present(done((await present(cashiers[index]).run(CloseTillDocument, { input: closing })).data?.closeTill).tillSession);
      expect(closed.status).toBe('CLOSED');
      expect(sum(closed.report.map(({ difference }) => minor(difference)))).toBe(-missing);
    }
    expect(sum(takings)).toBe(revenue);
    const { data: after } = await owner.run(PharmacyCloseDocument, day);
    expect(after?.tillDifferences).toEqual([{ tender: 'CASH', difference: { amountMinor: '-100' }, reason: 'Wrong change was given' }]);

    // The books are whole, says the shell; and the table is the report.
    const checked = await run(process.execPath, ['dist/app/commands/check-stock.js', '--tenant', 'steppe'], {
      env: { PATH: process.env['PATH'], DATA_FOLDER: graph.dataFolder },
    });
    expect(checked.stdout).toContain('is what its movements and reservations say');
    const address = `${graph.url}/downloads/pharmacy/stock-valuation?branchId=${branchId}`;
    const table = await fetch(address, { headers: { authorization: `Bearer ${owner.token}` } });
    expect([table.status, table.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    const rows = (await table.text()).trim().split('\r\n').slice(1);
    expect(rows).toHaveLength(prescribed.length + 1);
  }, 400_000);

  async function stockNow() {
    const items = [];
    for (let after: string | null = null; ;) {
      const page: Answer<StockOfProductsQuery> = await owner.run(StockOfProductsDocument, { branchId, after });
      const { nodes, pageInfo } = present(page.data).stockItems;
      items.push(...nodes);
      if (!pageInfo.hasNextPage) return items;
      after = pageInfo.endCursor ?? null;
    }
  }

  async function receiptsNow() {
    const receipts = [];
    for (let after: string | null = null; ;) {
      const page: Answer<ReceiptNumbersQuery> = await owner.run(ReceiptNumbersDocument, { branchId, after });
      const { nodes, pageInfo } = present(page.data).sales;
      receipts.push(...nodes);
      if (!pageInfo.hasNextPage) return receipts;
      after = pageInfo.endCursor ?? null;
    }
  }
});
