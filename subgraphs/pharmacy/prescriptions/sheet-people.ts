import type { Context } from '#kernel/subgraph/context.js';
import { profileOfBranch } from '#kernel/branches/branch-profile.js';
import type { Block } from '#kernel/printing/printed-document.js';
import type { SheetWords } from './sheet-words.js';

/** Who and where a printed prescription is about, by name. */
export interface SheetPeople {
  readonly branch: string;
  readonly patient: string;
  /** YYYY-MM-DD. */
  readonly birthDate: string | null;
  readonly prescriber: string;
}

interface Named {
  readonly branchId: string;
  readonly patientId: string;
  readonly prescriberId: string;
}

/** As their owners tell them to this caller: who may not see patients prints nothing of them. */
export async function readSheetPeople(context: Context, { branchId, patientId, prescriberId }: Named): Promise<SheetPeople> {
  const [profile, patients, staff] = await Promise.all([
    context.load(profileOfBranch, branchId),
    context.read<{ readonly name?: string; readonly birthDate?: string | null }>('Patient', [patientId], 'name birthDate'),
    context.read<{ readonly displayName?: string }>('Staff', [prescriberId], 'displayName'),
  ]);
  const patient = patients.get(patientId);
  return {
    branch: profile?.name ?? '',
    patient: patient?.name ?? '—',
    birthDate: patient?.birthDate ?? null,
    prescriber: staff.get(prescriberId)?.displayName ?? '—',
  };
}

interface Head {
  readonly number: string | null;
  readonly writtenOn: string;
  readonly validUntil: string;
}

/** How both kinds of prescription begin. */
export function sheetHead(title: string, head: Head, people: SheetPeople, diagnosis: string | null, words: SheetWords): Block[] {
  const rows: (readonly [string, string | null])[] = [
    [words.number, head.number],
    [words.writtenOn, head.writtenOn],
    [words.validUntil, head.validUntil],
    [words.patient, people.patient],
    [words.birthDate, people.birthDate],
    [words.prescriber, people.prescriber],
    [words.diagnosis, diagnosis],
  ];
  return [
    { text: people.branch, isBold: true },
    { heading: title },
    { rows: rows.filter((row): row is readonly [string, string] => row[1] !== null) },
    { rule: true },
  ];
}

/** How both end: the code by which the prescription is found again, and by whom it was signed. */
export function sheetFoot(
  { scanCode, number, writtenOn }: Head & { readonly scanCode: string | null },
  people: SheetPeople,
  words: SheetWords,
): Block[] {
  return [
    { rule: true },
    { text: words.signedBy(people.prescriber, writtenOn) },
    ...(scanCode === null ? [] : [{ code: { kind: 'QR' as const, text: scanCode, caption: number ?? '' } }]),
  ];
}
