import { GraphError } from '#kernel/graph/graph-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import type { Block, PrintedDocument } from '#kernel/printing/printed-document.js';
import { readSheetPeople, sheetFoot, sheetHead, type SheetPeople } from '../prescriptions/sheet-people.js';
import { sheetWords } from '../prescriptions/sheet-words.js';
import { plain, signed } from './hundredths.js';
import { lensesOfPrescription, prismsOf, type LensFacts } from './optical-lens.js';
import { opticalPrescriptionById, type OpticalPrescription } from './optical-prescription.js';
import { Eye, LensKind, OpticalPrescriptionStatus } from './optical-terms.js';

/** The printed prescription, for the caller's language; null when there is none, and an error for one that nobody signed. */
export async function readOpticalDocument(context: Context, id: string): Promise<PrintedDocument | null> {
  const prescription = await context.load(opticalPrescriptionById, id);
  if (!prescription) return null;
  if (!prescription.signedAt) throw new GraphError('CONFLICT', 'Nobody signed this prescription: sign it before it is printed.');
  const [people, lenses] = await Promise.all([readSheetPeople(context, prescription), context.load(lensesOfPrescription, id)]);
  const facts = (lenses ?? []).map((lens) => lens.facts);
  return opticalDocument(prescription, facts, people, context.request.locale);
}

/** What stands on it. The signs and headings of the table are the same in every language. */
export function opticalDocument(
  prescription: OpticalPrescription,
  lenses: readonly LensFacts[],
  people: SheetPeople,
  locale: string,
): PrintedDocument {
  const words = sheetWords(locale);
  const glasses = lenses.filter(({ kind }) => kind === LensKind.SPECTACLE_LENS);
  const contacts = lenses.filter(({ kind }) => kind === LensKind.CONTACT_LENS);
  const notes = [...lenses.filter(({ note }) => note !== null).map(({ eye, note }) => `${letter(eye)}: ${note}`), prescription.note ?? ''];
  const isActive = prescription.status === OpticalPrescriptionStatus.ACTIVE;
  return {
    title: `${words.opticalPrescription} ${prescription.number ?? ''}`.trim(),
    language: words.language,
    size: 'A5',
    createdAt: prescription.updatedAt,
    blocks: [
      ...sheetHead(words.opticalPrescription, prescription, people, null, words),
      ...(isActive ? [] : [{ text: words.notToBeUsed(prescription.status), isBold: true }]),
      ...table(glasses, spectacleColumns),
      ...(prescription.pupillaryHundredths === null
        ? []
        : [{ rows: [['PD', `${millimetres(prescription.pupillaryHundredths)} mm`] as const] }]),
      ...table(contacts, contactColumns),
      ...notes.filter(Boolean).map((note) => ({ rows: [[words.note, note] as const] })),
      ...sheetFoot(prescription, people, words),
    ],
  };
}

interface Column {
  readonly title: string;
  readonly of: (lens: LensFacts) => string;
  /** Left out when no lens has it. */
  readonly optional?: boolean;
}

const eye: Column = { title: '', of: (lens) => letter(lens.eye) };
const cylinder: readonly Column[] = [
  { title: 'Cyl', of: (lens) => (lens.cylinder === null ? '' : signed(lens.cylinder)) },
  { title: 'Axis', of: (lens) => (lens.axis === null ? '' : `${lens.axis}°`) },
  { title: 'Add', of: (lens) => (lens.addition === null ? '' : signed(lens.addition)) },
];
const prism: readonly Column[] = [
  {
    title: 'Prism',
    of: (lens) =>
      prismsOf(lens)
        .map(({ amount }) => plain(amount))
        .join(' / '),
  },
  {
    title: 'Base',
    of: (lens) =>
      prismsOf(lens)
        .map(({ base }) => base.charAt(0) + base.slice(1).toLowerCase())
        .join(' / '),
  },
];
const spectacleColumns: readonly Column[] = [
  eye,
  { title: 'Sph', of: (lens) => power(lens.sphere) },
  ...cylinder,
  ...prism,
  { title: 'PD', of: (lens) => (lens.pupillary_distance === null ? '' : millimetres(lens.pupillary_distance)), optional: true },
  { title: 'BVD', of: (lens) => (lens.back_distance === null ? '' : millimetres(lens.back_distance)), optional: true },
];
const contactColumns: readonly Column[] = [
  eye,
  { title: 'Power', of: (lens) => power(lens.power) },
  ...cylinder,
  ...prism.map((column) => ({ ...column, optional: true })),
  { title: 'BC', of: (lens) => (lens.base_curve === null ? '' : plain(lens.base_curve)) },
  { title: 'Dia', of: (lens) => (lens.diameter === null ? '' : millimetres(lens.diameter)) },
];

function table(lenses: readonly LensFacts[], columns: readonly Column[]): Block[] {
  if (lenses.length === 0) return [];
  const shown = columns.filter(({ of, optional }) => !optional || lenses.some((lens) => of(lens) !== ''));
  return [{ table: { columns: shown.map(({ title }) => ({ title })), rows: lenses.map((lens) => shown.map(({ of }) => of(lens))) } }];
}

function letter(of: Eye): string {
  return of === Eye.RIGHT ? 'R' : 'L';
}

function power(hundredths: number | null): string {
  if (hundredths === null) return '';
  return hundredths === 0 ? 'Plano' : signed(hundredths);
}

/** In tenths, as rulers have them. */
function millimetres(hundredths: number): string {
  return plain(hundredths).replace(/0$/, '');
}
