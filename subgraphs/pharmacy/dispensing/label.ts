import type { Context } from '#kernel/subgraph/context.js';
import { defineLoader } from '#kernel/subgraph/loader.js';
import { profileOfBranch, type BranchProfile } from '#kernel/branches/branch-profile.js';
import { doseText } from '../prescriptions/dose-text.js';
import { medicationRequestById, type MedicationRequest } from '../prescriptions/medication-request.js';
import { prescriptionById } from '../prescriptions/prescription.js';
import { productById, type Product } from '../products/product.js';
import { lotsOfDispense, type DispenseLot } from './dispense-lots.js';
import { packs } from './dispense-plan.js';
import type { MedicationDispense } from './dispense.js';

/** As many letters as a label of 58 mm holds in a line. */
const columns = 42;

interface LabelFacts {
  readonly dispense: MedicationDispense;
  readonly branch: BranchProfile | null;
  readonly patient: string | undefined;
  readonly prescriber: string | undefined;
  readonly product: Product | null;
  readonly request: MedicationRequest | null;
  readonly lots: readonly DispenseLot[];
  readonly locale: string;
}

/** What goes on the pack, the dose in the patient's language; as many questions for ten dispenses as for one. */
export const labelOfDispense = defineLoader<MedicationDispense, string>('label of dispense', async (context: Context, dispenses) => {
  const prescriptions = await Promise.all(dispenses.map(({ prescriptionId }) => context.load(prescriptionById, prescriptionId)));
  const prescribers = [...new Set(prescriptions.flatMap((prescription) => prescription?.prescriberId ?? []))];
  const patients = [...new Set(dispenses.map(({ patientId }) => patientId))];
  const [named, wrote] = await Promise.all([
    context.read<{ name: string; language: string | null }>('Patient', patients, 'name language'),
    context.read<{ displayName: string }>('Staff', prescribers, 'displayName'),
  ]);
  const labels = await Promise.all(
    dispenses.map(async (dispense, index) => {
      const [branch, product, request, lots] = await Promise.all([
        context.load(profileOfBranch, dispense.branchId),
        context.load(productById, dispense.productId),
        context.load(medicationRequestById, dispense.requestId),
        context.load(lotsOfDispense, dispense.id),
      ]);
      const patient = named.get(dispense.patientId);
      const prescriber = wrote.get(prescriptions[index]?.prescriberId ?? '')?.displayName;
      const locale = patient?.language ?? context.request.locale;
      return labelText({ dispense, branch, patient: patient?.name, prescriber, product, request, lots: lots ?? [], locale });
    }),
  );
  return new Map(dispenses.map((dispense, index) => [dispense, labels[index] ?? '']));
});

function labelText({ dispense, branch, patient, prescriber, product, request, lots, locale }: LabelFacts): string {
  const day = branch && (dispense.handedOverAt ?? dispense.createdAt).toLocaleDateString('sv-SE', { timeZone: branch.timeZone });
  const dose = request && doseText(request, locale);
  return [
    branch?.name.toUpperCase(),
    [dispense.number, day].filter(Boolean).join('  '),
    patient,
    product &&
      `${product.name}, ${packs(dispense.quantity)}${product.pack && !product.name.includes(product.pack) ? ` of ${product.pack}` : ''}`,
    dose && `${dose.charAt(0).toUpperCase()}${dose.slice(1)}.`,
    ...lots.map(({ lotNumber, expiresOn }) =>
      [lotNumber && `Lot ${lotNumber}`, expiresOn && `use by ${expiresOn}`].filter(Boolean).join(', '),
    ),
    product && storage(product),
    prescriber && `Prescribed by ${prescriber}`,
    dispense.owed > 0 && `${packs(dispense.owed)} still owed to you`,
    'KEEP OUT OF THE SIGHT AND REACH OF CHILDREN',
  ]
    .filter((line): line is string => Boolean(line))
    .flatMap(wrapped)
    .join('\n');
}

function storage({ storageMinCelsius: min, storageMaxCelsius: max, storageNote }: Product): string | null {
  const [from, to] = [min, max].map((degrees) => (degrees === null ? null : Number(degrees)));
  const range =
    from != null && to != null
      ? `Keep at ${from} to ${to} °C.`
      : to != null
        ? `Keep below ${to} °C.`
        : from != null
          ? `Keep above ${from} °C.`
          : null;
  return [range, storageNote].filter(Boolean).join(' ') || null;
}

/** In lines that fit; a word that is longer than a line is broken. */
function wrapped(text: string): string[] {
  const lines: string[] = [];
  let line = '';
  const pieces = text.split(/\s+/).flatMap((word) => [...word.matchAll(new RegExp(`.{1,${columns}}`, 'gu'))].map(([piece]) => piece));
  for (const piece of pieces) {
    if (line && line.length + 1 + piece.length > columns) {
      lines.push(line);
      line = piece;
    } else line = line ? `${line} ${piece}` : piece;
  }
  return line ? [...lines, line] : lines;
}
