import type { PrintedDocument } from '#kernel/printing/printed-document.js';

/** What stands on the label of a specimen. */
export interface LabelFacts {
  readonly accessionNumber: string;
  readonly patient: string | null;
  /** YYYY-MM-DD. */
  readonly birthDate: string | null;
  readonly container: string;
  /** When it was collected, as the clock on the wall showed it; null before. */
  readonly collectedAt: string | null;
}

/** The lines below the number. Who collects it later writes the time by hand. */
export function labelLines({ patient, birthDate, container, collectedAt }: LabelFacts): string[] {
  return [
    patient ?? '—',
    ...(birthDate === null ? [] : [`*${birthDate}`]),
    container,
    `Collected ${collectedAt ?? '____-__-__ __:__'}`,
  ].map(
    // One line each: there is no room for a second.
    (line) => line.replace(/\s+/g, ' ').trim(),
  );
}

/** With a matrix: on a tube, which is round, the ends of bars bend away from the scanner. */
export function labelOf(facts: LabelFacts): PrintedDocument {
  const { accessionNumber } = facts;
  return {
    title: accessionNumber,
    language: 'en',
    size: 'LABEL_50X25',
    // Equal labels are equal to the byte, whenever they are printed.
    createdAt: new Date(0),
    blocks: [
      {
        shares: [1, 4],
        columns: [
          [{ code: { kind: 'DATA_MATRIX', text: accessionNumber } }],
          [
            { text: accessionNumber, isBold: true, isCut: true },
            { text: labelLines(facts).join('\n'), size: 'SMALL', isCut: true },
          ],
        ],
      },
    ],
  };
}
