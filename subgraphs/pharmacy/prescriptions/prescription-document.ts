import { GraphError } from '#kernel/graph/graph-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { productById } from '../products/product.js';
import { doseText } from './dose-text.js';
import { requestsOfPrescription, type MedicationRequest } from './medication-request.js';
import { prescriptionById, type Prescription } from './prescription.js';
import type { Block, PrintedDocument } from '#kernel/printing/printed-document.js';
import { MedicationRequestStatus } from './request-status.js';
import { readSheetPeople, sheetFoot, sheetHead, type SheetPeople } from './sheet-people.js';
import { sheetWords, type SheetWords } from './sheet-words.js';

/** One medicine, with the name of its product. */
export interface PrintedItem {
  readonly request: MedicationRequest;
  readonly name: string;
}

const inForce: readonly MedicationRequestStatus[] = [MedicationRequestStatus.ACTIVE, MedicationRequestStatus.COMPLETED];

/** The printed prescription, for the caller's language; null when there is none, and an error for one that nobody signed. */
export async function readPrescriptionDocument(context: Context, id: string): Promise<PrintedDocument | null> {
  const prescription = await context.load(prescriptionById, id);
  if (!prescription) return null;
  if (!prescription.signedAt) throw new GraphError('CONFLICT', 'Nobody signed this prescription: sign it before it is printed.');
  const [people, requests] = await Promise.all([
    readSheetPeople(context, prescription),
    context.load(requestsOfPrescription, id).then((found) => found ?? []),
  ]);
  const products = await Promise.all(requests.map(({ productId }) => context.load(productById, productId)));
  const items = requests.map((request, index) => ({ request, name: products[index]?.name ?? '—' }));
  return prescriptionDocument(prescription, items, people, context.request.locale);
}

/** What stands on it, from top to bottom. */
export function prescriptionDocument(
  prescription: Prescription,
  items: readonly PrintedItem[],
  people: SheetPeople,
  locale: string,
): PrintedDocument {
  const words = sheetWords(locale);
  return {
    title: `${words.prescription} ${prescription.number ?? ''}`.trim(),
    language: words.language,
    size: 'A5',
    // So that the same prescription is printed the same, byte by byte.
    createdAt: prescription.updatedAt,
    blocks: [
      ...sheetHead(words.prescription, prescription, people, prescription.diagnosis?.display ?? null, words),
      ...(inForce.includes(prescription.status) ? [] : [{ text: words.notToBeUsed(prescription.status), isBold: true }]),
      ...items.flatMap((item) => itemBlocks(item, words, locale)),
      ...(prescription.note === null ? [] : [{ rows: [[words.note, prescription.note] as const] }]),
      ...sheetFoot(prescription, people, words),
    ],
  };
}

function itemBlocks({ request, name }: PrintedItem, words: SheetWords, locale: string): Block[] {
  const amount = [words.packs(request.quantity), words.refills(request.refills)];
  if (!request.substitutionAllowed) amount.push(words.noSubstitution);
  const dose = doseText(request, locale);
  const isOut = request.status === MedicationRequestStatus.STOPPED || request.status === MedicationRequestStatus.ON_HOLD;
  return [
    { text: `${request.position}. ${name}`, isBold: true },
    ...(dose ? [{ text: dose }] : []),
    { text: amount.join(', ') },
    ...(isOut ? [{ text: request.status, isBold: true }] : []),
    { space: 1 },
  ];
}
